// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Two stages of a handshake each wait for the other to begin.
 * Rule: deadlock
 */
#include <linux/completion.h>
#include "two_tasks.h"

struct handshake {
	struct completion ready[2];
	bool a_begins;
	int stage;
};

static int side_a(void *arg)
{
	struct handshake *h = arg;

	if (h->a_begins)
		complete(&h->ready[0]);
	wait_for_completion(&h->ready[1]);
	h->stage = 1;
	if (!h->a_begins)
		complete(&h->ready[0]);
	return 0;
}

static int side_b(void *arg)
{
	struct handshake *h = arg;

	wait_for_completion(&h->ready[0]);
	complete(&h->ready[1]);
	return 0;
}

static void run(struct kunit *test, bool a_begins)
{
	struct handshake h = { .a_begins = a_begins };

	init_completion(&h.ready[0]);
	init_completion(&h.ready[1]);
	two_tasks(test, side_a, side_b, &h);
	KUNIT_EXPECT_EQ(test, h.stage, 1);
}

static void bug(struct kunit *test)
{
	run(test, false);
}

static void fixed(struct kunit *test)
{
	run(test, true);
}

TWO_TASKS_SUITE("each_waits_for_the_other");
