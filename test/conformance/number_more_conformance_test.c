// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Bits, arithmetic and time, function by function. */
#include <kunit/test.h>
#include <linux/bcd.h>
#include <linux/bitfield.h>
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/bits.h>
#include <linux/cpumask.h>
#include <linux/crc16.h>
#include <linux/gcd.h>
#include <linux/hash.h>
#include <linux/jhash.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/lcm.h>
#include <linux/log2.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/nodemask.h>
#include <linux/overflow.h>
#include <linux/pfn.h>
#include <linux/siphash.h>
#include <linux/sizes.h>
#include <linux/swab.h>
#include <linux/time64.h>
#if __has_include(<linux/unaligned.h>)
#include <linux/unaligned.h>
#else /* before 6.12 */
#include <asm/unaligned.h>
#endif

#define HIDE(x) ({ typeof(x) hidden = (x); OPTIMIZER_HIDE_VAR(hidden); hidden; })

/* ---- bits --------------------------------------------------------------------------------------- */

static void first_and_last_bits(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, ffs(HIDE(0)), 0);
	KUNIT_EXPECT_EQ(test, ffs(HIDE(0x18)), 4);
	KUNIT_EXPECT_EQ(test, fls(HIDE(0u)), 0);
	KUNIT_EXPECT_EQ(test, fls(HIDE(0x80000000u)), 32);
	KUNIT_EXPECT_EQ(test, fls64(HIDE(0x8000000000000000ull)), 64);
	KUNIT_EXPECT_EQ(test, (int)__ffs(HIDE(0x10ul)), 4);
	KUNIT_EXPECT_EQ(test, (int)__fls(HIDE(0x1ful)), 4);
	KUNIT_EXPECT_EQ(test, (int)ffz(HIDE(0xful)), 4);
}

static void weights(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, hweight8(HIDE(0xff)), 8u);
	KUNIT_EXPECT_EQ(test, hweight16(HIDE(0x1ff)), 9u);
	KUNIT_EXPECT_EQ(test, hweight32(HIDE(0xf0f0f0f0u)), 16u);
	KUNIT_EXPECT_EQ(test, (int)hweight64(HIDE(~0ull)), 64);
	KUNIT_EXPECT_EQ(test, (int)hweight_long(HIDE(7ul)), 3);
}

static void rotations_of_words(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, rol32(HIDE(0x80000001u), 1), 0x3u);
	KUNIT_EXPECT_EQ(test, ror32(HIDE(0x80000001u), 1), 0xc0000000u);
	KUNIT_EXPECT_EQ(test, rol64(HIDE(1ull), 63), 0x8000000000000000ull);
	KUNIT_EXPECT_EQ(test, rol8(HIDE((u8)0x81), 1), 0x03);
	KUNIT_EXPECT_EQ(test, ror16(HIDE((u16)1), 1), 0x8000);
	/* By nothing. */
	KUNIT_EXPECT_EQ(test, rol32(HIDE(5u), HIDE(0)), 5u);
}

static void sign_extensions(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, sign_extend32(HIDE(0x80u), 7), -128);
	KUNIT_EXPECT_EQ(test, sign_extend32(HIDE(0x7fu), 7), 127);
	KUNIT_EXPECT_EQ(test, sign_extend64(HIDE(0x800ull), 11), -2048ll);
}

static void masks(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, GENMASK(7, 4), 0xf0ul);
	KUNIT_EXPECT_EQ(test, GENMASK(0, 0), 1ul);
	KUNIT_EXPECT_EQ(test, GENMASK_ULL(63, 63), 0x8000000000000000ull);
	KUNIT_EXPECT_EQ(test, BIT_ULL(40), 1ull << 40);
	KUNIT_EXPECT_EQ(test, (int)BIT_WORD(65), 1);
	KUNIT_EXPECT_EQ(test, BIT_MASK(65), 2ul);
	KUNIT_EXPECT_EQ(test, (int)BITS_TO_LONGS(65), 2);
}

