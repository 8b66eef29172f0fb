/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Virtually contiguous memory.
 * Fidelity: faithful; the memory is ordinary host memory
 */
#ifndef KTEST_LINUX_VMALLOC_H
#define KTEST_LINUX_VMALLOC_H

#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/types.h>

void *vmalloc(unsigned long size) __alloc_size(1);
void *vzalloc(unsigned long size) __alloc_size(1);
void *vmalloc_node(unsigned long size, int node) __alloc_size(1);
void *vzalloc_node(unsigned long size, int node) __alloc_size(1);
void *vmalloc_user(unsigned long size) __alloc_size(1);
void *vmalloc_array(size_t n, size_t size) __alloc_size(1, 2);
void *vcalloc(size_t n, size_t size) __alloc_size(1, 2);
void *__vmalloc(unsigned long size, gfp_t gfp_mask) __alloc_size(1);
void *__must_check vrealloc(const void *p, size_t size, gfp_t flags) __realloc_size(2);
void vfree(const void *addr);
void vfree_atomic(const void *addr);
#define vmalloc_32(size) vmalloc(size)

#endif
