// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Allocating from ranges of addresses: a bitmap for each range. */
#ifndef KTEST_LIB_GENALLOC_C
#define KTEST_LIB_GENALLOC_C

#include <linux/bitmap.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/genalloc.h>
#include <linux/log2.h>
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

static inline size_t genalloc_size(const struct gen_pool_chunk *chunk)
{
	return chunk->end_addr - chunk->start_addr + 1;
}

static inline unsigned long genalloc_units(const struct gen_pool *pool, size_t size)
{
	return (size + (1ul << pool->min_alloc_order) - 1) >> pool->min_alloc_order;
}

/* The range that the address is in, or NULL. Ranges never leave a pool. */
static inline struct gen_pool_chunk *genalloc_range(struct gen_pool *pool, unsigned long addr)
{
	struct gen_pool_chunk *chunk, *found = NULL;

	rcu_read_lock();
	list_for_each_entry_rcu(chunk, &pool->chunks, next_chunk) {
		if (addr >= chunk->start_addr && addr <= chunk->end_addr) {
			found = chunk;
			break;
		}
	}
	rcu_read_unlock();
	return found;
}

KTEST_DEF struct gen_pool *gen_pool_create(int min_alloc_order, int nid)
{
	struct gen_pool *pool = (struct gen_pool *)kzalloc_node(sizeof(*pool), GFP_KERNEL, nid);

	if (!pool)
		return NULL;
	spin_lock_init(&pool->lock);
	INIT_LIST_HEAD(&pool->chunks);
	pool->min_alloc_order = min_alloc_order;
	pool->algo = gen_pool_first_fit;
	return pool;
}

KTEST_DEF void gen_pool_destroy(struct gen_pool *pool)
{
	struct gen_pool_chunk *chunk, *next;

	list_for_each_entry_safe(chunk, next, &pool->chunks, next_chunk) {
		unsigned long bits = genalloc_size(chunk) >> pool->min_alloc_order;

		BUG_ON(find_first_bit(chunk->bits, bits) < bits);
		vfree(chunk);
	}
	kfree_const(pool->name);
	kfree(pool);
}

KTEST_DEF int gen_pool_add_owner(struct gen_pool *pool, unsigned long virt, phys_addr_t phys, size_t size, int nid,
				 void *owner)
{
	size_t words = BITS_TO_LONGS(size >> pool->min_alloc_order);
	struct gen_pool_chunk *chunk;

	chunk = (struct gen_pool_chunk *)vzalloc_node(sizeof(*chunk) + words * sizeof(long), nid);
	if (!chunk)
		return -ENOMEM;
	chunk->phys_addr = phys;
	chunk->owner = owner;
	chunk->start_addr = virt;
	chunk->end_addr = virt + size - 1;
	atomic_long_set(&chunk->avail, size);
	spin_lock(&pool->lock);
	list_add_rcu(&chunk->next_chunk, &pool->chunks);
	spin_unlock(&pool->lock);
	return 0;
}

KTEST_DEF unsigned long gen_pool_alloc_algo_owner(struct gen_pool *pool, size_t size, genpool_algo_t algo, void *data,
						  void **owner)
{
	unsigned long units = genalloc_units(pool, size), addr = 0, flags;
	struct gen_pool_chunk *chunk;

	if (owner)
		*owner = NULL;
	if (!size)
		return 0;
	spin_lock_irqsave(&pool->lock, flags);
	list_for_each_entry(chunk, &pool->chunks, next_chunk) {
		unsigned long end = genalloc_size(chunk) >> pool->min_alloc_order, bit;

		if (size > (unsigned long)atomic_long_read(&chunk->avail))
			continue;
		bit = algo(chunk->bits, end, 0, units, data, pool, chunk->start_addr);
		if (bit >= end)
			continue;
		bitmap_set(chunk->bits, bit, units);
		atomic_long_sub(units << pool->min_alloc_order, &chunk->avail);
		addr = chunk->start_addr + (bit << pool->min_alloc_order);
		if (owner)
			*owner = chunk->owner;
		break;
	}
	spin_unlock_irqrestore(&pool->lock, flags);
	return addr;
}

