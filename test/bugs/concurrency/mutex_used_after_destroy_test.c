// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The teardown of a queue destroys its mutex before it flushes.
 * Rule: lock initialization
 */
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include "two_tasks.h"

struct job {
	struct list_head list;
};

struct queue {
	struct mutex lock;
	struct list_head jobs;
};

static int queue_add(struct queue *q)
{
	struct job *j = kmalloc(sizeof(*j), GFP_KERNEL);

	if (!j)
		return -ENOMEM;
	mutex_lock(&q->lock);
	list_add_tail(&j->list, &q->jobs);
	mutex_unlock(&q->lock);
	return 0;
}

static void queue_flush(struct queue *q)
{
	struct job *j, *next;

	mutex_lock(&q->lock);
	list_for_each_entry_safe(j, next, &q->jobs, list) {
		list_del(&j->list);
		kfree(j);
	}
	mutex_unlock(&q->lock);
}

static void run(struct kunit *test, bool destroys_first)
{
	struct queue q;

	mutex_init(&q.lock);
	INIT_LIST_HEAD(&q.jobs);
	for (int i = 0; i < 3; i++)
		KUNIT_EXPECT_EQ(test, queue_add(&q), 0);
	if (destroys_first)
		mutex_destroy(&q.lock);
	queue_flush(&q);
	if (!destroys_first)
		mutex_destroy(&q.lock);
	KUNIT_EXPECT_TRUE(test, list_empty(&q.jobs));
}

static void bug(struct kunit *test)
{
	run(test, true);
}

static void fixed(struct kunit *test)
{
	run(test, false);
}

TWO_TASKS_SUITE("mutex_used_after_destroy");
