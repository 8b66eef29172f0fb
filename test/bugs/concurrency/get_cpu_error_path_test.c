// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A function that finds no room returns without put_cpu().
 * Rule: ended with preemption disabled
 */
#include <linux/percpu.h>
#include <linux/smp.h>
#include "two_tasks.h"

#define BATCH 4

struct batch {
	unsigned int nr;
	int items[BATCH];
};

static DEFINE_PER_CPU(struct batch, batches);

static int batch_add_leaky(int item)
{
	struct batch *b = per_cpu_ptr(&batches, get_cpu());

	if (b->nr == BATCH)
		return -ENOSPC;
	b->items[b->nr++] = item;
	put_cpu();
	return 0;
}

static int batch_add(int item)
{
	struct batch *b = per_cpu_ptr(&batches, get_cpu());
	int err = -ENOSPC;

	if (b->nr == BATCH)
		goto out;
	b->items[b->nr++] = item;
	err = 0;
out:
	put_cpu();
	return err;
}

static void run(struct kunit *test, int (*add)(int))
{
	int added = 0;

	while (added < 100 && !add(added))
		added++;
	KUNIT_EXPECT_GE(test, added, BATCH);
}

static void bug(struct kunit *test)
{
	run(test, batch_add_leaky);
}

static void fixed(struct kunit *test)
{
	run(test, batch_add);
}

TWO_TASKS_SUITE("get_cpu_error_path");
