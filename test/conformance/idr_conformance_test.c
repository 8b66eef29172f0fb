// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Numbers for pointers, and numbers alone. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/idr.h>
#include <linux/module.h>
#include <linux/slab.h>

static DEFINE_IDR(global_idr);
static DEFINE_IDA(global_ida);
static int things[10];

static void the_lowest_free_number(struct kunit *test)
{
	struct idr idr;
	int id = 0;

	idr_init(&idr);
	KUNIT_EXPECT_TRUE(test, idr_is_empty(&idr));
	for (int i = 0; i < 200; i++)
		KUNIT_EXPECT_EQ(test, idr_alloc(&idr, &things[i % 10], 0, 0, GFP_KERNEL), i);
	KUNIT_EXPECT_PTR_EQ(test, idr_find(&idr, 57), (void *)&things[7]);
	KUNIT_EXPECT_NULL(test, idr_find(&idr, 200));
	KUNIT_EXPECT_NULL(test, idr_find(&idr, ULONG_MAX));
	KUNIT_EXPECT_PTR_EQ(test, idr_remove(&idr, 57), (void *)&things[7]);
	KUNIT_EXPECT_PTR_EQ(test, idr_remove(&idr, 130), (void *)&things[0]);
	KUNIT_EXPECT_NULL(test, idr_remove(&idr, 57));
	KUNIT_EXPECT_NULL(test, idr_find(&idr, 57));
	KUNIT_EXPECT_EQ(test, idr_alloc(&idr, &things[1], 58, 0, GFP_KERNEL), 130);
	KUNIT_EXPECT_EQ(test, idr_alloc(&idr, &things[1], 0, 0, GFP_KERNEL), 57);
	KUNIT_EXPECT_EQ(test, idr_alloc(&idr, &things[1], 0, 0, GFP_KERNEL), 200);
	KUNIT_EXPECT_FALSE(test, idr_is_empty(&idr));
	while (idr_get_next(&idr, &id))
		idr_remove(&idr, id);
	KUNIT_EXPECT_TRUE(test, idr_is_empty(&idr));
	idr_destroy(&idr);
}

