// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Lists, hash tables, trees, heaps, sorting and searching. */
#include <kunit/test.h>
#include <linux/bsearch.h>
#include <linux/hashtable.h>
#include <linux/interval_tree.h>
#include <linux/list.h>
#include <linux/list_sort.h>
#include <linux/llist.h>
#include <linux/module.h>
#include <linux/random.h>
#include <linux/rbtree.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/timerqueue.h>

struct item { int key, order; struct list_head link; struct hlist_node hash; struct rb_node rb; };

static struct item *make_items(struct kunit *test, int n)
{
	struct item *items = kunit_kcalloc(test, n, sizeof(*items), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, items);
	for (int i = 0; i < n; i++) {
		items[i].key = get_random_u32_below(n / 2 + 1);
		items[i].order = i;
	}
	return items;
}

static void list_moves(struct kunit *test)
{
	struct item *it = make_items(test, 4);
	LIST_HEAD(a);
	LIST_HEAD(b);

	for (int i = 0; i < 4; i++)
		list_add_tail(&it[i].link, &a);
	list_bulk_move_tail(&b, &it[1].link, &it[2].link);
	KUNIT_EXPECT_EQ(test, list_count_nodes(&a), 2);
	KUNIT_EXPECT_PTR_EQ(test, list_first_entry(&b, struct item, link), &it[1]);
	list_swap(&it[0].link, &it[3].link);
	KUNIT_EXPECT_PTR_EQ(test, list_last_entry(&a, struct item, link), &it[0]);
	list_splice_tail_init(&b, &a);
	KUNIT_EXPECT_TRUE(test, list_empty(&b));
	KUNIT_EXPECT_EQ(test, list_count_nodes(&a), 4);
}

static void list_deleted_is_poisoned(struct kunit *test)
{
	struct item *it = make_items(test, 1);
	LIST_HEAD(a);

	list_add(&it->link, &a);
	list_del(&it->link);
	KUNIT_EXPECT_PTR_EQ(test, (void *)it->link.next, LIST_POISON1);
	KUNIT_EXPECT_PTR_EQ(test, (void *)it->link.prev, LIST_POISON2);
	KUNIT_EXPECT_NULL(test, list_first_entry_or_null(&a, struct item, link));
}

static int compare_items(void *priv, const struct list_head *a, const struct list_head *b)
{
	(*(int *)priv)++;
	return list_entry(a, struct item, link)->key - list_entry(b, struct item, link)->key;
}

static void list_sort_is_stable(struct kunit *test)
{
	const int n = 500;
	struct item *it = make_items(test, n), *pos, *prev = NULL;
	int compared = 0;
	LIST_HEAD(a);

	for (int i = 0; i < n; i++)
		list_add_tail(&it[i].link, &a);
	list_sort(&compared, &a, compare_items);
	KUNIT_EXPECT_EQ(test, list_count_nodes(&a), n);
	KUNIT_EXPECT_LT(test, compared, 500 * 10);
	list_for_each_entry(pos, &a, link) {
		if (prev)
			KUNIT_EXPECT_TRUE(test, prev->key < pos->key ||
					  (prev->key == pos->key && prev->order < pos->order));
		prev = pos;
	}
	KUNIT_EXPECT_PTR_EQ(test, a.prev->next, &a);
}

static int compare_ints(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return x < y ? -1 : x > y;
}

static void sort_and_bsearch(struct kunit *test)
{
	int v[100], want;

	for (int i = 0; i < 100; i++)
		v[i] = (i * 37) % 100;
	sort(v, 100, sizeof(v[0]), compare_ints, NULL);
	for (int i = 0; i < 100; i++)
		KUNIT_EXPECT_EQ(test, v[i], i);
	want = 42;
	KUNIT_EXPECT_PTR_EQ(test, bsearch(&want, v, 100, sizeof(v[0]), compare_ints), (void *)&v[42]);
	want = 100;
	KUNIT_EXPECT_NULL(test, bsearch(&want, v, 100, sizeof(v[0]), compare_ints));
	KUNIT_EXPECT_NULL(test, bsearch(&want, v, 0, sizeof(v[0]), compare_ints));
	sort(v, 0, sizeof(v[0]), compare_ints, NULL);
}

static void hash_table_holds(struct kunit *test)
{
	const int n = 64;
	struct item *it = make_items(test, n), *pos;
	struct hlist_node *tmp;
	int bkt, seen = 0;
	DEFINE_HASHTABLE(table, 4);

	KUNIT_EXPECT_TRUE(test, hash_empty(table));
	for (int i = 0; i < n; i++)
		hash_add(table, &it[i].hash, it[i].order);
	hash_for_each_possible(table, pos, hash, 17)
		if (pos->order == 17)
			seen++;
	KUNIT_EXPECT_EQ(test, seen, 1);
	hash_for_each_safe(table, bkt, tmp, pos, hash)
		hash_del(&pos->hash);
	KUNIT_EXPECT_TRUE(test, hash_empty(table));
	KUNIT_EXPECT_FALSE(test, hash_hashed(&it[0].hash));
}

