/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What task.c shares with its neighbours. */
#ifndef KTEST_TASK_H
#define KTEST_TASK_H

#include "engine.h"

#define KT_TICK 4000000u	/* ns: a jiffy at 250 Hz */

enum { TASK_NEW, TASK_HELD, TASK_RUNNABLE, TASK_WAITING, TASK_WAITING_CPU, TASK_GONE };

extern struct kth_mutex kt_task_lock;
extern struct kt_task *kt_task_all;		/* newest first; a task once in stays */
extern struct kt_task *kt_task_waiters;		/* longest waiting first */
extern unsigned int kt_task_runnable;		/* how many run or are ready */
extern unsigned int kt_task_relaxed;		/* polite turns since anything else happened */
extern int kt_turns_ended;			/* all runnable tasks run at once: turn.c */

/* All with kt_task_lock held; parking and yielding release it. `how` says in words why it does not go on. */
int kt_task_park(struct kt_task *self, int state, const char *how, const void *frame);
void kt_task_unlock(void);
void kt_task_resume(struct kt_task *t, int result);
/* The waiting task whose time comes first; NULL: none waits. */
const struct kt_task *kt_task_next_due(void);
/* No task waits for an earlier time; KT_FOREVER: none waits for any. */
kt_u64 kt_task_nearest_deadline(void);
/* Moves the clock and wakes whoever waited for that time. */
void kt_task_move_clock(kt_u64 now);
/* Its host thread goes on when the lock is released. */
void kt_task_post(struct kt_task *t);
/* Lets each ready task have a turn, if the running one has the turn. */
void kt_task_yield(struct kt_task *self, const void *frame);
/* Whether another task is there that has not ended. */
int kt_task_others(void);
/* A runnable task that waits for its turn; without turns it goes on at once. */
void kt_turn_ready(struct kt_task *t);
void kt_turn_take(struct kt_task *t);
void kt_turn_leave(const struct kt_task *t);
/*
 * Gives the turn to the next, if nobody has it: 0 if none is ready. `self` calls this, and needs no wake-up; `how` says
 * in words why it does not go on, at `frame`.
 */
int kt_turn_give(const struct kt_task *self, const char *how, const void *frame);
/* How many tasks could have the turn instead of `usual`. */
unsigned int kt_turn_ways(const struct kt_task *usual);
/* The number, from 1, of the task among these that has a higher rank than `usual` and the others; 0: none has, or there are no ranks. */
unsigned int kt_turn_ranked(struct kt_task *usual);
/* One of them gets it, by its number from 1; `self`, which had it, must wait. */
void kt_turn_to(struct kt_task *self, unsigned int way, const char *how, const void *frame);
extern unsigned int kt_turn_count;	/* how often another task got the turn */
/* Tells the sink of it. */
void kt_turn_tell(const struct kt_task *from, const char *how, const void *frame, const struct kt_task *to);
/* Whether another task could have the turn. */
int kt_turn_is_wanted(void);
/* To the end of the queue: whether another has the turn now, so that `self` must wait. */
int kt_turn_pass(struct kt_task *self, const void *frame);
/* Nobody's, once turns have ended. */
int kt_turn_is(const struct kt_task *t);
void kt_turns_end(void);
/* Who is in a section of a CPU with preemption off; NULL: nobody. */
extern struct kt_cpu_token {
	struct kt_task *holder;
} KT_OWN_CACHE_LINE kt_cpu_token[KT_MAX_CPUS] KTH_HIDDEN;
/* How many tasks wait for a token, or look at the tokens. */
extern struct kt_cpu_waiters {
	unsigned int nr;
} KT_OWN_CACHE_LINE kt_cpu_waiters KTH_HIDDEN;
/* As without _at, for the function of that frame; it returns to `caller`. */
void kt_preempt_off(struct kt_task *self, kt_addr caller, const void *frame);
void kt_preempt_on(struct kt_task *self, const void *frame);
void kt_lock_at(struct kt_lock *lock, const char *what, const void *frame);
void kt_unlock_at(struct kt_lock *lock, const char *what, const void *frame);
/* The contexts (KT_USE_…) in which the task takes a spinning lock now. */
unsigned int kt_lock_uses(const struct kt_task *self);
/* Whether the task that holds a CPU (NULL: none) can be interrupted so (KT_IN_…). */
int kt_cpu_is_interruptible(const struct kt_task *holder, int kind);
/* Whether a task that becomes the running one has a CPU to run on; moves it if it may be moved. */
int kt_cpu_admits(struct kt_task *t);
/* How many wait for the word. */
unsigned int kt_task_waiters_of(const unsigned int *word);
/*
 * Not with kt_task_lock held. Resumes a waiter of the lock's word with KT_HANDED, makes it the owner, and parks; -1: there is none.
 * `nth`: 0 is the first, for which the running task waits; from 1 on, the one that preempts it.
 */
int kt_task_pass(struct kt_lock *lock, unsigned int nth, const char *what, const void *frame);
/* As kt_lock_pass(), to the waiter of that number, from 1; the running task is preempted. */
void kt_lock_lose(struct kt_lock *lock, const char *what, unsigned int nth, const void *frame);
/* Takes *at off the list of waiting tasks. */
struct kt_task *kt_task_unlink(struct kt_task **at);

#endif
