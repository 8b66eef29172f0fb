// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Access to user memory that a file serves: pages that are missing are asked of the driver. */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/minmax.h>
#include <linux/mman.h>
#include <linux/pagemap.h>
#include <linux/uaccess.h>
#include "vma.h"

/* A driver that always wants to be asked again would never let go. */
#define VMA_TRIES 100

static struct vma_page *vma_page_at(struct vma_area *area, unsigned long addr)
{
	return &area->pages[(addr - area->vma.vm_start) >> PAGE_SHIFT];
}

static bool vma_is_ready(struct vma_area *area, unsigned long addr, bool write)
{
	unsigned int want = VMA_THERE | (write ? VMA_WRITABLE : 0);

	return (READ_ONCE(vma_page_at(area, addr)->flags) & want) == want;
}

static void vma_set(struct vma_area *area, unsigned long addr, unsigned long pfn, unsigned int flags)
{
	spin_lock(&ktest_vma_lock);
	*vma_page_at(area, addr) = (struct vma_page){ pfn, flags | VMA_THERE };
	spin_unlock(&ktest_vma_lock);
}

static struct vm_fault vma_vmf(struct vma_area *area, unsigned long addr, bool write)
{
	struct vm_fault vmf = {
		.vma = &area->vma,
		.gfp_mask = GFP_USER,
		.pgoff = area->vma.vm_pgoff + ((addr - area->vma.vm_start) >> PAGE_SHIFT),
		.address = addr & PAGE_MASK,
		.real_address = addr,
		.flags = FAULT_FLAG_USER | FAULT_FLAG_ALLOW_RETRY | FAULT_FLAG_KILLABLE | FAULT_FLAG_INTERRUPTIBLE |
			 (write ? FAULT_FLAG_WRITE : 0),
	};

	return vmf;
}

/* A private area gets a page of its own to write to. */
static vm_fault_t vma_copy(struct vma_area *area, struct vm_fault *vmf, struct page *from)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return VM_FAULT_OOM;
	copy_highpage(page, from);
	ktest_vma_drop(area, vmf->address, vmf->address + PAGE_SIZE);
	vma_set(area, vmf->address, page_to_pfn(page), VMA_WRITABLE | VMA_COUNTED | VMA_COPY);
	return 0;
}

/* The page is there, and only for reading. */
static vm_fault_t vma_make_writable(struct vma_area *area, struct vm_fault *vmf)
{
	const struct vm_operations_struct *ops = area->vma.vm_ops;
	struct vma_page *page = vma_page_at(area, vmf->address);
	vm_fault_t result = 0;

	if (!(area->vma.vm_flags & VM_SHARED))
		return pfn_valid(page->pfn) ? vma_copy(area, vmf, pfn_to_page(page->pfn)) : VM_FAULT_SIGBUS;
	vmf->flags = (vmf->flags & ~FAULT_FLAG_ALLOW_RETRY) | FAULT_FLAG_WRITE | FAULT_FLAG_MKWRITE;
	if (page->flags & VMA_COUNTED) {
		vmf->page = pfn_to_page(page->pfn);
		if (ops && ops->page_mkwrite)
			result = ops->page_mkwrite(vmf);
		if (result & VM_FAULT_LOCKED)
			unlock_page(vmf->page);
	} else if (ops && ops->pfn_mkwrite) {
		result = ops->pfn_mkwrite(vmf);
	}
	if (result & (VM_FAULT_ERROR | VM_FAULT_NOPAGE))
		return result;
	spin_lock(&ktest_vma_lock);
	page->flags |= VMA_WRITABLE;
	spin_unlock(&ktest_vma_lock);
	return 0;
}

static vm_fault_t vma_take(struct vma_area *area, struct vm_fault *vmf, vm_fault_t result, bool write)
{
	bool is_shared = area->vma.vm_flags & VM_SHARED;
	vm_fault_t copied;

	if (!vmf->page) {
		WARN(1, "vm_ops->fault() gave neither a page nor an error\n");
		return VM_FAULT_SIGBUS;
	}
	if (result & VM_FAULT_LOCKED)
		unlock_page(vmf->page);
	if (write && !is_shared) {
		copied = vma_copy(area, vmf, vmf->page);
		put_page(vmf->page);
		return copied;
	}
	vma_set(area, vmf->address, page_to_pfn(vmf->page), VMA_COUNTED);
	return write ? vma_make_writable(area, vmf) : 0;
}

