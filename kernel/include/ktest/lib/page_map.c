// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * From addresses to the structures of their pages, and back. The arena has its own array of structures; other
 * memory (of slabs, stacks, data) gets them when it is asked for, by spans of many pages, and physical addresses
 * behind the arena's. In plain mode all memory is other memory, and an address its own physical address.
 */
#ifndef KTEST_LIB_PAGE_MAP_C
#define KTEST_LIB_PAGE_MAP_C

#include <linux/bug.h>
#include <linux/mm.h>
#include <ktest/core.h>

/* A span reaches so far on both sides of the window that was asked for. */
#define PAGE_MAP_WINDOW (64ul << 20)
#define PAGE_MAP_LOWEST (1ul << 16)
#define PAGE_MAP_HIGHEST (1ul << 47)

struct ktest_page_span {
	unsigned long start, nr, pfn;
	struct page *pages;
};
struct ktest_page_map {
	unsigned int lock, nr;
	unsigned long next_pfn;
	struct ktest_page_span span[64];
};

#ifdef KTEST_HOSTED
static struct ktest_page_map page_map;
#else
KTP_WEAK struct ktest_page_map ktp_page_map;
#define page_map ktp_page_map
#endif

static inline void page_map_lock(void)
{
	while (__atomic_exchange_n(&page_map.lock, 1, __ATOMIC_ACQUIRE))
		kt_relax();
}

static inline void page_map_unlock(void)
{
	__atomic_store_n(&page_map.lock, 0, __ATOMIC_RELEASE);
}

#ifdef KTEST_HOSTED
/* One structure more than there are pages: this pointer itself is none to the first page's. */
static struct page *page_map_arena;

/* Code keeps pointers to page structures: a page whose structure is referred to is no leak. */
static const void *page_map_alias(const void *value)
{
	const struct page *map = page_map_arena + 1, *page = (const struct page *)value;

	if (page < map || page >= map + (kt_arena_size >> PAGE_SHIFT))
		return NULL;
	return kt_arena_base + (((const char *)page - (const char *)map) / sizeof(*map) << PAGE_SHIFT);
}

static const void *page_map_structure(const void *page, kt_size *size)
{
	*size = sizeof(struct page);
	return page_map_arena + 1 + (((const char *)page - kt_arena_base) >> PAGE_SHIFT);
}

/* Address space only: of the structures, those that are used cost memory, and time. */
static struct page *page_map_of_arena(void)
{
	struct page *map = __atomic_load_n(&page_map_arena, __ATOMIC_ACQUIRE);

	if (map)
		return map + 1;
	page_map_lock();
	map = page_map_arena;
	if (!map) {
		map = kt_reserve(((kt_arena_size >> PAGE_SHIFT) + 1) * sizeof(*map));
		BUG_ON(!map);
		__atomic_store_n(&page_map_arena, map, __ATOMIC_RELEASE);
		kt_pointer_alias = page_map_alias;
		kt_page_structure = page_map_structure;
	}
	page_map_unlock();
	return map + 1;
}

static bool page_map_is_arena(unsigned long addr)
{
	return addr - (unsigned long)kt_arena_base < kt_arena_size;
}

static struct page *page_map_room(unsigned long nr)
{
	return kt_reserve(nr * sizeof(struct page));
}
#else
/* What structures refer to is no leak of the program's. */
static inline struct page *page_map_room(unsigned long nr)
{
	return (struct page *)ktp_calloc(nr, sizeof(struct page));
}
#endif

static inline struct ktest_page_span *page_map_find(unsigned long addr)
{
	unsigned int i, nr = __atomic_load_n(&page_map.nr, __ATOMIC_ACQUIRE);

	for (i = 0; i < nr; i++)
		if ((addr - page_map.span[i].start) >> PAGE_SHIFT < page_map.span[i].nr)
			return &page_map.span[i];
	return NULL;
}

/* The range that is nearer to `addr`, which it does not contain, ends the span. */
static inline void page_map_clip(struct ktest_page_span *span, unsigned long addr, unsigned long start,
				 unsigned long end)
{
	unsigned long last = span->start + (span->nr << PAGE_SHIFT);

	if (end <= addr && end > span->start)
		span->start = end;
	if (start > addr && start < last)
		last = start;
	span->nr = (last - span->start) >> PAGE_SHIFT;
}

/* The lock is held. */
static inline struct ktest_page_span *page_map_add(unsigned long addr)
{
	struct ktest_page_span *span = &page_map.span[page_map.nr];
	unsigned int i;

	if (page_map.nr == sizeof(page_map.span) / sizeof(page_map.span[0]))
		return NULL;
	addr &= PAGE_MASK;
	span->start = addr & ~(PAGE_MAP_WINDOW - 1);
	span->start -= span->start < PAGE_MAP_WINDOW ? span->start : PAGE_MAP_WINDOW;
	span->nr = 3 * PAGE_MAP_WINDOW >> PAGE_SHIFT;
	for (i = 0; i < page_map.nr; i++)
		page_map_clip(span, addr, page_map.span[i].start,
			      page_map.span[i].start + (page_map.span[i].nr << PAGE_SHIFT));
#ifdef KTEST_HOSTED
	page_map_clip(span, addr, (unsigned long)kt_arena_base, (unsigned long)kt_arena_base + kt_arena_size);
	if (!page_map.next_pfn)
		page_map.next_pfn = KTEST_PFN_FIRST + (kt_arena_size >> PAGE_SHIFT);
	span->pfn = page_map.next_pfn;
	page_map.next_pfn += span->nr;
#else
	span->pfn = span->start >> PAGE_SHIFT;
#endif
	span->pages = page_map_room(span->nr);
	if (!span->pages)
		return NULL;
	__atomic_store_n(&page_map.nr, page_map.nr + 1, __ATOMIC_RELEASE);
	return span;
}

