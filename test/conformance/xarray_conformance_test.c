// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Arrays of entries by index: entries, marks, free indices, ranges, walks. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/xarray.h>

static DEFINE_XARRAY(global_xa);
static DEFINE_XARRAY_ALLOC(global_ids);
static DEFINE_XARRAY_ALLOC1(global_ids1);
static int things[4];

static void kinds_of_entries(struct kunit *test)
{
	void *value = xa_mk_value(LONG_MAX), *tagged = xa_tag_pointer(things, 3);

	KUNIT_EXPECT_TRUE(test, xa_is_value(value));
	KUNIT_EXPECT_EQ(test, xa_to_value(value), (unsigned long)LONG_MAX);
	KUNIT_EXPECT_PTR_EQ(test, xa_untag_pointer(tagged), (void *)things);
	KUNIT_EXPECT_EQ(test, xa_pointer_tag(tagged), 3u);
	KUNIT_EXPECT_FALSE(test, xa_is_value(things));
	KUNIT_EXPECT_FALSE(test, xa_is_internal(things));
	KUNIT_EXPECT_TRUE(test, xa_is_zero(XA_ZERO_ENTRY));
	KUNIT_EXPECT_TRUE(test, xa_is_internal(XA_ZERO_ENTRY));
	KUNIT_EXPECT_EQ(test, xa_to_internal(xa_mk_internal(77)), 77ul);
	KUNIT_EXPECT_EQ(test, xa_err(XA_ERROR(-ENOMEM)), -ENOMEM);
	KUNIT_EXPECT_EQ(test, xa_err(things), 0);
	KUNIT_EXPECT_TRUE(test, xa_is_err(XA_ERROR(-MAX_ERRNO)));
	KUNIT_EXPECT_FALSE(test, xa_is_err(XA_ZERO_ENTRY));
	KUNIT_EXPECT_TRUE(test, xa_is_sibling(xa_mk_sibling(62)));
	KUNIT_EXPECT_FALSE(test, xa_is_sibling(xa_mk_sibling(63)));
	KUNIT_EXPECT_TRUE(test, xa_is_retry(XA_RETRY_ENTRY));
	KUNIT_EXPECT_TRUE(test, xa_is_advanced(XA_RETRY_ENTRY));
	KUNIT_EXPECT_FALSE(test, xa_is_advanced(XA_ZERO_ENTRY));
	KUNIT_EXPECT_EQ(test, sizeof(struct xa_node), 576ul);
}

static void store_load_erase(struct kunit *test)
{
	static const unsigned long at[] = { 0, 1, 63, 64, 4095, 4096, 1ul << 40, ULONG_MAX };
	struct xarray xa;

	xa_init(&xa);
	KUNIT_EXPECT_TRUE(test, xa_empty(&xa));
	for (int i = 0; i < ARRAY_SIZE(at); i++)
		KUNIT_EXPECT_NULL(test, xa_store(&xa, at[i], xa_mk_value(i), GFP_KERNEL));
	for (int i = 0; i < ARRAY_SIZE(at); i++) {
		KUNIT_EXPECT_PTR_EQ(test, xa_load(&xa, at[i]), xa_mk_value(i));
		KUNIT_EXPECT_NULL(test, xa_load(&xa, at[i] + 7));
	}
	KUNIT_EXPECT_PTR_EQ(test, xa_store(&xa, 64, things, GFP_KERNEL), xa_mk_value(3));
	KUNIT_EXPECT_PTR_EQ(test, xa_store_bh(&xa, 64, xa_mk_value(9), GFP_KERNEL), (void *)things);
	KUNIT_EXPECT_PTR_EQ(test, xa_store_irq(&xa, 64, NULL, GFP_KERNEL), xa_mk_value(9));
	KUNIT_EXPECT_NULL(test, xa_erase(&xa, 64));
	KUNIT_EXPECT_PTR_EQ(test, xa_erase_bh(&xa, 0), xa_mk_value(0));
	KUNIT_EXPECT_PTR_EQ(test, xa_erase_irq(&xa, ULONG_MAX), xa_mk_value(7));
	KUNIT_EXPECT_PTR_EQ(test, xa_erase(&xa, 1ul << 40), xa_mk_value(6));
	KUNIT_EXPECT_PTR_EQ(test, xa_load(&xa, 4096), xa_mk_value(5));
	xa_destroy(&xa);
	KUNIT_EXPECT_TRUE(test, xa_empty(&xa));
	KUNIT_EXPECT_NULL(test, xa_load(&xa, 4096));
}

