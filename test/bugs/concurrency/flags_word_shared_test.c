// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * One flag of a word is set without an atomic operation, its neighbour with one.
 * Rule: data race
 */
#include <linux/bitops.h>
#include "two_tasks.h"

enum { LINK_UP, LINK_ERROR };

struct link {
	unsigned long flags;
};

static int came_up(void *arg)
{
	struct link *l = arg;

	__set_bit(LINK_UP, &l->flags);
	return 0;
}

static int came_up_atomically(void *arg)
{
	struct link *l = arg;

	set_bit(LINK_UP, &l->flags);
	return 0;
}

static int failed(void *arg)
{
	struct link *l = arg;

	set_bit(LINK_ERROR, &l->flags);
	return 0;
}

static void run(struct kunit *test, int (*up)(void *))
{
	struct link l = {};
	int (*tasks[])(void *) = { up, failed };

	two_tasks(test, tasks[0], tasks[1], &l);
	KUNIT_EXPECT_TRUE(test, test_bit(LINK_UP, &l.flags));
	KUNIT_EXPECT_TRUE(test, test_bit(LINK_ERROR, &l.flags));
}

static void bug(struct kunit *test)
{
	run(test, came_up);
}

static void fixed(struct kunit *test)
{
	run(test, came_up_atomically);
}

TWO_TASKS_SUITE("flags_word_shared");
