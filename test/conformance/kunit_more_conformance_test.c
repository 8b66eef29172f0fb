// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Every expectation that holds, with its words; resources by hand; caught exits; tables of parameters. */
#include <kunit/device.h>
#include <kunit/resource.h>
#include <kunit/test-bug.h>
#include <kunit/test.h>
#include <kunit/try-catch.h>
#include <kunit/visibility.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/slab.h>

/* Words are made up for what failed only: nobody must ask for these. */
static int asked;

static const char *words(void)
{
	asked++;
	return "words";
}

static void expectations_with_words(struct kunit *test)
{
	int one = 1, two = 2, *p = &one, *q = &two;

	asked = 0;
	KUNIT_EXPECT_TRUE_MSG(test, one, "%s", words());
	KUNIT_EXPECT_FALSE_MSG(test, one - 1, "%s", words());
	KUNIT_EXPECT_EQ_MSG(test, one, 1, "%s", words());
	KUNIT_EXPECT_NE_MSG(test, one, two, "%s", words());
	KUNIT_EXPECT_LT_MSG(test, one, two, "%s", words());
	KUNIT_EXPECT_LE_MSG(test, one, 1, "%s", words());
	KUNIT_EXPECT_GT_MSG(test, two, one, "%s", words());
	KUNIT_EXPECT_GE_MSG(test, two, 2, "%s", words());
	KUNIT_EXPECT_PTR_EQ_MSG(test, p, &one, "%s", words());
	KUNIT_EXPECT_PTR_NE_MSG(test, p, q, "%s", words());
	KUNIT_EXPECT_STREQ_MSG(test, "abc", "abc", "%s", words());
	KUNIT_EXPECT_STRNEQ_MSG(test, "abc", "abd", "%s", words());
	KUNIT_EXPECT_MEMEQ_MSG(test, p, &one, sizeof(one), "%s", words());
	KUNIT_EXPECT_MEMNEQ_MSG(test, p, q, sizeof(one), "%s", words());
	KUNIT_EXPECT_NULL_MSG(test, NULL, "%s", words());
	KUNIT_EXPECT_NOT_NULL_MSG(test, p, "%s", words());
	KUNIT_EXPECT_NOT_ERR_OR_NULL_MSG(test, p, "%s", words());
	KUNIT_EXPECT_EQ(test, asked, 0);
}

static void assertions_with_words(struct kunit *test)
{
	int one = 1, two = 2, *p = &one, *q = &two;

	asked = 0;
	KUNIT_ASSERT_TRUE_MSG(test, one, "%s", words());
	KUNIT_ASSERT_FALSE_MSG(test, one - 1, "%s", words());
	KUNIT_ASSERT_EQ_MSG(test, one, 1, "%s", words());
	KUNIT_ASSERT_NE_MSG(test, one, two, "%s", words());
	KUNIT_ASSERT_LT_MSG(test, one, two, "%s", words());
	KUNIT_ASSERT_LE_MSG(test, one, 1, "%s", words());
	KUNIT_ASSERT_GT_MSG(test, two, one, "%s", words());
	KUNIT_ASSERT_GE_MSG(test, two, 2, "%s", words());
	KUNIT_ASSERT_PTR_EQ_MSG(test, p, &one, "%s", words());
	KUNIT_ASSERT_PTR_NE_MSG(test, p, q, "%s", words());
	KUNIT_ASSERT_STREQ_MSG(test, "abc", "abc", "%s", words());
	KUNIT_ASSERT_STRNEQ_MSG(test, "abc", "abd", "%s", words());
	KUNIT_ASSERT_MEMEQ_MSG(test, p, &one, sizeof(one), "%s", words());
	KUNIT_ASSERT_MEMNEQ_MSG(test, p, q, sizeof(one), "%s", words());
	KUNIT_ASSERT_NULL_MSG(test, NULL, "%s", words());
	KUNIT_ASSERT_NOT_NULL_MSG(test, p, "%s", words());
	KUNIT_ASSERT_NOT_ERR_OR_NULL_MSG(test, p, "%s", words());
	KUNIT_EXPECT_EQ(test, asked, 0);
}

