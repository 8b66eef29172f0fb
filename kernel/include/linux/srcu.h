/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * RCU whose sections may sleep, of a domain.
 * Synchronization table: everything but init and cleanup may run concurrently.
 * Fidelity: faithful; without the functions that poll. Callbacks of a domain run one after another, with bottom halves disabled
 */
#ifndef KTEST_LINUX_SRCU_H
#define KTEST_LINUX_SRCU_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>

/* Who enters is counted in the half that idx names; synchronize_srcu() changes it, and waits for the other. */
struct srcu_struct {
	unsigned int srcu_idx;
	atomic_t ktest_readers[2];
	struct mutex ktest_mutex;
	struct rcu_head *ktest_first, *ktest_last;	/* callbacks that wait for a grace period */
	unsigned int ktest_is_served;			/* a task is there until they have run */
};
struct srcu_usage {
	char unused;
};

#define KTEST_SRCU_INIT(name) { 0, { ATOMIC_INIT(0), ATOMIC_INIT(0) }, KTEST_LOCK_UNLOCKED("srcu " #name), NULL, NULL, 0 }
#define DEFINE_SRCU(name) struct srcu_struct name = KTEST_SRCU_INIT(name)
#define DEFINE_STATIC_SRCU(name) static DEFINE_SRCU(name)

/* 0. */
static inline int init_srcu_struct(struct srcu_struct *ssp)
{
	ssp->srcu_idx = 0;
	atomic_set(&ssp->ktest_readers[0], 0);
	atomic_set(&ssp->ktest_readers[1], 0);
	mutex_init(&ssp->ktest_mutex);
	ssp->ktest_first = ssp->ktest_last = NULL;
	ssp->ktest_is_served = 0;
	return 0;
}
/* Warns of readers, and of callbacks that srcu_barrier() was not called for. */
static inline void cleanup_srcu_struct(struct srcu_struct *ssp)
{
	WARN_ON(atomic_read(&ssp->ktest_readers[0]) || atomic_read(&ssp->ktest_readers[1]));
	WARN_ON(ssp->ktest_is_served);
}

/* Returns what srcu_read_unlock() wants. */
KTEST_FN int srcu_read_lock(struct srcu_struct *ssp);
KTEST_FN void srcu_read_unlock(struct srcu_struct *ssp, int idx);
KTEST_FN void synchronize_srcu(struct srcu_struct *ssp);
/* The function is called after a grace period of the domain. */
KTEST_FN void call_srcu(struct srcu_struct *ssp, struct rcu_head *head, rcu_callback_t func);
/* Returns when all that were given so far have run. */
KTEST_FN void srcu_barrier(struct srcu_struct *ssp);
static inline void synchronize_srcu_expedited(struct srcu_struct *ssp) { synchronize_srcu(ssp); }
#ifdef KTEST_HOSTED
/* Whether the running task reads. */
static inline int srcu_read_lock_held(const struct srcu_struct *ssp) { return kt_held_how(ssp) != KT_HELD_NOT; }
#else
static inline int srcu_read_lock_held(const struct srcu_struct *ssp)
{
	return atomic_read(&ssp->ktest_readers[0]) || atomic_read(&ssp->ktest_readers[1]);
}
#endif
#define srcu_read_lock_notrace(ssp) srcu_read_lock(ssp)
#define srcu_read_unlock_notrace(ssp, idx) srcu_read_unlock(ssp, idx)
#define srcu_dereference_check(p, ssp, c) \
	KTEST_RCU_DEREFERENCE(p, (c) || srcu_read_lock_held(ssp), "srcu_dereference(" #p ") outside of srcu_read_lock()")
#define srcu_dereference_notrace(p, ssp) srcu_dereference(p, ssp)
#define srcu_dereference(p, ssp) srcu_dereference_check(p, ssp, 0)
static inline void smp_mb__after_srcu_read_unlock(void) { smp_mb(); }

DEFINE_LOCK_GUARD_1(srcu, struct srcu_struct, _T->idx = srcu_read_lock(_T->lock), srcu_read_unlock(_T->lock, _T->idx),
		    int idx)

#include <ktest/close.h>
#endif
