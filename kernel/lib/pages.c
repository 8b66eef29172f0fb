// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Pages of the arena, and vmalloc. */
#include <linux/bug.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

__weak bool ktest_virt_addr_valid(unsigned long addr)
{
	const void *p = (const void *)addr;

	return addr - (unsigned long)kt_arena_base < kt_arena_size || kt_alloc_covers(p, KT_MEM_SLAB) ||
	       kt_alloc_covers(p, KT_MEM_CACHE);
}

__weak int page_to_nid(const struct page *page)
{
	unsigned long per_node = (kt_arena_size >> PAGE_SHIFT) / kt_topology.nr_nodes;
	unsigned long node = (page_to_pfn(page) - KTEST_PFN_FIRST) / per_node;

	return node < kt_topology.nr_nodes ? node : kt_topology.nr_nodes - 1;
}

/* Where the pages of a block are; nobody has used them yet. */
static void pages_set_place(struct page *page, unsigned int order)
{
	unsigned long node = page_to_nid(page);
	unsigned long place = node << NODES_PGSHIFT | (unsigned long)ZONE_NORMAL << ZONES_PGSHIFT |
			      LAST_CPUPID_MASK << LAST_CPUPID_PGSHIFT;

	for (unsigned int i = 0; i < 1U << order; i++)
		page[i].flags = place;
}

__weak struct page *alloc_pages_node(int nid, gfp_t gfp, unsigned int order)
{
	struct page *page;
	void *block;

	might_sleep_if(gfpflags_allow_blocking(gfp));
	if (order > MAX_PAGE_ORDER) {
		WARN_ON_ONCE(!(gfp & __GFP_NOWARN));
		return NULL;
	}
	block = kt_pages_alloc(order, nid, gfp & __GFP_ZERO ? KT_ZERO : 0);
	if (!block)
		return NULL;
	page = virt_to_page(block);
	memset(page, 0, sizeof(*page) << order);
	pages_set_place(page, order);
	if ((gfp & __GFP_THISNODE) && nid >= 0 && page_to_nid(page) != nid) {
		kt_pages_free(block, order);
		return NULL;
	}
	page->ktest_order = order;
	page->ktest_compound = order && gfp & __GFP_COMP;
	if (page->ktest_compound)
		for (unsigned int i = 1; i < 1U << order; i++)
			page[i].ktest_tail = i;
	atomic_set(&page->_refcount, 1);
	return page;
}

__weak unsigned long alloc_pages_bulk_array(gfp_t gfp, unsigned long nr_pages, struct page **page_array)
{
	unsigned long i;

	for (i = 0; i < nr_pages; i++) {
		if (!page_array[i])
			page_array[i] = alloc_page(gfp);
		if (!page_array[i])
			break;
	}
	return i;
}

__weak void __free_pages(struct page *page, unsigned int order)
{
	WARN_ON(atomic_read(&page->_refcount) <= 0);
	if (atomic_dec_and_test(&page->_refcount))
		kt_pages_free(page_address(page), order);
}

__weak void put_page(struct page *page)
{
	page = compound_head(page);
	__free_pages(page, page->ktest_order);
}

__weak unsigned long __get_free_pages(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp & ~__GFP_HIGHMEM, order);

	return page ? (unsigned long)page_address(page) : 0;
}

__weak unsigned long get_zeroed_page(gfp_t gfp)
{
	return __get_free_pages(gfp | __GFP_ZERO, 0);
}

__weak void free_pages(unsigned long addr, unsigned int order)
{
	if (addr)
		__free_pages(virt_to_page((void *)addr), order);
}

/* From now on each page has a count, and is freed, of its own. */
__weak void split_page(struct page *page, unsigned int order)
{
	kt_pages_split(page_address(page), order);
	page->ktest_order = 0;
	for (unsigned int i = 1; i < 1U << order; i++)
		atomic_set(&page[i]._refcount, 1);
}

static void *pages_trim(struct page *page, unsigned int order, size_t size)
{
	if (!page)
		return NULL;
	split_page(page, order);
	for (unsigned int i = PAGE_ALIGN(size) >> PAGE_SHIFT; i < 1U << order; i++)
		__free_page(page + i);
	return page_address(page);
}

__weak void *alloc_pages_exact_nid(int nid, size_t size, gfp_t gfp)
{
	unsigned int order = get_order(size);

	if (WARN_ON_ONCE(gfp & (__GFP_COMP | __GFP_HIGHMEM)))
		gfp &= ~(__GFP_COMP | __GFP_HIGHMEM);
	return pages_trim(alloc_pages_node(nid, gfp, order), order, size);
}

__weak void *alloc_pages_exact(size_t size, gfp_t gfp)
{
	return alloc_pages_exact_nid(NUMA_NO_NODE, size, gfp);
}

__weak void free_pages_exact(void *virt, size_t size)
{
	for (size_t at = 0; at < size; at += PAGE_SIZE)
		free_page((unsigned long)virt + at);
}

__weak unsigned long totalram_pages(void)
{
	return kt_arena_size >> PAGE_SHIFT;
}

static void *pages_vmalloc(unsigned long size, int node, unsigned int flags)
{
	might_sleep();
	if (WARN_ON_ONCE(!size) || size > LONG_MAX - PAGE_SIZE)
		return NULL;
	return kt_alloc(size, PAGE_SIZE, flags | KT_ROOM(PAGE_ALIGN(size) - size), KT_MEM_VMALLOC,
			node, NULL);
}

__weak void *vmalloc(unsigned long size)
{
	return pages_vmalloc(size, NUMA_NO_NODE, 0);
}

__weak void *vzalloc(unsigned long size)
{
	return pages_vmalloc(size, NUMA_NO_NODE, KT_ZERO);
}

__weak void *vmalloc_user(unsigned long size)
{
	return vzalloc(size);
}

__weak void *vmalloc_node(unsigned long size, int node)
{
	return pages_vmalloc(size, node, 0);
}

__weak void *vzalloc_node(unsigned long size, int node)
{
	return pages_vmalloc(size, node, KT_ZERO);
}

__weak void *__vmalloc(unsigned long size, gfp_t gfp_mask)
{
	return pages_vmalloc(size, NUMA_NO_NODE, gfp_mask & __GFP_ZERO ? KT_ZERO : 0);
}

__weak void *vmalloc_array(size_t n, size_t size)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : vmalloc(bytes);
}

__weak void *vcalloc(size_t n, size_t size)
{
	size_t bytes;

	return check_mul_overflow(n, size, &bytes) ? NULL : vzalloc(bytes);
}

__weak bool is_vmalloc_addr(const void *x)
{
	enum kt_mem_kind kind;
	const void *owner;
	int node;

	if (!x)
		return false;
	if (ktest_vmap_page(x))
		return true;
	/* Nearly always asked of a block's start. */
	if (kt_alloc_info(x, &kind, &node, &owner) >= 0)
		return kind == KT_MEM_VMALLOC;
	return kt_alloc_covers(x, KT_MEM_VMALLOC);
}

static void pages_vfree(const void *addr)
{
	if (ktest_vmap_page(addr))
		ktest_vmap_vfree(addr);
	else if (addr)
		kt_free((void *)addr, KT_MEM_VMALLOC, NULL);
}

__weak void vfree(const void *addr)
{
	/* An interrupt leaves it to a work queue. */
	if (!in_interrupt())
		might_sleep();
	pages_vfree(addr);
}

__weak void vfree_atomic(const void *addr)
{
	pages_vfree(addr);
}
