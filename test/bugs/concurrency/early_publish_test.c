// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A structure is published before it is filled in.
 * Rule: data race
 */
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include "two_tasks.h"

struct config {
	int mtu;
};

struct device_state {
	struct config __rcu *config;
	int seen;
};

static int publish_early(void *arg)
{
	struct device_state *d = arg;
	struct config *c = kzalloc(sizeof(*c), GFP_KERNEL);

	rcu_assign_pointer(d->config, c);
	c->mtu = 1500;
	return 0;
}

static int publish(void *arg)
{
	struct device_state *d = arg;
	struct config *c = kzalloc(sizeof(*c), GFP_KERNEL);

	c->mtu = 1500;
	rcu_assign_pointer(d->config, c);
	return 0;
}

static int use(void *arg)
{
	struct device_state *d = arg;
	struct config *c;

	rcu_read_lock();
	c = rcu_dereference(d->config);
	d->seen = c ? c->mtu : 1500;
	rcu_read_unlock();
	return 0;
}

static void run(struct kunit *test, int (*publisher)(void *))
{
	struct device_state d = {};

	two_tasks(test, publisher, use, &d);
	KUNIT_EXPECT_EQ(test, d.seen, 1500);
	kfree(rcu_dereference_protected(d.config, 1));
}

static void bug(struct kunit *test)
{
	run(test, publish_early);
}

static void fixed(struct kunit *test)
{
	run(test, publish);
}

TWO_TASKS_SUITE("early_publish");
