// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Decompression of .xz: all at once and in pieces, and what is said of wrong input. */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/xz.h>
#include "xz_fixture.h"

#define ROOM 2000
#define MULTI_CALL XZ_PREALLOC, XZ_DYNALLOC

struct texts {
	char want[ROOM], got[ROOM];
	int size;
	u8 packed[600];
};

static int xz_init(struct kunit *test)
{
	struct texts *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);
	int i;

	KUNIT_ASSERT_NOT_NULL(test, t);
	for (i = 0; i < 60; i++)
		t->size += scnprintf(t->want + t->size, ROOM - t->size, "line %d of %d lines\n", i, i * 7919 % 1000);
	test->priv = t;
	return 0;
}

static struct xz_buf buffers(struct kunit *test, const u8 *in, size_t size)
{
	struct texts *t = test->priv;
	struct xz_buf b = { .in = in, .in_size = size, .out = (u8 *)t->got, .out_size = ROOM };

	memset(t->got, 0x55, ROOM);
	return b;
}

/* What one call with all input and much room says. */
static enum xz_ret at_once(struct kunit *test, enum xz_mode mode, u32 dict_max, const u8 *in, size_t size)
{
	struct xz_dec *s = xz_dec_init(mode, dict_max);
	struct xz_buf b = buffers(test, in, size);
	enum xz_ret ret;

	KUNIT_ASSERT_NOT_NULL(test, s);
	ret = xz_dec_run(s, &b);
	if (mode == XZ_SINGLE && ret != XZ_STREAM_END)
		KUNIT_EXPECT_EQ(test, b.in_pos + b.out_pos, 0ul);
	if (ret == XZ_STREAM_END)
		KUNIT_EXPECT_EQ(test, b.in_pos, size);
	xz_dec_end(s);
	return ret;
}

static bool is_text(struct kunit *test)
{
	struct texts *t = test->priv;

	return !memcmp(t->want, t->got, t->size) && t->got[t->size] == 0x55;
}

static void whole_streams(struct kunit *test)
{
	static const enum xz_mode modes[] = { XZ_SINGLE, XZ_PREALLOC, XZ_DYNALLOC };
	int i;

	for (i = 0; i < 3; i++) {
		KUNIT_EXPECT_EQ(test, (int)at_once(test, modes[i], 1 << 16, xz_crc32, sizeof(xz_crc32)), XZ_STREAM_END);
		KUNIT_EXPECT_TRUE(test, is_text(test));
		KUNIT_EXPECT_EQ(test, (int)at_once(test, modes[i], 1 << 16, xz_no_check, sizeof(xz_no_check)), XZ_STREAM_END);
		KUNIT_EXPECT_TRUE(test, is_text(test));
		KUNIT_EXPECT_EQ(test, (int)at_once(test, modes[i], 1 << 16, xz_blocks, sizeof(xz_blocks)), XZ_STREAM_END);
		KUNIT_EXPECT_TRUE(test, is_text(test));
		KUNIT_EXPECT_EQ(test, (int)at_once(test, modes[i], 1 << 16, xz_empty, sizeof(xz_empty)), XZ_STREAM_END);
		KUNIT_EXPECT_EQ(test, ((struct texts *)test->priv)->got[0], 0x55);
	}
	xz_dec_end(NULL);
}

static void branches_are_turned_back(struct kunit *test)
{
	struct texts *t = test->priv;
	int i;

	KUNIT_EXPECT_EQ(test, (int)at_once(test, XZ_SINGLE, 0, xz_branches, sizeof(xz_branches)), XZ_STREAM_END);
	for (i = 0; i < 40; i++)
		KUNIT_ASSERT_EQ(test, memcmp(t->got + 5 * i, "\xe8\0\1\0\0", 5), 0);
	KUNIT_EXPECT_EQ(test, (int)at_once(test, XZ_DYNALLOC, 1 << 16, xz_branches, sizeof(xz_branches)), XZ_STREAM_END);
}

static void piece_by_piece(struct kunit *test)
{
	static const enum xz_mode modes[] = { MULTI_CALL };
	struct texts *t = test->priv;
	enum xz_ret ret = XZ_OK;
	int i, round;

	for (i = 0; i < 2; i++) {
		struct xz_dec *s = xz_dec_init(modes[i], 1 << 16);

		KUNIT_ASSERT_NOT_NULL(test, s);
		/* The second time after half of it and a reset. */
		for (round = 0; round < 2; round++) {
			size_t in_size = round ? sizeof(xz_blocks) : sizeof(xz_blocks) / 2;
			struct xz_buf b = buffers(test, xz_blocks, 0);

			b.out_size = 0;
			do {
				if (b.in_pos == b.in_size && b.in_size < in_size)
					b.in_size++;
				else if (b.out_pos == b.out_size && b.out_size < ROOM)
					b.out_size += 3;
				else
					break;
				ret = xz_dec_run(s, &b);
				KUNIT_ASSERT_TRUE(test, ret == XZ_OK || ret == XZ_STREAM_END || ret == XZ_BUF_ERROR);
			} while (ret != XZ_STREAM_END);
			if (round) {
				KUNIT_EXPECT_EQ(test, (int)ret, XZ_STREAM_END);
				KUNIT_EXPECT_EQ(test, b.out_pos, (size_t)t->size);
				KUNIT_EXPECT_TRUE(test, is_text(test));
			}
			xz_dec_reset(s);
		}
		xz_dec_end(s);
	}
}

