/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Tasks: parking, waking, and who is runnable.
 *
 *   new ──start──▶ runnable ──kt_wait, no CPU token──▶ waiting
 *                   ▲  │  └──kt_task_exit──▶ gone        │
 *                   │  └────────────────────────────────┘
 *                   └─────── kt_wake, deadline, token ───┘
 *
 * One lock (task_lock) guards states, the list of waiting tasks and the clock.
 * When the number of runnable tasks falls to zero, virtual time jumps to the
 * nearest deadline; without one the program is deadlocked.
 */
#include "engine.h"

enum { TASK_NEW, TASK_RUNNABLE, TASK_WAITING, TASK_WAITING_CPU, TASK_GONE };

struct kt_topology kt_topology = { .nr_cpus = 1, .nr_nodes = 1 };
__thread struct kt_task *kt_self_task;

static struct kth_mutex task_lock;
static struct kt_task *task_all;	/* newest first; a task once in stays */
static struct kt_task *task_waiters, **task_waiters_tail = &task_waiters;
static unsigned int task_runnable;
static unsigned int task_last_id;
static int task_held;			/* no host threads yet: the server will fork */
static int task_pending;		/* some tasks have no host thread yet */
static unsigned int task_relaxed;	/* polite turns since anything else happened */

/* A CPU's token: the task inside a preemption-off section there. */
static struct kt_task *task_token[KT_MAX_CPUS];
static unsigned int task_token_waiters;

static void task_start_pending(void);

static struct kt_task *task_make(const char *name, int cpu)
{
	struct kt_task *t = kth_map(sizeof(*t) + sizeof(struct kth_sem));

	if (!t)
		return 0;
	t->host_sem = t + 1;
	kth_sem_init(t->host_sem);
	kth_format(t->name, sizeof(t->name), "%s", name);
	kth_lock(&task_lock);
	t->id = ++task_last_id;
	if (cpu >= 0 && cpu < (int)kt_topology.nr_cpus) {
		t->cpu = cpu;
		t->bound = 1;
	} else {
		t->cpu = (int)((t->id - 1) % kt_topology.nr_cpus);
	}
	t->next = task_all;
	__atomic_store_n(&task_all, t, __ATOMIC_RELEASE);
	kth_unlock(&task_lock);
	return t;
}

/* ---- waking; the caller holds task_lock ------------------------------------- */

static void task_make_runnable(struct kt_task *t, int result)
{
	t->wait_result = result;
	t->state = TASK_RUNNABLE;
	t->wait_what = 0;
	t->wait_owner = 0;
	task_runnable++;
	task_relaxed = 0;
	kth_sem_post(t->host_sem);
}

static struct kt_task *task_unlink(struct kt_task **at)
{
	struct kt_task *t = *at;

	*at = t->wait_next;
	if (!*at)
		task_waiters_tail = at;
	t->wait_next = 0;
	return t;
}

static kt_u64 task_nearest_deadline(void)
{
	kt_u64 nearest = KT_FOREVER;

	for (struct kt_task *t = task_waiters; t; t = t->wait_next)
		if (t->wait_deadline < nearest)
			nearest = t->wait_deadline;
	return nearest;
}

/* Moves the clock and wakes whoever waited for that time. */
static void task_move_clock(kt_u64 now)
{
	struct kt_task **at = &task_waiters;

	kt_clock_set(now);
	while (*at) {
		if ((*at)->wait_deadline <= now)
			task_make_runnable(task_unlink(at), KT_TIMEOUT);
		else
			at = &(*at)->wait_next;
	}
}

void kt_clock_advance(kt_u64 ns)
{
	kth_lock(&task_lock);
	task_move_clock(kt_clock + ns);
	kth_unlock(&task_lock);
}