static void bit_fields(struct kunit *test)
{
	u32 reg = FIELD_PREP(GENMASK(11, 8), 5);

	KUNIT_EXPECT_EQ(test, reg, 0x500u);
	KUNIT_EXPECT_EQ(test, (int)FIELD_GET(GENMASK(11, 8), reg), 5);
	KUNIT_EXPECT_EQ(test, (int)FIELD_MAX(GENMASK(11, 8)), 15);
	KUNIT_EXPECT_TRUE(test, FIELD_FIT(GENMASK(11, 8), HIDE(15)));
	KUNIT_EXPECT_FALSE(test, FIELD_FIT(GENMASK(11, 8), HIDE(16)));
	KUNIT_EXPECT_EQ(test, u32_replace_bits(0xfff, 0, GENMASK(7, 4)), 0xf0fu);
}

static void bits_that_tell_what_they_were(struct kunit *test)
{
	DECLARE_BITMAP(map, 70) = { 0 };

	KUNIT_EXPECT_FALSE(test, test_and_set_bit(69, map));
	KUNIT_EXPECT_TRUE(test, test_and_set_bit(69, map));
	KUNIT_EXPECT_TRUE(test, test_bit(69, map));
	KUNIT_EXPECT_TRUE(test, test_and_clear_bit(69, map));
	KUNIT_EXPECT_FALSE(test, test_and_change_bit(1, map));
	KUNIT_EXPECT_TRUE(test, test_bit(1, map));
	assign_bit(1, map, false);
	__assign_bit(2, map, true);
	change_bit(3, map);
	KUNIT_EXPECT_EQ(test, map[0], 0xcul);
}

static void loops_over_bits(struct kunit *test)
{
	unsigned long map[1] = { 0x8421 };
	unsigned int bit, end;
	int sum = 0, count = 0;

	for_each_set_bit(bit, map, 16)
		sum += bit;
	KUNIT_EXPECT_EQ(test, sum, 0 + 5 + 10 + 15);
	for_each_clear_bit(bit, map, 16)
		count++;
	KUNIT_EXPECT_EQ(test, count, 12);
	sum = 0;
	for_each_set_bitrange(bit, end, map, 16)
		sum += end - bit;
	KUNIT_EXPECT_EQ(test, sum, 4);
}

static void searches_of_bits(struct kunit *test)
{
	DECLARE_BITMAP(map, 130) = { 0 };

	KUNIT_EXPECT_EQ(test, (int)find_first_bit(map, 130), 130);
	set_bit(3, map);
	set_bit(64, map);
	set_bit(129, map);
	KUNIT_EXPECT_EQ(test, (int)find_first_bit(map, 130), 3);
	KUNIT_EXPECT_EQ(test, (int)find_next_bit(map, 130, 4), 64);
	KUNIT_EXPECT_EQ(test, (int)find_last_bit(map, 130), 129);
	KUNIT_EXPECT_EQ(test, (int)find_last_bit(map, 129), 64);
	KUNIT_EXPECT_EQ(test, (int)find_first_zero_bit(map, 130), 0);
	KUNIT_EXPECT_EQ(test, (int)find_next_zero_bit(map, 130, 3), 4);
	KUNIT_EXPECT_EQ(test, (int)find_next_bit(map, 130, 130), 130);
}

static void bitmaps_compare(struct kunit *test)
{
	DECLARE_BITMAP(a, 70);
	DECLARE_BITMAP(b, 70);

	bitmap_zero(a, 70);
	bitmap_fill(b, 70);
	KUNIT_EXPECT_TRUE(test, bitmap_empty(a, 70));
	KUNIT_EXPECT_TRUE(test, bitmap_full(b, 70));
	KUNIT_EXPECT_TRUE(test, bitmap_subset(a, b, 70));
	KUNIT_EXPECT_FALSE(test, bitmap_intersects(a, b, 70));
	KUNIT_EXPECT_EQ(test, (int)bitmap_weight(b, 70), 70);
	bitmap_clear(b, 10, 60);
	KUNIT_EXPECT_EQ(test, (int)bitmap_weight(b, 70), 10);
	bitmap_copy(a, b, 70);
	KUNIT_EXPECT_TRUE(test, bitmap_equal(a, b, 70));
	KUNIT_EXPECT_TRUE(test, bitmap_andnot(a, a, b, 70) == 0);
}

static void processor_masks(struct kunit *test)
{
	static struct cpumask mask;

	cpumask_clear(&mask);
	KUNIT_EXPECT_TRUE(test, cpumask_empty(&mask));
	cpumask_set_cpu(0, &mask);
	KUNIT_EXPECT_EQ(test, (int)cpumask_first(&mask), 0);
	KUNIT_EXPECT_EQ(test, (int)cpumask_weight(&mask), 1);
	KUNIT_EXPECT_TRUE(test, cpumask_test_and_clear_cpu(0, &mask));
	KUNIT_EXPECT_GE(test, cpumask_first(&mask), (unsigned int)nr_cpu_ids);
	KUNIT_EXPECT_TRUE(test, cpumask_subset(&mask, cpu_online_mask));
}

