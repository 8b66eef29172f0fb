// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Wait queues, completions and semaphores. */
#ifndef KTEST_LIB_WAIT_C
#define KTEST_LIB_WAIT_C

#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/semaphore.h>
#include <linux/wait.h>

KTEST_DEF int default_wake_function(wait_queue_entry_t *e, unsigned int mode, int flags, void *key)
{
	(void)flags, (void)key;
	return wake_up_state((struct task_struct *)e->KTEST_PRIVATE, mode);
}

KTEST_DEF int autoremove_wake_function(wait_queue_entry_t *e, unsigned int mode, int flags, void *key)
{
	int woken = default_wake_function(e, mode, flags, key);

	if (woken)
		list_del_init(&e->entry);
	return woken;
}

KTEST_DEF void add_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *e)
{
	unsigned long flags;

	spin_lock_irqsave(&wq->lock, flags);
	e->flags &= ~WQ_FLAG_EXCLUSIVE;
	list_add(&e->entry, &wq->head);
	spin_unlock_irqrestore(&wq->lock, flags);
}

KTEST_DEF void add_wait_queue_exclusive(struct wait_queue_head *wq, struct wait_queue_entry *e)
{
	unsigned long flags;

	spin_lock_irqsave(&wq->lock, flags);
	e->flags |= WQ_FLAG_EXCLUSIVE;
	list_add_tail(&e->entry, &wq->head);
	spin_unlock_irqrestore(&wq->lock, flags);
}

KTEST_DEF void remove_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *e)
{
	unsigned long flags;

	spin_lock_irqsave(&wq->lock, flags);
	list_del(&e->entry);
	spin_unlock_irqrestore(&wq->lock, flags);
}

KTEST_DEF void prepare_to_wait(struct wait_queue_head *wq, struct wait_queue_entry *e, int state)
{
	unsigned long flags;

	spin_lock_irqsave(&wq->lock, flags);
	e->flags &= ~WQ_FLAG_EXCLUSIVE;
	if (list_empty(&e->entry))
		list_add(&e->entry, &wq->head);
	set_current_state(state);
	spin_unlock_irqrestore(&wq->lock, flags);
}

KTEST_DEF bool prepare_to_wait_exclusive(struct wait_queue_head *wq, struct wait_queue_entry *e,
				      int state)
{
	unsigned long flags;
	bool was_empty = false;

	spin_lock_irqsave(&wq->lock, flags);
	e->flags |= WQ_FLAG_EXCLUSIVE;
	if (list_empty(&e->entry)) {
		was_empty = list_empty(&wq->head);
		list_add_tail(&e->entry, &wq->head);
	}
	set_current_state(state);
	spin_unlock_irqrestore(&wq->lock, flags);
	return was_empty;
}

KTEST_DEF void finish_wait(struct wait_queue_head *wq, struct wait_queue_entry *e)
{
	unsigned long flags;

	__set_current_state(TASK_RUNNING);
	spin_lock_irqsave(&wq->lock, flags);
	list_del_init(&e->entry);
	spin_unlock_irqrestore(&wq->lock, flags);
}

/*
 * nr_exclusive 0 wakes all; who is not exclusive is always woken. Returns how many exclusive ones
 * were. An entry's function ends it with a negative result. The caller holds the queue's lock.
 */
static inline int wait_wake_locked(struct wait_queue_head *wq, unsigned int mode, int nr_exclusive,
			    void *key)
{
	struct wait_queue_entry *e, *next;
	int woken = 0;

	list_for_each_entry_safe(e, next, &wq->head, entry) {
		unsigned int entry_flags = e->flags;
		int result = e->func(e, mode, 0, key);

		if (result < 0)
			break;
		if (!result || !(entry_flags & WQ_FLAG_EXCLUSIVE))
			continue;
		woken++;
		if (woken == nr_exclusive)
			break;
	}
	return woken;
}

KTEST_DEF int __wake_up(struct wait_queue_head *wq, unsigned int mode, int nr_exclusive, void *key)
{
	unsigned long flags;
	int woken;

	kt_object_check(wq, 1, "a wait queue", __builtin_frame_address(0));
	spin_lock_irqsave(&wq->lock, flags);
	woken = wait_wake_locked(wq, mode, nr_exclusive, key);
	spin_unlock_irqrestore(&wq->lock, flags);
	return woken;
}

/*
 * done counts unconsumed completions; UINT_MAX is complete_all()'s. Counting and waking are one
 * locked step: as soon as a waiter sees the count, it may throw the completion away.
 */
static inline void wait_check_completion(const struct completion *x, const void *frame)
{
#ifdef KTEST_HOSTED
	kt_object_check(x, x->ktest_self == x, "a completion", frame);
#else
	(void)x, (void)frame;
#endif
}

KTEST_DEF bool try_wait_for_completion(struct completion *x)
{
	unsigned long flags;
	bool done;

#ifdef KTEST_HOSTED
	if (x->ktest_self != x)
		wait_check_completion(x, __builtin_frame_address(0));
#endif
	spin_lock_irqsave(&x->wait.lock, flags);
	done = x->done != 0;
	if (done && x->done != UINT_MAX)
		x->done--;
	spin_unlock_irqrestore(&x->wait.lock, flags);
	return done;
}

