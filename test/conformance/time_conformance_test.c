// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Units of time and their conversions, clocks, and divisions of 64 bits. */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/timekeeping.h>

static void divisions(struct kunit *test)
{
	u32 rest;
	s32 signed_rest;
	u64 rest64;

	KUNIT_EXPECT_EQ(test, div_u64(1000000000007ULL, 10), 100000000000ULL);
	KUNIT_EXPECT_EQ(test, div_u64_rem(1000000000007ULL, 10, &rest), 100000000000ULL);
	KUNIT_EXPECT_EQ(test, rest, 7);
	KUNIT_EXPECT_EQ(test, div_s64(-7, 2), -3);
	KUNIT_EXPECT_EQ(test, div_s64_rem(-7, 2, &signed_rest), -3);
	KUNIT_EXPECT_EQ(test, signed_rest, -1);
	KUNIT_EXPECT_EQ(test, div64_u64(1ULL << 63, 1ULL << 40), 1ULL << 23);
	KUNIT_EXPECT_EQ(test, div64_u64_rem(1000, 300, &rest64), 3ULL);
	KUNIT_EXPECT_EQ(test, rest64, 100ULL);
	KUNIT_EXPECT_EQ(test, div64_ul(100UL, 7), 14UL);
	KUNIT_EXPECT_EQ(test, div64_long(-100L, 7), -14L);
	KUNIT_EXPECT_EQ(test, DIV64_U64_ROUND_UP(10, 3), 4ULL);
	KUNIT_EXPECT_EQ(test, DIV64_U64_ROUND_CLOSEST(11, 4), 3ULL);
	KUNIT_EXPECT_EQ(test, DIV_U64_ROUND_UP(10, 5), 2ULL);
	KUNIT_EXPECT_EQ(test, DIV_U64_ROUND_CLOSEST(9, 2), 5U);
	KUNIT_EXPECT_EQ(test, DIV_S64_ROUND_CLOSEST(-9, 2), -5LL);
	KUNIT_EXPECT_EQ(test, iter_div_u64_rem(25, 10, &rest64), 2);
	KUNIT_EXPECT_EQ(test, rest64, 5ULL);
	KUNIT_EXPECT_EQ(test, mul_u64_u32_shr(1ULL << 40, 3, 8), 3ULL << 32);
	KUNIT_EXPECT_EQ(test, mul_s64_u64_shr(-8, 3, 2), -6LL);
	KUNIT_EXPECT_EQ(test, roundup_u64(1001, 100), 1100ULL);
}

static void arithmetic_of_ktime(struct kunit *test)
{
	ktime_t t = ktime_set(2, 500);
	struct timespec64 ts = ktime_to_timespec64(t);

	KUNIT_EXPECT_EQ(test, t, 2000000500LL);
	KUNIT_EXPECT_EQ(test, ts.tv_sec, 2);
	KUNIT_EXPECT_EQ(test, ts.tv_nsec, 500);
	KUNIT_EXPECT_EQ(test, timespec64_to_ktime(ts), t);
	KUNIT_EXPECT_EQ(test, ktime_add(t, 7), 2000000507LL);
	KUNIT_EXPECT_EQ(test, ktime_add_unsafe(t, 7), 2000000507LL);
	KUNIT_EXPECT_EQ(test, ktime_add_us(t, 3), 2000003500LL);
	KUNIT_EXPECT_EQ(test, ktime_sub_ns(t, 500), 2000000000LL);
	KUNIT_EXPECT_EQ(test, ktime_sub_us(t, 1), 1999999500LL);
	KUNIT_EXPECT_EQ(test, ktime_sub_ms(t, 1), 1999000500LL);
	KUNIT_EXPECT_EQ(test, ns_to_ktime(42), 42LL);
	KUNIT_EXPECT_EQ(test, ms_to_ktime(42), 42000000LL);
	KUNIT_EXPECT_EQ(test, ktime_set(KTIME_SEC_MAX, 0), KTIME_MAX);
	KUNIT_EXPECT_EQ(test, ktime_compare(1, 2), -1);
	ts = ns_to_timespec64(-1);
	KUNIT_EXPECT_EQ(test, ts.tv_sec, -1);
	KUNIT_EXPECT_EQ(test, ts.tv_nsec, 999999999);
}

