/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Simple wait queues: who waits first is woken first, one by one.
 * Synchronization table: every operation but the initializers may run concurrently.
 * Fidelity: faithful; an interruptible wait is never interrupted
 */
#ifndef KTEST_LINUX_SWAIT_H
#define KTEST_LINUX_SWAIT_H
#include <ktest/open.h>

#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/stddef.h>
#include <linux/wait.h>
#include <asm/current.h>

struct swait_queue_head {
	raw_spinlock_t lock;
	struct list_head task_list;
};
struct swait_queue {
	struct task_struct *task;
	struct list_head task_list;
};

#define __SWAITQUEUE_INITIALIZER(name) { get_current(), LIST_HEAD_INIT((name).task_list) }
#define DECLARE_SWAITQUEUE(name) struct swait_queue name = __SWAITQUEUE_INITIALIZER(name)
#define __SWAIT_QUEUE_HEAD_INITIALIZER(name) \
	{ KTEST_LOCK_UNLOCKED("swait queue " #name), LIST_HEAD_INIT((name).task_list) }
#define DECLARE_SWAIT_QUEUE_HEAD(name) struct swait_queue_head name = __SWAIT_QUEUE_HEAD_INITIALIZER(name)
#define DECLARE_SWAIT_QUEUE_HEAD_ONSTACK(name) DECLARE_SWAIT_QUEUE_HEAD(name)

static inline void __init_swait_queue_head(struct swait_queue_head *q, const char *name, struct lock_class_key *key)
{
	(void)key, (void)name;
	q->lock = (raw_spinlock_t)KTEST_LOCK_UNLOCKED(name);
	INIT_LIST_HEAD(&q->task_list);
}
#define init_swait_queue_head(q) __init_swait_queue_head(q, "swait queue " #q, NULL)

static inline int swait_active(struct swait_queue_head *wq) { return !list_empty(&wq->task_list); }
static inline bool swq_has_sleeper(struct swait_queue_head *wq)
{
	smp_mb();
	return swait_active(wq);
}

KTEST_FN void swake_up_one(struct swait_queue_head *q);
KTEST_FN void swake_up_all(struct swait_queue_head *q);
/* The caller holds q->lock. */
KTEST_FN void swake_up_locked(struct swait_queue_head *q, int wake_flags);
KTEST_FN void prepare_to_swait_exclusive(struct swait_queue_head *q, struct swait_queue *wait, int state);
/* 0. */
KTEST_FN long prepare_to_swait_event(struct swait_queue_head *q, struct swait_queue *wait, int state);
KTEST_FN void finish_swait(struct swait_queue_head *q, struct swait_queue *wait);

#define KTEST_SWAIT(wq, condition, state, sleep) \
	do { \
		DECLARE_SWAITQUEUE(ktest_wait); \
		for (;;) { \
			prepare_to_swait_event(&(wq), &ktest_wait, state); \
			if (condition) \
				break; \
			sleep; \
		} \
		finish_swait(&(wq), &ktest_wait); \
	} while (0)
#define KTEST_SWAIT_TIMEOUT(wq, condition, state, timeout) \
	({ \
		long ktest_left = (timeout); \
		bool ktest_true = (condition); \
		if (!ktest_true) \
			KTEST_SWAIT(wq, (ktest_true = (condition)) || !ktest_left, state, \
				    ktest_left = schedule_timeout(ktest_left)); \
		ktest_true && !ktest_left ? 1 : ktest_left; \
	})
#define swait_event_exclusive(wq, condition) \
	do { if (!(condition)) KTEST_SWAIT(wq, condition, TASK_UNINTERRUPTIBLE, schedule()); } while (0)
#define swait_event_idle_exclusive(wq, condition) \
	do { if (!(condition)) KTEST_SWAIT(wq, condition, TASK_IDLE, schedule()); } while (0)
#define swait_event_interruptible_exclusive(wq, condition) \
	({ if (!(condition)) KTEST_SWAIT(wq, condition, TASK_INTERRUPTIBLE, schedule()); 0; })
/* Remaining jiffies, at least 1, when the condition came true; 0 when it did not in time. */
#define swait_event_timeout_exclusive(wq, condition, timeout) \
	KTEST_SWAIT_TIMEOUT(wq, condition, TASK_UNINTERRUPTIBLE, timeout)
#define swait_event_interruptible_timeout_exclusive(wq, condition, timeout) \
	KTEST_SWAIT_TIMEOUT(wq, condition, TASK_INTERRUPTIBLE, timeout)
#define swait_event_idle_timeout_exclusive(wq, condition, timeout) \
	KTEST_SWAIT_TIMEOUT(wq, condition, TASK_IDLE, timeout)

#include <ktest/close.h>
#endif
