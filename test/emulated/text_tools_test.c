// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * What Debian's kernel for virtual machines has not, or has for itself only; a tree's lib/seq_buf.c, lib/packing.c,
 * lib/polynomial.c, lib/ts_kmp.c and lib/ts_bm.c give the same.
 */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/limits.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/packing.h>
#include <linux/polynomial.h>
#include <linux/printk.h>
#include <linux/seq_buf.h>
#include <linux/string.h>
#include <linux/textsearch.h>
#include <linux/uaccess.h>

static void seq_buf_hex(struct kunit *test)
{
	static const u8 bytes[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 'a', 'b' };
	DECLARE_SEQ_BUF(s, 128);
	DECLARE_SEQ_BUF(small, 20);

	KUNIT_EXPECT_EQ(test, seq_buf_putmem_hex(&s, bytes, 10), 0);
	KUNIT_EXPECT_STREQ(test, seq_buf_str(&s), "0807060504030201 6109 ");
	KUNIT_EXPECT_EQ(test, seq_buf_putmem_hex(&small, bytes, 10), -1);
	KUNIT_EXPECT_TRUE(test, seq_buf_has_overflowed(&small));
	seq_buf_clear(&small);
	KUNIT_EXPECT_EQ(test, seq_buf_putmem(&small, bytes, 11), 0);
	KUNIT_EXPECT_EQ(test, seq_buf_putmem(&small, bytes, 9), 0);
	KUNIT_EXPECT_EQ(test, seq_buf_used(&small), 20u);
	KUNIT_EXPECT_EQ(test, seq_buf_putmem(&small, bytes, 1), -1);
	seq_buf_clear(&s);
	KUNIT_EXPECT_EQ(test, seq_buf_hex_dump(&s, "p ", DUMP_PREFIX_OFFSET, 5, 1, bytes, 11, true), 0);
	KUNIT_EXPECT_STREQ(test, seq_buf_str(&s),
			   "p 00000000: 01 02 03 04 05 06 07 08 09 61 62                 .........ab\n");
	seq_buf_clear(&s);
	KUNIT_EXPECT_EQ(test, seq_buf_hex_dump(&s, "", DUMP_PREFIX_NONE, 32, 4, bytes, 8, false), 0);
	KUNIT_EXPECT_STREQ(test, seq_buf_str(&s), "04030201 08070605\n");
	seq_buf_clear(&small);
	KUNIT_EXPECT_EQ(test, seq_buf_hex_dump(&small, "", DUMP_PREFIX_NONE, 16, 1, bytes, 11, false), -1);
}

static void seq_buf_to_users(struct kunit *test)
{
	DECLARE_SEQ_BUF(s, 32);
	unsigned long start = kunit_vm_mmap(test, NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_ANONYMOUS | MAP_PRIVATE, 0);
	char __user *user = (char __user *)start;
	char back[8] = "";

	seq_buf_puts(&s, "hello");
	KUNIT_EXPECT_EQ(test, seq_buf_to_user(&s, user, 0, 3), 3);
	KUNIT_EXPECT_EQ(test, seq_buf_to_user(&s, user + 3, 3, 9), 2);
	KUNIT_EXPECT_EQ(test, seq_buf_to_user(&s, user, 5, 9), -EBUSY);
	KUNIT_EXPECT_EQ(test, seq_buf_to_user(&s, user, 5, 0), 0);
	KUNIT_EXPECT_EQ(test, seq_buf_to_user(&s, (char __user *)8, 0, 9), -EFAULT);
	KUNIT_EXPECT_EQ(test, copy_from_user(back, user, 5), 0u);
	KUNIT_EXPECT_STREQ(test, back, "hello");
}

static void polynomials(struct kunit *test)
{
	/* A chip's temperature, in degrees / 1000, of its 10-bit number. */
	static const struct polynomial heat = {
		.total_divider = 1,
		.terms = {
			{ 4, 18322, 10000, 10000 }, { 3, 2343, 10000, 10 }, { 2, 87018, 10000, 10 }, { 1, 39269, 1000, 1 },
			{ 0, 1720400, 1, 1 },
		},
	};
	static const struct polynomial line = { .terms = { { 1, -3, 2, 1 }, { 0, 7, 1, 2 } } };

	KUNIT_EXPECT_EQ(test, polynomial_calc(&heat, 25), 1721381);
	KUNIT_EXPECT_EQ(test, polynomial_calc(&line, 9), -10);
	KUNIT_EXPECT_EQ(test, polynomial_calc(&line, -9), 16);
	KUNIT_EXPECT_EQ(test, polynomial_calc(&line, 0), 3);
}

