// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Sleep up to a time in nanoseconds. */
#ifndef KTEST_LIB_SCHED_HRTIMEOUT_C
#define KTEST_LIB_SCHED_HRTIMEOUT_C

#include <linux/hrtimer.h>
#include <linux/minmax.h>
#include <ktest/lib/sched_sleep.h>

/* The clock has one resolution, so that the slack is never needed. */
KTEST_DEF int schedule_hrtimeout_range_clock(ktime_t *expires, u64 delta, enum hrtimer_mode mode,
					  clockid_t clock_id)
{
	kt_u64 deadline;

	(void)delta, (void)clock_id;
	if (!expires) {
		schedule();
		return -EINTR;
	}
	if (*expires == 0) {
		__set_current_state(TASK_RUNNING);
		return 0;
	}
	deadline = max_t(s64, *expires, 0);
	if (mode & HRTIMER_MODE_REL)
		deadline += kt_now();
	return sched_sleep(deadline) ? 0 : -EINTR;
}

KTEST_DEF int schedule_hrtimeout_range(ktime_t *expires, u64 delta, const enum hrtimer_mode mode)
{
	return schedule_hrtimeout_range_clock(expires, delta, mode, CLOCK_MONOTONIC);
}

KTEST_DEF int schedule_hrtimeout(ktime_t *expires, const enum hrtimer_mode mode)
{
	return schedule_hrtimeout_range(expires, 0, mode);
}

#endif
