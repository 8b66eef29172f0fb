/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Virtual CPUs: tokens that tasks hold while preemption is off.
 *
 * Taking and giving a free token needs no lock. A task that finds none counts
 * itself in kt_cpu_waiters before it looks once more; whoever releases a
 * token looks at that count afterwards, so one of the two sees the other.
 */
#include "alone.h"
#include "explore.h"
#include "order.h"
#include "task.h"

struct kt_cpu_token kt_cpu_token[KT_MAX_CPUS];
struct kt_cpu_waiters kt_cpu_waiters;

static int cpu_try_token(struct kt_task *t, int cpu)
{
	enum kt_alone_how how = kt_alone_enter();
	struct kt_task *nobody = 0;
	int is_mine;

	if (how) {
		is_mine = !kt_cpu_token[cpu].holder;
		if (is_mine)
			kt_cpu_token[cpu].holder = t;
		kt_alone_leave(how);
	} else {
		is_mine = __atomic_compare_exchange_n(&kt_cpu_token[cpu].holder, &nobody, t, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);
	}
	if (is_mine)
		t->cpu = cpu;
	return is_mine;
}

static int cpu_try_any_token(struct kt_task *t)
{
	if (cpu_try_token(t, t->cpu))
		return 1;
	for (unsigned int cpu = 0; !t->bound && !t->migration_off && cpu < kt_topology.nr_cpus; cpu++)
		if (cpu_try_token(t, (int)cpu))
			return 1;
	return 0;
}

int kt_cpu_admits(struct kt_task *t)
{
	const struct kt_task *holder = __atomic_load_n(&kt_cpu_token[t->cpu].holder, __ATOMIC_SEQ_CST);

	if (!holder || holder == t)
		return 1;
	if (t->wanted_interrupt)
		return kt_cpu_is_interruptible(holder, t->wanted_interrupt);
	/* An interrupted section goes on where it is. */
	if (t->preempt_count)
		return 0;
	for (unsigned int cpu = 0; !t->bound && !t->migration_off && cpu < kt_topology.nr_cpus; cpu++) {
		if (!__atomic_load_n(&kt_cpu_token[cpu].holder, __ATOMIC_SEQ_CST)) {
			t->cpu = (int)cpu;
			return 1;
		}
	}
	return 0;
}

/* With kt_task_lock held, which it releases. */
static void cpu_park(struct kt_task *self, const void *frame)
{
	self->wait_word = 0;
	self->wait_deadline = KT_FOREVER;
	kt_task_park(self, TASK_WAITING_CPU, "waits", frame);
}

static void cpu_wait_token(struct kt_task *self, const void *frame)
{
	kth_lock(&kt_task_lock);
	__atomic_add_fetch(&kt_cpu_waiters.nr, 1, __ATOMIC_SEQ_CST);
	/* Whoever wakes it has given it the token. */
	if (cpu_try_any_token(self))
		kt_task_unlock();
	else
		cpu_park(self, frame);
	__atomic_sub_fetch(&kt_cpu_waiters.nr, 1, __ATOMIC_SEQ_CST);
}

void kt_preempt_off(struct kt_task *self, kt_addr caller, const void *frame)
{
	if (self->preempt_count++)
		return;
	self->atomic_since = caller;
	if (!cpu_try_token(self, self->cpu))
		cpu_wait_token(self, frame);
	/* Of two such sections on one CPU, one comes before the other. */
	if (self->order)
		kt_order_acquire(&kt_cpu_token[self->cpu]);
}

void kt_preempt_disable(void)
{
	kt_preempt_off(kt_self(), (kt_addr)__builtin_return_address(0), __builtin_frame_address(0));
}

/* Whether a waiting task has a CPU now, or can interrupt one: it tries when it has its turn. */
static int cpu_can_go_on(struct kt_task *t)
{
	if (t->wanted_interrupt)
		return kt_cpu_admits(t);
	return cpu_try_any_token(t);
}

static void cpu_wake_them(void)
{
	struct kt_task **at = &kt_task_waiters;

	kth_lock(&kt_task_lock);
	while (*at) {
		if ((*at)->state == TASK_WAITING_CPU && cpu_can_go_on(*at))
			kt_task_resume(kt_task_unlink(at), KT_WOKEN);
		else
			at = &(*at)->wait_next;
	}
	kt_task_unlock();
}

/* Section ended, or interrupts are enabled in it again. */
static inline void cpu_wake_waiters(void)
{
	if (__atomic_load_n(&kt_cpu_waiters.nr, __ATOMIC_SEQ_CST))
		cpu_wake_them();
}

static void cpu_release_token(struct kt_task *self)
{
	enum kt_alone_how how;

	if (self->order)
		kt_order_release(&kt_cpu_token[self->cpu]);
	how = kt_alone_enter();
	if (how) {
		__atomic_store_n(&kt_cpu_token[self->cpu].holder, 0, __ATOMIC_RELAXED);
		kt_alone_leave(how);
	} else {
		__atomic_store_n(&kt_cpu_token[self->cpu].holder, 0, __ATOMIC_SEQ_CST);
	}
	cpu_wake_waiters();
}

/* Another task wanted that while it had preemption off. */
static void cpu_move(struct kt_task *self)
{
	self->cpu = self->bind_to - 1;
	self->bind_to = 0;
	self->bound = 1;
}

