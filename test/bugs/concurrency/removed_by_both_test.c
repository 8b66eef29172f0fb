// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Both the timeout and the answer take a request off its list.
 * Rule: list_del corruption
 */
#include <linux/list.h>
#include <linux/spinlock.h>
#include "two_tasks.h"

struct call {
	struct list_head list;
	int result;
};

static LIST_HEAD(calls);
static DEFINE_SPINLOCK(calls_lock);

static int finish_blindly(void *arg)
{
	struct call *c = arg;

	spin_lock(&calls_lock);
	list_del(&c->list);
	c->result++;
	spin_unlock(&calls_lock);
	return 0;
}

static int finish(void *arg)
{
	struct call *c = arg;

	spin_lock(&calls_lock);
	if (!list_empty(&c->list)) {
		list_del_init(&c->list);
		c->result++;
	}
	spin_unlock(&calls_lock);
	return 0;
}

static void run(struct kunit *test, int (*finishes)(void *))
{
	struct call c = {};

	list_add(&c.list, &calls);
	two_tasks(test, finishes, finishes, &c);
	KUNIT_EXPECT_EQ(test, c.result, 1);
}

static void bug(struct kunit *test)
{
	run(test, finish_blindly);
}

static void fixed(struct kunit *test)
{
	run(test, finish);
}

TWO_TASKS_SUITE("removed_by_both");
