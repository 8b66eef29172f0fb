// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A policy is replaced under the lock of another table.
 * Rule: suspicious RCU usage
 */
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include "two_tasks.h"

struct policy {
	unsigned int limit;
};

struct owner {
	struct mutex policies, sessions;
	struct policy __rcu *policy;
};

static struct policy *policy_new(unsigned int limit)
{
	struct policy *p = kmalloc(sizeof(*p), GFP_KERNEL);

	if (p)
		p->limit = limit;
	return p;
}

/* The caller holds o->policies. */
static void __policy_set(struct owner *o, struct policy *p)
{
	struct policy *old = rcu_dereference_protected(o->policy, lockdep_is_held(&o->policies));

	rcu_assign_pointer(o->policy, p);
	if (old) {
		synchronize_rcu();
		kfree(old);
	}
}

static void policy_set(struct owner *o, struct policy *p, struct mutex *lock)
{
	mutex_lock(lock);
	__policy_set(o, p);
	mutex_unlock(lock);
}

static void run(struct kunit *test, struct owner *o, struct mutex *lock)
{
	mutex_init(&o->policies);
	mutex_init(&o->sessions);
	policy_set(o, policy_new(10), lock);
	policy_set(o, policy_new(20), lock);
	rcu_read_lock();
	KUNIT_EXPECT_EQ(test, rcu_dereference(o->policy)->limit, 20u);
	rcu_read_unlock();
	policy_set(o, NULL, lock);
}

static void bug(struct kunit *test)
{
	struct owner o = {};

	run(test, &o, &o.sessions);
}

static void fixed(struct kunit *test)
{
	struct owner o = {};

	run(test, &o, &o.policies);
}

TWO_TASKS_SUITE("rcu_wrong_lock");
