// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Soft interrupts and tasklets. What is raised in an interrupt, or with bottom halves disabled, runs when that ends
 * (ktest_softirqs_run()); what a task raises runs in a task of its own, which interrupts the CPU.
 */
#ifndef KTEST_LIB_SOFTIRQ_C
#define KTEST_LIB_SOFTIRQ_C

#include <linux/bug.h>
#include <linux/interrupt.h>
#include <linux/printk.h>
#include <linux/smp.h>
#include <linux/wait_bit.h>

struct ktest_tasklets {
	struct tasklet_struct *first, **last;	/* last NULL: nothing was scheduled yet */
};
/* One CPU's: reached on that CPU only, with interrupts disabled. */
struct ktest_softirqs {
	unsigned int pending;
	bool is_served;		/* a task is on its way */
	struct ktest_tasklets tasklets, high;
};
__weak struct ktest_softirqs ktest_softirqs[NR_CPUS];
__weak void (*ktest_softirq_actions[NR_SOFTIRQS])(void);

static inline struct ktest_softirqs *softirq_mine(void) { return &ktest_softirqs[raw_smp_processor_id()]; }

static inline void tasklet_call(struct tasklet_struct *t)
{
	if (!test_and_clear_bit(TASKLET_STATE_SCHED, &t->state))
		WARN_ONCE(true, "tasklet SCHED state not set: %s %ps\n", t->use_callback ? "callback" : "func",
			  t->use_callback ? (void *)t->callback : (void *)t->func);
	wake_up_var(&t->state);
	kt_deferred_begins(t, (kt_addr)t->func, "tasklet");
	if (t->use_callback)
		t->callback(t);
	else
		t->func(t->data);
	kt_deferred_ends(t, (kt_addr)t->func);
}

/* One that is disabled, or runs on another CPU, is tried again and again. */
static inline void tasklet_run_all(struct ktest_tasklets *list, unsigned int nr)
{
	struct tasklet_struct *t, *next;

	local_irq_disable();
	t = list->first;
	list->first = NULL;
	list->last = &list->first;
	local_irq_enable();
	for (; t; t = next) {
		bool is_mine = tasklet_trylock(t);

		next = t->next;
		if (is_mine && !atomic_read(&t->count)) {
			tasklet_call(t);
			tasklet_unlock(t);
			continue;
		}
		if (is_mine)
			tasklet_unlock(t);
		local_irq_disable();
		t->next = NULL;
		*list->last = t;
		list->last = &t->next;
		__raise_softirq_irqoff(nr);
		local_irq_enable();
	}
}

static inline void softirq_call(unsigned int nr)
{
	int count = kt_self()->preempt_count;

	if (nr == HI_SOFTIRQ)
		tasklet_run_all(&softirq_mine()->high, nr);
	else if (nr == TASKLET_SOFTIRQ)
		tasklet_run_all(&softirq_mine()->tasklets, nr);
	else if (ktest_softirq_actions[nr])
		ktest_softirq_actions[nr]();
	if (count == kt_self()->preempt_count)
		return;
	pr_err("huh, entered softirq %u %ps with preempt_count %08x, exited with %08x?\n", nr, ktest_softirq_actions[nr],
	       count, kt_self()->preempt_count);
	kt_self()->preempt_count = count;
}

/* In soft interrupt context: what is pending, and what is raised meanwhile, but not for ever. */
static inline void softirq_run_pending(void)
{
	struct ktest_softirqs *mine = softirq_mine();
	unsigned int round, pending, nr;

	for (round = 0; round < 10; round++) {
		local_irq_disable();
		pending = mine->pending;
		mine->pending = 0;
		local_irq_enable();
		if (!pending)
			return;
		for (nr = 0; nr < NR_SOFTIRQS; nr++)
			if (pending & 1u << nr)
				softirq_call(nr);
	}
}

static inline void softirq_service(void *arg)
{
	int cpu = (int)(long)arg;
	struct ktest_softirqs *mine = &ktest_softirqs[cpu];
	bool is_done = false;

	while (!is_done) {
		kt_interrupt_enter(cpu, KT_IN_SOFTIRQ);
		softirq_run_pending();
		local_irq_disable();
		is_done = !mine->pending;
		if (is_done)
			mine->is_served = false;
		local_irq_enable();
		kt_interrupt_leave();
		if (!is_done)
			kt_relax();
	}
}

/* With interrupts disabled. */
static inline void softirq_serve(void)
{
	struct ktest_softirqs *mine = softirq_mine();
	long cpu = raw_smp_processor_id();
	char name[16];

	if (mine->is_served)
		return;
	mine->is_served = true;
	snprintf(name, sizeof(name), "ksoftirqd/%ld", cpu);
	if (WARN_ONCE(!kt_spawn(name, cpu, softirq_service, (void *)cpu), "softirq: the host has no thread left\n"))
		mine->is_served = false;
}

