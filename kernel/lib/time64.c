// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Calendar dates to seconds; the way back is inline in linux/time64.h. */
#include <linux/time64.h>

/* Gregorian date to seconds since 1970. Hour 24 is midnight of the next day. */
__weak time64_t mktime64(const unsigned int year, const unsigned int mon, const unsigned int day,
			 const unsigned int hour, const unsigned int min, const unsigned int sec)
{
	/* Years that begin in March have their leap day at the end. */
	u64 y = year - (mon <= 2), month = mon <= 2 ? mon + 9 : mon - 3;
	s64 days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * month + 2) / 5 + day - 1;

	days -= 719468;
	return ((days * 24 + hour) * 60 + min) * 60 + sec;
}
