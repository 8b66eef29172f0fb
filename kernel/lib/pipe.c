// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Pipes that a test makes, and buffers that are pages. */
#include <linux/bug.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/pipe_fs_i.h>
#include <linux/slab.h>
#include <linux/splice.h>

__weak void pipe_lock(struct pipe_inode_info *pipe)
{
	if (pipe->files)
		mutex_lock(&pipe->mutex);
}

__weak void pipe_unlock(struct pipe_inode_info *pipe)
{
	if (pipe->files)
		mutex_unlock(&pipe->mutex);
}

__weak void pipe_double_lock(struct pipe_inode_info *pipe1, struct pipe_inode_info *pipe2)
{
	BUG_ON(pipe1 == pipe2);
	pipe_lock(min(pipe1, pipe2));
	pipe_lock(max(pipe1, pipe2));
}

static bool pipe_is_readable(const struct pipe_inode_info *pipe)
{
	return READ_ONCE(pipe->head) != READ_ONCE(pipe->tail) || !READ_ONCE(pipe->writers);
}

static bool pipe_is_writable(const struct pipe_inode_info *pipe)
{
	return !pipe_full(READ_ONCE(pipe->head), READ_ONCE(pipe->tail), READ_ONCE(pipe->max_usage)) ||
	       !READ_ONCE(pipe->readers);
}

__weak void pipe_wait_readable(struct pipe_inode_info *pipe)
{
	pipe_unlock(pipe);
	wait_event_interruptible(pipe->rd_wait, pipe_is_readable(pipe));
	pipe_lock(pipe);
}

__weak void pipe_wait_writable(struct pipe_inode_info *pipe)
{
	pipe_unlock(pipe);
	wait_event_interruptible(pipe->wr_wait, pipe_is_writable(pipe));
	pipe_lock(pipe);
}

__weak struct pipe_inode_info *alloc_pipe_info(void)
{
	struct pipe_inode_info *pipe = kzalloc(sizeof(*pipe), GFP_KERNEL);

	if (!pipe)
		return NULL;
	pipe->bufs = kcalloc(PIPE_DEF_BUFFERS, sizeof(*pipe->bufs), GFP_KERNEL);
	if (!pipe->bufs) {
		kfree(pipe);
		return NULL;
	}
	mutex_init(&pipe->mutex);
	init_waitqueue_head(&pipe->rd_wait);
	init_waitqueue_head(&pipe->wr_wait);
	pipe->max_usage = pipe->ring_size = pipe->nr_accounted = PIPE_DEF_BUFFERS;
	pipe->r_counter = pipe->w_counter = 1;
	return pipe;
}

__weak void free_pipe_info(struct pipe_inode_info *pipe)
{
	for (unsigned int i = 0; i < pipe->ring_size; i++)
		if (pipe->bufs[i].ops)
			pipe_buf_release(pipe, &pipe->bufs[i]);
	if (pipe->tmp_page)
		__free_page(pipe->tmp_page);
	kfree(pipe->bufs);
	kfree(pipe);
}

__weak bool generic_pipe_buf_get(struct pipe_inode_info *pipe, struct pipe_buffer *buf)
{
	(void)pipe;
	if (WARN_ON_ONCE(page_count(buf->page) <= 0))
		return false;
	get_page(buf->page);
	return true;
}

__weak bool generic_pipe_buf_try_steal(struct pipe_inode_info *pipe, struct pipe_buffer *buf)
{
	(void)pipe;
	if (page_count(buf->page) != 1)
		return false;
	lock_page(buf->page);
	return true;
}

__weak void generic_pipe_buf_release(struct pipe_inode_info *pipe, struct pipe_buffer *buf)
{
	(void)pipe;
	put_page(buf->page);
}

__weak const struct pipe_buf_operations default_pipe_buf_ops = {
	.release = generic_pipe_buf_release,
	.try_steal = generic_pipe_buf_try_steal,
	.get = generic_pipe_buf_get,
};
__weak const struct pipe_buf_operations nosteal_pipe_buf_ops = {
	.release = generic_pipe_buf_release,
	.get = generic_pipe_buf_get,
};

static int page_cache_confirm(struct pipe_inode_info *pipe, struct pipe_buffer *buf)
{
	struct folio *folio = page_folio(buf->page);
	int error = 0;

	(void)pipe;
	if (folio_test_uptodate(folio))
		return 0;
	/* Somebody may be reading it. */
	folio_lock(folio);
	if (!folio->page.mapping)
		error = -ENODATA;
	else if (!folio_test_uptodate(folio))
		error = -EIO;
	folio_unlock(folio);
	return error;
}

static void page_cache_release(struct pipe_inode_info *pipe, struct pipe_buffer *buf)
{
	(void)pipe;
	put_page(buf->page);
	buf->flags &= ~PIPE_BUF_FLAG_LRU;
}

static bool page_cache_try_steal(struct pipe_inode_info *pipe, struct pipe_buffer *buf)
{
	(void)pipe;
	(void)buf;
	return false;
}

__weak const struct pipe_buf_operations page_cache_pipe_buf_ops = {
	.confirm = page_cache_confirm,
	.release = page_cache_release,
	.try_steal = page_cache_try_steal,
	.get = generic_pipe_buf_get,
};