/* What is pending, by the running task, whose preemption is off; if it does not end, the rest by another. */
static inline void softirq_run_here(struct kt_task *self)
{
	self->softirq = self->bh_count = 1;
	softirq_run_pending();
	local_irq_disable();
	if (softirq_mine()->pending)
		softirq_serve();
	local_irq_enable();
	self->softirq = self->bh_count = 0;
}

/* The end of an interrupt or of a section without bottom halves; preemption is still off. */
KTEST_DEF void ktest_softirqs_run(void)
{
	struct kt_task *self = kt_self();

	if (self->bh_count || self->irqs_off || in_interrupt() || !softirq_mine()->pending)
		return;
	kt_preempt_disable();
	softirq_run_here(self);
	kt_preempt_enable();
}

#ifdef KTEST_HOSTED
/* What the interrupt raised runs on top of the same section, unless that has them disabled: then at its end. */
KTEST_DEF void ktest_softirqs_after(void)
{
	struct kt_task *self = kt_self();
	int was_hard = self->hardirq;

	if (!softirq_mine()->pending || (self->interrupted && (self->interrupted->bh_count || self->interrupted->irqs_off)))
		return;
	self->hardirq = self->irqs_off = 0;
	softirq_run_here(self);
	self->softirq = self->bh_count = !was_hard;
	self->hardirq = self->irqs_off = was_hard;
}
#endif

KTEST_DEF unsigned int local_softirq_pending(void)
{
	return softirq_mine()->pending;
}

KTEST_DEF void open_softirq(int nr, void (*action)(void))
{
	ktest_softirq_actions[nr] = action;
}

KTEST_DEF void __raise_softirq_irqoff(unsigned int nr)
{
	softirq_mine()->pending |= 1u << nr;
}

KTEST_DEF void raise_softirq_irqoff(unsigned int nr)
{
	__raise_softirq_irqoff(nr);
	if (!in_interrupt())
		softirq_serve();
}

KTEST_DEF void raise_softirq(unsigned int nr)
{
	unsigned long flags;

	local_irq_save(flags);
	raise_softirq_irqoff(nr);
	local_irq_restore(flags);
}

/* ---- tasklets ------------------------------------------------------------------------------------------- */

KTEST_DEF void ktest_tasklet_setup(struct tasklet_struct *t, void (*callback)(struct tasklet_struct *))
{
	t->next = NULL;
	t->state = 0;
	atomic_set(&t->count, 0);
	t->callback = callback;
	t->use_callback = true;
	t->data = 0;
}

KTEST_DEF void tasklet_init(struct tasklet_struct *t, void (*func)(unsigned long), unsigned long data)
{
	ktest_tasklet_setup(t, NULL);
	t->func = func;
	t->use_callback = false;
	t->data = data;
}

static inline void tasklet_add(struct tasklet_struct *t, bool is_high)
{
	struct ktest_tasklets *list;
	unsigned long flags;

	local_irq_save(flags);
	list = is_high ? &softirq_mine()->high : &softirq_mine()->tasklets;
	if (!list->last)
		list->last = &list->first;
	t->next = NULL;
	*list->last = t;
	list->last = &t->next;
	raise_softirq_irqoff(is_high ? HI_SOFTIRQ : TASKLET_SOFTIRQ);
	local_irq_restore(flags);
}

KTEST_DEF void __tasklet_schedule(struct tasklet_struct *t)
{
	tasklet_add(t, false);
}

KTEST_DEF void __tasklet_hi_schedule(struct tasklet_struct *t)
{
	tasklet_add(t, true);
}

KTEST_DEF void tasklet_unlock(struct tasklet_struct *t)
{
	smp_mb__before_atomic();
	kt_order_release(t);
	clear_bit(TASKLET_STATE_RUN, &t->state);
	smp_mb__after_atomic();
	wake_up_var(&t->state);
}

KTEST_DEF void tasklet_unlock_wait(struct tasklet_struct *t)
{
	wait_var_event(&t->state, !test_bit(TASKLET_STATE_RUN, &t->state));
	kt_order_acquire(t);
}

KTEST_DEF void tasklet_unlock_spin_wait(struct tasklet_struct *t)
{
	while (test_bit(TASKLET_STATE_RUN, &t->state))
		kt_relax();
	kt_order_acquire(t);
}

KTEST_DEF void tasklet_kill(struct tasklet_struct *t)
{
	if (in_interrupt())
		pr_notice("Attempt to kill tasklet from interrupt\n");
	kt_deferred_awaited(t, (kt_addr)t->func, "tasklet", __builtin_frame_address(0));
	while (test_and_set_bit(TASKLET_STATE_SCHED, &t->state))
		wait_var_event(&t->state, !test_bit(TASKLET_STATE_SCHED, &t->state));
	tasklet_unlock_wait(t);
	clear_bit(TASKLET_STATE_SCHED, &t->state);
	wake_up_var(&t->state);
}

#endif
