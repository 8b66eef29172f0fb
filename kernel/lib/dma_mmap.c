// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Memory of a device in pieces, which are one here, and in an area of user memory. */
#include <linux/bug.h>
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/pfn.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

static int dma_mmap_from(struct vm_area_struct *vma, unsigned long pfn, size_t size)
{
	unsigned long there = PAGE_ALIGN(size) >> PAGE_SHIFT;

	if (vma->vm_pgoff >= there || vma_pages(vma) > there - vma->vm_pgoff)
		return -ENXIO;
	return remap_pfn_range(vma, vma->vm_start, pfn + vma->vm_pgoff, vma_pages(vma) << PAGE_SHIFT, vma->vm_page_prot);
}

int __weak dma_mmap_attrs(struct device *dev, struct vm_area_struct *vma, void *cpu_addr, dma_addr_t dma_addr,
			  size_t size, unsigned long attrs)
{
	(void)dev, (void)cpu_addr, (void)attrs;
	return dma_mmap_from(vma, PHYS_PFN(dma_addr), size);
}

int __weak dma_mmap_pages(struct device *dev, struct vm_area_struct *vma, size_t size, struct page *page)
{
	(void)dev;
	return dma_mmap_from(vma, page_to_pfn(page), size);
}

struct sg_table *__weak dma_alloc_noncontiguous(struct device *dev, size_t size, enum dma_data_direction dir, gfp_t gfp,
						unsigned long attrs)
{
	struct sg_table *sgt;
	struct page *page;

	if (WARN_ON_ONCE(attrs & ~DMA_ATTR_ALLOC_SINGLE_PAGES) || WARN_ON_ONCE(gfp & __GFP_COMP))
		return NULL;
	sgt = kmalloc(sizeof(*sgt), gfp);
	if (!sgt)
		return NULL;
	if (sg_alloc_table(sgt, 1, gfp)) {
		kfree(sgt);
		return NULL;
	}
	page = dma_alloc_pages(dev, size, &sg_dma_address(sgt->sgl), dir, gfp);
	if (!page) {
		sg_free_table(sgt);
		kfree(sgt);
		return NULL;
	}
	sg_set_page(sgt->sgl, page, PAGE_ALIGN(size), 0);
	sg_dma_len(sgt->sgl) = sgt->sgl->length;
	sgt->nents = 1;
	return sgt;
}

void __weak dma_free_noncontiguous(struct device *dev, size_t size, struct sg_table *sgt, enum dma_data_direction dir)
{
	dma_free_pages(dev, size, sg_page(sgt->sgl), sg_dma_address(sgt->sgl), dir);
	sg_free_table(sgt);
	kfree(sgt);
}

void *__weak dma_vmap_noncontiguous(struct device *dev, size_t size, struct sg_table *sgt)
{
	(void)dev, (void)size;
	return page_address(sg_page(sgt->sgl));
}

void __weak dma_vunmap_noncontiguous(struct device *dev, void *vaddr)
{
	(void)dev, (void)vaddr;
}

int __weak dma_mmap_noncontiguous(struct device *dev, struct vm_area_struct *vma, size_t size, struct sg_table *sgt)
{
	return dma_mmap_pages(dev, vma, size, sg_page(sgt->sgl));
}
