// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Who takes the last element off a full queue does not wake who waits for room.
 * Rule: lost wake-up
 */
#include <linux/spinlock.h>
#include <linux/wait.h>
#include "two_tasks.h"

struct pipe {
	spinlock_t lock;
	wait_queue_head_t room;
	int used, capacity;
	bool wakes;
};

static int put_in(void *arg)
{
	struct pipe *p = arg;

	wait_event(p->room, READ_ONCE(p->used) < p->capacity);
	spin_lock(&p->lock);
	WRITE_ONCE(p->used, p->used + 1);
	spin_unlock(&p->lock);
	return 0;
}

static int take_out(void *arg)
{
	struct pipe *p = arg;

	spin_lock(&p->lock);
	WRITE_ONCE(p->used, p->used - 1);
	spin_unlock(&p->lock);
	if (p->wakes)
		wake_up(&p->room);
	return 0;
}

static void run(struct kunit *test, bool wakes)
{
	struct pipe p = { .used = 4, .capacity = 4, .wakes = wakes };

	spin_lock_init(&p.lock);
	init_waitqueue_head(&p.room);
	two_tasks(test, put_in, take_out, &p);
	KUNIT_EXPECT_EQ(test, p.used, 4);
}

static void bug(struct kunit *test)
{
	run(test, false);
}

static void fixed(struct kunit *test)
{
	run(test, true);
}

TWO_TASKS_SUITE("nobody_wakes");
