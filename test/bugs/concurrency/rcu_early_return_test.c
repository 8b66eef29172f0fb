// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A lookup that finds nothing returns without rcu_read_unlock().
 * Rule: still holds rcu_read_lock()
 */
#include <linux/hashtable.h>
#include <linux/rculist.h>
#include <linux/refcount.h>
#include "two_tasks.h"

struct user {
	struct hlist_node node;
	unsigned int uid;
	refcount_t refs;
};

static DEFINE_HASHTABLE(users, 3);

static struct user *__user_find(unsigned int uid)
{
	struct user *u;

	hash_for_each_possible_rcu(users, u, node, uid)
		if (u->uid == uid)
			return u;
	return NULL;
}

static struct user *user_get_leaky(unsigned int uid)
{
	struct user *u;

	rcu_read_lock();
	u = __user_find(uid);
	if (!u || !refcount_inc_not_zero(&u->refs))
		return NULL;
	rcu_read_unlock();
	return u;
}

static struct user *user_get(unsigned int uid)
{
	struct user *u;

	rcu_read_lock();
	u = __user_find(uid);
	if (u && !refcount_inc_not_zero(&u->refs))
		u = NULL;
	rcu_read_unlock();
	return u;
}

static void run(struct kunit *test, struct user *(*get)(unsigned int uid))
{
	static struct user root = { .uid = 0, .refs = REFCOUNT_INIT(1) };

	hash_init(users);
	hash_add_rcu(users, &root.node, root.uid);
	KUNIT_EXPECT_PTR_EQ(test, get(0), &root);
	KUNIT_EXPECT_NULL(test, get(1000));
}

static void bug(struct kunit *test)
{
	run(test, user_get_leaky);
}

static void fixed(struct kunit *test)
{
	run(test, user_get);
}

TWO_TASKS_SUITE("rcu_early_return");