/* Nobody is runnable: time jumps, or this is the end. */
static void task_idle(void)
{
	kt_u64 nearest = task_nearest_deadline();

	if (nearest != KT_FOREVER) {
		task_move_clock(nearest);
		return;
	}
	kth_unlock(&task_lock);
	kt_fatal(KT_FATAL_DEADLOCK, "deadlock: every task waits, and nothing will wake one");
}

/* ---- waiting ---------------------------------------------------------------- */

/* Parks the running task; task_lock is held, and released on the way. */
static int task_park(struct kt_task *self, int state)
{
	kt_addr frames[16];
	unsigned int n;

	self->wait_frame = __builtin_frame_address(0);
	n = kt_trace(__builtin_frame_address(0), frames, 16);
	for (unsigned int i = 0; i < n; i++)
		self->frames[i] = (void *)frames[i];
	self->nr_frames = n;
	self->state = state;
	self->wait_next = 0;
	*task_waiters_tail = self;
	task_waiters_tail = &self->wait_next;
	task_relaxed = 0;
	if (--task_runnable == 0)
		task_idle();
	kth_unlock(&task_lock);
	kth_sem_wait(self->host_sem);
	return self->wait_result;
}

int kt_wait_on(const volatile unsigned int *word, unsigned int expected, kt_u64 deadline,
	       const char *what, struct kt_task *owner)
{
	struct kt_task *self = kt_self();

	kth_lock(&task_lock);
	if (__atomic_load_n(word, __ATOMIC_SEQ_CST) != expected) {
		kth_unlock(&task_lock);
		return KT_CHANGED;
	}
	if (deadline <= kt_clock) {
		kth_unlock(&task_lock);
		return KT_TIMEOUT;
	}
	self->wait_word = word;
	self->wait_deadline = deadline;
	self->wait_what = what;
	self->wait_owner = owner;
	return task_park(self, TASK_WAITING);
}

int kt_wait(const volatile unsigned int *word, unsigned int expected, kt_u64 deadline)
{
	return kt_wait_on(word, expected, deadline, 0, 0);
}

unsigned int kt_wake(const volatile unsigned int *word, unsigned int n)
{
	struct kt_task **at = &task_waiters;
	unsigned int woken = 0;

	kth_lock(&task_lock);
	while (*at && woken < n) {
		if ((*at)->state == TASK_WAITING && (*at)->wait_word == word) {
			task_make_runnable(task_unlink(at), KT_WOKEN);
			woken++;
		} else {
			at = &(*at)->wait_next;
		}
	}
	kth_unlock(&task_lock);
	return woken;
}

/*
 * While others run, time creeps. When only this task runs, nothing but time
 * can end its loop: the steps grow, but never over a waiting task's deadline.
 */
void kt_relax(void)
{
	kt_u64 step = 100, nearest;

	kt_self();
	kth_lock(&task_lock);
	if (task_runnable == 1) {
		if (task_relaxed < 20)
			task_relaxed++;
		step <<= task_relaxed / 2;
		nearest = task_nearest_deadline();
		if (nearest != KT_FOREVER && nearest > kt_clock && step > nearest - kt_clock)
			step = nearest - kt_clock;
	}
	task_move_clock(kt_clock + step);
	step = task_runnable;
	kth_unlock(&task_lock);
	if (step > 1)
		kth_yield();
}

/* ---- CPU tokens -------------------------------------------------------------- */

static int task_try_token(struct kt_task *t, int cpu)
{
	struct kt_task *nobody = 0;

	if (!__atomic_compare_exchange_n(&task_token[cpu], &nobody, t, 0, __ATOMIC_SEQ_CST,
					 __ATOMIC_RELAXED))
		return 0;
	t->cpu = cpu;
	return 1;
}

static int task_try_any_token(struct kt_task *t)
{
	if (task_try_token(t, t->cpu))
		return 1;
	for (unsigned int cpu = 0; !t->bound && cpu < kt_topology.nr_cpus; cpu++)
		if (task_try_token(t, (int)cpu))
			return 1;
	return 0;
}

