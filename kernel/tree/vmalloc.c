// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * vmalloc() and vmap(). Both kinds of memory are known by an array of their pages: vmalloc()'s
 * are found by address (every address has a struct page here), vmap()'s are the caller's, seen
 * a second time at another address.
 */
#include "tree.h"
#include <linux/mm.h>
#include <linux/vmalloc.h>

void *ktree_vmalloc(size_t size, gfp_t flags, int node)
{
	char *block;

	if (WARN_ON_ONCE(!size) || size > LONG_MAX - PAGE_SIZE)
		return NULL;
	block = kt_alloc(size, PAGE_SIZE,
			 (flags & __GFP_ZERO ? KT_ZERO : 0) | KT_ROOM(PAGE_ALIGN(size) - size),
			 KT_MEM_VMALLOC, node, NULL);
	if (block && pfn_valid(page_to_pfn(virt_to_page(block))))
		for (size_t at = 0; at < size; at += PAGE_SIZE)
			ktree_page_start(virt_to_page(block + at));
	return block;
}

void *NOPROF(vmalloc)(unsigned long size)
{
	return ktree_vmalloc(size, GFP_KERNEL, NUMA_NO_NODE);
}

void *NOPROF(vzalloc)(unsigned long size)
{
	return ktree_vmalloc(size, GFP_KERNEL | __GFP_ZERO, NUMA_NO_NODE);
}

void *NOPROF(vmalloc_user)(unsigned long size)
{
	return ktree_vmalloc(size, GFP_KERNEL | __GFP_ZERO, NUMA_NO_NODE);
}

void *NOPROF(vmalloc_node)(unsigned long size, int node)
{
	return ktree_vmalloc(size, GFP_KERNEL, node);
}

void *NOPROF(vzalloc_node)(unsigned long size, int node)
{
	return ktree_vmalloc(size, GFP_KERNEL | __GFP_ZERO, node);
}

void *NOPROF(__vmalloc)(unsigned long size, gfp_t flags)
{
	return ktree_vmalloc(size, flags, NUMA_NO_NODE);
}

void *NOPROF(__vmalloc_node)(unsigned long size, unsigned long align, gfp_t flags, int node,
			     const void *caller)
{
	return ktree_vmalloc(size, flags, node);
}

void *NOPROF(vmalloc_huge)(unsigned long size, gfp_t flags)
{
	return ktree_vmalloc(size, flags, NUMA_NO_NODE);
}

void *NOPROF(vmalloc_32)(unsigned long size)
{
	return ktree_vmalloc(size, GFP_KERNEL, NUMA_NO_NODE);
}

void *NOPROF(vmalloc_32_user)(unsigned long size)
{
	return ktree_vmalloc(size, GFP_KERNEL | __GFP_ZERO, NUMA_NO_NODE);
}

/* ---- vmap ------------------------------------------------------------------------------ */

struct vmap_range {
	struct vmap_range *next;
	char *base;
	unsigned int count;
	struct page *pages[];
};

static struct vmap_range *vmap_ranges;

static struct vmap_range *vmap_find(const void *addr)
{
	struct vmap_range *r;

	for (r = vmap_ranges; r; r = r->next)
		if ((char *)addr >= r->base && (char *)addr < r->base + r->count * PAGE_SIZE)
			return r;
	return NULL;
}

void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot)
{
	struct vmap_range *r;
	void **blocks;

	r = kt_alloc(struct_size(r, pages, count), 16, 0, KT_MEM_SLAB, -1, vmap);
	blocks = kt_alloc(count * sizeof(*blocks), 16, 0, KT_MEM_SLAB, -1, vmap);
	if (r && blocks) {
		r->count = count;
		for (unsigned int i = 0; i < count; i++) {
			r->pages[i] = pages[i];
			blocks[i] = page_address(pages[i]);
		}
		r->base = kt_pages_map(blocks, count);
	}
	if (blocks)
		kt_free(blocks, KT_MEM_SLAB, vmap);
	if (!r || !r->base) {
		if (r)
			kt_free(r, KT_MEM_SLAB, vmap);
		return NULL;
	}
	r->next = vmap_ranges;
	vmap_ranges = r;
	return r->base;
}

void *vm_map_ram(struct page **pages, unsigned int count, int node)
{
	return vmap(pages, count, VM_MAP, PAGE_KERNEL);
}

void vm_unmap_ram(const void *addr, unsigned int count)
{
	vunmap(addr);
}

void vunmap(const void *addr)
{
	struct vmap_range **at, *r;

	for (at = &vmap_ranges; (r = *at); at = &r->next) {
		if (r->base != addr)
			continue;
		*at = r->next;
		kt_pages_unmap(r->base, r->count);
		kt_free(r, KT_MEM_SLAB, vmap);
		return;
	}
	if (addr)
		WARN(1, "Trying to vunmap() nonexistent vm area (%p)\n", addr);
}

bool is_vmalloc_addr(const void *addr)
{
	enum kt_mem_kind kind;
	const void *owner;
	int node;

	if (vmap_find(addr))
		return true;
	return kt_alloc_info(addr, &kind, &node, &owner) >= 0 && kind == KT_MEM_VMALLOC;
}

int is_vmalloc_or_module_addr(const void *addr)
{
	return is_vmalloc_addr(addr);
}

struct page *vmalloc_to_page(const void *addr)
{
	struct vmap_range *r = vmap_find(addr);

	return r ? r->pages[((char *)addr - r->base) >> PAGE_SHIFT] : virt_to_page(addr);
}

unsigned long vmalloc_to_pfn(const void *addr)
{
	return page_to_pfn(vmalloc_to_page(addr));
}

void vm_unmap_aliases(void)
{
}

static int vmalloc_map_pages(struct vm_area_struct *vma, unsigned long at, char *from, unsigned long size)
{
	for (unsigned long done = 0; done < size; done += PAGE_SIZE) {
		int error = vm_insert_page(vma, at + done, vmalloc_to_page(from + done));

		if (error)
			return error;
	}
#ifdef KTREE_HAS_vm_flags_set
	vm_flags_set(vma, VM_DONTEXPAND | VM_DONTDUMP);
#else
	vma->vm_flags |= VM_DONTEXPAND | VM_DONTDUMP;
#endif
	return 0;
}

/* All that vmalloc() gave may be mapped, not only what vmalloc_user() did. */
int remap_vmalloc_range_partial(struct vm_area_struct *vma, unsigned long at, void *from,
				unsigned long page, unsigned long size)
{
	enum kt_mem_kind kind;
	const void *owner;
	int node;

	size = PAGE_ALIGN(size);
	if (!PAGE_ALIGNED(at) || !PAGE_ALIGNED(from) || kt_alloc_info(from, &kind, &node, &owner) < 0 ||
	    kind != KT_MEM_VMALLOC || page > ULONG_MAX >> PAGE_SHIFT)
		return -EINVAL;
	page <<= PAGE_SHIFT;
	if (page + size < page || page + size > kt_alloc_capacity(from))
		return -EINVAL;
	return vmalloc_map_pages(vma, at, (char *)from + page, size);
}

int remap_vmalloc_range(struct vm_area_struct *vma, void *from, unsigned long page)
{
	return remap_vmalloc_range_partial(vma, vma->vm_start, from, page, vma->vm_end - vma->vm_start);
}

/* Areas have no description of their own: nobody finds one. */
struct vm_struct *find_vm_area(const void *addr)
{
	return NULL;
}