static void no_progress(struct kunit *test)
{
	static const enum xz_mode modes[] = { MULTI_CALL };
	int i;

	for (i = 0; i < 2; i++) {
		struct xz_dec *s = xz_dec_init(modes[i], 1 << 16);
		struct xz_buf b = buffers(test, xz_crc32, 100);

		KUNIT_ASSERT_NOT_NULL(test, s);
		KUNIT_EXPECT_EQ(test, (int)xz_dec_run(s, &b), XZ_OK);
		KUNIT_EXPECT_EQ(test, b.in_pos, 100ul);
		KUNIT_EXPECT_EQ(test, (int)xz_dec_run(s, &b), XZ_OK);
		KUNIT_EXPECT_EQ(test, (int)xz_dec_run(s, &b), XZ_BUF_ERROR);
		KUNIT_EXPECT_EQ(test, (int)xz_dec_run(s, &b), XZ_BUF_ERROR);
		/* It goes on nevertheless. */
		b.in_size = 110;
		KUNIT_EXPECT_EQ(test, (int)xz_dec_run(s, &b), XZ_OK);
		KUNIT_EXPECT_EQ(test, (int)xz_dec_run(s, &b), XZ_OK);
		KUNIT_EXPECT_EQ(test, (int)xz_dec_run(s, &b), XZ_BUF_ERROR);
		b.in_size = sizeof(xz_crc32);
		b.out_size = b.out_pos + 1;
		KUNIT_EXPECT_EQ(test, (int)xz_dec_run(s, &b), XZ_OK);
		KUNIT_EXPECT_EQ(test, b.out_pos, b.out_size);
		KUNIT_EXPECT_EQ(test, (int)xz_dec_run(s, &b), XZ_OK);
		KUNIT_EXPECT_EQ(test, (int)xz_dec_run(s, &b), XZ_BUF_ERROR);
		b.out_size = ROOM;
		KUNIT_EXPECT_EQ(test, (int)xz_dec_run(s, &b), XZ_STREAM_END);
		KUNIT_EXPECT_TRUE(test, is_text(test));
		xz_dec_end(s);
	}
}

static void dictionaries_have_limits(struct kunit *test)
{
	static const enum xz_mode modes[] = { MULTI_CALL };
	int i;

	for (i = 0; i < 2; i++) {
		KUNIT_EXPECT_EQ(test, (int)at_once(test, modes[i], 1 << 15, xz_crc32, sizeof(xz_crc32)), XZ_MEMLIMIT_ERROR);
		KUNIT_EXPECT_EQ(test, (int)at_once(test, modes[i], 65535, xz_crc32, sizeof(xz_crc32)), XZ_MEMLIMIT_ERROR);
		KUNIT_EXPECT_EQ(test, (int)at_once(test, modes[i], 65536, xz_branches, sizeof(xz_branches)), XZ_STREAM_END);
		KUNIT_EXPECT_EQ(test, (int)at_once(test, modes[i], 3 << 14, xz_branches, sizeof(xz_branches)), XZ_MEMLIMIT_ERROR);
		KUNIT_EXPECT_EQ(test, (int)at_once(test, modes[i], 4096, xz_no_check, sizeof(xz_no_check)), XZ_STREAM_END);
		KUNIT_EXPECT_EQ(test, (int)at_once(test, modes[i], 8191, xz_blocks, sizeof(xz_blocks)), XZ_MEMLIMIT_ERROR);
	}
	KUNIT_EXPECT_EQ(test, (int)at_once(test, XZ_SINGLE, 0, xz_crc32, sizeof(xz_crc32)), XZ_STREAM_END);
}

/* All modes say the same of one byte that is another one. */
static void expect_of_a_byte(struct kunit *test, size_t at, u8 value, enum xz_ret want)
{
	struct texts *t = test->priv;
	int mode;

	memcpy(t->packed, xz_crc32, sizeof(xz_crc32));
	t->packed[at] = value;
	for (mode = XZ_SINGLE; mode <= XZ_DYNALLOC; mode++)
		KUNIT_EXPECT_EQ_MSG(test, (int)at_once(test, mode, 1 << 16, t->packed, sizeof(xz_crc32)), (int)want, "byte %zu", at);
}

