// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Kernel threads, as Documentation and include/linux/kthread.h describe them: created asleep,
 * stopped and parked by request, with the result of their function for kthread_stop().
 */
#include "tree.h"
#include <linux/kthread.h>
#include <linux/sched/task.h>

enum { KTHREAD_STOP, KTHREAD_PARK, KTHREAD_STARTED };

struct ktree_task *ktree_make_task(const char *name);
void ktree_become(struct ktree_task *t);

static void kthread_leave(struct ktree_task *self, int result)
{
	ktree_check_context();
	ktree_leave_mm();
	self->result = result;
	self->task.vfork_done = NULL;
	WRITE_ONCE(self->task.__state, TASK_DEAD);
	complete_all(&self->exited);
	ktree_cpu_give();
	kt_task_exit();
}

static void kthread_entry(void *arg)
{
	struct ktree_task *self = arg;

	ktree_become(self);
	ktree_cpu_take();
	/* Asleep until somebody wakes it for the first time. */
	while (READ_ONCE(self->task.__state))
		schedule();
	/* One that is stopped before it ever ran does not call its function. */
	if (test_bit(KTHREAD_STOP, &self->flags))
		kthread_leave(self, -EINTR);
	/* Nor one that is parked, until it is unparked. */
	if (test_bit(KTHREAD_PARK, &self->flags))
		kthread_parkme();
	kthread_leave(self, self->fn(self->data));
}

static struct task_struct *kthread_make(int (*fn)(void *data), void *data, const char *fmt,
					va_list args)
{
	char name[TASK_COMM_LEN];
	struct ktree_task *t;

	vsnprintf(name, sizeof(name), fmt, args);
	t = ktree_make_task(name);
	t->fn = fn;
	t->data = data;
	WRITE_ONCE(t->task.__state, TASK_UNINTERRUPTIBLE);
	t->engine = kt_spawn(name, -1, kthread_entry, t);
	return t->engine ? &t->task : ERR_PTR(-ENOMEM);
}

struct task_struct *kthread_create_on_node(int (*fn)(void *data), void *data, int node,
					   const char *fmt, ...)
{
	struct task_struct *task;
	va_list args;

	va_start(args, fmt);
	task = kthread_make(fn, data, fmt, args);
	va_end(args);
	return task;
}

struct task_struct *kthread_create_on_cpu(int (*fn)(void *data), void *data, unsigned int cpu,
					  const char *fmt)
{
	struct task_struct *task = kthread_create_on_node(fn, data, NUMA_NO_NODE, fmt, cpu);

	if (!IS_ERR(task))
		kthread_bind(task, cpu);
	return task;
}

void kthread_bind(struct task_struct *task, unsigned int cpu)
{
	task->flags |= PF_NO_SETAFFINITY;
}

void kthread_bind_mask(struct task_struct *task, const struct cpumask *mask)
{
	task->flags |= PF_NO_SETAFFINITY;
}

#define KTHREAD_ROUND 10000u /* ns */

/* A thread that works until it is told to stop calls this in each round: others run, and time goes by, as a kernel's tick has it. */
bool kthread_should_stop(void)
{
	if (ktree_is_preemptible()) {
		ktree_yield();
		kt_advance(KTHREAD_ROUND);
	}
	return test_bit(KTHREAD_STOP, &ktree_task_of(current)->flags);
}

bool kthread_should_park(void)
{
	return test_bit(KTHREAD_PARK, &ktree_task_of(current)->flags);
}

bool kthread_should_stop_or_park(void)
{
	return kthread_should_stop() || kthread_should_park();
}

bool kthread_freezable_should_stop(bool *was_frozen)
{
	if (was_frozen)
		*was_frozen = false;
	return kthread_should_stop();
}

void *kthread_func(struct task_struct *task)
{
	return ktree_task_of(task)->fn;
}

void *kthread_data(struct task_struct *task)
{
	return ktree_task_of(task)->data;
}

void __noreturn kthread_exit(long result)
{
	kthread_leave(ktree_task_of(current), result);
	unreachable();
}

void __noreturn kthread_complete_and_exit(struct completion *done, long result)
{
	if (done)
		complete(done);
	kthread_exit(result);
}

void kthread_unpark(struct task_struct *task)
{
	if (test_and_clear_bit(KTHREAD_PARK, &ktree_task_of(task)->flags))
		wake_up_state(task, TASK_PARKED);
}

int kthread_park(struct task_struct *task)
{
	struct ktree_task *t = ktree_task_of(task);

	if (WARN_ON(task->__state & TASK_DEAD))
		return -ENOSYS;
	if (WARN_ON_ONCE(test_and_set_bit(KTHREAD_PARK, &t->flags)))
		return -EBUSY;
	if (task != current) {
		wake_up_process(task);
		wait_for_completion(&t->parked);
	}
	return 0;
}

void kthread_parkme(void)
{
	struct ktree_task *self = ktree_task_of(current);

	for (;;) {
		WRITE_ONCE(current->__state, TASK_PARKED);
		if (!test_bit(KTHREAD_PARK, &self->flags))
			break;
		complete(&self->parked);
		schedule();
	}
	__set_current_state(TASK_RUNNING);
}

int kthread_stop(struct task_struct *task)
{
	struct ktree_task *t = ktree_task_of(task);

	set_bit(KTHREAD_STOP, &t->flags);
	kthread_unpark(task);
	wake_up_process(task);
	wait_for_completion(&t->exited);
	return t->result;
}

int kthread_stop_put(struct task_struct *task)
{
	int result = kthread_stop(task);

	put_task_struct(task);
	return result;
}
