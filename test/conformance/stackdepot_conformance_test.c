// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Stack traces, their texts, and the depot that keeps each once. */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/stackdepot.h>
#include <linux/stacktrace.h>
#include <linux/string.h>

static noinline unsigned int save(unsigned long *entries, unsigned int size, unsigned int skip)
{
	unsigned int nr = stack_trace_save(entries, size, skip);

	barrier();
	return nr;
}

static void traces(struct kunit *test)
{
	unsigned long all[32] = { }, some[2] = { }, skipped[32] = { };
	char text[128];
	unsigned int nr = save(all, ARRAY_SIZE(all), 0);
	int len, full;

	KUNIT_ASSERT_GT(test, nr, 2);
	KUNIT_EXPECT_EQ(test, all[0] - (unsigned long)save < 4096, true);
	KUNIT_EXPECT_EQ(test, all[1] - (unsigned long)traces < 65536, true);
	KUNIT_EXPECT_EQ(test, save(some, 2, 0), 2);
	KUNIT_EXPECT_EQ(test, some[0], all[0]);
	KUNIT_EXPECT_EQ(test, save(skipped, ARRAY_SIZE(skipped), 1), nr - 1);
	KUNIT_EXPECT_EQ(test, skipped[1], all[2]);
	KUNIT_EXPECT_EQ(test, save(skipped, ARRAY_SIZE(skipped), 1000), 0);
	KUNIT_EXPECT_EQ(test, filter_irq_stacks(all, nr), nr);

	some[0] = 0x10;
	some[1] = 0x2000;
	len = stack_trace_snprint(text, sizeof(text), some, 2, 3);
	KUNIT_EXPECT_STREQ(test, text, "    0x10\n    0x2000\n");
	KUNIT_EXPECT_EQ(test, len, 20);
	full = stack_trace_snprint(text, 12, some, 2, 3);
	KUNIT_EXPECT_EQ(test, full, 20);
	KUNIT_EXPECT_STREQ(test, text, "    0x10\n  ");
	KUNIT_EXPECT_EQ(test, stack_trace_snprint(text, sizeof(text), some, 0, 0), 0);
}

static void depot(struct kunit *test)
{
	unsigned long one[70], other[3] = { 1, 2, 4 }, *found;
	depot_stack_handle_t first, second, third;
	char text[64];

	for (int i = 0; i < ARRAY_SIZE(one); i++)
		one[i] = i + 1;
	KUNIT_ASSERT_EQ(test, stack_depot_init(), 0);
	first = stack_depot_save(one, 3, GFP_KERNEL);
	KUNIT_ASSERT_NE(test, first, 0);
	second = stack_depot_save(other, 3, GFP_KERNEL);
	KUNIT_EXPECT_NE(test, first, second);
	KUNIT_EXPECT_EQ(test, stack_depot_save(one, 3, GFP_KERNEL), first);
	third = stack_depot_save(one, 2, GFP_KERNEL);
	KUNIT_EXPECT_NE(test, third, first);
	KUNIT_EXPECT_EQ(test, stack_depot_save(one, 0, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, stack_depot_fetch(first, &found), 3);
	KUNIT_EXPECT_EQ(test, memcmp(found, one, 3 * sizeof(*one)), 0);
	KUNIT_EXPECT_EQ(test, stack_depot_fetch(0, &found), 0);
	KUNIT_EXPECT_NULL(test, found);
	first = stack_depot_save(one, 70, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, stack_depot_fetch(first, &found), 64);
	KUNIT_EXPECT_EQ(test, stack_depot_snprint(second, text, sizeof(text), 0), 15);
	KUNIT_EXPECT_STREQ(test, text, " 0x1\n 0x2\n 0x4\n");
	KUNIT_EXPECT_EQ(test, stack_depot_snprint(0, text, sizeof(text), 0), 0);
	first = stack_depot_set_extra_bits(second, 9);
	KUNIT_EXPECT_NE(test, first, second);
	KUNIT_EXPECT_EQ(test, stack_depot_get_extra_bits(first), 9);
	KUNIT_EXPECT_EQ(test, stack_depot_get_extra_bits(second), 0);
	KUNIT_EXPECT_EQ(test, stack_depot_fetch(first, &found), 3);
	KUNIT_EXPECT_EQ(test, stack_depot_set_extra_bits(0, 9), 0);
}

static struct kunit_case stack_cases[] = { KUNIT_CASE(traces), KUNIT_CASE(depot), {} };
static struct kunit_suite stack_suite = { .name = "stackdepot_conformance", .test_cases = stack_cases };
kunit_test_suite(stack_suite);
MODULE_DESCRIPTION("Conformance of stack traces");
MODULE_LICENSE("Dual MIT/GPL");
