// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A routing table is read without rcu_read_lock(): the entry may be freed while it is used.
 * Rule: suspicious RCU usage
 */
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include "two_tasks.h"

struct route {
	u32 prefix, gateway;
	struct rcu_head rcu;
};

static struct route __rcu *default_route;
static DEFINE_MUTEX(route_mutex);

static int route_set(u32 prefix, u32 gateway)
{
	struct route *fresh = kzalloc(sizeof(*fresh), GFP_KERNEL), *old;

	if (!fresh)
		return -ENOMEM;
	fresh->prefix = prefix;
	fresh->gateway = gateway;
	mutex_lock(&route_mutex);
	old = rcu_replace_pointer(default_route, fresh, lockdep_is_held(&route_mutex));
	mutex_unlock(&route_mutex);
	if (old)
		kfree_rcu(old, rcu);
	return 0;
}

static void route_clear(void)
{
	struct route *old;

	mutex_lock(&route_mutex);
	old = rcu_replace_pointer(default_route, NULL, lockdep_is_held(&route_mutex));
	mutex_unlock(&route_mutex);
	if (old)
		kfree_rcu(old, rcu);
}

static u32 gateway_unlocked(void)
{
	struct route *r = rcu_dereference(default_route);

	return r ? r->gateway : 0;
}

static u32 gateway(void)
{
	struct route *r;
	u32 found;

	rcu_read_lock();
	r = rcu_dereference(default_route);
	found = r ? r->gateway : 0;
	rcu_read_unlock();
	return found;
}

static void bug(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, route_set(0, 0x0a000001), 0);
	KUNIT_EXPECT_EQ(test, gateway_unlocked(), 0x0a000001u);
	route_clear();
}

static void fixed(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, route_set(0, 0x0a000001), 0);
	KUNIT_EXPECT_EQ(test, gateway(), 0x0a000001u);
	route_clear();
}

TWO_TASKS_SUITE("rcu_route_lookup");
