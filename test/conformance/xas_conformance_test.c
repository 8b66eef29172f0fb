// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* States in an xarray, and the radix trees that are xarrays. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/radix-tree.h>
#include <linux/xarray.h>

static int things[300];
static unsigned int updates;

static void count_update(struct xa_node *node)
{
	updates += node->count > 0;
}

static void fill(struct xarray *xa, unsigned long from, unsigned long to, unsigned long step)
{
	for (unsigned long i = from; i < to; i += step)
		xa_store(xa, i, xa_mk_value(i), GFP_KERNEL);
}

static void states_and_nodes(struct kunit *test)
{
	struct xarray xa;
	XA_STATE(xas, &xa, 0);

	xa_init(&xa);
	KUNIT_EXPECT_FALSE(test, xas_valid(&xas));
	KUNIT_EXPECT_EQ(test, xas_error(&xas), 0);
	KUNIT_EXPECT_NULL(test, xas_load(&xas));
	KUNIT_EXPECT_TRUE(test, xas_valid(&xas));
	KUNIT_EXPECT_FALSE(test, xas_is_node(&xas));
	xas_set(&xas, 100);
	KUNIT_EXPECT_NULL(test, xas_load(&xas));
	KUNIT_EXPECT_PTR_EQ(test, xas.xa_node, XAS_BOUNDS);
	xas_set_err(&xas, -EBUSY);
	KUNIT_EXPECT_EQ(test, xas_error(&xas), -EBUSY);
	KUNIT_EXPECT_NULL(test, xas_load(&xas));
	KUNIT_EXPECT_FALSE(test, xas_nomem(&xas, GFP_KERNEL));
	fill(&xa, 64, 200, 1);
	xas_set(&xas, 70);
	xas_set_update(&xas, count_update);
	xas_lock(&xas);
	KUNIT_EXPECT_PTR_EQ(test, xas_load(&xas), xa_mk_value(70));
	KUNIT_EXPECT_EQ(test, xas.xa_node->count, 64);
	KUNIT_EXPECT_EQ(test, xas.xa_node->nr_values, 64);
	KUNIT_EXPECT_EQ(test, xas.xa_offset, 6);
	KUNIT_EXPECT_PTR_EQ(test, xas_reload(&xas), xa_mk_value(70));
	KUNIT_EXPECT_PTR_EQ(test, xas_store(&xas, things), xa_mk_value(70));
	KUNIT_EXPECT_EQ(test, xas.xa_node->nr_values, 63);
	KUNIT_EXPECT_EQ(test, updates, 1u);
	xas_advance(&xas, 72);
	KUNIT_EXPECT_PTR_EQ(test, xas_reload(&xas), xa_mk_value(72));
	xas_set_mark(&xas, XA_MARK_0);
	KUNIT_EXPECT_TRUE(test, xas_get_mark(&xas, XA_MARK_0));
	KUNIT_EXPECT_TRUE(test, xas_marked(&xas, XA_MARK_0));
	xas_init_marks(&xas);
	KUNIT_EXPECT_FALSE(test, xas_get_mark(&xas, XA_MARK_0));
	xas_clear_mark(&xas, XA_MARK_1);
	xas_unlock(&xas);
	xas_reset(&xas);
	KUNIT_EXPECT_TRUE(test, xas_retry(&xas, XA_RETRY_ENTRY));
	KUNIT_EXPECT_TRUE(test, xas_retry(&xas, XA_ZERO_ENTRY));
	KUNIT_EXPECT_FALSE(test, xas_retry(&xas, things));
	xa_destroy(&xa);
}

