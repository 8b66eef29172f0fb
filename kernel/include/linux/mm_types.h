/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A page of the arena, or of other memory once somebody has asked for its page.
 * Fidelity: simplified: no flags, and no reference counts beyond the count itself; a compound page
 * (__GFP_COMP) knows its order, and its tails their head; a folio is its first page
 */
#ifndef KTEST_LINUX_MM_TYPES_H
#define KTEST_LINUX_MM_TYPES_H
#include <ktest/open.h>

#include <ktest/versions.h>
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
typedef unsigned int vm_fault_t;
typedef unsigned long vm_flags_t;

struct file;
struct mm_struct;
struct vm_operations_struct;
/* linux/mm.h has what belongs to it. */
struct vm_area_struct {
	unsigned long vm_start;
	unsigned long vm_end;
	struct mm_struct *vm_mm;
	pgprot_t vm_page_prot;
	union {
#if KTEST_HAS_vm_flags_set && defined(KTEST_HOSTED)
		const vm_flags_t vm_flags;	/* changed by vm_flags_set() and its like */
#else
		vm_flags_t vm_flags;
#endif
		vm_flags_t __vm_flags;
	};
	const struct vm_operations_struct *vm_ops;
	unsigned long vm_pgoff;		/* in pages */
	struct file *vm_file;
	void *vm_private_data;
};

#include <ktest/close.h>
#endif
