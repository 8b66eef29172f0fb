/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Pages of 4096 bytes; a physical address is one in the memory that alloc_pages() gives out. Other
 * memory gets physical addresses behind that when they are asked for, a stack and data, too, of which a kernel
 * can not be asked.
 * Plain mode: an address is its own physical address, and virt_addr_valid() is absent.
 * Fidelity: simplified: __pa() and __va() are no constant distance apart outside of alloc_pages()' memory
 */
#ifndef KTEST_ASM_PAGE_H
#define KTEST_ASM_PAGE_H
#include <ktest/open.h>

#include <linux/align.h>
#include <linux/const.h>
#include <linux/types.h>
#include <ktest/core.h>

#define PAGE_SHIFT KT_PAGE_SHIFT
#define PAGE_SIZE (_AC(1, UL) << PAGE_SHIFT)
#define PAGE_MASK (~(PAGE_SIZE - 1))
#ifdef KTEST_HOSTED
/* The first MiB is nobody's: no memory has the physical address 0. */
#define KTEST_PFN_FIRST 256ul
#define PAGE_OFFSET ((unsigned long)kt_arena_base - (KTEST_PFN_FIRST << PAGE_SHIFT))
#else
/* Plain mode: a physical address is the address. */
#define PAGE_OFFSET 0ul
#endif
static inline void clear_page(void *page) { __builtin_memset(page, 0, PAGE_SIZE); }
static inline void copy_page(void *to, void *from) { __builtin_memcpy(to, from, PAGE_SIZE); }
#ifdef KTEST_HOSTED
unsigned long ktest_phys(unsigned long addr);
unsigned long ktest_virt(unsigned long phys);
#define __pa(x) ktest_phys((unsigned long)(x))
#define __va(x) ((void *)ktest_virt((unsigned long)(x)))
#else
#define __pa(x) ((unsigned long)(x) - PAGE_OFFSET)
#define __va(x) ((void *)((unsigned long)(x) + PAGE_OFFSET))
#endif
static inline unsigned long virt_to_pfn(const void *kaddr) { return __pa(kaddr) >> PAGE_SHIFT; }
static inline void *pfn_to_kaddr(unsigned long pfn) { return __va(pfn << PAGE_SHIFT); }
#ifdef KTEST_HOSTED
/* Live memory of slabs, and all that alloc_pages() may give out. */
bool ktest_virt_addr_valid(unsigned long addr);
#define virt_addr_valid(kaddr) ktest_virt_addr_valid((unsigned long)(kaddr))
#endif
#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)

static inline __attribute_const__ int get_order(unsigned long size)
{
	size = (size - 1) >> PAGE_SHIFT;
	return size ? 64 - __builtin_clzl(size) : 0;
}

#include <ktest/close.h>
#endif
