// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * What the user-space programs of a tree ask of their allocator, over the machine's own (slab.c): an allocation that
 * may not sleep fails, so that the way out of it is tested; of a cache, so many do not as the program allows. Objects
 * are counted. See tools/testing/shared/linux.c for the original, which is not in the program.
 */
#include "tree.h"
#include <linux/slab.h>
#include "program/parts.h"

int nr_allocated, test_verbose, kmalloc_verbose;

/* What a program has said of a cache. */
struct program_cache {
	struct kmem_cache *cache;
	unsigned int non_kernel;
	unsigned long total;
	bool has_failed;
	void (*callback)(void *private);
	void *private;
	struct program_cache *next;
};

static struct program_cache *program_caches;

static struct program_cache *program_cache(struct kmem_cache *s)
{
	struct program_cache *c;

	for (c = program_caches; c; c = c->next)
		if (c->cache == s)
			return c;
	c = ktree_permanent(sizeof(*c));
	c->cache = s;
	c->next = program_caches;
	program_caches = c;
	return c;
}

static bool program_refuses(struct kmem_cache *s, gfp_t flags)
{
	struct program_cache *c;

	if (!s)
		return !gfpflags_allow_blocking(flags);
	c = program_cache(s);
	if (c->has_failed && c->callback)
		c->callback(c->private);
	c->has_failed = false;
	if (gfpflags_allow_blocking(flags))
		return false;
	if (!c->non_kernel) {
		c->has_failed = true;
		return true;
	}
	c->non_kernel--;
	return false;
}

static void program_counts(struct kmem_cache *s, int change)
{
	nr_allocated += change;
	if (change > 0)
		program_cache(s)->total++;
}

void program_start_allocator(void)
{
	ktree_slab_refuses = program_refuses;
	ktree_slab_counts = program_counts;
}

/* ---- what programs call */

void kmem_cache_set_non_kernel(struct kmem_cache *s, unsigned int n)
{
	program_cache(s)->non_kernel = n;
}

void kmem_cache_set_callback(struct kmem_cache *s, void (*callback)(void *private))
{
	program_cache(s)->callback = callback;
}

void kmem_cache_set_private(struct kmem_cache *s, void *private)
{
	program_cache(s)->private = private;
}

unsigned long kmem_cache_nr_allocated(struct kmem_cache *s)
{
	return kt_alloc_count(KT_MEM_CACHE, s);
}

unsigned long kmem_cache_get_alloc(struct kmem_cache *s)
{
	return kmem_cache_size(s) * kmem_cache_nr_allocated(s);
}

unsigned long kmem_cache_nr_tallocated(struct kmem_cache *s)
{
	return program_cache(s)->total;
}

void kmem_cache_zero_nr_tallocated(struct kmem_cache *s)
{
	program_cache(s)->total = 0;
}

/* ---- the check of the allocator itself: what the original's asks of its own is asked of the machine's */

void test_kmem_cache_bulk(void);

static void program_check(bool holds, const char *what)
{
	if (!holds)
		kt_fatal(KT_FATAL_BUG, "the program's allocator: %s", what);
}

static void program_check_cache(unsigned int size, unsigned int align, int count)
{
	struct kmem_cache *s = kmem_cache_create("test_cache", size, align, SLAB_PANIC, NULL);
	void *list[12];

	for (int i = 0; i < count; i++)
		program_check(list[i] = kmem_cache_alloc(s, GFP_KERNEL), "no object");
	program_check(kmem_cache_nr_allocated(s) == count, "another number of objects");
	for (int i = 0; i < count; i++)
		kmem_cache_free(s, list[i]);
	program_check(kmem_cache_alloc_bulk(s, GFP_KERNEL, count, list) == count, "no objects in bulk");
	for (int i = 0; i < count; i++)
		program_check(!align || IS_ALIGNED((unsigned long)list[i], align), "an unaligned object");
	kmem_cache_free_bulk(s, count, list);
	program_check(!kmem_cache_nr_allocated(s), "objects left");
	program_check(!kmem_cache_alloc_bulk(s, GFP_NOWAIT, count, list), "objects without a wait");
	kmem_cache_set_non_kernel(s, count);
	program_check(kmem_cache_alloc_bulk(s, GFP_NOWAIT, count, list) == count, "no objects without a wait");
	kmem_cache_free_bulk(s, count, list);
	kmem_cache_destroy(s);
}

void test_kmem_cache_bulk(void)
{
	program_check_cache(256, 0, 5);
	program_check_cache(256, 0, 12);
	program_check_cache(128, 128, 10);
}
