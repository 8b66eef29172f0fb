// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Decompression of MicroLZMA: streams whose sizes are known. */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/xz.h>

#define ROOM 2000
#define SIZE 1242
#define PACKED sizeof(microlzma)

/* Made by liblzma 5.4 of the text that init() makes. */
static const u8 microlzma[] = {
	0xa2, 0x36, 0x1a, 0x4a, 0x1f, 0x08, 0xa0, 0x26, 0x03, 0x4d, 0x07, 0x2b, 0xdf, 0x1d, 0xf2, 0xcd, 0xb3, 0xdf, 0x63, 0x1c,
	0x1f, 0xdc, 0x6b, 0x26, 0xd6, 0x2c, 0x47, 0x28, 0x25, 0xe2, 0xbe, 0x30, 0x76, 0xdf, 0x5c, 0x48, 0xbb, 0x1d, 0x8e, 0x7b,
	0xe3, 0xbb, 0xa9, 0x3a, 0x38, 0xa0, 0xfb, 0xbe, 0xa8, 0x1a, 0xb6, 0xea, 0xad, 0x6d, 0xef, 0xb1, 0xff, 0xd9, 0xfa, 0x1d,
	0x74, 0x4d, 0xc6, 0x37, 0x8b, 0x8f, 0x70, 0xe0, 0x24, 0x0f, 0x95, 0xf6, 0x20, 0xb7, 0x41, 0x57, 0x89, 0x37, 0x9a, 0x5c,
	0x8a, 0x76, 0x7d, 0x66, 0x0a, 0x83, 0xa7, 0x1b, 0x8a, 0x6d, 0x24, 0x55, 0xb8, 0x86, 0x19, 0x1b, 0xc6, 0xcf, 0x00, 0x9f,
	0xae, 0x66, 0x42, 0x76, 0xa2, 0x95, 0xc1, 0x60, 0x6d, 0xb3, 0x79, 0x00, 0x7d, 0x0b, 0x7e, 0x29, 0x96, 0x9d, 0x51, 0xbd,
	0x5a, 0xff, 0xe6, 0x4f, 0x06, 0x1b, 0xd3, 0x8c, 0x3b, 0x4b, 0x63, 0x5b, 0x24, 0x60, 0xd0, 0x08, 0x9e, 0x19, 0x8a, 0x36,
	0xc3, 0x2c, 0xb3, 0x00, 0x77, 0xfc, 0x96, 0x14, 0x0b, 0xf6, 0x21, 0x7a, 0x68, 0x18, 0x53, 0x11, 0x33, 0x3c, 0xf7, 0xaf,
	0xb6, 0xb6, 0x96, 0xfb, 0x8e, 0x46, 0x00, 0xc7, 0x97, 0x30, 0x4e, 0x3d, 0xf5, 0x1e, 0xa4, 0x70, 0xc5, 0xb9, 0x13, 0xf9,
	0x31, 0x9e, 0x23, 0xe9, 0x88, 0xfc, 0xd5, 0xff, 0xff, 0x35, 0xf2, 0x7c, 0xc0, 0x86, 0x57, 0xb3, 0x93, 0x28, 0xa6, 0xca,
	0x6c, 0x35, 0xf3, 0xdc, 0xc3, 0xa2, 0x0d, 0xc8, 0xeb, 0xbf, 0x91, 0x97, 0x5b, 0xd4, 0xff, 0xe2, 0x8a, 0x08, 0xd3, 0x0f,
	0x46, 0xa3, 0x57, 0xda, 0x04, 0xbd, 0xcf, 0x61, 0xb7, 0x56, 0xea, 0x5e, 0xd0, 0x61, 0x77, 0x0b, 0x6a, 0xb2, 0xf1, 0x1f,
	0x03, 0x81, 0xd7, 0xf0, 0x1e, 0xa2, 0xa7, 0x57, 0x6f, 0x1c, 0x87, 0xa7, 0xe7, 0xaf, 0x8d, 0x75, 0xb8, 0x32, 0x76, 0xa2,
	0x97, 0xab, 0x5e, 0xbd, 0x37, 0x16, 0xb1, 0xb2, 0x2b, 0xab,
};

struct texts {
	char want[ROOM], got[ROOM];
	u8 packed[300];
};

static int micro_init(struct kunit *test)
{
	struct texts *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);
	int i, n = 0;

	KUNIT_ASSERT_NOT_NULL(test, t);
	for (i = 0; i < 60; i++)
		n += scnprintf(t->want + n, ROOM - n, "line %d of %d lines\n", i, i * 7919 % 1000);
	KUNIT_ASSERT_EQ(test, n, SIZE);
	memset(t->got, 0x55, ROOM);
	memcpy(t->packed, microlzma, PACKED);
	test->priv = t;
	return 0;
}

static const enum xz_mode modes[] = { XZ_SINGLE, XZ_PREALLOC };

static struct xz_dec_microlzma *decoder(struct kunit *test, enum xz_mode mode, u32 comp_size, u32 uncomp_size, int is_exact)
{
	struct xz_dec_microlzma *s = xz_dec_microlzma_alloc(mode, 4096);