static void fields_of_bits(struct kunit *test)
{
	u8 buf[8] = {};
	u64 val = 0x1abc;

	KUNIT_EXPECT_EQ(test, packing(buf, &val, 20, 8, 8, PACK, 0), 0);
	KUNIT_EXPECT_EQ(test, memcmp(buf, "\0\0\0\0\0\x1a\xbc\0", 8), 0);
	val = 5;
	KUNIT_EXPECT_EQ(test, packing(buf, &val, 20, 8, 8, UNPACK, 0), 0);
	KUNIT_EXPECT_EQ(test, val, 0x1abcu);
	KUNIT_EXPECT_EQ(test, packing(buf, &val, 8, 20, 8, PACK, 0), -EINVAL);
	KUNIT_EXPECT_EQ(test, packing(buf, &val, 64, 0, 9, UNPACK, 0), -ERANGE);
	KUNIT_EXPECT_EQ(test, packing(buf, &val, 3, 0, 8, PACK, 0), -ERANGE);
	val = 0x0123456789abcdef;
	KUNIT_EXPECT_EQ(test, packing(buf, &val, 63, 0, 8, PACK, QUIRK_LITTLE_ENDIAN), 0);
	KUNIT_EXPECT_EQ(test, memcmp(buf, "\x67\x45\x23\x01\xef\xcd\xab\x89", 8), 0);
	KUNIT_EXPECT_EQ(test, packing(buf, &val, 63, 0, 8, PACK, QUIRK_LSW32_IS_FIRST), 0);
	KUNIT_EXPECT_EQ(test, memcmp(buf, "\x89\xab\xcd\xef\x01\x23\x45\x67", 8), 0);
	KUNIT_EXPECT_EQ(test, packing(buf, &val, 63, 0, 8, PACK, QUIRK_MSB_ON_THE_RIGHT), 0);
	KUNIT_EXPECT_EQ(test, memcmp(buf, "\x80\xc4\xa2\xe6\x91\xd5\xb3\xf7", 8), 0);
	val = 0;
	KUNIT_EXPECT_EQ(test, packing(buf, &val, 63, 0, 8, UNPACK, QUIRK_MSB_ON_THE_RIGHT), 0);
	KUNIT_EXPECT_EQ(test, val, 0x0123456789abcdefu);
	val = 0;
	KUNIT_EXPECT_EQ(test, packing(buf, &val, 63, 0, 8, PACK, 7), 0);
	val = 3;
	KUNIT_EXPECT_EQ(test, packing(buf, &val, 3, 0, 8, PACK, QUIRK_MSB_ON_THE_RIGHT), 0);
	KUNIT_EXPECT_EQ(test, buf[7], 0x0c);
}

static const char *const blocks[] = { "one ban", "ana, an", "other banana", "" };
static int finished;

static unsigned int next_block(unsigned int consumed, const u8 **dst, struct ts_config *conf, struct ts_state *state)
{
	for (const char *const *block = blocks; **block; block++) {
		unsigned int len = strlen(*block);

		if (consumed < len) {
			*dst = (const u8 *)*block + consumed;
			return len - consumed;
		}
		consumed -= len;
	}
	return 0;
}

static void finish(struct ts_config *conf, struct ts_state *state)
{
	finished++;
}

static void search_in_blocks(struct kunit *test)
{
	struct ts_config *conf = textsearch_prepare("kmp", "banana", 6, GFP_KERNEL, TS_AUTOLOAD);
	struct ts_state state;

	KUNIT_ASSERT_FALSE(test, IS_ERR(conf));
	KUNIT_EXPECT_EQ(test, textsearch_get_pattern_len(conf), 6u);
	KUNIT_EXPECT_EQ(test, memcmp(textsearch_get_pattern(conf), "banana", 6), 0);
	conf->get_next_block = next_block;
	conf->finish = finish;
	finished = 0;
	KUNIT_EXPECT_EQ(test, textsearch_find(conf, &state), 4u);
	KUNIT_EXPECT_EQ(test, state.offset, 10u);
	KUNIT_EXPECT_EQ(test, textsearch_next(conf, &state), 20u);
	KUNIT_EXPECT_EQ(test, textsearch_next(conf, &state), UINT_MAX);
	KUNIT_EXPECT_EQ(test, finished, 3);
	conf->finish = NULL;
	KUNIT_EXPECT_EQ(test, textsearch_find_continuous(conf, &state, "bananabanana", 12), 0u);
	KUNIT_EXPECT_EQ(test, textsearch_next(conf, &state), 6u);
	KUNIT_EXPECT_EQ(test, textsearch_find_continuous(conf, &state, "Banana", 6), UINT_MAX);
	KUNIT_EXPECT_EQ(test, textsearch_find_continuous(conf, &state, "banan", 5), UINT_MAX);
	KUNIT_EXPECT_EQ(test, textsearch_find_continuous(conf, &state, "", 0), UINT_MAX);
	textsearch_destroy(conf);

	/* Matches do not overlap. */
	conf = textsearch_prepare("kmp", "aBa", 3, GFP_KERNEL, TS_IGNORECASE);
	KUNIT_ASSERT_FALSE(test, IS_ERR(conf));
	KUNIT_EXPECT_EQ(test, textsearch_find_continuous(conf, &state, "xababAba", 8), 1u);
	KUNIT_EXPECT_EQ(test, textsearch_next(conf, &state), 5u);
	KUNIT_EXPECT_EQ(test, memcmp(textsearch_get_pattern(conf), "ABA", 3), 0);
	textsearch_destroy(conf);
}

static void search_with_bm(struct kunit *test)
{
	struct ts_config *conf = textsearch_prepare("bm", "banana", 6, GFP_KERNEL, TS_AUTOLOAD);
	struct ts_state state;

	KUNIT_ASSERT_FALSE(test, IS_ERR(conf));
	conf->get_next_block = next_block;
	/* It looks into each block alone, and does not move on. */
	KUNIT_EXPECT_EQ(test, textsearch_find(conf, &state), 20u);
	KUNIT_EXPECT_EQ(test, textsearch_next(conf, &state), 20u);
	textsearch_destroy(conf);
}

static struct kunit_case text_tools_cases[] = {
	KUNIT_CASE(seq_buf_hex),
	KUNIT_CASE(seq_buf_to_users),
	KUNIT_CASE(polynomials),
	KUNIT_CASE(fields_of_bits),
	KUNIT_CASE(search_in_blocks),
	KUNIT_CASE(search_with_bm),
	{}
};

static struct kunit_suite text_tools_suite = {
	.name = "emulated-text_tools",
	.test_cases = text_tools_cases,
};
kunit_test_suite(text_tools_suite);
MODULE_LICENSE("GPL");
