// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A pool of objects for each NUMA node; nodepool.h tells how it works.
 */
#include <linux/align.h>
#include <linux/bug.h>
#include <linux/cache.h>
#include <linux/cpumask.h>
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/nodemask.h>
#include <linux/overflow.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/topology.h>

#include "nodepool.h"

/* What a free object holds. */
struct nodepool_free {
	struct nodepool_free *next;
};

/* At the start of a page; its objects follow. */
struct nodepool_page {
	struct list_head link;
};

struct nodepool_node {
	spinlock_t lock;		/* of everything below */
	struct nodepool_free *free;
	struct list_head pages;
	unsigned int nr_pages;
} ____cacheline_aligned_in_smp;

/* Used by its CPU only, with preemption off. */
struct nodepool_cpu {
	unsigned int nr;
	void *object[NODEPOOL_CACHE];
	/* Counters of this CPU; an object may be freed on another. */
	unsigned long cached, local, fallback, freed;
};

struct nodepool {
	size_t size;
	unsigned int max_pages;		/* of each node */
	struct nodepool_cpu __percpu *cpu;
	struct nodepool_node node[];	/* nr_node_ids */
};

/**
 * nodepool_objects_per_page - how many objects a page holds
 * @pool: the pool
 */
unsigned int nodepool_objects_per_page(const struct nodepool *pool)
{
	return (PAGE_SIZE - sizeof(struct nodepool_page)) / pool->size;
}
EXPORT_SYMBOL_GPL(nodepool_objects_per_page);

/**
 * nodepool_create - make a pool
 * @size: bytes of an object
 * @max_pages: pages to take of each node, at most
 *
 * Objects are aligned to the size of a pointer, and not initialized.
 *
 * Context: may sleep.
 * Return: the pool; NULL without memory, or if a page cannot hold an object.
 */
struct nodepool *nodepool_create(size_t size, unsigned int max_pages)
{
	struct nodepool *pool;
	unsigned int i;

	size = ALIGN(max(size, sizeof(struct nodepool_free)), sizeof(void *));
	if (size > PAGE_SIZE - sizeof(struct nodepool_page))
		return NULL;
	pool = kzalloc(struct_size(pool, node, nr_node_ids), GFP_KERNEL);
	if (!pool)
		return NULL;
	pool->cpu = alloc_percpu(struct nodepool_cpu);
	if (!pool->cpu) {
		kfree(pool);
		return NULL;
	}
	pool->size = size;
	pool->max_pages = max_pages;
	for (i = 0; i < nr_node_ids; i++) {
		spin_lock_init(&pool->node[i].lock);
		INIT_LIST_HEAD(&pool->node[i].pages);
	}
	return pool;
}
EXPORT_SYMBOL_GPL(nodepool_create);

/**
 * nodepool_destroy - free a pool with all its pages
 * @pool: the pool, or NULL; warns when objects are still in use
 */
void nodepool_destroy(struct nodepool *pool)
{
	struct nodepool_page *page, *next;
	struct nodepool_stats stats;
	unsigned int i;

	if (!pool)
		return;
	nodepool_stats(pool, &stats);
	WARN(stats.in_use, "nodepool: %lu objects are still in use\n", stats.in_use);
	for (i = 0; i < nr_node_ids; i++)
		list_for_each_entry_safe(page, next, &pool->node[i].pages, link)
			free_page((unsigned long)page);
	free_percpu(pool->cpu);
	kfree(pool);
}
EXPORT_SYMBOL_GPL(nodepool_destroy);

/* One more page for a node. False: it has its share, or there is no memory. */
static bool nodepool_grow(struct nodepool *pool, int nid)
{
	struct nodepool_node *node = &pool->node[nid];
	struct nodepool_free *object;
	struct nodepool_page *header;
	struct page *page;
	unsigned int i;

	if (READ_ONCE(node->nr_pages) >= pool->max_pages)
		return false;
	page = alloc_pages_node(nid, GFP_KERNEL | __GFP_THISNODE | __GFP_NOWARN, 0);
	if (!page)
		return false;
	header = page_address(page);

	spin_lock(&node->lock);
	if (node->nr_pages >= pool->max_pages) {
		/* Others have grown it while we allocated: look at the list again. */
		spin_unlock(&node->lock);
		__free_page(page);
		return true;
	}
	WRITE_ONCE(node->nr_pages, node->nr_pages + 1);
	list_add(&header->link, &node->pages);
	for (i = nodepool_objects_per_page(pool); i-- > 0;) {
		object = (void *)(header + 1) + i * pool->size;
		object->next = node->free;
		node->free = object;
	}
	spin_unlock(&node->lock);
	return true;
}

