/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Virtually contiguous memory.
 * Fidelity: faithful; the memory is ordinary host memory
 */
#ifndef KTEST_LINUX_VMALLOC_H
#define KTEST_LINUX_VMALLOC_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/types.h>

KTEST_FN void *vmalloc(unsigned long size) __alloc_size(1);
KTEST_FN void *vzalloc(unsigned long size) __alloc_size(1);
KTEST_FN void *vmalloc_node(unsigned long size, int node) __alloc_size(1);
KTEST_FN void *vzalloc_node(unsigned long size, int node) __alloc_size(1);
KTEST_FN void *vmalloc_user(unsigned long size) __alloc_size(1);
KTEST_FN void *vmalloc_array(size_t n, size_t size) __alloc_size(1, 2);
KTEST_FN void *vcalloc(size_t n, size_t size) __alloc_size(1, 2);
KTEST_FN void *__vmalloc(unsigned long size, gfp_t gfp_mask) __alloc_size(1);
#if KTEST_HAS_vmalloc_with_protection
#define __vmalloc(size, gfp_mask, ...) __vmalloc(size, gfp_mask)
#endif
KTEST_FN void *__must_check vrealloc(const void *p, size_t size, gfp_t flags) __realloc_size(2);
KTEST_FN void vfree(const void *addr);
KTEST_FN void vfree_atomic(const void *addr);
#define VM_IOREMAP 0x00000001
#define VM_ALLOC 0x00000002
#define VM_MAP 0x00000004
#define VM_USERMAP 0x00000008
#define VM_MAP_PUT_PAGES 0x00000200
#define PAGE_KERNEL __pgprot(0)
#ifdef KTEST_HOSTED
/* Pages of alloc_pages() at addresses in a row; NULL: no pages, or others. */
void *vmap(struct page **pages, unsigned int count, unsigned long flags, pgprot_t prot);
void vunmap(const void *addr);
/* What vmap() made; NULL: not its memory. */
struct page *ktest_vmap_page(const void *addr);
/* vfree() of it: with its pages, if VM_MAP_PUT_PAGES says so. */
void ktest_vmap_vfree(const void *addr);
#endif
#define vmalloc_32(size) vmalloc(size)

#include <ktest/close.h>
#endif