static void node_masks(struct kunit *test)
{
	nodemask_t mask = NODE_MASK_NONE;

	KUNIT_EXPECT_TRUE(test, nodes_empty(mask));
	node_set(0, mask);
	KUNIT_EXPECT_EQ(test, (int)first_node(mask), 0);
	KUNIT_EXPECT_EQ(test, nodes_weight(mask), 1);
	KUNIT_EXPECT_EQ(test, (int)next_node(0, mask), MAX_NUMNODES);
	node_clear(0, mask);
	KUNIT_EXPECT_FALSE(test, node_isset(0, mask));
}

static struct kunit_case bit_cases[] = {
	KUNIT_CASE(first_and_last_bits),
	KUNIT_CASE(weights),
	KUNIT_CASE(rotations_of_words),
	KUNIT_CASE(sign_extensions),
	KUNIT_CASE(masks),
	KUNIT_CASE(bit_fields),
	KUNIT_CASE(bits_that_tell_what_they_were),
	KUNIT_CASE(loops_over_bits),
	KUNIT_CASE(searches_of_bits),
	KUNIT_CASE(bitmaps_compare),
	KUNIT_CASE(processor_masks),
	KUNIT_CASE(node_masks),
	{}
};

static struct kunit_suite bit_suite = {
	.name = "conformance-bits",
	.test_cases = bit_cases,
};

/* ---- numbers -------------------------------------------------------------------------------------- */

static void powers_and_logarithms(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, ilog2(HIDE(1025u)), 10);
	KUNIT_EXPECT_EQ(test, ilog2(HIDE(1ull << 40)), 40);
	KUNIT_EXPECT_EQ(test, order_base_2(HIDE(1025u)), 11);
	KUNIT_EXPECT_EQ(test, order_base_2(1), 0);
	KUNIT_EXPECT_EQ(test, roundup_pow_of_two(HIDE(33ul)), 64ul);
	KUNIT_EXPECT_EQ(test, rounddown_pow_of_two(HIDE(33ul)), 32ul);
	KUNIT_EXPECT_TRUE(test, is_power_of_2(HIDE(64ul)));
	KUNIT_EXPECT_FALSE(test, is_power_of_2(HIDE(0ul)));
	KUNIT_EXPECT_EQ(test, get_order(PAGE_SIZE + 1), 1);
}

static void roots(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, int_sqrt(HIDE(99ul)), 9ul);
	KUNIT_EXPECT_EQ(test, int_sqrt(HIDE(100ul)), 10ul);
	KUNIT_EXPECT_EQ(test, int_sqrt64(HIDE(1ull << 62)), 1u << 31);
	KUNIT_EXPECT_EQ(test, int_pow(HIDE(3ull), 4), 81ull);
	KUNIT_EXPECT_EQ(test, int_pow(HIDE(3ull), 0), 1ull);
}

static void divisors(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, gcd(0, 5), 5ul);
	KUNIT_EXPECT_EQ(test, gcd(12, 18), 6ul);
	KUNIT_EXPECT_EQ(test, lcm(0, 5), 0ul);
	KUNIT_EXPECT_EQ(test, lcm_not_zero(0, 5), 5ul);
	KUNIT_EXPECT_EQ(test, lcm(4, 6), 12ul);
}

static void divisions(struct kunit *test)
{
	u32 rest32;
	s32 srest32;
	u64 rest;
	s64 value = -7;

	KUNIT_EXPECT_EQ(test, div_u64_rem(HIDE(100ull), 7, &rest32), 14ull);
	KUNIT_EXPECT_EQ(test, rest32, 2u);
	KUNIT_EXPECT_EQ(test, div_s64_rem(HIDE(-100ll), 7, &srest32), -14ll);
	KUNIT_EXPECT_EQ(test, srest32, -2);
	KUNIT_EXPECT_EQ(test, div64_u64_rem(HIDE(1ull << 63), 3ull << 60, &rest), 2ull);
	KUNIT_EXPECT_EQ(test, rest, 2ull << 60);
	KUNIT_EXPECT_EQ(test, div64_s64(HIDE(value), 2), -3ll);
	KUNIT_EXPECT_EQ(test, DIV64_U64_ROUND_UP(HIDE(10ull), 3ull), 4ull);
	KUNIT_EXPECT_EQ(test, DIV_ROUND_CLOSEST_ULL(HIDE(11ull), 2), 6ull);
}