KTEST_DEF void gen_pool_free_owner(struct gen_pool *pool, unsigned long addr, size_t size, void **owner)
{
	unsigned long units = genalloc_units(pool, size), bit, flags;
	struct gen_pool_chunk *chunk = genalloc_range(pool, addr);

	if (owner)
		*owner = NULL;
	BUG_ON(!chunk);
	BUG_ON(addr + size - 1 > chunk->end_addr);
	bit = (addr - chunk->start_addr) >> pool->min_alloc_order;
	spin_lock_irqsave(&pool->lock, flags);
	BUG_ON(find_next_zero_bit(chunk->bits, bit + units, bit) < bit + units);
	bitmap_clear(chunk->bits, bit, units);
	atomic_long_add(units << pool->min_alloc_order, &chunk->avail);
	spin_unlock_irqrestore(&pool->lock, flags);
	if (owner)
		*owner = chunk->owner;
}

/* ---- with physical addresses --------------------------------------------------------------- */

KTEST_DEF phys_addr_t gen_pool_virt_to_phys(struct gen_pool *pool, unsigned long addr)
{
	struct gen_pool_chunk *chunk = genalloc_range(pool, addr);

	return chunk ? chunk->phys_addr + (addr - chunk->start_addr) : (phys_addr_t)-1;
}

KTEST_DEF void *gen_pool_dma_alloc_algo(struct gen_pool *pool, size_t size, dma_addr_t *dma, genpool_algo_t algo,
					void *data)
{
	unsigned long addr = pool ? gen_pool_alloc_algo(pool, size, algo, data) : 0;

	if (addr && dma)
		*dma = gen_pool_virt_to_phys(pool, addr);
	return (void *)addr;
}

KTEST_DEF void *gen_pool_dma_alloc(struct gen_pool *pool, size_t size, dma_addr_t *dma)
{
	return gen_pool_dma_alloc_algo(pool, size, dma, pool->algo, pool->data);
}

KTEST_DEF void *gen_pool_dma_alloc_align(struct gen_pool *pool, size_t size, dma_addr_t *dma, int align)
{
	struct genpool_data_align data = { align };

	return gen_pool_dma_alloc_algo(pool, size, dma, gen_pool_first_fit_align, &data);
}

KTEST_DEF void *gen_pool_dma_zalloc_algo(struct gen_pool *pool, size_t size, dma_addr_t *dma, genpool_algo_t algo,
					 void *data)
{
	void *memory = gen_pool_dma_alloc_algo(pool, size, dma, algo, data);

	return memory ? memset(memory, 0, size) : NULL;
}

KTEST_DEF void *gen_pool_dma_zalloc(struct gen_pool *pool, size_t size, dma_addr_t *dma)
{
	return gen_pool_dma_zalloc_algo(pool, size, dma, pool->algo, pool->data);
}

KTEST_DEF void *gen_pool_dma_zalloc_align(struct gen_pool *pool, size_t size, dma_addr_t *dma, int align)
{
	struct genpool_data_align data = { align };

	return gen_pool_dma_zalloc_algo(pool, size, dma, gen_pool_first_fit_align, &data);
}

/* ---- what is known of a pool --------------------------------------------------------------- */

KTEST_DEF bool gen_pool_has_addr(struct gen_pool *pool, unsigned long start, size_t size)
{
	struct gen_pool_chunk *chunk = genalloc_range(pool, start);

	return chunk && start + size - 1 <= chunk->end_addr;
}

