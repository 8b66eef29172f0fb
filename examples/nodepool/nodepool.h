/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A pool of objects of one size that keeps them near the CPUs that use them.
 *
 * Each NUMA node has a list of its free objects, which are carved from pages of
 * that node. An object whose node has neither a free object nor a page left
 * comes from another node. A freed object goes back to the node it is from,
 * or, if that is the CPU's own, to a small cache of the CPU, from where it is
 * handed out again without a lock. Objects in the cache of one CPU are not
 * there for others.
 *
 * Synchronization table
 *   nodepool_alloc(), nodepool_free(), nodepool_stats(): with each other, in
 *	process context
 *   nodepool_create(), nodepool_destroy(): the caller keeps everyone else out
 */
#ifndef NODEPOOL_H
#define NODEPOOL_H

#include <linux/numa.h>
#include <linux/types.h>

#define NODEPOOL_CACHE	16	/* objects in the cache of a CPU, at most */

struct nodepool;

struct nodepool_stats {
	unsigned long pages;
	unsigned long in_use;	/* objects: allocated and not yet freed */
	unsigned long cached;	/* allocations that a CPU's cache served */
	unsigned long local;	/* from the list of the wanted node */
	unsigned long fallback;	/* from another node */
};

struct nodepool *nodepool_create(size_t size, unsigned int max_pages);
void nodepool_destroy(struct nodepool *pool);

void *nodepool_alloc(struct nodepool *pool, int node);
void nodepool_free(struct nodepool *pool, void *object);

unsigned int nodepool_objects_per_page(const struct nodepool *pool);
void nodepool_stats(struct nodepool *pool, struct nodepool_stats *stats);

#endif