static vm_fault_t vma_fault(struct vma_area *area, unsigned long addr, bool write)
{
	const struct vm_operations_struct *ops = area->vma.vm_ops;
	struct vm_fault vmf = vma_vmf(area, addr, write);
	vm_fault_t result;

	if (vma_is_ready(area, addr, false))
		return vma_make_writable(area, &vmf);
	if (!ops || !ops->fault)
		return VM_FAULT_SIGBUS;
	__atomic_add_fetch(&area->nr_handlers, 1, __ATOMIC_RELAXED);
	result = ops->fault(&vmf);
	__atomic_sub_fetch(&area->nr_handlers, 1, __ATOMIC_RELAXED);
	if (result & (VM_FAULT_ERROR | VM_FAULT_NOPAGE | VM_FAULT_RETRY | VM_FAULT_DONE_COW | VM_FAULT_COMPLETED))
		return result;
	return vma_take(area, &vmf, result, write);
}

static bool vma_ready(struct vma_area *area, unsigned long addr, unsigned int prot)
{
	bool write = prot & PROT_WRITE;

	if ((area->vma.vm_flags & prot) != prot)
		return false;
	for (int i = 0; i < VMA_TRIES && !vma_is_ready(area, addr, write); i++)
		if (faulthandler_disabled() || vma_fault(area, addr, write) & VM_FAULT_ERROR)
			return false;
	/* Memory of a device is nowhere. */
	return vma_is_ready(area, addr, write) && pfn_valid(vma_page_at(area, addr)->pfn);
}

__weak unsigned long ktest_vma_span(unsigned long at, unsigned long n, unsigned int prot, bool *is_area)
{
	unsigned long done = 0;

	*is_area = false;
	while (done < n) {
		struct vma_area *area = ktest_vma_at(at + done);

		if (!area)
			break;
		*is_area = true;
		if (!vma_ready(area, at + done, prot))
			break;
		done = min(n, ((at + done) | ~PAGE_MASK) + 1 - at);
	}
	return done;
}

__weak void *ktest_vma_memory(unsigned long at)
{
	struct vma_area *area = ktest_vma_at(at);

	if (!area)
		return (void *)at;
	return (char *)page_address(pfn_to_page(vma_page_at(area, at)->pfn)) + offset_in_page(at);
}

/* ---- what a driver puts in ------------------------------------------------------------------- */

static int vma_insert(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn, unsigned int flags)
{
	struct vma_area *area = vma_area_of(vma);
	int error = 0;

	/* A page is made writable when it is first written. */
	if (!(flags & VMA_COUNTED) && (vma->vm_flags & (VM_SHARED | VM_WRITE)) == (VM_SHARED | VM_WRITE) &&
	    !(vma->vm_ops && vma->vm_ops->pfn_mkwrite))
		flags |= VMA_WRITABLE;
	spin_lock(&ktest_vma_lock);
	if (vma_page_at(area, addr)->flags & VMA_THERE)
		error = -EBUSY;
	else
		*vma_page_at(area, addr) = (struct vma_page){ pfn, flags | VMA_THERE };
	spin_unlock(&ktest_vma_lock);
	return error;
}

__weak int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn, unsigned long size,
			   pgprot_t prot)
{
	unsigned long end = addr + PAGE_ALIGN(size);

	(void)prot;
	if (WARN_ON_ONCE(!PAGE_ALIGNED(addr)))
		return -EINVAL;
	if (is_cow_mapping(vma->vm_flags)) {
		if (addr != vma->vm_start || end != vma->vm_end)
			return -EINVAL;
		vma->vm_pgoff = pfn;
	}
	vma->__vm_flags |= VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP;
	BUG_ON(addr >= end);
	if (WARN(!range_in_vma(vma, addr, end), "remap_pfn_range: %lx-%lx is not in the area %lx-%lx\n", addr, end,
		 vma->vm_start, vma->vm_end))
		return -EINVAL;
	for (; addr < end; addr += PAGE_SIZE)
		BUG_ON(vma_insert(vma, addr, pfn++, 0));
	return 0;
}

__weak int vm_iomap_memory(struct vm_area_struct *vma, phys_addr_t start, unsigned long len)
{
	unsigned long pfn = start >> PAGE_SHIFT, pages;

	if (start + len < start)
		return -EINVAL;
	pages = (len + offset_in_page(start) + ~PAGE_MASK) >> PAGE_SHIFT;
	if (pfn + pages < pfn || vma->vm_pgoff > pages || vma_pages(vma) > pages - vma->vm_pgoff)
		return -EINVAL;
	return io_remap_pfn_range(vma, vma->vm_start, pfn + vma->vm_pgoff, vma->vm_end - vma->vm_start,
				  vma->vm_page_prot);
}

static bool vma_is_slab(const void *addr)
{
	return kt_alloc_covers(addr, KT_MEM_SLAB) || kt_alloc_covers(addr, KT_MEM_CACHE);
}

