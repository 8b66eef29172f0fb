/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Wait queues.
 * Synchronization table: every operation but the initializers may run concurrently.
 * Fidelity: faithful; an interruptible wait is never interrupted
 */
#ifndef KTEST_LINUX_WAIT_H
#define KTEST_LINUX_WAIT_H
#include <ktest/open.h>

#include <linux/list.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

typedef struct wait_queue_entry wait_queue_entry_t;
typedef int (*wait_queue_func_t)(struct wait_queue_entry *wq_entry, unsigned int mode, int flags,
				 void *key);
#define WQ_FLAG_EXCLUSIVE 0x01
struct wait_queue_entry {
	unsigned int flags;
	void *KTEST_PRIVATE;
	wait_queue_func_t func;
	struct list_head entry;
};
struct wait_queue_head { spinlock_t lock; struct list_head head; };
typedef struct wait_queue_head wait_queue_head_t;

KTEST_FN int default_wake_function(wait_queue_entry_t *e, unsigned int mode, int flags, void *key);
KTEST_FN int autoremove_wake_function(wait_queue_entry_t *e, unsigned int mode, int flags, void *key);
#define __WAIT_QUEUE_HEAD_INITIALIZER(name) \
	{ .lock = KTEST_LOCK_UNLOCKED("wait queue " #name), .head = LIST_HEAD_INIT(name.head) }
#define DECLARE_WAIT_QUEUE_HEAD(name) \
	struct wait_queue_head name = __WAIT_QUEUE_HEAD_INITIALIZER(name)
#define DECLARE_WAIT_QUEUE_HEAD_ONSTACK(name) DECLARE_WAIT_QUEUE_HEAD(name)
#define DECLARE_WAITQUEUE(name, tsk) \
	struct wait_queue_entry name = { .flags = 0, .KTEST_PRIVATE = tsk, .func = default_wake_function, .entry = { NULL, NULL } }
#define DEFINE_WAIT_FUNC(name, function) \
	struct wait_queue_entry name = { .flags = 0, .KTEST_PRIVATE = get_current(), .func = function, \
					 .entry = LIST_HEAD_INIT((name).entry) }
#define DEFINE_WAIT(name) DEFINE_WAIT_FUNC(name, autoremove_wake_function)
#define init_waitqueue_head(wq) \
	do { \
		struct wait_queue_head *ktest_wq = (wq); \
		ktest_wq->lock = (spinlock_t)KTEST_LOCK_UNLOCKED("wait queue " #wq); \
		INIT_LIST_HEAD(&ktest_wq->head); \
	} while (0)
static inline void init_waitqueue_entry(struct wait_queue_entry *e, struct task_struct *p)
{
	e->flags = 0;
	e->KTEST_PRIVATE = p;
	e->func = default_wake_function;
}
static inline void init_waitqueue_func_entry(struct wait_queue_entry *e, wait_queue_func_t func)
{
	e->flags = 0;
	e->KTEST_PRIVATE = NULL;
	e->func = func;
}

static inline int waitqueue_active(struct wait_queue_head *wq) { return !list_empty(&wq->head); }
static inline bool wq_has_sleeper(struct wait_queue_head *wq)
{
	smp_mb();
	return waitqueue_active(wq);
}
KTEST_FN void add_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *e);
KTEST_FN void add_wait_queue_exclusive(struct wait_queue_head *wq, struct wait_queue_entry *e);
KTEST_FN void remove_wait_queue(struct wait_queue_head *wq, struct wait_queue_entry *e);
KTEST_FN void prepare_to_wait(struct wait_queue_head *wq, struct wait_queue_entry *e, int state);
KTEST_FN bool prepare_to_wait_exclusive(struct wait_queue_head *wq, struct wait_queue_entry *e, int state);
KTEST_FN void finish_wait(struct wait_queue_head *wq, struct wait_queue_entry *e);
KTEST_FN int __wake_up(struct wait_queue_head *wq, unsigned int mode, int nr_exclusive, void *key);
#define wake_up(x) __wake_up(x, TASK_NORMAL, 1, NULL)
#define wake_up_nr(x, nr) __wake_up(x, TASK_NORMAL, nr, NULL)
#define wake_up_all(x) __wake_up(x, TASK_NORMAL, 0, NULL)
#define wake_up_interruptible(x) __wake_up(x, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_interruptible_nr(x, nr) __wake_up(x, TASK_INTERRUPTIBLE, nr, NULL)
#define wake_up_interruptible_all(x) __wake_up(x, TASK_INTERRUPTIBLE, 0, NULL)
#define wake_up_interruptible_sync(x) wake_up_interruptible(x)

/* Around a sleep that ends when a condition holds. */
#ifdef KTEST_HOSTED
void ktest_lost_wakeup(void);
static inline void ktest_wait_sleeps(void)
{
	struct kt_task *self = kt_self();

	self->rechecks = self->rechecks == KT_RECHECK_NOT ? KT_RECHECK_CAN : self->rechecks == KT_RECHECK_NOW ? KT_RECHECK_DONE : self->rechecks;
}
static inline void ktest_wait_ends(void)
{
	struct kt_task *self = kt_self();

	if (self->rechecks == KT_RECHECK_NOW)
		ktest_lost_wakeup();
	self->rechecks = KT_RECHECK_NOT;
}
#else
static inline void ktest_wait_sleeps(void) { }
static inline void ktest_wait_ends(void) { }
#endif

#define KTEST_WAIT(wq, condition, state, exclusive, sleep) \
	do { \
		DEFINE_WAIT(ktest_wait); \
		for (;;) { \
			if (exclusive) \
				prepare_to_wait_exclusive(&(wq), &ktest_wait, state); \
			else \
				prepare_to_wait(&(wq), &ktest_wait, state); \
			if (condition) \
				break; \
			ktest_wait_sleeps(); \
			sleep; \
		} \
		ktest_wait_ends(); \
		finish_wait(&(wq), &ktest_wait); \
	} while (0)
#define wait_event(wq, condition) \
	do { might_sleep(); if (!(condition)) KTEST_WAIT(wq, condition, TASK_UNINTERRUPTIBLE, 0, schedule()); } while (0)
#define wait_event_idle(wq, condition) \
	do { might_sleep(); if (!(condition)) KTEST_WAIT(wq, condition, TASK_IDLE, 0, schedule()); } while (0)
#define wait_event_interruptible(wq, condition) \
	({ might_sleep(); if (!(condition)) KTEST_WAIT(wq, condition, TASK_INTERRUPTIBLE, 0, schedule()); 0; })
#define wait_event_killable(wq, condition) \
	({ might_sleep(); if (!(condition)) KTEST_WAIT(wq, condition, TASK_KILLABLE, 0, schedule()); 0; })
#define wait_event_freezable(wq, condition) wait_event_interruptible(wq, condition)
#define wait_event_interruptible_exclusive(wq, condition) \
	({ might_sleep(); if (!(condition)) KTEST_WAIT(wq, condition, TASK_INTERRUPTIBLE, 1, schedule()); 0; })
/* Remaining jiffies, at least 1, when the condition came true; 0 when it did not in time. */
#define KTEST_WAIT_TIMEOUT(wq, condition, timeout, state, exclusive) \
	({ \
		long ktest_left = (timeout); \
		bool ktest_true = (might_sleep(), (condition)); \
		if (!ktest_true) \
			KTEST_WAIT(wq, (ktest_true = (condition)) || !ktest_left, state, exclusive, \
				   ktest_left = schedule_timeout(ktest_left)); \
		ktest_true && !ktest_left ? 1 : ktest_left; \
	})
#define wait_event_timeout(wq, condition, timeout) \
	KTEST_WAIT_TIMEOUT(wq, condition, timeout, TASK_UNINTERRUPTIBLE, 0)
#define wait_event_interruptible_timeout(wq, condition, timeout) \
	KTEST_WAIT_TIMEOUT(wq, condition, timeout, TASK_INTERRUPTIBLE, 0)

#include <ktest/close.h>
#endif