static void assertions_without_words(struct kunit *test)
{
	int one = 1, two = 2, *p = &one, *q = &two;

	KUNIT_ASSERT_LT(test, one, two);
	KUNIT_ASSERT_LE(test, one, 1);
	KUNIT_ASSERT_GT(test, two, one);
	KUNIT_ASSERT_GE(test, two, 2);
	KUNIT_ASSERT_PTR_NE(test, p, q);
	KUNIT_ASSERT_STREQ(test, "abc", "abc");
	KUNIT_ASSERT_STRNEQ(test, "abc", "abd");
	KUNIT_ASSERT_MEMEQ(test, p, &one, sizeof(one));
	KUNIT_ASSERT_MEMNEQ(test, p, q, sizeof(one));
	KUNIT_ASSERT_NULL(test, NULL);
	KUNIT_EXPECT_NOT_ERR_OR_NULL(test, p);
	KUNIT_EXPECT_PTR_NE(test, p, q);
	KUNIT_EXPECT_STRNEQ(test, "", "a");
	KUNIT_EXPECT_MEMNEQ(test, "ab", "ac", 2);
	/* The sides are evaluated once. */
	KUNIT_EXPECT_EQ(test, one++, 1);
	KUNIT_EXPECT_EQ(test, one, 2);
}

static int frees;

static int resource_begin(struct kunit_resource *res, void *context)
{
	if (!context)
		return -EINVAL;
	res->data = context;
	return 0;
}

static void resource_end(struct kunit_resource *res)
{
	frees++;
}

static bool resource_is(struct kunit *test, struct kunit_resource *res, void *data)
{
	return res->free == resource_end && res->data == data;
}

static void resources_by_hand(struct kunit *test)
{
	struct kunit_resource own = {}, named = {}, *found;
	int a, b;

	frees = 0;
	KUNIT_EXPECT_EQ(test, kunit_add_resource(test, resource_begin, resource_end, &own, &a), 0);
	KUNIT_EXPECT_EQ(test, kunit_add_named_resource(test, NULL, resource_end, &named, "b", &b), 0);
	found = kunit_find_resource(test, resource_is, &a);
	KUNIT_EXPECT_PTR_EQ(test, found, &own);
	kunit_put_resource(found);
	KUNIT_EXPECT_NULL(test, kunit_find_resource(test, resource_is, test));
	found = kunit_find_resource(test, kunit_resource_name_match, "b");
	KUNIT_EXPECT_PTR_EQ(test, found, &named);
	kunit_get_resource(found);
	kunit_put_resource(found);
	/* It goes out of sight at once, and ends with the last who has it. */
	KUNIT_EXPECT_EQ(test, kunit_destroy_resource(test, kunit_resource_name_match, "b"), 0);
	KUNIT_EXPECT_EQ(test, frees, 0);
	KUNIT_EXPECT_NULL(test, kunit_find_named_resource(test, "b"));
	kunit_put_resource(found);
	KUNIT_EXPECT_EQ(test, frees, 1);
	KUNIT_EXPECT_EQ(test, kunit_destroy_resource(test, kunit_resource_name_match, "b"), -ENOENT);
	kunit_remove_resource(test, &own);
	KUNIT_EXPECT_EQ(test, frees, 2);
	KUNIT_EXPECT_NULL(test, kunit_find_resource(test, resource_is, &a));
}

static void resources_that_are_made(struct kunit *test)
{
	struct kunit_resource *res;
	int a;

	frees = 0;
	res = kunit_alloc_and_get_resource(test, resource_begin, resource_end, GFP_KERNEL, &a);
	KUNIT_ASSERT_NOT_NULL(test, res);
	KUNIT_EXPECT_PTR_EQ(test, res->data, (void *)&a);
	KUNIT_EXPECT_EQ(test, kunit_destroy_resource(test, resource_is, &a), 0);
	KUNIT_EXPECT_EQ(test, frees, 0);
	kunit_put_resource(res);
	KUNIT_EXPECT_EQ(test, frees, 1);
	/* One that could not begin is none. */
	KUNIT_EXPECT_NULL(test, kunit_alloc_and_get_resource(test, resource_begin, resource_end,
							    GFP_KERNEL, NULL));
}

static int ended;

static void end_number(int *number) { ended += *number; }

KUNIT_DEFINE_ACTION_WRAPPER(end_number_action, end_number, int *)

static void actions_of_any_type(struct kunit *test)
{
	int one = 1, ten = 10;

	ended = 0;
	KUNIT_EXPECT_EQ(test, kunit_add_action(test, end_number_action, &one), 0);
	KUNIT_EXPECT_EQ(test, kunit_add_action(test, end_number_action, &ten), 0);
	kunit_release_action(test, end_number_action, &ten);
	KUNIT_EXPECT_EQ(test, ended, 10);
	kunit_remove_action(test, end_number_action, &one);
	KUNIT_EXPECT_EQ(test, ended, 10);
}

