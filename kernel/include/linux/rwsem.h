/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Sleeping reader-writer locks.
 * Synchronization table: every operation but init_rwsem() may run concurrently.
 * Fidelity: faithful; an interruptible wait is never interrupted
 */
#ifndef KTEST_LINUX_RWSEM_H
#define KTEST_LINUX_RWSEM_H

#include <linux/cleanup.h>
#include <linux/kernel.h>
#include <linux/lockdep.h>

struct rw_semaphore { struct kt_rwlock ktest; };
#define __RWSEM_INITIALIZER(name) { .ktest = { 0, 0, NULL } }
#define DECLARE_RWSEM(name) struct rw_semaphore name = __RWSEM_INITIALIZER(name)
#define init_rwsem(sem) do { *(sem) = (struct rw_semaphore)__RWSEM_INITIALIZER(sem); } while (0)
static inline int rwsem_is_locked(struct rw_semaphore *sem)
{
	return READ_ONCE(sem->ktest.word) != 0;
}
#define rwsem_is_contended(sem) 0
#define down_read(s) do { might_sleep(); kt_read_lock(&(s)->ktest, "rwsem " #s); } while (0)
#define up_read(s) kt_read_unlock(&(s)->ktest, "rwsem " #s)
#define down_write(s) do { might_sleep(); kt_write_lock(&(s)->ktest, "rwsem " #s); } while (0)
#define up_write(s) kt_write_unlock(&(s)->ktest, "rwsem " #s)
#define downgrade_write(s) kt_write_downgrade(&(s)->ktest, "rwsem " #s)
#define down_read_trylock(s) kt_read_trylock(&(s)->ktest, "rwsem " #s)
#define down_write_trylock(s) kt_write_trylock(&(s)->ktest, "rwsem " #s)
#define down_read_interruptible(s) ({ down_read(s); 0; })
#define down_read_killable(s) ({ down_read(s); 0; })
#define down_write_killable(s) ({ down_write(s); 0; })
#define down_read_nested(s, subclass) down_read(s)
#define down_write_nested(s, subclass) down_write(s)
DEFINE_GUARD(rwsem_read, struct rw_semaphore *, down_read(_T), up_read(_T))
DEFINE_GUARD_COND(rwsem_read, _try, down_read_trylock(_T))
DEFINE_GUARD(rwsem_write, struct rw_semaphore *, down_write(_T), up_write(_T))
DEFINE_GUARD_COND(rwsem_write, _try, down_write_trylock(_T))

#endif
