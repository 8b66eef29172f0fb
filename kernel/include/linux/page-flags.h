/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What a page is.
 * Fidelity: simplified: flags are what code sets; nothing here sets one, and only waiting for PG_locked looks at it
 */
#ifndef KTEST_LINUX_PAGE_FLAGS_H
#define KTEST_LINUX_PAGE_FLAGS_H
#include <ktest/open.h>

#include <linux/bitops.h>
#include <linux/mm_types.h>

static inline int PageHead(const struct page *page) { return page->ktest_compound; }
static inline int PageTail(const struct page *page) { return page->ktest_tail != 0; }
static inline int PageCompound(const struct page *page) { return PageHead(page) || PageTail(page); }

enum pageflags {
	PG_locked,
	PG_writeback,
	PG_referenced,
	PG_uptodate,
	PG_dirty,
	PG_lru,
	PG_active,
	PG_workingset,
	PG_owner_priv_1,
	PG_arch_1,
	PG_reserved,
	PG_private,
	PG_private_2,
	PG_error,
	__NR_PAGEFLAGS,
};

/* Of a page; folios have the same of their first page. */
#define KTEST_PAGE_FLAG(Name, name) \
	static inline int Page##Name(const struct page *page) { return test_bit(PG_##name, &page->flags); } \
	static inline void SetPage##Name(struct page *page) { set_bit(PG_##name, &page->flags); } \
	static inline void ClearPage##Name(struct page *page) { clear_bit(PG_##name, &page->flags); } \
	static inline int TestSetPage##Name(struct page *page) { return test_and_set_bit(PG_##name, &page->flags); } \
	static inline int TestClearPage##Name(struct page *page) { return test_and_clear_bit(PG_##name, &page->flags); } \
	static inline bool folio_test_##name(const struct folio *folio) { return Page##Name(&folio->page); } \
	static inline void folio_set_##name(struct folio *folio) { SetPage##Name(&folio->page); } \
	static inline void folio_clear_##name(struct folio *folio) { ClearPage##Name(&folio->page); }
KTEST_PAGE_FLAG(Locked, locked)
KTEST_PAGE_FLAG(Writeback, writeback)
KTEST_PAGE_FLAG(Referenced, referenced)
KTEST_PAGE_FLAG(Uptodate, uptodate)
KTEST_PAGE_FLAG(Dirty, dirty)
KTEST_PAGE_FLAG(Active, active)
KTEST_PAGE_FLAG(Reserved, reserved)
KTEST_PAGE_FLAG(Private, private)
KTEST_PAGE_FLAG(Private2, private_2)
KTEST_PAGE_FLAG(Error, error)
static inline int PageHighMem(const struct page *page) { (void)page; return 0; }
static inline int PageAnon(const struct page *page) { (void)page; return 0; }
static inline bool folio_test_hugetlb(const struct folio *folio) { (void)folio; return false; }
static inline bool folio_test_large(const struct folio *folio) { return PageHead(&folio->page); }

#include <ktest/close.h>
#endif
