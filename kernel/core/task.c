/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Tasks: their life, parking, and who is runnable (whose turn it is: turn.c; waiting for a word: wait.c).
 *
 *   new, held ──start──▶ runnable ──kt_wait, no CPU token──▶ waiting
 *                         ▲    └──kt_task_exit──▶ gone     │
 *                         └────── kt_wake, deadline, token ─┘
 *
 * One lock (kt_task_lock) guards states, the list of waiting tasks and the clock.
 * When the number of runnable tasks falls to zero, virtual time jumps to the
 * nearest deadline; without one the program is deadlocked.
 */
#include "alone.h"
#include "explore.h"
#include "store.h"
#include "task.h"

struct kt_topology kt_topology = { .nr_cpus = 1, .nr_nodes = 1 };
__thread struct kt_task *kt_self_task;

struct kth_mutex kt_task_lock;
struct kt_task *kt_task_all;	/* newest first; a task once in stays */
struct kt_task *kt_task_waiters;
static struct kt_task **task_waiters_tail = &kt_task_waiters;
unsigned int kt_task_runnable;
static unsigned int task_alive;		/* started, and not ended */
static unsigned int task_last_id;
static int task_held;			/* no host threads yet: the server will fork */
static int task_pending;		/* some tasks have no host thread yet */
static kt_u64 task_earliest = KT_FOREVER;	/* no task waits for an earlier time */
unsigned int kt_task_relaxed;
static struct kt_task *task_resumed;	/* whose host threads wait for the lock's end */
static struct kt_task **task_resumed_tail = &task_resumed;

static struct kt_task *task_make(const char *name, int cpu)
{
	struct kt_task *t = kth_map(sizeof(*t) + sizeof(*t->context));

	if (!t)
		return 0;
	t->context = (struct kth_context *)(t + 1);
	kth_context_init(t->context);
	kth_format(t->name, sizeof(t->name), "%s", name);
	kth_lock(&kt_task_lock);
	t->id = ++task_last_id;
	t->made_epoch = kt_epoch;
	if (cpu >= 0 && cpu < (int)kt_topology.nr_cpus) {
		t->cpu = cpu;
		t->bound = 1;
	} else {
		t->cpu = (int)((t->id - 1) % kt_topology.nr_cpus);
	}
	t->next = kt_task_all;
	__atomic_store_n(&kt_task_all, t, __ATOMIC_RELEASE);
	kt_task_unlock();
	return t;
}

/* ---- waking; the caller holds kt_task_lock ------------------------------------- */

/*
 * Host threads wake up only now: earlier they would wait for the lock at once. ThreadSanitizer does not know that the lock orders
 * the making of a task before this.
 */
KTH_UNWATCHED void kt_task_unlock(void)
{
	struct kt_task *t = task_resumed, *next;

	task_resumed = 0;
	task_resumed_tail = &task_resumed;
	kth_unlock(&kt_task_lock);
	for (; t; t = next) {
		next = t->resume_next;
		kth_context_wake(t->context);
	}
}