static void wide_products(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, mul_u64_u32_shr(HIDE(1ull << 40), 1u << 31, 32), 1ull << 39);
	KUNIT_EXPECT_EQ(test, mul_u64_u64_shr(HIDE(1ull << 63), 1ull << 63, 64), 1ull << 62);
	KUNIT_EXPECT_EQ(test, mul_u64_u32_div(HIDE(1ull << 40), 1u << 31, 1u << 31), 1ull << 40);
	KUNIT_EXPECT_EQ(test, mul_u32_u32(HIDE(~0u), ~0u), 0xfffffffe00000001ull);
	KUNIT_EXPECT_EQ(test, mul_u64_u64_div_u64(HIDE(~0ull), 10, 20), ~0ull / 2);
}

static void limits_and_choices(struct kunit *test)
{
	int a = HIDE(3), b = HIDE(-4);

	KUNIT_EXPECT_EQ(test, min3(a, b, 7), -4);
	KUNIT_EXPECT_EQ(test, max3(a, b, 7), 7);
	KUNIT_EXPECT_EQ(test, min_not_zero(0, a), 3);
	KUNIT_EXPECT_EQ(test, clamp(a, 5, 9), 5);
	KUNIT_EXPECT_EQ(test, clamp_t(int, b, -2, 9), -2);
	KUNIT_EXPECT_EQ(test, clamp_val(a, 0, 2), 2);
	KUNIT_EXPECT_EQ(test, abs(b), 4);
	swap(a, b);
	KUNIT_EXPECT_EQ(test, a, -4);
}

static void saturating_sizes(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, size_mul(HIDE(SIZE_MAX), 2), SIZE_MAX);
	KUNIT_EXPECT_EQ(test, size_add(HIDE(SIZE_MAX), 1), SIZE_MAX);
	KUNIT_EXPECT_EQ(test, size_sub(HIDE((size_t)1), 2), SIZE_MAX);
	KUNIT_EXPECT_EQ(test, array_size(HIDE((size_t)3), 4), (size_t)12);
	KUNIT_EXPECT_EQ(test, array3_size(HIDE(SIZE_MAX / 2), 3, 4), SIZE_MAX);
}

static void overflowing_shifts(struct kunit *test)
{
	u8 byte;
	int number;

	KUNIT_EXPECT_FALSE(test, check_shl_overflow(HIDE(1), 7, &byte));
	KUNIT_EXPECT_EQ(test, byte, 128);
	KUNIT_EXPECT_TRUE(test, check_shl_overflow(HIDE(1), 8, &byte));
	KUNIT_EXPECT_TRUE(test, check_shl_overflow(HIDE(1), 31, &number));
	KUNIT_EXPECT_TRUE(test, check_shl_overflow(HIDE(-1), 1, &byte));
}

static void swapped_bytes(struct kunit *test)
{
	u8 bytes[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };

	KUNIT_EXPECT_EQ(test, swab16(HIDE((u16)0x1234)), 0x3412);
	KUNIT_EXPECT_EQ(test, swab32(HIDE(0x12345678u)), 0x78563412u);
	KUNIT_EXPECT_EQ(test, swab64(HIDE(0x0102030405060708ull)), 0x0807060504030201ull);
	KUNIT_EXPECT_EQ(test, get_unaligned_be16(bytes + 1), 0x0203);
	KUNIT_EXPECT_EQ(test, get_unaligned_le32(bytes + 1), 0x05040302u);
	put_unaligned_be32(0xa0b0c0d0, bytes + 3);
	KUNIT_EXPECT_EQ(test, bytes[3], 0xa0);
	KUNIT_EXPECT_EQ(test, get_unaligned_be24(bytes + 3), 0xa0b0c0u);
}

static void decimal_coded(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, (int)bcd2bin(0x59), 59);
	KUNIT_EXPECT_EQ(test, (int)bin2bcd(59), 0x59);
}