static void wrong_input(struct kunit *test)
{
	expect_of_a_byte(test, 0, 'x', XZ_FORMAT_ERROR);
	expect_of_a_byte(test, 5, 1, XZ_FORMAT_ERROR);
	/* Sums of the stream's and the block's header, the data, their sum, the index and the footer. */
	expect_of_a_byte(test, 7, 9, XZ_DATA_ERROR);
	expect_of_a_byte(test, 8, xz_crc32[8] + 1, XZ_DATA_ERROR);
	expect_of_a_byte(test, 14, xz_crc32[14] + 1, XZ_DATA_ERROR);
	expect_of_a_byte(test, sizeof(xz_crc32) - 14, xz_crc32[sizeof(xz_crc32) - 14] + 1, XZ_DATA_ERROR);
	expect_of_a_byte(test, sizeof(xz_crc32) - 26, xz_crc32[sizeof(xz_crc32) - 26] + 1, XZ_DATA_ERROR);
	expect_of_a_byte(test, sizeof(xz_crc32) - 1, 'z', XZ_DATA_ERROR);
	KUNIT_EXPECT_EQ(test, (int)at_once(test, XZ_SINGLE, 0, xz_crc64, sizeof(xz_crc64)), XZ_OPTIONS_ERROR);
	KUNIT_EXPECT_EQ(test, (int)at_once(test, XZ_DYNALLOC, 1 << 16, xz_crc64, sizeof(xz_crc64)), XZ_OPTIONS_ERROR);
}

static void single_call_wants_all(struct kunit *test)
{
	struct texts *t = test->priv;
	struct xz_dec *s = xz_dec_init(XZ_SINGLE, 0);
	struct xz_buf b;
	size_t n;

	KUNIT_ASSERT_NOT_NULL(test, s);
	for (n = 0; n < sizeof(xz_crc32); n += 37) {
		b = buffers(test, xz_crc32, n);
		KUNIT_EXPECT_EQ(test, (int)xz_dec_run(s, &b), XZ_DATA_ERROR);
		KUNIT_EXPECT_EQ(test, b.in_pos + b.out_pos, 0ul);
	}
	b = buffers(test, xz_crc32, sizeof(xz_crc32));
	b.out_size = t->size - 1;
	KUNIT_EXPECT_EQ(test, (int)xz_dec_run(s, &b), XZ_BUF_ERROR);
	KUNIT_EXPECT_EQ(test, b.in_pos + b.out_pos, 0ul);
	/* Room to the byte, at some place, with something behind the stream. */
	memset(t->packed, 0, sizeof(t->packed));
	memcpy(t->packed + 7, xz_crc32, sizeof(xz_crc32));
	b = buffers(test, t->packed, sizeof(t->packed));
	b.in_pos = 7;
	b.out_pos = 3;
	b.out_size = t->size + 3;
	KUNIT_EXPECT_EQ(test, (int)xz_dec_run(s, &b), XZ_STREAM_END);
	KUNIT_EXPECT_EQ(test, b.in_pos, sizeof(xz_crc32) + 7);
	KUNIT_EXPECT_EQ(test, b.out_pos, b.out_size);
	KUNIT_EXPECT_EQ(test, memcmp(t->got + 3, t->want, t->size), 0);
	xz_dec_end(s);
}

static DEFINE_SPINLOCK(lock);

/* A decoder that has its memory does not sleep. */
static void under_a_spinlock(struct kunit *test)
{
	struct xz_dec *s = xz_dec_init(XZ_PREALLOC, 1 << 16);
	struct xz_buf b = buffers(test, xz_blocks, sizeof(xz_blocks));
	enum xz_ret ret;

	KUNIT_ASSERT_NOT_NULL(test, s);
	spin_lock(&lock);
	ret = xz_dec_run(s, &b);
	spin_unlock(&lock);
	KUNIT_EXPECT_EQ(test, (int)ret, XZ_STREAM_END);
	KUNIT_EXPECT_TRUE(test, is_text(test));
	xz_dec_end(s);
}

static struct kunit_case xz_cases[] = {
	KUNIT_CASE(whole_streams),
	KUNIT_CASE(branches_are_turned_back),
	KUNIT_CASE(piece_by_piece),
	KUNIT_CASE(no_progress),
	KUNIT_CASE(dictionaries_have_limits),
	KUNIT_CASE(wrong_input),
	KUNIT_CASE(single_call_wants_all),
	KUNIT_CASE(under_a_spinlock),
	{}
};

static struct kunit_suite xz_suite = {
	.name = "xz",
	.init = xz_init,
	.test_cases = xz_cases,
};
kunit_test_suites(&xz_suite);

MODULE_DESCRIPTION("Decompression of .xz");
MODULE_LICENSE("GPL");