	KUNIT_ASSERT_NOT_NULL(test, s);
	xz_dec_microlzma_reset(s, comp_size, uncomp_size, is_exact);
	return s;
}

static struct xz_buf buffers(struct kunit *test, size_t in_size, size_t out_size)
{
	struct texts *t = test->priv;

	return (struct xz_buf){ .in = t->packed, .in_size = in_size, .out = (u8 *)t->got, .out_size = out_size };
}

/* That so much was decoded, and nothing after it. */
static bool is_text(struct kunit *test, size_t n)
{
	struct texts *t = test->priv;

	return !memcmp(t->want, t->got, n) && t->got[n] == 0x55;
}

/* What one call with all input and much room says of such sizes. */
static int at_once(struct kunit *test, enum xz_mode mode, u32 comp_size, u32 uncomp_size, int is_exact)
{
	struct xz_dec_microlzma *s = decoder(test, mode, comp_size, uncomp_size, is_exact);
	struct texts *t = test->priv;
	struct xz_buf b = buffers(test, sizeof(t->packed), ROOM);
	enum xz_ret ret;

	memset(t->got, 0x55, ROOM);
	ret = xz_dec_microlzma_run(s, &b);
	if (ret == XZ_STREAM_END) {
		KUNIT_EXPECT_EQ(test, b.out_pos, (size_t)uncomp_size);
		KUNIT_EXPECT_TRUE(test, is_text(test, uncomp_size));
		if (is_exact)
			KUNIT_EXPECT_EQ(test, b.in_pos, (size_t)comp_size);
	}
	xz_dec_microlzma_end(s);
	return ret;
}

static void whole_streams(struct kunit *test)
{
	struct xz_dec_microlzma *s;
	int i;

	for (i = 0; i < 2; i++) {
		KUNIT_EXPECT_EQ(test, at_once(test, modes[i], PACKED, SIZE, 1), (int)XZ_STREAM_END);
		KUNIT_EXPECT_EQ(test, at_once(test, modes[i], PACKED, SIZE, 0), (int)XZ_STREAM_END);
		/* Less than all, if the size need not be exact. */
		KUNIT_EXPECT_EQ(test, at_once(test, modes[i], PACKED, 500, 0), (int)XZ_STREAM_END);
		KUNIT_EXPECT_EQ(test, at_once(test, modes[i], PACKED, 500, 1), (int)XZ_DATA_ERROR);
		KUNIT_EXPECT_EQ(test, at_once(test, modes[i], PACKED, SIZE + 1, 1), (int)XZ_DATA_ERROR);
		KUNIT_EXPECT_EQ(test, at_once(test, modes[i], PACKED, SIZE + 1, 0), (int)XZ_DATA_ERROR);
		KUNIT_EXPECT_EQ(test, at_once(test, modes[i], PACKED - 20, SIZE, 1), (int)XZ_DATA_ERROR);
		KUNIT_EXPECT_EQ(test, at_once(test, modes[i], PACKED + 1, SIZE, 1), (int)XZ_DATA_ERROR);
		KUNIT_EXPECT_EQ(test, at_once(test, modes[i], 4, SIZE, 1), (int)XZ_DATA_ERROR);
		KUNIT_EXPECT_EQ(test, at_once(test, modes[i], (3u << 30) + 1, SIZE, 0), (int)XZ_DATA_ERROR);
		KUNIT_EXPECT_NULL(test, xz_dec_microlzma_alloc(modes[i], 4095));
		KUNIT_EXPECT_NULL(test, xz_dec_microlzma_alloc(modes[i], (3u << 30) + 1));
		s = xz_dec_microlzma_alloc(modes[i], 1 << 16);
		KUNIT_EXPECT_NOT_NULL(test, s);
		xz_dec_microlzma_end(s);
	}
}

static void wrong_input(struct kunit *test)
{
	struct texts *t = test->priv;
	int i;

	for (i = 0; i < 2; i++) {
		t->packed[0] = 0;
		KUNIT_EXPECT_EQ(test, at_once(test, modes[i], PACKED, SIZE, 1), (int)XZ_DATA_ERROR);
		/* 3 and 2 bits. */
		t->packed[0] = ~(3 + 9 * 2);
		KUNIT_EXPECT_EQ(test, at_once(test, modes[i], PACKED, SIZE, 1), (int)XZ_DATA_ERROR);
		t->packed[0] = microlzma[0];
		t->packed[40] ^= 0x10;
		KUNIT_EXPECT_EQ(test, at_once(test, modes[i], PACKED, SIZE, 1), (int)XZ_DATA_ERROR);
		t->packed[40] = microlzma[40];
		t->packed[PACKED - 1] ^= 1;
		KUNIT_EXPECT_EQ(test, at_once(test, modes[i], PACKED, SIZE, 1), (int)XZ_DATA_ERROR);
		t->packed[PACKED - 1] = microlzma[PACKED - 1];
		KUNIT_EXPECT_EQ(test, at_once(test, modes[i], PACKED, SIZE, 1), (int)XZ_STREAM_END);
	}
}

