// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * RCU on a uniprocessor without kernel preemption. A reader does not sleep, so whoever runs
 * outside of a reader sees a grace period behind it: synchronize_rcu() returns at once, and
 * callbacks are run by a task of their own when it gets the CPU.
 */
#include "tree.h"
#include <linux/rcupdate.h>
#include <linux/rcupdate_wait.h>
#include <linux/slab.h>

static struct rcu_head *rcu_first, **rcu_last = &rcu_first;
static unsigned int rcu_pending;
static bool rcu_is_started;
/* Weak: kernel/rcu/srcutiny.c has it, too. */
__weak int rcu_scheduler_active = 2;	/* running */
int rcu_cpu_stall_suppress;

static void rcu_run(void)
{
	while (rcu_first) {
		struct rcu_head *head = rcu_first;
		unsigned long fn = (unsigned long)head->func;

		rcu_first = head->next;
		if (!rcu_first)
			rcu_last = &rcu_first;
		/* kfree_rcu() leaves the head's offset in its object instead of a function. */
		if (fn < PAGE_SIZE)
			kvfree((char *)head - fn);
		else
			head->func(head);
	}
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

void call_rcu(struct rcu_head *head, rcu_callback_t fn)
{
	head->func = fn;
	head->next = NULL;
	*rcu_last = head;
	rcu_last = &head->next;
	if (ktree_is_booting)
		return;
	if (!rcu_is_started) {
		rcu_is_started = true;
		ktree_spawn_service("rcu", rcu_service, NULL);
	}
	ktree_notify(&rcu_pending);
}

void synchronize_rcu(void)
{
	might_sleep();
	ktree_yield();
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
