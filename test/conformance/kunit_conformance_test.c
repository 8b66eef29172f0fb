// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What KUnit promises: order of clean-up, parameters, skips, resources, stubs, threads. */
#include <kunit/static_stub.h>
#include <kunit/test-bug.h>
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/device.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched/task.h>
#include <linux/slab.h>

static int suite_inits, inits;

static int counting_suite_init(struct kunit_suite *suite)
{
	suite_inits++;
	return 0;
}

static int counting_init(struct kunit *test)
{
	inits++;
	test->priv = &inits;
	return 0;
}

static void init_ran_before(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, suite_inits, 1);
	KUNIT_EXPECT_GE(test, inits, 1);
	KUNIT_EXPECT_PTR_EQ(test, test->priv, (void *)&inits);
	KUNIT_EXPECT_STREQ(test, test->name, "init_ran_before");
}

static void current_test_is_this(struct kunit *test)
{
	KUNIT_EXPECT_PTR_EQ(test, kunit_get_current_test(), test);
}

static void operands_once(struct kunit *test)
{
	int a = 0, b = 0;
	char text[] = "ab", *s = text;

	KUNIT_EXPECT_EQ(test, ++a, 1);
	KUNIT_EXPECT_LT(test, a, ++b + 1);
	KUNIT_EXPECT_TRUE(test, ++a == 2);
	KUNIT_EXPECT_STREQ(test, s++, "ab");
	KUNIT_EXPECT_STREQ(test, s, "b");
	KUNIT_EXPECT_NOT_NULL(test, s++);
	KUNIT_EXPECT_EQ(test, *s, '\0');
	KUNIT_EXPECT_EQ(test, a, 2);
	KUNIT_EXPECT_EQ(test, b, 1);
}

static void skipped_from_deep_inside(struct kunit *test)
{
	kunit_skip(test, "this case is skipped on purpose (%d)", 1);
	KUNIT_FAIL(test, "not reached");
}

static void marked_skipped_goes_on(struct kunit *test)
{
	kunit_mark_skipped(test, "marked");
	KUNIT_EXPECT_EQ(test, test->status, KUNIT_SKIPPED);
	KUNIT_EXPECT_STREQ(test, test->status_comment, "marked");
}

static char order[8];
static int order_len;

static void note(void *what)
{
	order[order_len++] = (char)(unsigned long)what;
}

static void actions_run_backwards(struct kunit *test)
{
	order_len = 0;
	KUNIT_ASSERT_EQ(test, kunit_add_action(test, note, (void *)'a'), 0);
	KUNIT_ASSERT_EQ(test, kunit_add_action(test, note, (void *)'b'), 0);
	KUNIT_ASSERT_EQ(test, kunit_add_action_or_reset(test, note, (void *)'c'), 0);
	kunit_release_action(test, note, (void *)'b');
	KUNIT_EXPECT_EQ(test, order[0], 'b');
	kunit_remove_action(test, note, (void *)'a');
	KUNIT_EXPECT_EQ(test, order_len, 1);
	KUNIT_ASSERT_EQ(test, kunit_add_action(test, note, (void *)'d'), 0);
	kunit_cleanup(test);
	order[order_len] = '\0';
	KUNIT_EXPECT_STREQ(test, order, "bdc");
}

static int freed;

static void count_free(struct kunit_resource *res)
{
	freed++;
}

static int init_fails(struct kunit_resource *res, void *context)
{
	return -EBUSY;
}

static void resources_have_names(struct kunit *test)
{
	struct kunit_resource a = { 0 }, b = { 0 }, *found;
	int data = 3;

	freed = 0;
	KUNIT_EXPECT_EQ(test, kunit_add_named_resource(test, NULL, count_free, &a, "a", &data), 0);
	KUNIT_EXPECT_EQ(test, kunit_add_named_resource(test, NULL, count_free, &b, "a", &data),
			-EEXIST);
	KUNIT_EXPECT_EQ(test, kunit_add_named_resource(test, NULL, NULL, &b, NULL, NULL), -EINVAL);
	found = kunit_find_named_resource(test, "a");
	KUNIT_ASSERT_PTR_EQ(test, found, &a);
	KUNIT_EXPECT_PTR_EQ(test, found->data, (void *)&data);
	kunit_put_resource(found);
	KUNIT_EXPECT_EQ(test, freed, 0);
	KUNIT_EXPECT_EQ(test, kunit_destroy_named_resource(test, "a"), 0);
	KUNIT_EXPECT_EQ(test, freed, 1);
	KUNIT_EXPECT_EQ(test, kunit_destroy_named_resource(test, "a"), -ENOENT);
	KUNIT_EXPECT_NULL(test, kunit_alloc_resource(test, init_fails, count_free, GFP_KERNEL,
						     NULL));
	KUNIT_EXPECT_EQ(test, freed, 1);
}

static void managed_memory(struct kunit *test)
{
	char *p = kunit_kzalloc(test, 16, GFP_KERNEL), *q = kunit_kmalloc(test, 16, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_NOT_NULL(test, q);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 16));
	kunit_kfree(test, p);
	kunit_kfree(test, NULL);
	KUNIT_EXPECT_STREQ(test, kunit_kstrdup(test, "copy", GFP_KERNEL), "copy");
	KUNIT_EXPECT_NULL(test, kunit_kstrdup(test, NULL, GFP_KERNEL));
}

static noinline int real_add(int a, int b)
{
	KUNIT_STATIC_STUB_REDIRECT(real_add, a, b);
	return a + b;
}

static int stub_add(int a, int b)
{
	return 100;
}

static int stub_sub(int a, int b)
{
	return a - b;
}

