// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Grace periods: updaters wait for readers (kt_readers), and for whoever has preemption off.
 */
#ifndef KTEST_LIB_RCU_C
#define KTEST_LIB_RCU_C

#include <linux/bottom_half.h>
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

__weak struct kt_readers rcu_readers;
__weak unsigned long rcu_begun, rcu_passed; /* grace periods */
__weak DEFINE_MUTEX(rcu_updaters);

__weak DEFINE_SPINLOCK(rcu_queue_lock);
__weak struct rcu_head *rcu_queue, **rcu_queue_tail = &rcu_queue;
__weak unsigned int rcu_pending;	/* callbacks queued or running */
__weak bool rcu_worker_runs;
__weak rcu_callback_t ktest_rcu_work;	/* a callback that stands for work: it may sleep */

KTEST_DEF int ktest_rcu_nesting(void)
{
	return kt_self()->rcu_nesting - get_current()->ktest_rcu_others;
}

/* Of a flavour whose own context says that it reads: rcu_read_lock_bh(), _sched(). */
KTEST_DEF void ktest_rcu_other_reader(int change)
{
	if (change > 0)
		__rcu_read_lock();
	get_current()->ktest_rcu_others += change;
	if (change < 0)
		__rcu_read_unlock();
}

KTEST_DEF void __rcu_read_lock(void)
{
	if (kt_self()->rcu_nesting++ == 0)
		kt_readers_enter(&rcu_readers, "rcu_read_lock()", __builtin_frame_address(0));
}

KTEST_DEF void __rcu_read_unlock(void)
{
	struct kt_task *self = kt_self();

	if (WARN_ONCE(self->rcu_nesting <= 0, "rcu_read_unlock() without rcu_read_lock()\n"))
		return;
	if (--self->rcu_nesting == 0)
		kt_readers_leave(&rcu_readers);
}

KTEST_DEF unsigned long get_state_synchronize_rcu(void)
{
	return __atomic_load_n(&rcu_begun, __ATOMIC_SEQ_CST) + 1;
}

KTEST_DEF bool poll_state_synchronize_rcu(unsigned long cookie)
{
	return (long)(__atomic_load_n(&rcu_passed, __ATOMIC_SEQ_CST) - cookie) >= 0;
}

KTEST_DEF void cond_synchronize_rcu(unsigned long cookie)
{
	if (!poll_state_synchronize_rcu(cookie))
		synchronize_rcu();
}

static inline void rcu_await_readers(void)
{
	int turn;

	kt_order_release(&rcu_readers.nr_awaiting);
	__atomic_add_fetch(&rcu_readers.nr_awaiting, 1, __ATOMIC_SEQ_CST);
	for (turn = 0; turn < 2; turn++) {
		unsigned int former = rcu_readers.half, nr;

		__atomic_store_n(&rcu_readers.half, !former, __ATOMIC_SEQ_CST);
		while ((nr = __atomic_load_n(&rcu_readers.nr[former], __ATOMIC_SEQ_CST)) != 0)
			kt_wait(&rcu_readers.nr[former], nr, KT_FOREVER);
	}
	__atomic_sub_fetch(&rcu_readers.nr_awaiting, 1, __ATOMIC_SEQ_CST);
}

KTEST_DEF void synchronize_rcu(void)
{
	might_sleep();
#ifdef KTEST_HOSTED
	if (kt_self()->rcu_nesting)
		kt_lock_misused(__builtin_frame_address(0), &rcu_readers, "synchronize_rcu() inside of rcu_read_lock() waits for itself");
#endif
	mutex_lock(&rcu_updaters);
	__atomic_add_fetch(&rcu_begun, 1, __ATOMIC_SEQ_CST);
	rcu_await_readers();
	/* Who has preemption off, by a spinlock as well, is a reader, too. */
	kt_cpus_pass();
	kt_order_acquire(&rcu_readers);
	__atomic_store_n(&rcu_passed, rcu_begun, __ATOMIC_SEQ_CST);
	mutex_unlock(&rcu_updaters);
}

/* Callbacks run as in a soft interrupt; kfree_rcu()'s objects are freed as by a work queue. */
static inline void rcu_invoke(struct rcu_head *head)
{
	unsigned long offset = (unsigned long)head->func;

	kt_armed_drop(head);
	if (offset < 4096) { /* where the head is in the object */
		kvfree((char *)head - offset);
		return;
	}
	if (head->func == READ_ONCE(ktest_rcu_work)) {
		head->func(head);
		return;
	}
	ktest_softirq_begin();
	head->func(head);
	ktest_softirq_end();
}

static inline void rcu_worker(void *arg)
{
	(void)arg;
	for (;;) {
		struct rcu_head *batch, *next;
		unsigned int done = 0;

		spin_lock_irq(&rcu_queue_lock);
		batch = rcu_queue;
		rcu_queue = NULL;
		rcu_queue_tail = &rcu_queue;
		if (!batch)
			rcu_worker_runs = false;
		spin_unlock_irq(&rcu_queue_lock);
		if (!batch)
			kt_task_exit();
		synchronize_rcu();
		for (; batch; batch = next, done++) {
			next = batch->next;
			rcu_invoke(batch);
		}
		__atomic_sub_fetch(&rcu_pending, done, __ATOMIC_SEQ_CST);
		kt_wake(&rcu_pending, ~0u);
	}
}

static inline void rcu_enqueue(struct rcu_head *head, rcu_callback_t func, const void *frame)
{
	unsigned long flags;
	bool start;

	kt_armed_check(head, sizeof(*head), "given to call_rcu() or kfree_rcu() again", frame);
	kt_armed_add(head, "rcu_head", (unsigned long)func < 4096 ? 0 : (kt_addr)func, NULL, frame);
	head->func = func;
	head->next = NULL;
	__atomic_add_fetch(&rcu_pending, 1, __ATOMIC_SEQ_CST);
	spin_lock_irqsave(&rcu_queue_lock, flags);
	*rcu_queue_tail = head;
	rcu_queue_tail = &head->next;
	start = !rcu_worker_runs;
	rcu_worker_runs = true;
	spin_unlock_irqrestore(&rcu_queue_lock, flags);
	if (start)
		BUG_ON(!kt_spawn("rcu", -1, rcu_worker, NULL));
}

KTEST_DEF void call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	rcu_enqueue(head, func, __builtin_frame_address(0));
}

KTEST_DEF void rcu_barrier(void)
{
	unsigned int pending;

	might_sleep();
	while ((pending = __atomic_load_n(&rcu_pending, __ATOMIC_SEQ_CST)) != 0)
		kt_wait(&rcu_pending, pending, KT_FOREVER);
	kt_order_acquire(&rcu_pending);
}

KTEST_DEF void ktest_kvfree_rcu(struct rcu_head *head, void *ptr)
{
	unsigned long offset = (char *)head - (char *)ptr;

	BUG_ON(offset >= 4096);
	rcu_enqueue(head, (rcu_callback_t)offset, __builtin_frame_address(0));
}

KTEST_DEF void kvfree_call_rcu_synchronously(void *ptr)
{
	synchronize_rcu();
	kvfree(ptr);
}

#endif
