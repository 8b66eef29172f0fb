// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Hooks of a packet filter are called from a list that is walked outside of an RCU reader.
 * Rule: suspicious RCU usage
 */
#include <linux/rculist.h>
#include <linux/spinlock.h>
#include "two_tasks.h"

enum verdict { PASS, DROP };

struct hook {
	struct list_head list;
	enum verdict (*fn)(const void *packet);
	int priority;
};

static LIST_HEAD(hooks);
static DEFINE_SPINLOCK(hooks_lock);

static void hook_register(struct hook *new)
{
	struct hook *at;

	spin_lock(&hooks_lock);
	list_for_each_entry(at, &hooks, list)
		if (at->priority > new->priority)
			break;
	list_add_tail_rcu(&new->list, &at->list);
	spin_unlock(&hooks_lock);
}

static void hook_unregister(struct hook *old)
{
	spin_lock(&hooks_lock);
	list_del_rcu(&old->list);
	spin_unlock(&hooks_lock);
	synchronize_rcu();
}

static enum verdict run_hooks(const void *packet)
{
	struct hook *h;

	list_for_each_entry_rcu(h, &hooks, list)
		if (h->fn(packet) == DROP)
			return DROP;
	return PASS;
}

static enum verdict run_hooks_as_reader(const void *packet)
{
	enum verdict v;

	rcu_read_lock();
	v = run_hooks(packet);
	rcu_read_unlock();
	return v;
}

static enum verdict drop_odd(const void *packet) { return *(const int *)packet & 1 ? DROP : PASS; }

static void with(struct kunit *test, enum verdict (*run)(const void *))
{
	struct hook h = { .fn = drop_odd };
	int odd = 3, even = 4;

	hook_register(&h);
	KUNIT_EXPECT_EQ(test, run(&odd), DROP);
	KUNIT_EXPECT_EQ(test, run(&even), PASS);
	hook_unregister(&h);
}

static void bug(struct kunit *test)
{
	with(test, run_hooks);
}

static void fixed(struct kunit *test)
{
	with(test, run_hooks_as_reader);
}

TWO_TASKS_SUITE("rcu_hook_list");
