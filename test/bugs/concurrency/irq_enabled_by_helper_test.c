// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A helper that is also called with interrupts disabled enables them.
 * Rule: interrupt flag
 */
#include <linux/list.h>
#include <linux/spinlock.h>
#include "two_tasks.h"

struct request {
	struct list_head list;
	int tag;
};

struct host {
	spinlock_t lock, done_lock;
	struct list_head pending, done;
};

static void complete_request_irq(struct host *h, struct request *r)
{
	spin_lock_irq(&h->done_lock);
	list_move_tail(&r->list, &h->done);
	spin_unlock_irq(&h->done_lock);
}

static void complete_request_irqsave(struct host *h, struct request *r)
{
	unsigned long flags;

	spin_lock_irqsave(&h->done_lock, flags);
	list_move_tail(&r->list, &h->done);
	spin_unlock_irqrestore(&h->done_lock, flags);
}

static void abort_all(struct host *h, void (*complete_request)(struct host *, struct request *))
{
	struct request *r, *next;
	unsigned long flags;

	spin_lock_irqsave(&h->lock, flags);
	list_for_each_entry_safe(r, next, &h->pending, list)
		complete_request(h, r);
	spin_unlock_irqrestore(&h->lock, flags);
}

static void run(struct kunit *test, void (*complete_request)(struct host *, struct request *))
{
	struct request requests[3] = { { .tag = 1 }, { .tag = 2 }, { .tag = 3 } };
	struct host h;

	spin_lock_init(&h.lock);
	spin_lock_init(&h.done_lock);
	INIT_LIST_HEAD(&h.pending);
	INIT_LIST_HEAD(&h.done);
	for (unsigned int i = 0; i < ARRAY_SIZE(requests); i++)
		list_add_tail(&requests[i].list, &h.pending);
	abort_all(&h, complete_request);
	KUNIT_EXPECT_TRUE(test, list_empty(&h.pending));
	KUNIT_EXPECT_EQ(test, list_count_nodes(&h.done), 3ul);
}

static void bug(struct kunit *test)
{
	run(test, complete_request_irq);
}

static void fixed(struct kunit *test)
{
	run(test, complete_request_irqsave);
}

TWO_TASKS_SUITE("irq_enabled_by_helper");
