// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Bits and bitmaps: sizes that are no multiple of a word, ranges over word borders, text. */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/log2.h>
#include <linux/module.h>
#include <linux/string.h>

#define NBITS 150

static void bitmap_ranges(struct kunit *test)
{
	DECLARE_BITMAP(map, NBITS);

	bitmap_zero(map, NBITS);
	bitmap_set(map, 60, 70);
	KUNIT_EXPECT_EQ(test, bitmap_weight(map, NBITS), 70);
	KUNIT_EXPECT_EQ(test, find_first_bit(map, NBITS), 60);
	KUNIT_EXPECT_EQ(test, find_last_bit(map, NBITS), 129);
	KUNIT_EXPECT_EQ(test, find_next_zero_bit(map, NBITS, 60), 130);
	bitmap_clear(map, 64, 64);
	KUNIT_EXPECT_EQ(test, bitmap_weight(map, NBITS), 6);
	KUNIT_EXPECT_EQ(test, find_next_bit(map, NBITS, 64), 128);
	bitmap_set(map, 5, 0);
	KUNIT_EXPECT_FALSE(test, test_bit(5, map));
}

static void bitmap_tail_is_ignored(struct kunit *test)
{
	unsigned long a[1] = { 0x0f }, b[1] = { 0xff };

	KUNIT_EXPECT_TRUE(test, bitmap_equal(a, b, 4));
	KUNIT_EXPECT_FALSE(test, bitmap_equal(a, b, 5));
	KUNIT_EXPECT_TRUE(test, bitmap_full(b, 8));
	KUNIT_EXPECT_TRUE(test, bitmap_empty(a, 0));
	KUNIT_EXPECT_EQ(test, bitmap_weight(b, 3), 3);
	KUNIT_EXPECT_TRUE(test, bitmap_subset(a, b, 8));
	KUNIT_EXPECT_FALSE(test, bitmap_subset(b, a, 8));
	KUNIT_EXPECT_TRUE(test, bitmap_subset(b, a, 4));
}

static void find_returns_size(struct kunit *test)
{
	DECLARE_BITMAP(map, NBITS) = { 0 };

	KUNIT_EXPECT_EQ(test, find_first_bit(map, NBITS), NBITS);
	KUNIT_EXPECT_EQ(test, find_next_bit(map, NBITS, NBITS + 10), NBITS);
	KUNIT_EXPECT_EQ(test, find_last_bit(map, NBITS), NBITS);
	bitmap_fill(map, NBITS);
	KUNIT_EXPECT_EQ(test, find_first_zero_bit(map, NBITS), NBITS);
	KUNIT_EXPECT_EQ(test, find_nth_bit(map, NBITS, 140), 140);
	KUNIT_EXPECT_GE(test, find_nth_bit(map, NBITS, NBITS), NBITS);
}

static void bitmap_logic(struct kunit *test)
{
	unsigned long a[2] = { 0xf0f0, 1 }, b[2] = { 0xff00, 3 }, c[2];

	KUNIT_EXPECT_TRUE(test, bitmap_and(c, a, b, 66));
	KUNIT_EXPECT_EQ(test, c[0], 0xf000);
	KUNIT_EXPECT_EQ(test, c[1] & 3, 1);
	KUNIT_EXPECT_TRUE(test, bitmap_andnot(c, a, b, 66));
	KUNIT_EXPECT_EQ(test, c[0], 0xf0);
	bitmap_xor(c, a, b, 66);
	KUNIT_EXPECT_EQ(test, c[0], 0x0ff0);
	KUNIT_EXPECT_TRUE(test, bitmap_intersects(a, b, 66));
	KUNIT_EXPECT_FALSE(test, bitmap_andnot(c, a, a, 66));
}

