// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Devices: names, life, locks; and what they give back when they go. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/device.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/numa.h>
#include <linux/slab.h>

static struct device *root;
static char order[32];

static void note(const char *what)
{
	strlcat(order, what, sizeof(order));
}

static int root_init(struct kunit *test)
{
	order[0] = '\0';
	root = root_device_register("ktest_root");
	return PTR_ERR_OR_ZERO(root);
}

static void root_exit(struct kunit *test)
{
	if (!IS_ERR_OR_NULL(root))
		root_device_unregister(root);
}

/* ---- life ------------------------------------------------------------------------------------- */

static void note_release(struct device *dev)
{
	note("r");
}

static void names(struct kunit *test)
{
	struct device *dev = kunit_kzalloc(test, sizeof(*dev), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, dev);
	device_initialize(dev);
	dev->release = note_release;
	KUNIT_EXPECT_NULL(test, dev_name(dev));
	KUNIT_EXPECT_EQ(test, dev_set_name(dev, "ktest%d", 7), 0);
	KUNIT_EXPECT_STREQ(test, dev_name(dev), "ktest7");
	KUNIT_EXPECT_EQ(test, dev_set_name(dev, "%s", "other"), 0);
	KUNIT_EXPECT_STREQ(test, dev_name(dev), "other");
	/* As long as it is there, the initial name is the name. */
	dev->init_name = "initial";
	KUNIT_EXPECT_STREQ(test, dev_name(dev), "initial");
	dev->init_name = NULL;
	put_device(dev);
	KUNIT_EXPECT_STREQ(test, order, "r");
}

static void nobody_has_no_life(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, get_device(NULL));
	put_device(NULL);
}

static void a_device_lives_as_long_as_it_is_held(struct kunit *test)
{
	struct device *dev = kunit_kzalloc(test, sizeof(*dev), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, dev);
	device_initialize(dev);
	KUNIT_EXPECT_EQ(test, dev_to_node(dev), NUMA_NO_NODE);
	KUNIT_EXPECT_FALSE(test, device_is_registered(dev));
	dev->release = note_release;
	dev->init_name = "ktest_held";
	KUNIT_ASSERT_EQ(test, device_add(dev), 0);
	KUNIT_EXPECT_TRUE(test, device_is_registered(dev));
	KUNIT_EXPECT_STREQ(test, dev_name(dev), "ktest_held");
	/* The initial name was taken over. */
	KUNIT_EXPECT_NULL(test, dev->init_name);
	KUNIT_EXPECT_PTR_EQ(test, get_device(dev), dev);
	device_del(dev);
	KUNIT_EXPECT_FALSE(test, device_is_registered(dev));
	KUNIT_EXPECT_STREQ(test, dev_name(dev), "ktest_held");
	put_device(dev);
	KUNIT_EXPECT_STREQ(test, order, "");
	put_device(dev);
	KUNIT_EXPECT_STREQ(test, order, "r");
}

static void a_device_needs_a_name(struct kunit *test)
{
	struct device *dev = kunit_kzalloc(test, sizeof(*dev), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, dev);
	dev->release = note_release;
	KUNIT_EXPECT_EQ(test, device_register(dev), -EINVAL);
	KUNIT_EXPECT_FALSE(test, device_is_registered(dev));
	/* Who failed to register puts all the same. */
	put_device(dev);
	KUNIT_EXPECT_STREQ(test, order, "r");
}

static void a_child_is_where_its_parent_is(struct kunit *test)
{
	struct device *dev = kunit_kzalloc(test, sizeof(*dev), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, dev);
	set_dev_node(root, 0);
	dev->release = note_release;
	dev->parent = root;
	dev->init_name = "ktest_child";
	KUNIT_ASSERT_EQ(test, device_register(dev), 0);
	KUNIT_EXPECT_EQ(test, dev_to_node(dev), 0);
	device_unregister(dev);
	KUNIT_EXPECT_STREQ(test, order, "r");
}

static void roots(struct kunit *test)
{
	static int platform, driver;

	KUNIT_EXPECT_STREQ(test, dev_name(root), "ktest_root");
	KUNIT_EXPECT_TRUE(test, device_is_registered(root));
	KUNIT_EXPECT_NULL(test, root->parent);
	KUNIT_EXPECT_NULL(test, root->driver);
	KUNIT_EXPECT_EQ(test, dev_to_node(root), NUMA_NO_NODE);
	set_dev_node(root, 0);
	KUNIT_EXPECT_EQ(test, dev_to_node(root), 0);
	KUNIT_EXPECT_NULL(test, dev_get_platdata(root));
	KUNIT_EXPECT_NULL(test, dev_get_drvdata(root));
	root->platform_data = &platform;
	KUNIT_EXPECT_PTR_EQ(test, dev_get_platdata(root), (void *)&platform);
	dev_set_drvdata(root, &driver);
	KUNIT_EXPECT_PTR_EQ(test, dev_get_drvdata(root), (void *)&driver);
}

static int try_lock(void *done)
{
	bool got = device_trylock(root);

	if (got)
		device_unlock(root);
	note(got ? "y" : "n");
	complete(done);
	return 0;
}