static bool item_less(struct rb_node *a, const struct rb_node *b)
{
	return rb_entry(a, struct item, rb)->key < rb_entry(b, struct item, rb)->key;
}

static int item_find(const void *key, const struct rb_node *node)
{
	return *(const int *)key - rb_entry(node, struct item, rb)->key;
}

static void rb_tree_in_order(struct kunit *test)
{
	const int n = 300;
	struct item *it = make_items(test, n);
	struct rb_root_cached root = RB_ROOT_CACHED;
	struct rb_node *node;
	int count = 0, last = -1, key;

	for (int i = 0; i < n; i++)
		rb_add_cached(&it[i].rb, &root, item_less);
	KUNIT_EXPECT_PTR_EQ(test, rb_first_cached(&root), rb_first(&root.rb_root));
	for (int i = 0; i < n; i += 3)
		rb_erase_cached(&it[i].rb, &root);
	for (node = rb_first(&root.rb_root); node; node = rb_next(node), count++) {
		KUNIT_EXPECT_GE(test, rb_entry(node, struct item, rb)->key, last);
		last = rb_entry(node, struct item, rb)->key;
	}
	KUNIT_EXPECT_EQ(test, count, 200);
	key = it[1].key;
	node = rb_find(&key, &root.rb_root, item_find);
	KUNIT_ASSERT_NOT_NULL(test, node);
	KUNIT_EXPECT_EQ(test, rb_entry(node, struct item, rb)->key, key);
	key = n;
	KUNIT_EXPECT_NULL(test, rb_find(&key, &root.rb_root, item_find));
}

static void interval_tree_overlaps(struct kunit *test)
{
	struct interval_tree_node nodes[] = {
		{ .start = 0, .last = 9 }, { .start = 10, .last = 10 }, { .start = 5, .last = 30 },
		{ .start = 40, .last = ULONG_MAX },
	};
	struct rb_root_cached root = RB_ROOT_CACHED;
	struct interval_tree_node *n;
	int hits = 0;

	for (size_t i = 0; i < ARRAY_SIZE(nodes); i++)
		interval_tree_insert(&nodes[i], &root);
	for (n = interval_tree_iter_first(&root, 9, 10); n; n = interval_tree_iter_next(n, 9, 10))
		hits++;
	KUNIT_EXPECT_EQ(test, hits, 3);
	KUNIT_EXPECT_NULL(test, interval_tree_iter_first(&root, 31, 39));
	interval_tree_remove(&nodes[2], &root);
	KUNIT_EXPECT_NULL(test, interval_tree_iter_first(&root, 11, 39));
	KUNIT_EXPECT_PTR_EQ(test, interval_tree_iter_first(&root, 50, 50), &nodes[3]);
}

static void llist_is_a_stack(struct kunit *test)
{
	struct llist_node n[3];
	LLIST_HEAD(head);

	KUNIT_EXPECT_TRUE(test, llist_add(&n[0], &head));
	KUNIT_EXPECT_FALSE(test, llist_add(&n[1], &head));
	llist_add(&n[2], &head);
	KUNIT_EXPECT_PTR_EQ(test, llist_del_first(&head), &n[2]);
	KUNIT_EXPECT_PTR_EQ(test, llist_reverse_order(llist_del_all(&head)), &n[0]);
	KUNIT_EXPECT_TRUE(test, llist_empty(&head));
	KUNIT_EXPECT_NULL(test, llist_del_first(&head));
}

static void timer_queue_next(struct kunit *test)
{
	struct timerqueue_head head;
	struct timerqueue_node n[3];

	timerqueue_init_head(&head);
	for (int i = 0; i < 3; i++) {
		timerqueue_init(&n[i]);
		n[i].expires = 30 - 10 * i;
		KUNIT_EXPECT_TRUE(test, timerqueue_add(&head, &n[i]));
	}
	KUNIT_EXPECT_PTR_EQ(test, timerqueue_getnext(&head), &n[2]);
	KUNIT_EXPECT_TRUE(test, timerqueue_del(&head, &n[2]));
	KUNIT_EXPECT_PTR_EQ(test, timerqueue_iterate_next(&n[1]), &n[0]);
	KUNIT_EXPECT_TRUE(test, timerqueue_del(&head, &n[0]));
	KUNIT_EXPECT_FALSE(test, timerqueue_del(&head, &n[1]));
	KUNIT_EXPECT_NULL(test, timerqueue_getnext(&head));
}

static struct kunit_case list_cases[] = {
	KUNIT_CASE(list_moves),
	KUNIT_CASE(list_deleted_is_poisoned),
	KUNIT_CASE(list_sort_is_stable),
	KUNIT_CASE(sort_and_bsearch),
	KUNIT_CASE(hash_table_holds),
	KUNIT_CASE(rb_tree_in_order),
	KUNIT_CASE(interval_tree_overlaps),
	KUNIT_CASE(llist_is_a_stack),
	KUNIT_CASE(timer_queue_next),
	{}
};

static struct kunit_suite list_suite = {
	.name = "conformance-list",
	.test_cases = list_cases,
};
kunit_test_suite(list_suite);

MODULE_DESCRIPTION("Behaviour of lists, trees and sorting");
MODULE_LICENSE("GPL");