static void hashes(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, hash_32(1, 32), GOLDEN_RATIO_32);
	KUNIT_EXPECT_EQ(test, hash_32(1, 8), GOLDEN_RATIO_32 >> 24);
	KUNIT_EXPECT_EQ(test, hash_64(1, 16), (u32)(GOLDEN_RATIO_64 >> 48));
	KUNIT_EXPECT_EQ(test, jhash_1word(0, 0), jhash_2words(0, 0, -4));
	KUNIT_EXPECT_NE(test, jhash("ab", 2, 0), jhash("ab", 2, 1));
}

static void keyed_hashes(struct kunit *test)
{
	static const siphash_key_t key = { { 0x0706050403020100ull, 0x0f0e0d0c0b0a0908ull } };
	u8 text[8] = { 0, 1, 2, 3, 4, 5, 6, 7 };

	/* From the reference vectors of SipHash-2-4. */
	KUNIT_EXPECT_EQ(test, siphash(text, 0, &key), 0x726fdb47dd0e0e31ull);
	KUNIT_EXPECT_EQ(test, siphash(text, 8, &key), 0x93f5f5799a932462ull);
	KUNIT_EXPECT_EQ(test, siphash_1u64(0x0706050403020100ull, &key), 0x93f5f5799a932462ull);
}

static void cyclic_checks(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, crc16(0, (const u8 *)"123456789", 9), 0xbb3d);
	KUNIT_EXPECT_EQ(test, crc16(0x1234, NULL, 0), 0x1234);
}

static void page_frames(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, PFN_UP(PAGE_SIZE + 1), 2ul);
	KUNIT_EXPECT_EQ(test, PFN_DOWN(PAGE_SIZE + 1), 1ul);
	KUNIT_EXPECT_EQ(test, PAGE_ALIGN(HIDE(1ul)), PAGE_SIZE);
	KUNIT_EXPECT_TRUE(test, PAGE_ALIGNED(HIDE(2 * PAGE_SIZE)));
	KUNIT_EXPECT_EQ(test, offset_in_page(HIDE(PAGE_SIZE + 5)), 5ul);
	KUNIT_EXPECT_EQ(test, (int)SZ_64K, 65536);
}

static struct kunit_case number_cases[] = {
	KUNIT_CASE(powers_and_logarithms),
	KUNIT_CASE(roots),
	KUNIT_CASE(divisors),
	KUNIT_CASE(divisions),
	KUNIT_CASE(wide_products),
	KUNIT_CASE(limits_and_choices),
	KUNIT_CASE(saturating_sizes),
	KUNIT_CASE(overflowing_shifts),
	KUNIT_CASE(swapped_bytes),
	KUNIT_CASE(decimal_coded),
	KUNIT_CASE(hashes),
	KUNIT_CASE(keyed_hashes),
	KUNIT_CASE(cyclic_checks),
	KUNIT_CASE(page_frames),
	{}
};

static struct kunit_suite number_suite = {
	.name = "conformance-numbers",
	.test_cases = number_cases,
};

/* ---- time ------------------------------------------------------------------------------------------ */

static void ktime_units(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, ktime_to_ms(ms_to_ktime(HIDE(7))), 7ll);
	KUNIT_EXPECT_EQ(test, ktime_to_us(HIDE((ktime_t)1999)), 1ll);
	KUNIT_EXPECT_EQ(test, ktime_to_ns(ktime_set(2, 3)), 2000000003ll);
	KUNIT_EXPECT_EQ(test, ktime_divns(HIDE((ktime_t)-100), 7), -14ll);
	/* What does not fit is as far as it goes. */
	KUNIT_EXPECT_EQ(test, ktime_set(KTIME_SEC_MAX, 0), (ktime_t)KTIME_MAX);
}

static void ktime_sums(struct kunit *test)
{
	ktime_t t = ktime_set(1, 0);

	KUNIT_EXPECT_EQ(test, ktime_add_ns(t, 5), (ktime_t)1000000005);
	KUNIT_EXPECT_EQ(test, ktime_sub(t, ktime_add_ms(t, 1)), (ktime_t)-1000000);
	KUNIT_EXPECT_EQ(test, ktime_compare(t, t + 1), -1);
	KUNIT_EXPECT_TRUE(test, ktime_after(t + 1, t));
	KUNIT_EXPECT_TRUE(test, ktime_before(t, t + 1));
	KUNIT_EXPECT_EQ(test, ktime_us_delta(t + 5000, t), 5ll);
	KUNIT_EXPECT_EQ(test, ktime_ms_delta(t + 5999999, t), 5ll);
	KUNIT_EXPECT_EQ(test, ktime_ms_delta(t, t + 1999999), -1ll);
	KUNIT_EXPECT_EQ(test, ktime_add_safe(KTIME_MAX, 1), (ktime_t)KTIME_MAX);
}

