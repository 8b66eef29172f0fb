/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* An area of user memory that a file serves, and the pages that are in it. */
#ifndef KTEST_LIB_VMA_H
#define KTEST_LIB_VMA_H

#include <linux/list.h>
#include <linux/mm.h>
#include <linux/spinlock.h>

/* Where areas are, and nothing else. */
#define VMA_FIRST 0x400000000000ul
#define VMA_LAST 0x4ffffffffffful

#define VMA_THERE 0x1u
#define VMA_WRITABLE 0x2u
#define VMA_COUNTED 0x4u	/* the area has a reference of the page */
#define VMA_COPY 0x8u		/* of a private area, which was written to */

struct vma_page {
	unsigned long pfn;
	unsigned int flags;
};

struct vma_area {
	struct vm_area_struct vma;
	struct list_head list;		/* by address */
	struct vma_page *pages;
	unsigned int nr_handlers;	/* that run now, and may not change what the area is */
};

extern spinlock_t ktest_vma_lock;

static inline struct vma_area *vma_area_of(struct vm_area_struct *vma)
{
	return container_of(vma, struct vma_area, vma);
}

struct vma_area *ktest_vma_at(unsigned long addr);
/* The lock is not held. */
void ktest_vma_drop(struct vma_area *area, unsigned long start, unsigned long end);

#endif
