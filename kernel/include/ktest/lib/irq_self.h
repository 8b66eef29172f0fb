/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* An interrupt that the running CPU raises itself. */
#ifndef KTEST_LIB_IRQ_SELF_H
#define KTEST_LIB_IRQ_SELF_H

#include <linux/bottom_half.h>
#include <linux/irqflags.h>

/* The running task is interrupted, and goes on when `handle` returns. */
static inline void irq_interrupt_self(void (*handle)(int arg), int arg)
{
	struct kt_task *self = kt_self();
	int was_off = self->irqs_off, was_hard = self->hardirq;

	kt_preempt_disable();
	self->irqs_off = self->hardirq = 1;
	handle(arg);
	self->hardirq = was_hard;
	self->irqs_off = was_off;
#ifdef KTEST_HOSTED
	if (ktest_softirqs_run)
		ktest_softirqs_run();
#endif
	kt_preempt_enable();
}

#endif
