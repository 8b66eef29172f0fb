// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Pools for devices. In a real kernel a device needs a mask of addresses for them. */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/dmapool.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/string.h>

static void blocks_for_a_device(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "dmapool");
	struct dma_pool *pool;
	dma_addr_t handle[100];
	char *block[100];

	KUNIT_ASSERT_FALSE(test, IS_ERR(dev));
	KUNIT_EXPECT_NULL(test, dma_pool_create("none", NULL, 8, 8, 0));
	KUNIT_EXPECT_NULL(test, dma_pool_create("none", dev, 0, 8, 0));
	KUNIT_EXPECT_NULL(test, dma_pool_create("none", dev, 8, 24, 0));
	KUNIT_EXPECT_NULL(test, dma_pool_create("none", dev, 64, 8, 32));
	KUNIT_EXPECT_NULL(test, dma_pool_create("none", dev, 64, 8, 96));
	pool = dma_pool_create("blocks", dev, 100, 32, 512);
	KUNIT_ASSERT_NOT_NULL(test, pool);
	for (int i = 0; i < 100; i++) {
		block[i] = dma_pool_zalloc(pool, GFP_KERNEL, &handle[i]);
		KUNIT_ASSERT_NOT_NULL(test, block[i]);
		KUNIT_EXPECT_EQ(test, handle[i], (dma_addr_t)__pa(block[i]));
		KUNIT_EXPECT_EQ(test, handle[i] % 32, 0u);
		KUNIT_EXPECT_LE(test, handle[i] % 512 + 128, 512u);
		KUNIT_EXPECT_NULL(test, memchr_inv(block[i], 0, 100));
		memset(block[i], i, 100);
	}
	for (int i = 0; i < 100; i++) {
		KUNIT_EXPECT_NULL(test, memchr_inv(block[i], i, 100));
		dma_pool_free(pool, block[i], handle[i]);
	}
	/* The last that was freed is the first. */
	KUNIT_EXPECT_PTR_EQ(test, (char *)dma_pool_alloc(pool, GFP_ATOMIC, handle), block[99]);
	dma_pool_free(pool, block[99], handle[0]);
	dma_pool_destroy(pool);
	dma_pool_destroy(NULL);
	pool = dmam_pool_create("large", dev, 3 * PAGE_SIZE, 0, 0);
	KUNIT_ASSERT_NOT_NULL(test, pool);
	block[0] = dma_pool_alloc(pool, GFP_KERNEL, handle);
	memset(block[0], 1, 3 * PAGE_SIZE);
	dma_pool_free(pool, block[0], handle[0]);
	dmam_pool_destroy(pool);
	KUNIT_EXPECT_NOT_NULL(test, dmam_pool_create("left", dev, 8, 0, 0));
}

static void a_block_freed_twice(struct kunit *test)
{
	struct dma_pool *pool = dma_pool_create("twice", kunit_device_register(test, "twice"), 64, 0, 0);
	dma_addr_t handle;
	void *block = dma_pool_alloc(pool, GFP_KERNEL, &handle);

	ktest_expect_warning(test);
	dma_pool_free(pool, block, handle);
	dma_pool_free(pool, block, handle);
	dma_pool_destroy(pool);
}

static void a_block_written_too_late(struct kunit *test)
{
	struct dma_pool *pool = dma_pool_create("late", kunit_device_register(test, "late"), 64, 0, 0);
	dma_addr_t handle;
	char *block = dma_pool_alloc(pool, GFP_KERNEL, &handle);

	ktest_expect_warning(test);
	dma_pool_free(pool, block, handle);
	block[40] = 1;
	KUNIT_EXPECT_PTR_EQ(test, (char *)dma_pool_alloc(pool, GFP_KERNEL, &handle), block);
	dma_pool_free(pool, block, handle);
	dma_pool_destroy(pool);
}

static struct kunit_case dmapool_cases[] = {
	KUNIT_CASE(blocks_for_a_device),
	KUNIT_CASE(a_block_freed_twice),
	KUNIT_CASE(a_block_written_too_late),
	{}
};

static struct kunit_suite dmapool_suite = {
	.name = "emulated-dmapool",
	.test_cases = dmapool_cases,
};
kunit_test_suite(dmapool_suite);
MODULE_LICENSE("GPL");