static void bitmap_shifts(struct kunit *test)
{
	DECLARE_BITMAP(a, 130) = { 0 };
	DECLARE_BITMAP(b, 130) = { 0 };

	__set_bit(0, a);
	__set_bit(129, a);
	bitmap_shift_left(b, a, 65, 130);
	KUNIT_EXPECT_EQ(test, find_first_bit(b, 130), 65);
	KUNIT_EXPECT_EQ(test, bitmap_weight(b, 130), 1);
	bitmap_shift_right(b, a, 129, 130);
	KUNIT_EXPECT_EQ(test, find_first_bit(b, 130), 0);
	KUNIT_EXPECT_EQ(test, bitmap_weight(b, 130), 1);
}

static void bitmap_parselist_accepts(struct kunit *test)
{
	DECLARE_BITMAP(map, NBITS);

	KUNIT_EXPECT_EQ(test, bitmap_parselist("0,3-5, 10-20:2/5", map, NBITS), 0);
	KUNIT_EXPECT_EQ(test, bitmap_weight(map, NBITS), 4 + 5);
	KUNIT_EXPECT_TRUE(test, test_bit(16, map) && !test_bit(17, map) && test_bit(20, map));
	KUNIT_EXPECT_EQ(test, bitmap_parselist("", map, NBITS), 0);
	KUNIT_EXPECT_TRUE(test, bitmap_empty(map, NBITS));
	KUNIT_EXPECT_EQ(test, bitmap_parselist("all", map, NBITS), 0);
	KUNIT_EXPECT_TRUE(test, bitmap_full(map, NBITS));
	KUNIT_EXPECT_EQ(test, bitmap_parselist("N-N", map, NBITS), 0);
	KUNIT_EXPECT_EQ(test, find_first_bit(map, NBITS), NBITS - 1);
}

static void bitmap_parselist_rejects(struct kunit *test)
{
	DECLARE_BITMAP(map, NBITS);

	KUNIT_EXPECT_EQ(test, bitmap_parselist("150", map, NBITS), -ERANGE);
	KUNIT_EXPECT_EQ(test, bitmap_parselist("5-3", map, NBITS), -EINVAL);
	KUNIT_EXPECT_EQ(test, bitmap_parselist("3-", map, NBITS), -EINVAL);
	KUNIT_EXPECT_EQ(test, bitmap_parselist("a-b", map, NBITS), -EINVAL);
	KUNIT_EXPECT_EQ(test, bitmap_parselist("0-10:5/0", map, NBITS), -EINVAL);
	KUNIT_EXPECT_EQ(test, bitmap_parselist("-1", map, NBITS), -EINVAL);
}

static void bitmap_parse_hex(struct kunit *test)
{
	DECLARE_BITMAP(map, 68);

	KUNIT_EXPECT_EQ(test, bitmap_parse("f,00000001,80000000", 32, map, 68), 0);
	KUNIT_EXPECT_EQ(test, bitmap_weight(map, 68), 6);
	KUNIT_EXPECT_TRUE(test, test_bit(31, map) && test_bit(32, map) && test_bit(67, map));
	KUNIT_EXPECT_EQ(test, bitmap_parse("1f,0,0", 32, map, 68), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, bitmap_parse("xyz", 32, map, 68), -EINVAL);
}

static void bitmap_area(struct kunit *test)
{
	DECLARE_BITMAP(map, 64) = { 0 };

	bitmap_set(map, 0, 3);
	bitmap_set(map, 10, 1);
	KUNIT_EXPECT_EQ(test, bitmap_find_next_zero_area(map, 64, 0, 7, 0), 3);
	KUNIT_EXPECT_EQ(test, bitmap_find_next_zero_area(map, 64, 0, 8, 0), 11);
	KUNIT_EXPECT_EQ(test, bitmap_find_next_zero_area(map, 64, 0, 8, 7), 16);
	KUNIT_EXPECT_GT(test, bitmap_find_next_zero_area(map, 64, 0, 60, 0), 64);
}

static void bitmap_regions(struct kunit *test)
{
	DECLARE_BITMAP(map, 16) = { 0 };

	KUNIT_EXPECT_EQ(test, bitmap_find_free_region(map, 16, 2), 0);
	KUNIT_EXPECT_EQ(test, bitmap_find_free_region(map, 16, 3), 8);
	KUNIT_EXPECT_EQ(test, bitmap_find_free_region(map, 16, 3), -ENOMEM);
	KUNIT_EXPECT_EQ(test, bitmap_allocate_region(map, 0, 0), -EBUSY);
	bitmap_release_region(map, 8, 3);
	KUNIT_EXPECT_EQ(test, bitmap_weight(map, 16), 4);
}

