// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Two nested sections restore each other's state of interrupts.
 * Rule: interrupt flag
 */
#include <linux/spinlock.h>
#include "two_tasks.h"

struct uart {
	spinlock_t port_lock, dma_lock;
	unsigned int sent, mapped;
};

static void uart_kick_crossed(struct uart *u)
{
	unsigned long port_flags, dma_flags;

	spin_lock_irqsave(&u->port_lock, port_flags);
	spin_lock_irqsave(&u->dma_lock, dma_flags);
	u->mapped++;
	u->sent++;
	spin_unlock_irqrestore(&u->dma_lock, port_flags);
	u->sent++;
	spin_unlock_irqrestore(&u->port_lock, dma_flags);
}

static void uart_kick(struct uart *u)
{
	unsigned long flags;

	spin_lock_irqsave(&u->port_lock, flags);
	spin_lock(&u->dma_lock);
	u->mapped++;
	u->sent++;
	spin_unlock(&u->dma_lock);
	u->sent++;
	spin_unlock_irqrestore(&u->port_lock, flags);
}

static void run(struct kunit *test, void (*kick)(struct uart *))
{
	struct uart u = {};

	spin_lock_init(&u.port_lock);
	spin_lock_init(&u.dma_lock);
	kick(&u);
	KUNIT_EXPECT_EQ(test, u.sent, 2u);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
}

static void bug(struct kunit *test)
{
	run(test, uart_kick_crossed);
}

static void fixed(struct kunit *test)
{
	run(test, uart_kick);
}

TWO_TASKS_SUITE("irq_flags_crossed");
