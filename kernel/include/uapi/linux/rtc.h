/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Dates of real-time clocks, as user space sees them.
 * Fidelity: faithful in layout; without ioctl numbers
 */
#ifndef KTEST_UAPI_LINUX_RTC_H
#define KTEST_UAPI_LINUX_RTC_H

struct rtc_time {
	int tm_sec;
	int tm_min;
	int tm_hour;
	int tm_mday;
	int tm_mon;	/* from 0 */
	int tm_year;	/* from 1900 */
	int tm_wday;	/* from Sunday, 0 */
	int tm_yday;	/* from 0 */
	int tm_isdst;	/* unused */
};

struct rtc_wkalrm {
	unsigned char enabled;
	unsigned char pending;
	struct rtc_time time;
};

#endif
