// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Softirqs, tasklets and irq_work: run by a task of their own, when whoever raised them gives the CPU. */
#include "tree.h"
#include <linux/bottom_half.h>
#include <linux/interrupt.h>
#include <linux/irq_work.h>

static void (*softirq_actions[NR_SOFTIRQS])(void *vector);
static unsigned long softirq_pending_bits;
static struct tasklet_struct *tasklet_first, **tasklet_last = &tasklet_first;
static unsigned int softirq_raised, softirq_done;
static bool softirq_is_started, softirq_has_irq_work;

void ktree_softirq_enter(void)
{
	preempt_count_add(SOFTIRQ_OFFSET);
}

void ktree_softirq_exit(void)
{
	preempt_count_sub(SOFTIRQ_OFFSET);
}

static void tasklet_run_all(void)
{
	struct tasklet_struct *t = tasklet_first;

	tasklet_first = NULL;
	tasklet_last = &tasklet_first;
	while (t) {
		struct tasklet_struct *next = t->next;

		if (atomic_read(&t->count)) {
			/* Disabled: it waits. */
			t->next = NULL;
			*tasklet_last = t;
			tasklet_last = &t->next;
		} else {
			clear_bit(TASKLET_STATE_SCHED, &t->state);
			if (t->use_callback)
				t->callback(t);
			else
				t->func(t->data);
		}
		t = next;
	}
}

/* In the context of an interrupt. */
static void softirq_run_irq_work(void)
{
	unsigned long flags;

	if (!softirq_has_irq_work)
		return;
	softirq_has_irq_work = false;
	preempt_count_add(HARDIRQ_OFFSET);
	local_irq_save(flags);
	irq_work_run();
	local_irq_restore(flags);
	preempt_count_sub(HARDIRQ_OFFSET);
}

static void softirq_run_all(void)
{
	int nr;

	softirq_run_irq_work();
	ktree_softirq_enter();
	for_each_set_bit(nr, &softirq_pending_bits, NR_SOFTIRQS) {
		clear_bit(nr, &softirq_pending_bits);
		if (softirq_actions[nr])
			softirq_actions[nr](NULL);
	}
	tasklet_run_all();
	ktree_softirq_exit();
	ktree_notify(&softirq_done);
}

bool ktree_run_pending_softirqs(void)
{
	bool any = softirq_has_irq_work || softirq_pending_bits ||
		   (tasklet_first && !atomic_read(&tasklet_first->count));

	if (any)
		softirq_run_all();
	return any;
}

static void softirq_service(void *unused)
{
	for (;;) {
		unsigned int seen = softirq_raised;

		softirq_run_all();
		if (seen == softirq_raised)
			ktree_sleep_on(&softirq_raised, seen, KT_FOREVER);
	}
}

static void softirq_wake(void)
{
	if (ktree_is_booting)
		return;
	if (!softirq_is_started) {
		softirq_is_started = true;
		ktree_spawn_service("softirq", softirq_service, NULL);
	}
	ktree_notify(&softirq_raised);
}

/* The interrupt that runs irq_work. */
void arch_irq_work_raise(void)
{
	softirq_has_irq_work = true;
	softirq_wake();
}

/* The action's parameter went away in later trees: called with one, both kinds are right. */
void open_softirq(int nr, typeof(((struct softirq_action *)0)->action) action)
{
	softirq_actions[nr] = (void (*)(void *))action;
}

void __raise_softirq_irqoff(unsigned int nr)
{
	set_bit(nr, &softirq_pending_bits);
	softirq_wake();
}

void raise_softirq_irqoff(unsigned int nr)
{
	__raise_softirq_irqoff(nr);
}

void raise_softirq(unsigned int nr)
{
	__raise_softirq_irqoff(nr);
}

void __local_bh_enable_ip(unsigned long ip, unsigned int count)
{
	preempt_count_sub(count);
}

void _local_bh_enable(void)
{
	preempt_count_sub(SOFTIRQ_DISABLE_OFFSET);
}

/* ---- tasklets ------------------------------------------------------------------------- */

void tasklet_setup(struct tasklet_struct *t, void (*callback)(struct tasklet_struct *))
{
	*t = (struct tasklet_struct){ .callback = callback, .use_callback = true };
}

void tasklet_init(struct tasklet_struct *t, void (*fn)(unsigned long), unsigned long data)
{
	*t = (struct tasklet_struct){ .func = fn, .data = data };
}

void __tasklet_schedule(struct tasklet_struct *t)
{
	t->next = NULL;
	*tasklet_last = t;
	tasklet_last = &t->next;
	softirq_wake();
}

void __tasklet_hi_schedule(struct tasklet_struct *t)
{
	__tasklet_schedule(t);
}

void tasklet_kill(struct tasklet_struct *t)
{
	while (test_bit(TASKLET_STATE_SCHED, &t->state))
		ktree_sleep_on(&softirq_done, softirq_done, KT_FOREVER);
}
