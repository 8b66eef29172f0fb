// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Devices, from their first reference to the last, and what they own; modules and their parameters. */
#include <kunit/test.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/numa.h>
#include <linux/slab.h>

/* What was released, as the digits of a number, in its order. */
static int released;

static void release_device(struct device *dev)
{
	released = released * 10 + 9;
}

static void release_number(struct device *dev, void *res)
{
	released = released * 10 + *(int *)res;
}

static void release_other(struct device *dev, void *res)
{
	released = released * 10 + 8;
}

static int match_number(struct device *dev, void *res, void *data)
{
	return *(int *)res == *(int *)data;
}

static void act(void *data)
{
	released = released * 10 + (int)(unsigned long)data;
}

static int device_init(struct kunit *test)
{
	struct device *dev = root_device_register("ktest_devices");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	test->priv = dev;
	released = 0;
	return 0;
}

static void device_exit(struct kunit *test)
{
	if (test->priv)
		root_device_unregister(test->priv);
}

static int *own_number(struct kunit *test, int value)
{
	int *res = devres_alloc(release_number, sizeof(*res), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, res);
	KUNIT_EXPECT_EQ(test, *res, 0);
	*res = value;
	devres_add(test->priv, res);
	return res;
}

static void lives_of_devices(struct kunit *test)
{
	static struct device dev;

	memset(&dev, 0, sizeof(dev));
	device_initialize(&dev);
	dev.release = release_device;
	dev.parent = test->priv;
	KUNIT_EXPECT_EQ(test, dev_to_node(&dev), NUMA_NO_NODE);
	KUNIT_EXPECT_EQ(test, dev_set_name(&dev, "ktest%d", 5), 0);
	KUNIT_EXPECT_STREQ(test, dev_name(&dev), "ktest5");
	KUNIT_EXPECT_FALSE(test, device_is_registered(&dev));
	KUNIT_EXPECT_EQ(test, device_add(&dev), 0);
	KUNIT_EXPECT_TRUE(test, device_is_registered(&dev));
	KUNIT_EXPECT_PTR_EQ(test, get_device(&dev), &dev);
	KUNIT_EXPECT_NULL(test, get_device(NULL));
	device_del(&dev);
	KUNIT_EXPECT_FALSE(test, device_is_registered(&dev));
	put_device(&dev);
	KUNIT_EXPECT_EQ(test, released, 0);
	put_device(&dev);
	KUNIT_EXPECT_EQ(test, released, 9);
	put_device(NULL);
}

static void devices_in_one_step(struct kunit *test)
{
	static struct device dev, nameless;

	memset(&dev, 0, sizeof(dev));
	dev.init_name = "ktest_named";
	dev.release = release_device;
	KUNIT_EXPECT_STREQ(test, dev_name(&dev), "ktest_named");
	KUNIT_ASSERT_EQ(test, device_register(&dev), 0);
	KUNIT_EXPECT_STREQ(test, dev_name(&dev), "ktest_named");
	device_unregister(&dev);
	KUNIT_EXPECT_EQ(test, released, 9);
	/* Without a name there is no device, but a reference to give back. */
	memset(&nameless, 0, sizeof(nameless));
	nameless.release = release_device;
	KUNIT_EXPECT_EQ(test, device_register(&nameless), -EINVAL);
	KUNIT_EXPECT_EQ(test, released, 9);
	put_device(&nameless);
	KUNIT_EXPECT_EQ(test, released, 99);
}

static void what_devices_carry(struct kunit *test)
{
	struct device *dev = test->priv;
	int data = 4;

	KUNIT_EXPECT_STREQ(test, dev_name(dev), "ktest_devices");
	KUNIT_EXPECT_NULL(test, dev_get_platdata(dev));
	dev->platform_data = &data;
	KUNIT_EXPECT_PTR_EQ(test, dev_get_platdata(dev), (void *)&data);
	dev->platform_data = NULL;
	set_dev_node(dev, 0);
	KUNIT_EXPECT_EQ(test, dev_to_node(dev), 0);
	device_lock(dev);
	KUNIT_EXPECT_FALSE(test, device_trylock(dev));
	device_unlock(dev);
	KUNIT_EXPECT_TRUE(test, device_trylock(dev));
	device_unlock(dev);
}

static void resources_go_backwards(struct kunit *test)
{
	struct device *dev = test->priv;

	for (int i = 1; i < 4; i++)
		own_number(test, i);
	KUNIT_EXPECT_EQ(test, devm_add_action_or_reset(dev, act, (void *)4), 0);
	root_device_unregister(dev);
	test->priv = NULL;
	KUNIT_EXPECT_EQ(test, released, 4321);
}