static void bitmap_values(struct kunit *test)
{
	DECLARE_BITMAP(map, 128) = { 0 };

	bitmap_write(map, 0x1ff, 60, 9);
	KUNIT_EXPECT_EQ(test, bitmap_read(map, 60, 9), 0x1ff);
	KUNIT_EXPECT_EQ(test, bitmap_weight(map, 128), 9);
	bitmap_write(map, 0, 62, 4);
	KUNIT_EXPECT_EQ(test, bitmap_read(map, 60, 9), 0x1c3);
	KUNIT_EXPECT_EQ(test, bitmap_get_value8(map, 64), 0x1c);
}

static void bit_operations(struct kunit *test)
{
	unsigned long word[2] = { 0, 0 };

	KUNIT_EXPECT_FALSE(test, test_and_set_bit(70, word));
	KUNIT_EXPECT_TRUE(test, test_and_set_bit(70, word));
	KUNIT_EXPECT_EQ(test, word[1], BIT(6));
	KUNIT_EXPECT_TRUE(test, test_and_change_bit(70, word));
	KUNIT_EXPECT_FALSE(test, test_and_clear_bit(70, word));
	KUNIT_EXPECT_EQ(test, fls(0) + ffs(0), 0);
	KUNIT_EXPECT_EQ(test, fls(0x80000000), 32);
	KUNIT_EXPECT_EQ(test, fls64(1ULL << 40), 41);
	KUNIT_EXPECT_EQ(test, __ffs(0x10), 4);
	KUNIT_EXPECT_EQ(test, sign_extend32(0x80, 7), -128);
	KUNIT_EXPECT_EQ(test, sign_extend64(0x7f, 7), 127);
	KUNIT_EXPECT_EQ(test, rol32(0x80000001, 4), 0x18);
	KUNIT_EXPECT_EQ(test, ror8(1, 1), 0x80);
	KUNIT_EXPECT_EQ(test, hweight32(0xf00f), 8);
}

static void powers_of_two(struct kunit *test)
{
	unsigned long n = 5;

	KUNIT_EXPECT_EQ(test, ilog2(n), 2);
	KUNIT_EXPECT_EQ(test, roundup_pow_of_two(n), 8);
	KUNIT_EXPECT_EQ(test, rounddown_pow_of_two(n), 4);
	KUNIT_EXPECT_EQ(test, order_base_2(n), 3);
	KUNIT_EXPECT_FALSE(test, is_power_of_2(0));
	KUNIT_EXPECT_EQ(test, get_count_order(0), -1);
	KUNIT_EXPECT_EQ(test, get_count_order(9), 4);
	KUNIT_EXPECT_EQ(test, bits_per(8), 4);
}

static struct kunit_case bitmap_cases[] = {
	KUNIT_CASE(bitmap_ranges),
	KUNIT_CASE(bitmap_tail_is_ignored),
	KUNIT_CASE(find_returns_size),
	KUNIT_CASE(bitmap_logic),
	KUNIT_CASE(bitmap_shifts),
	KUNIT_CASE(bitmap_parselist_accepts),
	KUNIT_CASE(bitmap_parselist_rejects),
	KUNIT_CASE(bitmap_parse_hex),
	KUNIT_CASE(bitmap_area),
	KUNIT_CASE(bitmap_regions),
	KUNIT_CASE(bitmap_values),
	KUNIT_CASE(bit_operations),
	KUNIT_CASE(powers_of_two),
	{}
};

static struct kunit_suite bitmap_suite = {
	.name = "conformance-bitmap",
	.test_cases = bitmap_cases,
};
kunit_test_suite(bitmap_suite);

MODULE_DESCRIPTION("Behaviour of bits and bitmaps");
MODULE_LICENSE("GPL");
