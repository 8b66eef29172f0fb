// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A lock of soft interrupts is taken, and released, inside of a section without interrupts.
 * Rule: soft interrupts
 */
#include <linux/spinlock.h>
#include "two_tasks.h"

struct flow {
	spinlock_t lock;
	unsigned long packets;
};

struct nic {
	spinlock_t irq_lock;
	struct flow flow;
};

static void flow_count_bh(struct flow *f)
{
	spin_lock_bh(&f->lock);
	f->packets++;
	spin_unlock_bh(&f->lock);
}

static void flow_count_any(struct flow *f)
{
	unsigned long flags;

	spin_lock_irqsave(&f->lock, flags);
	f->packets++;
	spin_unlock_irqrestore(&f->lock, flags);
}

static void nic_interrupt(struct nic *n, void (*count)(struct flow *))
{
	spin_lock_irq(&n->irq_lock);
	for (int i = 0; i < 3; i++)
		count(&n->flow);
	spin_unlock_irq(&n->irq_lock);
}

static void run(struct kunit *test, void (*count)(struct flow *))
{
	struct nic n = {};

	spin_lock_init(&n.irq_lock);
	spin_lock_init(&n.flow.lock);
	nic_interrupt(&n, count);
	KUNIT_EXPECT_EQ(test, n.flow.packets, 3ul);
}

static void bug(struct kunit *test)
{
	run(test, flow_count_bh);
}

static void fixed(struct kunit *test)
{
	run(test, flow_count_any);
}

TWO_TASKS_SUITE("bh_inside_irq");
