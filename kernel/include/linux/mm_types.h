/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A page of the arena.
 * Fidelity: simplified: no flags or mappings, and no reference counts beyond the count itself; a
 * compound page (__GFP_COMP) knows its order, and its tails their head
 */
#ifndef KTEST_LINUX_MM_TYPES_H
#define KTEST_LINUX_MM_TYPES_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/types.h>

struct page {
	unsigned long flags;
	struct list_head lru;
	unsigned long KTEST_PRIVATE;
	atomic_t _refcount;
	unsigned int ktest_order;
	unsigned short ktest_tail;	/* pages from a compound page's head */
	bool ktest_compound;
#ifndef KTEST_HOSTED
	void *ktest_address;
#endif
};
struct vm_area_struct;
struct mm_struct;

#include <ktest/close.h>
#endif
