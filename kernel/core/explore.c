/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Points where a schedule may differ: counted, looked up, and found (explore.h). */
#include "explore.h"

#include "store.h"
#include "table.h"
#include "task.h"

#define EXPLORE_SPIN (1u << 14)		/* accesses of one turn, after which the others have theirs */
#define EXPLORE_NEAR (2 * (kt_u64)KT_TICK)	/* how far time may go by at once while a task runs */
#define EXPLORE_TICK (1u << 18)		/* accesses for which the clock stood still, after which it moves */

struct kt_exploration *kt_exploration;

static unsigned int explore_number(struct kt_exploration *e, unsigned int below)
{
	return (unsigned int)((kt_explore_random(&e->draw) >> 2) % below);
}

static void explore_choose(struct kt_exploration *e, unsigned int way)
{
	if (e->nr_choices < KT_CHOICES_MAX)
		e->choices[e->nr_choices++] = (struct kt_choice){ e->points, way };
}

unsigned int kt_explore_way(unsigned int ways, unsigned int strong, unsigned int ranked)
{
	struct kt_exploration *e = kt_exploration;
	unsigned int n = ++e->points, way;

	if (n < KT_POINTS_MAX) {
		e->ways[n].all = ways > 255 ? 255 : (unsigned char)ways;
		e->ways[n].strong = strong > 255 ? 255 : (unsigned char)strong;
	}
	if (e->ranks && ranked)
		explore_choose(e, ranked);
	else if (e->draw && explore_number(e, e->draws_one_in) == 0)
		explore_choose(e, 1 + explore_number(e, ways));
	if (e->taken == e->nr_choices || e->choices[e->taken].point != n)
		return 0;
	way = e->choices[e->taken++].way;
	if (way > ways)
		return 0;
	e->path = (e->path ^ ((kt_u64)n << 32 | way)) * 0x9e3779b97f4a7c15u;
	return way;
}

/* Whether the next whose time comes is a timer, and soon: it may come while a task computes. Who sleeps is not woken early. */
static int explore_time_can_pass(void)
{
	const struct kt_task *next = kt_task_next_due();

	return next && next->is_clock && next->wait_deadline < kt_clock + EXPLORE_NEAR;
}

/* The way by which the task whose time has come goes on; 0: it can not yet. */
static unsigned int explore_pass_time(const struct kt_task *self)
{
	unsigned int before = kt_turn_ways(self), after;

	kt_task_move_clock(kt_task_nearest_deadline());
	after = kt_turn_ways(self);
	return after > before ? after : 0;
}

/* Another task goes on; unlocks kt_task_lock. */
static void explore_switch(struct kt_task *self, unsigned int way, unsigned int unseen, const char *how, const void *frame)
{
	struct kt_order *order = self->order;

	if (order)
		kt_store_hide(order, unseen);
	kt_turn_to(self, way, how, frame);
	kt_task_unlock();
	kth_context_wait(self->context);
	if (order)
		kt_store_show(order);
}

/* ---- one CPU ------------------------------------------------------------------ */

static struct {
	struct kt_lock *lock;		/* NULL: the skin has none */
	const char *what;
	int (*can_preempt)(void);
} explore_cpu;

void kt_explore_cpu(struct kt_lock *cpu, const char *what, int (*can_preempt)(void))
{
	explore_cpu.lock = cpu;
	explore_cpu.what = what;
	explore_cpu.can_preempt = can_preempt;
}

int kt_explore_has_cpu(void)
{
	return explore_cpu.lock != 0;
}

/* Ways: to each task that waits for the CPU. In a section without preemption, its end is the point. */
static void explore_lose_cpu(struct kt_task *self, const void *frame)
{
	unsigned int waiters, way;

	if (!explore_cpu.can_preempt()) {
		self->reached_shared = 1;
		return;
	}
	/* Further points have no number: nobody can choose there. */
	if (kt_exploration->points >= KT_POINTS_MAX)
		return;
	/* Who is ready wants the CPU, and queues up for it. */
	kt_others_turn();
	waiters = kt_task_waiters_of(&explore_cpu.lock->word);
	way = waiters ? kt_explore_way(waiters, waiters, 0) : 0;
	if (way)
		kt_lock_lose(explore_cpu.lock, explore_cpu.what, way, frame);
}

