/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Sleeping locks.
 * Synchronization table: every operation but mutex_init() and mutex_destroy() may run concurrently.
 * Fidelity: faithful; an interruptible wait is never interrupted
 */
#ifndef KTEST_LINUX_MUTEX_H
#define KTEST_LINUX_MUTEX_H
#include <ktest/open.h>

#include <linux/cleanup.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/spinlock_types.h>

/* The name is for reports: how the lock is written where it is defined or initialized. */
struct mutex { KTEST_LOCK_MEMBERS(kt_lock) };
#define __MUTEX_INITIALIZER(name) KTEST_LOCK_UNLOCKED("mutex &" #name)
#define DEFINE_MUTEX(name) struct mutex name = __MUTEX_INITIALIZER(name)
#define mutex_init(m) \
	do { \
		ktest_lock_renewed(m, sizeof(*(m))); \
		*(m) = (struct mutex)KTEST_LOCK_UNLOCKED("mutex " #m); \
	} while (0)
#define mutex_init_with_key(m, key) mutex_init(m)
KTEST_FN void __mutex_init(struct mutex *lock, const char *name, struct lock_class_key *key);
static inline void mutex_destroy(struct mutex *lock)
{
	WARN_ON(lock->ktest.word);
#ifdef KTEST_HOSTED
	lock->ktest_name = KT_LOCK_DESTROYED;
#endif
}
static inline bool mutex_is_locked(struct mutex *lock)
{
	return KTEST_READ_ONCE(lock->ktest.word) != 0;
}
KTEST_FN void mutex_lock(struct mutex *lock);
KTEST_FN int __must_check mutex_lock_interruptible(struct mutex *lock);
KTEST_FN int __must_check mutex_lock_killable(struct mutex *lock);
KTEST_FN void mutex_lock_io(struct mutex *lock);
KTEST_FN int mutex_trylock(struct mutex *lock);
KTEST_FN void mutex_unlock(struct mutex *lock);
#define mutex_lock_nested(m, subclass) mutex_lock(m)
#define mutex_lock_interruptible_nested(m, subclass) mutex_lock_interruptible(m)
#define mutex_lock_killable_nested(m, subclass) mutex_lock_killable(m)
#define mutex_lock_nest_lock(m, nest) mutex_lock(m)

/* Decrements; at zero, returns 1 with the mutex held. */
static inline int atomic_dec_and_mutex_lock(atomic_t *cnt, struct mutex *lock)
{
	int old = __atomic_load_n(&cnt->counter, __ATOMIC_RELAXED);

	while (old != 1)
		if (__atomic_compare_exchange_n(&cnt->counter, &old, old - 1, 0,
						__ATOMIC_SEQ_CST, __ATOMIC_RELAXED))
			return 0;
	mutex_lock(lock);
	if (__atomic_sub_fetch(&cnt->counter, 1, __ATOMIC_SEQ_CST) == 0)
		return 1;
	mutex_unlock(lock);
	return 0;
}

DEFINE_GUARD(mutex, struct mutex *, mutex_lock(_T), mutex_unlock(_T))
DEFINE_GUARD_COND(mutex, _try, mutex_trylock(_T))
DEFINE_GUARD_COND(mutex, _intr, mutex_lock_interruptible(_T) == 0)

#include <ktest/close.h>
#endif
