// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Entries for ranges of indices. */
#include <kunit/test.h>
#include <linux/maple_tree.h>
#include <linux/module.h>
#include <linux/xarray.h>

static DEFINE_MTREE(global_tree);
static int things[8];

static void loads_and_stores(struct kunit *test)
{
	struct maple_tree *mt = &global_tree;

	KUNIT_EXPECT_TRUE(test, mtree_empty(mt));
	KUNIT_EXPECT_NULL(test, mtree_load(mt, 0));
	KUNIT_EXPECT_NULL(test, mtree_erase(mt, 7));
	KUNIT_EXPECT_EQ(test, mtree_store_range(mt, 10, 20, &things[0], GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, mtree_store_range(mt, 20, 10, &things[0], GFP_KERNEL), -EINVAL);
	KUNIT_EXPECT_FALSE(test, mtree_empty(mt));
	KUNIT_EXPECT_NULL(test, mtree_load(mt, 9));
	KUNIT_EXPECT_PTR_EQ(test, mtree_load(mt, 10), (void *)&things[0]);
	KUNIT_EXPECT_PTR_EQ(test, mtree_load(mt, 20), (void *)&things[0]);
	KUNIT_EXPECT_NULL(test, mtree_load(mt, 21));
	KUNIT_EXPECT_EQ(test, mtree_store(mt, 15, &things[1], GFP_KERNEL), 0);
	KUNIT_EXPECT_PTR_EQ(test, mtree_load(mt, 14), (void *)&things[0]);
	KUNIT_EXPECT_PTR_EQ(test, mtree_load(mt, 15), (void *)&things[1]);
	KUNIT_EXPECT_PTR_EQ(test, mtree_load(mt, 16), (void *)&things[0]);
	KUNIT_EXPECT_EQ(test, mtree_insert(mt, 20, &things[2], GFP_KERNEL), -EEXIST);
	KUNIT_EXPECT_EQ(test, mtree_insert_range(mt, 21, 30, &things[2], GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, mtree_insert_range(mt, 5, 10, &things[2], GFP_KERNEL), -EEXIST);
	KUNIT_EXPECT_EQ(test, mtree_insert_range(mt, 6, 5, &things[2], GFP_KERNEL), -EINVAL);
	KUNIT_EXPECT_PTR_EQ(test, mtree_erase(mt, 12), (void *)&things[0]);
	KUNIT_EXPECT_NULL(test, mtree_load(mt, 10));
	KUNIT_EXPECT_NULL(test, mtree_load(mt, 14));
	KUNIT_EXPECT_PTR_EQ(test, mtree_load(mt, 17), (void *)&things[0]);
	KUNIT_EXPECT_EQ(test, mtree_store_range(mt, 12, 25, &things[3], GFP_KERNEL), 0);
	KUNIT_EXPECT_PTR_EQ(test, mtree_load(mt, 17), (void *)&things[3]);
	KUNIT_EXPECT_PTR_EQ(test, mtree_load(mt, 26), (void *)&things[2]);
	KUNIT_EXPECT_EQ(test, mtree_store_range(mt, 0, ULONG_MAX, &things[4], GFP_KERNEL), 0);
	KUNIT_EXPECT_PTR_EQ(test, mtree_load(mt, ULONG_MAX), (void *)&things[4]);
	KUNIT_EXPECT_EQ(test, mtree_store(mt, 3, xa_mk_value(9), GFP_KERNEL), 0);
	KUNIT_EXPECT_PTR_EQ(test, mtree_load(mt, 3), xa_mk_value(9));
	mtree_destroy(mt);
	KUNIT_EXPECT_TRUE(test, mtree_empty(mt));
	KUNIT_EXPECT_EQ(test, mtree_store(mt, 0, &things[5], GFP_KERNEL), 0);
	KUNIT_EXPECT_PTR_EQ(test, mtree_load(mt, 0), (void *)&things[5]);
	KUNIT_EXPECT_NULL(test, mtree_load(mt, 1));
	mtree_destroy(mt);
}

static void many(struct kunit *test)
{
	unsigned long index = 0, count = 0;
	struct maple_tree mt;
	void *entry;

	mt_init(&mt);
	for (unsigned long i = 0; i < 1000; i++)
		KUNIT_EXPECT_EQ(test, mtree_store_range(&mt, i * 10, i * 10 + 4, xa_mk_value(i), GFP_KERNEL), 0);
	for (unsigned long i = 0; i < 10000; i++)
		KUNIT_EXPECT_PTR_EQ(test, mtree_load(&mt, i), i % 10 < 5 ? xa_mk_value(i / 10) : NULL);
	mt_for_each(&mt, entry, index, ULONG_MAX) {
		KUNIT_EXPECT_EQ(test, index, count * 10 + 5);
		KUNIT_EXPECT_PTR_EQ(test, entry, xa_mk_value(count++));
	}
	KUNIT_EXPECT_EQ(test, count, 1000ul);
	index = 25;
	KUNIT_EXPECT_NULL(test, mt_find(&mt, &index, 29));
	KUNIT_EXPECT_PTR_EQ(test, mt_find(&mt, &index, 30), xa_mk_value(3));
	KUNIT_EXPECT_EQ(test, index, 35ul);
	index = 0;
	KUNIT_EXPECT_NULL(test, mt_find_after(&mt, &index, 30));
	index = 31;
	KUNIT_EXPECT_NULL(test, mt_find(&mt, &index, 30));
	KUNIT_EXPECT_PTR_EQ(test, mt_next(&mt, 3, 100), xa_mk_value(1));
	KUNIT_EXPECT_PTR_EQ(test, mt_next(&mt, 7, 100), xa_mk_value(1));
	KUNIT_EXPECT_NULL(test, mt_next(&mt, 3, 9));
	KUNIT_EXPECT_PTR_EQ(test, mt_prev(&mt, 23, 0), xa_mk_value(1));
	KUNIT_EXPECT_PTR_EQ(test, mt_prev(&mt, 27, 0), xa_mk_value(2));
	KUNIT_EXPECT_NULL(test, mt_prev(&mt, 23, 15));
	KUNIT_EXPECT_NULL(test, mt_prev(&mt, 3, 0));
	for (unsigned long i = 0; i < 1000; i += 2)
		KUNIT_EXPECT_PTR_EQ(test, mtree_erase(&mt, i * 10 + 2), xa_mk_value(i));
	count = index = 0;
	mt_for_each(&mt, entry, index, 5000)
		count++;
	KUNIT_EXPECT_EQ(test, count, 250ul);
	mtree_destroy(&mt);
}

static void fill(struct maple_tree *mt)
{
	mt_init(mt);
	for (unsigned long i = 1; i < 6; i++)
		mtree_store_range(mt, i * 100, i * 100 + 9, &things[i], GFP_KERNEL);
}

#define EXPECT_AT(mas, from, to) \
	do { \
		KUNIT_EXPECT_EQ(test, (mas).index, (unsigned long)(from)); \
		KUNIT_EXPECT_EQ(test, (mas).last, (unsigned long)(to)); \
	} while (0)

static void walks(struct kunit *test)
{
	struct maple_tree mt;
	MA_STATE(mas, &mt, 0, 0);
	unsigned long sum = 0;
	void *entry;

	fill(&mt);
	rcu_read_lock();
	mas_set(&mas, 205);
	KUNIT_EXPECT_PTR_EQ(test, mas_walk(&mas), (void *)&things[2]);
	EXPECT_AT(mas, 200, 209);
	KUNIT_EXPECT_TRUE(test, mas_is_active(&mas));
	KUNIT_EXPECT_PTR_EQ(test, mas_next(&mas, ULONG_MAX), (void *)&things[3]);
	EXPECT_AT(mas, 300, 309);
	KUNIT_EXPECT_NULL(test, mas_next_range(&mas, ULONG_MAX));
	EXPECT_AT(mas, 310, 399);
	KUNIT_EXPECT_PTR_EQ(test, mas_next_range(&mas, ULONG_MAX), (void *)&things[4]);
	KUNIT_EXPECT_PTR_EQ(test, mas_prev(&mas, 0), (void *)&things[3]);
	KUNIT_EXPECT_NULL(test, mas_prev_range(&mas, 0));
	EXPECT_AT(mas, 210, 299);
	KUNIT_EXPECT_PTR_EQ(test, mas_prev(&mas, 0), (void *)&things[2]);
	mas_set(&mas, 250);
	KUNIT_EXPECT_NULL(test, mas_walk(&mas));
	EXPECT_AT(mas, 210, 299);
	mas_set(&mas, 0);
	mas_for_each(&mas, entry, 450)
		sum += mas.index;
	KUNIT_EXPECT_EQ(test, sum, 1000ul);
	sum = 0;
	mas_set(&mas, 203);
	mas_for_each(&mas, entry, ULONG_MAX) {
		sum += mas.index;
		mas_pause(&mas);
	}
	KUNIT_EXPECT_EQ(test, sum, 1400ul);
	mas_set(&mas, 350);
	KUNIT_EXPECT_PTR_EQ(test, mas_find(&mas, 500), (void *)&things[4]);
	KUNIT_EXPECT_PTR_EQ(test, mas_find(&mas, 500), (void *)&things[5]);
	KUNIT_EXPECT_NULL(test, mas_find(&mas, 500));
	EXPECT_AT(mas, 500, 509);
	mas_set(&mas, 350);
	KUNIT_EXPECT_PTR_EQ(test, mas_find_rev(&mas, 0), (void *)&things[3]);
	KUNIT_EXPECT_PTR_EQ(test, mas_find_rev(&mas, 0), (void *)&things[2]);
	KUNIT_EXPECT_PTR_EQ(test, mas_find_rev(&mas, 0), (void *)&things[1]);
	KUNIT_EXPECT_NULL(test, mas_find_rev(&mas, 0));
	mas_set(&mas, 305);
	KUNIT_EXPECT_PTR_EQ(test, mas_find_range(&mas, 400), (void *)&things[3]);
	KUNIT_EXPECT_NULL(test, mas_find_range(&mas, 400));
	EXPECT_AT(mas, 310, 399);
	KUNIT_EXPECT_PTR_EQ(test, mas_find_range(&mas, 400), (void *)&things[4]);
	mas_set(&mas, 305);
	KUNIT_EXPECT_PTR_EQ(test, mas_find_range_rev(&mas, 0), (void *)&things[3]);
	KUNIT_EXPECT_NULL(test, mas_find_range_rev(&mas, 0));
	EXPECT_AT(mas, 210, 299);
	mas_set(&mas, 505);
	KUNIT_EXPECT_NULL(test, mas_next(&mas, ULONG_MAX));
	KUNIT_EXPECT_PTR_EQ(test, mas_prev(&mas, 0), (void *)&things[5]);
	mas_set(&mas, 105);
	KUNIT_EXPECT_NULL(test, mas_prev(&mas, 0));
	KUNIT_EXPECT_PTR_EQ(test, mas_next(&mas, 1000), (void *)&things[1]);
	rcu_read_unlock();
	mtree_destroy(&mt);
}

static void changes_by_state(struct kunit *test)
{
	struct maple_tree mt;
	MA_STATE(mas, &mt, 205, 305);
	void *entry;

	fill(&mt);
	mas_lock(&mas);
	KUNIT_EXPECT_PTR_EQ(test, mas_store(&mas, &things[7]), (void *)&things[2]);
	KUNIT_EXPECT_FALSE(test, mas_is_err(&mas));
	mas_set(&mas, 204);
	KUNIT_EXPECT_PTR_EQ(test, mas_walk(&mas), (void *)&things[2]);
	EXPECT_AT(mas, 200, 204);
	mas_set(&mas, 306);
	KUNIT_EXPECT_PTR_EQ(test, mas_walk(&mas), (void *)&things[3]);
	EXPECT_AT(mas, 306, 309);
	mas_set_range(&mas, 50, 59);
	KUNIT_EXPECT_EQ(test, mas_store_gfp(&mas, &things[6], GFP_KERNEL), 0);
	mas_set_range(&mas, 1000, 1999);
	KUNIT_EXPECT_EQ(test, mas_preallocate(&mas, &things[0], GFP_ATOMIC), 0);
	mas_store_prealloc(&mas, &things[0]);
	mas_set(&mas, 1500);
	KUNIT_EXPECT_PTR_EQ(test, mas_erase(&mas), (void *)&things[0]);
	mas_set(&mas, 1500);
	KUNIT_EXPECT_NULL(test, mas_erase(&mas));
	mas_set(&mas, 0);
	mas_for_each(&mas, entry, ULONG_MAX)
		if (mas.index == 100 || mas.index == 205)
			mas_erase(&mas);
	mas_unlock(&mas);
	KUNIT_EXPECT_PTR_EQ(test, mtree_load(&mt, 55), (void *)&things[6]);
	KUNIT_EXPECT_NULL(test, mtree_load(&mt, 105));
	KUNIT_EXPECT_NULL(test, mtree_load(&mt, 250));
	KUNIT_EXPECT_PTR_EQ(test, mtree_load(&mt, 307), (void *)&things[3]);
	mas_set_range(&mas, 9, 8);
	mas_lock(&mas);
	KUNIT_EXPECT_EQ(test, mas_preallocate(&mas, &things[0], GFP_ATOMIC), 0);
	mas_destroy(&mas);
	mas_unlock(&mas);
	mtree_destroy(&mt);
}

static void gaps(struct kunit *test)
{
	unsigned long start = 0, next = 0;
	struct maple_tree mt;
	MA_STATE(mas, &mt, 0, 0);

	mt_init(&mt);
	KUNIT_EXPECT_EQ(test, mtree_alloc_range(&mt, &start, things, 1, 0, 9, GFP_KERNEL), -EINVAL);
	mt_init_flags(&mt, MT_FLAGS_ALLOC_RANGE);
	KUNIT_EXPECT_EQ(test, mtree_alloc_range(&mt, &start, things, 10, 100, 199, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, start, 100ul);
	KUNIT_EXPECT_EQ(test, mtree_alloc_range(&mt, &start, things, 10, 100, 199, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, start, 110ul);
	KUNIT_EXPECT_EQ(test, mtree_alloc_rrange(&mt, &start, things, 10, 100, 199, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, start, 190ul);
	KUNIT_EXPECT_EQ(test, mtree_alloc_range(&mt, &start, things, 71, 100, 199, GFP_KERNEL), -EBUSY);
	KUNIT_EXPECT_EQ(test, mtree_alloc_range(&mt, &start, things, 70, 100, 199, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, start, 120ul);
	KUNIT_EXPECT_EQ(test, mtree_alloc_range(&mt, &start, things, 20, 100, 110, GFP_KERNEL), -EINVAL);
	KUNIT_EXPECT_EQ(test, mtree_alloc_range(&mt, &start, things, 0, 100, 110, GFP_KERNEL), -EINVAL);
	mtree_erase(&mt, 115);
	mas_lock(&mas);
	KUNIT_EXPECT_EQ(test, mas_empty_area(&mas, 105, 199, 4), 0);
	EXPECT_AT(mas, 110, 113);
	mas_reset(&mas);
	KUNIT_EXPECT_EQ(test, mas_empty_area_rev(&mas, 105, 199, 4), 0);
	EXPECT_AT(mas, 116, 119);
	mas_reset(&mas);
	KUNIT_EXPECT_EQ(test, mas_empty_area(&mas, 0, ULONG_MAX, 1000), 0);
	EXPECT_AT(mas, 200, 1199);
	mas_unlock(&mas);
	KUNIT_EXPECT_EQ(test, mtree_alloc_cyclic(&mt, &start, things, 118, 121, &next, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, start, 118ul);
	KUNIT_EXPECT_EQ(test, next, 119ul);
	KUNIT_EXPECT_EQ(test, mtree_alloc_cyclic(&mt, &start, things, 117, 121, &next, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, mtree_alloc_cyclic(&mt, &start, things, 117, 121, &next, GFP_KERNEL), 1);
	KUNIT_EXPECT_EQ(test, start, 117ul);
	KUNIT_EXPECT_EQ(test, mtree_alloc_cyclic(&mt, &start, things, 117, 121, &next, GFP_KERNEL), -EBUSY);
	mtree_destroy(&mt);
}

static struct kunit_case maple_tree_cases[] = {
	KUNIT_CASE(loads_and_stores),
	KUNIT_CASE(many),
	KUNIT_CASE(walks),
	KUNIT_CASE(changes_by_state),
	KUNIT_CASE(gaps),
	{}
};

static struct kunit_suite maple_tree_suite = {
	.name = "maple_tree_conformance",
	.test_cases = maple_tree_cases,
};

kunit_test_suite(maple_tree_suite);
MODULE_LICENSE("GPL");
