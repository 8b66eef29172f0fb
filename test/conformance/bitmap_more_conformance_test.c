// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Searches of bits, and what bitmaps have beyond sets. */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/find.h>
#include <linux/module.h>
#include <linux/slab.h>

#define N 130

static void bits(unsigned long *map, const char *list)
{
	bitmap_zero(map, N);
	if (bitmap_parselist(list, map, N))
		bitmap_fill(map, N);
}

static void searches_of_several(struct kunit *test)
{
	DECLARE_BITMAP(a, N);
	DECLARE_BITMAP(b, N);
	DECLARE_BITMAP(c, N);

	bits(a, "1,5,70,128");
	bits(b, "5,70,129");
	bits(c, "70,100");
	KUNIT_EXPECT_EQ(test, find_first_and_bit(a, b, N), 5);
	KUNIT_EXPECT_EQ(test, find_first_and_and_bit(a, b, c, N), 70);
	KUNIT_EXPECT_EQ(test, find_next_and_bit(a, b, N, 6), 70);
	KUNIT_EXPECT_EQ(test, find_next_and_bit(a, b, N, 71), N);
	KUNIT_EXPECT_EQ(test, find_next_andnot_bit(a, b, N, 2), 128);
	KUNIT_EXPECT_EQ(test, find_next_or_bit(a, b, N, 129), 129);
	KUNIT_EXPECT_EQ(test, find_nth_and_bit(a, b, N, 1), 70);
	KUNIT_EXPECT_EQ(test, find_nth_andnot_bit(a, b, N, 1), 128);
	KUNIT_EXPECT_EQ(test, find_nth_and_andnot_bit(a, b, c, N, 0), 5);
	KUNIT_EXPECT_EQ(test, find_next_bit_wrap(a, N, 129), 1);
	KUNIT_EXPECT_EQ(test, find_next_and_bit_wrap(a, b, N, 71), 5);
	KUNIT_EXPECT_EQ(test, find_next_bit_le(a, N, 6), 70);
	KUNIT_EXPECT_EQ(test, find_next_zero_bit_le(a, N, 5), 6);
}

#define SUM(start, loop) ({ unsigned long sum = 0; bit = start; loop sum += bit; sum; })

static void loops_over_bits(struct kunit *test)
{
	DECLARE_BITMAP(a, N);
	DECLARE_BITMAP(b, N);
	unsigned long bit, from, to, sum = 0, start;

	bits(a, "1,5,70,128");
	bits(b, "5,70,129");
	KUNIT_EXPECT_EQ(test, SUM(0, for_each_and_bit(bit, a, b, N)), 75);
	KUNIT_EXPECT_EQ(test, SUM(0, for_each_andnot_bit(bit, a, b, N)), 129);
	KUNIT_EXPECT_EQ(test, SUM(0, for_each_or_bit(bit, a, b, N)), 1 + 5 + 70 + 128 + 129);
	KUNIT_EXPECT_EQ(test, SUM(6, for_each_set_bit_from(bit, a, N)), 198);
	KUNIT_EXPECT_EQ(test, SUM(0, for_each_set_bit_wrap(bit, a, N, 71)), 204);
	bits(a, "0-3,5-129");
	KUNIT_EXPECT_EQ(test, SUM(3, for_each_clear_bit_from(bit, a, N)), 4);
	bits(a, "0-9,20-129");
	for_each_clear_bitrange(from, to, a, N)
		sum += to - from;
	KUNIT_EXPECT_EQ(test, sum, 10);
	from = 12;
	for_each_clear_bitrange_from(from, to, a, N)
		sum += to - from;
	KUNIT_EXPECT_EQ(test, sum, 18);
	from = 15;
	for_each_set_bitrange_from(from, to, a, N)
		sum += to - from;
	KUNIT_EXPECT_EQ(test, sum, 128);
	bitmap_zero(a, N);
	bitmap_set_value8(a, 0x5a, 8);
	bitmap_set_value8(a, 0xff, 64);
	sum = 0;
	for_each_set_clump8(start, from, a, 128)
		sum += start + from;
	KUNIT_EXPECT_EQ(test, sum, 8 + 0x5a + 64 + 0xff);
	KUNIT_EXPECT_EQ(test, find_first_clump8(&from, a, 128), 8);
	KUNIT_EXPECT_EQ(test, from, 0x5a);
	KUNIT_EXPECT_EQ(test, find_next_clump8(&from, a, 128, 16), 64);
}

