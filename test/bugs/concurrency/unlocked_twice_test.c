// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The error path of a probe unlocks what is unlocked already.
 * Rule: unlock of
 */
#include <linux/mutex.h>
#include <linux/slab.h>
#include "two_tasks.h"

struct bus {
	struct mutex lock;
	int devices;
};

static int attach(struct bus *b, int id)
{
	if (id < 0)
		return -ENODEV;
	b->devices++;
	return 0;
}

static int probe_twice(struct bus *b, int id)
{
	int err;

	mutex_lock(&b->lock);
	err = attach(b, id);
	mutex_unlock(&b->lock);
	if (err)
		goto failed;
	return 0;
failed:
	mutex_unlock(&b->lock);
	return err;
}

static int probe(struct bus *b, int id)
{
	int err;

	mutex_lock(&b->lock);
	err = attach(b, id);
	mutex_unlock(&b->lock);
	return err;
}

static void run(struct kunit *test, int (*probes)(struct bus *, int))
{
	struct bus b = {};

	mutex_init(&b.lock);
	KUNIT_EXPECT_EQ(test, probes(&b, 1), 0);
	KUNIT_EXPECT_EQ(test, probes(&b, -1), -ENODEV);
	KUNIT_EXPECT_EQ(test, b.devices, 1);
}

static void bug(struct kunit *test)
{
	run(test, probe_twice);
}

static void fixed(struct kunit *test)
{
	run(test, probe);
}

TWO_TASKS_SUITE("unlocked_twice");
