// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Locks whose waiters sleep. */
#ifndef KTEST_LIB_LOCKS_C
#define KTEST_LIB_LOCKS_C

#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>

#define LOCKS_MUTEX_NAME(lock) KTEST_LOCK_NAME(lock, "a mutex that was not initialized")
#define LOCKS_RWSEM_NAME(sem) KTEST_LOCK_NAME(sem, "a rwsem that was not initialized")

KTEST_DEF void __mutex_init(struct mutex *lock, const char *name, struct lock_class_key *key)
{
	(void)key, (void)name;
	ktest_lock_renewed(lock, sizeof(*lock));
	*lock = (struct mutex)KTEST_LOCK_UNLOCKED(name);
}

KTEST_DEF void mutex_lock(struct mutex *lock)
{
	const char *name = LOCKS_MUTEX_NAME(lock);

	if (kt_lock_if_calm(&lock->ktest, name))
		return;
	might_sleep();
	kt_lock(&lock->ktest, name);
}

KTEST_DEF int mutex_lock_interruptible(struct mutex *lock)
{
	mutex_lock(lock);
	return 0;
}

KTEST_DEF int mutex_lock_killable(struct mutex *lock)
{
	mutex_lock(lock);
	return 0;
}

KTEST_DEF void mutex_lock_io(struct mutex *lock)
{
	mutex_lock(lock);
}

KTEST_DEF int mutex_trylock(struct mutex *lock)
{
	int taken = kt_trylock(&lock->ktest, LOCKS_MUTEX_NAME(lock));

	if (taken)
		kt_held_sleeps();
	return taken;
}

KTEST_DEF void mutex_unlock(struct mutex *lock)
{
	kt_unlock(&lock->ktest, LOCKS_MUTEX_NAME(lock));
}

KTEST_DEF void down_read(struct rw_semaphore *sem)
{
	might_sleep();
	kt_read_lock(&sem->ktest, LOCKS_RWSEM_NAME(sem));
}

KTEST_DEF int down_read_interruptible(struct rw_semaphore *sem)
{
	down_read(sem);
	return 0;
}

KTEST_DEF int down_read_killable(struct rw_semaphore *sem)
{
	down_read(sem);
	return 0;
}

KTEST_DEF int down_read_trylock(struct rw_semaphore *sem)
{
	int taken = kt_read_trylock(&sem->ktest, LOCKS_RWSEM_NAME(sem));

	if (taken)
		kt_held_sleeps();
	return taken;
}

KTEST_DEF void up_read(struct rw_semaphore *sem)
{
	kt_read_unlock(&sem->ktest, LOCKS_RWSEM_NAME(sem));
}

KTEST_DEF void down_write(struct rw_semaphore *sem)
{
	might_sleep();
	kt_write_lock(&sem->ktest, LOCKS_RWSEM_NAME(sem));
}

KTEST_DEF int down_write_killable(struct rw_semaphore *sem)
{
	down_write(sem);
	return 0;
}

KTEST_DEF int down_write_trylock(struct rw_semaphore *sem)
{
	int taken = kt_write_trylock(&sem->ktest, LOCKS_RWSEM_NAME(sem));

	if (taken)
		kt_held_sleeps();
	return taken;
}

KTEST_DEF void up_write(struct rw_semaphore *sem)
{
	kt_write_unlock(&sem->ktest, LOCKS_RWSEM_NAME(sem));
}

KTEST_DEF void downgrade_write(struct rw_semaphore *sem)
{
	kt_write_downgrade(&sem->ktest, LOCKS_RWSEM_NAME(sem));
}

#endif
