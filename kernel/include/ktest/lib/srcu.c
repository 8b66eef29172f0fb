// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* RCU of a domain: readers in two halves. */
#ifndef KTEST_LIB_SRCU_C
#define KTEST_LIB_SRCU_C

#include <linux/srcu.h>
#include <linux/wait.h>

__weak DECLARE_WAIT_QUEUE_HEAD(srcu_waiters);

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

#endif
