// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Statistics: two tasks add to one counter; the fixed twin by an atomic.
 * Rule: data race
 */
#include <linux/atomic.h>
#include "two_tasks.h"

struct stats {
	unsigned long packets;
	atomic_t atomic_packets;
};

static int count(void *arg)
{
	struct stats *s = arg;

	for (int i = 0; i < 3; i++)
		s->packets++;
	return 0;
}

static int count_atomic(void *arg)
{
	struct stats *s = arg;

	for (int i = 0; i < 3; i++)
		atomic_inc(&s->atomic_packets);
	return 0;
}

static void bug(struct kunit *test)
{
	struct stats s = {};

	two_tasks(test, count, count, &s);
	KUNIT_EXPECT_EQ(test, s.packets, 6);
}

static void fixed(struct kunit *test)
{
	struct stats s = {};

	two_tasks(test, count_atomic, count_atomic, &s);
	KUNIT_EXPECT_EQ(test, atomic_read(&s.atomic_packets), 6);
}

TWO_TASKS_SUITE("lost_update");
