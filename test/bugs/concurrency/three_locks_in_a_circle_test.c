// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Inode, directory and journal are locked in a circle by three operations.
 * Rule: lock order
 */
#include <linux/mutex.h>
#include "two_tasks.h"

struct volume {
	struct mutex directory, inode, journal;
	int operations;
};

static void both(struct volume *v, struct mutex *outer, struct mutex *inner)
{
	mutex_lock(outer);
	mutex_lock(inner);
	v->operations++;
	mutex_unlock(inner);
	mutex_unlock(outer);
}

static void do_create(struct volume *v)
{
	both(v, &v->directory, &v->inode);
}

static void do_truncate(struct volume *v)
{
	both(v, &v->inode, &v->journal);
}

static void do_replay(struct volume *v)
{
	both(v, &v->journal, &v->directory);
}

static void do_replay_in_order(struct volume *v)
{
	both(v, &v->directory, &v->journal);
}

static void run(struct kunit *test, void (*replay)(struct volume *))
{
	static struct volume v;

	v.operations = 0;
	mutex_init(&v.directory);
	mutex_init(&v.inode);
	mutex_init(&v.journal);
	do_create(&v);
	do_truncate(&v);
	replay(&v);
	KUNIT_EXPECT_EQ(test, v.operations, 3);
}

static void bug(struct kunit *test)
{
	run(test, do_replay);
}

static void fixed(struct kunit *test)
{
	run(test, do_replay_in_order);
}

TWO_TASKS_SUITE("three_locks_in_a_circle");