static void memory_of_tests(struct kunit *test)
{
	int *numbers = kunit_kmalloc_array(test, 4, sizeof(*numbers), GFP_KERNEL | __GFP_ZERO);
	const char *copy;
	char own[] = "own";

	KUNIT_ASSERT_NOT_NULL(test, numbers);
	KUNIT_EXPECT_EQ(test, numbers[3], 0);
	KUNIT_EXPECT_NULL(test, kunit_kmalloc_array(test, SIZE_MAX / 2, 4, GFP_KERNEL));
	copy = kunit_kstrdup_const(test, own, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_STREQ(test, copy, "own");
	KUNIT_EXPECT_PTR_NE(test, copy, (const char *)own);
	kunit_kfree_const(test, copy);
	copy = kunit_kstrdup_const(test, "constant", GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_STREQ(test, copy, "constant");
}

static void devices_of_tests(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "ktest_kunit");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	KUNIT_EXPECT_STREQ(test, dev_name(dev), "ktest_kunit");
	KUNIT_EXPECT_TRUE(test, device_is_registered(dev));
	kunit_device_unregister(test, dev);
}

struct attempt { struct kunit *test; struct kunit_try_catch *attempt; int tried, caught, after; };

static void attempt_try(void *data)
{
	struct attempt *a = data;

	a->tried++;
	if (a->tried == 2)
		kunit_try_catch_throw(a->attempt);
	a->after++;
}

static void attempt_catch(void *data)
{
	((struct attempt *)data)->caught++;
}

static void exits_that_are_caught(struct kunit *test)
{
	struct kunit_try_catch *attempt = kunit_kzalloc(test, sizeof(*attempt), GFP_KERNEL);
	struct attempt context = { .test = test, .attempt = attempt };

	KUNIT_ASSERT_NOT_NULL(test, attempt);
	attempt->test = test;
	attempt->try = attempt_try;
	attempt->catch = attempt_catch;
	kunit_try_catch_run(attempt, &context);
	KUNIT_EXPECT_EQ(test, context.after, 1);
	KUNIT_EXPECT_EQ(test, context.caught, 0);
	KUNIT_EXPECT_EQ(test, kunit_try_catch_get_result(attempt), 0);
	kunit_try_catch_run(attempt, &context);
	KUNIT_EXPECT_EQ(test, context.tried, 2);
	KUNIT_EXPECT_EQ(test, context.after, 1);
	KUNIT_EXPECT_EQ(test, context.caught, 1);
	/* Leaving is no error: that is for what could not run at all. */
	KUNIT_EXPECT_EQ(test, kunit_try_catch_get_result(attempt), 0);
}

static const int squares[] = { 0, 1, 4, 9 };

static void square_name(const int *square, char *name)
{
	snprintf(name, KUNIT_PARAM_DESC_SIZE, "square %d", *square);
}

KUNIT_ARRAY_PARAM(square, squares, square_name);

static int squares_seen;

static void parameters_from_a_table(struct kunit *test)
{
	const int *square = test->param_value;
	int root = square - squares;

	KUNIT_EXPECT_EQ(test, root, squares_seen++);
	KUNIT_EXPECT_EQ(test, root * root, *square);
}

static void tests_know_themselves(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, kunit_enabled());
	KUNIT_EXPECT_PTR_EQ(test, kunit_get_current_test(), test);
	KUNIT_EXPECT_STREQ(test, test->name, "tests_know_themselves");
	kunit_info(test, "what a test says, changes nothing: %d\n", 1);
	kunit_warn(test, "not even a warning\n");
	kunit_err(test, "nor an error\n");
}

VISIBLE_IF_KUNIT int seen_by_tests(void);
VISIBLE_IF_KUNIT int seen_by_tests(void)
{
	return 6;
}
EXPORT_SYMBOL_IF_KUNIT(seen_by_tests);

static void slow_ones_run_too(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, seen_by_tests(), 6);
}

static struct kunit_case kunit_more_cases[] = {
	KUNIT_CASE(expectations_with_words),
	KUNIT_CASE(assertions_with_words),
	KUNIT_CASE(assertions_without_words),
	KUNIT_CASE(resources_by_hand),
	KUNIT_CASE(resources_that_are_made),
	KUNIT_CASE(actions_of_any_type),
	KUNIT_CASE(memory_of_tests),
	KUNIT_CASE(devices_of_tests),
	KUNIT_CASE(exits_that_are_caught),
	KUNIT_CASE_PARAM(parameters_from_a_table, square_gen_params),
	KUNIT_CASE(tests_know_themselves),
	KUNIT_CASE_SLOW(slow_ones_run_too),
	{}
};

static struct kunit_suite kunit_more_suite = {
	.name = "conformance-kunit-more",
	.test_cases = kunit_more_cases,
};
kunit_test_suite(kunit_more_suite);

MODULE_LICENSE("Dual MIT/GPL");
