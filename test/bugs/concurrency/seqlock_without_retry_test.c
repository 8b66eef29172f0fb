// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A reader of a clock does not look whether it was changed meanwhile.
 * Rule: EXPECTATION FAILED
 */
#include <linux/seqlock.h>
#include "two_tasks.h"

struct clock {
	seqlock_t lock;
	u64 seconds, nanoseconds;
	bool was_torn;
};

static int tick(void *arg)
{
	struct clock *c = arg;

	write_seqlock(&c->lock);
	WRITE_ONCE(c->seconds, c->seconds + 1);
	WRITE_ONCE(c->nanoseconds, c->nanoseconds + 1000);
	write_sequnlock(&c->lock);
	return 0;
}

static int read_once(void *arg)
{
	struct clock *c = arg;
	u64 s, ns;

	s = READ_ONCE(c->seconds);
	ns = READ_ONCE(c->nanoseconds);
	c->was_torn = s * 1000 != ns;
	return 0;
}

static int read_until_stable(void *arg)
{
	struct clock *c = arg;
	unsigned int seq;
	u64 s, ns;

	do {
		seq = read_seqbegin(&c->lock);
		s = READ_ONCE(c->seconds);
		ns = READ_ONCE(c->nanoseconds);
	} while (read_seqretry(&c->lock, seq));
	c->was_torn = s * 1000 != ns;
	return 0;
}

static void run(struct kunit *test, int (*reader)(void *))
{
	struct clock c = {};

	seqlock_init(&c.lock);
	two_tasks(test, tick, reader, &c);
	KUNIT_EXPECT_FALSE(test, c.was_torn);
}

static void bug(struct kunit *test)
{
	run(test, read_once);
}

static void fixed(struct kunit *test)
{
	run(test, read_until_stable);
}

TWO_TASKS_SUITE("seqlock_without_retry");
