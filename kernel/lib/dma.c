// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Memory for devices: mapping it gives its physical address. */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/irqflags.h>
#include <linux/minmax.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>
#include "dma_debug.h"

static u64 dma_reach(struct device *dev, u64 mask)
{
	return min_not_zero(mask, dev->bus_dma_limit);
}

static bool dma_reaches(struct device *dev, dma_addr_t addr, size_t size)
{
	if (addr + size - 1 <= dma_reach(dev, *dev->dma_mask))
		return true;
	WARN_ONCE(1, "%s %s: DMA addr %pad+%zu overflow (mask %llx, bus limit %llx).\n",
		  dev->driver ? dev->driver->name : "", dev_name(dev), &addr, size, *dev->dma_mask, dev->bus_dma_limit);
	return false;
}

static struct dma_debug dma_what(enum dma_debug_type type, enum dma_data_direction dir, dma_addr_t addr, u64 size)
{
	return (struct dma_debug){ .type = type, .direction = dir, .addr = addr, .size = size };
}

int __weak dma_mapping_error(struct device *dev, dma_addr_t dma_addr)
{
	ktest_dma_debug_checked(dev, dma_addr);
	return dma_addr == DMA_MAPPING_ERROR ? -ENOMEM : 0;
}

/* ---- mapping -------------------------------------------------------------------------------- */

static bool dma_is_on_stack(const char *p)
{
	const struct kt_task *task = kt_self();

	return p >= (char *)task->stack_lo && p < (char *)task->stack_hi;
}

dma_addr_t __weak dma_map_page_attrs(struct device *dev, struct page *page, size_t offset, size_t size,
				     enum dma_data_direction dir, unsigned long attrs)
{
	dma_addr_t addr = page_to_phys(page) + offset;
	struct dma_debug what = dma_what(DMA_DEBUG_SINGLE, dir, addr, size);

	(void)attrs;
	BUG_ON(!valid_dma_direction(dir));
	if (WARN_ON_ONCE(!dev->dma_mask) || !dma_reaches(dev, addr, size))
		return DMA_MAPPING_ERROR;
	if (dma_is_on_stack((char *)page_address(page) + offset))
		ktest_dma_debug_warn(dev, "device driver maps memory from stack [addr=%px]",
				     (char *)page_address(page) + offset);
	ktest_dma_debug_add(dev, &what);
	return addr;
}

void __weak dma_unmap_page_attrs(struct device *dev, dma_addr_t addr, size_t size, enum dma_data_direction dir,
				 unsigned long attrs)
{
	struct dma_debug what = dma_what(DMA_DEBUG_SINGLE, dir, addr, size);

	(void)attrs;
	BUG_ON(!valid_dma_direction(dir));
	ktest_dma_debug_remove(dev, &what);
}

dma_addr_t __weak dma_map_single_attrs(struct device *dev, void *ptr, size_t size, enum dma_data_direction dir,
				       unsigned long attrs)
{
	if (WARN_ONCE(is_vmalloc_addr(ptr), "%s: rejecting DMA map of vmalloc memory\n", dev_name(dev)))
		return DMA_MAPPING_ERROR;
	return dma_map_page_attrs(dev, virt_to_page(ptr), offset_in_page(ptr), size, dir, attrs);
}

void __weak dma_unmap_single_attrs(struct device *dev, dma_addr_t addr, size_t size, enum dma_data_direction dir,
				   unsigned long attrs)
{
	dma_unmap_page_attrs(dev, addr, size, dir, attrs);
}

dma_addr_t __weak dma_map_resource(struct device *dev, phys_addr_t phys_addr, size_t size, enum dma_data_direction dir,
				   unsigned long attrs)
{
	struct dma_debug what = dma_what(DMA_DEBUG_RESOURCE, dir, phys_addr, size);

	(void)attrs;
	BUG_ON(!valid_dma_direction(dir));
	if (WARN_ON_ONCE(!dev->dma_mask) || !dma_reaches(dev, phys_addr, size))
		return DMA_MAPPING_ERROR;
	ktest_dma_debug_add(dev, &what);
	return phys_addr;
}

void __weak dma_unmap_resource(struct device *dev, dma_addr_t addr, size_t size, enum dma_data_direction dir,
			       unsigned long attrs)
{
	struct dma_debug what = dma_what(DMA_DEBUG_RESOURCE, dir, addr, size);

	(void)attrs;
	BUG_ON(!valid_dma_direction(dir));
	ktest_dma_debug_remove(dev, &what);
}

/* ---- lists ---------------------------------------------------------------------------------- */

static struct dma_debug dma_what_of(struct scatterlist *sg, int nents, enum dma_data_direction dir)
{
	struct dma_debug what = dma_what(DMA_DEBUG_SG, dir, sg_dma_address(sg), sg_dma_len(sg));

	what.sg_nents = nents;
	return what;
}

