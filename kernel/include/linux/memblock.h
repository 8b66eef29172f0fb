/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Early memory: the engine's heap.
 * Fidelity: simplified: never freed early
 */
#ifndef KTEST_LINUX_MEMBLOCK_H
#define KTEST_LINUX_MEMBLOCK_H
#include <ktest/open.h>

#include <linux/slab.h>
#include <linux/topology.h>

static inline void *memblock_alloc(phys_addr_t size, phys_addr_t align)
{
	return kt_alloc(size, align ? align : 64, KT_ZERO | KT_QUIET, KT_MEM_SLAB, -1, NULL);
}
static inline void memblock_free(void *ptr, size_t size)
{
	(void)size;
	kfree(ptr);
}
#define memblock_alloc_or_panic(size, align) memblock_alloc(size, align)

#include <ktest/close.h>
#endif
