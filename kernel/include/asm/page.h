/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Pages of 4096 bytes; a physical address is the offset in the arena.
 * Fidelity: simplified: only arena memory has pages, so virt_addr_valid() is false for objects of
 * slabs, which a kernel has in pages, too
 */
#ifndef KTEST_ASM_PAGE_H
#define KTEST_ASM_PAGE_H

#include <linux/align.h>
#include <linux/const.h>
#include <linux/types.h>
#include <ktest/core.h>

#define PAGE_SHIFT KT_PAGE_SHIFT
#define PAGE_SIZE (_AC(1, UL) << PAGE_SHIFT)
#define PAGE_MASK (~(PAGE_SIZE - 1))
#define PAGE_OFFSET ((unsigned long)kt_arena_base)
#define clear_page(page) __builtin_memset((page), 0, PAGE_SIZE)
#define copy_page(to, from) __builtin_memcpy((to), (from), PAGE_SIZE)
#define __pa(x) ((unsigned long)(x) - PAGE_OFFSET)
#define __va(x) ((void *)((unsigned long)(x) + PAGE_OFFSET))
#define virt_to_pfn(kaddr) (__pa(kaddr) >> PAGE_SHIFT)
#define pfn_to_kaddr(pfn) __va((unsigned long)(pfn) << PAGE_SHIFT)
#define virt_addr_valid(kaddr) \
	((unsigned long)(kaddr) >= PAGE_OFFSET && __pa(kaddr) < kt_arena_size)
#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)


static inline __attribute_const__ int get_order(unsigned long size)
{
	size = (size - 1) >> PAGE_SHIFT;
	return size ? 64 - __builtin_clzl(size) : 0;
}

#endif
