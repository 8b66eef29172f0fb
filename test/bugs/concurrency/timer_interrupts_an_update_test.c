// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A rate estimator's timer adds to a counter that its CPU's task adds to with preemption off: the timer comes in between.
 * Rule: EXPECTATION FAILED
 */
#include <linux/bottom_half.h>
#include <linux/delay.h>
#include <linux/timer.h>
#include "two_tasks.h"

static struct estimator {
	struct timer_list timer;
	unsigned long bytes;
} estimator;

static void estimator_add(struct estimator *e, unsigned long bytes)
{
	WRITE_ONCE(e->bytes, READ_ONCE(e->bytes) + bytes);
}

static void estimator_tick(struct timer_list *t)
{
	estimator_add(container_of(t, struct estimator, timer), 1);
}

static void estimator_sent_preemption_off(struct estimator *e)
{
	preempt_disable();
	estimator_add(e, 100);
	preempt_enable();
}

static void estimator_sent(struct estimator *e)
{
	local_bh_disable();
	estimator_add(e, 100);
	local_bh_enable();
}

static void run(struct kunit *test, void (*sent)(struct estimator *))
{
	estimator.bytes = 0;
	timer_setup(&estimator.timer, estimator_tick, 0);
	mod_timer(&estimator.timer, jiffies + 1);
	sent(&estimator);
	msleep(100);
	timer_delete_sync(&estimator.timer);
	KUNIT_EXPECT_EQ(test, READ_ONCE(estimator.bytes), 101ul);
}

static void bug(struct kunit *test)
{
	run(test, estimator_sent_preemption_off);
}

static void fixed(struct kunit *test)
{
	run(test, estimator_sent);
}

TWO_TASKS_SUITE("timer_interrupts_an_update");
