/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Locks of pages.
 * Fidelity: simplified: there is no page cache
 */
#ifndef KTEST_LINUX_PAGEMAP_H
#define KTEST_LINUX_PAGEMAP_H
#include <ktest/open.h>

#include <linux/bitops.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/uaccess.h>
#include <linux/wait_bit.h>

static inline bool folio_trylock(struct folio *folio)
{
	return !test_and_set_bit_lock(PG_locked, &folio->page.flags);
}
static inline void folio_lock(struct folio *folio)
{
	might_sleep();
	wait_on_bit_lock(&folio->page.flags, PG_locked, TASK_UNINTERRUPTIBLE);
}
static inline void folio_unlock(struct folio *folio)
{
	BUG_ON(!test_bit(PG_locked, &folio->page.flags));
	clear_bit_unlock(PG_locked, &folio->page.flags);
	smp_mb__after_atomic();
	wake_up_bit(&folio->page.flags, PG_locked);
}
static inline bool trylock_page(struct page *page) { return folio_trylock(page_folio(page)); }
static inline void lock_page(struct page *page) { folio_lock(page_folio(page)); }
static inline void unlock_page(struct page *page) { folio_unlock(page_folio(page)); }

#include <ktest/close.h>
#endif
