/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Whose turn it is: one task runs at a time, until it waits, relaxes in a busy loop, delays, or ends. Then the task that
 * is ready longest has its turn. So a program's schedule follows from the program, and a run repeats it.
 *
 *   ready ──turn_give()──▶ has the turn ──kt_turn_pass(), kt_task_park(), its end──▶ ready, waiting, gone
 *
 * Turns end for good (kt_turns_end) when a host thread that core did not start calls the kernel, or when the task that
 * has the turn computes on and on while others are ready: it may wait for them by reading a plain variable. From then on
 * all tasks run at once, as the host schedules them. ThreadSanitizer, and programs with a main() of their own, have no
 * turns at all.
 *
 * All with kt_task_lock held.
 */
#include "task.h"

int kt_turns_ended;
static struct kt_task *turn_holder;
static struct kt_task *turn_ready;		/* longest ready first */
static struct kt_task **turn_ready_tail = &turn_ready;

static void turn_queue(struct kt_task *t)
{
	t->ready_next = 0;
	*turn_ready_tail = t;
	turn_ready_tail = &t->ready_next;
}

void kt_turn_ready(struct kt_task *t)
{
	if (kt_turns_ended)
		kt_task_post(t);
	else
		turn_queue(t);
}

void kt_turn_take(struct kt_task *t)
{
	turn_holder = t;
}

void kt_turn_leave(const struct kt_task *t)
{
	if (turn_holder == t)
		turn_holder = 0;
}

/* The place of the ready task that is next: the first whose CPU, or another that it may move to, is free. */
static struct kt_task **turn_next(void)
{
	struct kt_task **at = &turn_ready;

	while (*at && !kt_cpu_admits(*at))
		at = &(*at)->ready_next;
	return at;
}

static int turn_give(void)
{
	struct kt_task **at = turn_next(), *t = *at;

	if (!t)
		return 0;
	*at = t->ready_next;
	if (!*at)
		turn_ready_tail = at;
	turn_holder = t;
	return 1;
}

int kt_turn_give(const struct kt_task *self)
{
	if (kt_turns_ended || turn_holder)
		return 1;
	if (!turn_give())
		return 0;
	if (turn_holder != self)
		kt_task_post(turn_holder);
	return 1;
}

int kt_turn_is_wanted(void)
{
	return !kt_turns_ended && *turn_next();
}

int kt_turn_pass(struct kt_task *self)
{
	if (turn_holder != self || !kt_turn_is_wanted())
		return 0;
	turn_queue(self);
	turn_holder = 0;
	kt_turn_give(self);
	return turn_holder != self;
}

int kt_turn_is(const struct kt_task *t)
{
	return kt_turns_ended || turn_holder == t;
}

void kt_turns_end(void)
{
	struct kt_task *t = turn_ready, *next;

	if (kt_turns_ended)
		return;
	kt_turns_ended = 1;
	turn_ready = turn_holder = 0;
	for (; t; t = next) {
		next = t->ready_next;
		kt_task_post(t);
	}
}