static void locks(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(done);

	device_lock(root);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, kthread_run(try_lock, &done, "try"));
	wait_for_completion(&done);
	device_unlock(root);
	reinit_completion(&done);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, kthread_run(try_lock, &done, "try"));
	wait_for_completion(&done);
	KUNIT_EXPECT_STREQ(test, order, "ny");
	KUNIT_EXPECT_EQ(test, device_trylock(root), 1);
	device_unlock(root);
	scoped_guard(device, root)
		KUNIT_EXPECT_TRUE(test, mutex_is_locked(&root->mutex));
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&root->mutex));
}

static struct kunit_case life_cases[] = {
	KUNIT_CASE(names),
	KUNIT_CASE(nobody_has_no_life),
	KUNIT_CASE(a_device_lives_as_long_as_it_is_held),
	KUNIT_CASE(a_device_needs_a_name),
	KUNIT_CASE(a_child_is_where_its_parent_is),
	KUNIT_CASE(roots),
	KUNIT_CASE(locks),
	{}
};

static struct kunit_suite life_suite = {
	.name = "conformance-device-model",
	.init = root_init,
	.exit = root_exit,
	.test_cases = life_cases,
};

/* ---- resources ----------------------------------------------------------------------------------- */

struct pane { char name[4]; };

static void break_pane(struct device *dev, void *res)
{
	note(((struct pane *)res)->name);
}

static void break_other(struct device *dev, void *res)
{
	note("o");
}

static int has_name(struct device *dev, void *res, void *name)
{
	return !strcmp(((struct pane *)res)->name, name);
}

static struct pane *pane_new(struct kunit *test, const char *name)
{
	struct pane *pane = devres_alloc(break_pane, sizeof(*pane), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, pane);
	KUNIT_EXPECT_STREQ(test, pane->name, "");
	strscpy(pane->name, name, sizeof(pane->name));
	return pane;
}

static void resources_are_found(struct kunit *test)
{
	struct pane *a = pane_new(test, "a"), *b = pane_new(test, "b");

	KUNIT_EXPECT_NULL(test, devres_find(root, break_pane, NULL, NULL));
	devres_add(root, a);
	devres_add(root, b);
	/* Whichever came last, when any will do. */
	KUNIT_EXPECT_PTR_EQ(test, devres_find(root, break_pane, NULL, NULL), (void *)b);
	KUNIT_EXPECT_PTR_EQ(test, devres_find(root, break_pane, has_name, "a"), (void *)a);
	KUNIT_EXPECT_NULL(test, devres_find(root, break_pane, has_name, "c"));
	KUNIT_EXPECT_NULL(test, devres_find(root, break_other, NULL, NULL));
	KUNIT_EXPECT_STREQ(test, order, "");
}

static void resources_are_taken_back(struct kunit *test)
{
	struct pane *a = pane_new(test, "a");

	devres_add(root, a);
	devres_add(root, pane_new(test, "b"));
	devres_add(root, pane_new(test, "c"));
	KUNIT_EXPECT_PTR_EQ(test, devres_remove(root, break_pane, has_name, "a"), (void *)a);
	devres_free(a);
	KUNIT_EXPECT_NULL(test, devres_remove(root, break_pane, has_name, "a"));
	/* Destroyed is forgotten, released is given back. */
	KUNIT_EXPECT_EQ(test, devres_destroy(root, break_pane, has_name, "b"), 0);
	KUNIT_EXPECT_EQ(test, devres_destroy(root, break_pane, has_name, "b"), -ENOENT);
	KUNIT_EXPECT_STREQ(test, order, "");
	KUNIT_EXPECT_EQ(test, devres_release(root, break_pane, has_name, "c"), 0);
	KUNIT_EXPECT_EQ(test, devres_release(root, break_pane, has_name, "c"), -ENOENT);
	KUNIT_EXPECT_STREQ(test, order, "c");
	devres_free(NULL);
}

static void resources_once_per_device(struct kunit *test)
{
	struct pane *a = pane_new(test, "a"), *again = pane_new(test, "a");

	KUNIT_EXPECT_PTR_EQ(test, devres_get(root, a, has_name, "a"), (void *)a);
	/* The one that is there; the new one is freed, not released. */
	KUNIT_EXPECT_PTR_EQ(test, devres_get(root, again, has_name, "a"), (void *)a);
	KUNIT_EXPECT_STREQ(test, order, "");
	KUNIT_EXPECT_EQ(test, devres_release(root, break_pane, NULL, NULL), 0);
	KUNIT_EXPECT_EQ(test, devres_release(root, break_pane, NULL, NULL), -ENOENT);
}

static void note_action(void *what)
{
	note(what);
}

