// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A driver whose removal forgets the thread that it started.
 * Rule: left behind
 */
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include "two_tasks.h"

struct fan {
	struct task_struct *control;
	int speed;
};

static int fan_control(void *arg)
{
	struct fan *f = arg;

	while (!kthread_should_stop()) {
		WRITE_ONCE(f->speed, 1200);
		schedule_timeout_interruptible(HZ);
	}
	return 0;
}

static int fan_probe(struct fan *f)
{
	f->control = kthread_run(fan_control, f, "fan");
	return PTR_ERR_OR_ZERO(f->control);
}

static void fan_remove(struct fan *f, bool stops)
{
	if (stops)
		kthread_stop(f->control);
	f->control = NULL;
}

static struct fan the_fan;

static void run(struct kunit *test, bool stops)
{
	KUNIT_ASSERT_EQ(test, fan_probe(&the_fan), 0);
	schedule_timeout_interruptible(2);
	KUNIT_EXPECT_EQ(test, READ_ONCE(the_fan.speed), 1200);
	fan_remove(&the_fan, stops);
}

static void bug(struct kunit *test)
{
	run(test, false);
}

static void fixed(struct kunit *test)
{
	run(test, true);
}

TWO_TASKS_SUITE("thread_left_behind");
