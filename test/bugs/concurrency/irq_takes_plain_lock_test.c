// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A transmit path takes the lock of the interrupt handler and leaves interrupts enabled.
 * Rule: is taken in an interrupt, and elsewhere with interrupts enabled
 */
#include <linux/interrupt.h>
#include <linux/irq_sim.h>
#include <linux/spinlock.h>
#include "two_tasks.h"

static struct uart {
	spinlock_t lock;
	int sent, waiting;
} uart;

static irqreturn_t uart_interrupt(int irq, void *dev)
{
	struct uart *u = dev;

	spin_lock(&u->lock);
	u->sent += u->waiting;
	u->waiting = 0;
	spin_unlock(&u->lock);
	return IRQ_HANDLED;
}

static void uart_write_enabled(struct uart *u)
{
	spin_lock(&u->lock);
	u->waiting++;
	spin_unlock(&u->lock);
}

static void uart_write(struct uart *u)
{
	unsigned long flags;

	spin_lock_irqsave(&u->lock, flags);
	u->waiting++;
	spin_unlock_irqrestore(&u->lock, flags);
}

static void run(struct kunit *test, void (*write)(struct uart *))
{
	struct irq_domain *chip = irq_domain_create_sim(NULL, 1);
	int irq = irq_create_mapping(chip, 0);

	spin_lock_init(&uart.lock);
	KUNIT_ASSERT_EQ(test, request_irq(irq, uart_interrupt, 0, "uart", &uart), 0);
	write(&uart);
	irq_set_irqchip_state(irq, IRQCHIP_STATE_PENDING, true);
	free_irq(irq, &uart);
	irq_domain_remove_sim(chip);
}

static void bug(struct kunit *test)
{
	run(test, uart_write_enabled);
}

static void fixed(struct kunit *test)
{
	run(test, uart_write);
}

TWO_TASKS_SUITE("irq_takes_plain_lock");
