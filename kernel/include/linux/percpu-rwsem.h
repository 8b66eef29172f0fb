/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Reader-writer locks that are read all the time and written hardly ever.
 * Synchronization table: every operation but init and free may run concurrently.
 * Fidelity: faithful; readers of all CPUs share one lock
 */
#ifndef KTEST_LINUX_PERCPU_RWSEM_H
#define KTEST_LINUX_PERCPU_RWSEM_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/lockdep.h>
#include <linux/percpu.h>
#include <linux/rwsem.h>
#include <linux/wait.h>

struct percpu_rw_semaphore {
	struct rw_semaphore ktest_rwsem;
	atomic_t ktest_readers;
	atomic_t block; /* writers, also those that wait for readers */
};

#define KTEST_PERCPU_RWSEM_INIT(name) \
	{ KTEST_LOCK_UNLOCKED("percpu rwsem &" #name), ATOMIC_INIT(0), ATOMIC_INIT(0) }
#define DEFINE_PERCPU_RWSEM(name) struct percpu_rw_semaphore name = KTEST_PERCPU_RWSEM_INIT(name)
#define DEFINE_STATIC_PERCPU_RWSEM(name) static DEFINE_PERCPU_RWSEM(name)

static inline int __percpu_init_rwsem(struct percpu_rw_semaphore *sem, const char *name, struct lock_class_key *key)
{
	(void)key, (void)name;
	sem->ktest_rwsem = (struct rw_semaphore)KTEST_LOCK_UNLOCKED(name);
	atomic_set(&sem->ktest_readers, 0);
	atomic_set(&sem->block, 0);
	return 0;
}
/* 0. */
#define percpu_init_rwsem(sem) __percpu_init_rwsem(sem, "percpu rwsem " #sem, NULL)
static inline void percpu_free_rwsem(struct percpu_rw_semaphore *sem) { WARN_ON(rwsem_is_locked(&sem->ktest_rwsem)); }

static inline void percpu_down_read(struct percpu_rw_semaphore *sem)
{
	down_read(&sem->ktest_rwsem);
	atomic_inc(&sem->ktest_readers);
}
/* May not sleep, nor does it. */
static inline bool percpu_down_read_trylock(struct percpu_rw_semaphore *sem)
{
	if (atomic_read(&sem->block) || !down_read_trylock(&sem->ktest_rwsem))
		return false;
	atomic_inc(&sem->ktest_readers);
	return true;
}
static inline void percpu_up_read(struct percpu_rw_semaphore *sem)
{
	atomic_dec(&sem->ktest_readers);
	up_read(&sem->ktest_rwsem);
}
static inline void percpu_down_write(struct percpu_rw_semaphore *sem)
{
	atomic_inc(&sem->block);
	down_write(&sem->ktest_rwsem);
}
static inline void percpu_up_write(struct percpu_rw_semaphore *sem)
{
	atomic_dec(&sem->block);
	up_write(&sem->ktest_rwsem);
}
static inline bool percpu_is_read_locked(struct percpu_rw_semaphore *sem)
{
	return atomic_read(&sem->ktest_readers) != 0 && !atomic_read(&sem->block);
}
static inline bool percpu_is_write_locked(struct percpu_rw_semaphore *sem) { return atomic_read(&sem->block) != 0; }

#define percpu_rwsem_is_held(sem) lockdep_is_held(&(sem)->ktest_rwsem)
#define percpu_rwsem_assert_held(sem) lockdep_assert_held(&(sem)->ktest_rwsem)

#include <ktest/close.h>
#endif
