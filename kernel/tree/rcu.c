// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * RCU on a uniprocessor without kernel preemption. A reader does not sleep, so whoever runs
 * outside of a reader sees a grace period behind it: synchronize_rcu() returns at once, and
 * callbacks are run by a task of their own when it gets the CPU. The readers of the tree's user-space programs may be
 * interrupted (program_rcu.c): there, both wait for those that are under way.
 */
#include "tree.h"
#include <linux/rcupdate.h>
#include <linux/rcupdate_wait.h>
#include <linux/rcuwait.h>
#include <linux/slab.h>

static struct rcu_head *rcu_first, **rcu_last = &rcu_first;
static unsigned int rcu_pending;
enum { RCU_STATE_COMPLETED = 1 };
/* Even, so never RCU_STATE_COMPLETED. */
static unsigned long rcu_grace_periods = 2;
static bool rcu_is_started;
/* Weak: kernel/rcu/srcutiny.c has it, too. */
__weak int rcu_scheduler_active = 2;	/* running */
int rcu_cpu_stall_suppress;

void (*ktree_wait_for_readers)(void);

/* kfree_rcu() leaves the head's offset in its object instead of a function. */
static void rcu_call(struct rcu_head *head)
{
	unsigned long fn = (unsigned long)head->func;

	kt_armed_drop(head);
	if (fn < PAGE_SIZE)
		kvfree((char *)head - fn);
	else
		head->func(head);
}

/* Callbacks run as softirqs do: nobody else runs in between. */
static void rcu_run_behind_readers(void)
{
	struct rcu_head *head = rcu_first, *next;

	rcu_first = NULL;
	rcu_last = &rcu_first;
	ktree_wait_for_readers();
	rcu_grace_periods += 2;
	preempt_disable();
	for (; head; head = next) {
		next = head->next;
		rcu_call(head);
	}
	preempt_enable();
}

static void rcu_run(void)
{
	if (ktree_wait_for_readers) {
		rcu_run_behind_readers();
		return;
	}
	rcu_grace_periods += 2;
	ktree_softirq_enter();
	while (rcu_first) {
		struct rcu_head *head = rcu_first;

		rcu_first = head->next;
		if (!rcu_first)
			rcu_last = &rcu_first;
		rcu_call(head);
	}
	ktree_softirq_exit();
}

bool ktree_run_pending_rcu(void)
{
	bool any = rcu_first;

	rcu_run();
	return any;
}

static void rcu_service(void *unused)
{
	for (;;) {
		unsigned int seen = rcu_pending;

		rcu_run();
		if (seen == rcu_pending)
			ktree_sleep_on(&rcu_pending, seen, KT_FOREVER);
	}
}

static void rcu_wake_service(void)
{
	if (ktree_is_booting)
		return;
	if (!rcu_is_started) {
		rcu_is_started = true;
		ktree_spawn_service("rcu", rcu_service, NULL);
	}
	ktree_notify(&rcu_pending);
}

void call_rcu(struct rcu_head *head, rcu_callback_t fn)
{
	const void *frame = __builtin_frame_address(0);

	kt_armed_check(head, sizeof(*head), "given to call_rcu() or kfree_rcu() again", frame);
	kt_armed_add(head, "rcu_head", (unsigned long)fn < PAGE_SIZE ? 0 : (kt_addr)fn, NULL, frame);
	head->func = fn;
	head->next = NULL;
	*rcu_last = head;
	rcu_last = &head->next;
	rcu_wake_service();
}

void synchronize_rcu(void)
{
	might_sleep();
	if (ktree_wait_for_readers)
		ktree_wait_for_readers();
	rcu_grace_periods += 2;
	ktree_yield();
}

unsigned long get_completed_synchronize_rcu(void)
{
	return RCU_STATE_COMPLETED;
}

unsigned long get_state_synchronize_rcu(void)
{
	return rcu_grace_periods;
}

unsigned long start_poll_synchronize_rcu(void)
{
	rcu_wake_service();
	return rcu_grace_periods;
}

bool poll_state_synchronize_rcu(unsigned long state)
{
	return state == RCU_STATE_COMPLETED || state != rcu_grace_periods;
}

/* The task that waited has seen what it waited for. */
void finish_rcuwait(struct rcuwait *w)
{
	rcu_assign_pointer(w->task, NULL);
	__set_current_state(TASK_RUNNING);
}

void rcu_barrier(void)
{
	rcu_run();
}

/* What somebody who waits for a grace period by a callback of his own gives as that. */
void wakeme_after_rcu(struct rcu_head *head)
{
	complete(&container_of(head, struct rcu_synchronize, head)->completion);
}
