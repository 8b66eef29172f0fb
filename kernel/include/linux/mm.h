/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Pages and their addresses.
 * Fidelity: simplified: see linux/mm_types.h
 */
#ifndef KTEST_LINUX_MM_H
#define KTEST_LINUX_MM_H
#include <ktest/open.h>

#include <linux/align.h>
#include <linux/bug.h>
#include <linux/gfp.h>
#include <linux/ktest_vma.h>
#include <linux/mmzone.h>
#include <linux/kernel.h>
#include <linux/mm_types.h>
#include <linux/mmdebug.h>
#include <linux/overflow.h>
#include <linux/page-flags.h>
#include <linux/pfn.h>
#include <linux/sched.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <asm/page.h>

struct file;

#define PAGE_ALIGN(addr) ALIGN(addr, PAGE_SIZE)
#define PAGE_ALIGN_DOWN(addr) ALIGN_DOWN(addr, PAGE_SIZE)
#define PAGE_ALIGNED(addr) IS_ALIGNED((unsigned long)(addr), PAGE_SIZE)
#define PFN_UP(x) (((x) + PAGE_SIZE - 1) >> PAGE_SHIFT)
#define PFN_DOWN(x) ((x) >> PAGE_SHIFT)
#define PFN_PHYS(x) ((phys_addr_t)(x) << PAGE_SHIFT)
#define PHYS_PFN(x) ((unsigned long)((x) >> PAGE_SHIFT))
#define MAX_PAGE_ORDER KT_MAX_ORDER

/* Any memory has pages: see asm/page.h. */
KTEST_FN struct page *ktest_virt_to_page(unsigned long addr);
KTEST_FN struct page *ktest_page(unsigned long pfn);
KTEST_FN bool ktest_pfn_valid(unsigned long pfn);
KTEST_FN unsigned long page_to_pfn(const struct page *page);
KTEST_FN void *page_address(const struct page *page);
#define virt_to_page(addr) ktest_virt_to_page((unsigned long)(addr))
#define pfn_to_page(pfn) ktest_page(pfn)
#define pfn_valid(pfn) ktest_pfn_valid(pfn)
#define nth_page(page, n) ((page) + (n))
#define folio_page(folio, n) nth_page(&(folio)->page, n)
static inline struct page *ktest_compound_head(const struct page *page)
{
	return (struct page *)page - page->ktest_tail;
}
#define compound_head(page) ((typeof(page))ktest_compound_head(page))
static inline struct page *virt_to_head_page(const void *addr)
{
	return compound_head(virt_to_page(addr));
}
#define page_folio(page) ((struct folio *)ktest_compound_head(page))
#define page_to_virt(page) page_address(page)
#define page_to_phys(page) ((phys_addr_t)page_to_pfn(page) << PAGE_SHIFT)
#ifdef KTEST_HOSTED
int page_to_nid(const struct page *page);
unsigned long totalram_pages(void);
#else
static inline int page_to_nid(const struct page *page) { (void)page; return 0; }
#endif
static inline int page_ref_count(const struct page *page) { return atomic_read(&page->_refcount); }
static inline int page_count(const struct page *page)
{
	return page_ref_count(compound_head(page));
}
static inline void get_page(struct page *page) { atomic_inc(&compound_head(page)->_refcount); }
#ifdef KTEST_HOSTED
void put_page(struct page *page);
void split_page(struct page *page, unsigned int order);
#else
static inline void put_page(struct page *page)
{
	__free_pages(ktest_compound_head(page), 0);
}
#endif
static inline void set_page_private(struct page *page, unsigned long value)
{
	page->KTEST_PRIVATE = value;
}
static inline unsigned long page_private(const struct page *page) { return page->KTEST_PRIVATE; }
static inline unsigned int compound_order(const struct page *page)
{
	return page->ktest_compound ? page->ktest_order : 0;
}
static inline unsigned long compound_nr(const struct page *page)
{
	return 1UL << compound_order(page);
}
static inline unsigned long page_size(const struct page *page)
{
	return PAGE_SIZE << compound_order(page);
}
static inline unsigned int page_shift(const struct page *page)
{
	return PAGE_SHIFT + compound_order(page);
}
static inline unsigned int folio_order(const struct folio *folio) { return compound_order(&folio->page); }
static inline size_t folio_size(const struct folio *folio) { return page_size(&folio->page); }
static inline unsigned int folio_shift(const struct folio *folio) { return page_shift(&folio->page); }
static inline long folio_nr_pages(const struct folio *folio) { return compound_nr(&folio->page); }
#define offset_in_folio(folio, p) ((unsigned long)(p) & (folio_size(folio) - 1))
static inline void *folio_address(const struct folio *folio) { return page_address(&folio->page); }
static inline unsigned long folio_pfn(const struct folio *folio) { return page_to_pfn(&folio->page); }
static inline int folio_ref_count(const struct folio *folio) { return page_ref_count(&folio->page); }
static inline void folio_get(struct folio *folio) { get_page(&folio->page); }
static inline void folio_put(struct folio *folio) { put_page(&folio->page); }
static inline struct folio *virt_to_folio(const void *addr) { return page_folio(virt_to_page(addr)); }
static inline struct folio *pfn_folio(unsigned long pfn) { return page_folio(pfn_to_page(pfn)); }
static inline struct folio *folio_alloc(gfp_t gfp, unsigned int order)
{
	struct page *page = alloc_pages(gfp | __GFP_COMP, order);

	return page ? page_folio(page) : NULL;
}
#ifdef KTEST_HOSTED
/* The command line of a process; a task here has none: 0. */
int get_cmdline(struct task_struct *task, char *buffer, int buflen);
/*
 * Anonymous user memory: its address, or an error number that IS_ERR_VALUE() tells apart. Files and
 * MAP_FIXED are -EOPNOTSUPP. Any part of it can be unmapped.
 */
