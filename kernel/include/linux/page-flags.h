/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What a page is.
 * Fidelity: simplified: flags are what code sets; nothing here sets one, and only waiting for
 * PG_locked looks at it. What says where a page is, is set for pages that were allocated
 */
#ifndef KTEST_LINUX_PAGE_FLAGS_H
#define KTEST_LINUX_PAGE_FLAGS_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/bitops.h>
#include <linux/mm_types.h>
#include <linux/page-flags-layout.h>

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
	PG_head,
	PG_waiters,
	PG_active,
	PG_workingset,
	PG_owner_priv_1,
	PG_owner_2,
	PG_arch_1,
	PG_reserved,
	PG_private,
	PG_private_2,
	PG_reclaim,
	PG_swapbacked,
	PG_unevictable,
	PG_mlocked,
	PG_hwpoison,
	PG_young,
	PG_idle,
	PG_arch_2,
	__NR_PAGEFLAGS,
#if KTEST_HAS_PG_error
	PG_error = PG_owner_2,
#endif
	PG_readahead = PG_reclaim,
	PG_swapcache = PG_owner_priv_1,
	PG_checked = PG_owner_priv_1,
	PG_anon_exclusive = PG_owner_2,
	PG_mappedtodisk = PG_owner_2,
	PG_fscache = PG_private_2,
	PG_isolated = PG_reclaim,
	PG_reported = PG_uptodate,
};
#define PAGEFLAGS_MASK ((1UL << NR_PAGEFLAGS) - 1)

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
KTEST_PAGE_FLAG(LRU, lru)
KTEST_PAGE_FLAG(Workingset, workingset)
KTEST_PAGE_FLAG(Checked, checked)
KTEST_PAGE_FLAG(SwapBacked, swapbacked)
KTEST_PAGE_FLAG(Unevictable, unevictable)
KTEST_PAGE_FLAG(MappedToDisk, mappedtodisk)
#if KTEST_HAS_PG_error
KTEST_PAGE_FLAG(Error, error)
#endif
static inline int PageHighMem(const struct page *page) { (void)page; return 0; }
static inline int PageAnon(const struct page *page) { (void)page; return 0; }
static inline bool folio_test_hugetlb(const struct folio *folio) { (void)folio; return false; }
static inline bool folio_test_large(const struct folio *folio) { return PageHead(&folio->page); }

#include <ktest/close.h>
#endif
