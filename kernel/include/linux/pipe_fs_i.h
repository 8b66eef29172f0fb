/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Pipes as the rings of buffers that splice moves. A test makes one by alloc_pipe_info() and says by `readers` and `writers`
 * who is there; `files` is 0 then, and pipe_lock() does nothing.
 * Fidelity: faithful; no files of pipes, no accounts of users, no SIGPIPE and SIGIO. Plain mode has the structures
 */
#ifndef KTEST_LINUX_PIPE_FS_I_H
#define KTEST_LINUX_PIPE_FS_I_H
#include <ktest/open.h>

#include <linux/mm_types.h>
#include <linux/mutex.h>
#include <linux/types.h>
#include <linux/wait.h>
#include <asm/page.h>

struct fasync_struct;
struct pipe_inode_info;
struct user_struct;

#define PIPE_DEF_BUFFERS 16
#define PIPE_SIZE PAGE_SIZE
#define PIPE_BUF_FLAG_LRU 0x01
#define PIPE_BUF_FLAG_ATOMIC 0x02
#define PIPE_BUF_FLAG_GIFT 0x04
#define PIPE_BUF_FLAG_PACKET 0x08
#define PIPE_BUF_FLAG_CAN_MERGE 0x10
#define PIPE_BUF_FLAG_WHOLE 0x20

struct pipe_buffer {
	struct page *page;
	unsigned int offset, len;
	const struct pipe_buf_operations *ops;	/* NULL: nothing is in it */
	unsigned int flags;
	unsigned long KTEST_PRIVATE;
};

struct pipe_buf_operations {
	/* 0: the data are there and good. Without it they always are. */
	int (*confirm)(struct pipe_inode_info *pipe, struct pipe_buffer *buf);
	void (*release)(struct pipe_inode_info *pipe, struct pipe_buffer *buf);
	/* The page becomes the caller's, locked. Only after confirm(). */
	bool (*try_steal)(struct pipe_inode_info *pipe, struct pipe_buffer *buf);
	bool (*get)(struct pipe_inode_info *pipe, struct pipe_buffer *buf);
};

/* head and tail count without end; a slot is their remainder by ring_size, a power of two. */
struct pipe_inode_info {
	struct mutex mutex;
	wait_queue_head_t rd_wait, wr_wait;
	unsigned int head;
	unsigned int tail;
	unsigned int max_usage;
	unsigned int ring_size;
	unsigned int nr_accounted;
	unsigned int readers;
	unsigned int writers;
	unsigned int files;
	unsigned int r_counter;
	unsigned int w_counter;
	bool poll_usage;
	struct page *tmp_page;
	struct fasync_struct *fasync_readers;
	struct fasync_struct *fasync_writers;
	struct pipe_buffer *bufs;
	struct user_struct *user;
};

static inline bool pipe_has_watch_queue(const struct pipe_inode_info *pipe)
{
	(void)pipe;
	return false;
}
static inline bool pipe_empty(unsigned int head, unsigned int tail) { return head == tail; }
static inline unsigned int pipe_occupancy(unsigned int head, unsigned int tail) { return head - tail; }
static inline bool pipe_full(unsigned int head, unsigned int tail, unsigned int limit)
{
	return pipe_occupancy(head, tail) >= limit;
}
static inline struct pipe_buffer *pipe_buf(const struct pipe_inode_info *pipe, unsigned int slot)
{
	return &pipe->bufs[slot & (pipe->ring_size - 1)];
}
static inline struct pipe_buffer *pipe_head_buf(const struct pipe_inode_info *pipe) { return pipe_buf(pipe, pipe->head); }

static inline __must_check bool pipe_buf_get(struct pipe_inode_info *pipe, struct pipe_buffer *buf)
{
	return buf->ops->get(pipe, buf);
}
static inline void pipe_buf_release(struct pipe_inode_info *pipe, struct pipe_buffer *buf)
{
	const struct pipe_buf_operations *ops = buf->ops;

	buf->ops = NULL;
	ops->release(pipe, buf);
}
static inline int pipe_buf_confirm(struct pipe_inode_info *pipe, struct pipe_buffer *buf)
{
	return buf->ops->confirm ? buf->ops->confirm(pipe, buf) : 0;
}
static inline bool pipe_buf_try_steal(struct pipe_inode_info *pipe, struct pipe_buffer *buf)
{
	return buf->ops->try_steal && buf->ops->try_steal(pipe, buf);
}
/* What was put in since the head was old_head is taken back. */
static inline void pipe_discard_from(struct pipe_inode_info *pipe, unsigned int old_head)
{
	while (pipe->head > old_head)
		pipe_buf_release(pipe, pipe_buf(pipe, --pipe->head));
}

#ifdef KTEST_HOSTED
/* The mutex, of a pipe that has files. */
void pipe_lock(struct pipe_inode_info *pipe);
void pipe_unlock(struct pipe_inode_info *pipe);
/* The one with the lower address first. */
void pipe_double_lock(struct pipe_inode_info *pipe1, struct pipe_inode_info *pipe2);
/* Lets go of the lock, and waits for a buffer or the end of all writers, for room or the end of all readers. */
void pipe_wait_readable(struct pipe_inode_info *pipe);
void pipe_wait_writable(struct pipe_inode_info *pipe);
/* PIPE_DEF_BUFFERS buffers; NULL: no memory. */
struct pipe_inode_info *alloc_pipe_info(void);
/* And what is in it. */
void free_pipe_info(struct pipe_inode_info *pipe);

/* By the page's reference; only a page that has no other one can be stolen. */
bool generic_pipe_buf_get(struct pipe_inode_info *pipe, struct pipe_buffer *buf);
bool generic_pipe_buf_try_steal(struct pipe_inode_info *pipe, struct pipe_buffer *buf);
void generic_pipe_buf_release(struct pipe_inode_info *pipe, struct pipe_buffer *buf);
extern const struct pipe_buf_operations nosteal_pipe_buf_ops;
#endif

#include <ktest/close.h>
#endif
