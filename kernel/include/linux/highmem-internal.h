/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Addresses of pages. All memory has one, so that mapping a page only says which.
 * Fidelity: stricter: kunmap_local() and kunmap_atomic() warn of a page that this task did not map last, as a kernel
 * with high memory does; plain mode does not look
 */
#ifndef KTEST_LINUX_HIGHMEM_INTERNAL_H
#define KTEST_LINUX_HIGHMEM_INTERNAL_H
#include <ktest/open.h>

#include <linux/build_bug.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/preempt.h>
#include <linux/uaccess.h>

#ifdef KTEST_HOSTED
void *ktest_kmap_local(void *addr);
void ktest_kunmap_local(const void *addr, const char *what);
#else
static inline void *ktest_kmap_local(void *addr) { return addr; }
static inline void ktest_kunmap_local(const void *addr, const char *what) { (void)addr, (void)what; }
#endif

static inline struct page *kmap_to_page(void *addr) { return virt_to_page(addr); }
static inline void *kmap(struct page *page)
{
	might_sleep();
	return page_address(page);
}
static inline void kunmap(struct page *page) { (void)page; }
static inline void kmap_flush_unused(void) { }

static inline void *kmap_local_page(struct page *page) { return ktest_kmap_local(page_address(page)); }
static inline void *kmap_local_folio(struct folio *folio, size_t offset)
{
	return (char *)ktest_kmap_local((char *)page_address(&folio->page) + (offset & PAGE_MASK)) + offset % PAGE_SIZE;
}
static inline void *kmap_local_pfn(unsigned long pfn) { return kmap_local_page(pfn_to_page(pfn)); }
static inline void *kmap_local_page_prot(struct page *page, pgprot_t prot)
{
	(void)prot;
	return kmap_local_page(page);
}
static inline void __kunmap_local(const void *addr) { ktest_kunmap_local(addr, "kunmap_local"); }

/* No page fault and no other task until kunmap_atomic(). */
static inline void *kmap_atomic(struct page *page)
{
	preempt_disable();
	pagefault_disable();
	return kmap_local_page(page);
}
static inline void *kmap_atomic_pfn(unsigned long pfn) { return kmap_atomic(pfn_to_page(pfn)); }
static inline void *kmap_atomic_prot(struct page *page, pgprot_t prot)
{
	(void)prot;
	return kmap_atomic(page);
}
static inline void __kunmap_atomic(const void *addr)
{
	ktest_kunmap_local(addr, "kunmap_atomic");
	pagefault_enable();
	preempt_enable();
}

/* Of any address in the page, but not of its structure. */
#ifdef __cplusplus
#define kunmap_local(addr) __kunmap_local(addr)
#define kunmap_atomic(addr) __kunmap_atomic(addr)
#else
#define kunmap_local(addr) \
	do { \
		BUILD_BUG_ON(__same_type((addr), struct page *)); \
		__kunmap_local(addr); \
	} while (0)
#define kunmap_atomic(addr) \
	do { \
		BUILD_BUG_ON(__same_type((addr), struct page *)); \
		__kunmap_atomic(addr); \
	} while (0)
#endif

static inline unsigned long nr_free_highpages(void) { return 0; }
static inline unsigned long totalhigh_pages(void) { return 0; }
static inline bool is_kmap_addr(const void *x) { (void)x; return false; }

#include <ktest/close.h>
#endif
