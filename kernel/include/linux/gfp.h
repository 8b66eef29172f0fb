/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Pages from the engine's arena.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_GFP_H
#define KTEST_LINUX_GFP_H
#include <ktest/open.h>

#include <linux/gfp_types.h>
#include <linux/mmzone.h>
#include <linux/numa.h>
#include <linux/topology.h>

struct page;
#define alloc_hooks(expr) (expr)
static inline bool gfpflags_allow_blocking(const gfp_t gfp_flags)
{
	return !!(gfp_flags & __GFP_DIRECT_RECLAIM);
}

KTEST_FN struct page *alloc_pages_node(int nid, gfp_t gfp, unsigned int order);
KTEST_FN unsigned long __get_free_pages(gfp_t gfp, unsigned int order);
KTEST_FN unsigned long get_zeroed_page(gfp_t gfp);
KTEST_FN void __free_pages(struct page *page, unsigned int order);
KTEST_FN void free_pages(unsigned long addr, unsigned int order);
KTEST_FN void *alloc_pages_exact(size_t size, gfp_t gfp);
KTEST_FN void *alloc_pages_exact_nid(int nid, size_t size, gfp_t gfp);
KTEST_FN void free_pages_exact(void *virt, size_t size);
/* Fills what is NULL of the array; how many there are then. */
KTEST_FN unsigned long alloc_pages_bulk_array(gfp_t gfp, unsigned long nr_pages, struct page **page_array);
#define alloc_pages(gfp, order) alloc_pages_node(NUMA_NO_NODE, gfp, order)
#define __alloc_pages_node(nid, gfp, order) alloc_pages_node(nid, gfp, order)
#define alloc_page(gfp) alloc_pages(gfp, 0)
#define __get_free_page(gfp) __get_free_pages(gfp, 0)
#define __free_page(page) __free_pages(page, 0)
#define free_page(addr) free_pages(addr, 0)

#include <ktest/close.h>
#endif
