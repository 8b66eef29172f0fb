/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Time structures of the kernel.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_TIME_H
#define KTEST_LINUX_TIME_H
#include <ktest/open.h>

#include <linux/cache.h>
#include <linux/math64.h>
#include <linux/time64.h>

#define time_between32(t, l, h) ((u32)(h) - (u32)(l) >= (u32)(t) - (u32)(l))
#define time_after32(a, b) ((s32)((u32)(b) - (u32)(a)) < 0)
#define time_before32(b, a) time_after32(a, b)
#ifndef CLOCK_REALTIME
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
#endif
#ifndef CLOCK_BOOTTIME
#define CLOCK_BOOTTIME 7
#endif
#ifndef CLOCK_TAI
#define CLOCK_TAI 11
#endif

#ifdef KTEST_HOSTED
/* libc has struct timezone: here, the type has another name. */
struct ktest_timezone {
	int tz_minuteswest;
	int tz_dsttime;
};
extern struct ktest_timezone sys_tz;
#endif

#include <ktest/close.h>
#endif
