// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Pages over the engine's buddy allocator.
 *
 * Physical address zero is host address zero, so virt_to_page() and page_address() hold for every
 * pointer of the program: mem_map spans the whole address space, in a mapping that costs nothing
 * until touched. Where the host refuses one that large (valgrind), it spans the pages' arena.
 */
#include "tree.h"
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/pagevec.h>
#include <linux/pagemap.h>
#include "mm/internal.h"

unsigned long uml_physmem;
/* Weak: mm/memory.c and mm/memblock.c have some, too, and may be in a program for other reasons. */
__weak struct page *mem_map;
__weak unsigned long max_mapnr, max_low_pfn, min_low_pfn, max_pfn, highest_memmap_pfn;
unsigned long task_size = 1ul << 47;
unsigned long high_physmem = ~0ul;
__weak void *high_memory;
__weak atomic_long_t _totalram_pages;
static unsigned long pages_zero[PAGE_SIZE / sizeof(long)] __page_aligned_bss;
typeof(empty_zero_page) empty_zero_page = pages_zero;
__weak pg_data_t contig_page_data;
unsigned long totalreserve_pages;
/* Weak: since Linux 6.4, mm/mm_init.c has them. Before, the source in whose place this one works had. */
__weak DEFINE_STATIC_KEY_MAYBE(CONFIG_INIT_ON_ALLOC_DEFAULT_ON, init_on_alloc);
__weak DEFINE_STATIC_KEY_MAYBE(CONFIG_INIT_ON_FREE_DEFAULT_ON, init_on_free);

#define PAGES_WHOLE_SPACE (1ul << (47 - PAGE_SHIFT))

static const void *pages_alias(const void *value)
{
	unsigned long at = (unsigned long)value - (unsigned long)mem_map;

	return at < max_mapnr * sizeof(struct page) ? page_address((struct page *)value) : NULL;
}

static const void *pages_structure(const void *page, size_t *size)
{
	*size = sizeof(struct page);
	return virt_to_page(page);
}

/* What is done with folios that somebody puts on the node's lists; nothing is ever reclaimed. */
static void pages_start_node(pg_data_t *node)
{
	enum lru_list lru;

	spin_lock_init(&node->__lruvec.lru_lock);
	for_each_lru(lru)
		INIT_LIST_HEAD(&node->__lruvec.lists[lru]);
	for (int zone = 0; zone < MAX_NR_ZONES; zone++) {
		spin_lock_init(&node->node_zones[zone].lock);
		node->node_zones[zone].zone_pgdat = node;
	}
}

void ktree_start_pages(void)
{
	max_mapnr = PAGES_WHOLE_SPACE;
	mem_map = kt_reserve(max_mapnr * sizeof(struct page));
	if (!mem_map) {
		uml_physmem = (unsigned long)kt_arena_base;
		max_mapnr = kt_arena_size >> PAGE_SHIFT;
		mem_map = kt_reserve(max_mapnr * sizeof(struct page));
	}
	max_pfn = max_low_pfn = max_mapnr;
	highest_memmap_pfn = max_mapnr - 1;
	high_memory = (void *)task_size;
	atomic_long_set(&_totalram_pages, kt_arena_size >> PAGE_SHIFT);
	kt_pointer_alias = pages_alias;
	kt_page_structure = pages_structure;
	pages_start_node(&contig_page_data);
}

static void pages_compound(struct page *page, unsigned int order)
{
	__SetPageHead(page);
#ifdef KTREE_HAS_prep_compound_tail
	for (unsigned long i = 1; i < 1ul << order; i++)
		prep_compound_tail(page, i);
	prep_compound_head(page, order);
#else
	for (unsigned long i = 1; i < 1ul << order; i++)
		set_compound_head(page + i, page);
	set_compound_order(page, order);
	atomic_set(compound_mapcount_ptr(page), -1);
#endif
}

void ktree_page_start(struct page *page)
{
	memset(page, 0, sizeof(*page));
	atomic_set(&page->_mapcount, -1);
	atomic_set(&page->_refcount, 1);
}

static void pages_set_up(struct page *page, unsigned int order, bool compound)
{
	unsigned long count = 1ul << order;

	for (unsigned long i = 0; i < count; i++) {
		memset(page + i, 0, sizeof(*page));
		atomic_set(&page[i]._mapcount, -1);
	}
	atomic_set(&page->_refcount, 1);
	if (compound && order)
		pages_compound(page, order);
}

static struct page *pages_alloc(gfp_t flags, unsigned int order, int node)
{
	struct page *page;
	void *block;

	if (WARN_ON_ONCE(order > KT_MAX_ORDER && !(flags & __GFP_NOWARN)) || order > KT_MAX_ORDER)
		return NULL;
	block = kt_pages_alloc(order, node, flags & __GFP_ZERO ? KT_ZERO : 0);
	if (!block)
		return NULL;
	page = virt_to_page(block);
	pages_set_up(page, order, flags & __GFP_COMP);
	return page;
}

static void pages_free(struct page *page, unsigned int order)
{
	kt_pages_free(page_address(page), order);
}

