// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Arithmetic: rounding, overflow, fields, byte order, dates, hashes, reference counts. */
#include <kunit/test.h>
#include <linux/bcd.h>
#include <linux/bitfield.h>
#include <linux/crc16.h>
#include <linux/err.h>
#include <linux/gcd.h>
#include <linux/jhash.h>
#include <linux/kref.h>
#include <linux/lcm.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/rational.h>
#include <linux/reciprocal_div.h>
#include <linux/time64.h>
#include <linux/unaligned.h>
#include <linux/uuid.h>

static void rounding(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, DIV_ROUND_UP(7, 3), 3);
	KUNIT_EXPECT_EQ(test, DIV_ROUND_CLOSEST(7, 2), 4);
	KUNIT_EXPECT_EQ(test, DIV_ROUND_CLOSEST(-7, 2), -4);
	KUNIT_EXPECT_EQ(test, DIV_ROUND_CLOSEST(-5, 4), -1);
	KUNIT_EXPECT_EQ(test, round_up(17, 16), 32);
	KUNIT_EXPECT_EQ(test, round_down(17, 16), 16);
	KUNIT_EXPECT_EQ(test, roundup(10, 7), 14);
	KUNIT_EXPECT_EQ(test, rounddown(13, 7), 7);
	KUNIT_EXPECT_EQ(test, ALIGN(0x1001, 0x1000), 0x2000);
	KUNIT_EXPECT_TRUE(test, IS_ALIGNED(64, 16));
	KUNIT_EXPECT_EQ(test, mult_frac(1000000007ULL, 3, 7), 428571431ULL);
	KUNIT_EXPECT_EQ(test, abs(-5), 5);
	KUNIT_EXPECT_EQ(test, abs_diff(3u, 8u), 5);
	KUNIT_EXPECT_EQ(test, int_sqrt(99), 9);
	KUNIT_EXPECT_EQ(test, int_pow(3, 5), 243);
}

static void division64(struct kunit *test)
{
	u64 n = 10000000000ULL;
	u32 rem;
	s32 srem;

	KUNIT_EXPECT_EQ(test, do_div(n, 7), 10000000000ULL % 7);
	KUNIT_EXPECT_EQ(test, n, 10000000000ULL / 7);
	KUNIT_EXPECT_EQ(test, div_u64_rem(101, 10, &rem), 10);
	KUNIT_EXPECT_EQ(test, rem, 1);
	KUNIT_EXPECT_EQ(test, div_s64_rem(-101, 10, &srem), -10);
	KUNIT_EXPECT_EQ(test, srem, -1);
	KUNIT_EXPECT_EQ(test, mul_u64_u64_shr(U64_MAX, U64_MAX, 64), U64_MAX - 1);
	KUNIT_EXPECT_EQ(test, mul_u64_u32_div(U64_MAX, 3, 3), U64_MAX);
	KUNIT_EXPECT_EQ(test, mul_u64_u64_div_u64(1ULL << 62, 6, 3), 1ULL << 63);
	KUNIT_EXPECT_EQ(test, DIV64_U64_ROUND_UP(10, 3), 4);
}

static void gcd_and_lcm(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, gcd(12, 18), 6);
	KUNIT_EXPECT_EQ(test, gcd(0, 5), 5);
	KUNIT_EXPECT_EQ(test, gcd(0, 0), 0);
	KUNIT_EXPECT_EQ(test, lcm(4, 6), 12);
	KUNIT_EXPECT_EQ(test, lcm(0, 6), 0);
	KUNIT_EXPECT_EQ(test, lcm_not_zero(0, 6), 6);
}

static void reciprocal_division(struct kunit *test)
{
	static const u32 divisors[] = { 1, 2, 3, 7, 10, 641, 65537, U32_MAX };

	for (size_t i = 0; i < ARRAY_SIZE(divisors); i++) {
		struct reciprocal_value r = reciprocal_value(divisors[i]);

		for (u32 a = 1; a; a *= 3) {
			KUNIT_EXPECT_EQ(test, reciprocal_divide(a, r), a / divisors[i]);
			if (a > U32_MAX / 3)
				break;
		}
	}
}

