/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Bottom halves: off means not preemptible.
 * Fidelity: faithful; in plain mode what was raised meanwhile runs soon, not at once
 */
#ifndef KTEST_LINUX_BOTTOM_HALF_H
#define KTEST_LINUX_BOTTOM_HALF_H
#include <ktest/open.h>

#include <linux/preempt.h>

#ifdef KTEST_HOSTED
/* Of softirq.c, in programs that have soft interrupts: runs what was raised meanwhile. */
extern void ktest_softirqs_run(void) __weak;
/* The same, at the end of a task's interrupt. */
extern void ktest_softirqs_after(void) __weak;
#endif

/* The end of an interrupt that a task does: kt_interrupt_enter(). */
static inline void ktest_interrupt_leave(void)
{
#ifdef KTEST_HOSTED
	if (ktest_softirqs_after)
		ktest_softirqs_after();
#endif
	kt_interrupt_leave();
}

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
#ifdef KTEST_HOSTED
	if (ktest_softirqs_run)
		ktest_softirqs_run();
#endif
	kt_preempt_enable();
}

/* The running task does a soft interrupt's work in between. */
static inline void ktest_softirq_begin(void)
{
	local_bh_disable();
	kt_self()->softirq = 1;
}

static inline void ktest_softirq_end(void)
{
	kt_self()->softirq = 0;
	local_bh_enable();
}

static inline void _local_bh_enable(void)
{
	kt_self()->bh_count--;
	kt_preempt_enable();
}

#include <ktest/close.h>
#endif
