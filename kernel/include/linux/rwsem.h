/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Sleeping reader-writer locks.
 * Synchronization table: every operation but init_rwsem() may run concurrently.
 * Fidelity: faithful; an interruptible wait is never interrupted
 */
#ifndef KTEST_LINUX_RWSEM_H
#define KTEST_LINUX_RWSEM_H
#include <ktest/open.h>

#include <linux/cleanup.h>
#include <linux/kernel.h>
#include <linux/lockdep.h>
#include <linux/spinlock_types.h>

/* The name is for reports: how the lock is written where it is defined or initialized. */
struct rw_semaphore { KTEST_LOCK_MEMBERS(kt_rwlock) };
#define __RWSEM_INITIALIZER(name) KTEST_LOCK_UNLOCKED("rwsem &" #name)
#define DECLARE_RWSEM(name) struct rw_semaphore name = __RWSEM_INITIALIZER(name)
#define init_rwsem(sem) \
	do { ktest_lock_renewed(sem, sizeof(*(sem))); *(sem) = (struct rw_semaphore)KTEST_LOCK_UNLOCKED("rwsem " #sem); } while (0)
static inline int rwsem_is_locked(struct rw_semaphore *sem)
{
	return KTEST_READ_ONCE(sem->ktest.word) != 0;
}
static inline int rwsem_is_contended(struct rw_semaphore *sem) { (void)sem; return 0; }
KTEST_FN void down_read(struct rw_semaphore *sem);
KTEST_FN int __must_check down_read_interruptible(struct rw_semaphore *sem);
KTEST_FN int __must_check down_read_killable(struct rw_semaphore *sem);
KTEST_FN int down_read_trylock(struct rw_semaphore *sem);
KTEST_FN void up_read(struct rw_semaphore *sem);
KTEST_FN void down_write(struct rw_semaphore *sem);
KTEST_FN int __must_check down_write_killable(struct rw_semaphore *sem);
KTEST_FN int down_write_trylock(struct rw_semaphore *sem);
KTEST_FN void up_write(struct rw_semaphore *sem);
KTEST_FN void downgrade_write(struct rw_semaphore *sem);
#define down_read_nested(s, subclass) down_read(s)
#define down_write_nested(s, subclass) down_write(s)
DEFINE_GUARD(rwsem_read, struct rw_semaphore *, down_read(_T), up_read(_T))
DEFINE_GUARD_COND(rwsem_read, _try, down_read_trylock(_T))
DEFINE_GUARD(rwsem_write, struct rw_semaphore *, down_write(_T), up_write(_T))
DEFINE_GUARD_COND(rwsem_write, _try, down_write_trylock(_T))

#include <ktest/close.h>
#endif