__weak int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	int error;

	if (addr < vma->vm_start || addr >= vma->vm_end)
		return -EFAULT;
	if (!page_count(page) || vma_is_slab(page_address(page)))
		return -EINVAL;
	if (!(vma->vm_flags & VM_MIXEDMAP)) {
		BUG_ON(READ_ONCE(vma_area_of(vma)->nr_handlers));
		BUG_ON(vma->vm_flags & VM_PFNMAP);
		vma->__vm_flags |= VM_MIXEDMAP;
	}
	get_page(page);
	error = vma_insert(vma, addr & PAGE_MASK, page_to_pfn(page), VMA_COUNTED);
	if (error)
		put_page(page);
	return error;
}

__weak int vm_insert_pages(struct vm_area_struct *vma, unsigned long addr, struct page **pages, unsigned long *num)
{
	if (addr < vma->vm_start || addr + (*num << PAGE_SHIFT) > vma->vm_end)
		return -EFAULT;
	for (; *num; --*num, pages++, addr += PAGE_SIZE) {
		int error = vm_insert_page(vma, addr, *pages);

		if (error)
			return error;
	}
	return 0;
}

static int vma_map_pages(struct vm_area_struct *vma, struct page **pages, unsigned long num, unsigned long offset)
{
	unsigned long count = vma_pages(vma);

	if (offset >= num || count > num - offset)
		return -ENXIO;
	for (unsigned long i = 0; i < count; i++) {
		int error = vm_insert_page(vma, vma->vm_start + (i << PAGE_SHIFT), pages[offset + i]);

		if (error)
			return error;
	}
	return 0;
}

__weak int vm_map_pages(struct vm_area_struct *vma, struct page **pages, unsigned long num)
{
	return vma_map_pages(vma, pages, num, vma->vm_pgoff);
}

__weak int vm_map_pages_zero(struct vm_area_struct *vma, struct page **pages, unsigned long num)
{
	return vma_map_pages(vma, pages, num, 0);
}

__weak int remap_vmalloc_range_partial(struct vm_area_struct *vma, unsigned long uaddr, void *kaddr,
				       unsigned long pgoff, unsigned long size)
{
	unsigned long offset, there = PAGE_ALIGN(kt_alloc_size(kaddr));

	if (check_shl_overflow(pgoff, PAGE_SHIFT, &offset))
		return -EINVAL;
	size = PAGE_ALIGN(size);
	if (!PAGE_ALIGNED(uaddr) || !PAGE_ALIGNED(kaddr) || !is_vmalloc_addr(kaddr) || offset > there ||
	    size > there - offset)
		return -EINVAL;
	for (unsigned long at = 0; at < size; at += PAGE_SIZE) {
		int error = vm_insert_page(vma, uaddr + at, vmalloc_to_page((char *)kaddr + offset + at));

		if (error)
			return error;
	}
	vma->__vm_flags |= VM_DONTEXPAND | VM_DONTDUMP;
	return 0;
}

__weak int remap_vmalloc_range(struct vm_area_struct *vma, void *addr, unsigned long pgoff)
{
	return remap_vmalloc_range_partial(vma, vma->vm_start, addr, pgoff, vma->vm_end - vma->vm_start);
}

__weak vm_fault_t vmf_insert_pfn_prot(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn,
				      pgprot_t pgprot)
{
	(void)pgprot;
	BUG_ON(!(vma->vm_flags & (VM_PFNMAP | VM_MIXEDMAP)));
	BUG_ON((vma->vm_flags & (VM_PFNMAP | VM_MIXEDMAP)) == (VM_PFNMAP | VM_MIXEDMAP));
	BUG_ON((vma->vm_flags & VM_PFNMAP) && is_cow_mapping(vma->vm_flags));
	BUG_ON((vma->vm_flags & VM_MIXEDMAP) && pfn_valid(pfn));
	if (addr < vma->vm_start || addr >= vma->vm_end)
		return VM_FAULT_SIGBUS;
	vma_insert(vma, addr & PAGE_MASK, pfn, 0);
	return VM_FAULT_NOPAGE;
}

__weak vm_fault_t vmf_insert_pfn(struct vm_area_struct *vma, unsigned long addr, unsigned long pfn)
{
	return vmf_insert_pfn_prot(vma, addr, pfn, vma->vm_page_prot);
}

__weak vm_fault_t vmf_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	int error = vm_insert_page(vma, addr, page);

	return error == -ENOMEM ? VM_FAULT_OOM : error && error != -EBUSY ? VM_FAULT_SIGBUS : VM_FAULT_NOPAGE;
}

__weak void zap_vma_ptes(struct vm_area_struct *vma, unsigned long address, unsigned long size)
{
	if (range_in_vma(vma, address, address + size) && vma->vm_flags & VM_PFNMAP)
		ktest_vma_drop(vma_area_of(vma), address, address + size);
}