static void conditions(struct kunit *test)
{
	struct xarray xa;

	xa_init_flags(&xa, XA_FLAGS_LOCK_BH);
	KUNIT_EXPECT_EQ(test, xa_insert_bh(&xa, 5, things, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, xa_insert_bh(&xa, 5, things, GFP_KERNEL), -EBUSY);
	KUNIT_EXPECT_PTR_EQ(test, xa_cmpxchg_bh(&xa, 5, NULL, &things[1], GFP_KERNEL), (void *)things);
	KUNIT_EXPECT_PTR_EQ(test, xa_cmpxchg_bh(&xa, 5, things, &things[1], GFP_KERNEL), (void *)things);
	KUNIT_EXPECT_PTR_EQ(test, xa_load(&xa, 5), (void *)&things[1]);
	KUNIT_EXPECT_EQ(test, xa_reserve_bh(&xa, 700, GFP_KERNEL), 0);
	KUNIT_EXPECT_NULL(test, xa_load(&xa, 700));
	KUNIT_EXPECT_EQ(test, xa_insert_bh(&xa, 700, things, GFP_KERNEL), -EBUSY);
	KUNIT_EXPECT_NULL(test, xa_store_bh(&xa, 700, things, 0));
	KUNIT_EXPECT_PTR_EQ(test, xa_erase_bh(&xa, 700), (void *)things);
	KUNIT_EXPECT_EQ(test, xa_insert_bh(&xa, 700, NULL, GFP_KERNEL), 0);
	KUNIT_EXPECT_PTR_EQ(test, xa_cmpxchg_bh(&xa, 700, XA_ZERO_ENTRY, NULL, GFP_KERNEL), NULL);
	KUNIT_EXPECT_EQ(test, xa_insert_bh(&xa, 700, things, GFP_KERNEL), 0);
	xa_destroy(&xa);
	KUNIT_EXPECT_EQ(test, xa_reserve(&global_xa, 0, GFP_KERNEL), 0);
	KUNIT_EXPECT_FALSE(test, xa_empty(&global_xa));
	xa_release(&global_xa, 0);
	KUNIT_EXPECT_TRUE(test, xa_empty(&global_xa));
	KUNIT_EXPECT_EQ(test, xa_insert(&global_xa, 9, things, GFP_KERNEL), 0);
	xa_release(&global_xa, 9);
	KUNIT_EXPECT_PTR_EQ(test, xa_load(&global_xa, 9), (void *)things);
	KUNIT_EXPECT_PTR_EQ(test, xa_cmpxchg_irq(&global_xa, 9, things, NULL, GFP_KERNEL), (void *)things);
	KUNIT_EXPECT_EQ(test, xa_insert_irq(&global_xa, 9, NULL, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, xa_reserve_irq(&global_xa, 9, GFP_KERNEL), 0);
	xa_destroy(&global_xa);
}

static void marks(struct kunit *test)
{
	unsigned long index = 0;
	struct xarray xa;

	xa_init(&xa);
	xa_set_mark(&xa, 3, XA_MARK_0);
	KUNIT_EXPECT_FALSE(test, xa_marked(&xa, XA_MARK_0));
	for (unsigned long i = 0; i < 200; i += 2)
		xa_store(&xa, i, xa_mk_value(i), GFP_KERNEL);
	xa_set_mark(&xa, 3, XA_MARK_1);
	KUNIT_EXPECT_FALSE(test, xa_get_mark(&xa, 3, XA_MARK_1));
	xa_set_mark(&xa, 4, XA_MARK_1);
	xa_set_mark(&xa, 150, XA_MARK_1);
	xa_set_mark(&xa, 150, XA_MARK_2);
	KUNIT_EXPECT_TRUE(test, xa_marked(&xa, XA_MARK_1));
	KUNIT_EXPECT_TRUE(test, xa_get_mark(&xa, 150, XA_MARK_1));
	KUNIT_EXPECT_FALSE(test, xa_get_mark(&xa, 152, XA_MARK_1));
	KUNIT_EXPECT_FALSE(test, xa_get_mark(&xa, 1ul << 50, XA_MARK_1));
	xa_store(&xa, 150, things, GFP_KERNEL);
	KUNIT_EXPECT_TRUE(test, xa_get_mark(&xa, 150, XA_MARK_2));
	KUNIT_EXPECT_PTR_EQ(test, xa_find(&xa, &index, ULONG_MAX, XA_MARK_1), xa_mk_value(4));
	KUNIT_EXPECT_EQ(test, index, 4ul);
	KUNIT_EXPECT_PTR_EQ(test, xa_find_after(&xa, &index, ULONG_MAX, XA_MARK_1), (void *)things);
	KUNIT_EXPECT_EQ(test, index, 150ul);
	KUNIT_EXPECT_NULL(test, xa_find_after(&xa, &index, ULONG_MAX, XA_MARK_1));
	KUNIT_EXPECT_EQ(test, index, 150ul);
	xa_clear_mark(&xa, 4, XA_MARK_1);
	xa_erase(&xa, 150);
	KUNIT_EXPECT_FALSE(test, xa_marked(&xa, XA_MARK_1));
	KUNIT_EXPECT_FALSE(test, xa_marked(&xa, XA_MARK_2));
	xa_lock(&xa);
	__xa_set_mark(&xa, 8, XA_MARK_0);
	KUNIT_EXPECT_TRUE(test, xa_marked(&xa, XA_MARK_0));
	__xa_clear_mark(&xa, 8, XA_MARK_0);
	KUNIT_EXPECT_FALSE(test, xa_marked(&xa, XA_MARK_0));
	KUNIT_EXPECT_PTR_EQ(test, __xa_store(&xa, 8, NULL, GFP_KERNEL), xa_mk_value(8));
	KUNIT_EXPECT_NULL(test, __xa_cmpxchg(&xa, 8, NULL, things, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, __xa_insert(&xa, 8, things, GFP_KERNEL), -EBUSY);
	KUNIT_EXPECT_PTR_EQ(test, __xa_erase(&xa, 8), (void *)things);
	xa_unlock(&xa);
	xa_destroy(&xa);
}

static void free_indices(struct kunit *test)
{
	u32 id = 99, next = 0;

	for (u32 i = 0; i < 130; i++) {
		KUNIT_EXPECT_EQ(test, xa_alloc(&global_ids, &id, things, xa_limit_32b, GFP_KERNEL), 0);
		KUNIT_EXPECT_EQ(test, id, i);
	}
	xa_erase(&global_ids, 64);
	KUNIT_EXPECT_EQ(test, xa_alloc(&global_ids, &id, NULL, XA_LIMIT(10, 200), GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, id, 64u);
	KUNIT_EXPECT_NULL(test, xa_load(&global_ids, 64));
	KUNIT_EXPECT_EQ(test, xa_alloc(&global_ids, &id, things, XA_LIMIT(5, 129), GFP_KERNEL), -EBUSY);
	KUNIT_EXPECT_NULL(test, xa_store(&global_ids, 64, NULL, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, xa_alloc(&global_ids, &id, things, xa_limit_16b, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, id, 130u);
	xa_destroy(&global_ids);
	KUNIT_EXPECT_EQ(test, xa_alloc_irq(&global_ids, &id, things, xa_limit_31b, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, id, 0u);
	xa_destroy(&global_ids);

	KUNIT_EXPECT_EQ(test, xa_alloc(&global_ids1, &id, things, xa_limit_32b, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, id, 1u);
	KUNIT_EXPECT_EQ(test, xa_alloc_bh(&global_ids1, &id, things, xa_limit_32b, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, id, 2u);
	xa_erase(&global_ids1, 1);
	xa_erase(&global_ids1, 2);
	KUNIT_EXPECT_TRUE(test, xa_empty(&global_ids1));
	for (u32 i = 0; i < 3; i++)
		KUNIT_EXPECT_EQ(test, xa_alloc_cyclic(&global_ids1, &id, things, XA_LIMIT(1, 3), &next, GFP_KERNEL), 0);
	xa_erase(&global_ids1, 2);
	KUNIT_EXPECT_EQ(test, xa_alloc_cyclic(&global_ids1, &id, things, XA_LIMIT(1, 3), &next, GFP_KERNEL), 1);
	KUNIT_EXPECT_EQ(test, id, 2u);
	KUNIT_EXPECT_EQ(test, next, 3u);
	KUNIT_EXPECT_EQ(test, xa_alloc_cyclic_bh(&global_ids1, &id, things, XA_LIMIT(1, 3), &next, GFP_KERNEL), -EBUSY);
	next = U32_MAX;
	KUNIT_EXPECT_EQ(test, xa_alloc_cyclic_irq(&global_ids1, &id, things, xa_limit_32b, &next, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, id, U32_MAX);
	KUNIT_EXPECT_EQ(test, next, 0u);
	KUNIT_EXPECT_EQ(test, xa_alloc_cyclic(&global_ids1, &id, things, xa_limit_32b, &next, GFP_KERNEL), 1);
	KUNIT_EXPECT_EQ(test, id, 4u);
	xa_lock(&global_ids1);
	KUNIT_EXPECT_EQ(test, __xa_alloc(&global_ids1, &id, things, xa_limit_32b, GFP_ATOMIC), 0);
	KUNIT_EXPECT_EQ(test, id, 5u);
	KUNIT_EXPECT_EQ(test, __xa_alloc_cyclic(&global_ids1, &id, things, XA_LIMIT(0, 0), &next, GFP_ATOMIC), -EBUSY);
	xa_unlock(&global_ids1);
	xa_destroy(&global_ids1);
}

static void ranges(struct kunit *test)
{
	struct xarray xa;

	xa_init(&xa);
	KUNIT_EXPECT_EQ(test, xa_err(xa_store_range(&xa, 9, 8, things, GFP_KERNEL)), -EINVAL);
	KUNIT_EXPECT_NULL(test, xa_store_range(&xa, 100, 300, things, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, xa_load(&xa, 99));
	for (unsigned long i = 100; i <= 300; i++)
		KUNIT_EXPECT_PTR_EQ(test, xa_load(&xa, i), (void *)things);
	KUNIT_EXPECT_NULL(test, xa_load(&xa, 301));
	KUNIT_EXPECT_EQ(test, xa_get_order(&xa, 200), 7);
	KUNIT_EXPECT_PTR_EQ(test, xa_erase(&xa, 200), (void *)things);
	KUNIT_EXPECT_NULL(test, xa_load(&xa, 128));
	KUNIT_EXPECT_NULL(test, xa_load(&xa, 255));
	KUNIT_EXPECT_PTR_EQ(test, xa_load(&xa, 127), (void *)things);
	KUNIT_EXPECT_PTR_EQ(test, xa_load(&xa, 256), (void *)things);
	KUNIT_EXPECT_NULL(test, xa_store_range(&xa, 0, (1ul << 62) - 1, xa_mk_value(1), GFP_KERNEL));
	KUNIT_EXPECT_PTR_EQ(test, xa_load(&xa, 1ul << 61), xa_mk_value(1));
	KUNIT_EXPECT_EQ(test, xa_get_order(&xa, 1), 62);
	KUNIT_EXPECT_NULL(test, xa_store_range(&xa, 1ul << 20, (1ul << 62) - 1, NULL, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, xa_load(&xa, 1));
	KUNIT_EXPECT_TRUE(test, xa_empty(&xa));
	xa_destroy(&xa);
}

static void walks(struct kunit *test)
{
	unsigned long index, sum = 0;
	void *entry, *found[8];
	struct xarray xa;

	xa_init(&xa);
	xa_for_each(&xa, index, entry)
		sum++;
	KUNIT_EXPECT_EQ(test, sum, 0ul);
	for (unsigned long i = 0; i < 1000; i += 10)
		xa_store(&xa, i, xa_mk_value(i), GFP_KERNEL);
	xa_for_each(&xa, index, entry) {
		sum += xa_to_value(entry);
		if (index == 500)
			xa_erase(&xa, 510);
	}
	KUNIT_EXPECT_EQ(test, sum, 49500ul - 510);
	KUNIT_EXPECT_NULL(test, entry);
	sum = 0;
	xa_for_each_range(&xa, index, entry, 15, 50)
		sum += index;
	KUNIT_EXPECT_EQ(test, sum, 140ul);
	sum = 0;
	xa_for_each_start(&xa, index, entry, 981)
		sum += index;
	KUNIT_EXPECT_EQ(test, sum, 990ul);
	xa_set_mark(&xa, 770, XA_MARK_2);
	xa_for_each_marked(&xa, index, entry, XA_MARK_2)
		KUNIT_EXPECT_EQ(test, index, 770ul);
	KUNIT_EXPECT_EQ(test, xa_extract(&xa, found, 25, 60, 8, XA_PRESENT), 4u);
	KUNIT_EXPECT_PTR_EQ(test, found[3], xa_mk_value(60));
	KUNIT_EXPECT_EQ(test, xa_extract(&xa, found, 0, ULONG_MAX, 8, XA_PRESENT), 8u);
	KUNIT_EXPECT_PTR_EQ(test, found[7], xa_mk_value(70));
	KUNIT_EXPECT_EQ(test, xa_extract(&xa, found, 0, ULONG_MAX, 8, XA_MARK_2), 1u);
	KUNIT_EXPECT_EQ(test, xa_extract(&xa, found, 0, ULONG_MAX, 0, XA_PRESENT), 0u);
	index = ULONG_MAX;
	KUNIT_EXPECT_NULL(test, xa_find_after(&xa, &index, ULONG_MAX, XA_PRESENT));
	xa_destroy(&xa);
}

static struct kunit_case xarray_cases[] = {
	KUNIT_CASE(kinds_of_entries),
	KUNIT_CASE(store_load_erase),
	KUNIT_CASE(conditions),
	KUNIT_CASE(marks),
	KUNIT_CASE(free_indices),
	KUNIT_CASE(ranges),
	KUNIT_CASE(walks),
	{}
};

static struct kunit_suite xarray_suite = {
	.name = "xarray_conformance",
	.test_cases = xarray_cases,
};

kunit_test_suite(xarray_suite);
MODULE_LICENSE("GPL");