static void clocks_go_forward(struct kunit *test)
{
	ktime_t begin = ktime_get(), raw = ktime_get_raw(), boot = ktime_get_boottime();
	u64 ns = ktime_get_ns(), fast = ktime_get_mono_fast_ns();
	ktime_t real = ktime_get_real();
	struct timespec64 ts;

	usleep_range(2000, 3000);
	KUNIT_EXPECT_GE(test, ktime_us_delta(ktime_get(), begin), 2000);
	KUNIT_EXPECT_GT(test, ktime_get_raw(), raw);
	KUNIT_EXPECT_GE(test, ktime_get_raw_ns(), (u64)raw);
	KUNIT_EXPECT_GT(test, ktime_get_boottime(), boot);
	KUNIT_EXPECT_GE(test, ktime_get_boottime_ns(), (u64)boot);
	KUNIT_EXPECT_GE(test, ktime_get_ns(), ns + 2000000);
	KUNIT_EXPECT_GT(test, ktime_get_mono_fast_ns(), fast);
	KUNIT_EXPECT_GT(test, ktime_get_real(), real);
	KUNIT_EXPECT_GE(test, ktime_get_real_ns(), (u64)real);
	KUNIT_EXPECT_LE(test, ktime_get_seconds(), ktime_get_boottime_seconds());
	ktime_get_ts64(&ts);
	KUNIT_EXPECT_GE(test, timespec64_to_ktime(ts), begin);
	ktime_get_real_ts64(&ts);
	KUNIT_EXPECT_LE(test, ts.tv_sec, ktime_get_real_seconds());
	ktime_get_coarse_real_ts64(&ts);
	KUNIT_EXPECT_LE(test, timespec64_to_ktime(ts), ktime_get_real());
	KUNIT_EXPECT_LE(test, ktime_get_coarse(), ktime_get());
}

static void conversions_of_jiffies(struct kunit *test)
{
	struct timespec64 ts = { .tv_sec = 2, .tv_nsec = 0 };

	KUNIT_EXPECT_EQ(test, TICK_NSEC, (NSEC_PER_SEC + HZ / 2) / HZ);
	KUNIT_EXPECT_EQ(test, INITIAL_JIFFIES, (unsigned long)(unsigned int)(-300 * HZ));
	KUNIT_EXPECT_EQ(test, jiffies_to_msecs(HZ), 1000);
	KUNIT_EXPECT_EQ(test, jiffies_to_usecs(HZ), 1000000);
	KUNIT_EXPECT_EQ(test, jiffies_to_nsecs(HZ), 1000000000ULL);
	KUNIT_EXPECT_EQ(test, jiffies64_to_nsecs(3 * HZ), 3000000000ULL);
	KUNIT_EXPECT_EQ(test, jiffies64_to_msecs(3 * HZ), 3000ULL);
	KUNIT_EXPECT_EQ(test, jiffies_delta_to_msecs(HZ), 1000);
	KUNIT_EXPECT_EQ(test, jiffies_delta_to_msecs(-1), 0);
	KUNIT_EXPECT_EQ(test, nsecs_to_jiffies64(NSEC_PER_SEC), (u64)HZ);
	KUNIT_EXPECT_EQ(test, nsecs_to_jiffies(NSEC_PER_SEC), (unsigned long)HZ);
	KUNIT_EXPECT_EQ(test, secs_to_jiffies(5), 5 * HZ);
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(1), 1);
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(UINT_MAX), MAX_JIFFY_OFFSET);
	KUNIT_EXPECT_EQ(test, usecs_to_jiffies(1), 1);
	KUNIT_EXPECT_EQ(test, timespec64_to_jiffies(&ts), 2 * HZ);
	jiffies_to_timespec64(3 * HZ, &ts);
	KUNIT_EXPECT_EQ(test, ts.tv_sec, 3);
	KUNIT_EXPECT_EQ(test, clock_t_to_jiffies(USER_HZ), HZ);
	KUNIT_EXPECT_EQ(test, jiffies_to_clock_t(HZ), USER_HZ);
}

static void order_of_jiffies(struct kunit *test)
{
	unsigned long now = jiffies;

	KUNIT_EXPECT_TRUE(test, time_after(1UL, ULONG_MAX));
	KUNIT_EXPECT_TRUE(test, time_before_eq(5UL, 5UL));
	KUNIT_EXPECT_TRUE(test, time_after64(1ULL, U64_MAX));
	KUNIT_EXPECT_TRUE(test, time_before64(U64_MAX, 1ULL));
	KUNIT_EXPECT_TRUE(test, time_after_eq64(5ULL, 5ULL));
	KUNIT_EXPECT_TRUE(test, time_before_eq64(5ULL, 5ULL));
	KUNIT_EXPECT_TRUE(test, time_in_range(5UL, 5UL, 6UL));
	KUNIT_EXPECT_TRUE(test, time_in_range_open(5UL, 5UL, 6UL));
	KUNIT_EXPECT_FALSE(test, time_in_range_open(6UL, 5UL, 6UL));
	KUNIT_EXPECT_TRUE(test, time_is_before_eq_jiffies(now));
	KUNIT_EXPECT_TRUE(test, time_is_after_jiffies(now + 100 * HZ));
	KUNIT_EXPECT_TRUE(test, time_is_after_eq_jiffies(now + 100 * HZ));
	KUNIT_EXPECT_TRUE(test, time_is_before_jiffies(now - 1));
	KUNIT_EXPECT_GE(test, get_jiffies_64(), (u64)now);
}

static struct kunit_case time_cases[] = {
	KUNIT_CASE(divisions),
	KUNIT_CASE(arithmetic_of_ktime),
	KUNIT_CASE(clocks_go_forward),
	KUNIT_CASE(conversions_of_jiffies),
	KUNIT_CASE(order_of_jiffies),
	{}
};

static struct kunit_suite time_suite = {
	.name = "conformance-time",
	.test_cases = time_cases,
};
kunit_test_suite(time_suite);

MODULE_LICENSE("Dual MIT/GPL");
