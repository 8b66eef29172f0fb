// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A timer that polls a device takes the mutex of its state.
 * Rule: sleeping function called from invalid context
 */
#include <linux/delay.h>
#include <linux/mutex.h>
#include <linux/timer.h>
#include "two_tasks.h"

struct button {
	struct timer_list poll;
	struct mutex lock;
	spinlock_t state_lock;
	unsigned int presses;
};

static void button_poll_sleeping(struct timer_list *t)
{
	struct button *b = container_of(t, struct button, poll);

	mutex_lock(&b->lock);
	b->presses++;
	mutex_unlock(&b->lock);
	mod_timer(t, jiffies + msecs_to_jiffies(20));
}

static void button_poll(struct timer_list *t)
{
	struct button *b = container_of(t, struct button, poll);

	spin_lock(&b->state_lock);
	b->presses++;
	spin_unlock(&b->state_lock);
	mod_timer(t, jiffies + msecs_to_jiffies(20));
}

static void run(struct kunit *test, void (*poll)(struct timer_list *))
{
	static struct button b;

	b.presses = 0;
	mutex_init(&b.lock);
	spin_lock_init(&b.state_lock);
	timer_setup(&b.poll, poll, 0);
	mod_timer(&b.poll, jiffies + 1);
	msleep(100);
	timer_delete_sync(&b.poll);
	KUNIT_EXPECT_GT(test, b.presses, 1u);
}

static void bug(struct kunit *test)
{
	run(test, button_poll_sleeping);
}

static void fixed(struct kunit *test)
{
	run(test, button_poll);
}

TWO_TASKS_SUITE("poll_timer_mutex");