static void dma_check_segment(struct device *dev, struct scatterlist *sg)
{
	u64 boundary = dma_get_seg_boundary(dev), start = sg_dma_address(sg), end = start + sg_dma_len(sg) - 1;
	unsigned int most = dma_get_max_seg_size(dev);

	if (sg->length > most)
		ktest_dma_debug_warn(dev, "mapping sg segment longer than device claims to support [len=%u] [max=%u]",
				     sg->length, most);
	if ((start ^ end) & ~boundary)
		ktest_dma_debug_warn(dev, "mapping sg segment across boundary [start=0x%016llx] [end=0x%016llx] "
				     "[boundary=0x%016llx]", start, end, boundary);
}

static int dma_map_list(struct device *dev, struct scatterlist *sgl, int nents, enum dma_data_direction dir)
{
	struct scatterlist *sg;
	int i;

	BUG_ON(!valid_dma_direction(dir));
	if (WARN_ON_ONCE(!dev->dma_mask))
		return 0;
	for_each_sg(sgl, sg, nents, i) {
		sg_dma_address(sg) = sg_phys(sg);
		sg_dma_len(sg) = sg->length;
		if (!dma_reaches(dev, sg_dma_address(sg), sg->length)) {
			sg_dma_address(sg) = DMA_MAPPING_ERROR;
			return -EIO;
		}
	}
	for_each_sg(sgl, sg, nents, i) {
		struct dma_debug what = dma_what_of(sg, nents, dir);

		if (dma_is_on_stack(sg_virt(sg)))
			ktest_dma_debug_warn(dev, "device driver maps memory from stack [addr=%px]", sg_virt(sg));
		dma_check_segment(dev, sg);
		ktest_dma_debug_add(dev, &what);
	}
	return nents;
}

unsigned int __weak dma_map_sg_attrs(struct device *dev, struct scatterlist *sg, int nents, enum dma_data_direction dir,
				     unsigned long attrs)
{
	(void)attrs;
	return max(0, dma_map_list(dev, sg, nents, dir));
}

int __weak dma_map_sgtable(struct device *dev, struct sg_table *sgt, enum dma_data_direction dir, unsigned long attrs)
{
	int nents = dma_map_list(dev, sgt->sgl, sgt->orig_nents, dir);

	(void)attrs;
	if (nents < 0)
		return nents;
	sgt->nents = nents;
	return 0;
}

void __weak dma_unmap_sg_attrs(struct device *dev, struct scatterlist *sgl, int nents, enum dma_data_direction dir,
			       unsigned long attrs)
{
	struct scatterlist *sg;
	int i;

	(void)attrs;
	BUG_ON(!valid_dma_direction(dir));
	for_each_sg(sgl, sg, nents, i) {
		struct dma_debug what = dma_what_of(sg, nents, dir);

		ktest_dma_debug_remove(dev, &what);
	}
}

/* ---- whose turn it is ------------------------------------------------------------------------ */

static void dma_sync_part(struct device *dev, dma_addr_t addr, size_t size, enum dma_data_direction dir)
{
	struct dma_debug what = dma_what(DMA_DEBUG_SINGLE, dir, addr, size);

	BUG_ON(!valid_dma_direction(dir));
	ktest_dma_debug_sync(dev, &what);
}

static void dma_sync_list(struct device *dev, struct scatterlist *sgl, int nelems, enum dma_data_direction dir)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sgl, sg, nelems, i)
		dma_sync_part(dev, sg_dma_address(sg), sg_dma_len(sg), dir);
}

void __weak dma_sync_single_for_cpu(struct device *dev, dma_addr_t addr, size_t size, enum dma_data_direction dir)
{
	dma_sync_part(dev, addr, size, dir);
}

void __weak dma_sync_single_for_device(struct device *dev, dma_addr_t addr, size_t size, enum dma_data_direction dir)
{
	dma_sync_part(dev, addr, size, dir);
}

void __weak dma_sync_sg_for_cpu(struct device *dev, struct scatterlist *sg, int nelems, enum dma_data_direction dir)
{
	dma_sync_list(dev, sg, nelems, dir);
}

void __weak dma_sync_sg_for_device(struct device *dev, struct scatterlist *sg, int nelems, enum dma_data_direction dir)
{
	dma_sync_list(dev, sg, nelems, dir);
}

/* ---- masks ----------------------------------------------------------------------------------- */

/* Memory for the smallest devices is the first 16 MiB. */
static bool dma_supported(u64 mask)
{
	return mask >= DMA_BIT_MASK(24);
}

int __weak dma_set_mask(struct device *dev, u64 mask)
{
	if (!dev->dma_mask || !dma_supported(mask))
		return -EIO;
	*dev->dma_mask = mask;
	return 0;
}

int __weak dma_set_coherent_mask(struct device *dev, u64 mask)
{
	if (!dma_supported(mask))
		return -EIO;
	dev->coherent_dma_mask = mask;
	return 0;
}

u64 __weak dma_get_required_mask(struct device *dev)
{
	(void)dev;
	return DMA_BIT_MASK(32);
}

bool __weak dma_addressing_limited(struct device *dev)
{
	return dma_reach(dev, dma_get_mask(dev)) < dma_get_required_mask(dev);
}
