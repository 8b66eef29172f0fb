// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What a test reads of trace events. */
/* ktest: cflags -I../conformance */
#include <kunit/test.h>
#include <ktest/trace.h>
#include <linux/cpu.h>
#include <linux/jiffies.h>
#include <linux/jump_label_ratelimit.h>
#include <linux/module.h>
#include <linux/sizes.h>

#define CREATE_TRACE_POINTS
#include "../conformance/tracing_events.h"

static int registered;
int conform_reg(void) { return registered++ ? -EBUSY : 0; }
void conform_unreg(void) {}

static void texts_and_counts(struct kunit *test)
{
	const u16 data[] = { 1, 0xffff };

	trace_conform_even(2);
	KUNIT_EXPECT_EQ(test, ktest_trace_count(conform_even), 0);
	KUNIT_ASSERT_EQ(test, ktest_trace_start(conform_even), 0);
	KUNIT_ASSERT_EQ(test, ktest_trace_start(conform_even), 0);
	KUNIT_ASSERT_EQ(test, ktest_trace_start(conform_event), 0);
	KUNIT_EXPECT_TRUE(test, trace_conform_even_enabled());
	trace_conform_even(4);
	trace_conform_even(5);
	trace_conform_event("a longer name", 3, data, 2);
	trace_conform_event(NULL, 0, data, 0);
	trace_conform_even(6);
	KUNIT_EXPECT_EQ(test, ktest_trace_count(conform_even), 2);
	KUNIT_EXPECT_STREQ(test, ktest_trace_text(conform_even, 0), "n=4");
	KUNIT_EXPECT_STREQ(test, ktest_trace_text(conform_even, 1), "n=6");
	KUNIT_EXPECT_NULL(test, ktest_trace_text(conform_even, 2));
	KUNIT_EXPECT_STREQ(test, ktest_trace_text(conform_event, 0),
			   "name=a longer name fixed=a longe state=both flags=ONE|TWO data={0x1,0xffff} hex=01 00 ff ff");
	KUNIT_EXPECT_STREQ(test, ktest_trace_text(conform_event, 1),
			   "name=(null) fixed=none state=idle flags= data={} hex=");
	KUNIT_EXPECT_STREQ(test, ktest_trace_line(0), "conform_even: n=4");
	KUNIT_EXPECT_STREQ(test, ktest_trace_line(3), "conform_even: n=6");
	KUNIT_EXPECT_NULL(test, ktest_trace_line(4));

	ktest_trace_stop(conform_even);
	ktest_trace_stop(conform_even);
	trace_conform_even(8);
	KUNIT_EXPECT_FALSE(test, trace_conform_even_enabled());
	KUNIT_EXPECT_EQ(test, ktest_trace_count(conform_even), 2);
	ktest_trace_clear();
	KUNIT_EXPECT_EQ(test, ktest_trace_count(conform_even), 0);
	KUNIT_EXPECT_NULL(test, ktest_trace_line(0));
}

static void of_classes(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, ktest_trace_start(conform_first), 0);
	KUNIT_ASSERT_EQ(test, ktest_trace_start(conform_second), 0);
	KUNIT_ASSERT_EQ(test, ktest_trace_start(conform_third), 0);
	trace_conform_first(2000000034, "abcdef", 2);
	trace_conform_second(1, "abc", 3);
	trace_conform_third(1, "abc", 0);
	KUNIT_EXPECT_STREQ(test, ktest_trace_text(conform_first, 0), "2.000000034 ab of abcdef");
	KUNIT_EXPECT_STREQ(test, ktest_trace_text(conform_second, 0), "second: abc");
	KUNIT_EXPECT_EQ(test, ktest_trace_count(conform_third), 0);
	KUNIT_EXPECT_NULL(test, ktest_trace_text(conform_third, 0));
}

static void without_text(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, ktest_trace_start(conform_bare), 0);
	trace_conform_bare(1, "x");
	KUNIT_EXPECT_EQ(test, ktest_trace_count(conform_bare), 1);
	KUNIT_EXPECT_NULL(test, ktest_trace_text(conform_bare, 0));
	KUNIT_ASSERT_EQ(test, ktest_trace_start(conform_fn), 0);
	ktest_trace_stop(conform_fn);
	KUNIT_EXPECT_EQ(test, ktest_trace_start(conform_fn), -EBUSY);
}

/* An entry that does not fit into a page is dropped; it counts. */
static void too_large(struct kunit *test)
{
	u16 *data = kunit_kzalloc(test, SZ_8K, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, data);
	KUNIT_ASSERT_EQ(test, ktest_trace_start(conform_event), 0);
	trace_conform_event("x", 0, data, SZ_8K / 2);
	trace_conform_event("x", 0, data, -1);
	KUNIT_EXPECT_EQ(test, ktest_trace_count(conform_event), 2);
	KUNIT_EXPECT_NULL(test, ktest_trace_text(conform_event, 0));
}

static void find(struct tracepoint *tp, void *priv)
{
	if (!strcmp(tp->name, "conform_bare"))
		*(struct tracepoint **)priv = tp;
}

static void by_name(struct kunit *test)
{
	struct tracepoint *found = NULL;

	for_each_kernel_tracepoint(find, &found);
	KUNIT_EXPECT_PTR_EQ(test, found, &__tracepoint_conform_bare);
}

static DEFINE_STATIC_KEY_FALSE(counted);
static DEFINE_STATIC_KEY_DEFERRED_FALSE(deferred, HZ);

/* What modules can not call in a kernel. */
static void keys_with_cpus_locked(struct kunit *test)
{
	cpus_read_lock();
	KUNIT_EXPECT_TRUE(test, static_branch_inc_cpuslocked(&counted));
	KUNIT_EXPECT_TRUE(test, static_branch_inc_cpuslocked(&counted));
	static_branch_dec_cpuslocked(&counted);
	cpus_read_unlock();
	KUNIT_EXPECT_TRUE(test, static_branch_unlikely(&counted));
	static_branch_dec(&counted);
	KUNIT_EXPECT_FALSE(test, static_branch_unlikely(&counted));
	static_branch_deferred_inc(&deferred);
	KUNIT_EXPECT_TRUE(test, static_branch_unlikely(&deferred.key));
	static_branch_slow_dec_deferred(&deferred);
	KUNIT_EXPECT_FALSE(test, static_branch_unlikely(&deferred.key));
}

static struct kunit_case tracing_cases[] = {
	KUNIT_CASE(texts_and_counts),
	KUNIT_CASE(of_classes),
	KUNIT_CASE(without_text),
	KUNIT_CASE(too_large),
	KUNIT_CASE(by_name),
	KUNIT_CASE(keys_with_cpus_locked),
	{}
};

static struct kunit_suite tracing_suite = {
	.name = "emulated-tracing",
	.test_cases = tracing_cases,
};
kunit_test_suite(tracing_suite);
MODULE_LICENSE("GPL");
