// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Calendar dates to seconds and back. */
#ifndef KTEST_LIB_TIME64_C
#define KTEST_LIB_TIME64_C

#include <linux/time64.h>

/* Gregorian date to seconds since 1970. Hour 24 is midnight of the next day. */
KTEST_DEF time64_t mktime64(const unsigned int year, const unsigned int mon, const unsigned int day,
			 const unsigned int hour, const unsigned int min, const unsigned int sec)
{
	/* Years that begin in March have their leap day at the end. */
	u64 y = year - (mon <= 2), month = mon <= 2 ? mon + 9 : mon - 3;
	s64 days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * month + 2) / 5 + day - 1;

	days -= 719468;
	return ((days * 24 + hour) * 60 + min) * 60 + sec;
}

KTEST_DEF struct ktest_date ktest_date_of_day(s64 days)
{
	struct ktest_date date;
	s64 era;
	u32 doe, yoe, doy, mp;
	bool leap;

	/* Eras of 400 years that begin on 1 March of year 0. */
	days += 719468;
	era = (days >= 0 ? days : days - 146096) / 146097;
	doe = (u32)(days - era * 146097);
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	date.mday = doy - (153 * mp + 2) / 5 + 1;
	date.mon = mp < 10 ? mp + 2 : mp - 10;
	date.year = (long)(yoe + era * 400 + (date.mon <= 1) - 1900);
	leap = ((date.year + 1900) % 4 == 0 && (date.year + 1900) % 100 != 0) ||
	       (date.year + 1900) % 400 == 0;
	date.yday = date.mon <= 1 ? doy - 306 : doy + 59 + leap;
	return date;
}

#ifndef KTEST_LIBC_TM /* next to libc's struct tm it is inline */
KTEST_DEF void time64_to_tm(time64_t totalsecs, int offset, struct tm *result)
{
	s64 seconds = totalsecs + offset, days = seconds / 86400, rem = seconds % 86400;
	struct ktest_date date;

	if (rem < 0) {
		rem += 86400;
		days--;
	}
	date = ktest_date_of_day(days);
	*result = (struct tm){
		.tm_sec = (int)(rem % 60), .tm_min = (int)(rem % 3600 / 60), .tm_hour = (int)(rem / 3600),
		.tm_mday = date.mday, .tm_mon = date.mon, .tm_year = date.year,
		.tm_wday = (int)(((days + 4) % 7 + 7) % 7), .tm_yday = date.yday,
	};
}
#endif

#endif
