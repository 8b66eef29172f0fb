// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Dates of real-time clocks, by the calendar of linux/time64.h. */
#include <linux/kernel.h>
#include <linux/rtc.h>
#include <linux/time.h>

__weak int rtc_month_days(unsigned int month, unsigned int year)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month] + (month == 1 && is_leap_year(year));
}

__weak int rtc_year_days(unsigned int day, unsigned int month, unsigned int year)
{
	int days = day - 1;

	for (unsigned int m = 0; m < month; m++)
		days += rtc_month_days(m, year);
	return days;
}

__weak int rtc_valid_tm(struct rtc_time *tm)
{
	bool is_date = tm->tm_year >= 70 && tm->tm_year <= INT_MAX - 1900 &&
		       (unsigned int)tm->tm_mon < 12 && tm->tm_mday >= 1 &&
		       tm->tm_mday <= rtc_month_days(tm->tm_mon, tm->tm_year + 1900);

	return is_date && (unsigned int)tm->tm_hour < 24 && (unsigned int)tm->tm_min < 60 &&
	       (unsigned int)tm->tm_sec < 60 ? 0 : -EINVAL;
}

__weak time64_t rtc_tm_to_time64(struct rtc_time *tm)
{
	return mktime64(tm->tm_year + 1900u, tm->tm_mon + 1, tm->tm_mday, tm->tm_hour, tm->tm_min,
			tm->tm_sec);
}

__weak void rtc_time64_to_tm(time64_t time, struct rtc_time *tm)
{
	struct tm date;

	time64_to_tm(time, 0, &date);
	*tm = (struct rtc_time){
		.tm_sec = date.tm_sec, .tm_min = date.tm_min, .tm_hour = date.tm_hour,
		.tm_mday = date.tm_mday, .tm_mon = date.tm_mon, .tm_year = date.tm_year,
		.tm_wday = date.tm_wday, .tm_yday = date.tm_yday + 1, /* from 1, unlike struct tm's */
	};
}

__weak ktime_t rtc_tm_to_ktime(struct rtc_time tm)
{
	return ktime_set(rtc_tm_to_time64(&tm), 0);
}

__weak struct rtc_time rtc_ktime_to_tm(ktime_t kt)
{
	struct timespec64 ts = ktime_to_timespec64(kt);
	struct rtc_time tm;

	/* A begun second counts: an alarm must not come early. */
	rtc_time64_to_tm(ts.tv_sec + (ts.tv_nsec > 0), &tm);
	return tm;
}
