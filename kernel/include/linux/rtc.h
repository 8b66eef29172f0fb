/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Dates as real-time clocks have them: months from 0, years from 1900.
 * Fidelity: simplified: the conversions; there is no clock class
 */
#ifndef KTEST_LINUX_RTC_H
#define KTEST_LINUX_RTC_H
#include <ktest/open.h>

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/time64.h>
#include <linux/types.h>
#include <uapi/linux/rtc.h>

int rtc_month_days(unsigned int month, unsigned int year);	/* month is 0 to 11 */
int rtc_year_days(unsigned int day, unsigned int month, unsigned int year);	/* from 0 on */
int rtc_valid_tm(struct rtc_time *tm);		/* 0 or -EINVAL */
time64_t rtc_tm_to_time64(struct rtc_time *tm);
void rtc_time64_to_tm(time64_t time, struct rtc_time *tm);
ktime_t rtc_tm_to_ktime(struct rtc_time tm);
struct rtc_time rtc_ktime_to_tm(ktime_t kt);

static inline time64_t rtc_tm_sub(struct rtc_time *lhs, struct rtc_time *rhs)
{
	return rtc_tm_to_time64(lhs) - rtc_tm_to_time64(rhs);
}

static inline bool is_leap_year(unsigned int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

#include <ktest/close.h>
#endif