KTEST_DEF void gen_pool_for_each_chunk(struct gen_pool *pool,
				       void (*func)(struct gen_pool *pool, struct gen_pool_chunk *chunk, void *data),
				       void *data)
{
	struct gen_pool_chunk *chunk;

	rcu_read_lock();
	list_for_each_entry_rcu(chunk, &pool->chunks, next_chunk)
		func(pool, chunk, data);
	rcu_read_unlock();
}

static inline void genalloc_add_avail(struct gen_pool *pool, struct gen_pool_chunk *chunk, void *data)
{
	(void)pool;
	*(size_t *)data += atomic_long_read(&chunk->avail);
}

static inline void genalloc_add_size(struct gen_pool *pool, struct gen_pool_chunk *chunk, void *data)
{
	(void)pool;
	*(size_t *)data += genalloc_size(chunk);
}

KTEST_DEF size_t gen_pool_avail(struct gen_pool *pool)
{
	size_t sum = 0;

	gen_pool_for_each_chunk(pool, genalloc_add_avail, &sum);
	return sum;
}

KTEST_DEF size_t gen_pool_size(struct gen_pool *pool)
{
	size_t sum = 0;

	gen_pool_for_each_chunk(pool, genalloc_add_size, &sum);
	return sum;
}

/* ---- algorithms ---------------------------------------------------------------------------- */

KTEST_DEF void gen_pool_set_algo(struct gen_pool *pool, genpool_algo_t algo, void *data)
{
	pool->algo = algo ? algo : gen_pool_first_fit;
	pool->data = data;
}

KTEST_DEF unsigned long gen_pool_first_fit(unsigned long *map, unsigned long size, unsigned long start, unsigned int nr,
					   void *data, struct gen_pool *pool, unsigned long start_addr)
{
	(void)data, (void)pool, (void)start_addr;
	return bitmap_find_next_zero_area(map, size, start, nr, 0);
}

KTEST_DEF unsigned long gen_pool_first_fit_align(unsigned long *map, unsigned long size, unsigned long start,
						 unsigned int nr, void *data, struct gen_pool *pool,
						 unsigned long start_addr)
{
	int align = ((const struct genpool_data_align *)data)->align;

	return bitmap_find_next_zero_area_off(map, size, start, nr, genalloc_units(pool, align) - 1,
					      (start_addr & (align - 1)) >> pool->min_alloc_order);
}

KTEST_DEF unsigned long gen_pool_fixed_alloc(unsigned long *map, unsigned long size, unsigned long start,
					     unsigned int nr, void *data, struct gen_pool *pool, unsigned long start_addr)
{
	unsigned long offset = ((const struct genpool_data_fixed *)data)->offset, bit = offset >> pool->min_alloc_order;

	(void)start_addr;
	if (WARN_ON(offset & ((1ul << pool->min_alloc_order) - 1)))
		return size;
	return bitmap_find_next_zero_area(map, size, start + bit, nr, 0) == bit ? bit : size;
}

KTEST_DEF unsigned long gen_pool_first_fit_order_align(unsigned long *map, unsigned long size, unsigned long start,
						       unsigned int nr, void *data, struct gen_pool *pool,
						       unsigned long start_addr)
{
	(void)data, (void)pool, (void)start_addr;
	return bitmap_find_next_zero_area(map, size, start, nr, roundup_pow_of_two(nr) - 1);
}

/* The smallest gap that is large enough; of equal ones the first. */
KTEST_DEF unsigned long gen_pool_best_fit(unsigned long *map, unsigned long size, unsigned long start, unsigned int nr,
					  void *data, struct gen_pool *pool, unsigned long start_addr)
{
	unsigned long best = size, best_len = size + 1;

	(void)data, (void)pool, (void)start_addr;
	for (;;) {
		unsigned long bit = bitmap_find_next_zero_area(map, size, start, nr, 0), end;

		if (bit >= size)
			return best;
		end = find_next_bit(map, size, bit + nr);
		if (end - bit < best_len) {
			best = bit;
			best_len = end - bit;
		}
		start = end + 1;
	}
}

#endif
