// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Dates of real-time clocks. */
#include <kunit/test.h>
#include <linux/rtc.h>

static void days_of_months_and_years(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, rtc_month_days(0, 2023), 31);
	KUNIT_EXPECT_EQ(test, rtc_month_days(1, 2023), 28);
	KUNIT_EXPECT_EQ(test, rtc_month_days(1, 2024), 29);
	KUNIT_EXPECT_EQ(test, rtc_month_days(1, 1900), 28);
	KUNIT_EXPECT_EQ(test, rtc_month_days(1, 2000), 29);
	KUNIT_EXPECT_EQ(test, rtc_year_days(1, 0, 2023), 0);
	KUNIT_EXPECT_EQ(test, rtc_year_days(1, 2, 2023), 59);
	KUNIT_EXPECT_EQ(test, rtc_year_days(31, 11, 2024), 365);
	KUNIT_EXPECT_TRUE(test, is_leap_year(2000));
	KUNIT_EXPECT_FALSE(test, is_leap_year(2100));
}

static void seconds_and_dates(struct kunit *test)
{
	struct rtc_time tm;

	rtc_time64_to_tm(951827696, &tm); /* 2000-02-29 12:34:56, a Tuesday */
	KUNIT_EXPECT_EQ(test, tm.tm_year, 100);
	KUNIT_EXPECT_EQ(test, tm.tm_mon, 1);
	KUNIT_EXPECT_EQ(test, tm.tm_mday, 29);
	KUNIT_EXPECT_EQ(test, tm.tm_hour, 12);
	KUNIT_EXPECT_EQ(test, tm.tm_min, 34);
	KUNIT_EXPECT_EQ(test, tm.tm_sec, 56);
	KUNIT_EXPECT_EQ(test, tm.tm_wday, 2);
	KUNIT_EXPECT_EQ(test, tm.tm_yday, 60);
	KUNIT_EXPECT_EQ(test, rtc_tm_to_time64(&tm), 951827696);
	KUNIT_EXPECT_EQ(test, rtc_tm_to_ktime(tm), 951827696 * NSEC_PER_SEC);
}

static void a_begun_second_counts(struct kunit *test)
{
	struct rtc_time tm = rtc_ktime_to_tm(ktime_set(10, 1));

	KUNIT_EXPECT_EQ(test, tm.tm_sec, 11);
	tm = rtc_ktime_to_tm(ktime_set(10, 0));
	KUNIT_EXPECT_EQ(test, tm.tm_sec, 10);
}

static void valid_dates(struct kunit *test)
{
	struct rtc_time good = { .tm_year = 124, .tm_mon = 1, .tm_mday = 29, .tm_hour = 23,
				 .tm_min = 59, .tm_sec = 59 };
	struct rtc_time tm = good;

	KUNIT_EXPECT_EQ(test, rtc_valid_tm(&tm), 0);
	tm.tm_year = 123;
	KUNIT_EXPECT_EQ(test, rtc_valid_tm(&tm), -EINVAL);
	tm = good;
	tm.tm_year = 69;
	KUNIT_EXPECT_EQ(test, rtc_valid_tm(&tm), -EINVAL);
	tm = good;
	tm.tm_mon = 12;
	KUNIT_EXPECT_EQ(test, rtc_valid_tm(&tm), -EINVAL);
	tm = good;
	tm.tm_mday = 0;
	KUNIT_EXPECT_EQ(test, rtc_valid_tm(&tm), -EINVAL);
	tm = good;
	tm.tm_sec = 60;
	KUNIT_EXPECT_EQ(test, rtc_valid_tm(&tm), -EINVAL);
	tm = good;
	tm.tm_hour = -1;
	KUNIT_EXPECT_EQ(test, rtc_valid_tm(&tm), -EINVAL);
}

static struct kunit_case rtc_cases[] = {
	KUNIT_CASE(days_of_months_and_years),
	KUNIT_CASE(seconds_and_dates),
	KUNIT_CASE(a_begun_second_counts),
	KUNIT_CASE(valid_dates),
	{}
};

static struct kunit_suite rtc_suite = {
	.name = "conformance-rtc",
	.test_cases = rtc_cases,
};
kunit_test_suite(rtc_suite);

MODULE_DESCRIPTION("Conformance: dates of real-time clocks");
MODULE_LICENSE("GPL");
