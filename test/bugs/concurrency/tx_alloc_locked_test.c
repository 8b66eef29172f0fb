// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A transmit queue grows under its spin lock, with GFP_KERNEL.
 * Rule: sleeping function called from invalid context
 */
#include <linux/slab.h>
#include <linux/spinlock.h>
#include "two_tasks.h"

struct tx_queue {
	spinlock_t lock;
	unsigned int head, size;
	u32 *slots;
};

/* Doubles the queue; the caller holds its lock. */
static int tx_grow(struct tx_queue *q, gfp_t gfp)
{
	u32 *more = krealloc_array(q->slots, q->size * 2, sizeof(*more), gfp);

	if (!more)
		return -ENOMEM;
	q->slots = more;
	q->size *= 2;
	return 0;
}

static int tx_push(struct tx_queue *q, u32 descriptor, gfp_t gfp)
{
	unsigned long flags;
	int err = 0;

	spin_lock_irqsave(&q->lock, flags);
	if (q->head == q->size)
		err = tx_grow(q, gfp);
	if (!err)
		q->slots[q->head++] = descriptor;
	spin_unlock_irqrestore(&q->lock, flags);
	return err;
}

static void run(struct kunit *test, gfp_t gfp)
{
	struct tx_queue q = { .size = 16 };

	spin_lock_init(&q.lock);
	q.slots = kcalloc(q.size, sizeof(*q.slots), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, q.slots);
	for (u32 i = 0; i < 100; i++)
		KUNIT_EXPECT_EQ(test, tx_push(&q, i, gfp), 0);
	KUNIT_EXPECT_EQ(test, q.slots[99], 99u);
	kfree(q.slots);
}

static void bug(struct kunit *test)
{
	run(test, GFP_KERNEL);
}

static void fixed(struct kunit *test)
{
	run(test, GFP_ATOMIC);
}

TWO_TASKS_SUITE("tx_alloc_locked");
