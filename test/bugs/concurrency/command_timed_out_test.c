// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A command whose completion is on the stack times out, and the answer comes later.
 * Rule: use after return
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/spinlock.h>
#include "two_tasks.h"

struct modem {
	spinlock_t lock;
	struct completion *waiter;
	unsigned int delay_ms;
};

static int firmware(void *arg)
{
	struct modem *m = arg;

	msleep(m->delay_ms);
	spin_lock(&m->lock);
	if (m->waiter)
		complete(m->waiter);
	spin_unlock(&m->lock);
	while (!kthread_should_stop())
		msleep_interruptible(10);
	return 0;
}

static noinline int command(struct modem *m, bool withdraws)
{
	DECLARE_COMPLETION_ONSTACK(answered);
	int err;

	spin_lock(&m->lock);
	m->waiter = &answered;
	spin_unlock(&m->lock);
	err = wait_for_completion_timeout(&answered, msecs_to_jiffies(20)) ? 0 : -ETIMEDOUT;
	if (!withdraws)
		return err;
	spin_lock(&m->lock);
	m->waiter = NULL;
	spin_unlock(&m->lock);
	return err;
}

static void run(struct kunit *test, bool withdraws)
{
	static struct modem m;
	struct task_struct *t;

	spin_lock_init(&m.lock);
	m.delay_ms = 100;
	t = kthread_run(firmware, &m, "firmware");
	KUNIT_ASSERT_FALSE(test, IS_ERR(t));
	KUNIT_EXPECT_EQ(test, command(&m, withdraws), -ETIMEDOUT);
	msleep(200);
	kthread_stop(t);
}

static void bug(struct kunit *test)
{
	run(test, false);
}

static void fixed(struct kunit *test)
{
	run(test, true);
}

TWO_TASKS_SUITE("command_timed_out");
