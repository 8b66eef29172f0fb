// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A reader of an RCU list makes copies of what it finds, with GFP_KERNEL.
 * Rule: sleeping function called from invalid context
 */
#include <linux/rculist.h>
#include <linux/slab.h>
#include "two_tasks.h"

struct neighbour {
	struct list_head list;
	unsigned char address[6];
};

struct snapshot {
	unsigned int nr;
	unsigned char *addresses[4];
};

static LIST_HEAD(neighbours);

static int snapshot_take(struct snapshot *s, gfp_t gfp)
{
	struct neighbour *n;
	int err = 0;

	rcu_read_lock();
	list_for_each_entry_rcu(n, &neighbours, list) {
		if (s->nr == ARRAY_SIZE(s->addresses))
			break;
		s->addresses[s->nr] = kmemdup(n->address, sizeof(n->address), gfp);
		if (!s->addresses[s->nr]) {
			err = -ENOMEM;
			break;
		}
		s->nr++;
	}
	rcu_read_unlock();
	return err;
}

static void snapshot_free(struct snapshot *s)
{
	while (s->nr)
		kfree(s->addresses[--s->nr]);
}

static void run(struct kunit *test, gfp_t gfp)
{
	static struct neighbour a = { .address = { 2, 0, 0, 0, 0, 1 } }, b = { .address = { 2, 0, 0, 0, 0, 2 } };
	struct snapshot s = {};

	INIT_LIST_HEAD(&neighbours);
	list_add_tail_rcu(&a.list, &neighbours);
	list_add_tail_rcu(&b.list, &neighbours);
	KUNIT_EXPECT_EQ(test, snapshot_take(&s, gfp), 0);
	KUNIT_EXPECT_EQ(test, s.nr, 2u);
	snapshot_free(&s);
}

static void bug(struct kunit *test)
{
	run(test, GFP_KERNEL);
}

static void fixed(struct kunit *test)
{
	run(test, GFP_ATOMIC);
}

TWO_TASKS_SUITE("rcu_alloc_in_reader");
