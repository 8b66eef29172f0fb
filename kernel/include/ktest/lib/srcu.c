// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* RCU of a domain: readers in two halves. */
#ifndef KTEST_LIB_SRCU_C
#define KTEST_LIB_SRCU_C

#include <linux/bottom_half.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>
#include <linux/wait.h>

__weak DECLARE_WAIT_QUEUE_HEAD(srcu_waiters);
__weak DEFINE_SPINLOCK(srcu_callbacks_lock);

KTEST_DEF int srcu_read_lock(struct srcu_struct *ssp)
{
	int idx = READ_ONCE(ssp->srcu_idx) & 1;

	atomic_inc(&ssp->ktest_readers[idx]);
	kt_held_add(ssp, KTEST_LOCK_NAME(&ssp->ktest_mutex, "an srcu_struct that was not initialized"), 0,
		    __builtin_frame_address(0));
	kt_held_read();
	smp_mb();
	kt_order_acquire(&ssp->srcu_idx);
	return idx;
}

KTEST_DEF void srcu_read_unlock(struct srcu_struct *ssp, int idx)
{
	smp_mb();
#ifdef KTEST_HOSTED
	if (atomic_read(&ssp->ktest_readers[idx & 1]) <= 0)
		kt_lock_misused(__builtin_frame_address(0), ssp, "srcu_read_unlock() without srcu_read_lock(), or with another's index");
#endif
	kt_held_drop(ssp);
	kt_order_release(ssp->ktest_readers);
	WARN_ON_ONCE(idx & ~1);
	if (atomic_dec_and_test(&ssp->ktest_readers[idx & 1]) && wq_has_sleeper(&srcu_waiters))
		wake_up_all(&srcu_waiters);
}

/* Both halves: a reader may have read the index before it was changed the last time. */
KTEST_DEF void synchronize_srcu(struct srcu_struct *ssp)
{
	int turn;

	might_sleep();
#ifdef KTEST_HOSTED
	if (kt_held_how(ssp) == KT_HELD_READ)
		kt_lock_misused(__builtin_frame_address(0), ssp, "synchronize_srcu() inside of srcu_read_lock() waits for itself");
	kt_lock_wanted(ssp, KTEST_LOCK_NAME(&ssp->ktest_mutex, "srcu"), 0, __builtin_frame_address(0));
#endif
	mutex_lock(&ssp->ktest_mutex);
	kt_order_release(&ssp->srcu_idx);
	for (turn = 0; turn < 2; turn++) {
		unsigned int old = ssp->srcu_idx & 1;

		WRITE_ONCE(ssp->srcu_idx, ssp->srcu_idx + 1);
		smp_mb();
		wait_event(srcu_waiters, !atomic_read(&ssp->ktest_readers[old]));
	}
	kt_order_acquire(ssp->ktest_readers);
	mutex_unlock(&ssp->ktest_mutex);
}

/* ---- callbacks ------------------------------------------------------------------------------------------ */

static inline void srcu_invoke(struct rcu_head *batch)
{
	struct rcu_head *next;

	for (; batch; batch = next) {
		next = batch->next;
		kt_armed_drop(batch);
		local_bh_disable();
		batch->func(batch);
		local_bh_enable();
	}
}

/* The domain may be gone as soon as it is not served and the lock is released. */
static inline void srcu_service(void *arg)
{
	struct srcu_struct *ssp = (struct srcu_struct *)arg;

	spin_lock_irq(&srcu_callbacks_lock);
	while (ssp->ktest_first) {
		struct rcu_head *batch = ssp->ktest_first;

		ssp->ktest_first = ssp->ktest_last = NULL;
		spin_unlock_irq(&srcu_callbacks_lock);
		synchronize_srcu(ssp);
		srcu_invoke(batch);
		spin_lock_irq(&srcu_callbacks_lock);
	}
	WRITE_ONCE(ssp->ktest_is_served, 0);
	kt_wake(&ssp->ktest_is_served, ~0u);
	spin_unlock_irq(&srcu_callbacks_lock);
}

KTEST_DEF void call_srcu(struct srcu_struct *ssp, struct rcu_head *head, rcu_callback_t func)
{
	unsigned long flags;

	kt_armed_check(head, sizeof(*head), "given to call_srcu() again", __builtin_frame_address(0));
	kt_armed_add(head, "rcu_head", (kt_addr)func, NULL, __builtin_frame_address(0));
	head->func = func;
	head->next = NULL;
	spin_lock_irqsave(&srcu_callbacks_lock, flags);
	if (ssp->ktest_last)
		ssp->ktest_last->next = head;
	else
		ssp->ktest_first = head;
	ssp->ktest_last = head;
	if (!ssp->ktest_is_served) {
		ssp->ktest_is_served = 1;
		BUG_ON(!kt_spawn("srcu", -1, srcu_service, ssp));
	}
	spin_unlock_irqrestore(&srcu_callbacks_lock, flags);
}

KTEST_DEF void srcu_barrier(struct srcu_struct *ssp)
{
	might_sleep();
	spin_lock_irq(&srcu_callbacks_lock);
	while (ssp->ktest_is_served) {
		spin_unlock_irq(&srcu_callbacks_lock);
		kt_wait(&ssp->ktest_is_served, 1, KT_FOREVER);
		spin_lock_irq(&srcu_callbacks_lock);
	}
	spin_unlock_irq(&srcu_callbacks_lock);
}

#endif