/* With XZ_SINGLE, 6.12 may go round for ever when the room grows. */
static void piece_by_piece(struct kunit *test)
{
	struct xz_dec_microlzma *s = decoder(test, XZ_PREALLOC, PACKED, SIZE, 1);
	int calls, round;

	/* The second time after half of it and a reset. */
	for (round = 0; round < 2; round++) {
		size_t in_size = round ? PACKED : PACKED / 2;
		struct xz_buf b = buffers(test, 0, 0);
		enum xz_ret ret = XZ_OK;

		for (calls = 0; ret == XZ_OK && calls < 2 * ROOM; calls++) {
			b.in_size = min(b.in_size + 1, in_size);
			b.out_size = min_t(size_t, b.out_size + 3, ROOM);
			ret = xz_dec_microlzma_run(s, &b);
		}
		KUNIT_EXPECT_EQ(test, (int)ret, (int)(round ? XZ_STREAM_END : XZ_OK));
		if (round)
			KUNIT_EXPECT_TRUE(test, is_text(test, SIZE));
		xz_dec_microlzma_reset(s, PACKED, SIZE, 1);
	}
	xz_dec_microlzma_end(s);
}

static void nothing_to_do(struct kunit *test)
{
	int i, again;

	for (i = 0; i < 2; i++) {
		struct xz_dec_microlzma *s = decoder(test, modes[i], PACKED, SIZE, 1);
		struct xz_buf b = buffers(test, 0, ROOM);

		for (again = 0; again < 4; again++)
			KUNIT_EXPECT_EQ(test, (int)xz_dec_microlzma_run(s, &b), (int)XZ_OK);
		b.in_size = 100;
		for (again = 0; again < 4; again++)
			KUNIT_EXPECT_EQ(test, (int)xz_dec_microlzma_run(s, &b), (int)XZ_OK);
		KUNIT_EXPECT_EQ(test, b.in_pos, 100ul);
		b.in_size = PACKED;
		b.out_size = b.out_pos;
		for (again = 0; again < 4; again++)
			KUNIT_EXPECT_EQ(test, (int)xz_dec_microlzma_run(s, &b), (int)XZ_OK);
		b.out_size = ROOM;
		KUNIT_EXPECT_EQ(test, (int)xz_dec_microlzma_run(s, &b), (int)XZ_STREAM_END);
		KUNIT_EXPECT_TRUE(test, is_text(test, SIZE));
		xz_dec_microlzma_end(s);
	}
}

static void what_is_passed_over(struct kunit *test)
{
	struct xz_dec_microlzma *s = decoder(test, XZ_PREALLOC, PACKED, SIZE, 1);
	struct xz_buf b = buffers(test, PACKED, 700);
	struct texts *t = test->priv;
	u8 *out = b.out;

	b.out = NULL;
	KUNIT_EXPECT_EQ(test, (int)xz_dec_microlzma_run(s, &b), (int)XZ_OK);
	KUNIT_EXPECT_EQ(test, b.out_pos, 700ul);
	b.out = out;
	b.out_size = 800;
	KUNIT_EXPECT_EQ(test, (int)xz_dec_microlzma_run(s, &b), (int)XZ_OK);
	KUNIT_EXPECT_EQ(test, memcmp(t->got + 700, t->want + 700, 100), 0);
	KUNIT_EXPECT_EQ(test, (int)(u8)t->got[699], 0x55);
	b.out = NULL;
	b.out_size = ROOM;
	KUNIT_EXPECT_EQ(test, (int)xz_dec_microlzma_run(s, &b), (int)XZ_STREAM_END);
	KUNIT_EXPECT_EQ(test, b.out_pos, (size_t)SIZE);
	KUNIT_EXPECT_EQ(test, b.in_pos, PACKED);
	KUNIT_EXPECT_EQ(test, (int)(u8)t->got[800], 0x55);
	xz_dec_microlzma_end(s);
}

static DEFINE_SPINLOCK(lock);

/* A decoder that has its memory does not sleep. */
static void under_a_spinlock(struct kunit *test)
{
	struct xz_dec_microlzma *s = decoder(test, XZ_PREALLOC, PACKED, SIZE, 1);
	struct xz_buf b = buffers(test, PACKED, ROOM);
	enum xz_ret ret;

	spin_lock(&lock);
	ret = xz_dec_microlzma_run(s, &b);
	spin_unlock(&lock);
	KUNIT_EXPECT_EQ(test, (int)ret, (int)XZ_STREAM_END);
	KUNIT_EXPECT_TRUE(test, is_text(test, SIZE));
	xz_dec_microlzma_end(s);
}

static struct kunit_case micro_cases[] = {
	KUNIT_CASE(whole_streams),
	KUNIT_CASE(wrong_input),
	KUNIT_CASE(piece_by_piece),
	KUNIT_CASE(nothing_to_do),
	KUNIT_CASE(what_is_passed_over),
	KUNIT_CASE(under_a_spinlock),
	{}
};

static struct kunit_suite micro_suite = {
	.name = "microlzma",
	.init = micro_init,
	.test_cases = micro_cases,
};
kunit_test_suites(&micro_suite);

MODULE_DESCRIPTION("Decompression of MicroLZMA");
MODULE_LICENSE("GPL");
