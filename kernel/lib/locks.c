// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Locks whose waiters sleep. */
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>

static const char *locks_mutex_name(const struct mutex *lock)
{
	return lock->ktest_name ?: "a mutex that was not initialized";
}

static const char *locks_rwsem_name(const struct rw_semaphore *sem)
{
	return sem->ktest_name ?: "a rwsem that was not initialized";
}

__weak void __mutex_init(struct mutex *lock, const char *name, struct lock_class_key *key)
{
	(void)key;
	*lock = (struct mutex){ .ktest_name = name };
}

__weak void mutex_lock(struct mutex *lock)
{
	might_sleep();
	kt_lock(&lock->ktest, locks_mutex_name(lock));
}

__weak int mutex_lock_interruptible(struct mutex *lock)
{
	mutex_lock(lock);
	return 0;
}

__weak int mutex_lock_killable(struct mutex *lock)
{
	mutex_lock(lock);
	return 0;
}

__weak void mutex_lock_io(struct mutex *lock)
{
	mutex_lock(lock);
}

__weak int mutex_trylock(struct mutex *lock)
{
	return kt_trylock(&lock->ktest, locks_mutex_name(lock));
}

__weak void mutex_unlock(struct mutex *lock)
{
	kt_unlock(&lock->ktest, locks_mutex_name(lock));
}

__weak void down_read(struct rw_semaphore *sem)
{
	might_sleep();
	kt_read_lock(&sem->ktest, locks_rwsem_name(sem));
}

__weak int down_read_interruptible(struct rw_semaphore *sem)
{
	down_read(sem);
	return 0;
}

__weak int down_read_killable(struct rw_semaphore *sem)
{
	down_read(sem);
	return 0;
}

__weak int down_read_trylock(struct rw_semaphore *sem)
{
	return kt_read_trylock(&sem->ktest, locks_rwsem_name(sem));
}

__weak void up_read(struct rw_semaphore *sem)
{
	kt_read_unlock(&sem->ktest, locks_rwsem_name(sem));
}

__weak void down_write(struct rw_semaphore *sem)
{
	might_sleep();
	kt_write_lock(&sem->ktest, locks_rwsem_name(sem));
}

__weak int down_write_killable(struct rw_semaphore *sem)
{
	down_write(sem);
	return 0;
}

__weak int down_write_trylock(struct rw_semaphore *sem)
{
	return kt_write_trylock(&sem->ktest, locks_rwsem_name(sem));
}

__weak void up_write(struct rw_semaphore *sem)
{
	kt_write_unlock(&sem->ktest, locks_rwsem_name(sem));
}

__weak void downgrade_write(struct rw_semaphore *sem)
{
	kt_write_downgrade(&sem->ktest, locks_rwsem_name(sem));
}
