/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Pools that keep a number of elements back for when memory is short.
 * Synchronization table: mempool_alloc(), mempool_free() and mempool_resize() may run concurrently.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_MEMPOOL_H
#define KTEST_LINUX_MEMPOOL_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/gfp.h>
#include <linux/numa.h>
#include <linux/sched.h>
#include <linux/wait.h>

struct kmem_cache;

typedef void *(mempool_alloc_t)(gfp_t gfp_mask, void *pool_data);
typedef void (mempool_free_t)(void *element, void *pool_data);

/* Zeroed before mempool_init(). curr_nr: how many of min_nr are kept back now. */
typedef struct mempool_s {
	spinlock_t lock;
	int min_nr;
	int curr_nr;
	void **elements;

	void *pool_data;
	mempool_alloc_t *alloc;
	mempool_free_t *free;
	wait_queue_head_t wait;
} mempool_t;

static inline bool mempool_initialized(mempool_t *pool) { return pool->elements != NULL; }
static inline bool mempool_is_saturated(mempool_t *pool) { return KTEST_READ_ONCE(pool->curr_nr) >= pool->min_nr; }

/* 0 or -ENOMEM. */
KTEST_FN int mempool_init_node(mempool_t *pool, int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn,
			       void *pool_data, gfp_t gfp_mask, int node_id);
KTEST_FN int mempool_init(mempool_t *pool, int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn,
			  void *pool_data);
/* Also for a zeroed pool that was not initialized. */
KTEST_FN void mempool_exit(mempool_t *pool);
/* The pool, or NULL. */
KTEST_FN mempool_t *mempool_create_node(int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn,
					void *pool_data, gfp_t gfp_mask, int nid);
KTEST_FN mempool_t *mempool_create(int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn, void *pool_data);
KTEST_FN void mempool_destroy(mempool_t *pool);
/* 0 or -ENOMEM; a growing pool may be filled by frees later only. */
KTEST_FN int mempool_resize(mempool_t *pool, int new_min_nr);
/*
 * Asks alloc_fn without reclaim, then the elements kept back, then alloc_fn with gfp_mask; then, if that may sleep,
 * waits for mempool_free(), else NULL.
 */
KTEST_FN void *mempool_alloc(mempool_t *pool, gfp_t gfp_mask) __malloc;
#define mempool_alloc_noreserve(pool, gfp) \
	({ mempool_t *ktest_pool = (pool); ktest_pool->alloc(gfp, ktest_pool->pool_data); })
/* NULL: nothing is kept back. */
KTEST_FN void *mempool_alloc_preallocated(mempool_t *pool) __malloc;
/* Fills the pool first. */
KTEST_FN void mempool_free(void *element, mempool_t *pool);

/* pool_data: a kmem_cache; a size; a size; an order of pages. */
KTEST_FN void *mempool_alloc_slab(gfp_t gfp_mask, void *pool_data);
KTEST_FN void mempool_free_slab(void *element, void *pool_data);
KTEST_FN void *mempool_kmalloc(gfp_t gfp_mask, void *pool_data);
KTEST_FN void mempool_kfree(void *element, void *pool_data);
KTEST_FN void *mempool_kvmalloc(gfp_t gfp_mask, void *pool_data);
KTEST_FN void mempool_kvfree(void *element, void *pool_data);
KTEST_FN void *mempool_alloc_pages(gfp_t gfp_mask, void *pool_data);
KTEST_FN void mempool_free_pages(void *element, void *pool_data);

#define mempool_init_slab_pool(pool, min_nr, kc) \
	mempool_init(pool, min_nr, mempool_alloc_slab, mempool_free_slab, (void *)(kc))
#define mempool_create_slab_pool(min_nr, kc) \
	mempool_create(min_nr, mempool_alloc_slab, mempool_free_slab, (void *)(kc))
#define mempool_init_kmalloc_pool(pool, min_nr, size) \
	mempool_init(pool, min_nr, mempool_kmalloc, mempool_kfree, (void *)(unsigned long)(size))
#define mempool_create_kmalloc_pool(min_nr, size) \
	mempool_create(min_nr, mempool_kmalloc, mempool_kfree, (void *)(unsigned long)(size))
static inline int mempool_init_kvmalloc_pool(mempool_t *pool, int min_nr, size_t size)
{
	return mempool_init(pool, min_nr, mempool_kvmalloc, mempool_kvfree, (void *)size);
}
static inline mempool_t *mempool_create_kvmalloc_pool(int min_nr, size_t size)
{
	return mempool_create(min_nr, mempool_kvmalloc, mempool_kvfree, (void *)size);
}
#define mempool_init_page_pool(pool, min_nr, order) \
	mempool_init(pool, min_nr, mempool_alloc_pages, mempool_free_pages, (void *)(long)(order))
#define mempool_create_page_pool(min_nr, order) \
	mempool_create(min_nr, mempool_alloc_pages, mempool_free_pages, (void *)(long)(order))

#include <ktest/close.h>
#endif