void kt_preempt_disable(void)
{
	struct kt_task *self = kt_self();

	if (self->preempt_count++ || task_try_token(self, self->cpu))
		return;
	kth_lock(&task_lock);
	__atomic_add_fetch(&task_token_waiters, 1, __ATOMIC_SEQ_CST);
	if (task_try_any_token(self)) {
		kth_unlock(&task_lock);
	} else {
		self->wait_word = 0;
		self->wait_deadline = KT_FOREVER;
		task_park(self, TASK_WAITING_CPU);	/* is given the token */
	}
	__atomic_sub_fetch(&task_token_waiters, 1, __ATOMIC_SEQ_CST);
}

static void task_release_token(struct kt_task *self)
{
	struct kt_task **at = &task_waiters;

	__atomic_store_n(&task_token[self->cpu], 0, __ATOMIC_SEQ_CST);
	if (!__atomic_load_n(&task_token_waiters, __ATOMIC_SEQ_CST))
		return;
	kth_lock(&task_lock);
	while (*at) {
		if ((*at)->state == TASK_WAITING_CPU && task_try_any_token(*at))
			task_make_runnable(task_unlink(at), KT_WOKEN);
		else
			at = &(*at)->wait_next;
	}
	kth_unlock(&task_lock);
}

void kt_preempt_enable(void)
{
	struct kt_task *self = kt_self();

	if (self->preempt_count <= 0)
		kt_fatal(KT_FATAL_LOCK, "preempt_enable() without preempt_disable()");
	if (--self->preempt_count == 0)
		task_release_token(self);
}

void kt_task_bind(struct kt_task *task, int cpu)
{
	int holds = task == kt_self() && task->preempt_count > 0 && task->cpu != cpu;

	if (cpu < 0 || cpu >= (int)kt_topology.nr_cpus)
		return;
	if (holds)
		task_release_token(task);
	task->bound = 1;
	task->cpu = cpu;
	if (holds) {
		int count = task->preempt_count;

		task->preempt_count = 0;
		kt_preempt_disable();
		task->preempt_count = count;
	}
}

/* ---- life ---------------------------------------------------------------------- */

static void task_leave(void *task)
{
	struct kt_task *t = task;

	if (t->state == TASK_GONE)
		return;
	kt_self_task = t;	/* a thread's end may come after its TLS was reset */
	while (t->preempt_count > 0)
		kt_preempt_enable();
	kth_lock(&task_lock);
	t->state = TASK_GONE;
	task_relaxed = 0;
	if (--task_runnable == 0)
		task_idle();
	kth_unlock(&task_lock);
}

struct kt_task *kt_task_adopt(void)
{
	struct kt_task *t = task_make(task_last_id ? "host thread" : "main", -1);

	if (!t)
		kth_abort();
	kth_thread_stack(&t->stack_lo, &t->stack_hi);
	kt_self_task = t;
	kth_lock(&task_lock);
	t->state = TASK_RUNNABLE;
	task_runnable++;
	kth_unlock(&task_lock);
	if (t->id != 1)
		kth_at_thread_exit(task_leave, t);
	return t;
}

static __attribute__((noinline)) void task_entry(void *arg)
{
	struct kt_task *self = arg;

	kt_self_task = self;
	kth_thread_stack(&self->stack_lo, &self->stack_hi);
	self->stack_hi = __builtin_frame_address(0);
	kth_signal_stack();
	self->fn(self->arg);
	kt_task_exit();
}

static int task_start(struct kt_task *t)
{
	kth_lock(&task_lock);
	t->state = TASK_RUNNABLE;
	task_runnable++;
	task_relaxed = 0;
	kth_unlock(&task_lock);
	if (kth_thread(task_entry, t) == 0)
		return 0;
	kth_lock(&task_lock);
	t->state = TASK_GONE;
	task_runnable--;
	kth_unlock(&task_lock);
	return -1;
}

