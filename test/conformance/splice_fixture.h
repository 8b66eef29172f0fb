/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Pipes, files and an actor of the tests of splicing. */
#ifndef SPLICE_FIXTURE_H
#define SPLICE_FIXTURE_H

#include <kunit/test.h>
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pipe_fs_i.h>
#include <linux/splice.h>
#include <linux/string.h>
#include <linux/uio.h>

#define SLOTS 4

static struct pipe_inode_info *pipe_of(struct kunit *test)
{
	struct pipe_inode_info *pipe = kunit_kzalloc(test, sizeof(*pipe), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, pipe);
	pipe->bufs = kunit_kzalloc(test, SLOTS * sizeof(*pipe->bufs), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, pipe->bufs);
	mutex_init(&pipe->mutex);
	init_waitqueue_head(&pipe->rd_wait);
	init_waitqueue_head(&pipe->wr_wait);
	pipe->ring_size = pipe->max_usage = SLOTS;
	pipe->readers = pipe->writers = 1;
	/* Counters go on over their end. */
	pipe->head = pipe->tail = UINT_MAX - 1;
	return pipe;
}

struct text {
	char all[200];
	int n, calls, at_once, says;
};

/* Takes at most at_once bytes, and then says what it is told. */
static int take_text(struct pipe_inode_info *pipe, struct pipe_buffer *buf, struct splice_desc *sd)
{
	struct text *t = sd->u.data;
	int n = min_t(int, sd->len, t->at_once);

	if (t->says && t->calls)
		return t->says;
	t->calls++;
	memcpy(t->all + t->n, (char *)page_address(buf->page) + buf->offset, n);
	t->n += n;
	t->all[t->n] = 0;
	return n;
}

static char content[3 * PAGE_SIZE];
static size_t content_size;
static int iter_calls, iter_says;

static ssize_t content_read(struct kiocb *iocb, struct iov_iter *to)
{
	size_t n, left = iocb->ki_pos < content_size ? content_size - iocb->ki_pos : 0;

	iter_calls++;
	if (iter_says)
		return iter_says;
	n = copy_to_iter(content + iocb->ki_pos, min(left, iov_iter_count(to)), to);
	iocb->ki_pos += n;
	return n;
}

static ssize_t content_write(struct kiocb *iocb, struct iov_iter *from)
{
	size_t n;

	iter_calls++;
	if (iter_says)
		return iter_says;
	n = copy_from_iter(content + iocb->ki_pos, min_t(size_t, iov_iter_count(from), 5), from);
	iocb->ki_pos += n;
	return n;
}

static const struct file_operations content_fops = {
	.owner = THIS_MODULE,
	.read_iter = content_read,
	.write_iter = content_write,
	.splice_read = copy_splice_read,
	.splice_write = iter_file_splice_write,
};
static const struct file_operations no_fops = { .owner = THIS_MODULE };

static struct file *file_of(struct kunit *test, const struct file_operations *fops, int flags)
{
	struct file *file = anon_inode_getfile("[test]", fops, NULL, flags);

	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	iter_calls = iter_says = 0;
	return file;
}

#endif
