// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Two fields belong together, and a reader takes no lock.
 * Rule: EXPECTATION FAILED
 */
#include <linux/seqlock.h>
#include "two_tasks.h"

struct clock_pair {
	seqlock_t lock;
	unsigned long seconds, nanoseconds;
	unsigned long seen;
};

static int tick(void *arg)
{
	struct clock_pair *c = arg;

	write_seqlock(&c->lock);
	WRITE_ONCE(c->seconds, 2);
	WRITE_ONCE(c->nanoseconds, 0);
	write_sequnlock(&c->lock);
	return 0;
}

static int read_torn(void *arg)
{
	struct clock_pair *c = arg;

	c->seen = READ_ONCE(c->seconds) * 1000 + READ_ONCE(c->nanoseconds);
	return 0;
}

static int read_pair(void *arg)
{
	struct clock_pair *c = arg;
	unsigned int begun;

	do {
		begun = read_seqbegin(&c->lock);
		c->seen = READ_ONCE(c->seconds) * 1000 + READ_ONCE(c->nanoseconds);
	} while (read_seqretry(&c->lock, begun));
	return 0;
}

static void run(struct kunit *test, int (*reader)(void *))
{
	struct clock_pair c = { .seconds = 1, .nanoseconds = 999 };

	seqlock_init(&c.lock);
	two_tasks(test, tick, reader, &c);
	KUNIT_EXPECT_TRUE(test, c.seen == 1999 || c.seen == 2000);
}

static void bug(struct kunit *test)
{
	run(test, read_torn);
}

static void fixed(struct kunit *test)
{
	run(test, read_pair);
}

TWO_TASKS_SUITE("torn_pair");
