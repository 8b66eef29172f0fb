// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Memory for devices, used as it should be. */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/anon_inodes.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

static struct device *device_with_dma(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "dma");

	KUNIT_ASSERT_FALSE(test, IS_ERR(dev));
	KUNIT_ASSERT_EQ(test, dma_coerce_mask_and_coherent(dev, DMA_BIT_MASK(32)), 0);
	return dev;
}

static void masks(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "masks");
	struct device_dma_parameters parms = {};

	KUNIT_ASSERT_FALSE(test, IS_ERR(dev));
	KUNIT_EXPECT_EQ(test, DMA_BIT_MASK(1), 1ULL);
	KUNIT_EXPECT_EQ(test, DMA_BIT_MASK(64), ~0ULL);
	KUNIT_EXPECT_EQ(test, dma_get_mask(dev), DMA_BIT_MASK(32));
	KUNIT_EXPECT_EQ(test, dma_set_mask(dev, DMA_BIT_MASK(32)), -EIO);
	KUNIT_EXPECT_EQ(test, dma_set_coherent_mask(dev, DMA_BIT_MASK(32)), 0);
	KUNIT_EXPECT_EQ(test, dma_coerce_mask_and_coherent(dev, DMA_BIT_MASK(40)), 0);
	KUNIT_EXPECT_EQ(test, dma_get_mask(dev), DMA_BIT_MASK(40));
	KUNIT_EXPECT_EQ(test, dma_set_mask_and_coherent(dev, DMA_BIT_MASK(20)), -EIO);
	KUNIT_EXPECT_EQ(test, dma_get_mask(dev), DMA_BIT_MASK(40));
	KUNIT_EXPECT_EQ(test, dma_set_mask_and_coherent(dev, DMA_BIT_MASK(24)), 0);
	KUNIT_EXPECT_TRUE(test, dma_addressing_limited(dev));
	KUNIT_EXPECT_EQ(test, dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64)), 0);
	KUNIT_EXPECT_EQ(test, dev->coherent_dma_mask, ~0ULL);
	KUNIT_EXPECT_FALSE(test, dma_addressing_limited(dev));
	KUNIT_EXPECT_EQ(test, dma_max_mapping_size(dev), SIZE_MAX);
	KUNIT_EXPECT_EQ(test, dma_get_max_seg_size(dev), 65536u);
	KUNIT_EXPECT_EQ(test, dma_get_seg_boundary(dev), ULONG_MAX);
	KUNIT_EXPECT_EQ(test, dma_get_min_align_mask(dev), 0u);
	dev->dma_parms = &parms;
	dma_set_max_seg_size(dev, 512);
	dma_set_seg_boundary(dev, 0xffff);
	dma_set_min_align_mask(dev, 0xfff);
	KUNIT_EXPECT_EQ(test, dma_get_max_seg_size(dev), 512u);
	KUNIT_EXPECT_EQ(test, dma_get_seg_boundary(dev), 0xffffUL);
	KUNIT_EXPECT_EQ(test, dma_get_seg_boundary_nr_pages(dev, PAGE_SHIFT), 16UL);
	KUNIT_EXPECT_EQ(test, dma_get_seg_boundary_nr_pages(NULL, PAGE_SHIFT), 1UL << 20);
	KUNIT_EXPECT_EQ(test, dma_get_min_align_mask(dev), 0xfffu);
	dev->dma_parms = NULL;
	KUNIT_EXPECT_TRUE(test, valid_dma_direction(DMA_FROM_DEVICE));
	KUNIT_EXPECT_FALSE(test, valid_dma_direction(DMA_NONE));
}

static void coherent(struct kunit *test)
{
	struct device *dev = device_with_dma(test);
	dma_addr_t handle = 0, other;
	struct sg_table table;
	char *p, *q;

	p = dma_alloc_coherent(dev, 5000, &handle, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 8192));
	KUNIT_EXPECT_EQ(test, handle % PAGE_SIZE, 0u);
	KUNIT_EXPECT_LT(test, handle, (dma_addr_t)1 << 32);
	KUNIT_EXPECT_PTR_EQ(test, phys_to_virt(handle), (void *)p);
	KUNIT_ASSERT_EQ(test, dma_get_sgtable(dev, &table, p, handle, 5000), 0);
	KUNIT_EXPECT_EQ(test, table.nents, 1u);
	KUNIT_EXPECT_EQ(test, table.sgl->length, 8192u);
	KUNIT_EXPECT_PTR_EQ(test, sg_virt(table.sgl), (void *)p);
	sg_free_table(&table);
	q = dma_alloc_wc(dev, 1, &other, GFP_ATOMIC);
	KUNIT_ASSERT_NOT_NULL(test, q);
	KUNIT_EXPECT_NE(test, handle, other);
	dma_free_wc(dev, 1, q, other);
	dma_free_coherent(dev, 5000, p, handle);
	dma_free_coherent(dev, 5000, NULL, 0);
	q = dma_alloc_noncoherent(dev, PAGE_SIZE, &other, DMA_FROM_DEVICE, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, q);
	dma_sync_single_for_cpu(dev, other, PAGE_SIZE, DMA_FROM_DEVICE);
	dma_free_noncoherent(dev, PAGE_SIZE, q, other, DMA_FROM_DEVICE);
	/* Too much, and without a word. */
	KUNIT_EXPECT_NULL(test, dma_alloc_coherent(dev, 1UL << 40, &other, GFP_KERNEL | __GFP_NOWARN));
	p = dmam_alloc_coherent(dev, 100, &handle, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	dmam_free_coherent(dev, 100, p, handle);
	KUNIT_EXPECT_NOT_NULL(test, dmam_alloc_coherent(dev, 100, &handle, GFP_KERNEL));
}

