// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A pointer that was read inside of an RCU section is used behind it.
 * Rule: read after free
 */
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include "two_tasks.h"

struct config {
	int rate;
};

struct device {
	struct config __rcu *config;
	int programmed;
};

static int program_late(void *arg)
{
	struct device *d = arg;
	struct config *c;

	rcu_read_lock();
	c = rcu_dereference(d->config);
	rcu_read_unlock();
	WRITE_ONCE(d->programmed, READ_ONCE(c->rate));
	return 0;
}

static int program(void *arg)
{
	struct device *d = arg;
	struct config *c;

	rcu_read_lock();
	c = rcu_dereference(d->config);
	WRITE_ONCE(d->programmed, READ_ONCE(c->rate));
	rcu_read_unlock();
	return 0;
}

static int reconfigure(void *arg)
{
	struct device *d = arg;
	struct config *fresh = kmalloc(sizeof(*fresh), GFP_KERNEL), *old;

	if (!fresh)
		return -ENOMEM;
	fresh->rate = 200;
	old = rcu_replace_pointer(d->config, fresh, true);
	synchronize_rcu();
	kfree(old);
	return 0;
}

static void run(struct kunit *test, int (*programs)(void *))
{
	struct config *c = kmalloc(sizeof(*c), GFP_KERNEL);
	struct device d = {};

	KUNIT_ASSERT_NOT_NULL(test, c);
	c->rate = 100;
	RCU_INIT_POINTER(d.config, c);
	two_tasks(test, programs, reconfigure, &d);
	KUNIT_EXPECT_TRUE(test, d.programmed == 100 || d.programmed == 200);
	kfree(rcu_dereference_protected(d.config, true));
}

static void bug(struct kunit *test)
{
	run(test, program_late);
}

static void fixed(struct kunit *test)
{
	run(test, program);
}

TWO_TASKS_SUITE("rcu_used_after_unlock");
