/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Seconds and nanoseconds, and calendar dates.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_TIME64_H
#define KTEST_LINUX_TIME64_H
#include <ktest/open.h>

#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/types.h>
#include <vdso/time64.h>

typedef __s64 time64_t;
typedef __u64 timeu64_t;
struct timespec64 { time64_t tv_sec; long tv_nsec; };
struct itimerspec64 { struct timespec64 it_interval, it_value; };

#define TIME64_MAX ((s64)~((u64)1 << 63))
#define TIME64_MIN (-TIME64_MAX - 1)
#define KTIME_MAX ((s64)~((u64)1 << 63))
#define KTIME_MIN (-KTIME_MAX - 1)
#define KTIME_SEC_MAX (KTIME_MAX / NSEC_PER_SEC)
#define KTIME_SEC_MIN (KTIME_MIN / NSEC_PER_SEC)
#define TIME_UPTIME_SEC_MAX (30LL * 365 * 24 * 3600)
#define TIME_SETTOD_SEC_MAX (KTIME_SEC_MAX - TIME_UPTIME_SEC_MAX)

#ifndef __struct_tm_defined
struct tm {
	int tm_sec, tm_min, tm_hour, tm_mday, tm_mon;
	long tm_year;
	int tm_wday, tm_yday;
};
#define __struct_tm_defined 1
#else
#define KTEST_LIBC_TM 1
#endif

static inline int timespec64_equal(const struct timespec64 *a, const struct timespec64 *b)
{
	return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

static inline int timespec64_compare(const struct timespec64 *a, const struct timespec64 *b)
{
	if (a->tv_sec != b->tv_sec)
		return a->tv_sec < b->tv_sec ? -1 : 1;
	return a->tv_nsec - b->tv_nsec;
}

static inline void set_normalized_timespec64(struct timespec64 *ts, time64_t sec, s64 nsec)
{
	for (; nsec >= NSEC_PER_SEC; sec++)
		nsec -= NSEC_PER_SEC;
	for (; nsec < 0; sec--)
		nsec += NSEC_PER_SEC;
	ts->tv_sec = sec;
	ts->tv_nsec = nsec;
}

static inline struct timespec64 timespec64_add(struct timespec64 a, struct timespec64 b)
{
	struct timespec64 ts;

	set_normalized_timespec64(&ts, a.tv_sec + b.tv_sec, a.tv_nsec + b.tv_nsec);
	return ts;
}

static inline struct timespec64 timespec64_sub(struct timespec64 a, struct timespec64 b)
{
	struct timespec64 ts;

	set_normalized_timespec64(&ts, a.tv_sec - b.tv_sec, a.tv_nsec - b.tv_nsec);
	return ts;
}

static inline bool timespec64_valid(const struct timespec64 *ts)
{
	return ts->tv_sec >= 0 && (unsigned long)ts->tv_nsec < NSEC_PER_SEC;
}

static inline bool timespec64_valid_strict(const struct timespec64 *ts)
{
	return timespec64_valid(ts) && ts->tv_sec < KTIME_SEC_MAX;
}

static inline bool timespec64_valid_settod(const struct timespec64 *ts)
{
	return timespec64_valid(ts) && ts->tv_sec < TIME_SETTOD_SEC_MAX;
}

static inline s64 timespec64_to_ns(const struct timespec64 *ts)
{
	if (ts->tv_sec >= KTIME_SEC_MAX)
		return KTIME_MAX;
	if (ts->tv_sec <= KTIME_SEC_MIN)
		return KTIME_MIN;
	return (s64)ts->tv_sec * NSEC_PER_SEC + ts->tv_nsec;
}

static inline struct timespec64 ns_to_timespec64(s64 nsec)
{
	struct timespec64 ts;
	s64 sec = nsec / NSEC_PER_SEC;

	if (nsec % NSEC_PER_SEC < 0)
		sec--;
	ts.tv_sec = sec;
	ts.tv_nsec = nsec - sec * NSEC_PER_SEC;
	return ts;
}

static inline void timespec64_add_ns(struct timespec64 *ts, u64 ns)
{
	ns += ts->tv_nsec;
	ts->tv_sec += ns / NSEC_PER_SEC;
	ts->tv_nsec = ns % NSEC_PER_SEC;
}

KTEST_FN time64_t mktime64(const unsigned int year, const unsigned int mon, const unsigned int day,
		  const unsigned int hour, const unsigned int min, const unsigned int sec);

/* The calendar date of a day number since 1970. */
struct ktest_date { int mday, mon, yday; long year; };
KTEST_FN struct ktest_date ktest_date_of_day(s64 days);

#ifdef KTEST_LIBC_TM
/* This file's struct tm is libc's, whose tm_year is an int. */
#define time64_to_tm(totalsecs, offset, result) ktest_time64_to_libc_tm(totalsecs, offset, result)
static inline
#else
KTEST_FN
#endif
void time64_to_tm(time64_t totalsecs, int offset, struct tm *result)
#ifdef KTEST_LIBC_TM
{
	struct ktest_date date;
	s64 seconds = totalsecs + offset, days = seconds / 86400, rem = seconds % 86400;

	if (rem < 0) {
		rem += 86400;
		days--;
	}
	date = ktest_date_of_day(days);
	result->tm_hour = (int)(rem / 3600);
	result->tm_min = (int)(rem % 3600 / 60);
	result->tm_sec = (int)(rem % 60);
	result->tm_wday = (int)(((days + 4) % 7 + 7) % 7);
	result->tm_mday = date.mday;
	result->tm_mon = date.mon;
	result->tm_yday = date.yday;
	result->tm_year = (int)date.year;
}
#else
;
#endif

#include <ktest/close.h>
#endif
