/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Locks of the engine's tables. As long as tasks take turns, one host thread at a time uses them, and a lock is only counted:
 * turns end between such sections (kt_turns_end()), and from then on locks are taken.
 */
#ifndef KTEST_ALONE_H
#define KTEST_ALONE_H

#include "../host/host.h"

/* 1: tasks take turns, or there is one. */
extern int kt_alone;
extern unsigned int kt_alone_sections;
/* A word of the host's mutex that it does not use: the lock was only counted. */
#define ALONE_COUNTED 7

/* Whether the running task is alone until kt_alone_leave(). */
static inline int kt_alone_enter(void)
{
	if (!__atomic_load_n(&kt_alone, __ATOMIC_RELAXED))
		return 0;
	__atomic_store_n(&kt_alone_sections, kt_alone_sections + 1, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	if (__atomic_load_n(&kt_alone, __ATOMIC_RELAXED))
		return 1;
	/* Another thread ended that just now, and waits for the count. */
	__atomic_store_n(&kt_alone_sections, kt_alone_sections - 1, __ATOMIC_RELEASE);
	return 0;
}

static inline void kt_alone_leave(void)
{
	__atomic_store_n(&kt_alone_sections, kt_alone_sections - 1, __ATOMIC_RELEASE);
}

static inline void kt_table_lock(struct kth_mutex *mutex)
{
	if (kt_alone_enter())
		mutex->opaque[ALONE_COUNTED] = 1;
	else
		kth_lock(mutex);
}

static inline void kt_table_unlock(struct kth_mutex *mutex)
{
	if (!mutex->opaque[ALONE_COUNTED]) {
		kth_unlock(mutex);
		return;
	}
	mutex->opaque[ALONE_COUNTED] = 0;
	kt_alone_leave();
}

/* Compares and exchanges: 1 if it had the value. */
static inline int kt_word_swap(unsigned int *word, unsigned int from, unsigned int to)
{
	if (kt_alone_enter()) {
		int had = *word == from;

		if (had)
			*word = to;
		kt_alone_leave();
		return had;
	}
	return __atomic_compare_exchange_n(word, &from, to, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);
}

/* Returns the former value. */
static inline unsigned int kt_word_exchange(unsigned int *word, unsigned int to)
{
	if (kt_alone_enter()) {
		unsigned int former = *word;

		*word = to;
		kt_alone_leave();
		return former;
	}
	return __atomic_exchange_n(word, to, __ATOMIC_SEQ_CST);
}

/* Under the calling thread's own section it can not end: 0. */
int kt_alone_end(void);

#endif
