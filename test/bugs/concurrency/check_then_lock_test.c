// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A list is found not empty, and the lock is taken only then.
 * Rule: EXPECTATION FAILED
 */
#include <linux/list.h>
#include <linux/spinlock.h>
#include "two_tasks.h"

struct job {
	struct list_head link;
	int done;
};

struct jobs {
	spinlock_t lock;
	struct list_head pending;
	struct job only;
	int taken;
};

static int take_unlocked(void *arg)
{
	struct jobs *q = arg;
	struct job *job;

	if (list_empty(&q->pending))
		return 0;
	spin_lock(&q->lock);
	job = list_first_entry(&q->pending, struct job, link);
	list_del_init(&job->link);
	q->taken++;
	spin_unlock(&q->lock);
	job->done++;
	return 0;
}

static int take(void *arg)
{
	struct jobs *q = arg;
	struct job *job;

	spin_lock(&q->lock);
	job = list_first_entry_or_null(&q->pending, struct job, link);
	if (job) {
		list_del_init(&job->link);
		q->taken++;
	}
	spin_unlock(&q->lock);
	if (job)
		job->done++;
	return 0;
}

static void run(struct kunit *test, int (*worker)(void *))
{
	struct jobs q = { .pending = LIST_HEAD_INIT(q.pending) };

	spin_lock_init(&q.lock);
	list_add(&q.only.link, &q.pending);
	two_tasks(test, worker, worker, &q);
	KUNIT_EXPECT_EQ(test, q.taken, 1);
	KUNIT_EXPECT_EQ(test, q.only.done, 1);
	KUNIT_EXPECT_TRUE(test, list_empty(&q.pending));
}

static void bug(struct kunit *test)
{
	run(test, take_unlocked);
}

static void fixed(struct kunit *test)
{
	run(test, take);
}

TWO_TASKS_SUITE("check_then_lock");
