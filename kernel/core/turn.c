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
#include "alone.h"
#include "explore.h"
#include "store.h"
#include "task.h"

int kt_turns_ended;
enum kt_turns kt_alone = KT_TURNS_UNWATCHED;
int kt_alone_inside;
unsigned int kt_turn_count;
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

/* The place of the task that is ready longest and could go on: its CPU, or another that it may move to, is free. */
static struct kt_task **turn_next(void)
{
	struct kt_task **at = &turn_ready;

	while (*at && !kt_cpu_admits(*at))
		at = &(*at)->ready_next;
	return at;
}

/* Whether it may go on instead of `usual`. One that waits for the case's end is no task of the case. */
static int turn_is_way(struct kt_task *t, const struct kt_task *usual)
{
	return t != usual && !t->awaits_case && kt_cpu_admits(t);
}

unsigned int kt_turn_ways(const struct kt_task *usual)
{
	unsigned int n = 0;

	for (struct kt_task *t = turn_ready; t; t = t->ready_next)
		n += (unsigned int)turn_is_way(t, usual);
	return n;
}

/* Other than 0. The later a task's rank was dropped, the lower it is. */
static kt_u64 turn_rank(struct kt_task *t)
{
	if (!t->rank) {
		kt_u64 state = kt_exploration->ranks + t->id * 0x9e3779b97f4a7c15u;

		t->rank = (kt_explore_random(&state) | 1) << 30;
	}
	return t->rank;
}

static void turn_drop(struct kt_task *t)
{
	static kt_u64 dropped = 1u << 30;

	t->rank = --dropped;
}

unsigned int kt_turn_ranked(struct kt_task *usual)
{
	const struct kt_exploration *e = kt_exploration;
	unsigned int way = 0, best = 0;
	kt_u64 highest;

	if (!e->ranks)
		return 0;
	for (int i = 0; i < KT_DROPS_MAX; i++)
		if (e->drops[i] == e->points + 1)
			turn_drop(usual);
	highest = turn_rank(usual);
	for (struct kt_task *t = turn_ready; t; t = t->ready_next) {
		if (!turn_is_way(t, usual))
			continue;
		way++;
		if (turn_rank(t) > highest) {
			highest = turn_rank(t);
			best = way;
		}
	}
	return best;
}

/* The place of the task that goes on by the way of that number, from 1. */
static struct kt_task **turn_way(unsigned int way, const struct kt_task *usual)
{
	struct kt_task **at = &turn_ready;

	for (; *at; at = &(*at)->ready_next)
		if (turn_is_way(*at, usual) && !--way)
			break;
	return at;
}

static void turn_give(struct kt_task **at, const struct kt_task *self, const char *how, const void *frame)
{
	struct kt_task *t = *at;

	*at = t->ready_next;
	if (!*at)
		turn_ready_tail = at;
	turn_holder = t;
	if (t == self)
		return;
	kt_turn_count++;
	kt_task_post(t);
	if (kt_exploration && kt_exploration->tells)
		kt_turn_tell(self, how, frame, t);
}

int kt_turn_give(const struct kt_task *self, const char *how, const void *frame)
{
	struct kt_task **next;
	unsigned int ways, way;

	if (kt_turns_ended || turn_holder)
		return 1;
	next = turn_next();
	if (!*next)
		return 0;
	ways = kt_exploration ? kt_turn_ways(*next) : 0;
	way = ways ? kt_explore_way(ways, ways, kt_turn_ranked(*next)) : 0;
	turn_give(way ? turn_way(way, *next) : next, self, how, frame);
	return 1;
}

int kt_turn_is_wanted(void)
{
	return !kt_turns_ended && *turn_next();
}

int kt_turn_pass(struct kt_task *self, const void *frame)
{
	if (turn_holder != self || !kt_turn_is_wanted())
		return 0;
	self->wait_frame = __builtin_frame_address(0);
	/* It may wait for what another does. */
	if (kt_exploration && kt_exploration->ranks)
		turn_drop(self);
	turn_queue(self);
	turn_holder = 0;
	kt_turn_give(self, "lets others run", frame);
	return turn_holder != self;
}

void kt_turn_to(struct kt_task *self, unsigned int way, const char *how, const void *frame)
{
	self->wait_frame = __builtin_frame_address(0);
	turn_queue(self);
	turn_holder = 0;
	turn_give(turn_way(way, self), self, how, frame);
}

int kt_turn_is(const struct kt_task *t)
{
	return turn_holder == t;
}

int kt_alone_end(void)
{
	const struct kt_task *self = kt_self_task;

	if (self && turn_holder == self && kt_alone_inside)
		return 0;
	__atomic_store_n(&kt_alone, KT_AT_ONCE, __ATOMIC_SEQ_CST);
	/* The thread that had the turn sees that, or we see its mark. */
	kth_order_threads();
	while (__atomic_load_n(&kt_alone_inside, __ATOMIC_ACQUIRE))
		kth_yield();
	return 1;
}

void kt_alone_watch(void)
{
	if (kt_alone != KT_AT_ONCE)
		kt_alone = KT_TURNS;
}

void kt_turns_end(void)
{
	struct kt_task *t = turn_ready, *next;

	if (kt_turns_ended || !kt_alone_end())
		return;
	kt_turns_ended = 1;
	kth_fibers_end();
	kt_races = 0;
	if (kt_exploration)
		kt_exploration->has_no_turns = 1;
	turn_ready = turn_holder = 0;
	for (; t; t = next) {
		next = t->ready_next;
		kt_task_post(t);
	}
}

void kt_tasks_settle(void)
{
	for (int i = 0; i < 200; i++) {
		unsigned int runnable;

		kth_lock(&kt_task_lock);
		runnable = kt_turns_ended ? kt_task_runnable > 1 : kt_turn_is_wanted();
		if (runnable && !kt_turns_ended) {
			kt_task_yield(kt_self(), __builtin_frame_address(0));
			continue;
		}
		kt_task_unlock();
		if (!runnable) {
			/* What they did is seen from here on, as after a wait. */
			if (kt_self()->order)
				kt_loads_now(kt_self()->order);
			return;
		}
		if (i < 50)
			kth_yield();
		else
			kth_pause_us(100);
	}
}
