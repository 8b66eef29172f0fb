// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Waiting for bits and variables, in one queue: what is waited for is the key. */
#ifndef KTEST_LIB_WAIT_BIT_C
#define KTEST_LIB_WAIT_BIT_C

#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/sched.h>
#include <linux/wait_bit.h>

__weak DECLARE_WAIT_QUEUE_HEAD(wait_bit_queue);

KTEST_DEF struct wait_queue_head *bit_waitqueue(void *word, int bit)
{
	(void)word, (void)bit;
	return &wait_bit_queue;
}

KTEST_DEF wait_queue_head_t *__var_waitqueue(void *p)
{
	(void)p;
	return &wait_bit_queue;
}

static inline bool wait_bit_is_meant(struct wait_queue_entry *wq_entry, const struct wait_bit_key *key)
{
	const struct wait_bit_key *own = &container_of(wq_entry, struct wait_bit_queue_entry, wq_entry)->key;

	return own->flags == key->flags && own->bit_nr == key->bit_nr;
}

KTEST_DEF int wake_bit_function(struct wait_queue_entry *wq_entry, unsigned int mode, int sync, void *arg)
{
	struct wait_bit_key *key = (struct wait_bit_key *)arg;

	if (!wait_bit_is_meant(wq_entry, key) || test_bit(key->bit_nr, (unsigned long *)key->flags))
		return 0;
	return autoremove_wake_function(wq_entry, mode, sync, key);
}

static inline int wait_bit_wake_var(struct wait_queue_entry *wq_entry, unsigned int mode, int sync, void *arg)
{
	if (!wait_bit_is_meant(wq_entry, (struct wait_bit_key *)arg))
		return 0;
	return autoremove_wake_function(wq_entry, mode, sync, arg);
}

KTEST_DEF void __wake_up_bit(struct wait_queue_head *wq_head, void *word, int bit)
{
	struct wait_bit_key key = __WAIT_BIT_KEY_INITIALIZER(word, bit);

	__wake_up(wq_head, TASK_NORMAL, 1, &key);
}

KTEST_DEF void wake_up_bit(void *word, int bit)
{
	__wake_up_bit(bit_waitqueue(word, bit), word, bit);
}

KTEST_DEF void wake_up_var(void *var)
{
	__wake_up_bit(__var_waitqueue(var), var, -1);
}

KTEST_DEF void init_wait_var_entry(struct wait_bit_queue_entry *wbq_entry, void *var, int flags)
{
	wbq_entry->key.flags = var;
	wbq_entry->key.bit_nr = -1;
	wbq_entry->key.timeout = 0;
	init_waitqueue_entry(&wbq_entry->wq_entry, get_current());
	wbq_entry->wq_entry.flags = flags;
	wbq_entry->wq_entry.func = wait_bit_wake_var;
	INIT_LIST_HEAD(&wbq_entry->wq_entry.entry);
}

/* ---- what sleeps --------------------------------------------------------------------------- */

KTEST_DEF int bit_wait(struct wait_bit_key *key, int mode)
{
	(void)key, (void)mode;
	schedule();
	return 0;
}

KTEST_DEF int bit_wait_io(struct wait_bit_key *key, int mode)
{
	return bit_wait(key, mode);
}

KTEST_DEF int bit_wait_timeout(struct wait_bit_key *key, int mode)
{
	unsigned long now = jiffies;

	(void)mode;
	if (time_after_eq(now, key->timeout))
		return -EAGAIN;
	schedule_timeout(key->timeout - now);
	return 0;
}

KTEST_DEF int bit_wait_io_timeout(struct wait_bit_key *key, int mode)
{
	return bit_wait_timeout(key, mode);
}

/* ---- waiting ------------------------------------------------------------------------------- */

KTEST_DEF int __wait_on_bit(struct wait_queue_head *wq_head, struct wait_bit_queue_entry *wbq_entry,
			    wait_bit_action_f *action, unsigned int mode)
{
	const int bit = wbq_entry->key.bit_nr;
	unsigned long *word = (unsigned long *)wbq_entry->key.flags;
	int result = 0;

	do {
		prepare_to_wait(wq_head, &wbq_entry->wq_entry, mode);
		if (test_bit(bit, word))
			result = action(&wbq_entry->key, mode);
	} while (test_bit_acquire(bit, word) && !result);
	finish_wait(wq_head, &wbq_entry->wq_entry);
	return result;
}

/* Who gets the bit is no longer in the queue, or not woken for nothing: it takes the bit before it gives up. */
KTEST_DEF int __wait_on_bit_lock(struct wait_queue_head *wq_head, struct wait_bit_queue_entry *wbq_entry,
				 wait_bit_action_f *action, unsigned int mode)
{
	const int bit = wbq_entry->key.bit_nr;
	unsigned long *word = (unsigned long *)wbq_entry->key.flags;
	bool taken;
	int result = 0;

	do {
		prepare_to_wait_exclusive(wq_head, &wbq_entry->wq_entry, mode);
		if (test_bit(bit, word))
			result = action(&wbq_entry->key, mode);
		if (result)
			finish_wait(wq_head, &wbq_entry->wq_entry);
		taken = !test_and_set_bit(bit, word);
	} while (!taken && !result);
	if (!result)
		finish_wait(wq_head, &wbq_entry->wq_entry);
	return taken ? 0 : result;
}

KTEST_DEF int out_of_line_wait_on_bit(void *word, int bit, wait_bit_action_f *action, unsigned int mode)
{
	DEFINE_WAIT_BIT(entry, word, bit);

	return __wait_on_bit(bit_waitqueue(word, bit), &entry, action, mode);
}

KTEST_DEF int out_of_line_wait_on_bit_timeout(void *word, int bit, wait_bit_action_f *action, unsigned int mode,
					      unsigned long timeout)
{
	DEFINE_WAIT_BIT(entry, word, bit);

	entry.key.timeout = jiffies + timeout;
	return __wait_on_bit(bit_waitqueue(word, bit), &entry, action, mode);
}

KTEST_DEF int out_of_line_wait_on_bit_lock(void *word, int bit, wait_bit_action_f *action, unsigned int mode)
{
	DEFINE_WAIT_BIT(entry, word, bit);

	return __wait_on_bit_lock(bit_waitqueue(word, bit), &entry, action, mode);
}

#endif
