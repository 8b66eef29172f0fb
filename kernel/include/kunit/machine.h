/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What a test does with the machine: tasks on CPUs, turns, time, interrupts. The same source compiles with emulated headers, with
 * those of a tree, and for a real kernel, where the calls are what a kernel has of the kind, or skip the case.
 *
 * All are called by the case's own task, and sleep.
 * Fidelity: ktest's own
 */
#ifndef KTEST_KUNIT_MACHINE_H
#define KTEST_KUNIT_MACHINE_H

#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/sched.h>
#include <linux/slab.h>

/* Of the engine, in a process; a real kernel has none of them. */
extern void kt_tasks_settle(void) __attribute__((__weak__));
extern int ktest_irq_arrives(unsigned int irq) __attribute__((__weak__));

struct ktest_task {
	struct task_struct *thread;
	struct completion done;
	int (*fn)(void *arg);
	void *arg;
	int result;
};

static inline int ktest_task_main(void *arg)
{
	struct ktest_task *task = (struct ktest_task *)arg;

	task->result = task->fn(task->arg);
	complete(&task->done);
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (kthread_should_stop())
			break;
		schedule();
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

/* Waits until its function has returned, and returns what that did. The case's end does it for those that are left. */
static inline int ktest_join(struct ktest_task *task)
{
	if (task->thread) {
		wait_for_completion(&task->done);
		kthread_stop(task->thread);
		task->thread = NULL;
	}
	return task->result;
}

static inline void ktest_task_free(struct kunit_resource *res)
{
	struct ktest_task *task = (struct ktest_task *)res->data;

	ktest_join(task);
	kfree(task);
}

static inline int ktest_task_init(struct kunit_resource *res, void *task)
{
	res->data = task;
	return 0;
}

/* fn(arg) runs in a task of its own from now on, on this CPU, or on any if it is negative. The case fails if there is no memory. */
static inline struct ktest_task *ktest_spawn(struct kunit *test, int cpu, int (*fn)(void *arg), void *arg)
{
	struct ktest_task *task = (struct ktest_task *)kzalloc(sizeof(*task), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, task);
	task->fn = fn;
	task->arg = arg;
	init_completion(&task->done);
	task->thread = kthread_create(ktest_task_main, task, "task-%d", cpu);
	if (IS_ERR(task->thread)) {
		kfree(task);
		KUNIT_FAIL(test, "a task could not be made");
		return NULL;
	}
	if (cpu >= 0)
		kthread_bind(task->thread, cpu);
	wake_up_process(task->thread);
	kunit_alloc_resource(test, ktest_task_init, ktest_task_free, GFP_KERNEL, task);
	return task;
}

/* Lets each task that is ready have a turn; a real kernel lets some. */
static inline void ktest_yield(void)
{
	yield();
}

/* Returns when all other tasks wait; with a tree's headers a moment later, in a real kernel after a while. */
static inline void ktest_settle(void)
{
#ifdef KTEST_TREE
	/* Its one CPU is given to all who are ready before time goes by. */
	usleep_range(1, 1);
#else
	if (kt_tasks_settle)
		kt_tasks_settle();
	else
		msleep(20);
#endif
}

#define KTEST_REAL_TIME_MOST (2ll * NSEC_PER_SEC)

/* Time goes by, and what is due runs. In a real kernel, more than two seconds skip the case. */
static inline void ktest_advance(struct kunit *test, u64 ns)
{
	ktime_t until = ktime_add_ns(ktime_get(), ns);

	if (!kt_tasks_settle && ns > KTEST_REAL_TIME_MOST)
		kunit_skip(test, "a real kernel would need %llu s", ns / NSEC_PER_SEC);
	while (ktime_before(ktime_get(), until)) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		schedule_hrtimeout(&until, HRTIMER_MODE_ABS);
	}
}

/*
 * A device raises the line: it is handled on the line's CPU, as soon as interrupts are enabled there. In a real kernel and with a
 * tree's headers, a line of an interrupt simulator (linux/irq_sim.h) only: others skip the case.
 */
static inline void ktest_raise_irq(struct kunit *test, unsigned int irq)
{
	int err = ktest_irq_arrives ? ktest_irq_arrives(irq) : irq_set_irqchip_state(irq, IRQCHIP_STATE_PENDING, true);

	if (err)
		kunit_skip(test, "line %u can not be raised here (%d)", irq, err);
}

#endif
