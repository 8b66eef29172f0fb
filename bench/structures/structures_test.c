// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Lists, trees, hash tables and xarrays, timed: "speed NAME CYCLES", the fewest that a round of a case took.
 * Nothing of ktest's own is used, so that it compiles with any headers.
 */
#include <kunit/test.h>
#include <linux/hashtable.h>
#include <linux/list.h>
#include <linux/rbtree.h>
#include <linux/xarray.h>

#define ITEMS 1000
#define ROUNDS 400

struct item {
	unsigned long key;
	struct list_head list;
	struct hlist_node hash;
	struct rb_node rb;
};
/* At the same distance in each program: a store may wait for another that is a multiple of 4 KiB away. */
static struct item items[ITEMS] __aligned(4096);
static __aligned(4096) DEFINE_HASHTABLE(table, 8);
static unsigned long sink;

static unsigned long long cycles(void)
{
	return __builtin_ia32_rdtsc();
}

/* Runs a round many times; the quickest is the one that nothing else disturbed. */
static void timed(struct kunit *test, const char *name, void (*round)(void))
{
	unsigned long long best = ~0ull;

	for (int i = 0; i < ITEMS; i++)
		items[i].key = (i * 7919ul) % 10007;
	for (int i = 0; i < ROUNDS; i++) {
		unsigned long long begin = cycles(), took;

		round();
		took = cycles() - begin;
		if (took < best)
			best = took;
	}
	kunit_info(test, "speed %s %llu", name, best);
}

static void list_round(void)
{
	LIST_HEAD(head);
	struct item *item, *next;

	for (int i = 0; i < ITEMS; i++)
		list_add_tail(&items[i].list, &head);
	list_for_each_entry(item, &head, list)
		sink += item->key;
	for (int i = 0; i < ITEMS; i += 2)
		list_move(&items[i].list, &head);
	list_for_each_entry_safe(item, next, &head, list)
		list_del(&item->list);
}

static void hash_round(void)
{
	struct item *item;

	for (int i = 0; i < ITEMS; i++)
		hash_add(table, &items[i].hash, items[i].key);
	for (int i = 0; i < ITEMS; i++)
		hash_for_each_possible(table, item, hash, items[i].key)
			sink += item->key == items[i].key;
	for (int i = 0; i < ITEMS; i++)
		hash_del(&items[i].hash);
}

static void rbtree_round(void)
{
	struct rb_root root = RB_ROOT;
	struct rb_node *node;

	for (int i = 0; i < ITEMS; i++) {
		struct rb_node **link = &root.rb_node, *parent = NULL;

		while (*link) {
			parent = *link;
			link = rb_entry(parent, struct item, rb)->key > items[i].key ? &parent->rb_left
										     : &parent->rb_right;
		}
		rb_link_node(&items[i].rb, parent, link);
		rb_insert_color(&items[i].rb, &root);
	}
	for (node = rb_first(&root); node; node = rb_next(node))
		sink += rb_entry(node, struct item, rb)->key;
	for (int i = 0; i < ITEMS; i++)
		rb_erase(&items[i].rb, &root);
}

static DEFINE_XARRAY(array);

/* The slots are there from the first round on. */
static void xarray_load_round(void)
{
	for (unsigned long i = 0; i < ITEMS; i++)
		sink += (unsigned long)xa_load(&array, i);
}

static void xarray_store_round(void)
{
	for (unsigned long i = 0; i < ITEMS; i++)
		xa_store(&array, i, &items[i], GFP_KERNEL);
}

static void xarray_walk_round(void)
{
	struct item *item;
	unsigned long index;

	xa_for_each(&array, index, item)
		sink += item->key;
}

static void xarray_erase_round(void)
{
	xarray_store_round();
	for (unsigned long i = 0; i < ITEMS; i++)
		xa_erase(&array, i);
}

static void lists(struct kunit *test) { timed(test, "list", list_round); }
static void hashes(struct kunit *test) { timed(test, "hash", hash_round); }
static void rbtrees(struct kunit *test) { timed(test, "rbtree", rbtree_round); }
static void xarrays(struct kunit *test)
{
	timed(test, "xarray-store", xarray_store_round);
	timed(test, "xarray-load", xarray_load_round);
	timed(test, "xarray-walk", xarray_walk_round);
	timed(test, "xarray-store-erase", xarray_erase_round);
	xa_destroy(&array);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(lists), KUNIT_CASE(hashes), KUNIT_CASE(rbtrees), KUNIT_CASE(xarrays), {},
};
static struct kunit_suite suite = { .name = "structures", .test_cases = cases };
kunit_test_suite(suite);
