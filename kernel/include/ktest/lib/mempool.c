// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Pools that keep elements back. */
#ifndef KTEST_LIB_MEMPOOL_C
#define KTEST_LIB_MEMPOOL_C

#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

/* Keeps the element back, unless as many are as shall be. */
static inline bool mempool_keep(mempool_t *pool, void *element)
{
	unsigned long flags;
	bool kept;

	spin_lock_irqsave(&pool->lock, flags);
	kept = pool->curr_nr < pool->min_nr;
	if (kept) {
		pool->elements[pool->curr_nr] = element;
		WRITE_ONCE(pool->curr_nr, pool->curr_nr + 1);
	}
	spin_unlock_irqrestore(&pool->lock, flags);
	return kept;
}

/* One of those kept back, if there are more than `but`; else NULL. */
static inline void *mempool_take(mempool_t *pool, int but)
{
	void *element = NULL;
	unsigned long flags;

	spin_lock_irqsave(&pool->lock, flags);
	if (pool->curr_nr > but) {
		WRITE_ONCE(pool->curr_nr, pool->curr_nr - 1);
		element = pool->elements[pool->curr_nr];
	}
	spin_unlock_irqrestore(&pool->lock, flags);
	return element;
}

KTEST_DEF void mempool_exit(mempool_t *pool)
{
	while (pool->curr_nr)
		pool->free(pool->elements[--pool->curr_nr], pool->pool_data);
	kfree(pool->elements);
	pool->elements = NULL;
}

KTEST_DEF int mempool_init_node(mempool_t *pool, int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn,
				void *pool_data, gfp_t gfp_mask, int node_id)
{
	spin_lock_init(&pool->lock);
	init_waitqueue_head(&pool->wait);
	pool->min_nr = min_nr;
	pool->alloc = alloc_fn;
	pool->free = free_fn;
	pool->pool_data = pool_data;
	pool->elements = (void **)kmalloc_array_node(min_nr, sizeof(void *), gfp_mask, node_id);
	if (!pool->elements)
		return -ENOMEM;
	while (pool->curr_nr < min_nr) {
		void *element = alloc_fn(gfp_mask, pool_data);

		if (!element) {
			mempool_exit(pool);
			return -ENOMEM;
		}
		pool->elements[pool->curr_nr++] = element;
	}
	return 0;
}

KTEST_DEF int mempool_init(mempool_t *pool, int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn,
			   void *pool_data)
{
	return mempool_init_node(pool, min_nr, alloc_fn, free_fn, pool_data, GFP_KERNEL, NUMA_NO_NODE);
}

KTEST_DEF mempool_t *mempool_create_node(int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn,
					 void *pool_data, gfp_t gfp_mask, int nid)
{
	mempool_t *pool = (mempool_t *)kzalloc_node(sizeof(*pool), gfp_mask, nid);

	if (pool && mempool_init_node(pool, min_nr, alloc_fn, free_fn, pool_data, gfp_mask, nid)) {
		kfree(pool);
		return NULL;
	}
	return pool;
}

KTEST_DEF mempool_t *mempool_create(int min_nr, mempool_alloc_t *alloc_fn, mempool_free_t *free_fn, void *pool_data)
{
	return mempool_create_node(min_nr, alloc_fn, free_fn, pool_data, GFP_KERNEL, NUMA_NO_NODE);
}

KTEST_DEF void mempool_destroy(mempool_t *pool)
{
	if (!pool)
		return;
	mempool_exit(pool);
	kfree(pool);
}

KTEST_DEF int mempool_resize(mempool_t *pool, int new_min_nr)
{
	void **room = NULL, *element;
	unsigned long flags;

	BUG_ON(new_min_nr <= 0);
	might_sleep();
	if (new_min_nr > READ_ONCE(pool->min_nr)) {
		room = (void **)kmalloc_array(new_min_nr, sizeof(*room), GFP_KERNEL);
		if (!room)
			return -ENOMEM;
	}
	spin_lock_irqsave(&pool->lock, flags);
	if (room && new_min_nr > pool->min_nr) {
		memcpy(room, pool->elements, pool->curr_nr * sizeof(*room));
		swap(room, pool->elements);
		pool->min_nr = new_min_nr;
	} else if (!room) {
		pool->min_nr = new_min_nr;
	}
	spin_unlock_irqrestore(&pool->lock, flags);
	kfree(room);
	while ((element = mempool_take(pool, new_min_nr)) != NULL)
		pool->free(element, pool->pool_data);
	while (!mempool_is_saturated(pool)) {
		element = pool->alloc(GFP_KERNEL, pool->pool_data);
		if (!element)
			break;
		if (!mempool_keep(pool, element)) {
			pool->free(element, pool->pool_data);
			break;
		}
	}
	return 0;
}

KTEST_DEF void *mempool_alloc_preallocated(mempool_t *pool)
{
	return mempool_take(pool, 0);
}

KTEST_DEF void *mempool_alloc(mempool_t *pool, gfp_t gfp_mask)
{
	const gfp_t all = gfp_mask | __GFP_NOMEMALLOC | __GFP_NORETRY | __GFP_NOWARN;
	gfp_t now = all & ~(__GFP_DIRECT_RECLAIM | __GFP_IO);
	DEFINE_WAIT(wait);
	void *element;

	WARN_ON_ONCE(gfp_mask & __GFP_ZERO);
	might_sleep_if(gfp_mask & __GFP_DIRECT_RECLAIM);
	for (;;) {
		element = pool->alloc(now, pool->pool_data);
		if (!element)
			element = mempool_take(pool, 0);
		if (element)
			return element;
		if (now != all) {
			now = all;
			continue;
		}
		if (!(all & __GFP_DIRECT_RECLAIM))
			return NULL;
		/* Memory may also come from elsewhere: look again after a while. */
		prepare_to_wait(&pool->wait, &wait, TASK_UNINTERRUPTIBLE);
		if (!READ_ONCE(pool->curr_nr))
			schedule_timeout(5 * HZ);
		finish_wait(&pool->wait, &wait);
	}
}

KTEST_DEF void mempool_free(void *element, mempool_t *pool)
{
	if (!element)
		return;
	if (mempool_keep(pool, element))
		wake_up(&pool->wait);
	else
		pool->free(element, pool->pool_data);
}

KTEST_DEF void *mempool_alloc_slab(gfp_t gfp_mask, void *pool_data)
{
	return kmem_cache_alloc((struct kmem_cache *)pool_data, gfp_mask);
}

KTEST_DEF void mempool_free_slab(void *element, void *pool_data)
{
	kmem_cache_free((struct kmem_cache *)pool_data, element);
}

KTEST_DEF void *mempool_kmalloc(gfp_t gfp_mask, void *pool_data)
{
	return kmalloc((size_t)pool_data, gfp_mask);
}

KTEST_DEF void mempool_kfree(void *element, void *pool_data)
{
	(void)pool_data;
	kfree(element);
}

KTEST_DEF void *mempool_kvmalloc(gfp_t gfp_mask, void *pool_data)
{
	return kvmalloc((size_t)pool_data, gfp_mask);
}

KTEST_DEF void mempool_kvfree(void *element, void *pool_data)
{
	(void)pool_data;
	kvfree(element);
}

KTEST_DEF void *mempool_alloc_pages(gfp_t gfp_mask, void *pool_data)
{
	return alloc_pages(gfp_mask, (int)(long)pool_data);
}

KTEST_DEF void mempool_free_pages(void *element, void *pool_data)
{
	__free_pages((struct page *)element, (int)(long)pool_data);
}

#endif
