// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Each of two users puts the reference of a shared buffer that only one of them got.
 * Rule: refcount_t: underflow
 */
#include <linux/refcount.h>
#include "two_tasks.h"

struct pool {
	refcount_t refs;
	int released;
};

static void pool_put(struct pool *p)
{
	if (refcount_dec_and_test(&p->refs))
		p->released++;
}

static int use_and_put(void *arg)
{
	pool_put(arg);
	return 0;
}

static void run(struct kunit *test, int gets)
{
	struct pool p = { .refs = REFCOUNT_INIT(1) };

	for (int i = 0; i < gets; i++)
		refcount_inc(&p.refs);
	two_tasks(test, use_and_put, use_and_put, &p);
	pool_put(&p);
	KUNIT_EXPECT_EQ(test, p.released, 1);
}

static void bug(struct kunit *test)
{
	run(test, 1);
}

static void fixed(struct kunit *test)
{
	run(test, 2);
}

TWO_TASKS_SUITE("put_too_often");
