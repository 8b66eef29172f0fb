// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A device goes while its watchdog is still armed.
 * Rule: a timer_list is freed while it is pending
 */
#include <linux/slab.h>
#include <linux/timer.h>
#include "two_tasks.h"

struct card {
	struct timer_list watchdog;
	int resets;
};

static void card_hangs(struct timer_list *t)
{
	container_of(t, struct card, watchdog)->resets++;
}

static struct card *card_plug(void)
{
	struct card *c = kzalloc(sizeof(*c), GFP_KERNEL);

	if (c)
		timer_setup(&c->watchdog, card_hangs, 0);
	return c;
}

static void card_transmit(struct card *c)
{
	mod_timer(&c->watchdog, jiffies + 5 * HZ);
}

static void card_unplug_armed(struct card *c)
{
	kfree(c);
}

static void card_unplug(struct card *c)
{
	timer_shutdown_sync(&c->watchdog);
	kfree(c);
}

static void run(struct kunit *test, void (*unplug)(struct card *))
{
	struct card *c = card_plug();

	KUNIT_ASSERT_NOT_NULL(test, c);
	card_transmit(c);
	KUNIT_EXPECT_TRUE(test, timer_pending(&c->watchdog));
	unplug(c);
}

static void bug(struct kunit *test)
{
	run(test, card_unplug_armed);
}

static void fixed(struct kunit *test)
{
	run(test, card_unplug);
}

TWO_TASKS_SUITE("unplugged_with_a_timer");
