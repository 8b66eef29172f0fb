// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Reed-Solomon codes; a tree's lib/reed_solomon/test_rslib.c says the same, and takes minutes for it. */
#include <kunit/test.h>
#include <linux/errno.h>
#include <linux/module.h>
#include <linux/rslib.h>
#include <linux/string.h>

static void bytes_that_are_wrong(struct kunit *test)
{
	struct rs_control *rs = init_rs(8, 0x11d, 0, 1, 4);
	u8 data[20], word[20];
	u16 par[4] = {}, corr[4];
	int places[4];

	KUNIT_ASSERT_NOT_NULL(test, rs);
	for (int i = 0; i < 20; i++)
		data[i] = i * 31;
	KUNIT_EXPECT_EQ(test, encode_rs8(rs, data, 20, par, 0), 0);
	KUNIT_EXPECT_EQ(test, encode_rs8(rs, data, 252, par, 0), -ERANGE);
	memcpy(word, data, 20);
	KUNIT_EXPECT_EQ(test, decode_rs8(rs, word, par, 20, NULL, 0, NULL, 0, NULL), 0);
	/* Two errors anywhere, four where they are known; with three more it is no word of the code. */
	word[3] ^= 0x55;
	par[1] ^= 7;
	KUNIT_EXPECT_EQ(test, decode_rs8(rs, word, par, 20, NULL, 0, NULL, 0, NULL), 2);
	KUNIT_EXPECT_EQ(test, memcmp(word, data, 20), 0);
	for (int i = 0; i < 4; i++)
		word[places[i] = 2 + 4 * i] ^= 0x80 + i;
	KUNIT_EXPECT_EQ(test, decode_rs8(rs, word, par, 20, NULL, 4, places, 0, NULL), 4);
	KUNIT_EXPECT_EQ(test, memcmp(word, data, 20), 0);
	word[19] ^= 1;
	KUNIT_EXPECT_EQ(test, decode_rs8(rs, word, par, 20, NULL, 0, places, 0, corr), 1);
	KUNIT_EXPECT_EQ(test, places[0], 19);
	KUNIT_EXPECT_EQ(test, corr[0], 1);
	KUNIT_EXPECT_NE(test, word[19], data[19]);
	word[0] ^= 9;
	word[7] ^= 11;
	KUNIT_EXPECT_EQ(test, decode_rs8(rs, word, par, 20, NULL, 0, NULL, 0, NULL), -EBADMSG);
	free_rs(rs);
	free_rs(NULL);
}

static int next_of_16(int x)
{
	return x ? (x << 1 ^ (x & 8 ? 0x13 : 0)) & 15 : 1;
}

static void fields_of_other_kinds(struct kunit *test)
{
	struct rs_control *rs = init_rs_non_canonical(4, next_of_16, 1, 1, 4);
	u16 word[7] = { 1, 2, 3, 4, 5, 6, 7 }, par[4] = {};

	KUNIT_ASSERT_NOT_NULL(test, rs);
	KUNIT_EXPECT_EQ(test, rs->codec->nn, 15);
	KUNIT_EXPECT_EQ(test, rs_modnn(rs->codec, 31), 1);
	KUNIT_EXPECT_EQ(test, encode_rs16(rs, word, 7, par, 15), 0);
	word[6] = 0;
	KUNIT_EXPECT_EQ(test, decode_rs16(rs, word, par, 7, NULL, 0, NULL, 15, NULL), 1);
	KUNIT_EXPECT_EQ(test, word[6], 7);
	free_rs(rs);
	KUNIT_EXPECT_NULL(test, init_rs(0, 0x3, 0, 1, 0));
	KUNIT_EXPECT_NULL(test, init_rs(4, 0x13, 16, 1, 4));
	KUNIT_EXPECT_NULL(test, init_rs(4, 0x13, 0, 0, 4));
	KUNIT_EXPECT_NULL(test, init_rs(4, 0x13, 0, 1, 16));
	/* Its powers are not all of the field. */
	KUNIT_EXPECT_NULL(test, init_rs(4, 0x10, 0, 1, 4));
}

static struct kunit_case rslib_cases[] = {
	KUNIT_CASE(bytes_that_are_wrong),
	KUNIT_CASE(fields_of_other_kinds),
	{}
};

static struct kunit_suite rslib_suite = {
	.name = "emulated-rslib",
	.test_cases = rslib_cases,
};
kunit_test_suite(rslib_suite);
MODULE_LICENSE("GPL");