/*
 * Start-up's tasks get their threads when somebody waits for the first time:
 * most cases never need them, and threads are what costs a case most.
 */
static void task_start_pending(void)
{
	if (task_held || !__atomic_exchange_n(&task_pending, 0, __ATOMIC_ACQ_REL))
		return;
	for (struct kt_task *t = task_all; t; t = t->next)
		if (t->state == TASK_NEW && t->fn && task_start(t) < 0)
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
		task_pending = 1;
		return t;
	}
	task_start_pending();
	return task_start(t) < 0 ? 0 : t;
}

void kt_task_exit(void)
{
	struct kt_task *self = kt_self();

	task_leave(self);
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
	task_held = 0;
}

void kt_tasks_settle(void)
{
	for (int i = 0; i < 200; i++) {
		unsigned int runnable;

		kth_lock(&task_lock);
		runnable = task_runnable;
		kth_unlock(&task_lock);
		if (runnable <= 1)
			return;
		if (i < 50)
			kth_yield();
		else
			kth_pause_us(100);
	}
}

/* ---- reports --------------------------------------------------------------------- */

static void task_describe_wait(const struct kt_task *t, char *buf, kt_size size)
{
	if (t->state == TASK_WAITING_CPU)
		kth_format(buf, size, "waits for CPU %d", t->cpu);
	else if (t->wait_what && t->wait_owner)
		kth_format(buf, size, "waits for %s, held by %s (task %u)", t->wait_what,
			   t->wait_owner->name, t->wait_owner->id);
	else if (t->wait_what)
		kth_format(buf, size, "waits for %s", t->wait_what);
	else if (t->wait_deadline != KT_FOREVER)
		kth_format(buf, size, "sleeps until %llu.%09llu s",
			   (unsigned long long)(t->wait_deadline / 1000000000),
			   (unsigned long long)(t->wait_deadline % 1000000000));
	else
		kth_format(buf, size, "waits to be woken");
}

unsigned int kt_tasks_describe(struct kth_task_note *notes, unsigned int max)
{
	unsigned int n = 0;

	for (struct kt_task *t = __atomic_load_n(&task_all, __ATOMIC_ACQUIRE); t && n < max;
	     t = t->next) {
		if (t->state != TASK_WAITING && t->state != TASK_WAITING_CPU)
			continue;
		notes[n].name = t->name;
		task_describe_wait(t, notes[n].text, sizeof(notes[n].text));
		notes[n].nr_frames = t->nr_frames;
		for (unsigned int i = 0; i < t->nr_frames; i++)
			notes[n].frames[i] = (kt_addr)t->frames[i];
		n++;
	}
	return n;
}

void kt_tasks_roots(void (*range)(kt_addr lo, kt_addr hi))
{
	struct kt_task *self = kt_self();

	kth_lock(&task_lock);
	for (struct kt_task *t = task_all; t; t = t->next) {
		kt_addr lo = (kt_addr)t->stack_lo;
		int parked = t->state == TASK_WAITING || t->state == TASK_WAITING_CPU;

		range((kt_addr)&t->skin, (kt_addr)(&t->skin + 1));
		if (t->state == TASK_NEW)
			range((kt_addr)&t->arg, (kt_addr)(&t->arg + 1));
		if (t == self || t->state == TASK_GONE || t->state == TASK_NEW || !lo)
			continue;
		/* Registers that the park saved lie below its frame. */
		if (parked && (kt_addr)t->wait_frame - 1024 > lo)
			lo = (kt_addr)t->wait_frame - 1024;
		range(lo, (kt_addr)t->stack_hi);
	}
	kth_unlock(&task_lock);
}

void kt_trace_root(void *frame)
{
	kt_self()->stack_hi = frame;
}

unsigned int kt_trace(const void *frame, kt_addr *out, unsigned int max)
{
	struct kt_task *self = kt_self();

	return kth_walk(frame, self->stack_lo, self->stack_hi, out, max);
}
