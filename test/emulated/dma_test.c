// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What a kernel finds with CONFIG_DMA_API_DEBUG, and addresses out of a device's reach. */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

static struct device *device_with_dma(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "dma");

	KUNIT_ASSERT_FALSE(test, IS_ERR(dev));
	KUNIT_ASSERT_EQ(test, dma_coerce_mask_and_coherent(dev, DMA_BIT_MASK(32)), 0);
	return dev;
}

static dma_addr_t mapped(struct kunit *test, struct device *dev, void *p)
{
	dma_addr_t addr = dma_map_single(dev, p, 64, DMA_TO_DEVICE);

	KUNIT_ASSERT_EQ(test, dma_mapping_error(dev, addr), 0);
	return addr;
}

static void unmapped_twice(struct kunit *test)
{
	struct device *dev = device_with_dma(test);
	dma_addr_t addr = mapped(test, dev, kunit_kzalloc(test, 64, GFP_KERNEL));

	dma_unmap_single(dev, addr, 64, DMA_TO_DEVICE);
	ktest_expect_warning(test);
	dma_unmap_single(dev, addr, 64, DMA_TO_DEVICE);
}

static void unmapped_with_another_size(struct kunit *test)
{
	struct device *dev = device_with_dma(test);
	dma_addr_t addr = mapped(test, dev, kunit_kzalloc(test, 64, GFP_KERNEL));

	ktest_expect_warning(test);
	dma_unmap_single(dev, addr, 63, DMA_TO_DEVICE);
}

static void unmapped_in_another_direction(struct kunit *test)
{
	struct device *dev = device_with_dma(test);
	dma_addr_t addr = mapped(test, dev, kunit_kzalloc(test, 64, GFP_KERNEL));

	ktest_expect_warning(test);
	dma_unmap_single(dev, addr, 64, DMA_FROM_DEVICE);
}

static void never_asked_for_an_error(struct kunit *test)
{
	struct device *dev = device_with_dma(test);
	dma_addr_t addr = dma_map_single(dev, kunit_kzalloc(test, 64, GFP_KERNEL), 64, DMA_TO_DEVICE);

	ktest_expect_warning(test);
	dma_unmap_single(dev, addr, 64, DMA_TO_DEVICE);
}

static void an_error_unmapped(struct kunit *test)
{
	struct device *dev = device_with_dma(test);

	ktest_expect_warning(test);
	dma_unmap_single(dev, DMA_MAPPING_ERROR, 64, DMA_TO_DEVICE);
}

static void still_mapped_when_the_device_goes(struct kunit *test)
{
	struct device *dev = device_with_dma(test);

	mapped(test, dev, kunit_kzalloc(test, 64, GFP_KERNEL));
	ktest_expect_warning(test);
	kunit_device_unregister(test, dev);
}

static void of_a_stack(struct kunit *test)
{
	struct device *dev = device_with_dma(test);
	char on_stack[64] = "";

	ktest_expect_warning(test);
	dma_unmap_single(dev, mapped(test, dev, on_stack), 64, DMA_TO_DEVICE);
}

static void of_vmalloc(struct kunit *test)
{
	struct device *dev = device_with_dma(test);
	void *p = vmalloc(64);

	ktest_expect_warning(test);
	KUNIT_EXPECT_EQ(test, dma_map_single(dev, p, 64, DMA_TO_DEVICE), DMA_MAPPING_ERROR);
	vfree(p);
}

static void synced_in_another_direction(struct kunit *test)
{
	struct device *dev = device_with_dma(test);
	dma_addr_t addr = mapped(test, dev, kunit_kzalloc(test, 64, GFP_KERNEL));

	ktest_expect_warning(test);
	dma_sync_single_for_cpu(dev, addr, 64, DMA_FROM_DEVICE);
	dma_unmap_single(dev, addr, 64, DMA_TO_DEVICE);
}

static void synced_beyond_the_end(struct kunit *test)
{
	struct device *dev = device_with_dma(test);
	dma_addr_t addr = mapped(test, dev, kunit_kzalloc(test, 64, GFP_KERNEL));

	ktest_expect_warning(test);
	dma_sync_single_for_cpu(dev, addr + 32, 33, DMA_TO_DEVICE);
	dma_unmap_single(dev, addr, 64, DMA_TO_DEVICE);
}

static void freed_with_another_size(struct kunit *test)
{
	struct device *dev = device_with_dma(test);
	dma_addr_t addr;
	void *p = dma_alloc_coherent(dev, 3 * PAGE_SIZE, &addr, GFP_KERNEL);

	ktest_expect_warning(test);
	dma_free_coherent(dev, PAGE_SIZE, p, addr);
}

static void a_list_of_another_length(struct kunit *test)
{
	struct device *dev = device_with_dma(test);
	struct scatterlist sg[2];

	sg_init_table(sg, 2);
	sg_set_buf(&sg[0], kunit_kzalloc(test, 64, GFP_KERNEL), 64);
	sg_set_buf(&sg[1], kunit_kzalloc(test, 64, GFP_KERNEL), 64);
	KUNIT_EXPECT_EQ(test, dma_map_sg(dev, sg, 2, DMA_TO_DEVICE), 2u);
	ktest_expect_warning(test);
	dma_unmap_sg(dev, sg, 1, DMA_TO_DEVICE);
	dma_unmap_sg(dev, &sg[1], 1, DMA_TO_DEVICE);
}

static void out_of_reach(struct kunit *test)
{
	struct device *dev = device_with_dma(test);

	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, DMA_BIT_MASK(24)), 0);
	ktest_expect_warning(test);
	KUNIT_EXPECT_EQ(test, dma_map_resource(dev, 0xffffff, 2, DMA_TO_DEVICE, 0), DMA_MAPPING_ERROR);
	dev->dma_mask = NULL;
	KUNIT_EXPECT_EQ(test, dma_map_resource(dev, 0, 2, DMA_TO_DEVICE, 0), DMA_MAPPING_ERROR);
}

static struct kunit_case dma_cases[] = {
	KUNIT_CASE(unmapped_twice),
	KUNIT_CASE(unmapped_with_another_size),
	KUNIT_CASE(unmapped_in_another_direction),
	KUNIT_CASE(never_asked_for_an_error),
	KUNIT_CASE(an_error_unmapped),
	KUNIT_CASE(still_mapped_when_the_device_goes),
	KUNIT_CASE(of_a_stack),
	KUNIT_CASE(of_vmalloc),
	KUNIT_CASE(synced_in_another_direction),
	KUNIT_CASE(synced_beyond_the_end),
	KUNIT_CASE(freed_with_another_size),
	KUNIT_CASE(a_list_of_another_length),
	KUNIT_CASE(out_of_reach),
	{}
};

static struct kunit_suite dma_suite = {
	.name = "dma_findings",
	.test_cases = dma_cases,
};
kunit_test_suites(&dma_suite);

MODULE_LICENSE("GPL");
