/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What a page is.
 * Fidelity: simplified: whether it is part of a compound page, and nothing else
 */
#ifndef KTEST_LINUX_PAGE_FLAGS_H
#define KTEST_LINUX_PAGE_FLAGS_H
#include <ktest/open.h>

#include <linux/mm_types.h>

static inline int PageHead(const struct page *page) { return page->ktest_compound; }
static inline int PageTail(const struct page *page) { return page->ktest_tail != 0; }
static inline int PageCompound(const struct page *page) { return PageHead(page) || PageTail(page); }

#include <ktest/close.h>
#endif
