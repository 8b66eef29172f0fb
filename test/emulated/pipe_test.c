// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What modules of a real kernel may not call of pipes and splice. */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pipe_fs_i.h>
#include <linux/splice.h>

static int take_all(struct pipe_inode_info *pipe, struct pipe_buffer *buf, struct splice_desc *sd)
{
	(void)pipe, (void)buf;
	return sd->len;
}

static void a_pipe_is_made(struct kunit *test)
{
	struct pipe_inode_info *pipe = alloc_pipe_info(), *other = alloc_pipe_info();
	struct pipe_buffer buf = { .ops = &default_pipe_buf_ops, .len = 3 };
	loff_t pos = 7;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, pipe);
	KUNIT_ASSERT_NOT_NULL(test, other);
	KUNIT_EXPECT_EQ(test, pipe->max_usage, PIPE_DEF_BUFFERS);
	KUNIT_EXPECT_EQ(test, pipe->readers + pipe->writers + pipe->files, 0u);
	pipe->readers = pipe->writers = 1;
	for (i = 0; i < 3; i++) {
		buf.page = alloc_page(GFP_KERNEL);
		KUNIT_EXPECT_EQ(test, add_to_pipe(pipe, &buf), 3);
	}
	KUNIT_EXPECT_EQ(test, splice_from_pipe(pipe, NULL, &pos, 5, 0, take_all), 5);
	KUNIT_EXPECT_EQ(test, pos, 7);
	pipe->files = other->files = 1;
	pipe_double_lock(other, pipe);
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(&pipe->mutex));
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(&other->mutex));
	pipe_unlock(pipe);
	pipe_unlock(other);
	/* Two pages are in it still. */
	free_pipe_info(pipe);
	free_pipe_info(other);
}

static void arrays_grow_with_the_pipe(struct kunit *test)
{
	struct pipe_inode_info pipe = { .max_usage = PIPE_DEF_BUFFERS };
	struct splice_pipe_desc spd = { 0 };

	KUNIT_EXPECT_EQ(test, splice_grow_spd(&pipe, &spd), 0);
	KUNIT_EXPECT_NULL(test, spd.pages);
	splice_shrink_spd(&spd);
	pipe.max_usage = 40;
	KUNIT_EXPECT_EQ(test, splice_grow_spd(&pipe, &spd), 0);
	KUNIT_EXPECT_EQ(test, spd.nr_pages_max, 40u);
	spd.pages[39] = NULL;
	spd.partial[39].len = 1;
	splice_shrink_spd(&spd);
}

static struct kunit_case pipe_cases[] = {
	KUNIT_CASE(a_pipe_is_made),
	KUNIT_CASE(arrays_grow_with_the_pipe),
	{}
};

static struct kunit_suite pipe_suite = {
	.name = "pipe",
	.test_cases = pipe_cases,
};
kunit_test_suite(pipe_suite);

MODULE_LICENSE("GPL");
