/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Waiting in virtual time.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_DELAY_H
#define KTEST_LINUX_DELAY_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/kernel.h>
#include <linux/math.h>
#include <linux/sched.h>
#include <vdso/time64.h>
#include <ktest/core.h>

#define ndelay(x) kt_advance(x)
#define udelay(x) kt_advance((kt_u64)(x) * 1000)
#define mdelay(x) kt_advance((kt_u64)(x) * 1000000)
KTEST_FN void msleep(unsigned int msecs);
KTEST_FN unsigned long msleep_interruptible(unsigned int msecs);
/* Always the shortest time. */
KTEST_FN void usleep_range_state(unsigned long min, unsigned long max, unsigned int state);
static inline void usleep_range(unsigned long min, unsigned long max)
{
	usleep_range_state(min, max, TASK_UNINTERRUPTIBLE);
}
static inline void usleep_range_idle(unsigned long min, unsigned long max)
{
	usleep_range_state(min, max, TASK_IDLE);
}
static inline void ssleep(unsigned int seconds) { msleep(seconds * 1000); }
#if KTEST_HAS_fsleep
static inline void fsleep(unsigned long usecs) { usleep_range(usecs, 2 * usecs); }
#endif

#include <ktest/close.h>
#endif
