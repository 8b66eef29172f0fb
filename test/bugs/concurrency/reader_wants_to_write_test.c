// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A reader that misses an entry adds it, without giving its read lock back.
 * Rule: recursive locking
 */
#include <linux/rwsem.h>
#include <linux/xarray.h>
#include "two_tasks.h"

struct cache {
	struct rw_semaphore sem;
	struct xarray entries;
	int misses;
};

static int cache_fill(struct cache *c, unsigned long key)
{
	int err;

	down_write(&c->sem);
	c->misses++;
	err = xa_err(xa_store(&c->entries, key, xa_mk_value(key * 2), GFP_KERNEL));
	up_write(&c->sem);
	return err;
}

static unsigned long cache_get_inside(struct cache *c, unsigned long key)
{
	void *entry;

	down_read(&c->sem);
	entry = xa_load(&c->entries, key);
	if (!entry && !cache_fill(c, key))
		entry = xa_load(&c->entries, key);
	up_read(&c->sem);
	return xa_to_value(entry);
}

static unsigned long cache_get(struct cache *c, unsigned long key)
{
	void *entry;

	for (;;) {
		down_read(&c->sem);
		entry = xa_load(&c->entries, key);
		up_read(&c->sem);
		if (entry || cache_fill(c, key))
			return xa_to_value(entry);
	}
}

static void run(struct kunit *test, unsigned long (*get)(struct cache *, unsigned long))
{
	struct cache c = {};

	init_rwsem(&c.sem);
	xa_init(&c.entries);
	KUNIT_EXPECT_EQ(test, get(&c, 21), 42ul);
	KUNIT_EXPECT_EQ(test, get(&c, 21), 42ul);
	KUNIT_EXPECT_EQ(test, c.misses, 1);
	xa_destroy(&c.entries);
}

static void bug(struct kunit *test)
{
	run(test, cache_get_inside);
}

static void fixed(struct kunit *test)
{
	run(test, cache_get);
}

TWO_TASKS_SUITE("reader_wants_to_write");
