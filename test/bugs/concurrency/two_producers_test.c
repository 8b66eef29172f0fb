// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Two producers of a ring that is meant for one.
 * Rule: EXPECTATION FAILED
 */
#include <linux/atomic.h>
#include "two_tasks.h"

#define RING 8

struct ring {
	unsigned int head;
	atomic_t atomic_head;
	int slots[RING];
};

static int produce(void *arg)
{
	struct ring *r = arg;

	for (int i = 0; i < 2; i++) {
		unsigned int at = READ_ONCE(r->head);

		WRITE_ONCE(r->slots[at % RING], 1);
		WRITE_ONCE(r->head, at + 1);
	}
	return 0;
}

static int produce_atomic(void *arg)
{
	struct ring *r = arg;

	for (int i = 0; i < 2; i++)
		WRITE_ONCE(r->slots[(unsigned int)atomic_inc_return(&r->atomic_head) % RING], 1);
	return 0;
}

static void run(struct kunit *test, int (*producer)(void *))
{
	struct ring r = {};
	int filled = 0;

	two_tasks(test, producer, producer, &r);
	for (int i = 0; i < RING; i++)
		filled += r.slots[i];
	KUNIT_EXPECT_EQ(test, filled, 4);
}

static void bug(struct kunit *test)
{
	run(test, produce);
}

static void fixed(struct kunit *test)
{
	run(test, produce_atomic);
}

TWO_TASKS_SUITE("two_producers");
