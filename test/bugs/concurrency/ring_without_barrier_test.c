// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A producer makes its index visible before the data that it stands for.
 * Rule: EXPECTATION FAILED
 */
#include <asm/barrier.h>
#include "two_tasks.h"

#define SLOTS 4

struct ring {
	u32 slot[SLOTS];
	unsigned int tail, seen;
	u32 got;
};

static int produce_unordered(void *arg)
{
	struct ring *r = arg;

	WRITE_ONCE(r->slot[r->tail % SLOTS], 0xbeef);
	WRITE_ONCE(r->tail, r->tail + 1);
	return 0;
}

static int produce(void *arg)
{
	struct ring *r = arg;

	WRITE_ONCE(r->slot[r->tail % SLOTS], 0xbeef);
	smp_store_release(&r->tail, r->tail + 1);
	return 0;
}

static int consume(void *arg)
{
	struct ring *r = arg;

	if (smp_load_acquire(&r->tail) == r->seen)
		return 0;
	r->got = READ_ONCE(r->slot[r->seen++ % SLOTS]);
	return 0;
}

static void run(struct kunit *test, int (*producer)(void *))
{
	struct ring r = {};

	two_tasks(test, producer, consume, &r);
	if (r.seen)
		KUNIT_EXPECT_EQ(test, r.got, 0xbeefu);
}

static void bug(struct kunit *test)
{
	run(test, produce_unordered);
}

static void fixed(struct kunit *test)
{
	run(test, produce);
}

TWO_TASKS_SUITE("ring_without_barrier");
