// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Work in an interrupt: of the running CPU at once, as a CPU that interrupts itself; of another one by a task that does. */
#ifndef KTEST_LIB_IRQ_WORK_C
#define KTEST_LIB_IRQ_WORK_C

#include <linux/bottom_half.h>
#include <linux/bug.h>
#include <linux/interrupt.h>
#include <linux/irq_work.h>
#include <linux/smp.h>
#include <linux/wait_bit.h>
#include <ktest/lib/irq_self.h>

__weak struct llist_head ktest_irq_works[NR_CPUS];

/* In an interrupt of the CPU. */
static inline void irq_work_run_all(int cpu)
{
	struct llist_node *list = llist_reverse_order(llist_del_all(&ktest_irq_works[cpu]));
	struct irq_work *work, *next;

	llist_for_each_entry_safe(work, next, list, node.llist) {
		atomic_andnot(IRQ_WORK_PENDING, &work->node.a_flags);
		work->func(work);
		/* Unless it was queued again. */
		if (atomic_read(&work->node.a_flags) & IRQ_WORK_PENDING)
			continue;
		kt_order_release(work);
		atomic_andnot(IRQ_WORK_BUSY, &work->node.a_flags);
		wake_up_var(&work->node.a_flags);
	}
}

/* Interrupts are enabled (again); preemption is still off. */
KTEST_DEF void ktest_irq_works_run(void)
{
	int cpu = raw_smp_processor_id();

	if (kt_self()->irqs_off || llist_empty(&ktest_irq_works[cpu]))
		return;
	irq_interrupt_self(irq_work_run_all, cpu);
}

static inline void irq_work_service(void *arg)
{
	int cpu = (int)(long)arg;

	kt_interrupt_enter(cpu, KT_IN_HARDIRQ);
	irq_work_run_all(cpu);
	ktest_interrupt_leave();
}

static inline bool irq_work_claim(struct irq_work *work)
{
	return !(atomic_fetch_or(IRQ_WORK_CLAIMED, &work->node.a_flags) & IRQ_WORK_PENDING);
}

KTEST_DEF bool irq_work_queue(struct irq_work *work)
{
	if (!irq_work_claim(work))
		return false;
	kt_preempt_disable();
	llist_add(&work->node.llist, &ktest_irq_works[raw_smp_processor_id()]);
#ifdef KTEST_HOSTED
	ktest_irq_works_run();
#else
	WARN_ON_ONCE(!kt_spawn("irq_work", raw_smp_processor_id(), irq_work_service, (void *)(long)raw_smp_processor_id()));
#endif
	kt_preempt_enable();
	return true;
}

KTEST_DEF bool irq_work_queue_on(struct irq_work *work, int cpu)
{
	bool is_first;

	if (WARN_ON_ONCE(cpu < 0 || (unsigned int)cpu >= nr_cpu_ids))
		return false;
	kt_preempt_disable();
	if (cpu == (int)raw_smp_processor_id()) {
		is_first = irq_work_queue(work);
		kt_preempt_enable();
		return is_first;
	}
	kt_preempt_enable();
	is_first = irq_work_claim(work);
	if (is_first && llist_add(&work->node.llist, &ktest_irq_works[cpu]))
		WARN_ON_ONCE(!kt_spawn("irq_work", cpu, irq_work_service, (void *)(long)cpu));
	return is_first;
}

KTEST_DEF void irq_work_sync(struct irq_work *work)
{
	might_sleep();
	wait_var_event(&work->node.a_flags, !irq_work_is_busy(work));
	kt_order_acquire(work);
}

#endif
