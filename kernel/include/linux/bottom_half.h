/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Bottom halves: off means not preemptible.
 * Fidelity: simplified: timers are the only softirq, and run as soon as a CPU is free
 */
#ifndef KTEST_LINUX_BOTTOM_HALF_H
#define KTEST_LINUX_BOTTOM_HALF_H
#include <ktest/open.h>

#include <linux/preempt.h>

static inline void local_bh_disable(void)
{
	kt_preempt_disable();
	kt_self()->bh_count++;
}

static inline void local_bh_enable(void)
{
	kt_self()->bh_count--;
	kt_preempt_enable();
}

static inline void _local_bh_enable(void)
{
	local_bh_enable();
}

#include <ktest/close.h>
#endif
