/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Functions that are called in an interrupt: at once where interrupts are enabled, else as soon as they are.
 * Synchronization table: all may be called by several tasks at once, in any context; irq_work_sync() sleeps.
 * Fidelity: simplified: a lazy one does not wait for the next tick
 */
#ifndef KTEST_LINUX_IRQ_WORK_H
#define KTEST_LINUX_IRQ_WORK_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/irqflags.h>
#include <linux/llist.h>

#define IRQ_WORK_PENDING 0x01
#define IRQ_WORK_BUSY 0x02
#define IRQ_WORK_LAZY 0x04
#define IRQ_WORK_HARD_IRQ 0x08
#define IRQ_WORK_CLAIMED (IRQ_WORK_PENDING | IRQ_WORK_BUSY)

struct irq_work {
	struct {
		struct llist_node llist;
		atomic_t a_flags;
	} node;
	void (*func)(struct irq_work *work);
};
#define __IRQ_WORK_INIT(_func, _flags) { { { NULL }, ATOMIC_INIT(_flags) }, (_func) }
#ifdef __cplusplus
#define IRQ_WORK_INIT(_func) __IRQ_WORK_INIT(_func, 0)
#define IRQ_WORK_INIT_LAZY(_func) __IRQ_WORK_INIT(_func, IRQ_WORK_LAZY)
#define IRQ_WORK_INIT_HARD(_func) __IRQ_WORK_INIT(_func, IRQ_WORK_HARD_IRQ)
#else
#define IRQ_WORK_INIT(_func) (struct irq_work)__IRQ_WORK_INIT(_func, 0)
#define IRQ_WORK_INIT_LAZY(_func) (struct irq_work)__IRQ_WORK_INIT(_func, IRQ_WORK_LAZY)
#define IRQ_WORK_INIT_HARD(_func) (struct irq_work)__IRQ_WORK_INIT(_func, IRQ_WORK_HARD_IRQ)
#endif
#define DEFINE_IRQ_WORK(name, _f) struct irq_work name = __IRQ_WORK_INIT(_f, 0)

static inline void init_irq_work(struct irq_work *work, void (*func)(struct irq_work *work))
{
	work->node.llist.next = NULL;
	atomic_set(&work->node.a_flags, 0);
	work->func = func;
}
static inline bool irq_work_is_pending(struct irq_work *work) { return atomic_read(&work->node.a_flags) & IRQ_WORK_PENDING; }
static inline bool irq_work_is_busy(struct irq_work *work) { return atomic_read(&work->node.a_flags) & IRQ_WORK_BUSY; }
static inline bool irq_work_is_hard(struct irq_work *work) { return atomic_read(&work->node.a_flags) & IRQ_WORK_HARD_IRQ; }
/* False: it is pending. */
KTEST_FN bool irq_work_queue(struct irq_work *work);
KTEST_FN bool irq_work_queue_on(struct irq_work *work, int cpu);
/* Waits until its function has returned. */
KTEST_FN void irq_work_sync(struct irq_work *work);

#include <ktest/close.h>
#endif