static void overflow_checks(struct kunit *test)
{
	u8 small;
	int i;
	size_t s;

	KUNIT_EXPECT_TRUE(test, check_add_overflow(200, 100, &small));
	KUNIT_EXPECT_EQ(test, small, 44);
	KUNIT_EXPECT_FALSE(test, check_sub_overflow(100, 100, &small));
	KUNIT_EXPECT_TRUE(test, check_sub_overflow(0, 1, &small));
	KUNIT_EXPECT_TRUE(test, check_mul_overflow(INT_MAX, 2, &i));
	KUNIT_EXPECT_TRUE(test, check_shl_overflow(1, 31, &i));
	KUNIT_EXPECT_TRUE(test, check_shl_overflow(1, -1, &i));
	KUNIT_EXPECT_FALSE(test, check_shl_overflow(1, 30, &i));
	KUNIT_EXPECT_EQ(test, i, 1 << 30);
	KUNIT_EXPECT_EQ(test, size_add(SIZE_MAX, 1), SIZE_MAX);
	KUNIT_EXPECT_EQ(test, size_mul(SIZE_MAX, 2), SIZE_MAX);
	KUNIT_EXPECT_EQ(test, size_sub(1, 2), SIZE_MAX);
	s = 3;
	KUNIT_EXPECT_EQ(test, array3_size(s, 4, 5), 60);
	KUNIT_EXPECT_EQ(test, wrapping_add(u8, 250, 10), 4);
	KUNIT_EXPECT_TRUE(test, overflows_type(256, u8));
	KUNIT_EXPECT_FALSE(test, overflows_type(-128, s8));
	KUNIT_EXPECT_EQ(test, type_max(s16), S16_MAX);
	KUNIT_EXPECT_EQ(test, type_min(s64), S64_MIN);
}

struct flex { u32 n; u64 items[]; };

static void struct_sizes(struct kunit *test)
{
	struct flex *p = NULL;
	size_t n = 5;

	KUNIT_EXPECT_EQ(test, struct_size(p, items, n), sizeof(*p) + 5 * sizeof(u64));
	KUNIT_EXPECT_EQ(test, struct_size(p, items, SIZE_MAX / 4 + n), SIZE_MAX);
	KUNIT_EXPECT_EQ(test, flex_array_size(p, items, n), 40);
}

static void minimum_maximum(struct kunit *test)
{
	int a = -1, calls = 0;

	KUNIT_EXPECT_EQ(test, min(a, 3), -1);
	KUNIT_EXPECT_EQ(test, max3(1, 7, 3), 7);
	KUNIT_EXPECT_EQ(test, clamp(a, 0, 10), 0);
	KUNIT_EXPECT_EQ(test, min_t(unsigned int, a, 3), 3);
	KUNIT_EXPECT_EQ(test, min_not_zero(0, 4), 4);
	KUNIT_EXPECT_EQ(test, max(++calls, 0), 1);
	KUNIT_EXPECT_EQ(test, calls, 1);
	KUNIT_EXPECT_EQ(test, umin(3u, 5), 3);
	KUNIT_EXPECT_TRUE(test, in_range(5, 3, 3));
	KUNIT_EXPECT_FALSE(test, in_range(6, 3, 3));
}

static void fields(struct kunit *test)
{
	u32 reg = FIELD_PREP(GENMASK(7, 4), 5) | FIELD_PREP(BIT(31), 1);

	KUNIT_EXPECT_EQ(test, reg, 0x80000050);
	KUNIT_EXPECT_EQ(test, FIELD_GET(GENMASK(7, 4), reg), 5);
	KUNIT_EXPECT_FALSE(test, FIELD_FIT(GENMASK(7, 4), 16));
	KUNIT_EXPECT_EQ(test, u32_replace_bits(reg, 9, GENMASK(7, 4)), 0x80000090);
	KUNIT_EXPECT_EQ(test, le16_get_bits(cpu_to_le16(0x1230), 0x0ff0), 0x23);
	KUNIT_EXPECT_EQ(test, FIELD_MAX(GENMASK(7, 4)), 15);
}

static void byte_order(struct kunit *test)
{
	u8 buf[9] = { 0xff, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08 };

	KUNIT_EXPECT_EQ(test, get_unaligned_be32(buf + 1), 0x01020304);
	KUNIT_EXPECT_EQ(test, get_unaligned_le64(buf + 1), 0x0807060504030201ULL);
	KUNIT_EXPECT_EQ(test, get_unaligned_be24(buf + 1), 0x010203);
	put_unaligned_le16(0xabcd, buf + 1);
	KUNIT_EXPECT_EQ(test, buf[1], 0xcd);
	KUNIT_EXPECT_EQ(test, swab32(0x01020304), 0x04030201);
	KUNIT_EXPECT_EQ(test, be16_to_cpu(cpu_to_be16(0x1234)), 0x1234);
}

static void error_pointers(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, IS_ERR(ERR_PTR(-MAX_ERRNO)));
	KUNIT_EXPECT_FALSE(test, IS_ERR((void *)(-MAX_ERRNO - 1L)));
	KUNIT_EXPECT_EQ(test, PTR_ERR(ERR_PTR(-ENOMEM)), -ENOMEM);
	KUNIT_EXPECT_TRUE(test, IS_ERR_OR_NULL(NULL));
	KUNIT_EXPECT_EQ(test, PTR_ERR_OR_ZERO(test), 0);
}

