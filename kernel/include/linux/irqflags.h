/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The emulated interrupt flag of the running task.
 * Fidelity: faithful: off implies not preemptible; in plain mode what waited for it comes soon, not at once
 */
#ifndef KTEST_LINUX_IRQFLAGS_H
#define KTEST_LINUX_IRQFLAGS_H
#include <ktest/open.h>

#include <linux/preempt.h>
#include <linux/typecheck.h>

static inline void ktest_irq_disable(void)
{
	struct kt_task *self = kt_self();

	if (!self->irqs_off) {
		kt_preempt_disable();
		self->irqs_off = 1;
	}
}

#ifdef KTEST_HOSTED
/* Of irq_work.c, in programs that have such: the interrupt that waited until now. */
extern void ktest_irq_works_run(void) __weak;
#endif

static inline void ktest_irq_enable(void)
{
	struct kt_task *self = kt_self();

	if (self->irqs_off) {
		self->irqs_off = 0;
#ifdef KTEST_HOSTED
		if (ktest_irq_works_run)
			ktest_irq_works_run();
#endif
		kt_preempt_enable();
	}
}

static inline unsigned long ktest_irq_save(void)
{
	unsigned long was_off = kt_self()->irqs_off;

	ktest_irq_disable();
	return was_off;
}

#ifdef KTEST_HOSTED
/* Interrupts are off when their former state is restored; they are not, if somebody enabled them in between. */
void ktest_irqs_are_on(void);
void ktest_irqs_come_on(void);
#else
static inline void ktest_irqs_are_on(void) { }
static inline void ktest_irqs_come_on(void) { }
#endif
static inline void ktest_irq_restore(unsigned long flags)
{
	if (__builtin_expect(!kt_self()->irqs_off, 0))
		ktest_irqs_are_on();
	if (!flags)
		ktest_irq_enable();
}

#define local_irq_disable() ktest_irq_disable()
#define local_irq_enable() do { ktest_irqs_come_on(); ktest_irq_enable(); } while (0)
#define local_irq_save(flags) do { typecheck(unsigned long, flags); flags = ktest_irq_save(); } while (0)
#define local_irq_restore(flags) \
	do { typecheck(unsigned long, flags); ktest_irq_restore(flags); } while (0)
#define local_save_flags(flags) do { flags = kt_self()->irqs_off; } while (0)
#define irqs_disabled() (kt_self()->irqs_off != 0)
#define irqs_disabled_flags(flags) ((flags) != 0)
#define raw_local_irq_save(flags) local_irq_save(flags)
#define raw_local_irq_restore(flags) local_irq_restore(flags)
#define raw_local_irq_disable() local_irq_disable()
#define raw_local_irq_enable() local_irq_enable()
#define raw_irqs_disabled() irqs_disabled()
DEFINE_LOCK_GUARD_0(irq, local_irq_disable(), local_irq_enable())
DEFINE_LOCK_GUARD_0(irqsave, local_irq_save(_T->flags), local_irq_restore(_T->flags),
		    unsigned long flags)

#include <ktest/close.h>
#endif