static void steps(struct kunit *test)
{
	struct xarray xa;
	XA_STATE(xas, &xa, 63);
	unsigned long sum = 0, n = 0;
	void *entry;

	xa_init(&xa);
	fill(&xa, 60, 200, 3);
	rcu_read_lock();
	KUNIT_EXPECT_PTR_EQ(test, xas_next(&xas), xa_mk_value(63));
	KUNIT_EXPECT_NULL(test, xas_next(&xas));
	KUNIT_EXPECT_EQ(test, xas.xa_index, 64ul);
	KUNIT_EXPECT_NULL(test, xas_next(&xas));
	KUNIT_EXPECT_PTR_EQ(test, xas_next(&xas), xa_mk_value(66));
	for (int i = 0; i < 3; i++)
		entry = xas_prev(&xas);
	KUNIT_EXPECT_PTR_EQ(test, entry, xa_mk_value(63));
	xas_set(&xas, 0);
	KUNIT_EXPECT_NULL(test, xas_prev(&xas));
	KUNIT_EXPECT_NULL(test, xas_prev(&xas));
	KUNIT_EXPECT_EQ(test, xas.xa_index, ULONG_MAX);
	xas_set(&xas, 61);
	xas_for_each(&xas, entry, 120) {
		sum += xa_to_value(entry);
		if (++n == 3)
			xas_pause(&xas);
	}
	KUNIT_EXPECT_EQ(test, n, 20ul);
	KUNIT_EXPECT_EQ(test, sum, 1830ul);
	rcu_read_unlock();
	xa_set_mark(&xa, 63, XA_MARK_1);
	xa_set_mark(&xa, 90, XA_MARK_1);
	xa_set_mark(&xa, 198, XA_MARK_1);
	n = 0;
	xas_set(&xas, 0);
	rcu_read_lock();
	xas_for_each_marked(&xas, entry, 150, XA_MARK_1)
		n += xas.xa_index;
	KUNIT_EXPECT_EQ(test, n, 153ul);
	xas_set(&xas, 91);
	KUNIT_EXPECT_PTR_EQ(test, xas_find_marked(&xas, ULONG_MAX, XA_MARK_1), xa_mk_value(198));
	KUNIT_EXPECT_NULL(test, xas_find_marked(&xas, ULONG_MAX, XA_MARK_1));
	xas_set(&xas, 100);
	KUNIT_EXPECT_PTR_EQ(test, xas_find(&xas, ULONG_MAX), xa_mk_value(102));
	KUNIT_EXPECT_PTR_EQ(test, xas_find(&xas, ULONG_MAX), xa_mk_value(105));
	KUNIT_EXPECT_NULL(test, xas_find(&xas, 105));
	rcu_read_unlock();
	xa_destroy(&xa);
}