static void single(struct kunit *test)
{
	struct device *dev = device_with_dma(test);
	char *p = kunit_kzalloc(test, 3000, GFP_KERNEL), *q;
	struct page *page = alloc_page(GFP_KERNEL);
	struct { DEFINE_DMA_UNMAP_ADDR(addr); DEFINE_DMA_UNMAP_LEN(len); } kept;
	dma_addr_t addr;

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_NOT_NULL(test, page);
	addr = dma_map_single(dev, p + 100, 2000, DMA_BIDIRECTIONAL);
	KUNIT_ASSERT_EQ(test, dma_mapping_error(dev, addr), 0);
	q = phys_to_virt(addr);
	KUNIT_EXPECT_PTR_EQ(test, q, p + 100);
	KUNIT_EXPECT_FALSE(test, dma_need_sync(dev, addr));
	dma_sync_single_for_device(dev, addr, 2000, DMA_TO_DEVICE);
	strscpy(q, "the device was here", 100);
	dma_sync_single_for_cpu(dev, addr, 2000, DMA_FROM_DEVICE);
	dma_sync_single_range_for_cpu(dev, addr, 1000, 1000, DMA_BIDIRECTIONAL);
	dma_sync_single_range_for_device(dev, addr, 1000, 1000, DMA_BIDIRECTIONAL);
	KUNIT_EXPECT_STREQ(test, p + 100, "the device was here");
	dma_unmap_addr_set(&kept, addr, addr);
	dma_unmap_len_set(&kept, len, 2000);
	dma_unmap_single(dev, dma_unmap_addr(&kept, addr), dma_unmap_len(&kept, len), DMA_BIDIRECTIONAL);
	addr = dma_map_page(dev, page, 10, 20, DMA_TO_DEVICE);
	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, addr), 0);
	KUNIT_EXPECT_EQ(test, addr, page_to_phys(page) + 10);
	dma_unmap_page(dev, addr, 20, DMA_TO_DEVICE);
	addr = dma_map_resource(dev, 0xfe000000, 4096, DMA_BIDIRECTIONAL, 0);
	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, addr), 0);
	KUNIT_EXPECT_EQ(test, addr, (dma_addr_t)0xfe000000);
	dma_unmap_resource(dev, addr, 4096, DMA_BIDIRECTIONAL, 0);
	KUNIT_EXPECT_EQ(test, dma_mapping_error(dev, DMA_MAPPING_ERROR), -ENOMEM);
	__free_page(page);
}

static void lists(struct kunit *test)
{
	struct device *dev = device_with_dma(test);
	char *p = kunit_kzalloc(test, 3 * PAGE_SIZE, GFP_KERNEL);
	struct sg_table table;
	struct scatterlist *sg;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_EQ(test, sg_alloc_table(&table, 3, GFP_KERNEL), 0);
	for_each_sgtable_sg(&table, sg, i)
		sg_set_buf(sg, p + i * PAGE_SIZE, 100 * (i + 1));
	KUNIT_EXPECT_EQ(test, dma_map_sg(dev, table.sgl, 3, DMA_TO_DEVICE), 3u);
	for_each_sg(table.sgl, sg, 3, i) {
		KUNIT_EXPECT_EQ(test, sg_dma_len(sg), 100u * (i + 1));
		KUNIT_EXPECT_EQ(test, sg_dma_address(sg), sg_phys(sg));
	}
	dma_sync_sg_for_device(dev, table.sgl, 3, DMA_TO_DEVICE);
	dma_unmap_sg(dev, table.sgl, 3, DMA_TO_DEVICE);
	table.nents = 0;
	KUNIT_EXPECT_EQ(test, dma_map_sgtable(dev, &table, DMA_FROM_DEVICE, 0), 0);
	KUNIT_EXPECT_EQ(test, table.nents, 3u);
	for_each_sgtable_dma_sg(&table, sg, i)
		memset(phys_to_virt(sg_dma_address(sg)), i + 1, sg_dma_len(sg));
	dma_sync_sgtable_for_cpu(dev, &table, DMA_FROM_DEVICE);
	KUNIT_EXPECT_EQ(test, p[99], 1);
	KUNIT_EXPECT_EQ(test, p[PAGE_SIZE + 199], 2);
	dma_sync_sgtable_for_device(dev, &table, DMA_FROM_DEVICE);
	dma_unmap_sgtable(dev, &table, DMA_FROM_DEVICE, 0);
	sg_free_table(&table);
}

