// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The last reference is looked at, then dropped: two tasks both see it as not the last, or both free.
 * Rule: data race
 */
#include <linux/atomic.h>
#include <linux/slab.h>
#include "two_tasks.h"

struct session {
	atomic_t references;
};

static int put_in_two_steps(void *arg)
{
	struct session *s = arg;

	atomic_dec(&s->references);
	if (atomic_read(&s->references) == 0)
		kfree(s);
	return 0;
}

static int put(void *arg)
{
	struct session *s = arg;

	if (atomic_dec_and_test(&s->references))
		kfree(s);
	return 0;
}

static void run(struct kunit *test, int (*drop)(void *))
{
	struct session *s = kmalloc(sizeof(*s), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, s);
	atomic_set(&s->references, 2);
	two_tasks(test, drop, drop, s);
}

static void bug(struct kunit *test)
{
	run(test, put_in_two_steps);
}

static void fixed(struct kunit *test)
{
	run(test, put);
}

TWO_TASKS_SUITE("last_reference");
