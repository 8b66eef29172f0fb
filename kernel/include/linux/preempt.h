/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Preemption and the context a task is in.
 * Fidelity: faithful; interrupts that come by themselves, as timers do, are tasks of the engine that run on top of what their
 * CPU runs. A task that may not migrate can be preempted and sleep, as in a kernel
 */
#ifndef KTEST_LINUX_PREEMPT_H
#define KTEST_LINUX_PREEMPT_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/types.h>
#include <ktest/core.h>

#define preempt_disable() kt_preempt_disable()
#define preempt_enable() kt_preempt_enable()
#define preempt_enable_no_resched() kt_preempt_enable()
#define preempt_disable_notrace() kt_preempt_disable()
#define preempt_enable_notrace() kt_preempt_enable()
#define PREEMPT_OFFSET 1
#define PREEMPT_DISABLE_OFFSET PREEMPT_OFFSET
#define PREEMPT_LOCK_OFFSET PREEMPT_DISABLE_OFFSET
#define SOFTIRQ_OFFSET 0x100
#define SOFTIRQ_DISABLE_OFFSET (2 * SOFTIRQ_OFFSET)
#define HARDIRQ_OFFSET 0x10000
#define SOFTIRQ_LOCK_OFFSET (SOFTIRQ_DISABLE_OFFSET + PREEMPT_LOCK_OFFSET)
/* Not zero where bottom halves are off, too. */
static inline unsigned long softirq_count(void)
{
	unsigned long softirq = kt_self()->softirq;

	return (kt_self()->bh_count - softirq) * SOFTIRQ_DISABLE_OFFSET + softirq * SOFTIRQ_OFFSET;
}
static inline unsigned long hardirq_count(void) { return kt_self()->hardirq * HARDIRQ_OFFSET; }
static __always_inline int preempt_count(void)
{
	return ((int)(kt_self()->preempt_count - !!kt_self()->irqs_off - kt_self()->bh_count + softirq_count() +
		      hardirq_count()));
}
#define preemptible() (kt_self()->preempt_count == 0)
#define preempt_check_resched() do {} while (0)
#define in_atomic() (preempt_count() != 0)
#define irq_count() (softirq_count() | hardirq_count())
#define in_interrupt() irq_count()
#define in_irq() hardirq_count()
#define in_hardirq() hardirq_count()
#define in_softirq() softirq_count()
#define in_serving_softirq() (softirq_count() & SOFTIRQ_OFFSET)
#define in_nmi() 0
#define in_task() (!kt_self()->softirq && !kt_self()->hardirq)
static inline void migrate_disable(void) { kt_migrate_disable(); }
static inline void migrate_enable(void) { kt_migrate_enable(); }
static inline void preempt_disable_nested(void) {}
static inline void preempt_enable_nested(void) {}
#include <linux/cleanup.h>
DEFINE_LOCK_GUARD_0(preempt, preempt_disable(), preempt_enable())
DEFINE_LOCK_GUARD_0(migrate, migrate_disable(), migrate_enable())

#include <ktest/close.h>
#endif