struct page *NOPROF(__alloc_pages)(gfp_t flags, unsigned int order, int node, nodemask_t *nodes)
{
	return pages_alloc(flags, order, node);
}

struct folio *NOPROF(__folio_alloc)(gfp_t flags, unsigned int order, int node, nodemask_t *nodes)
{
	return (struct folio *)pages_alloc(flags | __GFP_COMP, order, node);
}

#ifdef alloc_hooks
unsigned long get_free_pages_noprof(gfp_t flags, unsigned int order)
#else
unsigned long __get_free_pages(gfp_t flags, unsigned int order)
#endif
{
	struct page *page = pages_alloc(flags, order, NUMA_NO_NODE);

	return page ? (unsigned long)page_address(page) : 0;
}

unsigned long NOPROF(get_zeroed_page)(gfp_t flags)
{
	struct page *page = pages_alloc(flags | __GFP_ZERO, 0, NUMA_NO_NODE);

	return page ? (unsigned long)page_address(page) : 0;
}

void __free_pages(struct page *page, unsigned int order)
{
	int is_head = PageHead(page);

	if (put_page_testzero(page)) {
		pages_free(page, order);
	} else if (!is_head && order) {
		/* Somebody else holds the first page alone: the others are free now. */
		kt_pages_split(page_address(page), order);
		for (unsigned long i = 1; i < 1ul << order; i++)
			pages_free(page + i, 0);
	}
}

void free_pages(unsigned long addr, unsigned int order)
{
	if (addr)
		__free_pages(virt_to_page((void *)addr), order);
}

void __folio_put(struct folio *folio)
{
	pages_free(&folio->page, folio_order(folio));
}

/* Pages that nobody holds any more, as release_pages() collects them. */
#ifdef KTREE_HAS_free_unref_folios
void free_unref_folios(struct folio_batch *batch)
{
	for (unsigned int i = 0; i < folio_batch_count(batch); i++)
		__folio_put(batch->folios[i]);
	folio_batch_reinit(batch);
}
#else
void free_unref_page_list(struct list_head *list)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, list, lru) {
		list_del(&page->lru);
		pages_free(page, compound_order(page));
	}
}
#endif

void *NOPROF(alloc_pages_exact)(size_t size, gfp_t flags)
{
	unsigned int order = get_order(size);
	struct page *page = pages_alloc(flags & ~__GFP_COMP, order, NUMA_NO_NODE);
	unsigned long used = PAGE_ALIGN(size) >> PAGE_SHIFT;

	if (!page)
		return NULL;
	kt_pages_split(page_address(page), order);
	for (unsigned long i = 1; i < 1ul << order; i++) {
		if (i < used)
			atomic_set(&page[i]._refcount, 1);
		else
			pages_free(page + i, 0);
	}
	return page_address(page);
}

void free_pages_exact(void *block, size_t size)
{
	for (size_t at = 0; at < size; at += PAGE_SIZE)
		free_pages((unsigned long)block + at, 0);
}

void split_page(struct page *page, unsigned int order)
{
	kt_pages_split(page_address(page), order);
	for (unsigned long i = 1; i < 1ul << order; i++)
		atomic_set(&page[i]._refcount, 1);
}

/* Fills the NULLs of an array, or a list; returns how many pages there are then. */
static unsigned long pages_bulk(gfp_t flags, int node, int wanted, struct list_head *list,
				struct page **array)
{
	int have = 0;

	for (; have < wanted; have++) {
		struct page *page;

		if (array && array[have])
			continue;
		page = pages_alloc(flags, 0, node);
		if (!page)
			break;
		if (array)
			array[have] = page;
		else
			list_add(&page->lru, list);
	}
	return have;
}

#ifdef alloc_hooks
unsigned long alloc_pages_bulk_noprof(gfp_t flags, int node, nodemask_t *nodes, int wanted,
				      struct list_head *list, struct page **array)
#else
unsigned long __alloc_pages_bulk(gfp_t flags, int node, nodemask_t *nodes, int wanted,
				 struct list_head *list, struct page **array)
#endif
{
	return pages_bulk(flags, node, wanted, list, array);
}

unsigned long nr_free_buffer_pages(void)
{
	return kt_arena_size >> PAGE_SHIFT;
}

/* ---- fragments: a page for each, which is what a caller may rely on --------------------- */

#ifdef KTREE_HAS___page_frag_alloc_align
void *__page_frag_alloc_align(struct page_frag_cache *cache, unsigned int size, gfp_t flags,
			      unsigned int align_mask)
#else
void *page_frag_alloc_align(struct page_frag_cache *cache, unsigned int size, gfp_t flags,
			    unsigned int align_mask)
#endif
{
	struct page *page = pages_alloc(flags | __GFP_COMP, get_order(size), NUMA_NO_NODE);

	return page ? page_address(page) : NULL;
}

void page_frag_free(void *fragment)
{
	struct page *page = virt_to_head_page(fragment);

	if (put_page_testzero(page))
		pages_free(page, compound_order(page));
}

void __page_frag_cache_drain(struct page *page, unsigned int count)
{
	if (page_ref_sub_and_test(page, count))
		pages_free(page, compound_order(page));
}