static void timespec_sums(struct kunit *test)
{
	struct timespec64 a = { 1, 900000000 }, b = { 0, 200000000 }, sum;

	sum = timespec64_add(a, b);
	KUNIT_EXPECT_EQ(test, sum.tv_sec, 2ll);
	KUNIT_EXPECT_EQ(test, sum.tv_nsec, 100000000l);
	sum = timespec64_sub(b, a);
	KUNIT_EXPECT_EQ(test, sum.tv_sec, -2ll);
	KUNIT_EXPECT_EQ(test, sum.tv_nsec, 300000000l);
	KUNIT_EXPECT_GT(test, timespec64_compare(&a, &b), 0);
	KUNIT_EXPECT_FALSE(test, timespec64_equal(&a, &b));
}

static void timespec_normal_form(struct kunit *test)
{
	struct timespec64 ts;

	set_normalized_timespec64(&ts, 1, -1);
	KUNIT_EXPECT_EQ(test, ts.tv_sec, 0ll);
	KUNIT_EXPECT_EQ(test, ts.tv_nsec, 999999999l);
	ts = ns_to_timespec64(-1);
	KUNIT_EXPECT_EQ(test, ts.tv_sec, -1ll);
	KUNIT_EXPECT_EQ(test, ts.tv_nsec, 999999999l);
	KUNIT_EXPECT_EQ(test, timespec64_to_ns(&ts), -1ll);
	ts.tv_nsec = NSEC_PER_SEC;
	KUNIT_EXPECT_FALSE(test, timespec64_valid(&ts));
}

static void dates(struct kunit *test)
{
	struct tm tm;

	KUNIT_EXPECT_EQ(test, mktime64(1970, 1, 1, 0, 0, 0), 0ll);
	KUNIT_EXPECT_EQ(test, mktime64(2000, 2, 29, 12, 34, 56), 951827696ll);
	time64_to_tm(0, 3600, &tm);
	KUNIT_EXPECT_EQ(test, tm.tm_hour, 1);
	time64_to_tm(-1, 0, &tm);
	KUNIT_EXPECT_EQ(test, tm.tm_year, 69l);
	KUNIT_EXPECT_EQ(test, tm.tm_mon, 11);
	KUNIT_EXPECT_EQ(test, tm.tm_yday, 364);
}

static void ticks(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(HIDE(0u)), 0ul);
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(HIDE(1000u)), (unsigned long)HZ);
	/* Rounded up. */
	KUNIT_EXPECT_EQ(test, usecs_to_jiffies(HIDE(1u)), 1ul);
	KUNIT_EXPECT_EQ(test, jiffies_to_msecs(HZ), 1000u);
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(HIDE(-1)), (unsigned long)MAX_JIFFY_OFFSET);
}

static void ticks_wrap(struct kunit *test)
{
	unsigned long before = HIDE(ULONG_MAX - 5), after = before + 10;

	KUNIT_EXPECT_TRUE(test, time_after(after, before));
	KUNIT_EXPECT_TRUE(test, time_before(before, after));
	KUNIT_EXPECT_TRUE(test, time_after_eq(after, after));
	KUNIT_EXPECT_TRUE(test, time_in_range(before + 7, before, after));
	KUNIT_EXPECT_FALSE(test, time_in_range(after + 1, before, after));
}

static struct kunit_case time_cases[] = {
	KUNIT_CASE(ktime_units),
	KUNIT_CASE(ktime_sums),
	KUNIT_CASE(timespec_sums),
	KUNIT_CASE(timespec_normal_form),
	KUNIT_CASE(dates),
	KUNIT_CASE(ticks),
	KUNIT_CASE(ticks_wrap),
	{}
};

static struct kunit_suite time_suite = {
	.name = "conformance-time",
	.test_cases = time_cases,
};
kunit_test_suites(&bit_suite, &number_suite, &time_suite);

MODULE_DESCRIPTION("Conformance: bits, numbers and time, function by function");
MODULE_LICENSE("GPL");
