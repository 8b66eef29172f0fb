/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Locks of the engine's tables. As long as tasks take turns, one host thread at a time uses them, and a lock is only marked:
 * turns end between such sections (kt_turns_end()), and from then on locks are taken. A thread that is no task's becomes one
 * before it enters a section (kt_self()), and that ends turns; within a section it would wait for itself. A section may lie
 * in another. Marks are set, not counted, because a count is a chain of loads and stores.
 */
#ifndef KTEST_ALONE_H
#define KTEST_ALONE_H

#include "../host/host.h"

enum kt_turns { KT_AT_ONCE, KT_TURNS, KT_TURNS_UNWATCHED };
/* Whether tasks take turns, or there is one; and whether nothing is explored, or ordered for checks, then. */
extern enum kt_turns kt_alone KTH_HIDDEN;
/* 1: the task that has the turn is in such a section. */
extern int kt_alone_inside KTH_HIDDEN;
/* A word of the host's mutex that it does not use: what kt_alone_enter() said. */
#define ALONE_ENTERED 7

enum kt_alone_how { KT_NOT_ALONE, KT_ALONE_NESTED, KT_ALONE };

/* Whether the running task is alone until kt_alone_leave(), which is told what this returned. */
static inline enum kt_alone_how kt_alone_enter_as(enum kt_turns least)
{
	if (__atomic_load_n(&kt_alone, __ATOMIC_RELAXED) < least)
		return KT_NOT_ALONE;
	if (__atomic_load_n(&kt_alone_inside, __ATOMIC_RELAXED))
		return KT_ALONE_NESTED;
	__atomic_store_n(&kt_alone_inside, 1, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	if (__builtin_expect(__atomic_load_n(&kt_alone, __ATOMIC_RELAXED), 1))
		return KT_ALONE;
	/* Another thread ended that just now, and waits for the mark. */
	__atomic_store_n(&kt_alone_inside, 0, __ATOMIC_RELEASE);
	return KT_NOT_ALONE;
}

static inline enum kt_alone_how kt_alone_enter(void)
{
	return kt_alone_enter_as(KT_TURNS);
}

static inline void kt_alone_leave(enum kt_alone_how how)
{
	if (how == KT_ALONE)
		__atomic_store_n(&kt_alone_inside, 0, __ATOMIC_RELEASE);
}

static inline void kt_table_lock(struct kth_mutex *mutex)
{
	enum kt_alone_how how = kt_alone_enter();

	if (how)
		mutex->opaque[ALONE_ENTERED] = how;
	else
		kth_lock(mutex);
}

static inline void kt_table_unlock(struct kth_mutex *mutex)
{
	enum kt_alone_how how = (enum kt_alone_how)mutex->opaque[ALONE_ENTERED];

	if (!how) {
		kth_unlock(mutex);
		return;
	}
	mutex->opaque[ALONE_ENTERED] = KT_NOT_ALONE;
	kt_alone_leave(how);
}

/* Returns the sum. */
static inline kt_size kt_size_add(kt_size *sum, kt_size by)
{
	enum kt_alone_how how = kt_alone_enter();
	kt_size is;

	if (!how)
		return __atomic_add_fetch(sum, by, __ATOMIC_RELAXED);
	is = *sum += by;
	kt_alone_leave(how);
	return is;
}

/* Compares and exchanges: 1 if it had the value. */
static inline int kt_word_swap(unsigned int *word, unsigned int from, unsigned int to)
{
	enum kt_alone_how how = kt_alone_enter();
	int had;

	if (!how)
		return __atomic_compare_exchange_n(word, &from, to, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);
	had = *word == from;
	if (had)
		*word = to;
	kt_alone_leave(how);
	return had;
}

/* Returns the former value. */
static inline unsigned int kt_word_exchange(unsigned int *word, unsigned int to)
{
	enum kt_alone_how how = kt_alone_enter();
	unsigned int former;

	if (!how)
		return __atomic_exchange_n(word, to, __ATOMIC_SEQ_CST);
	former = *word;
	*word = to;
	kt_alone_leave(how);
	return former;
}

/* Under the calling thread's own section it can not end: 0. */
int kt_alone_end(void);
/* From now on schedules are explored, or what happens is ordered. */
void kt_alone_watch(void);

#endif