void kt_preempt_on(struct kt_task *self, const void *frame)
{
	if (self->preempt_count <= 0)
		kt_fatal_at(frame, KT_FATAL_LOCK, "preempt_enable() without preempt_disable()");
	if (--self->preempt_count) {
		cpu_wake_waiters();
		return;
	}
	cpu_release_token(self);
	if (self->bind_to)
		cpu_move(self);
	kt_point(frame);
}

void kt_preempt_enable(void)
{
	kt_preempt_on(kt_self(), __builtin_frame_address(0));
}

/* ---- interrupts ---------------------------------------------------------------------------------- */

int kt_cpu_is_interruptible(const struct kt_task *holder, int kind)
{
	if (!holder)
		return 1;
	return !holder->irqs_off && !holder->hardirq && (kind == KT_IN_HARDIRQ || !holder->bh_count);
}

/* With kt_task_lock held: the CPU is the task's, whoever holds it. */
static int cpu_interrupt(struct kt_task *self, int cpu, int kind)
{
	struct kt_task *holder = __atomic_load_n(&kt_cpu_token[cpu].holder, __ATOMIC_SEQ_CST);

	if (!kt_cpu_is_interruptible(holder, kind))
		return 0;
	self->interrupted = holder;
	self->wanted_interrupt = 0;
	__atomic_store_n(&kt_cpu_token[cpu].holder, self, __ATOMIC_SEQ_CST);
	return 1;
}

/* Waits until it has the CPU. */
static void cpu_await_interrupt(struct kt_task *self, int cpu, int kind)
{
	self->cpu = cpu;
	self->bound = 1;
	self->wanted_interrupt = kind;
	__atomic_add_fetch(&kt_cpu_waiters.nr, 1, __ATOMIC_SEQ_CST);
	for (;;) {
		kth_lock(&kt_task_lock);
		if (kt_turns_ended || cpu_interrupt(self, cpu, kind))
			break;
		cpu_park(self, __builtin_frame_address(0));
	}
	__atomic_sub_fetch(&kt_cpu_waiters.nr, 1, __ATOMIC_SEQ_CST);
	kt_task_unlock();
}

void kt_interrupt_enter(int cpu, int kind)
{
	struct kt_task *self = kt_self();

	cpu_await_interrupt(self, cpu, kind);
	if (self->wanted_interrupt) {
		self->wanted_interrupt = 0;
		kt_preempt_disable();
	} else {
		self->preempt_count = 1;
		self->atomic_since = (kt_addr)__builtin_return_address(0);
		kt_order_acquire(&kt_cpu_token[cpu]);
	}
	self->hardirq = self->irqs_off = kind == KT_IN_HARDIRQ;
	self->softirq = self->bh_count = kind == KT_IN_SOFTIRQ;
}

void kt_interrupt_leave(void)
{
	struct kt_task *self = kt_self(), *interrupted = self->interrupted;

	if (self->nr_held)
		kt_context_misused("an interrupt ended, but still holds %s", self->held[0].what);
	self->hardirq = self->irqs_off = self->softirq = self->bh_count = 0;
	self->interrupted = 0;
	self->bound = 0;
	if (!interrupted) {
		self->preempt_count = 1;
		kt_preempt_enable();
		return;
	}
	self->preempt_count = 0;
	kt_order_release(&kt_cpu_token[self->cpu]);
	__atomic_store_n(&kt_cpu_token[self->cpu].holder, interrupted, __ATOMIC_SEQ_CST);
	cpu_wake_waiters();
	/* What it was on top of goes on before it does something else. */
	kt_others_turn();
}

void kt_migrate_disable(void)
{
	struct kt_task *self = kt_self();

	kt_preempt_disable();
	self->migration_off++;
	self->atomic_since = (kt_addr)__builtin_return_address(0);
	kt_preempt_enable();
}

void kt_migrate_enable(void)
{
	struct kt_task *self = kt_self();

	if (self->migration_off <= 0)
		kt_fatal_at(__builtin_frame_address(0), KT_FATAL_LOCK,
			    "migrate_enable() without migrate_disable()");
	self->migration_off--;
}

void kt_task_bind(struct kt_task *task, int cpu)
{
	int holds = task == kt_self() && task->preempt_count > 0 && task->cpu != cpu;

	if (cpu < 0 || cpu >= (int)kt_topology.nr_cpus)
		return;
	if (task != kt_self() && task->preempt_count > 0) {
		task->bind_to = cpu + 1;
		return;
	}
	if (holds)
		cpu_release_token(task);
	task->bound = 1;
	task->cpu = cpu;
	if (holds) {
		int count = task->preempt_count;

		task->preempt_count = 0;
		kt_preempt_disable();
		task->preempt_count = count;
	}
}

void kt_cpus_pass(void)
{
	struct kt_task *self = kt_self();
	int bound = self->bound, home = self->cpu;

	if (self->preempt_count)
		return;
	for (unsigned int cpu = 0; cpu < kt_topology.nr_cpus; cpu++) {
		kt_order_acquire(&kt_cpu_token[cpu]);
		if (!__atomic_load_n(&kt_cpu_token[cpu].holder, __ATOMIC_SEQ_CST))
			continue;
		kt_task_bind(self, (int)cpu);
		kt_preempt_disable();
		kt_preempt_enable();
	}
	self->cpu = home;
	self->bound = bound;
}
