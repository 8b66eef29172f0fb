// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A module goes with an object of its cache on a free list of its own.
 * Rule: still has objects
 */
#include <linux/list.h>
#include <linux/slab.h>
#include "two_tasks.h"

struct extent {
	struct list_head list;
	u64 start, length;
};

struct allocator {
	struct kmem_cache *cache;
	struct list_head spare;
};

static struct extent *extent_get(struct allocator *a)
{
	struct extent *e = list_first_entry_or_null(&a->spare, struct extent, list);

	if (!e)
		return kmem_cache_zalloc(a->cache, GFP_KERNEL);
	list_del(&e->list);
	return e;
}

static void extent_put(struct allocator *a, struct extent *e)
{
	list_add(&e->list, &a->spare);
}

static void allocator_end(struct allocator *a, bool drains)
{
	struct extent *e, *next;

	if (drains)
		list_for_each_entry_safe(e, next, &a->spare, list)
			kmem_cache_free(a->cache, e);
	kmem_cache_destroy(a->cache);
}

static void run(struct kunit *test, bool drains)
{
	static struct allocator a;
	struct extent *e;

	a.cache = KMEM_CACHE(extent, 0);
	KUNIT_ASSERT_NOT_NULL(test, a.cache);
	INIT_LIST_HEAD(&a.spare);
	e = extent_get(&a);
	KUNIT_ASSERT_NOT_NULL(test, e);
	extent_put(&a, e);
	KUNIT_EXPECT_PTR_EQ(test, extent_get(&a), e);
	extent_put(&a, e);
	allocator_end(&a, drains);
}

static void bug(struct kunit *test)
{
	run(test, false);
}

static void fixed(struct kunit *test)
{
	run(test, true);
}

TWO_TASKS_SUITE("cache_with_objects");