KTEST_DEF bool completion_done(struct completion *x)
{
	unsigned long flags;

	if (!READ_ONCE(x->done))
		return false;
	/* Not before complete() has let go of it. */
	spin_lock_irqsave(&x->wait.lock, flags);
	spin_unlock_irqrestore(&x->wait.lock, flags);
	return true;
}

KTEST_DEF void complete(struct completion *x)
{
	unsigned long flags;

	wait_check_completion(x, __builtin_frame_address(0));
	spin_lock_irqsave(&x->wait.lock, flags);
	if (x->done != UINT_MAX)
		x->done++;
	wait_wake_locked(&x->wait, TASK_NORMAL, 1, NULL);
	spin_unlock_irqrestore(&x->wait.lock, flags);
}

KTEST_DEF void complete_all(struct completion *x)
{
	unsigned long flags;

	wait_check_completion(x, __builtin_frame_address(0));
	spin_lock_irqsave(&x->wait.lock, flags);
	x->done = UINT_MAX;
	wait_wake_locked(&x->wait, TASK_NORMAL, 0, NULL);
	spin_unlock_irqrestore(&x->wait.lock, flags);
}

/* Who waits first is served first. */
#define WAIT_FOR_COMPLETION(x, state) \
	do { \
		might_sleep(); \
		if (!try_wait_for_completion(x)) \
			KTEST_WAIT((x)->wait, try_wait_for_completion(x), state, 1, schedule()); \
	} while (0)
#define WAIT_FOR_COMPLETION_TIMEOUT(x, state, timeout) \
	KTEST_WAIT_TIMEOUT((x)->wait, try_wait_for_completion(x), (long)(timeout), state, 1)

KTEST_DEF void wait_for_completion(struct completion *x)
{
	WAIT_FOR_COMPLETION(x, TASK_UNINTERRUPTIBLE);
}

KTEST_DEF void wait_for_completion_io(struct completion *x)
{
	WAIT_FOR_COMPLETION(x, TASK_UNINTERRUPTIBLE);
}

KTEST_DEF int wait_for_completion_interruptible(struct completion *x)
{
	WAIT_FOR_COMPLETION(x, TASK_INTERRUPTIBLE);
	return 0;
}

KTEST_DEF int wait_for_completion_killable(struct completion *x)
{
	WAIT_FOR_COMPLETION(x, TASK_KILLABLE);
	return 0;
}

KTEST_DEF unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout)
{
	return WAIT_FOR_COMPLETION_TIMEOUT(x, TASK_UNINTERRUPTIBLE, timeout);
}

KTEST_DEF unsigned long wait_for_completion_io_timeout(struct completion *x, unsigned long timeout)
{
	return WAIT_FOR_COMPLETION_TIMEOUT(x, TASK_UNINTERRUPTIBLE, timeout);
}

KTEST_DEF long wait_for_completion_interruptible_timeout(struct completion *x,
						      unsigned long timeout)
{
	return WAIT_FOR_COMPLETION_TIMEOUT(x, TASK_INTERRUPTIBLE, timeout);
}

KTEST_DEF long wait_for_completion_killable_timeout(struct completion *x, unsigned long timeout)
{
	return WAIT_FOR_COMPLETION_TIMEOUT(x, TASK_KILLABLE, timeout);
}

KTEST_DEF int down_trylock(struct semaphore *sem)
{
	unsigned int count = __atomic_load_n(&sem->count, __ATOMIC_RELAXED);

	while (count)
		if (__atomic_compare_exchange_n(&sem->count, &count, count - 1, 0,
						__ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
			kt_order_acquire(&sem->count);
			return 0;
		}
	return 1;
}

static inline int wait_semaphore(struct semaphore *sem, kt_u64 deadline)
{
	might_sleep();
	while (down_trylock(sem))
		if (kt_wait(&sem->count, 0, deadline) == KT_TIMEOUT)
			return -ETIME;
	return 0;
}

KTEST_DEF void down(struct semaphore *sem)
{
	wait_semaphore(sem, KT_FOREVER);
}

KTEST_DEF int down_interruptible(struct semaphore *sem)
{
	return wait_semaphore(sem, KT_FOREVER);
}

KTEST_DEF int down_killable(struct semaphore *sem)
{
	return wait_semaphore(sem, KT_FOREVER);
}

KTEST_DEF int down_timeout(struct semaphore *sem, long timeout)
{
	return wait_semaphore(sem, timeout == MAX_SCHEDULE_TIMEOUT ? KT_FOREVER : kt_now() + jiffies_to_nsecs(timeout));
}

KTEST_DEF void up(struct semaphore *sem)
{
	__atomic_add_fetch(&sem->count, 1, __ATOMIC_RELEASE);
	kt_wake(&sem->count, 1);
}

#endif