static void calendar(struct kunit *test)
{
	struct tm tm;

	KUNIT_EXPECT_EQ(test, mktime64(2000, 2, 29, 12, 0, 1), 951825601LL);
	time64_to_tm(951825601, 3600, &tm);
	KUNIT_EXPECT_EQ(test, tm.tm_year, 100);
	KUNIT_EXPECT_EQ(test, tm.tm_mon, 1);
	KUNIT_EXPECT_EQ(test, tm.tm_mday, 29);
	KUNIT_EXPECT_EQ(test, tm.tm_hour, 13);
	KUNIT_EXPECT_EQ(test, tm.tm_yday, 59);
	KUNIT_EXPECT_EQ(test, tm.tm_wday, 2);
	time64_to_tm(-1, 0, &tm);
	KUNIT_EXPECT_EQ(test, tm.tm_year, 69);
	KUNIT_EXPECT_EQ(test, tm.tm_sec, 59);
}

static void timespecs(struct kunit *test)
{
	struct timespec64 a = ns_to_timespec64(-1), b;

	KUNIT_EXPECT_EQ(test, a.tv_sec, -1);
	KUNIT_EXPECT_EQ(test, a.tv_nsec, 999999999);
	KUNIT_EXPECT_EQ(test, timespec64_to_ns(&a), -1);
	set_normalized_timespec64(&b, 1, 2500000000LL);
	KUNIT_EXPECT_EQ(test, b.tv_sec, 3);
	KUNIT_EXPECT_EQ(test, b.tv_nsec, 500000000);
	KUNIT_EXPECT_LT(test, timespec64_compare(&a, &b), 0);
}

static void checksums_and_hashes(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, crc16(0, (const u8 *)"123456789", 9), 0xbb3d);
	KUNIT_EXPECT_EQ(test, jhash("", 0, 0), jhash(NULL, 0, 0));
	KUNIT_EXPECT_EQ(test, bcd2bin(0x59), 59);
	KUNIT_EXPECT_EQ(test, bin2bcd(42), 0x42);
}

static void uuids(struct kunit *test)
{
	static const char text[] = "01234567-89ab-cdef-0123-456789abcdef";
	guid_t guid;
	uuid_t uuid;

	KUNIT_EXPECT_TRUE(test, uuid_is_valid(text));
	KUNIT_EXPECT_FALSE(test, uuid_is_valid("01234567-89ab-cdef-0123-456789abcde"));
	KUNIT_EXPECT_EQ(test, uuid_parse(text, &uuid), 0);
	KUNIT_EXPECT_EQ(test, uuid.b[0], 0x01);
	KUNIT_EXPECT_EQ(test, guid_parse(text, &guid), 0);
	KUNIT_EXPECT_EQ(test, guid.b[0], 0x67);
	KUNIT_EXPECT_EQ(test, uuid_parse("x", &uuid), -EINVAL);
	uuid_gen(&uuid);
	KUNIT_EXPECT_EQ(test, uuid.b[6] >> 4, 4);
	KUNIT_EXPECT_EQ(test, uuid.b[8] >> 6, 2);
}

static int releases;

static void count_release(struct kref *kref)
{
	releases++;
}

static void reference_counts(struct kunit *test)
{
	struct kref kref;
	refcount_t r = REFCOUNT_INIT(1);

	releases = 0;
	kref_init(&kref);
	kref_get(&kref);
	KUNIT_EXPECT_EQ(test, kref_put(&kref, count_release), 0);
	KUNIT_EXPECT_EQ(test, kref_put(&kref, count_release), 1);
	KUNIT_EXPECT_EQ(test, releases, 1);
	KUNIT_EXPECT_FALSE(test, kref_get_unless_zero(&kref));
	KUNIT_EXPECT_FALSE(test, refcount_dec_not_one(&r));
	KUNIT_EXPECT_TRUE(test, refcount_dec_if_one(&r));
	KUNIT_EXPECT_FALSE(test, refcount_inc_not_zero(&r));
}

static void rational_approximation(struct kunit *test)
{
	unsigned long n, d;

	rational_best_approximation(31415926, 10000000, 1000, 1000, &n, &d);
	KUNIT_EXPECT_EQ(test, n, 355);
	KUNIT_EXPECT_EQ(test, d, 113);
}

static struct kunit_case math_cases[] = {
	KUNIT_CASE(rounding),
	KUNIT_CASE(division64),
	KUNIT_CASE(gcd_and_lcm),
	KUNIT_CASE(reciprocal_division),
	KUNIT_CASE(overflow_checks),
	KUNIT_CASE(struct_sizes),
	KUNIT_CASE(minimum_maximum),
	KUNIT_CASE(fields),
	KUNIT_CASE(byte_order),
	KUNIT_CASE(error_pointers),
	KUNIT_CASE(calendar),
	KUNIT_CASE(timespecs),
	KUNIT_CASE(checksums_and_hashes),
	KUNIT_CASE(uuids),
	KUNIT_CASE(reference_counts),
	KUNIT_CASE(rational_approximation),
	{}
};

static struct kunit_suite math_suite = {
	.name = "conformance-math",
	.test_cases = math_cases,
};
kunit_test_suite(math_suite);

MODULE_DESCRIPTION("Behaviour of arithmetic helpers");
MODULE_LICENSE("GPL");
