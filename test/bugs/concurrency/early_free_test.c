// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * What is freed is still in use by a reader that holds no reference.
 * Rule: data race
 */
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include "two_tasks.h"

struct node {
	int key;
};

struct table {
	struct node __rcu *entry;
	int key;
};

static int remove_at_once(void *arg)
{
	struct table *t = arg;
	struct node *old = rcu_dereference_protected(t->entry, 1);

	rcu_assign_pointer(t->entry, NULL);
	old->key = -1;
	kfree(old);
	return 0;
}

static int remove_after_readers(void *arg)
{
	struct table *t = arg;
	struct node *old = rcu_dereference_protected(t->entry, 1);

	rcu_assign_pointer(t->entry, NULL);
	synchronize_rcu();
	old->key = -1;
	kfree(old);
	return 0;
}

static int look_up(void *arg)
{
	struct table *t = arg;
	struct node *n;

	rcu_read_lock();
	n = rcu_dereference(t->entry);
	t->key = n ? READ_ONCE(n->key) : 7;
	rcu_read_unlock();
	return 0;
}

static void run(struct kunit *test, int (*removal)(void *))
{
	struct node *n = kmalloc(sizeof(*n), GFP_KERNEL);
	struct table t = {};

	KUNIT_ASSERT_NOT_NULL(test, n);
	n->key = 7;
	rcu_assign_pointer(t.entry, n);
	two_tasks(test, look_up, removal, &t);
	KUNIT_EXPECT_EQ(test, t.key, 7);
}

static void bug(struct kunit *test)
{
	run(test, remove_at_once);
}

static void fixed(struct kunit *test)
{
	run(test, remove_after_readers);
}

TWO_TASKS_SUITE("early_free");
