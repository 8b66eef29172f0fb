/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* How a task sleeps until it is woken up, for the files that differ in when it gives up. */
#ifndef KT_LIB_SCHED_SLEEP_H
#define KT_LIB_SCHED_SLEEP_H

#include <linux/kernel.h>
#include <linux/sched.h>

/*
 * A waker first sets the state to running, then counts up the word; a sleeper reads the word,
 * then looks at its state: so a wake between the two is never lost.
 */
static inline bool sched_sleep(kt_u64 deadline)
{
	struct task_struct *t = get_current();
	bool timed_out = false;

	might_resched();
	while (!timed_out) {
		unsigned int seen = __atomic_load_n(&t->ktest_wakeups, __ATOMIC_SEQ_CST);

		/* What the waker did is seen. */
		if (smp_load_acquire(&t->__state) == TASK_RUNNING)
			break;
		timed_out = kt_wait(&t->ktest_wakeups, seen, deadline) == KT_TIMEOUT;
#ifdef KTEST_HOSTED
		if (kt_self()->rechecks == KT_RECHECK_NOW)
			break;
#endif
	}
	kt_order_acquire(&t->ktest_wakeups);
	WRITE_ONCE(t->__state, TASK_RUNNING);
	return timed_out;
}

#endif
