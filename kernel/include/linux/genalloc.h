/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Allocating from ranges of addresses that the caller adds, such as a chip's own memory.
 * Synchronization table: allocating, freeing and adding may run concurrently; gen_pool_destroy() is alone.
 * Fidelity: faithful, but for a lock while an algorithm searches; there is no device tree
 */
#ifndef KTEST_LINUX_GENALLOC_H
#define KTEST_LINUX_GENALLOC_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/spinlock_types.h>
#include <linux/types.h>

struct device;
struct device_node;
struct gen_pool;

/* From bit `start` of `size` on, the first of `nr` free bits; >= size: none. */
typedef unsigned long (*genpool_algo_t)(unsigned long *map, unsigned long size, unsigned long start, unsigned int nr,
					void *data, struct gen_pool *pool, unsigned long start_addr);

struct gen_pool {
	spinlock_t lock;
	struct list_head chunks;
	int min_alloc_order;
	genpool_algo_t algo;
	void *data;
	const char *name;
};

/* end_addr is the last address. */
struct gen_pool_chunk {
	struct list_head next_chunk;
	atomic_long_t avail;
	phys_addr_t phys_addr;
	void *owner;
	unsigned long start_addr;
	unsigned long end_addr;
	unsigned long bits[];
};

struct genpool_data_align {
	int align;
};
struct genpool_data_fixed {
	unsigned long offset;
};

/* NULL: no memory. What is allocated is a multiple of 1 << min_alloc_order bytes. */
KTEST_FN struct gen_pool *gen_pool_create(int min_alloc_order, int nid);
/* It is a bug if anything is still allocated. */
KTEST_FN void gen_pool_destroy(struct gen_pool *pool);
/* 0 or -ENOMEM. The latest range is searched first. */
KTEST_FN int gen_pool_add_owner(struct gen_pool *pool, unsigned long virt, phys_addr_t phys, size_t size, int nid,
				void *owner);
static inline int gen_pool_add_virt(struct gen_pool *pool, unsigned long addr, phys_addr_t phys, size_t size, int nid)
{
	return gen_pool_add_owner(pool, addr, phys, size, nid, NULL);
}
static inline int gen_pool_add(struct gen_pool *pool, unsigned long addr, size_t size, int nid)
{
	return gen_pool_add_virt(pool, addr, -1, size, nid);
}

/* Addresses; 0: nothing was found, or size is 0. */
KTEST_FN unsigned long gen_pool_alloc_algo_owner(struct gen_pool *pool, size_t size, genpool_algo_t algo, void *data,
						 void **owner);
static inline unsigned long gen_pool_alloc_owner(struct gen_pool *pool, size_t size, void **owner)
{
	return gen_pool_alloc_algo_owner(pool, size, pool->algo, pool->data, owner);
}
static inline unsigned long gen_pool_alloc_algo(struct gen_pool *pool, size_t size, genpool_algo_t algo, void *data)
{
	return gen_pool_alloc_algo_owner(pool, size, algo, data, NULL);
}
static inline unsigned long gen_pool_alloc(struct gen_pool *pool, size_t size)
{
	return gen_pool_alloc_algo(pool, size, pool->algo, pool->data);
}
/* It is a bug if that was not allocated. */
KTEST_FN void gen_pool_free_owner(struct gen_pool *pool, unsigned long addr, size_t size, void **owner);
static inline void gen_pool_free(struct gen_pool *pool, unsigned long addr, size_t size)
{
	gen_pool_free_owner(pool, addr, size, NULL);
}

/* With the range's physical address. */
KTEST_FN void *gen_pool_dma_alloc(struct gen_pool *pool, size_t size, dma_addr_t *dma);
KTEST_FN void *gen_pool_dma_alloc_algo(struct gen_pool *pool, size_t size, dma_addr_t *dma, genpool_algo_t algo,
				       void *data);
KTEST_FN void *gen_pool_dma_alloc_align(struct gen_pool *pool, size_t size, dma_addr_t *dma, int align);
KTEST_FN void *gen_pool_dma_zalloc(struct gen_pool *pool, size_t size, dma_addr_t *dma);
KTEST_FN void *gen_pool_dma_zalloc_algo(struct gen_pool *pool, size_t size, dma_addr_t *dma, genpool_algo_t algo,
					void *data);
KTEST_FN void *gen_pool_dma_zalloc_align(struct gen_pool *pool, size_t size, dma_addr_t *dma, int align);

/* -1: the address is not the pool's. */
KTEST_FN phys_addr_t gen_pool_virt_to_phys(struct gen_pool *pool, unsigned long addr);
KTEST_FN bool gen_pool_has_addr(struct gen_pool *pool, unsigned long start, size_t size);
KTEST_FN size_t gen_pool_avail(struct gen_pool *pool);
KTEST_FN size_t gen_pool_size(struct gen_pool *pool);
KTEST_FN void gen_pool_for_each_chunk(struct gen_pool *pool,
				      void (*func)(struct gen_pool *pool, struct gen_pool_chunk *chunk, void *data),
				      void *data);

/* NULL: the first fit. */
KTEST_FN void gen_pool_set_algo(struct gen_pool *pool, genpool_algo_t algo, void *data);
KTEST_FN unsigned long gen_pool_first_fit(unsigned long *map, unsigned long size, unsigned long start, unsigned int nr,
					  void *data, struct gen_pool *pool, unsigned long start_addr);
/* data: a genpool_data_align; a genpool_data_fixed, an offset in a range. */
KTEST_FN unsigned long gen_pool_first_fit_align(unsigned long *map, unsigned long size, unsigned long start,
						unsigned int nr, void *data, struct gen_pool *pool,
						unsigned long start_addr);
KTEST_FN unsigned long gen_pool_fixed_alloc(unsigned long *map, unsigned long size, unsigned long start,
					    unsigned int nr, void *data, struct gen_pool *pool, unsigned long start_addr);
/* Aligned to the size, rounded up to a power of two. */
KTEST_FN unsigned long gen_pool_first_fit_order_align(unsigned long *map, unsigned long size, unsigned long start,
						      unsigned int nr, void *data, struct gen_pool *pool,
						      unsigned long start_addr);
KTEST_FN unsigned long gen_pool_best_fit(unsigned long *map, unsigned long size, unsigned long start, unsigned int nr,
					 void *data, struct gen_pool *pool, unsigned long start_addr);

#ifdef KTEST_HOSTED
/* ERR_PTR(-EINVAL): the device has a pool of this name. The other: NULL if it has none. */
struct gen_pool *devm_gen_pool_create(struct device *dev, int min_alloc_order, int nid, const char *name);
struct gen_pool *gen_pool_get(struct device *dev, const char *name);
#endif
static inline struct gen_pool *of_gen_pool_get(struct device_node *np, const char *propname, int index)
{
	(void)np, (void)propname, (void)index;
	return NULL;
}

#include <ktest/close.h>
#endif
