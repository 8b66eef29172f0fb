/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What an interrupt line is made of. */
#ifndef KTEST_LIB_IRQ_LINE_H
#define KTEST_LIB_IRQ_LINE_H

#include <linux/bug.h>
#include <linux/fwnode.h>
#include <linux/irq.h>
#include <linux/irq_sim.h>
#include <linux/irq_work.h>
#include <linux/irqdesc.h>
#include <linux/kthread.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <ktest/lib/irq_self.h>

struct irqaction {
	irq_handler_t handler, thread_fn;
	void *dev_id;
	const char *name;
	struct irqaction *next;
	unsigned int irq, flags;
	struct task_struct *thread;
	bool should_run;	/* the thread */
};

struct ktest_irq_line {
	struct irqaction *actions;
	unsigned int depth;		/* how often disabled */
	unsigned int running;		/* its handlers do */
	unsigned int threads;		/* that were woken and have not ended */
	bool is_pending, is_masked;	/* masked: by a ONESHOT interrupt */
	unsigned int ends;
	int cpu;			/* where it comes from outside */
	struct irq_work again;		/* raises it */
	struct irq_domain *domain;
	irq_hw_number_t hwirq;
};

extern struct ktest_irq_line ktest_irq_lines[NR_IRQS];
extern spinlock_t ktest_irq_lock;

static inline struct ktest_irq_line *irq_line(unsigned int irq)
{
	return irq && irq < NR_IRQS ? &ktest_irq_lines[irq] : NULL;
}

/* Raises it on this CPU, or on the running one if that is negative, as soon as interrupts are enabled there. */
KTEST_FN void ktest_irq_raise_on(struct ktest_irq_line *line, int cpu);

#endif