static void resources_are_found(struct kunit *test)
{
	struct device *dev = test->priv;
	int *first = own_number(test, 1), *second = own_number(test, 2), wanted = 1, missing = 7;

	/* The latest, if nothing tells them apart. */
	KUNIT_EXPECT_PTR_EQ(test, (int *)devres_find(dev, release_number, NULL, NULL), second);
	KUNIT_EXPECT_PTR_EQ(test, (int *)devres_find(dev, release_number, match_number, &wanted), first);
	KUNIT_EXPECT_NULL(test, devres_find(dev, release_number, match_number, &missing));
	KUNIT_EXPECT_NULL(test, devres_find(dev, release_other, NULL, NULL));
}

static void resources_are_taken_away(struct kunit *test)
{
	struct device *dev = test->priv;
	int one = 1, two = 2, *res;

	own_number(test, 1);
	own_number(test, 2);
	own_number(test, 3);
	res = devres_remove(dev, release_number, match_number, &one);
	KUNIT_ASSERT_NOT_NULL(test, res);
	KUNIT_EXPECT_EQ(test, *res, 1);
	devres_free(res);
	devres_free(NULL);
	KUNIT_EXPECT_NULL(test, devres_remove(dev, release_number, match_number, &one));
	/* One goes without a word, the other is released. */
	KUNIT_EXPECT_EQ(test, devres_destroy(dev, release_number, match_number, &two), 0);
	KUNIT_EXPECT_EQ(test, released, 0);
	KUNIT_EXPECT_EQ(test, devres_destroy(dev, release_number, match_number, &two), -ENOENT);
	KUNIT_EXPECT_EQ(test, devres_release(dev, release_number, NULL, NULL), 0);
	KUNIT_EXPECT_EQ(test, released, 3);
	KUNIT_EXPECT_EQ(test, devres_release(dev, release_number, NULL, NULL), -ENOENT);
}

static void resources_that_may_be_there(struct kunit *test)
{
	struct device *dev = test->priv;
	int *first = devres_alloc(release_number, sizeof(int), GFP_KERNEL);
	int *second = devres_alloc_node(release_number, sizeof(int), GFP_KERNEL, NUMA_NO_NODE);

	KUNIT_ASSERT_NOT_NULL(test, first);
	KUNIT_ASSERT_NOT_NULL(test, second);
	*first = *second = 5;
	KUNIT_EXPECT_PTR_EQ(test, (int *)devres_get(dev, first, match_number, first), first);
	/* The second one is freed, for the first is as good. */
	KUNIT_EXPECT_PTR_EQ(test, (int *)devres_get(dev, second, match_number, second), first);
	KUNIT_EXPECT_EQ(test, devres_release(dev, release_number, NULL, NULL), 0);
	KUNIT_EXPECT_EQ(test, devres_release(dev, release_number, NULL, NULL), -ENOENT);
	KUNIT_EXPECT_EQ(test, released, 5);
}

static void actions(struct kunit *test)
{
	struct device *dev = test->priv;

	for (unsigned long i = 1; i < 4; i++)
		KUNIT_EXPECT_EQ(test, devm_add_action_or_reset(dev, act, (void *)i), 0);
	devm_remove_action(dev, act, (void *)2);
	KUNIT_EXPECT_EQ(test, released, 0);
	devm_release_action(dev, act, (void *)1);
	KUNIT_EXPECT_EQ(test, released, 1);
	root_device_unregister(dev);
	test->priv = NULL;
	KUNIT_EXPECT_EQ(test, released, 13);
}

static void memory_of_devices(struct kunit *test)
{
	struct device *dev = test->priv;
	size_t many = SIZE_MAX / 2;
	char *p = devm_kmalloc(dev, 20, GFP_KERNEL), *copy;

	OPTIMIZER_HIDE_VAR(many);
	KUNIT_ASSERT_NOT_NULL(test, p);
	memset(p, 'x', 20);
	p = devm_krealloc(dev, p, 4000, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 'x', 20));
	copy = devm_kmemdup(dev, p, 20, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_MEMEQ(test, copy, p, 20);
	devm_kfree(dev, p);
	copy = devm_kstrdup(dev, "text", GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_STREQ(test, copy, "text");
	KUNIT_EXPECT_NULL(test, devm_kstrdup(dev, NULL, GFP_KERNEL));
	p = devm_kzalloc(dev, 100, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 100));
	p = devm_kcalloc(dev, 10, 10, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 100));
	KUNIT_EXPECT_NULL(test, devm_kmalloc_array(dev, many, 4, GFP_KERNEL));
	KUNIT_EXPECT_NOT_NULL(test, devm_kmalloc_array(dev, 4, 4, GFP_KERNEL));
	KUNIT_EXPECT_PTR_EQ(test, devm_kmalloc(dev, 0, GFP_KERNEL), ZERO_SIZE_PTR);
	KUNIT_EXPECT_PTR_EQ(test, devm_krealloc(dev, p, 0, GFP_KERNEL), ZERO_SIZE_PTR);
	p = devm_krealloc(dev, NULL, 8, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, p);
}