static void stubs_replace(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, real_add(1, 2), 3);
	kunit_activate_static_stub(test, real_add, stub_add);
	KUNIT_EXPECT_EQ(test, real_add(1, 2), 100);
	kunit_activate_static_stub(test, real_add, stub_sub);
	KUNIT_EXPECT_EQ(test, real_add(1, 2), -1);
	kunit_deactivate_static_stub(test, real_add);
	KUNIT_EXPECT_EQ(test, real_add(1, 2), 3);
}

static int helper_fn(void *data)
{
	struct kunit *test = data;

	KUNIT_EXPECT_EQ(test, 1, 1);
	KUNIT_ASSERT_NOT_NULL(test, data);
	return 5;
}

static void threads_may_expect(struct kunit *test)
{
	struct task_struct *t = kthread_create(helper_fn, test, "helper");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, t);
	get_task_struct(t);
	wake_up_process(t);
	KUNIT_EXPECT_GE(test, kthread_stop(t), -EINTR);
	put_task_struct(t);
}

static const struct named { const char *name; int value; } params[] = {
	{ "one", 1 }, { "two", 2 }, { "skipped", 3 },
};
KUNIT_ARRAY_PARAM_DESC(params, params, name);

static int param_sum;

static void array_parameters(struct kunit *test)
{
	const struct named *p = test->param_value;

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, test->param_index, p->value - 1);
	param_sum += p->value;
	if (p->value == 3)
		kunit_skip(test, "not today");
	KUNIT_EXPECT_EQ(test, param_sum, p->value == 1 ? 1 : 3);
}

static const void *count_to_four(const void *prev, char *desc)
{
	unsigned long n = (unsigned long)prev + 1;

	if (n > 4)
		return NULL;
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "n=%lu", n);
	return (void *)n;
}

static void generated_parameters(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, (unsigned long)test->param_value,
			(unsigned long)test->param_index + 1);
	KUNIT_EXPECT_PTR_EQ(test, test->priv, (void *)&inits);
}

/* What fails for another struct kunit is that one's failure. */
static void a_test_of_its_own(struct kunit *test)
{
	struct kunit *fake = kunit_kzalloc(test, sizeof(*fake), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, fake);
	fake->name = "fake";
	spin_lock_init(&fake->lock);
	INIT_LIST_HEAD(&fake->resources);
	KUNIT_EXPECT_EQ(fake, 1, 2);
	KUNIT_EXPECT_EQ(test, fake->status, KUNIT_FAILURE);
	KUNIT_EXPECT_EQ(test, test->status, KUNIT_SUCCESS);
}

struct probe_state { int probed, removed; };

static int probe_counts(struct device *dev)
{
	struct probe_state *state = kunit_get_current_test()->priv;

	dev_set_drvdata(dev, state);
	state->probed++;
	return 0;
}

static int remove_counts(struct device *dev)
{
	struct probe_state *state = dev_get_drvdata(dev);

	state->removed++;
	return 0;
}

static void device_action(void *removed_before)
{
	*(int *)removed_before = 1;
}

static void a_device_and_its_driver(struct kunit *test)
{
	struct device_driver *drv = kunit_driver_create(test, "ktest_driver");
	struct probe_state state = { 0, 0 };
	struct device *dev;
	int released = 0;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, drv);
	drv->probe = probe_counts;
	drv->remove = remove_counts;
	test->priv = &state;
	dev = kunit_device_register_with_driver(test, "ktest_device", drv);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	KUNIT_EXPECT_EQ(test, state.probed, 1);
	KUNIT_EXPECT_PTR_EQ(test, dev->driver, drv);
	KUNIT_ASSERT_EQ(test, devm_add_action(dev, device_action, &released), 0);
	KUNIT_EXPECT_EQ(test, state.removed, 0);
	kunit_device_unregister(test, dev);
	KUNIT_EXPECT_EQ(test, state.removed, 1);
	KUNIT_EXPECT_EQ(test, released, 1);
	/* The driver stays. */
	dev = kunit_device_register_with_driver(test, "ktest_device", drv);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	KUNIT_EXPECT_EQ(test, state.probed, 2);
	kunit_device_unregister(test, dev);
}

static struct kunit_case kunit_cases[] = {
	KUNIT_CASE(init_ran_before),
	KUNIT_CASE(current_test_is_this),
	KUNIT_CASE(operands_once),
	KUNIT_CASE(skipped_from_deep_inside),
	KUNIT_CASE(marked_skipped_goes_on),
	KUNIT_CASE(actions_run_backwards),
	KUNIT_CASE(resources_have_names),
	KUNIT_CASE(managed_memory),
	KUNIT_CASE(stubs_replace),
	KUNIT_CASE(threads_may_expect),
	KUNIT_CASE_PARAM(array_parameters, params_gen_params),
	KUNIT_CASE_PARAM(generated_parameters, count_to_four),
	KUNIT_CASE(a_test_of_its_own),
	KUNIT_CASE(a_device_and_its_driver),
	{}
};

static struct kunit_suite kunit_suite = {
	.name = "conformance-kunit",
	.suite_init = counting_suite_init,
	.init = counting_init,
	.test_cases = kunit_cases,
};

static void second_suite_runs(struct kunit *test)
{
	KUNIT_SUCCEED(test);
}

static struct kunit_case second_cases[] = { KUNIT_CASE(second_suite_runs), {} };
static struct kunit_suite second_suite = {
	.name = "conformance-kunit-second",
	.test_cases = second_cases,
};
kunit_test_suites(&kunit_suite, &second_suite);

MODULE_DESCRIPTION("Behaviour of KUnit");
MODULE_LICENSE("GPL");
