// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A driver takes its reset work back and frees the adapter: the work may run just then.
 * Rule: data race
 */
#include <linux/slab.h>
#include <linux/workqueue.h>
#include "two_tasks.h"

struct adapter {
	struct work_struct reset;
	int resets, link;
};

static void adapter_reset(struct work_struct *work)
{
	struct adapter *a = container_of(work, struct adapter, reset);

	WRITE_ONCE(a->resets, a->resets + 1);
	WRITE_ONCE(a->link, 0);
	WRITE_ONCE(a->link, 1);
}

static struct adapter *adapter_probe(void)
{
	struct adapter *a = kzalloc(sizeof(*a), GFP_KERNEL);

	if (a)
		INIT_WORK(&a->reset, adapter_reset);
	return a;
}

static void adapter_remove_at_once(struct adapter *a)
{
	cancel_work(&a->reset);
	kfree(a);
}

static void adapter_remove(struct adapter *a)
{
	cancel_work_sync(&a->reset);
	kfree(a);
}

static void run(struct kunit *test, void (*remove)(struct adapter *))
{
	struct adapter *a = adapter_probe();

	KUNIT_ASSERT_NOT_NULL(test, a);
	schedule_work(&a->reset);
	remove(a);
}

static void bug(struct kunit *test)
{
	run(test, adapter_remove_at_once);
}

static void fixed(struct kunit *test)
{
	run(test, adapter_remove);
}

TWO_TASKS_SUITE("work_freed_while_it_runs");
