/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What timers of jiffies and of nanoseconds share: a task is there as long as one is armed. */
#ifndef KTEST_LIB_TIMER_CLOCK_H
#define KTEST_LIB_TIMER_CLOCK_H

#include <linux/bug.h>
#include <linux/list.h>

struct ktest_clock {
	struct hlist_head armed;	/* the newest first */
	const void *running;		/* whose function is called */
	unsigned int changes;		/* of what is armed */
	bool is_served;
};

/* Under the clock's lock: its task looks again, or is made. */
static inline void ktest_clock_changed(struct ktest_clock *clock, const char *name, void (*service)(void *unused))
{
	WRITE_ONCE(clock->changes, clock->changes + 1);
	kt_wake(&clock->changes, 1);
	if (clock->is_served || hlist_empty(&clock->armed))
		return;
	clock->is_served = kt_spawn(name, -1, service, NULL) != NULL;
	WARN_ONCE(!clock->is_served, "%s: the host has no thread left for their task\n", name);
}

#endif
