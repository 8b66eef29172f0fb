// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A buffer that is queued already is queued again by an interrupt that comes twice.
 * Rule: list_add corruption
 */
#include <linux/list.h>
#include <linux/spinlock.h>
#include "two_tasks.h"

struct buffer {
	struct list_head queue;
	int index;
};

struct camera {
	spinlock_t lock;
	struct list_head ready;
};

static void frame_done_again(struct camera *c, struct buffer *b)
{
	spin_lock(&c->lock);
	list_add_tail(&b->queue, &c->ready);
	spin_unlock(&c->lock);
}

static void frame_done(struct camera *c, struct buffer *b)
{
	spin_lock(&c->lock);
	if (list_empty(&b->queue))
		list_add_tail(&b->queue, &c->ready);
	spin_unlock(&c->lock);
}

static void run(struct kunit *test, void (*done)(struct camera *, struct buffer *))
{
	struct buffer b = { .index = 3 };
	struct camera c;

	spin_lock_init(&c.lock);
	INIT_LIST_HEAD(&c.ready);
	INIT_LIST_HEAD(&b.queue);
	done(&c, &b);
	done(&c, &b);
	KUNIT_EXPECT_TRUE(test, list_is_singular(&c.ready));
}

static void bug(struct kunit *test)
{
	run(test, frame_done_again);
}

static void fixed(struct kunit *test)
{
	run(test, frame_done);
}

TWO_TASKS_SUITE("queued_twice");
