/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Sleeping until a time of the emulated clock.
 * Fidelity: simplified: sleeping only; timers that call a function do not exist
 */
#ifndef KTEST_LINUX_HRTIMER_H
#define KTEST_LINUX_HRTIMER_H
#include <ktest/open.h>

#include <linux/ktime.h>
#include <linux/time.h>
#include <linux/types.h>

enum hrtimer_mode {
	HRTIMER_MODE_ABS = 0x00,
	HRTIMER_MODE_REL = 0x01,
	HRTIMER_MODE_PINNED = 0x02,
	HRTIMER_MODE_SOFT = 0x04,
	HRTIMER_MODE_HARD = 0x08,
};

/* 0 when the time has come, -EINTR when the task was woken before; runs on when its state is running. */
KTEST_FN int schedule_hrtimeout(ktime_t *expires, const enum hrtimer_mode mode);
KTEST_FN int schedule_hrtimeout_range(ktime_t *expires, u64 delta, const enum hrtimer_mode mode);
KTEST_FN int schedule_hrtimeout_range_clock(ktime_t *expires, u64 delta, enum hrtimer_mode mode,
				   clockid_t clock_id);

#include <ktest/close.h>
#endif
