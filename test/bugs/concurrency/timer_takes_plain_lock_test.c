// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A timer takes the lock of a table that others take with soft interrupts enabled.
 * Rule: lock and interrupts
 */
#include <linux/delay.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include "two_tasks.h"

#define ENTRIES 4

struct arp_table {
	spinlock_t lock;
	unsigned int age[ENTRIES];
	struct timer_list aging;
};

static void arp_age(struct timer_list *t)
{
	struct arp_table *table = container_of(t, struct arp_table, aging);

	spin_lock(&table->lock);
	for (int i = 0; i < ENTRIES; i++)
		table->age[i]++;
	spin_unlock(&table->lock);
}

static void arp_seen_plain(struct arp_table *table, int i)
{
	spin_lock(&table->lock);
	table->age[i] = 0;
	spin_unlock(&table->lock);
}

static void arp_seen(struct arp_table *table, int i)
{
	spin_lock_bh(&table->lock);
	table->age[i] = 0;
	spin_unlock_bh(&table->lock);
}

static void run(struct kunit *test, void (*seen)(struct arp_table *, int))
{
	static struct arp_table table;

	spin_lock_init(&table.lock);
	timer_setup(&table.aging, arp_age, 0);
	mod_timer(&table.aging, jiffies + 1);
	msleep(50);
	seen(&table, 2);
	timer_delete_sync(&table.aging);
	KUNIT_EXPECT_EQ(test, table.age[2], 0u);
	KUNIT_EXPECT_EQ(test, table.age[1], 1u);
}

static void bug(struct kunit *test)
{
	run(test, arp_seen_plain);
}

static void fixed(struct kunit *test)
{
	run(test, arp_seen);
}

TWO_TASKS_SUITE("timer_takes_plain_lock");
