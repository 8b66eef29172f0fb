/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Data that go from a file into a pipe, and from a pipe into a file, as pages: what a driver's splice_read() and
 * splice_write() are made of.
 * Synchronization table: of one pipe, everything needs pipe_lock(), but splice_from_pipe() and iter_file_splice_write()
 * take it.
 * Fidelity: faithful; no system calls. Plain mode has the structures
 */
#ifndef KTEST_LINUX_SPLICE_H
#define KTEST_LINUX_SPLICE_H
#include <ktest/open.h>

#include <linux/pipe_fs_i.h>

struct file;

#define SPLICE_F_MOVE 0x01
#define SPLICE_F_NONBLOCK 0x02
#define SPLICE_F_MORE 0x04
#define SPLICE_F_GIFT 0x08
#define SPLICE_F_ALL (SPLICE_F_MOVE | SPLICE_F_NONBLOCK | SPLICE_F_MORE | SPLICE_F_GIFT)

/* What an actor is told. */
struct splice_desc {
	size_t total_len;	/* left to do */
	unsigned int len;	/* of this buffer */
	unsigned int flags;
	union {
		void __user *userptr;
		struct file *file;
		void *data;
	} u;
	void (*splice_eof)(struct splice_desc *sd);
	loff_t pos;
	loff_t *opos;
	size_t num_spliced;
	bool need_wakeup;
};

struct partial_page {
	unsigned int offset;
	unsigned int len;
	unsigned long KTEST_PRIVATE;
};
struct splice_pipe_desc {
	struct page **pages;
	struct partial_page *partial;
	int nr_pages;
	unsigned int nr_pages_max;	/* of both arrays */
	const struct pipe_buf_operations *ops;
	void (*spd_release)(struct splice_pipe_desc *spd, unsigned int i);
};

/* How much of the buffer it took; 0 or less ends the splice. */
typedef int(splice_actor)(struct pipe_inode_info *pipe, struct pipe_buffer *buf, struct splice_desc *sd);
typedef int(splice_direct_actor)(struct pipe_inode_info *pipe, struct splice_desc *sd);

#ifdef KTEST_HOSTED
/*
 * Bytes put in, -EAGAIN: the pipe is full, -EPIPE: it has no readers. spd_release() is called for pages that did not
 * get in.
 */
ssize_t splice_to_pipe(struct pipe_inode_info *pipe, struct splice_pipe_desc *spd);
/* The same of one buffer, which is released if it did not get in. */
ssize_t add_to_pipe(struct pipe_inode_info *pipe, struct pipe_buffer *buf);
/*
 * Bytes that actors took out. Else 0: the pipe is empty and has no writers, or the actor ended it; -EAGAIN: empty, with
 * SPLICE_F_NONBLOCK; the error of the actor or of confirm(). Without SPLICE_F_NONBLOCK it waits for the first buffer.
 */
ssize_t __splice_from_pipe(struct pipe_inode_info *pipe, struct splice_desc *sd, splice_actor *actor);
ssize_t splice_from_pipe(struct pipe_inode_info *pipe, struct file *out, loff_t *ppos, size_t len, unsigned int flags,
			 splice_actor *actor);
/* By the file's splice_read(), at most what the pipe has room for. -EBADF: not open for reading, -EINVAL: has none. */
ssize_t vfs_splice_read(struct file *in, loff_t *ppos, struct pipe_inode_info *pipe, size_t len, unsigned int flags);
/*
 * Reads pieces of at most a pipe's size by the file's splice_read(), and gives each to the actor; a piece that the actor
 * does not take all of is the last one. Bytes taken, and sd->pos after them; if none: what reading or the actor said.
 * -EINVAL: the file has no llseek(). The actor gets SPLICE_F_MORE with all but the last piece of a full length;
 * splice_eof() is called when the file ends before. Simplified: the pipe lives as long as the call.
 */
ssize_t splice_direct_to_actor(struct file *in, struct splice_desc *sd, splice_direct_actor *actor);
/*
 * From a file to a file by the other one's splice_write(). *ppos is moved only if bytes were, *opos by splice_write().
 * -EBADF: not open for writing, or for reading; -EINVAL: with O_APPEND, or no splice_write().
 */
ssize_t do_splice_direct(struct file *in, loff_t *ppos, struct file *out, loff_t *opos, size_t len, unsigned int flags);
/* The same for a copy_file_range(), at most MAX_RW_COUNT. Simplified: nobody asks whether writing was begun. */
ssize_t splice_file_range(struct file *in, loff_t *ppos, struct file *out, loff_t *opos, size_t len);
static inline long splice_copy_file_range(struct file *in, loff_t pos_in, struct file *out, loff_t pos_out, size_t len)
{
	return splice_file_range(in, &pos_in, out, &pos_out, len);
}
/* Arrays as large as the pipe, if it has more than PIPE_DEF_BUFFERS; 0 or -ENOMEM. */
int splice_grow_spd(const struct pipe_inode_info *pipe, struct splice_pipe_desc *spd);
void splice_shrink_spd(struct splice_pipe_desc *spd);

extern const struct pipe_buf_operations default_pipe_buf_ops;
/*
 * Of pages that a test says to be of a file: confirm() fails with -ENODATA (no mapping any more) and -EIO (not read) unless
 * PG_uptodate is set, and waits for PG_locked first. Simplified: as there is no page cache, no page is stolen from it.
 */
extern const struct pipe_buf_operations page_cache_pipe_buf_ops;
#endif

#include <ktest/close.h>
#endif
