// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Blocks for devices: cut out of pages, none of them across a boundary. */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/dmapool.h>
#include <linux/list.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/poison.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

/* In a free block. */
struct dmapool_block {
	struct dmapool_block *next;
	dma_addr_t dma;
};

struct dmapool_chunk {
	struct list_head list;
	char *memory;
};

struct dma_pool {
	spinlock_t lock;
	struct list_head chunks;
	struct dmapool_block *free;
	size_t nr_active;
	size_t size, chunk_size, boundary;
	struct device *dev;
	char name[32];
};

struct dma_pool *__weak dma_pool_create(const char *name, struct device *dev, size_t size, size_t align, size_t boundary)
{
	struct dma_pool *pool;

	align = align ?: 1;
	if (!dev || align & (align - 1) || !size || size > INT_MAX)
		return NULL;
	size = ALIGN(max(size, sizeof(struct dmapool_block)), align);
	if (boundary && (boundary < size || boundary & (boundary - 1)))
		return NULL;
	pool = kzalloc(sizeof(*pool), GFP_KERNEL);
	if (!pool)
		return NULL;
	spin_lock_init(&pool->lock);
	INIT_LIST_HEAD(&pool->chunks);
	pool->size = size;
	pool->chunk_size = max_t(size_t, size, PAGE_SIZE);
	pool->boundary = min(boundary ?: pool->chunk_size, pool->chunk_size);
	pool->dev = dev;
	strscpy(pool->name, name, sizeof(pool->name));
	return pool;
}

void __weak dma_pool_destroy(struct dma_pool *pool)
{
	struct dmapool_chunk *chunk, *next;

	if (!pool)
		return;
	if (pool->nr_active)
		dev_err(pool->dev, "%s %s busy\n", __func__, pool->name);
	list_for_each_entry_safe(chunk, next, &pool->chunks, list) {
		if (!pool->nr_active)
			free_pages_exact(chunk->memory, pool->chunk_size);
		kfree(chunk);
	}
	kfree(pool);
}

/* The blocks of more memory, in the order of their addresses. The lock is held. */
static void dmapool_cut(struct dma_pool *pool, struct dmapool_chunk *chunk)
{
	struct dmapool_block **last = &pool->free, *others = pool->free;
	size_t at = 0;

	list_add(&chunk->list, &pool->chunks);
	memset(chunk->memory, POOL_POISON_FREED, pool->chunk_size);
	while (at + pool->size <= pool->chunk_size) {
		struct dmapool_block *block = (struct dmapool_block *)(chunk->memory + at);

		if (at / pool->boundary != (at + pool->size - 1) / pool->boundary) {
			at = ALIGN(at, pool->boundary);
			continue;
		}
		block->dma = __pa(block);
		*last = block;
		last = &block->next;
		at += pool->size;
	}
	*last = others;
}

static bool dmapool_grow(struct dma_pool *pool, gfp_t gfp)
{
	struct dmapool_chunk *chunk = kmalloc(sizeof(*chunk), gfp);
	unsigned long flags;

	if (chunk)
		chunk->memory = alloc_pages_exact(pool->chunk_size, gfp);
	if (!chunk || !chunk->memory) {
		kfree(chunk);
		return false;
	}
	spin_lock_irqsave(&pool->lock, flags);
	dmapool_cut(pool, chunk);
	spin_unlock_irqrestore(&pool->lock, flags);
	return true;
}

static struct dmapool_block *dmapool_pop(struct dma_pool *pool)
{
	struct dmapool_block *block;
	unsigned long flags;

	spin_lock_irqsave(&pool->lock, flags);
	block = pool->free;
	if (block) {
		pool->free = block->next;
		pool->nr_active++;
	}
	spin_unlock_irqrestore(&pool->lock, flags);
	return block;
}

void *__weak dma_pool_alloc(struct dma_pool *pool, gfp_t mem_flags, dma_addr_t *handle)
{
	struct dmapool_block *block;
	size_t rest = pool->size - sizeof(*block);

	might_sleep_if(gfpflags_allow_blocking(mem_flags));
	while (!(block = dmapool_pop(pool)))
		if (!dmapool_grow(pool, mem_flags & ~__GFP_ZERO))
			return NULL;
	WARN(memchr_inv(block + 1, POOL_POISON_FREED, rest), "%s %s, %p was written after it was freed", __func__,
	     pool->name, block);
	*handle = block->dma;
	return memset(block, mem_flags & __GFP_ZERO ? 0 : POOL_POISON_ALLOCATED, pool->size);
}

/* Why this is none of the pool's blocks in use, or NULL. The lock is held. */
static const char *dmapool_refuses(const struct dma_pool *pool, const void *vaddr, dma_addr_t addr)
{
	const struct dmapool_chunk *chunk;
	const struct dmapool_block *block;
	bool is_there = false;

	list_for_each_entry(chunk, &pool->chunks, list)
		is_there |= vaddr >= (void *)chunk->memory && vaddr < (void *)chunk->memory + pool->chunk_size;
	if (!is_there || addr != __pa((void *)vaddr))
		return "is not of the pool, or has another handle";
	for (block = pool->free; block; block = block->next)
		if (block == vaddr)
			return "is free already";
	return NULL;
}

void __weak dma_pool_free(struct dma_pool *pool, void *vaddr, dma_addr_t addr)
{
	struct dmapool_block *block = vaddr;
	unsigned long flags;
	const char *why;

	spin_lock_irqsave(&pool->lock, flags);
	why = dmapool_refuses(pool, vaddr, addr);
	if (!why) {
		memset(block, POOL_POISON_FREED, pool->size);
		block->dma = addr;
		block->next = pool->free;
		pool->free = block;
		pool->nr_active--;
	}
	spin_unlock_irqrestore(&pool->lock, flags);
	WARN(why, "%s %s, %p %s", __func__, pool->name, vaddr, why);
}

/* ---- of a device --------------------------------------------------------------------------- */

static void dmapool_release(struct device *dev, void *res)
{
	(void)dev;
	dma_pool_destroy(*(struct dma_pool **)res);
}

static int dmapool_is(struct device *dev, void *res, void *pool)
{
	(void)dev;
	return *(struct dma_pool **)res == pool;
}

struct dma_pool *__weak dmam_pool_create(const char *name, struct device *dev, size_t size, size_t align, size_t boundary)
{
	struct dma_pool **res = devres_alloc(dmapool_release, sizeof(*res), GFP_KERNEL);

	if (!res)
		return NULL;
	*res = dma_pool_create(name, dev, size, align, boundary);
	if (!*res) {
		devres_free(res);
		return NULL;
	}
	devres_add(dev, res);
	return *res;
}

void __weak dmam_pool_destroy(struct dma_pool *pool)
{
	WARN_ON(devres_release(pool->dev, dmapool_release, dmapool_is, pool));
}
