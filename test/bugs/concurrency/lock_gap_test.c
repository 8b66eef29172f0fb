// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A spinning lock that is released and taken again between a look and what follows from it.
 * Rule: EXPECTATION FAILED
 */
#include <linux/spinlock.h>
#include "two_tasks.h"

struct pool {
	spinlock_t lock;
	int free;
	int given;
};

static int take_in_two_steps(void *arg)
{
	struct pool *p = arg;
	int has_some;

	spin_lock(&p->lock);
	has_some = p->free > 0;
	spin_unlock(&p->lock);
	if (!has_some)
		return 0;
	spin_lock(&p->lock);
	p->free--;
	p->given++;
	spin_unlock(&p->lock);
	return 0;
}

static int take(void *arg)
{
	struct pool *p = arg;

	spin_lock(&p->lock);
	if (p->free > 0) {
		p->free--;
		p->given++;
	}
	spin_unlock(&p->lock);
	return 0;
}

static void run(struct kunit *test, int (*user)(void *))
{
	struct pool p = { .free = 1 };

	spin_lock_init(&p.lock);
	two_tasks(test, user, user, &p);
	KUNIT_EXPECT_EQ(test, p.free, 0);
	KUNIT_EXPECT_EQ(test, p.given, 1);
}

static void bug(struct kunit *test)
{
	run(test, take_in_two_steps);
}

static void fixed(struct kunit *test)
{
	run(test, take);
}

TWO_TASKS_SUITE("lock_gap");