static void entries_of_an_order(struct kunit *test)
{
	struct xarray xa;
	XA_STATE_ORDER(xas, &xa, 72, 4);
	unsigned int conflicts = 0;
	void *entry;

	xa_init(&xa);
	KUNIT_EXPECT_EQ(test, xas.xa_index, 64ul);
	fill(&xa, 60, 76, 5);
	xas_lock(&xas);
	xas_for_each_conflict(&xas, entry)
		conflicts++;
	KUNIT_EXPECT_EQ(test, conflicts, 3u);
	xas_set_order(&xas, 72, 4);
	xas_store(&xas, things);
	KUNIT_EXPECT_EQ(test, xas_error(&xas), 0);
	KUNIT_EXPECT_EQ(test, xas_get_order(&xas), 4);
	xas_unlock(&xas);
	KUNIT_EXPECT_PTR_EQ(test, xa_load(&xa, 79), (void *)things);
	KUNIT_EXPECT_NULL(test, xa_load(&xa, 80));
	KUNIT_EXPECT_EQ(test, xa_get_order(&xa, 79), 4);
	xa_set_mark(&xa, 77, XA_MARK_2);
	xas_set_order(&xas, 64, 1);
	xas_split_alloc(&xas, things, 4, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, xas_error(&xas), 0);
	xas_lock(&xas);
	xas_split(&xas, things, 4);
	xas_unlock(&xas);
	KUNIT_EXPECT_EQ(test, xa_get_order(&xa, 70), 1);
	KUNIT_EXPECT_TRUE(test, xa_get_mark(&xa, 70, XA_MARK_2));
	KUNIT_EXPECT_PTR_EQ(test, xa_erase(&xa, 70), (void *)things);
	KUNIT_EXPECT_NULL(test, xa_load(&xa, 71));
	KUNIT_EXPECT_PTR_EQ(test, xa_load(&xa, 72), (void *)things);
	xas_set_order(&xas, 256, 8);
	do {
		xas_lock(&xas);
		xas_create_range(&xas);
		xas_unlock(&xas);
	} while (xas_nomem(&xas, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, xas_error(&xas), 0);
	KUNIT_EXPECT_NULL(test, xa_load(&xa, 300));
	for (unsigned long i = 256; i < 512; i++)
		KUNIT_EXPECT_NULL(test, xa_store(&xa, i, things, GFP_NOWAIT));
	xas_set(&xas, 300);
	xas_lock(&xas);
	xas_load(&xas);
	xa_delete_node(xas.xa_node, count_update);
	xas_unlock(&xas);
	KUNIT_EXPECT_NULL(test, xa_load(&xa, 256));
	KUNIT_EXPECT_NULL(test, xa_load(&xa, 319));
	KUNIT_EXPECT_PTR_EQ(test, xa_load(&xa, 320), (void *)things);
	xa_destroy(&xa);
}

static void radix_trees(struct kunit *test)
{
	RADIX_TREE(tree, GFP_ATOMIC);
	struct radix_tree_iter iter;
	void *found[5], __rcu **slots[5], __rcu **slot;
	unsigned long sum = 0;

	KUNIT_EXPECT_TRUE(test, radix_tree_empty(&tree));
	KUNIT_EXPECT_EQ(test, radix_tree_preload(GFP_KERNEL), 0);
	for (unsigned long i = 0; i < 300; i += 3)
		KUNIT_EXPECT_EQ(test, radix_tree_insert(&tree, i, &things[i]), 0);
	radix_tree_preload_end();
	KUNIT_EXPECT_EQ(test, radix_tree_insert(&tree, 3, things), -EEXIST);
	KUNIT_EXPECT_PTR_EQ(test, radix_tree_lookup(&tree, 30), (void *)&things[30]);
	KUNIT_EXPECT_NULL(test, radix_tree_lookup(&tree, 31));
	KUNIT_EXPECT_NULL(test, radix_tree_lookup_slot(&tree, ULONG_MAX));
	slot = radix_tree_lookup_slot(&tree, 30);
	KUNIT_ASSERT_NOT_NULL(test, slot);
	radix_tree_replace_slot(&tree, slot, &things[1]);
	KUNIT_EXPECT_PTR_EQ(test, radix_tree_deref_slot(slot), (void *)&things[1]);
	KUNIT_EXPECT_FALSE(test, radix_tree_exception(&things[1]));
	KUNIT_EXPECT_NULL(test, radix_tree_delete_item(&tree, 30, &things[30]));
	KUNIT_EXPECT_PTR_EQ(test, radix_tree_delete_item(&tree, 30, &things[1]), (void *)&things[1]);
	KUNIT_EXPECT_NULL(test, radix_tree_delete(&tree, 30));
	KUNIT_EXPECT_EQ(test, radix_tree_gang_lookup(&tree, found, 25, 5), 5u);
	KUNIT_EXPECT_PTR_EQ(test, found[1], (void *)&things[33]);
	KUNIT_EXPECT_EQ(test, radix_tree_gang_lookup(&tree, found, 295, 5), 1u);
	KUNIT_EXPECT_PTR_EQ(test, radix_tree_tag_set(&tree, 60, 0), (void *)&things[60]);
	radix_tree_tag_set(&tree, 63, 0);
	radix_tree_tag_set(&tree, 240, 0);
	KUNIT_EXPECT_TRUE(test, radix_tree_tagged(&tree, 0));
	KUNIT_EXPECT_FALSE(test, radix_tree_tagged(&tree, 1));
	KUNIT_EXPECT_EQ(test, radix_tree_tag_get(&tree, 240, 0), 1);
	KUNIT_EXPECT_EQ(test, radix_tree_tag_get(&tree, 243, 0), 0);
	KUNIT_EXPECT_EQ(test, radix_tree_gang_lookup_tag(&tree, found, 61, 5, 0), 2u);
	KUNIT_EXPECT_PTR_EQ(test, found[1], (void *)&things[240]);
	KUNIT_EXPECT_EQ(test, radix_tree_gang_lookup_tag_slot(&tree, slots, 0, 2, 0), 2u);
	KUNIT_EXPECT_PTR_EQ(test, *slots[1], (void *)&things[63]);
	radix_tree_for_each_tagged(slot, &tree, &iter, 0, 0)
		sum += iter.index;
	KUNIT_EXPECT_EQ(test, sum, 363ul);
	KUNIT_EXPECT_PTR_EQ(test, radix_tree_tag_clear(&tree, 240, 0), (void *)&things[240]);
	KUNIT_EXPECT_NULL(test, radix_tree_tag_clear(&tree, 241, 0));
	sum = 0;
	radix_tree_for_each_slot(slot, &tree, &iter, 6) {
		sum++;
		if (iter.index == 90)
			slot = radix_tree_iter_resume(slot, &iter);
	}
	KUNIT_EXPECT_EQ(test, sum, 97ul);
	slot = radix_tree_iter_lookup(&tree, &iter, 90);
	KUNIT_EXPECT_PTR_EQ(test, *slot, (void *)&things[90]);
	KUNIT_EXPECT_NULL(test, radix_tree_iter_lookup(&tree, &iter, 91));
	radix_tree_for_each_slot(slot, &tree, &iter, 0)
		radix_tree_iter_delete(&tree, &iter, slot);
	KUNIT_EXPECT_TRUE(test, radix_tree_empty(&tree));
	KUNIT_EXPECT_FALSE(test, radix_tree_tagged(&tree, 0));
	KUNIT_EXPECT_EQ(test, radix_tree_maybe_preload(GFP_ATOMIC), 0);
	radix_tree_preload_end();
}

static struct kunit_case xas_cases[] = {
	KUNIT_CASE(states_and_nodes),
	KUNIT_CASE(steps),
	KUNIT_CASE(entries_of_an_order),
	KUNIT_CASE(radix_trees),
	{}
};

static struct kunit_suite xas_suite = {
	.name = "xas_conformance",
	.test_cases = xas_cases,
};

kunit_test_suite(xas_suite);
MODULE_LICENSE("GPL");
