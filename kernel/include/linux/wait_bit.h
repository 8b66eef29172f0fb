/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Waiting for a bit to be clear, and for what a variable says.
 * Synchronization table: every operation may run concurrently.
 * Fidelity: faithful; a wait is never interrupted, and all waiters share one queue
 */
#ifndef KTEST_LINUX_WAIT_BIT_H
#define KTEST_LINUX_WAIT_BIT_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/bitops.h>
#include <linux/wait.h>

struct wait_bit_key {
	void *flags;
	int bit_nr; /* -1: flags is a variable */
	unsigned long timeout;
};
struct wait_bit_queue_entry {
	struct wait_bit_key key;
	struct wait_queue_entry wq_entry;
};
/* Sleeps; another result than 0 ends the wait. */
typedef int wait_bit_action_f(struct wait_bit_key *key, int mode);

KTEST_FN int wake_bit_function(struct wait_queue_entry *wq_entry, unsigned int mode, int sync, void *key);
#define __WAIT_BIT_KEY_INITIALIZER(word, bit) { word, bit, 0 }
#define DEFINE_WAIT_BIT(name, word, bit) \
	struct wait_bit_queue_entry name = { \
		__WAIT_BIT_KEY_INITIALIZER(word, bit), \
		{ 0, get_current(), wake_bit_function, LIST_HEAD_INIT((name).wq_entry.entry) } \
	}

KTEST_FN struct wait_queue_head *bit_waitqueue(void *word, int bit);
KTEST_FN void __wake_up_bit(struct wait_queue_head *wq_head, void *word, int bit);
/* Wakes those that wait for the bit, if it is clear, up to the first that wants to set it. */
KTEST_FN void wake_up_bit(void *word, int bit);
KTEST_FN int __wait_on_bit(struct wait_queue_head *wq_head, struct wait_bit_queue_entry *wbq_entry,
			   wait_bit_action_f *action, unsigned int mode);
KTEST_FN int __wait_on_bit_lock(struct wait_queue_head *wq_head, struct wait_bit_queue_entry *wbq_entry,
				wait_bit_action_f *action, unsigned int mode);
KTEST_FN int out_of_line_wait_on_bit(void *word, int bit, wait_bit_action_f *action, unsigned int mode);
KTEST_FN int out_of_line_wait_on_bit_timeout(void *word, int bit, wait_bit_action_f *action, unsigned int mode,
					     unsigned long timeout);
KTEST_FN int out_of_line_wait_on_bit_lock(void *word, int bit, wait_bit_action_f *action, unsigned int mode);
KTEST_FN int bit_wait(struct wait_bit_key *key, int mode);
KTEST_FN int bit_wait_io(struct wait_bit_key *key, int mode);
/* -EAGAIN: the time is over. */
KTEST_FN int bit_wait_timeout(struct wait_bit_key *key, int mode);
KTEST_FN int bit_wait_io_timeout(struct wait_bit_key *key, int mode);

/* 0: the bit is clear. */
static inline int wait_on_bit_action(unsigned long *word, int bit, wait_bit_action_f *action, unsigned int mode)
{
	might_sleep();
	return test_bit_acquire(bit, word) ? out_of_line_wait_on_bit(word, bit, action, mode) : 0;
}
static inline int wait_on_bit(unsigned long *word, int bit, unsigned int mode)
{
	return wait_on_bit_action(word, bit, bit_wait, mode);
}
static inline int wait_on_bit_io(unsigned long *word, int bit, unsigned int mode)
{
	return wait_on_bit_action(word, bit, bit_wait_io, mode);
}
/* In jiffies; -EAGAIN: not in time. */
static inline int wait_on_bit_timeout(unsigned long *word, int bit, unsigned int mode, unsigned long timeout)
{
	might_sleep();
	if (!test_bit_acquire(bit, word))
		return 0;
	return out_of_line_wait_on_bit_timeout(word, bit, bit_wait_timeout, mode, timeout);
}
/* 0: it was clear, and the caller has set it. */
static inline int wait_on_bit_lock_action(unsigned long *word, int bit, wait_bit_action_f *action, unsigned int mode)
{
	might_sleep();
	return test_and_set_bit(bit, word) ? out_of_line_wait_on_bit_lock(word, bit, action, mode) : 0;
}
static inline int wait_on_bit_lock(unsigned long *word, int bit, unsigned int mode)
{
	return wait_on_bit_lock_action(word, bit, bit_wait, mode);
}
static inline int wait_on_bit_lock_io(unsigned long *word, int bit, unsigned int mode)
{
	return wait_on_bit_lock_action(word, bit, bit_wait_io, mode);
}
static inline void clear_and_wake_up_bit(int bit, void *word)
{
	clear_bit_unlock(bit, (unsigned long *)word);
	smp_mb__after_atomic();
	wake_up_bit(word, bit);
}
/* false: it was clear before. */
static inline bool test_and_clear_wake_up_bit(int bit, unsigned long *word)
{
	bool was_set = test_and_clear_bit(bit, word);

	if (was_set)
		wake_up_bit(word, bit);
	return was_set;
}

/* ---- variables: a condition is looked at again when wake_up_var() is called for the address */

KTEST_FN wait_queue_head_t *__var_waitqueue(void *p);
KTEST_FN void init_wait_var_entry(struct wait_bit_queue_entry *wbq_entry, void *var, int flags);
KTEST_FN void wake_up_var(void *var);

#define KTEST_WAIT_VAR(var, condition, state, sleep) \
	do { \
		struct wait_bit_queue_entry ktest_wait; \
		void *ktest_var = (void *)(var); \
		init_wait_var_entry(&ktest_wait, ktest_var, 0); \
		might_sleep(); \
		for (;;) { \
			prepare_to_wait(__var_waitqueue(ktest_var), &ktest_wait.wq_entry, state); \
			if (condition) \
				break; \
			sleep; \
		} \
		finish_wait(__var_waitqueue(ktest_var), &ktest_wait.wq_entry); \
	} while (0)
#define wait_var_event(var, condition) \
	do { if (!(condition)) KTEST_WAIT_VAR(var, condition, TASK_UNINTERRUPTIBLE, schedule()); } while (0)
#define wait_var_event_killable(var, condition) \
	({ if (!(condition)) KTEST_WAIT_VAR(var, condition, TASK_KILLABLE, schedule()); 0; })
#define wait_var_event_interruptible(var, condition) \
	({ if (!(condition)) KTEST_WAIT_VAR(var, condition, TASK_INTERRUPTIBLE, schedule()); 0; })
/* Remaining jiffies, at least 1, when the condition came true; 0 when it did not in time. */
#define wait_var_event_timeout(var, condition, timeout) \
	({ \
		long ktest_left = (timeout); \
		bool ktest_true = (condition); \
		if (!ktest_true) \
			KTEST_WAIT_VAR(var, (ktest_true = (condition)) || !ktest_left, TASK_UNINTERRUPTIBLE, \
				       ktest_left = schedule_timeout(ktest_left)); \
		ktest_true && !ktest_left ? 1 : ktest_left; \
	})

/* Whether it is 0 now. */
static inline bool atomic_dec_and_wake_up(atomic_t *var)
{
	bool is_zero = atomic_dec_and_test(var);

	if (is_zero)
		wake_up_var(var);
	return is_zero;
}
#define store_release_wake_up(var, val) \
	do { \
		typeof(var) ktest_var = (var); \
		smp_store_release(ktest_var, val); \
		smp_mb(); \
		wake_up_var(ktest_var); \
	} while (0)

#include <ktest/close.h>
#endif