static void more_sets(struct kunit *test)
{
	DECLARE_BITMAP(a, N);
	DECLARE_BITMAP(b, N);
	DECLARE_BITMAP(c, N);

	bits(a, "1,5,70");
	bits(b, "5,129");
	bitmap_or(c, a, b, N);
	KUNIT_EXPECT_EQ(test, bitmap_weight(c, N), 4);
	KUNIT_EXPECT_EQ(test, bitmap_weight_and(a, b, N), 1);
	KUNIT_EXPECT_EQ(test, bitmap_weight_andnot(a, b, N), 2);
	bitmap_complement(c, a, N);
	KUNIT_EXPECT_EQ(test, bitmap_weight(c, N), N - 3);
	bitmap_fill(c, N);
	bitmap_copy_clear_tail(c, a, 4);
	KUNIT_EXPECT_EQ(test, c[0], 2UL);
	bitmap_fill(c, N);
	bitmap_copy_and_extend(c, a, 4, N);
	KUNIT_EXPECT_EQ(test, bitmap_weight(c, N), 1);
	bits(a, "0-3");
	bits(b, "2-5");
	bits(c, "0-1,4-5");
	bitmap_replace(c, a, b, c, N);
	KUNIT_EXPECT_EQ(test, c[0], 0x3cUL);
	KUNIT_EXPECT_EQ(test, BITMAP_FIRST_WORD_MASK(4), ~0xfUL);
	KUNIT_EXPECT_EQ(test, BITMAP_LAST_WORD_MASK(4), 0xfUL);
	KUNIT_EXPECT_EQ(test, BITMAP_LAST_WORD_MASK(64), ~0UL);
	KUNIT_EXPECT_EQ(test, bitmap_size(65), 16);
	KUNIT_EXPECT_TRUE(test, small_const_nbits(64));
	KUNIT_EXPECT_FALSE(test, small_const_nbits(65));
}

static void moves(struct kunit *test)
{
	DECLARE_BITMAP(a, N);
	DECLARE_BITMAP(b, N);
	DECLARE_BITMAP(c, N);
	DECLARE_BITMAP(d, N);

	bits(a, "0-9,20");
	bitmap_cut(b, a, 5, 10, N);
	KUNIT_EXPECT_EQ(test, b[0], 0x41fUL);
	bits(b, "0,3");
	bits(c, "5,6");
	bits(a, "3");
	bitmap_remap(d, a, b, c, N);
	KUNIT_EXPECT_EQ(test, d[0], BIT(6));
	KUNIT_EXPECT_EQ(test, bitmap_bitremap(0, b, c, N), 5);
	KUNIT_EXPECT_EQ(test, bitmap_bitremap(1, b, c, N), 1);
	bits(a, "0-9,12-19");
	KUNIT_EXPECT_EQ(test, bitmap_find_next_zero_area_off(a, N, 0, 2, 0, 0), 10);
	KUNIT_EXPECT_EQ(test, bitmap_find_next_zero_area_off(a, N, 0, 4, 7, 0), 24);
	KUNIT_EXPECT_EQ(test, bitmap_find_next_zero_area_off(a, N, 0, 4, 7, 4), 20);
}

static void words_of_other_sizes(struct kunit *test)
{
	DECLARE_BITMAP(a, N);
	unsigned long one[] = { BITMAP_FROM_U64(0x100000002ULL) };
	u32 in32[] = { 1, 2, 3 }, out32[3];
	u64 in64[] = { 5, 7 }, out64[2];

	KUNIT_EXPECT_EQ(test, one[0], 0x100000002UL);
	bitmap_from_arr32(a, in32, 96);
	KUNIT_EXPECT_EQ(test, a[0], 0x200000001UL);
	KUNIT_EXPECT_EQ(test, a[1], 3UL);
	bitmap_to_arr32(out32, a, 96);
	KUNIT_EXPECT_MEMEQ(test, out32, in32, sizeof(in32));
	bitmap_from_arr64(a, in64, 66);
	KUNIT_EXPECT_EQ(test, a[1], 3UL);
	bitmap_to_arr64(out64, a, 66);
	KUNIT_EXPECT_EQ(test, out64[1], 3ULL);
	bitmap_from_u64(a, 0x1234);
	KUNIT_EXPECT_EQ(test, a[0], 0x1234UL);
}

