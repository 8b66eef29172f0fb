/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Waiting for RCU's readers in other ways.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_RCUPDATE_WAIT_H
#define KTEST_LINUX_RCUPDATE_WAIT_H
#include <ktest/open.h>

#include <linux/completion.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>

/* For call_rcu(): the completion is done after a grace period. */
struct rcu_synchronize {
	struct rcu_head head;
	struct completion completion;
};
static inline void wakeme_after_rcu(struct rcu_head *head)
{
	complete(&container_of(head, struct rcu_synchronize, head)->completion);
}

/* A long walk under rcu_read_lock() lets it go for a moment. */
static inline void cond_resched_rcu(void)
{
	rcu_read_unlock();
	cond_resched();
	rcu_read_lock();
}

#include <ktest/close.h>
#endif
