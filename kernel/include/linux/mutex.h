/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Sleeping locks.
 * Synchronization table: every operation but mutex_init() and mutex_destroy() may run concurrently.
 * Fidelity: faithful; an interruptible wait is never interrupted
 */
#ifndef KTEST_LINUX_MUTEX_H
#define KTEST_LINUX_MUTEX_H

#include <linux/cleanup.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/spinlock_types.h>

struct mutex { struct kt_lock ktest; };
#define __MUTEX_INITIALIZER(name) { .ktest = { 0, NULL } }
#define DEFINE_MUTEX(name) struct mutex name = __MUTEX_INITIALIZER(name)
#define mutex_init(m) do { *(m) = (struct mutex)__MUTEX_INITIALIZER(m); } while (0)
#define __mutex_init(m, name, key) mutex_init(m)
#define mutex_init_with_key(m, key) mutex_init(m)
static inline void mutex_destroy(struct mutex *lock)
{
	WARN_ON(lock->ktest.word);
}
static inline bool mutex_is_locked(struct mutex *lock)
{
	return READ_ONCE(lock->ktest.word) != 0;
}
#define mutex_lock(m) do { might_sleep(); kt_lock(&(m)->ktest, "mutex " #m); } while (0)
#define mutex_unlock(m) kt_unlock(&(m)->ktest, "mutex " #m)
#define mutex_trylock(m) kt_trylock(&(m)->ktest, "mutex " #m)
#define mutex_lock_interruptible(m) ({ mutex_lock(m); 0; })
#define mutex_lock_killable(m) ({ mutex_lock(m); 0; })
#define mutex_lock_io(m) mutex_lock(m)
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

#endif