static void maps_that_are_allocated(struct kunit *test)
{
	unsigned long *map = bitmap_zalloc(N, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, map);
	KUNIT_EXPECT_TRUE(test, bitmap_empty(map, N));
	bitmap_free(map);
	map = bitmap_zalloc_node(N, GFP_KERNEL, 0);
	KUNIT_ASSERT_NOT_NULL(test, map);
	KUNIT_EXPECT_TRUE(test, bitmap_empty(map, N));
	bitmap_free(map);
	map = bitmap_alloc(N, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, map);
	bitmap_free(map);
	map = bitmap_alloc_node(N, GFP_KERNEL, NUMA_NO_NODE);
	KUNIT_EXPECT_NOT_NULL(test, map);
	bitmap_free(map);
	bitmap_free(NULL);
}

static void texts_of_bitmaps(struct kunit *test)
{
	DECLARE_BITMAP(a, N);
	char *page = kunit_kzalloc(test, PAGE_SIZE, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	bits(a, "1,5,70-72");
	KUNIT_EXPECT_EQ(test, bitmap_print_to_pagebuf(true, page, a, N), 10);
	KUNIT_EXPECT_STREQ(test, page, "1,5,70-72\n");
	bitmap_print_to_pagebuf(false, page, a, 64);
	KUNIT_EXPECT_STREQ(test, page, "00000000,00000022\n");
	KUNIT_EXPECT_EQ(test, bitmap_print_list_to_buf(page, a, N, 2, 100), 9);
	KUNIT_EXPECT_MEMEQ(test, page, "5,70-72\n", 8);
	KUNIT_EXPECT_EQ(test, bitmap_print_bitmask_to_buf(page, a, 32, 0, 100), 10);
	KUNIT_EXPECT_MEMEQ(test, page, "00000022\n", 9);
}

static void words(struct kunit *test)
{
	unsigned long word = 0xf0, flags = 0x10;
	u8 byte = 0x81;

	KUNIT_EXPECT_EQ(test, fls_long(0x8000000000000000UL), 64);
	KUNIT_EXPECT_EQ(test, fls_long(0), 0);
	KUNIT_EXPECT_EQ(test, fns(0xf0, 2), 6);
	KUNIT_EXPECT_EQ(test, fns(0xf0, 4), BITS_PER_LONG);
	KUNIT_EXPECT_EQ(test, get_bitmask_order(8), 4);
	KUNIT_EXPECT_EQ(test, get_count_order_long(9), 4);
	KUNIT_EXPECT_EQ(test, get_count_order_long(0), -1);
	KUNIT_EXPECT_EQ(test, rol16(0x8001, 4), 0x0018);
	KUNIT_EXPECT_EQ(test, ror64(1, 1), 0x8000000000000000ULL);
	KUNIT_EXPECT_EQ(test, BITS_TO_BYTES(9), 2);
	KUNIT_EXPECT_EQ(test, BITS_TO_U32(33), 2);
	KUNIT_EXPECT_EQ(test, BITS_TO_U64(65), 2);
	KUNIT_EXPECT_EQ(test, BYTES_TO_BITS(3), 24);
	KUNIT_EXPECT_EQ(test, aligned_byte_mask(2), 0xffffUL);
	KUNIT_EXPECT_EQ(test, set_mask_bits(&word, 0x30UL, 0x03UL), 0xf0UL);
	KUNIT_EXPECT_EQ(test, word, 0xc3UL);
	KUNIT_EXPECT_TRUE(test, bit_clear_unless(&flags, 0x10, 0x01));
	KUNIT_EXPECT_EQ(test, flags, 0UL);
	flags = 0x11;
	KUNIT_EXPECT_FALSE(test, bit_clear_unless(&flags, 0x10, 0x01));
	KUNIT_EXPECT_EQ(test, hweight8(byte), 2);
}

static struct kunit_case bitmap_more_cases[] = {
	KUNIT_CASE(searches_of_several),
	KUNIT_CASE(loops_over_bits),
	KUNIT_CASE(more_sets),
	KUNIT_CASE(moves),
	KUNIT_CASE(words_of_other_sizes),
	KUNIT_CASE(maps_that_are_allocated),
	KUNIT_CASE(texts_of_bitmaps),
	KUNIT_CASE(words),
	{}
};

static struct kunit_suite bitmap_more_suite = {
	.name = "conformance-bitmap-more",
	.test_cases = bitmap_more_cases,
};
kunit_test_suite(bitmap_more_suite);

MODULE_LICENSE("Dual MIT/GPL");
