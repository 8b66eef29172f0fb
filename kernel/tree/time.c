// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The clocks, over the engine's virtual time. Clocks of one base differ in nothing but their names. */
#include "tree.h"
#include <linux/clocksource.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/sched/clock.h>
#include <linux/timekeeping.h>

u64 jiffies_64 = INITIAL_JIFFIES;
asm(".globl jiffies\n.set jiffies, jiffies_64");
unsigned long loops_per_jiffy = 1000000;
__weak unsigned long tick_usec = USER_TICK_USEC, tick_nsec = TICK_NSEC;

static void time_moved(kt_u64 now)
{
	jiffies_64 = INITIAL_JIFFIES + now / TICK_NSEC;
}

void ktree_start_time(void)
{
	kt_clock_moved = time_moved;
}

ktime_t ktime_get(void)
{
	return kt_now();
}

ktime_t ktime_get_raw(void)
{
	return kt_now();
}

ktime_t ktime_get_with_offset(enum tk_offsets offset)
{
	return offset == TK_OFFS_BOOT ? kt_now() : kt_now_real();
}

ktime_t ktime_get_coarse_with_offset(enum tk_offsets offset)
{
	return ktime_get_with_offset(offset);
}

ktime_t ktime_mono_to_any(ktime_t mono, enum tk_offsets offset)
{
	return offset == TK_OFFS_BOOT ? mono : mono + (kt_now_real() - kt_now());
}

u64 ktime_get_mono_fast_ns(void)
{
	return kt_now();
}

u64 ktime_get_raw_fast_ns(void)
{
	return kt_now();
}

u64 ktime_get_boot_fast_ns(void)
{
	return kt_now();
}

u64 ktime_get_real_fast_ns(void)
{
	return kt_now_real();
}

u32 ktime_get_resolution_ns(void)
{
	return 1;
}

time64_t ktime_get_seconds(void)
{
	return kt_now() / NSEC_PER_SEC;
}

time64_t ktime_get_real_seconds(void)
{
	return kt_now_real() / NSEC_PER_SEC;
}

void ktime_get_ts64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(kt_now());
}

void ktime_get_raw_ts64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(kt_now());
}

void ktime_get_coarse_ts64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(kt_now());
}

void ktime_get_real_ts64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(kt_now_real());
}

void ktime_get_coarse_real_ts64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(kt_now_real());
}

/* When the machine was booted, by the wall clock. */
void getboottime64(struct timespec64 *ts)
{
	*ts = ns_to_timespec64(kt_now_real() - kt_now());
}

u64 notrace sched_clock(void)
{
	return kt_now();
}

/* A counter that goes on, for what has no better one. */
unsigned long random_get_entropy_fallback(void);
unsigned long random_get_entropy_fallback(void)
{
	return kt_now();
}

/* A clock source that a module registers is switched on, and off when a better one comes; the time stays the engine's. */
int timekeeping_notify(struct clocksource *clock)
{
	static struct clocksource *used;

	if (used == clock)
		return 0;
	if (clock->enable && clock->enable(clock))
		return -1;
	if (used && used->disable)
		used->disable(used);
	used = clock;
	return 0;
}

#ifdef CONFIG_TICK_ONESHOT
int tick_oneshot_mode_active(void);
int tick_oneshot_mode_active(void)
{
	return 1;
}
#endif

/* ---- delays ---- */

void __udelay(unsigned long us)
{
	kt_advance((kt_u64)us * NSEC_PER_USEC);
}

void __ndelay(unsigned long ns)
{
	kt_advance(ns);
}

/* In units of 2^-32 of a second's loops: see asm-generic/delay.h. */
void __const_udelay(unsigned long xloops)
{
	kt_advance(((kt_u64)xloops * 1000000000ull) >> 32);
}

void __delay(unsigned long loops)
{
	kt_advance(loops);
}
