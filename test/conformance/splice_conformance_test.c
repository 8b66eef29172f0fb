// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Pages that go through pipes. A module may not call alloc_pipe_info(), so the pipes here are of the test. */
#include <kunit/test.h>
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pagemap.h>
#include <linux/pipe_fs_i.h>
#include <linux/slab.h>
#include <linux/splice.h>
#include <linux/string.h>
#include <linux/uio.h>
#include "splice_fixture.h"

static int confirmed, released, confirm_says;

static int counted_confirm(struct pipe_inode_info *pipe, struct pipe_buffer *buf)
{
	confirmed++;
	return confirm_says;
}

static void counted_release(struct pipe_inode_info *pipe, struct pipe_buffer *buf)
{
	released++;
	put_page(buf->page);
}

static const struct pipe_buf_operations counted = {
	.confirm = counted_confirm,
	.release = counted_release,
	.get = generic_pipe_buf_get,
};

static void spd_release(struct splice_pipe_desc *spd, unsigned int i)
{
	put_page(spd->pages[i]);
	spd->partial[i].len = 0;
	released++;
}

static struct page *page_with(struct kunit *test, const char *text)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);

	KUNIT_ASSERT_NOT_NULL(test, page);
	strcpy((char *)page_address(page) + 100, text);
	return page;
}

static ssize_t put_in(struct kunit *test, struct pipe_inode_info *pipe, const char *text,
		      const struct pipe_buf_operations *ops)
{
	struct pipe_buffer buf = { .page = page_with(test, text), .offset = 100, .len = strlen(text), .ops = ops };

	return add_to_pipe(pipe, &buf);
}

static void counts_reset(void)
{
	confirmed = released = confirm_says = 0;
}

static ssize_t take(struct pipe_inode_info *pipe, struct text *t, size_t len, unsigned int flags)
{
	struct splice_desc sd = { .total_len = len, .flags = flags, .pos = 10, .u.data = t };
	ssize_t ret;

	t->n = t->calls = 0;
	t->all[0] = 0;
	if (!t->at_once)
		t->at_once = 100;
	ret = __splice_from_pipe(pipe, &sd, take_text);
	if (ret > 0 && (sd.pos != 10 + ret || sd.num_spliced != (size_t)ret || sd.total_len != len - ret))
		return -EBADMSG;
	return ret;
}

static void buffers_one_by_one(struct kunit *test)
{
	struct pipe_inode_info *pipe = pipe_of(test);
	struct text t = {};

	counts_reset();
	KUNIT_EXPECT_TRUE(test, pipe_empty(pipe->head, pipe->tail));
	KUNIT_EXPECT_EQ(test, put_in(test, pipe, "one", &counted), 3);
	KUNIT_EXPECT_EQ(test, put_in(test, pipe, "three", &counted), 5);
	KUNIT_EXPECT_EQ(test, put_in(test, pipe, "", &counted), 0);
	KUNIT_EXPECT_FALSE(test, pipe_full(pipe->head, pipe->tail, pipe->max_usage));
	KUNIT_EXPECT_EQ(test, put_in(test, pipe, "four", &counted), 4);
	KUNIT_EXPECT_EQ(test, pipe_occupancy(pipe->head, pipe->tail), 4u);
	KUNIT_EXPECT_TRUE(test, pipe_full(pipe->head, pipe->tail, pipe->max_usage));
	KUNIT_EXPECT_EQ(test, released, 0);
	KUNIT_EXPECT_EQ(test, put_in(test, pipe, "five", &counted), -EAGAIN);
	KUNIT_EXPECT_EQ(test, released, 1);
	KUNIT_EXPECT_EQ(test, pipe->head, 2u);
	/* An actor may take parts. */
	t.at_once = 2;
	KUNIT_EXPECT_EQ(test, take(pipe, &t, 5, 0), 5);
	KUNIT_EXPECT_STREQ(test, t.all, "oneth");
	KUNIT_EXPECT_EQ(test, t.calls, 3);
	KUNIT_EXPECT_EQ(test, confirmed, 3);
	KUNIT_EXPECT_EQ(test, released, 2);
	KUNIT_EXPECT_EQ(test, pipe_buf(pipe, pipe->tail)->offset, 102u);
	KUNIT_EXPECT_EQ(test, pipe_buf(pipe, pipe->tail)->len, 3u);
	/* The empty one ends it, and is passed over the next time. */
	KUNIT_EXPECT_EQ(test, take(pipe, &t, 100, 0), 3);
	KUNIT_EXPECT_STREQ(test, t.all, "ree");
	KUNIT_EXPECT_EQ(test, pipe_occupancy(pipe->head, pipe->tail), 2u);
	KUNIT_EXPECT_EQ(test, take(pipe, &t, 100, 0), 4);
	KUNIT_EXPECT_STREQ(test, t.all, "four");
	KUNIT_EXPECT_EQ(test, released, 5);
	/* Nobody writes any more, or nobody waits. */
	KUNIT_EXPECT_EQ(test, take(pipe, &t, 100, SPLICE_F_NONBLOCK), -EAGAIN);
	pipe->writers = 0;
	KUNIT_EXPECT_EQ(test, take(pipe, &t, 100, 0), 0);
	pipe->readers = 0;
	KUNIT_EXPECT_EQ(test, put_in(test, pipe, "six", &counted), -EPIPE);
	KUNIT_EXPECT_EQ(test, released, 6);
}

