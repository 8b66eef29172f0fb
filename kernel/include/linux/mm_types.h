/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A page of the arena, or of other memory once somebody has asked for its page.
 * Fidelity: simplified: no flags, and no reference counts beyond the count itself; a compound page
 * (__GFP_COMP) knows its order, and its tails their head; a folio is its first page
 */
#ifndef KTEST_LINUX_MM_TYPES_H
#define KTEST_LINUX_MM_TYPES_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/types.h>

struct address_space;
struct page {
	unsigned long flags;
	struct list_head lru;
	struct address_space *mapping;
	pgoff_t index;
	unsigned long KTEST_PRIVATE;
	atomic_t _refcount;
	unsigned int ktest_order;
	unsigned short ktest_tail;	/* pages from a compound page's head */
	bool ktest_compound;
#ifndef KTEST_HOSTED
	void *ktest_block;	/* of which this is the first page */
#endif
};
struct folio {
	struct page page;
};
typedef struct { unsigned long pgprot; } pgprot_t;
#define pgprot_val(prot) ((prot).pgprot)
#define __pgprot(value) ((pgprot_t){ (value) })
struct vm_area_struct;
struct mm_struct;

#include <ktest/close.h>
#endif
