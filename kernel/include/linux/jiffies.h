/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Ticks since boot, of the emulated clock; a busy-wait for them must call cpu_relax().
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_JIFFIES_H
#define KTEST_LINUX_JIFFIES_H
#include <ktest/open.h>

#include <linux/cache.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/param.h>
#include <linux/time64.h>
#include <linux/timex.h>
#include <linux/typecheck.h>
#include <linux/types.h>

#ifdef KTEST_HOSTED
extern unsigned long volatile jiffies;
extern u64 jiffies_64;
u64 get_jiffies_64(void);
#else
/* Plain mode: of the monotonic clock; each look at it reads the clock. */
#include <ktest/core.h>
static inline u64 get_jiffies_64(void) { return (u64)(unsigned int)(-300 * HZ) + kt_now() / (1000000000 / HZ); }
#define jiffies ((unsigned long)get_jiffies_64())
#define jiffies_64 get_jiffies_64()
#endif
#define MAX_JIFFY_OFFSET ((LONG_MAX >> 1) - 1)
#define INITIAL_JIFFIES ((unsigned long)(unsigned int)(-300 * HZ))
#define TICK_NSEC (NSEC_PER_SEC / HZ)

#define time_after(a, b) \
	(typecheck(unsigned long, a) && typecheck(unsigned long, b) && ((long)((b) - (a)) < 0))
#define time_before(a, b) time_after(b, a)
#define time_after_eq(a, b) \
	(typecheck(unsigned long, a) && typecheck(unsigned long, b) && ((long)((a) - (b)) >= 0))
#define time_before_eq(a, b) time_after_eq(b, a)
#define time_in_range(a, b, c) (time_after_eq(a, b) && time_before_eq(a, c))
#define time_in_range_open(a, b, c) (time_after_eq(a, b) && time_before(a, c))
#define time_after64(a, b) ((s64)((b) - (a)) < 0)
#define time_before64(a, b) time_after64(b, a)
#define time_after_eq64(a, b) ((s64)((a) - (b)) >= 0)
#define time_before_eq64(a, b) time_after_eq64(b, a)
#define time_is_before_jiffies(a) time_after(jiffies, a)
#define time_is_after_jiffies(a) time_before(jiffies, a)
#define time_is_before_eq_jiffies(a) time_after_eq(jiffies, a)
#define time_is_after_eq_jiffies(a) time_before_eq(jiffies, a)

static inline unsigned int jiffies_to_msecs(const unsigned long j)
{
	return (unsigned int)((MSEC_PER_SEC / HZ) * j);
}
static inline unsigned int jiffies_to_usecs(const unsigned long j)
{
	return (unsigned int)((USEC_PER_SEC / HZ) * j);
}
/* As in the kernel, from 32 bits of microseconds. */
static inline u64 jiffies_to_nsecs(const unsigned long j)
{
	return (u64)jiffies_to_usecs(j) * NSEC_PER_USEC;
}
static inline u64 jiffies64_to_nsecs(u64 j) { return (u64)TICK_NSEC * j; }
static inline u64 jiffies64_to_msecs(u64 j) { return j * (MSEC_PER_SEC / HZ); }
static inline unsigned long msecs_to_jiffies(const unsigned int m)
{
	return (int)m < 0 ? MAX_JIFFY_OFFSET : DIV_ROUND_UP((unsigned long)m, MSEC_PER_SEC / HZ);
}
static inline unsigned long secs_to_jiffies(unsigned long s) { return s * HZ; }
static inline unsigned long usecs_to_jiffies(const unsigned int u)
{
	return u > jiffies_to_usecs(MAX_JIFFY_OFFSET) ? MAX_JIFFY_OFFSET :
							DIV_ROUND_UP((unsigned long)u, USEC_PER_SEC / HZ);
}
static inline unsigned long nsecs_to_jiffies(u64 n) { return (unsigned long)(n / TICK_NSEC); }
static inline u64 nsecs_to_jiffies64(u64 n) { return n / TICK_NSEC; }
static inline unsigned long timespec64_to_jiffies(const struct timespec64 *value)
{
	/* What the kernel's fixed-point factors can do with 250 or 1000 Hz; below 0 is over it. */
	const u64 most = 2199023255;
	u64 sec = value->tv_sec;

	if (sec >= most)
		return most * HZ;
	return sec * HZ + (u64)(value->tv_nsec + TICK_NSEC - 1) / TICK_NSEC;
}
static inline void jiffies_to_timespec64(const unsigned long j, struct timespec64 *value)
{
	u64 ns = j * (u64)TICK_NSEC;

	value->tv_sec = ns / NSEC_PER_SEC;
	value->tv_nsec = ns % NSEC_PER_SEC;
}
static inline clock_t jiffies_to_clock_t(unsigned long x)
{
	return (u64)x * TICK_NSEC / (NSEC_PER_SEC / USER_HZ);
}
static inline unsigned long clock_t_to_jiffies(unsigned long x)
{
	unsigned long most = HZ % USER_HZ ? ~0UL / HZ * USER_HZ : ~0UL / (HZ / USER_HZ);

	return x >= most ? ~0UL : x * HZ / USER_HZ;
}
static inline unsigned long jiffies_delta_to_msecs(long delta)
{
	return jiffies_to_msecs(max(0L, delta));
}

#include <ktest/close.h>
#endif