static void what_actors_and_confirm_say(struct kunit *test)
{
	struct pipe_inode_info *pipe = pipe_of(test);
	struct text t = { .at_once = 2 };

	counts_reset();
	put_in(test, pipe, "one", &counted);
	put_in(test, pipe, "two", &counted);
	confirm_says = -EIO;
	KUNIT_EXPECT_EQ(test, take(pipe, &t, 6, 0), -EIO);
	confirm_says = -ENODATA;
	KUNIT_EXPECT_EQ(test, take(pipe, &t, 6, 0), 0);
	KUNIT_EXPECT_EQ(test, t.calls, 0);
	confirm_says = 0;
	t.says = -ENOSPC;
	KUNIT_EXPECT_EQ(test, take(pipe, &t, 6, 0), 2);
	KUNIT_EXPECT_STREQ(test, t.all, "on");
	KUNIT_EXPECT_EQ(test, released, 0);
	t.says = 0;
	t.at_once = 10;
	KUNIT_EXPECT_EQ(test, take(pipe, &t, 1, 0), 1);
	KUNIT_EXPECT_STREQ(test, t.all, "e");
	KUNIT_EXPECT_EQ(test, take(pipe, &t, 0, 0), 0);
	KUNIT_EXPECT_EQ(test, t.calls, 1);
	KUNIT_EXPECT_EQ(test, take(pipe, &t, 10, 0), 3);
	KUNIT_EXPECT_STREQ(test, t.all, "two");
	KUNIT_EXPECT_EQ(test, released, 2);
}

static void pages_at_once(struct kunit *test)
{
	struct pipe_inode_info *pipe = pipe_of(test);
	struct page *pages[6];
	struct partial_page partial[6];
	struct splice_pipe_desc spd = {
		.pages = pages,
		.partial = partial,
		.nr_pages = 0,
		.nr_pages_max = 6,
		.ops = &counted,
		.spd_release = spd_release,
	};
	struct text t = {};
	int i;

	counts_reset();
	KUNIT_EXPECT_EQ(test, splice_to_pipe(pipe, &spd), 0);
	for (i = 0; i < 6; i++) {
		char text[] = { 'a' + i, 'A' + i, '.', 0 };

		pages[i] = page_with(test, text);
		partial[i] = (struct partial_page){ 101, 2, 70 + i };
	}
	spd.nr_pages = 6;
	KUNIT_EXPECT_EQ(test, splice_to_pipe(pipe, &spd), 8);
	KUNIT_EXPECT_EQ(test, spd.nr_pages, 2);
	KUNIT_EXPECT_EQ(test, released, 2);
	KUNIT_EXPECT_EQ(test, partial[3].len, 2u);
	KUNIT_EXPECT_EQ(test, partial[4].len, 0u);
	KUNIT_EXPECT_EQ(test, pipe_buf(pipe, pipe->tail + 3)->private, 73ul);
	KUNIT_EXPECT_EQ(test, pipe_buf(pipe, pipe->tail)->flags, 0u);
	pages[0] = page_with(test, "x");
	spd.nr_pages = 1;
	KUNIT_EXPECT_EQ(test, splice_to_pipe(pipe, &spd), -EAGAIN);
	KUNIT_EXPECT_EQ(test, released, 3);
	KUNIT_EXPECT_EQ(test, take(pipe, &t, 100, 0), 8);
	KUNIT_EXPECT_STREQ(test, t.all, "A.B.C.D.");
	pipe->readers = 0;
	pages[0] = page_with(test, "x");
	spd.nr_pages = 1;
	released = 0;
	KUNIT_EXPECT_EQ(test, splice_to_pipe(pipe, &spd), -EPIPE);
	KUNIT_EXPECT_EQ(test, released, 1);
}

