/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What a timer of nanoseconds is made of.
 * Fidelity: faithful; the clock is a number
 */
#ifndef KTEST_LINUX_HRTIMER_TYPES_H
#define KTEST_LINUX_HRTIMER_TYPES_H
#include <ktest/open.h>

#include <linux/timerqueue_types.h>
#include <linux/types.h>

enum hrtimer_restart { HRTIMER_NORESTART, HRTIMER_RESTART };

struct hrtimer {
	struct timerqueue_node node;
	ktime_t _softexpires;
	enum hrtimer_restart (*function)(struct hrtimer *timer);
	u8 state, is_rel, is_soft, is_hard;
	int ktest_clock, ktest_cpu;
	struct hlist_node ktest_entry;
};

#include <ktest/close.h>
#endif