/* An object of this very node, or NULL. */
static void *nodepool_take(struct nodepool *pool, int nid)
{
	struct nodepool_node *node = &pool->node[nid];
	struct nodepool_free *object;

	do {
		spin_lock(&node->lock);
		object = node->free;
		if (object)
			node->free = object->next;
		spin_unlock(&node->lock);
	} while (!object && nodepool_grow(pool, nid));
	return object;
}

/**
 * nodepool_alloc - get an object
 * @pool: the pool
 * @node: where it should be; NUMA_NO_NODE for where this CPU is
 *
 * Context: may sleep.
 * Return: an object, from another node if @node has none left; NULL when none has.
 */
void *nodepool_alloc(struct nodepool *pool, int node)
{
	struct nodepool_cpu *c = get_cpu_ptr(pool->cpu);
	void *object = NULL;
	int nid;

	if (node == NUMA_NO_NODE)
		node = numa_node_id();
	if (node == numa_node_id() && c->nr) {
		object = c->object[--c->nr];
		c->cached++;
	}
	put_cpu_ptr(pool->cpu);
	if (object)
		return object;

	object = nodepool_take(pool, node);
	if (object) {
		this_cpu_inc(pool->cpu->local);
		return object;
	}
	for_each_online_node(nid) {
		object = nid == node ? NULL : nodepool_take(pool, nid);
		if (object) {
			this_cpu_inc(pool->cpu->fallback);
			return object;
		}
	}
	return NULL;
}
EXPORT_SYMBOL_GPL(nodepool_alloc);

/**
 * nodepool_free - give an object back
 * @pool: the pool it is from
 * @object: the object, or NULL
 */
void nodepool_free(struct nodepool *pool, void *object)
{
	struct nodepool_free *free = object;
	struct nodepool_node *node;
	struct nodepool_cpu *c;
	int nid;

	if (!object)
		return;
	nid = page_to_nid(virt_to_page(object));
	node = &pool->node[nid];

	c = get_cpu_ptr(pool->cpu);
	c->freed++;
	if (nid == numa_node_id() && c->nr < NODEPOOL_CACHE) {
		c->object[c->nr++] = object;
	} else {
		spin_lock(&node->lock);
		free->next = node->free;
		node->free = free;
		spin_unlock(&node->lock);
	}
	put_cpu_ptr(pool->cpu);
}
EXPORT_SYMBOL_GPL(nodepool_free);

/**
 * nodepool_stats - sum up what happened so far
 * @pool: the pool
 * @stats: where the sums go; exact if nobody else uses the pool meanwhile
 */
void nodepool_stats(struct nodepool *pool, struct nodepool_stats *stats)
{
	const struct nodepool_cpu *c;
	unsigned int i;
	unsigned int cpu;

	memset(stats, 0, sizeof(*stats));
	for_each_possible_cpu(cpu) {
		c = per_cpu_ptr(pool->cpu, cpu);
		stats->cached += READ_ONCE(c->cached);
		stats->local += READ_ONCE(c->local);
		stats->fallback += READ_ONCE(c->fallback);
		stats->in_use -= READ_ONCE(c->freed);
	}
	stats->in_use += stats->cached + stats->local + stats->fallback;
	for (i = 0; i < nr_node_ids; i++)
		stats->pages += READ_ONCE(pool->node[i].nr_pages);
}
EXPORT_SYMBOL_GPL(nodepool_stats);

MODULE_DESCRIPTION("Object pool for each NUMA node");
MODULE_LICENSE("Dual MIT/GPL");