/* What a process maps of it. */
struct mapped {
	struct device *dev;
	void *memory;
	dma_addr_t handle;
	struct sg_table *pieces;	/* NULL: memory */
	int error;
};

static int mapped_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct mapped *m = file->private_data;

	if (m->pieces)
		m->error = dma_mmap_noncontiguous(m->dev, vma, 3 * PAGE_SIZE - 100, m->pieces);
	else
		m->error = dma_mmap_coherent(m->dev, vma, m->memory, m->handle, 3 * PAGE_SIZE - 100);
	return m->error;
}

static const struct file_operations mapped_fops = { .owner = THIS_MODULE, .mmap = mapped_mmap };

static unsigned long map(struct kunit *test, struct mapped *m, unsigned long first, unsigned long nr)
{
	struct file *file = anon_inode_getfile("[dma]", &mapped_fops, m, O_RDWR);
	unsigned long at;

	KUNIT_ASSERT_FALSE(test, IS_ERR(file));
	at = kunit_vm_mmap(test, file, 0, nr * PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, first * PAGE_SIZE);
	fput(file);
	return at;
}

static void seen_by_a_process(struct kunit *test, struct mapped *m, char *p)
{
	unsigned long at;
	char c = 0;

	strscpy(p + PAGE_SIZE, "device", PAGE_SIZE);
	at = map(test, m, 1, 2);
	KUNIT_ASSERT_EQ(test, m->error, 0);
	KUNIT_EXPECT_EQ(test, get_user(c, (char __user *)at), 0);
	KUNIT_EXPECT_EQ(test, c, 'd');
	KUNIT_EXPECT_EQ(test, put_user('D', (char __user *)at), 0);
	KUNIT_EXPECT_STREQ(test, p + PAGE_SIZE, "Device");
	map(test, m, 1, 3);
	KUNIT_EXPECT_EQ(test, m->error, -ENXIO);
	map(test, m, 3, 1);
	KUNIT_EXPECT_EQ(test, m->error, -ENXIO);
	KUNIT_EXPECT_EQ(test, vm_munmap(at, 2 * PAGE_SIZE), 0);
}

static void pieces(struct kunit *test)
{
	struct mapped m = { .dev = device_with_dma(test) };
	size_t size = 3 * PAGE_SIZE - 100;
	char *p;

	m.pieces = dma_alloc_noncontiguous(m.dev, size, DMA_BIDIRECTIONAL, GFP_KERNEL, 0);
	KUNIT_ASSERT_NOT_NULL(test, m.pieces);
	KUNIT_EXPECT_EQ(test, m.pieces->nents, 1u);
	KUNIT_EXPECT_EQ(test, sg_dma_len(m.pieces->sgl), (unsigned int)(3 * PAGE_SIZE));
	p = dma_vmap_noncontiguous(m.dev, size, m.pieces);
	KUNIT_EXPECT_PTR_EQ(test, p, (char *)phys_to_virt(sg_dma_address(m.pieces->sgl)));
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 3 * PAGE_SIZE));
	seen_by_a_process(test, &m, p);
	dma_vunmap_noncontiguous(m.dev, p);
	dma_free_noncontiguous(m.dev, size, m.pieces, DMA_BIDIRECTIONAL);
	KUNIT_EXPECT_NULL(test, dma_alloc_noncontiguous(m.dev, 1UL << 40, DMA_BIDIRECTIONAL, GFP_KERNEL | __GFP_NOWARN, 0));
}

static void coherent_in_a_process(struct kunit *test)
{
	struct mapped m = { .dev = device_with_dma(test) };

	m.memory = dma_alloc_coherent(m.dev, 3 * PAGE_SIZE - 100, &m.handle, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, m.memory);
	seen_by_a_process(test, &m, m.memory);
	dma_free_coherent(m.dev, 3 * PAGE_SIZE - 100, m.memory, m.handle);
}

static struct kunit_case dma_cases[] = {
	KUNIT_CASE(masks),
	KUNIT_CASE(coherent),
	KUNIT_CASE(single),
	KUNIT_CASE(lists),
	KUNIT_CASE(pieces),
	KUNIT_CASE(coherent_in_a_process),
	{}
};

static struct kunit_suite dma_suite = {
	.name = "dma",
	.test_cases = dma_cases,
};
kunit_test_suites(&dma_suite);

MODULE_DESCRIPTION("Memory for devices");
MODULE_LICENSE("GPL");