static void task_show_running(struct kt_task *t)
{
	unsigned int sleeping = KT_SLEEPING;

	if (t->shows_sleep)
		__atomic_compare_exchange_n(t->skin_state, &sleeping, 0, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
	t->shows_sleep = 0;
}

void kt_task_resume(struct kt_task *t, int result)
{
	task_show_running(t);
	t->wait_result = result;
	t->state = TASK_RUNNABLE;
	if (t->rechecks == KT_RECHECK_DONE)
		t->rechecks = KT_RECHECK_CAN;
	t->wait_what = 0;
	t->wait_owner = 0;
	kt_task_runnable++;
	kt_task_relaxed = 0;
	kt_turn_ready(t);
}

void kt_task_post(struct kt_task *t)
{
	t->resume_next = 0;
	*task_resumed_tail = t;
	task_resumed_tail = &t->resume_next;
}

struct kt_task *kt_task_unlink(struct kt_task **at)
{
	struct kt_task *t = *at;

	*at = t->wait_next;
	if (!*at)
		task_waiters_tail = at;
	t->wait_next = 0;
	return t;
}

const struct kt_task *kt_task_next_due(void)
{
	const struct kt_task *next = kt_task_waiters;

	for (const struct kt_task *t = kt_task_waiters; t; t = t->wait_next)
		if (t->wait_deadline < next->wait_deadline)
			next = t;
	return next;
}

kt_u64 kt_task_nearest_deadline(void)
{
	const struct kt_task *next = kt_task_next_due();

	return next ? next->wait_deadline : KT_FOREVER;
}

void kt_task_move_clock(kt_u64 now)
{
	struct kt_task **at = &kt_task_waiters;

	kt_clock_set(now);
	if (now < task_earliest)
		return;
	while (*at) {
		if ((*at)->wait_deadline <= now)
			kt_task_resume(kt_task_unlink(at), KT_TIMEOUT);
		else
			at = &(*at)->wait_next;
	}
	task_earliest = kt_task_nearest_deadline();
}

/* Asks one that sleeps for a condition to look at it once more; 0: all have. */
static int task_recheck(void)
{
	struct kt_task **at = &kt_task_waiters;

	while (*at && (*at)->rechecks != KT_RECHECK_CAN)
		at = &(*at)->wait_next;
	if (!*at)
		return 0;
	(*at)->rechecks = KT_RECHECK_NOW;
	kt_task_resume(kt_task_unlink(at), KT_WOKEN);
	return 1;
}

/* The running task left. If nobody else can run, time jumps, or this is the end. */
static void task_go_on(const struct kt_task *self, const char *how, const void *frame)
{
	kt_u64 nearest;

	kt_turn_leave(self);
	for (;;) {
		if (kt_turns_ended ? kt_task_runnable > 0 : kt_turn_give(self, how, frame))
			return;
		nearest = kt_task_nearest_deadline();
		if (nearest != KT_FOREVER)
			kt_task_move_clock(nearest);
		else if (!task_recheck())
			break;
	}
	kt_task_unlock();
	kt_fatal_at(frame, KT_FATAL_DEADLOCK, "%s",
		    task_held ? "deadlock: start-up waits for a task, but tasks run only after it"
			      : "deadlock: every task waits, and nothing will wake one");
}

/* ---- waiting ---------------------------------------------------------------- */

/* Parks the running task, and says how it stops; kt_task_lock is held, and released on the way. */
int kt_task_park(struct kt_task *self, int state, const char *how, const void *frame)
{
	int waits;

	self->wait_frame = __builtin_frame_address(0);
	self->wait_caller = frame;
	kt_stores_seen();
	self->state = state;
	self->wait_next = 0;
	if (self->wait_deadline < task_earliest)
		task_earliest = self->wait_deadline;
	*task_waiters_tail = self;
	task_waiters_tail = &self->wait_next;
	kt_task_relaxed = 0;
	kt_task_runnable--;
	task_go_on(self, how, frame);
	waits = !kt_turn_is(self);
	kt_task_unlock();
	if (waits)
		kth_context_wait(self->context);
	if (self->order)
		kt_loads_now(self->order);
	return self->wait_result;
}

void kt_task_yield(struct kt_task *self, const void *frame)
{
	int waits;

	kt_stores_seen();
	waits = kt_turn_pass(self, frame);
	kt_task_unlock();
	if (waits)
		kth_context_wait(self->context);
}

static void task_forked(void)
{
	kt_shares_locks = 1;
}

void kt_program_begins(void)
{
	kt_run.is_program = 1;
	/* It may wait for its tasks by calls of libc. */
	kt_tasks_run_at_once();
	kth_after_fork(task_forked);
}

void kt_tasks_run_at_once(void)
{
	kth_lock(&kt_task_lock);
	kt_turns_end();
	kt_task_unlock();
}

void kt_others_turn(void)
{
	kth_lock(&kt_task_lock);
	kt_task_yield(kt_self(), __builtin_frame_address(0));
}

/* ---- life ---------------------------------------------------------------------- */

static void task_leave(struct kt_task *t, const void *frame)
{
	if (t->state == TASK_GONE)
		return;
	kt_self_task = t;	/* a thread's end may come after its TLS was reset */
	kt_context_check(t);
	if (t->stack_hi > t->stack_lo)
		kt_armed_check(t->stack_lo, (kt_addr)t->stack_hi - (kt_addr)t->stack_lo, "left on the stack of a task that ends", frame);
	while (t->preempt_count > 0)
		kt_preempt_enable();
	kt_order_task_ends(t);
	kth_lock(&kt_task_lock);
	t->state = TASK_GONE;
	kt_task_relaxed = 0;
	kt_task_runnable--;
	task_alive--;
	task_go_on(t, "ends", frame);
	kt_task_unlock();
}

static void task_thread_ended(void *task)
{
	task_leave(task, __builtin_frame_address(0));
}

struct kt_task *kt_task_adopt(void)
{
	struct kt_task *t = task_make(task_last_id ? "host thread" : "main", -1);

	if (!t)
		kth_abort();
	kth_thread_stack(&t->stack_lo, &t->stack_hi);
	t->host_id = kth_thread_id();
	kt_self_task = t;
	kth_lock(&kt_task_lock);
	t->state = TASK_RUNNABLE;
	kt_task_runnable++;
	task_alive++;
	if (t->id == 1)
		kt_turn_take(t);
	else
		kt_turns_end();
	kt_task_unlock();
	if (t->id != 1)
		kth_at_thread_exit(task_thread_ended, t);
	return t;
}

/* The task's own frames begin here. */
static __attribute__((__noinline__)) void task_run(struct kt_task *self)
{
	self->stack_hi = __builtin_frame_address(0);
	kth_stack_limit(self->stack_hi, kt_stack_size);
	self->fn(self->arg);
	kt_task_exit();
}

static __attribute__((__noinline__)) void task_entry(void *arg)
{
	struct kt_task *self = arg;

	kt_self_task = self;
	self->host_id = kth_thread_id();
	kth_thread_stack(&self->stack_lo, &self->stack_hi);
	/* Another task may have had the same stack. */
	kt_race_forget(self->stack_lo, self->stack_hi);
	task_run(self);
}

static int task_start(struct kt_task *t)
{
	int error = kth_context_start(t->context, task_entry, t);

	kth_lock(&kt_task_lock);
	if (error) {
		t->state = TASK_GONE;
	} else {
		task_alive++;
		kt_order_task_begins(t);
		kt_task_resume(t, 0);
	}
	kt_task_unlock();
	return error;
}

/*
 * Start-up's tasks get their threads when somebody waits for the first time:
 * most cases never need them, and threads are what costs a case most.
 */
void kt_tasks_start_held(void)
{
	/* Looked at first: an exchange would order all tasks in ThreadSanitizer's eyes. */
	if (task_held || !__atomic_load_n(&task_pending, __ATOMIC_RELAXED) ||
	    !__atomic_exchange_n(&task_pending, 0, __ATOMIC_RELAXED))
		return;
	for (struct kt_task *t = kt_task_all; t; t = t->next)
		if (t->state == TASK_HELD && task_start(t) < 0)
			kt_fatal(KT_FATAL_PANIC, "the host has no thread left for task %s", t->name);
}

struct kt_task *kt_spawn(const char *name, int cpu, void (*fn)(void *arg), void *arg)
{
	struct kt_task *t;

	kt_self();
	t = task_make(name, cpu);
	if (!t)
		return 0;
	t->fn = fn;
	t->arg = arg;
	if (task_held) {
		t->state = TASK_HELD;
		task_pending = 1;
		return t;
	}
	kt_tasks_start_held();
	return task_start(t) < 0 ? 0 : t;
}

void kt_task_exit(void)
{
	struct kt_task *self = kt_self();

	task_leave(self, __builtin_frame_address(0));
	if (self->id != 1)
		kth_thread_exit();
	/* The program's first thread is its process: it stays, but runs no more. */
	for (;;)
		kth_pause_us(1000000);
}

void kt_tasks_hold(void)
{
	task_held = 1;
}

void kt_tasks_release(void)
{
	if (task_held)
		task_held = 0;
}

int kt_task_others(void)
{
	return task_alive > 1;
}
