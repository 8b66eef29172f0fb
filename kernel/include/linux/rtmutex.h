/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Sleeping locks whose holder would get the priority of who waits.
 * Synchronization table: every operation but rt_mutex_init() may run concurrently.
 * Fidelity: faithful but for priorities, which the emulated tasks have not; a wait is never interrupted
 */
#ifndef KTEST_LINUX_RTMUTEX_H
#define KTEST_LINUX_RTMUTEX_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>

struct rt_mutex_base {
	struct mutex ktest_mutex;
};
struct rt_mutex {
	struct rt_mutex_base rtmutex;
};

#define __RT_MUTEX_INITIALIZER(mutexname) { { KTEST_LOCK_UNLOCKED("rt_mutex &" #mutexname) } }
#define DEFINE_RT_MUTEX(mutexname) struct rt_mutex mutexname = __RT_MUTEX_INITIALIZER(mutexname)
static inline void __rt_mutex_init(struct rt_mutex *lock, const char *name, struct lock_class_key *key)
{
	(void)key, (void)name;
	lock->rtmutex.ktest_mutex = (struct mutex)KTEST_LOCK_UNLOCKED(name);
}
#define rt_mutex_init(mutex) __rt_mutex_init(mutex, "rt_mutex " #mutex, NULL)
static inline void rt_mutex_base_init(struct rt_mutex_base *rtb)
{
	rtb->ktest_mutex = (struct mutex)KTEST_LOCK_UNLOCKED("rt_mutex");
}
static inline bool rt_mutex_base_is_locked(struct rt_mutex_base *lock) { return mutex_is_locked(&lock->ktest_mutex); }

static inline void rt_mutex_lock(struct rt_mutex *lock) { mutex_lock(&lock->rtmutex.ktest_mutex); }
static inline int rt_mutex_lock_interruptible(struct rt_mutex *lock)
{
	return mutex_lock_interruptible(&lock->rtmutex.ktest_mutex);
}
static inline int rt_mutex_lock_killable(struct rt_mutex *lock)
{
	return mutex_lock_killable(&lock->rtmutex.ktest_mutex);
}
/* 1: taken. */
static inline int rt_mutex_trylock(struct rt_mutex *lock) { return mutex_trylock(&lock->rtmutex.ktest_mutex); }
static inline void rt_mutex_unlock(struct rt_mutex *lock) { mutex_unlock(&lock->rtmutex.ktest_mutex); }
#define rt_mutex_lock_nested(lock, subclass) rt_mutex_lock(lock)
#define rt_mutex_lock_nest_lock(lock, nest_lock) rt_mutex_lock(lock)

#include <ktest/close.h>
#endif
