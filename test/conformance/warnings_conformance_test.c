// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Warnings that come: what they return, and how often. */
#include <kunit/test.h>
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/module.h>
#include <linux/panic.h>
#include <linux/ratelimit.h>

static void warnings_return_their_condition(struct kunit *test)
{
	int asked = 0, told = 0;

	ktest_expect_warning(test);
	KUNIT_EXPECT_EQ(test, WARN_ON(asked++ == 0), 1);
	KUNIT_EXPECT_EQ(test, WARN(asked++ == 1, "told %d\n", ++told), 1);
	KUNIT_EXPECT_EQ(test, WARN_TAINT(asked++ == 2, TAINT_TEST, "told %d\n", ++told), 1);
	/* Any other truth is made 1. */
	KUNIT_EXPECT_EQ(test, WARN_ON(64), 1);
	KUNIT_EXPECT_EQ(test, asked, 3);
	KUNIT_EXPECT_EQ(test, told, 2);
	KUNIT_EXPECT_NE(test, test_taint(TAINT_WARN), 0);
	KUNIT_EXPECT_NE(test, test_taint(TAINT_TEST), 0);
}

static void warnings_of_which_one_is_enough(struct kunit *test)
{
	int asked = 0, told = 0, yes = 0;

	ktest_expect_warning(test);
	for (int i = 0; i < 4; i++) {
		/* The first time that it is true; the result is the condition's each time. */
		yes += WARN_ON_ONCE(asked++ >= 1);
		yes += WARN_ONCE(i >= 2, "told %d\n", ++told);
		yes += WARN_TAINT_ONCE(i >= 3, TAINT_WARN, "told %d\n", ++told);
	}
	KUNIT_EXPECT_EQ(test, asked, 4);
	KUNIT_EXPECT_EQ(test, told, 2);
	KUNIT_EXPECT_EQ(test, yes, 3 + 2 + 1);
}

static void warnings_of_a_device(struct kunit *test)
{
	struct device *dev = root_device_register("ktest_warns");
	int told = 0, yes = 0;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	ktest_expect_warning(test);
	KUNIT_EXPECT_EQ(test, dev_WARN(dev, "told %d\n", ++told), 1);
	for (int i = 0; i < 3; i++)
		yes += dev_WARN_ONCE(dev, i > 0, "told %d\n", ++told);
	KUNIT_EXPECT_EQ(test, yes, 2);
	KUNIT_EXPECT_EQ(test, told, 2);
	root_device_unregister(dev);
}

static void warnings_at_a_rate(struct kunit *test)
{
	DEFINE_RATELIMIT_STATE(rs, 60 * HZ, 1);
	int told = 0;

	ktest_expect_warning(test);
	KUNIT_EXPECT_EQ(test, WARN_RATELIMIT(true, "told %d\n", ++told), 1);
	KUNIT_EXPECT_EQ(test, told, 1);
	for (int i = 0; i < 3; i++)
		KUNIT_EXPECT_TRUE(test, WARN_ON_RATELIMIT(true, &rs));
	KUNIT_EXPECT_EQ(test, rs.missed, 2);
}

static struct kunit_case warnings_cases[] = {
	KUNIT_CASE(warnings_return_their_condition),
	KUNIT_CASE(warnings_of_which_one_is_enough),
	KUNIT_CASE(warnings_of_a_device),
	KUNIT_CASE(warnings_at_a_rate),
	{}
};

static struct kunit_suite warnings_suite = {
	.name = "conformance-warnings",
	.test_cases = warnings_cases,
};
kunit_test_suites(&warnings_suite);

MODULE_DESCRIPTION("Warnings");
MODULE_LICENSE("GPL");