static void operations_of_buffers(struct kunit *test)
{
	struct pipe_inode_info *pipe = pipe_of(test);
	struct pipe_buffer buf = { .page = page_with(test, "x"), .ops = &nosteal_pipe_buf_ops };
	unsigned int head = pipe->head;

	KUNIT_EXPECT_EQ(test, pipe_buf_confirm(pipe, &buf), 0);
	KUNIT_EXPECT_FALSE(test, pipe_buf_try_steal(pipe, &buf));
	KUNIT_EXPECT_TRUE(test, pipe_buf_get(pipe, &buf));
	KUNIT_EXPECT_EQ(test, page_count(buf.page), 2);
	KUNIT_EXPECT_FALSE(test, generic_pipe_buf_try_steal(pipe, &buf));
	pipe_buf_release(pipe, &buf);
	KUNIT_EXPECT_NULL(test, buf.ops);
	KUNIT_EXPECT_EQ(test, page_count(buf.page), 1);
	KUNIT_EXPECT_TRUE(test, generic_pipe_buf_try_steal(pipe, &buf));
	KUNIT_EXPECT_TRUE(test, PageLocked(buf.page));
	unlock_page(buf.page);
	generic_pipe_buf_release(pipe, &buf);
	counts_reset();
	pipe->head = pipe->tail = head = 5;
	put_in(test, pipe, "one", &counted);
	put_in(test, pipe, "two", &counted);
	pipe_discard_from(pipe, head + 1);
	KUNIT_EXPECT_EQ(test, released, 1);
	KUNIT_EXPECT_EQ(test, pipe_occupancy(pipe->head, pipe->tail), 1u);
	pipe_discard_from(pipe, head);
	KUNIT_EXPECT_EQ(test, released, 2);
	/* Without files there is nothing to lock. */
	pipe_lock(pipe);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&pipe->mutex));
	pipe_unlock(pipe);
	pipe->files = 1;
	pipe_lock(pipe);
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(&pipe->mutex));
	pipe_unlock(pipe);
}

/* ---- files --------------------------------------------------------------------------------------- */

