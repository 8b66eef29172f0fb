// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Memory that is a device's and the kernel's at once. */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/irqflags.h>
#include <linux/minmax.h>
#include <linux/scatterlist.h>
#include <linux/string.h>
#include "dma_debug.h"

static struct page *dma_pages(struct device *dev, const struct dma_debug *of, dma_addr_t *handle, gfp_t gfp)
{
	size_t size = PAGE_ALIGN(of->size);
	struct dma_debug what = *of;
	struct page *page = alloc_pages_node(dev_to_node(dev), gfp & ~__GFP_ZERO, get_order(size));

	if (!page)
		return NULL;
	what.addr = what.phys = page_to_phys(page);
	if (what.addr + size - 1 > min_not_zero(dev->coherent_dma_mask, dev->bus_dma_limit)) {
		__free_pages(page, get_order(size));
		return NULL;
	}
	memset(page_address(page), 0, size);
	*handle = what.addr;
	ktest_dma_debug_add(dev, &what);
	return page;
}

/* As many pages as were allocated; none if that was wrong. */
static void dma_pages_free(struct device *dev, const struct dma_debug *what)
{
	u64 size = ktest_dma_debug_remove(dev, what);

	if (size)
		__free_pages(pfn_to_page(PFN_DOWN(what->addr)), get_order(PAGE_ALIGN(size)));
}

void *__weak dma_alloc_attrs(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t flag, unsigned long attrs)
{
	struct dma_debug what = { .type = DMA_DEBUG_COHERENT, .direction = DMA_BIDIRECTIONAL, .size = size };
	struct page *page;

	WARN_ON_ONCE(!dev->coherent_dma_mask);
	if (WARN_ON_ONCE(flag & __GFP_COMP))
		return NULL;
	if (attrs & DMA_ATTR_NO_WARN)
		flag |= __GFP_NOWARN;
	page = dma_pages(dev, &what, dma_handle, flag & ~(__GFP_DMA | __GFP_DMA32 | __GFP_HIGHMEM));
	return page ? page_address(page) : NULL;
}

void __weak dma_free_attrs(struct device *dev, size_t size, void *cpu_addr, dma_addr_t dma_handle, unsigned long attrs)
{
	struct dma_debug what = { .type = DMA_DEBUG_COHERENT, .direction = DMA_BIDIRECTIONAL, .addr = dma_handle,
				  .size = size };

	(void)attrs;
	WARN_ON(irqs_disabled());
	if (!cpu_addr)
		return;
	what.phys = __pa(cpu_addr);
	dma_pages_free(dev, &what);
}

struct page *__weak dma_alloc_pages(struct device *dev, size_t size, dma_addr_t *dma_handle,
				    enum dma_data_direction dir, gfp_t gfp)
{
	struct dma_debug what = { .type = DMA_DEBUG_NONCOHERENT, .direction = dir, .size = size };

	if (WARN_ON_ONCE(!dev->coherent_dma_mask) ||
	    WARN_ON_ONCE(gfp & (__GFP_DMA | __GFP_DMA32 | __GFP_HIGHMEM | __GFP_COMP)))
		return NULL;
	return dma_pages(dev, &what, dma_handle, gfp);
}

void __weak dma_free_pages(struct device *dev, size_t size, struct page *page, dma_addr_t dma_handle,
			   enum dma_data_direction dir)
{
	struct dma_debug what = { .type = DMA_DEBUG_NONCOHERENT, .direction = dir, .addr = dma_handle, .size = size };

	what.phys = page_to_phys(page);
	dma_pages_free(dev, &what);
}

int __weak dma_get_sgtable_attrs(struct device *dev, struct sg_table *sgt, void *cpu_addr, dma_addr_t dma_addr,
				 size_t size, unsigned long attrs)
{
	int error = sg_alloc_table(sgt, 1, GFP_KERNEL);

	(void)dev, (void)cpu_addr, (void)attrs;
	if (!error)
		sg_set_page(sgt->sgl, pfn_to_page(PFN_DOWN(dma_addr)), PAGE_ALIGN(size), 0);
	return error;
}

/* ---- managed --------------------------------------------------------------------------------- */

struct dma_managed {
	size_t size;
	void *memory;
	dma_addr_t handle;
};

static void dma_managed_release(struct device *dev, void *res)
{
	struct dma_managed *managed = res;

	dma_free_attrs(dev, managed->size, managed->memory, managed->handle, 0);
}

static int dma_managed_is(struct device *dev, void *res, void *data)
{
	struct dma_managed *managed = res, *asked = data;

	(void)dev;
	if (managed->memory != asked->memory)
		return 0;
	WARN_ON(managed->size != asked->size || managed->handle != asked->handle);
	return 1;
}

void *__weak dmam_alloc_attrs(struct device *dev, size_t size, dma_addr_t *dma_handle, gfp_t gfp, unsigned long attrs)
{
	struct dma_managed *managed = devres_alloc(dma_managed_release, sizeof(*managed), gfp);

	if (!managed)
		return NULL;
	managed->size = size;
	managed->memory = dma_alloc_attrs(dev, size, dma_handle, gfp, attrs);
	if (!managed->memory) {
		devres_free(managed);
		return NULL;
	}
	managed->handle = *dma_handle;
	devres_add(dev, managed);
	return managed->memory;
}

void __weak dmam_free_coherent(struct device *dev, size_t size, void *vaddr, dma_addr_t dma_handle)
{
	struct dma_managed asked = { size, vaddr, dma_handle };

	WARN_ON(devres_destroy(dev, dma_managed_release, dma_managed_is, &asked));
	dma_free_coherent(dev, size, vaddr, dma_handle);
}
