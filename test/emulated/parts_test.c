// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Tracked references, and counters with a limit. Distributions' kernels track no references; with CONFIG_REF_TRACKER it is as here. */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/percpu_counter.h>
#include <linux/ref_tracker.h>
#include <linux/string.h>

static noinline void take_here(struct ref_tracker_dir *dir, struct ref_tracker **tracker)
{
	ref_tracker_alloc(dir, tracker, GFP_KERNEL);
	barrier();
}

static noinline void take_there(struct ref_tracker_dir *dir, struct ref_tracker **tracker)
{
	ref_tracker_alloc(dir, tracker, GFP_ATOMIC);
	barrier();
}

static void references_are_told_of(struct kunit *test)
{
	struct ref_tracker *trackers[3], *none = NULL;
	struct ref_tracker_dir dir;
	char text[400];

	ref_tracker_dir_init(&dir, 1, "mine");
	KUNIT_EXPECT_EQ(test, ref_tracker_dir_snprint(&dir, text, sizeof(text)), 0);
	take_here(&dir, &trackers[0]);
	take_here(&dir, &trackers[1]);
	take_there(&dir, &trackers[2]);
	KUNIT_EXPECT_GT(test, ref_tracker_dir_snprint(&dir, text, sizeof(text)), 0);
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "has 2/3 users at\n     take_here+0x"));
	KUNIT_EXPECT_NOT_NULL(test, strstr(text, "has 1/3 users at\n     take_there+0x"));
	KUNIT_EXPECT_EQ(test, strncmp(text, "ref_tracker: mine@", 18), 0);
	KUNIT_EXPECT_EQ(test, ref_tracker_dir_snprint(&dir, text, 10), 9);
	ref_tracker_dir_print(&dir, 1);
	for (int i = 0; i < 3; i++)
		KUNIT_EXPECT_EQ(test, ref_tracker_free(&dir, &trackers[i]), 0);
	KUNIT_EXPECT_EQ(test, ref_tracker_dir_snprint(&dir, text, sizeof(text)), 0);
	KUNIT_EXPECT_EQ(test, ref_tracker_alloc(&dir, NULL, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, ref_tracker_free(&dir, NULL), 0);
	refcount_inc(&dir.untracked);
	KUNIT_EXPECT_EQ(test, ref_tracker_free(&dir, &none), -EEXIST);
	ref_tracker_dir_exit(&dir);
}

static void a_reference_freed_twice(struct kunit *test)
{
	struct ref_tracker_dir dir;
	struct ref_tracker *tracker;

	ktest_expect_warning(test);
	ref_tracker_dir_init(&dir, 4, "twice");
	take_here(&dir, &tracker);
	KUNIT_EXPECT_EQ(test, ref_tracker_free(&dir, &tracker), 0);
	KUNIT_EXPECT_EQ(test, ref_tracker_free(&dir, &tracker), -EINVAL);
	ref_tracker_dir_exit(&dir);
}

static void a_reference_that_is_left(struct kunit *test)
{
	struct ref_tracker_dir dir;
	struct ref_tracker *tracker;

	ktest_expect_warning(test);
	ref_tracker_dir_init(&dir, 4, "left");
	take_there(&dir, &tracker);
	ref_tracker_dir_exit(&dir);
	KUNIT_EXPECT_TRUE(test, dir.dead);
}

/* Not exported to modules. */
static void counters_with_a_limit(struct kunit *test)
{
	struct percpu_counter one;

	KUNIT_ASSERT_EQ(test, percpu_counter_init(&one, 1000, GFP_KERNEL), 0);
	percpu_counter_sub_local(&one, 1);
	KUNIT_EXPECT_TRUE(test, percpu_counter_limited_add(&one, 1000, 1));
	KUNIT_EXPECT_FALSE(test, percpu_counter_limited_add(&one, 1000, 1));
	KUNIT_EXPECT_TRUE(test, percpu_counter_limited_add(&one, 1, 0));
	KUNIT_EXPECT_TRUE(test, percpu_counter_limited_add(&one, 1000000, 5));
	KUNIT_EXPECT_FALSE(test, percpu_counter_limited_add(&one, 1000, -6));
	KUNIT_EXPECT_TRUE(test, percpu_counter_limited_add(&one, 1000, -5));
	KUNIT_EXPECT_FALSE(test, percpu_counter_limited_add(&one, 0, -100000));
	KUNIT_EXPECT_EQ(test, percpu_counter_sum(&one), 1000);
	percpu_counter_destroy(&one);
}

static struct kunit_case parts_cases[] = {
	KUNIT_CASE(references_are_told_of),
	KUNIT_CASE(a_reference_freed_twice),
	KUNIT_CASE(a_reference_that_is_left),
	KUNIT_CASE(counters_with_a_limit),
	{}
};

static struct kunit_suite parts_suite = {
	.name = "emulated-parts",
	.test_cases = parts_cases,
};
kunit_test_suite(parts_suite);
MODULE_LICENSE("GPL");