static void from_a_file(struct kunit *test)
{
	struct pipe_inode_info *pipe = pipe_of(test);
	struct file *file = file_of(test, &content_fops, O_RDONLY), *none = file_of(test, &no_fops, O_RDONLY);
	struct file *closed = file_of(test, &content_fops, O_WRONLY);
	struct pipe_buffer *buf;
	loff_t pos = 2;

	memset(content, 'c', sizeof(content));
	content_size = PAGE_SIZE + 12;
	KUNIT_EXPECT_EQ(test, vfs_splice_read(file, &pos, pipe, 3 * PAGE_SIZE, 0), (ssize_t)PAGE_SIZE + 10);
	KUNIT_EXPECT_EQ(test, pos, (loff_t)content_size);
	KUNIT_EXPECT_EQ(test, pipe_occupancy(pipe->head, pipe->tail), 2u);
	buf = pipe_buf(pipe, pipe->tail);
	KUNIT_EXPECT_EQ(test, buf->len, (unsigned int)PAGE_SIZE);
	KUNIT_EXPECT_TRUE(test, pipe_buf_try_steal(pipe, buf));
	unlock_page(buf->page);
	buf = pipe_buf(pipe, pipe->tail + 1);
	KUNIT_EXPECT_EQ(test, buf->len, 10u);
	KUNIT_EXPECT_EQ(test, buf->offset, 0u);
	KUNIT_EXPECT_EQ(test, *((char *)page_address(buf->page) + 9), 'c');
	/* The end, the room of the pipe, and errors. */
	KUNIT_EXPECT_EQ(test, vfs_splice_read(file, &pos, pipe, 10, 0), 0);
	KUNIT_EXPECT_EQ(test, vfs_splice_read(file, &pos, pipe, 0, 0), 0);
	pos = 0;
	content_size = sizeof(content);
	KUNIT_EXPECT_EQ(test, vfs_splice_read(file, &pos, pipe, 10 * PAGE_SIZE, 0), (ssize_t)(2 * PAGE_SIZE));
	iter_calls = 0;
	KUNIT_EXPECT_EQ(test, vfs_splice_read(file, &pos, pipe, 10, 0), -ENOMEM);
	KUNIT_EXPECT_EQ(test, iter_calls, 0);
	pipe_discard_from(pipe, pipe->head - 1);
	iter_says = -EIO;
	KUNIT_EXPECT_EQ(test, copy_splice_read(file, &pos, pipe, 10, 0), -EIO);
	iter_says = -EFAULT;
	KUNIT_EXPECT_EQ(test, copy_splice_read(file, &pos, pipe, 10, 0), -EAGAIN);
	KUNIT_EXPECT_EQ(test, pos, (loff_t)(2 * PAGE_SIZE));
	KUNIT_EXPECT_EQ(test, vfs_splice_read(none, &pos, pipe, 10, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, vfs_splice_read(closed, &pos, pipe, 10, 0), -EBADF);
	while (!pipe_empty(pipe->head, pipe->tail))
		pipe_buf_release(pipe, pipe_buf(pipe, pipe->tail++));
	fput(file);
	fput(none);
	fput(closed);
}

static void into_a_file(struct kunit *test)
{
	struct pipe_inode_info *pipe = pipe_of(test);
	struct file *file = file_of(test, &content_fops, O_WRONLY), *none = file_of(test, &no_fops, O_WRONLY);
	loff_t pos = 1;

	counts_reset();
	memset(content, 0, sizeof(content));
	put_in(test, pipe, "first,", &counted);
	put_in(test, pipe, "", &counted);
	put_in(test, pipe, "second,", &counted);
	put_in(test, pipe, "third", &counted);
	KUNIT_EXPECT_EQ(test, iter_file_splice_write(pipe, none, &pos, 3, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, iter_file_splice_write(pipe, file, &pos, 8, 0), 8);
	KUNIT_EXPECT_STREQ(test, content + 1, "first,se");
	KUNIT_EXPECT_EQ(test, pos, (loff_t)9);
	KUNIT_EXPECT_EQ(test, iter_calls, 2);
	KUNIT_EXPECT_EQ(test, released, 2);
	confirm_says = -EIO;
	KUNIT_EXPECT_EQ(test, iter_file_splice_write(pipe, file, &pos, 8, 0), -EIO);
	confirm_says = -ENODATA;
	KUNIT_EXPECT_EQ(test, iter_file_splice_write(pipe, file, &pos, 8, 0), 0);
	confirm_says = 0;
	iter_says = -ENOSPC;
	KUNIT_EXPECT_EQ(test, iter_file_splice_write(pipe, file, &pos, 8, 0), -ENOSPC);
	iter_says = 0;
	KUNIT_EXPECT_EQ(test, iter_file_splice_write(pipe, file, &pos, 100, 0), 10);
	KUNIT_EXPECT_STREQ(test, content + 1, "first,second,third");
	KUNIT_EXPECT_EQ(test, released, 4);
	KUNIT_EXPECT_EQ(test, iter_file_splice_write(pipe, file, &pos, 100, SPLICE_F_NONBLOCK), -EAGAIN);
	fput(file);
	fput(none);
}

static struct pipe_inode_info *shared;

static int writer(void *data)
{
	struct kunit *test = data;

	pipe_lock(shared);
	put_in(test, shared, "late", &counted);
	WRITE_ONCE(shared->writers, 0);
	wake_up_interruptible(&shared->rd_wait);
	pipe_unlock(shared);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

static void waits_for_a_writer(struct kunit *test)
{
	struct task_struct *task;
	struct text t = {};

	shared = pipe_of(test);
	shared->files = 2;
	counts_reset();
	pipe_lock(shared);
	task = kthread_run(writer, test, "writer");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	KUNIT_EXPECT_EQ(test, take(shared, &t, 100, 0), 4);
	KUNIT_EXPECT_STREQ(test, t.all, "late");
	KUNIT_EXPECT_EQ(test, take(shared, &t, 100, 0), 0);
	pipe_unlock(shared);
	kthread_stop(task);
}

static struct kunit_case splice_cases[] = {
	KUNIT_CASE(buffers_one_by_one),
	KUNIT_CASE(what_actors_and_confirm_say),
	KUNIT_CASE(pages_at_once),
	KUNIT_CASE(operations_of_buffers),
	KUNIT_CASE(from_a_file),
	KUNIT_CASE(into_a_file),
	KUNIT_CASE(waits_for_a_writer),
	{}
};

static struct kunit_suite splice_suite = {
	.name = "splice",
	.test_cases = splice_cases,
};
kunit_test_suites(&splice_suite);

MODULE_DESCRIPTION("Pages that go through pipes");
MODULE_LICENSE("GPL");
