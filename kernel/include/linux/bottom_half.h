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

#ifdef KTEST_HOSTED
void ktest_bh_misused(void);
static inline void ktest_bh_check(void)
{
	if (__builtin_expect(kt_self()->irqs_off || kt_self()->bh_count <= 0, 0))
		ktest_bh_misused();
}
#else
static inline void ktest_bh_check(void) { }
#endif

/* Soft interrupts that wait run now, so interrupts must be on. */
static inline void local_bh_enable(void)
{
	ktest_bh_check();
	kt_self()->bh_count--;
	kt_preempt_enable();
}

static inline void _local_bh_enable(void)
{
	kt_self()->bh_count--;
	kt_preempt_enable();
}

#include <ktest/close.h>
#endif
