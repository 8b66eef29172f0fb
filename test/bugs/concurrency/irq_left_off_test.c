// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A register that does not answer makes a function return with interrupts off.
 * Rule: ended with interrupts disabled
 */
#include <linux/delay.h>
#include <linux/irqflags.h>
#include "two_tasks.h"

struct chip {
	u32 status;
	unsigned int reads;
};

#define CHIP_BUSY 0x1u

static int chip_wait_ready_leaky(struct chip *c)
{
	unsigned long flags;

	local_irq_save(flags);
	for (int i = 0; i < 10; i++) {
		c->reads++;
		if (!(c->status & CHIP_BUSY))
			goto ready;
		udelay(1);
	}
	return -ETIMEDOUT;
ready:
	local_irq_restore(flags);
	return 0;
}

static int chip_wait_ready(struct chip *c)
{
	int err = -ETIMEDOUT;
	unsigned long flags;

	local_irq_save(flags);
	for (int i = 0; err && i < 10; i++) {
		c->reads++;
		if (!(c->status & CHIP_BUSY))
			err = 0;
		else
			udelay(1);
	}
	local_irq_restore(flags);
	return err;
}

static void run(struct kunit *test, int (*wait_ready)(struct chip *))
{
	struct chip good = {}, hung = { .status = CHIP_BUSY };

	KUNIT_EXPECT_EQ(test, wait_ready(&good), 0);
	KUNIT_EXPECT_EQ(test, wait_ready(&hung), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, hung.reads, 10u);
}

static void bug(struct kunit *test)
{
	run(test, chip_wait_ready_leaky);
}

static void fixed(struct kunit *test)
{
	run(test, chip_wait_ready);
}

TWO_TASKS_SUITE("irq_left_off");