static int number = 3, numbers[4], count_of_numbers;
static bool flag;
static char *word = "begin", text[8] = "text";
static unsigned int plain = 9;

module_param(number, int, 0444);
MODULE_PARM_DESC(number, "a number");
module_param_named(other_name, plain, uint, 0);
module_param_array(numbers, int, &count_of_numbers, 0444);
module_param_string(text, text, sizeof(text), 0);
module_param(flag, bool, 0644);
module_param(word, charp, 0);
MODULE_AUTHOR("ktest");
MODULE_VERSION("1.0");
MODULE_ALIAS("ktest-devices");

static void parameters_as_they_begin(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, number, 3);
	KUNIT_EXPECT_EQ(test, plain, 9);
	KUNIT_EXPECT_EQ(test, count_of_numbers, 0);
	KUNIT_EXPECT_EQ(test, numbers[3], 0);
	KUNIT_EXPECT_FALSE(test, flag);
	KUNIT_EXPECT_STREQ(test, word, "begin");
	KUNIT_EXPECT_STREQ(test, text, "text");
}

static void parameters_read_and_written(struct kunit *test)
{
	char *out = (char *)__get_free_page(GFP_KERNEL);
	struct kernel_param param = { .name = "number", .arg = &number };

	KUNIT_ASSERT_NOT_NULL(test, out);
	KUNIT_EXPECT_EQ(test, param_set_int("-12", &param), 0);
	KUNIT_EXPECT_EQ(test, number, -12);
	KUNIT_EXPECT_EQ(test, param_get_int(out, &param), 4);
	KUNIT_EXPECT_STREQ(test, out, "-12\n");
	KUNIT_EXPECT_EQ(test, param_set_int("many", &param), -EINVAL);
	KUNIT_EXPECT_EQ(test, param_set_int("2147483648", &param), -ERANGE);
	KUNIT_EXPECT_EQ(test, number, -12);
	param.arg = &plain;
	KUNIT_EXPECT_EQ(test, param_set_uint("0x10", &param), 0);
	KUNIT_EXPECT_EQ(test, plain, 16);
	KUNIT_EXPECT_EQ(test, param_set_uint("-1", &param), -EINVAL);
	KUNIT_EXPECT_EQ(test, param_get_uint(out, &param), 3);
	KUNIT_EXPECT_STREQ(test, out, "16\n");
	param.arg = &flag;
	KUNIT_EXPECT_EQ(test, param_set_bool("on", &param), 0);
	KUNIT_EXPECT_TRUE(test, flag);
	KUNIT_EXPECT_EQ(test, param_get_bool(out, &param), 2);
	KUNIT_EXPECT_STREQ(test, out, "Y\n");
	KUNIT_EXPECT_EQ(test, param_set_bool("perhaps", &param), -EINVAL);
	/* No value is yes. */
	KUNIT_EXPECT_EQ(test, param_set_bool("0", &param), 0);
	KUNIT_EXPECT_EQ(test, param_set_bool(NULL, &param), 0);
	KUNIT_EXPECT_TRUE(test, flag);
	param.arg = &word;
	KUNIT_EXPECT_EQ(test, param_get_charp(out, &param), 6);
	KUNIT_EXPECT_STREQ(test, out, "begin\n");
	free_page((unsigned long)out);
}

static struct kunit_case devices_cases[] = {
	KUNIT_CASE(lives_of_devices),
	KUNIT_CASE(devices_in_one_step),
	KUNIT_CASE(what_devices_carry),
	KUNIT_CASE(resources_go_backwards),
	KUNIT_CASE(resources_are_found),
	KUNIT_CASE(resources_are_taken_away),
	KUNIT_CASE(resources_that_may_be_there),
	KUNIT_CASE(actions),
	KUNIT_CASE(memory_of_devices),
	KUNIT_CASE(parameters_as_they_begin),
	KUNIT_CASE(parameters_read_and_written),
	{}
};

static struct kunit_suite devices_suite = {
	.name = "conformance-devices",
	.init = device_init,
	.exit = device_exit,
	.test_cases = devices_cases,
};
kunit_test_suite(devices_suite);

MODULE_LICENSE("Dual MIT/GPL");
