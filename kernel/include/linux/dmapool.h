/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Small blocks of memory that a device reads and writes.
 * Synchronization table: allocating and freeing may run concurrently.
 * Fidelity: faithful; a block's handle is its physical address, and blocks that are used after they were freed, freed
 * twice or given back to another pool warn, as with slab debugging. Plain mode has no devices
 */
#ifndef KTEST_LINUX_DMAPOOL_H
#define KTEST_LINUX_DMAPOOL_H
#include <ktest/open.h>

#include <linux/gfp.h>
#include <linux/scatterlist.h>
#include <linux/types.h>

struct device;
struct dma_pool;

#ifdef KTEST_HOSTED
/* NULL: no memory, no device, an alignment that is no power of two, size 0, or a boundary below size. */
struct dma_pool *dma_pool_create(const char *name, struct device *dev, size_t size, size_t align, size_t boundary);
/* Keeps the memory if blocks of it are in use. */
void dma_pool_destroy(struct dma_pool *pool);
void *dma_pool_alloc(struct dma_pool *pool, gfp_t mem_flags, dma_addr_t *handle);
void dma_pool_free(struct dma_pool *pool, void *vaddr, dma_addr_t addr);
static inline void *dma_pool_zalloc(struct dma_pool *pool, gfp_t mem_flags, dma_addr_t *handle)
{
	return dma_pool_alloc(pool, mem_flags | __GFP_ZERO, handle);
}
/* Destroyed with the device. */
struct dma_pool *dmam_pool_create(const char *name, struct device *dev, size_t size, size_t align, size_t boundary);
void dmam_pool_destroy(struct dma_pool *pool);
#endif

#include <ktest/close.h>
#endif