static void ranges(struct kunit *test)
{
	u32 id;

	KUNIT_EXPECT_EQ(test, idr_alloc(&global_idr, &things[0], 5, 7, GFP_KERNEL), 5);
	KUNIT_EXPECT_EQ(test, idr_alloc(&global_idr, &things[1], 5, 7, GFP_KERNEL), 6);
	KUNIT_EXPECT_EQ(test, idr_alloc(&global_idr, &things[2], 5, 7, GFP_KERNEL), -ENOSPC);
	KUNIT_EXPECT_EQ(test, idr_alloc(&global_idr, &things[2], 5, -3, GFP_KERNEL), 7);
	KUNIT_EXPECT_EQ(test, idr_alloc(&global_idr, &things[3], INT_MAX, 0, GFP_KERNEL), INT_MAX);
	KUNIT_EXPECT_EQ(test, idr_alloc(&global_idr, &things[3], INT_MAX, 0, GFP_KERNEL), -ENOSPC);
	id = 9;
	KUNIT_EXPECT_EQ(test, idr_alloc_u32(&global_idr, &things[4], &id, 8, GFP_KERNEL), -ENOSPC);
	KUNIT_EXPECT_EQ(test, id, 9u);
	id = U32_MAX;
	KUNIT_EXPECT_EQ(test, idr_alloc_u32(&global_idr, &things[4], &id, U32_MAX, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, id, U32_MAX);
	KUNIT_EXPECT_PTR_EQ(test, idr_find(&global_idr, U32_MAX), (void *)&things[4]);
	id = 6;
	KUNIT_EXPECT_EQ(test, idr_alloc_u32(&global_idr, &things[5], &id, 100, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, id, 8u);
	idr_destroy(&global_idr);
	KUNIT_EXPECT_TRUE(test, idr_is_empty(&global_idr));
	KUNIT_EXPECT_NULL(test, idr_find(&global_idr, 5));
	KUNIT_EXPECT_EQ(test, idr_alloc(&global_idr, &things[0], 0, 0, GFP_KERNEL), 0);
	idr_destroy(&global_idr);
}

static void one_after_the_other(struct kunit *test)
{
	struct idr idr;

	idr_init(&idr);
	for (int i = 1; i < 4; i++)
		KUNIT_EXPECT_EQ(test, idr_alloc_cyclic(&idr, &things[i], 1, 5, GFP_KERNEL), i);
	idr_remove(&idr, 2);
	KUNIT_EXPECT_EQ(test, idr_get_cursor(&idr), 4u);
	KUNIT_EXPECT_EQ(test, idr_alloc_cyclic(&idr, &things[4], 1, 5, GFP_KERNEL), 4);
	KUNIT_EXPECT_EQ(test, idr_alloc_cyclic(&idr, &things[5], 1, 5, GFP_KERNEL), 2);
	KUNIT_EXPECT_EQ(test, idr_alloc_cyclic(&idr, &things[6], 1, 5, GFP_KERNEL), -ENOSPC);
	idr_set_cursor(&idr, 1000);
	KUNIT_EXPECT_EQ(test, idr_alloc_cyclic(&idr, &things[6], 1, 0, GFP_KERNEL), 1000);
	idr_set_cursor(&idr, (unsigned int)INT_MAX + 1);
	KUNIT_EXPECT_EQ(test, idr_alloc_cyclic(&idr, &things[7], 7, 0, GFP_KERNEL), 7);
	idr_destroy(&idr);
}

static void pointers_that_change(struct kunit *test)
{
	struct idr idr;

	idr_init(&idr);
	KUNIT_EXPECT_EQ(test, idr_alloc(&idr, NULL, 3, 0, GFP_KERNEL), 3);
	/* Taken, although nothing is there yet. */
	KUNIT_EXPECT_NULL(test, idr_find(&idr, 3));
	KUNIT_EXPECT_EQ(test, idr_alloc(&idr, &things[1], 3, 0, GFP_KERNEL), 4);
	KUNIT_EXPECT_FALSE(test, idr_is_empty(&idr));
	KUNIT_EXPECT_NULL(test, idr_replace(&idr, &things[0], 3));
	KUNIT_EXPECT_PTR_EQ(test, idr_find(&idr, 3), (void *)&things[0]);
	KUNIT_EXPECT_PTR_EQ(test, idr_replace(&idr, &things[2], 3), (void *)&things[0]);
	KUNIT_EXPECT_EQ(test, PTR_ERR(idr_replace(&idr, &things[2], 5)), -ENOENT);
	KUNIT_EXPECT_EQ(test, PTR_ERR(idr_replace(&idr, &things[2], 1000000)), -ENOENT);
	idr_destroy(&idr);
}

static int add_up(int id, void *p, void *data)
{
	*(long *)data += id;
	return p == &things[9] ? 77 : 0;
}

static void walks(struct kunit *test)
{
	unsigned long tmp, long_id;
	struct idr idr;
	long sum = 0;
	int *entry, id, nr = 0;

	idr_init(&idr);
	idr_for_each_entry(&idr, entry, id)
		nr++;
	KUNIT_EXPECT_EQ(test, nr, 0);
	for (int i = 0; i < 5; i++)
		KUNIT_EXPECT_GE(test, idr_alloc(&idr, &things[i], i * 1000, 0, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, idr_alloc(&idr, NULL, 500, 0, GFP_KERNEL), 500);
	idr_for_each_entry(&idr, entry, id) {
		KUNIT_EXPECT_EQ(test, id, nr * 1000);
		KUNIT_EXPECT_PTR_EQ(test, entry, &things[nr++]);
	}
	KUNIT_EXPECT_NULL(test, entry);
	KUNIT_EXPECT_EQ(test, nr, 5);
	id = 1001;
	idr_for_each_entry_continue(&idr, entry, id)
		nr++;
	KUNIT_EXPECT_EQ(test, nr, 8);
	idr_for_each_entry_ul(&idr, entry, tmp, long_id)
		nr++;
	KUNIT_EXPECT_EQ(test, nr, 13);
	long_id = 4000;
	idr_for_each_entry_continue_ul(&idr, entry, tmp, long_id)
		nr++;
	KUNIT_EXPECT_EQ(test, nr, 14);
	KUNIT_EXPECT_EQ(test, idr_for_each(&idr, add_up, &sum), 0);
	KUNIT_EXPECT_EQ(test, sum, 10000L);
	idr_replace(&idr, &things[9], 1000);
	sum = 0;
	KUNIT_EXPECT_EQ(test, idr_for_each(&idr, add_up, &sum), 77);
	KUNIT_EXPECT_EQ(test, sum, 1000L);
	idr_destroy(&idr);
}

static void numbers_from_a_base(struct kunit *test)
{
	struct idr idr;
	int id = 0;

	idr_init_base(&idr, 10);
	KUNIT_EXPECT_EQ(test, idr_alloc(&idr, &things[0], 0, 0, GFP_KERNEL), 10);
	KUNIT_EXPECT_EQ(test, idr_alloc(&idr, &things[1], 10, 12, GFP_KERNEL), 11);
	KUNIT_EXPECT_EQ(test, idr_alloc(&idr, &things[2], 10, 12, GFP_KERNEL), -ENOSPC);
	KUNIT_EXPECT_PTR_EQ(test, idr_find(&idr, 11), (void *)&things[1]);
	KUNIT_EXPECT_NULL(test, idr_find(&idr, 1));
	KUNIT_EXPECT_PTR_EQ(test, idr_get_next(&idr, &id), (void *)&things[0]);
	KUNIT_EXPECT_EQ(test, id, 10);
	KUNIT_EXPECT_PTR_EQ(test, idr_remove(&idr, 10), (void *)&things[0]);
	idr_destroy(&idr);
}

static void memory_beforehand(struct kunit *test)
{
	struct idr idr;
	int id;

	idr_init(&idr);
	idr_preload(GFP_KERNEL);
	idr_lock(&idr);
	id = idr_alloc(&idr, &things[0], 0, 0, GFP_NOWAIT);
	idr_unlock(&idr);
	idr_preload_end();
	KUNIT_EXPECT_EQ(test, id, 0);
	idr_destroy(&idr);
}

static void numbers_alone(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, ida_is_empty(&global_ida));
	for (int i = 0; i < 2000; i++)
		if (ida_alloc(&global_ida, GFP_KERNEL) != i)
			KUNIT_FAIL(test, "not %d", i);
	ida_free(&global_ida, 1500);
	ida_free(&global_ida, 3);
	KUNIT_EXPECT_EQ(test, ida_alloc_min(&global_ida, 4, GFP_KERNEL), 1500);
	KUNIT_EXPECT_EQ(test, ida_alloc_max(&global_ida, 2, GFP_KERNEL), -ENOSPC);
	KUNIT_EXPECT_EQ(test, ida_alloc_max(&global_ida, 3, GFP_KERNEL), 3);
	KUNIT_EXPECT_EQ(test, ida_alloc_range(&global_ida, 5000, 5000, GFP_KERNEL), 5000);
	KUNIT_EXPECT_EQ(test, ida_alloc_range(&global_ida, 5000, 5000, GFP_KERNEL), -ENOSPC);
	KUNIT_EXPECT_EQ(test, ida_alloc_range(&global_ida, (unsigned int)-1, ~0u, GFP_KERNEL), -ENOSPC);
	KUNIT_EXPECT_EQ(test, ida_alloc_min(&global_ida, INT_MAX, GFP_KERNEL), INT_MAX);
	KUNIT_EXPECT_EQ(test, ida_alloc_min(&global_ida, INT_MAX, GFP_KERNEL), -ENOSPC);
	ida_free(&global_ida, (unsigned int)-1);
	ida_destroy(&global_ida);
	KUNIT_EXPECT_TRUE(test, ida_is_empty(&global_ida));
	KUNIT_EXPECT_EQ(test, ida_alloc(&global_ida, GFP_ATOMIC), 0);
	ida_free(&global_ida, 0);
	KUNIT_EXPECT_TRUE(test, ida_is_empty(&global_ida));
}

static struct kunit_case idr_cases[] = {
	KUNIT_CASE(the_lowest_free_number),
	KUNIT_CASE(ranges),
	KUNIT_CASE(one_after_the_other),
	KUNIT_CASE(pointers_that_change),
	KUNIT_CASE(walks),
	KUNIT_CASE(numbers_from_a_base),
	KUNIT_CASE(memory_beforehand),
	KUNIT_CASE(numbers_alone),
	{}
};

static struct kunit_suite idr_suite = {
	.name = "idr_conformance",
	.test_cases = idr_cases,
};

kunit_test_suite(idr_suite);
MODULE_LICENSE("GPL");
