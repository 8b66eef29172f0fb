// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A worker gives the read lock back that another task took.
 * Rule: read unlock of
 */
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/rwsem.h>
#include "two_tasks.h"

struct snapshot {
	struct rw_semaphore frozen;
	struct completion written;
	int pages;
	bool worker_unlocks;
};

static int write_out(void *arg)
{
	struct snapshot *s = arg;

	s->pages = 8;
	if (s->worker_unlocks)
		up_read(&s->frozen);
	complete(&s->written);
	return 0;
}

static int snapshot_take(struct snapshot *s)
{
	struct task_struct *worker;

	down_read(&s->frozen);
	worker = kthread_run(write_out, s, "write-out");
	if (IS_ERR(worker)) {
		up_read(&s->frozen);
		return PTR_ERR(worker);
	}
	wait_for_completion(&s->written);
	if (!s->worker_unlocks)
		up_read(&s->frozen);
	return 0;
}

static void run(struct kunit *test, bool worker_unlocks)
{
	static struct snapshot s;

	init_rwsem(&s.frozen);
	init_completion(&s.written);
	s.worker_unlocks = worker_unlocks;
	KUNIT_EXPECT_EQ(test, snapshot_take(&s), 0);
	KUNIT_EXPECT_EQ(test, s.pages, 8);
	KUNIT_EXPECT_FALSE(test, rwsem_is_locked(&s.frozen));
}

static void bug(struct kunit *test)
{
	run(test, true);
}

static void fixed(struct kunit *test)
{
	run(test, false);
}

TWO_TASKS_SUITE("reader_of_another_task");
