// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Setup that fails half-way frees a table that its caller frees, too.
 * Rule: double free
 */
#include <linux/slab.h>
#include "two_tasks.h"

struct filter {
	u32 *rules, *counters;
};

static int filter_setup(struct filter *f, unsigned int n, bool resets)
{
	f->rules = kcalloc(n, sizeof(u32), GFP_KERNEL);
	if (!f->rules)
		return -ENOMEM;
	f->counters = n > 64 ? NULL : kcalloc(n, sizeof(u32), GFP_KERNEL);
	if (f->counters)
		return 0;
	kfree(f->rules);
	if (resets)
		f->rules = NULL;
	return -ENOSPC;
}

static void filter_destroy(struct filter *f)
{
	kfree(f->counters);
	kfree(f->rules);
}

static void run(struct kunit *test, bool resets)
{
	struct filter small = {}, large = {};

	KUNIT_EXPECT_EQ(test, filter_setup(&small, 8, resets), 0);
	filter_destroy(&small);
	KUNIT_EXPECT_EQ(test, filter_setup(&large, 100, resets), -ENOSPC);
	filter_destroy(&large);
}

static void bug(struct kunit *test)
{
	run(test, false);
}

static void fixed(struct kunit *test)
{
	run(test, true);
}

TWO_TASKS_SUITE("freed_on_both_paths");