unsigned long __must_check vm_mmap(struct file *file, unsigned long addr, unsigned long len,
				   unsigned long prot, unsigned long flag, unsigned long offset);
int vm_munmap(unsigned long start, size_t len);
#endif
KTEST_FN bool is_vmalloc_addr(const void *x);
static inline bool is_vmalloc_or_module_addr(const void *x) { return is_vmalloc_addr(x); }
static inline bool zone_device_pages_have_same_pgmap(const struct page *a, const struct page *b)
{
	(void)a, (void)b;
	return true;
}

#define FOLL_WRITE (1 << 0)
#define FOLL_FORCE (1 << 3)
#define FOLL_NOWAIT (1 << 4)
#define FOLL_NOFAULT (1 << 5)
#define FOLL_LONGTERM (1 << 8)
#ifdef KTEST_HOSTED
/* Pages of user memory, with a reference: how many from `start` on can be accessed; -EFAULT: not the first. */
int get_user_pages_fast(unsigned long start, int nr_pages, unsigned int gup_flags, struct page **pages);
int pin_user_pages_fast(unsigned long start, int nr_pages, unsigned int gup_flags, struct page **pages);
void unpin_user_page(struct page *page);
void unpin_user_pages(struct page **pages, unsigned long npages);
struct page *vmalloc_to_page(const void *addr);
#else
static inline struct page *vmalloc_to_page(const void *addr) { return virt_to_page(addr); }
#endif
static inline unsigned long vmalloc_to_pfn(const void *addr) { return page_to_pfn(vmalloc_to_page(addr)); }
static inline void release_pages(struct page **pages, int nr)
{
	int i;

	for (i = 0; i < nr; i++)
		put_page(pages[i]);
}
#ifdef KTEST_HOSTED
/* Whether a range is all of resources of a kind, of none, or of both (linux/ioport.h). */
enum { REGION_INTERSECTS, REGION_DISJOINT, REGION_MIXED };
int region_intersects(resource_size_t offset, size_t size, unsigned long flags, unsigned long desc);
#endif

#include <ktest/close.h>
#endif

/* For min() and max(), each time. */
#include <linux/minmax.h>