/* NULL: not an address of a program. */
static inline struct ktest_page_span *page_map_get(unsigned long addr)
{
	struct ktest_page_span *span = page_map_find(addr);

	if (span || addr < PAGE_MAP_LOWEST || addr >= PAGE_MAP_HIGHEST)
		return span;
	page_map_lock();
	span = page_map_find(addr);
	if (!span)
		span = page_map_add(addr);
	page_map_unlock();
	return span;
}

static inline struct ktest_page_span *page_map_of_page(const struct page *page)
{
	unsigned int i, nr = __atomic_load_n(&page_map.nr, __ATOMIC_ACQUIRE);

	for (i = 0; i < nr; i++)
		if (page >= page_map.span[i].pages && page < page_map.span[i].pages + page_map.span[i].nr)
			return &page_map.span[i];
	return NULL;
}

/* Memory that alloc_pages() does not give is in use as long as it is there. */
static inline struct page *page_map_page(struct ktest_page_span *span, unsigned long nr)
{
	struct page *page = span->pages + nr;
	int none = 0;

	__atomic_compare_exchange_n(&page->_refcount.counter, &none, 1, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
	return page;
}

/* A pointer that is none (NULL, an error) gets a structure that nobody can touch. */
KTEST_DEF struct page *ktest_virt_to_page(unsigned long addr)
{
	struct ktest_page_span *span;

#ifdef KTEST_HOSTED
	if (page_map_is_arena(addr))
		return page_map_of_arena() + ((addr - (unsigned long)kt_arena_base) >> PAGE_SHIFT);
#endif
	span = page_map_get(addr);
	if (!span)
		return (struct page *)((addr >> PAGE_SHIFT) * sizeof(struct page));
	return page_map_page(span, (addr - span->start) >> PAGE_SHIFT);
}

KTEST_DEF void *page_address(const struct page *page)
{
	struct ktest_page_span *span;

#ifdef KTEST_HOSTED
	unsigned long nr = page - page_map_of_arena();

	if (nr < kt_arena_size >> PAGE_SHIFT)
		return kt_arena_base + (nr << PAGE_SHIFT);
#endif
	span = page_map_of_page(page);
	if (!span)
		return (void *)((unsigned long)page / sizeof(*page) << PAGE_SHIFT);
	return (void *)(span->start + ((unsigned long)(page - span->pages) << PAGE_SHIFT));
}

/* The number of a structure that is none of ours still counts on from that of the one before it. */
KTEST_DEF unsigned long page_to_pfn(const struct page *page)
{
	struct ktest_page_span *span;

#ifdef KTEST_HOSTED
	unsigned long nr = page - page_map_of_arena();

	if (nr < kt_arena_size >> PAGE_SHIFT)
		return KTEST_PFN_FIRST + nr;
#endif
	span = page_map_of_page(page);
	return span ? span->pfn + (page - span->pages) : (unsigned long)page / sizeof(*page);
}

static inline struct ktest_page_span *page_map_of_pfn(unsigned long pfn)
{
	unsigned int i, nr = __atomic_load_n(&page_map.nr, __ATOMIC_ACQUIRE);

	for (i = 0; i < nr; i++)
		if (pfn - page_map.span[i].pfn < page_map.span[i].nr)
			return &page_map.span[i];
	return NULL;
}

KTEST_DEF struct page *ktest_page(unsigned long pfn)
{
	struct ktest_page_span *span;

#ifdef KTEST_HOSTED
	if (pfn - KTEST_PFN_FIRST < kt_arena_size >> PAGE_SHIFT)
		return page_map_of_arena() + (pfn - KTEST_PFN_FIRST);
#endif
	span = page_map_of_pfn(pfn);
	return span ? page_map_page(span, pfn - span->pfn) : (struct page *)(pfn * sizeof(struct page));
}

KTEST_DEF bool ktest_pfn_valid(unsigned long pfn)
{
#ifdef KTEST_HOSTED
	if (pfn - KTEST_PFN_FIRST < kt_arena_size >> PAGE_SHIFT)
		return true;
#endif
	return page_map_of_pfn(pfn);
}

#ifdef KTEST_HOSTED
__weak unsigned long ktest_phys(unsigned long addr)
{
	struct ktest_page_span *span = page_map_is_arena(addr) ? NULL : page_map_get(addr);

	return span ? (span->pfn << PAGE_SHIFT) + (addr - span->start) : addr - PAGE_OFFSET;
}

__weak unsigned long ktest_virt(unsigned long phys)
{
	struct ktest_page_span *span = page_map_is_arena(phys + PAGE_OFFSET) ? NULL : page_map_of_pfn(phys >> PAGE_SHIFT);

	return span ? span->start + (phys - (span->pfn << PAGE_SHIFT)) : phys + PAGE_OFFSET;
}
#endif

#endif