static void all_goes_last_in_first_out(struct kunit *test)
{
	struct pane *b = devres_alloc_node(break_pane, sizeof(*b), GFP_KERNEL, 0);

	KUNIT_ASSERT_NOT_NULL(test, b);
	strscpy(b->name, "b", sizeof(b->name));
	devres_add(root, pane_new(test, "a"));
	devres_add(root, b);
	KUNIT_ASSERT_EQ(test, devm_add_action(root, note_action, "x"), 0);
	KUNIT_ASSERT_NOT_NULL(test, devm_kmalloc(root, 8, GFP_KERNEL));
	devres_add(root, pane_new(test, "c"));
	root_device_unregister(root);
	root = NULL;
	KUNIT_EXPECT_STREQ(test, order, "cxba");
}

static void actions(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, devm_add_action_or_reset(root, note_action, "a"), 0);
	KUNIT_EXPECT_EQ(test, devm_add_action(root, note_action, "b"), 0);
	KUNIT_EXPECT_EQ(test, devm_add_action(root, note_action, "c"), 0);
	KUNIT_EXPECT_STREQ(test, order, "");
	devm_remove_action(root, note_action, "b");
	KUNIT_EXPECT_STREQ(test, order, "");
	devm_release_action(root, note_action, "a");
	KUNIT_EXPECT_STREQ(test, order, "a");
	root_device_unregister(root);
	root = NULL;
	KUNIT_EXPECT_STREQ(test, order, "ac");
}

/* ---- managed memory --------------------------------------------------------------------------------- */

static void managed_blocks(struct kunit *test)
{
	char *block = devm_kzalloc(root, 100, GFP_KERNEL);
	size_t huge = SIZE_MAX / 2;
	u32 *array;

	KUNIT_ASSERT_NOT_NULL(test, block);
	KUNIT_EXPECT_NULL(test, memchr_inv(block, 0, 100));
	/* Aligned as kmalloc's are. */
	KUNIT_EXPECT_TRUE(test, IS_ALIGNED((unsigned long)block, ARCH_KMALLOC_MINALIGN));
	devm_kfree(root, block);
	devm_kfree(root, NULL);
	devm_kfree(root, ZERO_SIZE_PTR);
	KUNIT_EXPECT_PTR_EQ(test, devm_kmalloc(root, 0, GFP_KERNEL), ZERO_SIZE_PTR);
	array = devm_kcalloc(root, 5, sizeof(*array), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, array);
	KUNIT_EXPECT_NULL(test, memchr_inv(array, 0, 20));
	KUNIT_EXPECT_NOT_NULL(test, devm_kmalloc_array(root, 5, 4, GFP_KERNEL));
	OPTIMIZER_HIDE_VAR(huge);
	KUNIT_EXPECT_NULL(test, devm_kmalloc_array(root, huge, 3, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, devm_kcalloc(root, huge, 3, GFP_KERNEL));
	huge = SIZE_MAX - 1;
	OPTIMIZER_HIDE_VAR(huge);
	KUNIT_EXPECT_NULL(test, devm_kmalloc(root, huge, GFP_KERNEL));
}

static void managed_blocks_grow(struct kunit *test)
{
	char *block = devm_krealloc(root, NULL, 4, GFP_KERNEL), *grown;

	KUNIT_ASSERT_NOT_NULL(test, block);
	memcpy(block, "abc", 4);
	KUNIT_EXPECT_PTR_EQ(test, (char *)devm_krealloc(root, block, 2, GFP_KERNEL), block);
	grown = devm_krealloc(root, block, 4000, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, grown);
	KUNIT_EXPECT_STREQ(test, grown, "abc");
	memset(grown, 1, 4000);
	KUNIT_EXPECT_PTR_EQ(test, devm_krealloc(root, grown, 0, GFP_KERNEL), ZERO_SIZE_PTR);
	grown = devm_krealloc(root, ZERO_SIZE_PTR, 3, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, grown);
	devm_kfree(root, grown);
}

static void managed_copies(struct kunit *test)
{
	char text[] = "text", *copy = devm_kstrdup(root, text, GFP_KERNEL);

	KUNIT_EXPECT_STREQ(test, copy, text);
	KUNIT_EXPECT_PTR_NE(test, copy, &text[0]);
	KUNIT_EXPECT_NULL(test, devm_kstrdup(root, NULL, GFP_KERNEL));
	copy = devm_kmemdup(root, text, 3, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_MEMEQ(test, copy, text, 3);
	KUNIT_EXPECT_STREQ(test, devm_kasprintf(root, GFP_KERNEL, "%s-%d", text, 5), "text-5");
}

static struct kunit_case managed_cases[] = {
	KUNIT_CASE(resources_are_found),
	KUNIT_CASE(resources_are_taken_back),
	KUNIT_CASE(resources_once_per_device),
	KUNIT_CASE(all_goes_last_in_first_out),
	KUNIT_CASE(actions),
	KUNIT_CASE(managed_blocks),
	KUNIT_CASE(managed_blocks_grow),
	KUNIT_CASE(managed_copies),
	{}
};

static struct kunit_suite managed_suite = {
	.name = "conformance-devres",
	.init = root_init,
	.exit = root_exit,
	.test_cases = managed_cases,
};
kunit_test_suites(&life_suite, &managed_suite);

MODULE_DESCRIPTION("Devices and what they manage");
MODULE_LICENSE("GPL");