/* Ways: to another task, then (if it can) time, then to another task with stores that are seen late. */
void kt_point_at(const void *frame)
{
	struct kt_task *self = kt_self();
	struct kt_order *order = self->order;
	unsigned int tasks, time, way;

	/* The engine is called by a skin's own code, too, which does not expect to lose the CPU. */
	if (explore_cpu.lock)
		return;
	if (order)
		kt_load_done(order);
	kth_lock(&kt_task_lock);
	tasks = kt_turn_is(self) ? kt_turn_ways(self) : 0;
	time = kt_turn_is(self) && explore_time_can_pass();
	way = tasks + time ? kt_explore_way(tasks * kt_store_ways(order) + time, tasks + time, kt_turn_ranked(self)) : 0;
	if (time && way == tasks + 1) {
		way = explore_pass_time(self);
		if (way) {
			explore_switch(self, way, 0, "lets time pass", frame);
			return;
		}
	} else if (time && way > tasks) {
		way--;
	}
	if (way)
		explore_switch(self, (way - 1) % tasks + 1, (way - 1) / tasks, kt_store_way_text((way - 1) / tasks), frame);
	else
		kt_task_unlock();
}

/* ---- memory ------------------------------------------------------------------ */

static struct kt_place *explore_place(kt_addr address)
{
	return KT_TABLE_FIND(kt_exploration->places, KT_PLACES_MAX, 64, address);
}

static void explore_learn(struct kt_place *p, kt_addr address, unsigned int is_write)
{
	unsigned int self = kt_self()->id;

	if (!p->address) {
		if (kt_exploration->nr_places >= KT_PLACES_MAX / 2)
			return;
		kt_exploration->nr_places++;
		p->address = address;
		p->task = self;
	}
	if (p->task != self)
		p->is_shared = 1;
	if (is_write)
		p->is_written = 1;
}

/* A loop that waits for another task, or for time, by reading. */
static void explore_go_on(void)
{
	static unsigned int turn, accesses;
	static kt_u64 seen;

	if (turn != kt_turn_count) {
		turn = kt_turn_count;
		accesses = 0;
	}
	if (++accesses % EXPLORE_SPIN == 0)
		kt_others_turn();
	if (accesses % EXPLORE_TICK)
		return;
	if (seen == kt_clock)
		kt_clock_advance(KT_TICK);
	seen = kt_clock;
}

/* The access may be seen late, or see what is old. */
static void explore_weakly(struct kt_task *self, void *at, kt_size size, unsigned int kind, const void *frame)
{
	struct kt_order *order = self->order;
	const void *old;

	if (kind & KT_ACCESS_WRITE) {
		kt_store_number(order, at, size);
		kt_store_keep(order, at, size);
		return;
	}
	old = kind & KT_ACCESS_MARKED ? kt_load_old(order, at, size) : 0;
	if (!old || !kt_explore_way(1, 0, 0)) {
		kt_load_newest(order, at);
		return;
	}
	kt_load_begin(order, at, size, old);
	if (kt_exploration->tells)
		kt_turn_tell(self, "reads an old value", frame, self);
}

/* Lets another task run before the access, or notes who shares the memory. */
static void explore_access(void *at, kt_size size, unsigned int kind, const void *frame)
{
	kt_addr first = (kt_addr)at & ~(kt_addr)7, last = ((kt_addr)at + size - 1) & ~(kt_addr)7;
	struct kt_task *self = kt_self_task;
	struct kt_place *p;
	int was_shared;

	explore_go_on();
	was_shared = self->reached_shared;
	self->reached_shared = 0;
	/* Of a long access the ends say who shares it. */
	for (kt_addr address = first;; address = last) {
		p = explore_place(address);
		if (p && kt_exploration->learns)
			explore_learn(p, address, kind & KT_ACCESS_WRITE);
		else if (p && p->is_shared && p->is_written)
			self->reached_shared = 1;
		if (address == last || self->reached_shared)
			break;
	}
	/* Before the access that others see, and after it, before the next. */
	if (was_shared || self->reached_shared) {
		if (explore_cpu.lock)
			explore_lose_cpu(self, frame);
		else
			kt_point(frame);
	}
	if (self->reached_shared && self->order)
		explore_weakly(self, at, size, kind, frame);
}

void kt_access(const void *at, kt_size size, unsigned int kind, const void *frame)
{
	if (!kt_races || !kt_self_task)
		return;
	if (kt_self_task->order)
		kt_load_done(kt_self_task->order);
	/* A task that is alone shares nothing. */
	if (kt_task_others()) {
		if (kt_exploration)
			explore_access((void *)at, size, kind, frame);
		kt_race_access(at, size, kind, frame);
	}
	/* Last: another task may have freed it meanwhile. */
	kt_quarantine_guard(at, size, kind & KT_ACCESS_WRITE, frame);
}
