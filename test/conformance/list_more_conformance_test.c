// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Lists of all kinds, operation by operation. */
#include <kunit/test.h>
#include <linux/hashtable.h>
#include <linux/interval_tree.h>
#include <linux/klist.h>
#include <linux/list.h>
#include <linux/list_sort.h>
#include <linux/llist.h>
#include <linux/module.h>
#include <linux/rbtree.h>
#include <linux/rculist.h>
#include <linux/timerqueue.h>

struct item { int value; struct list_head node; struct hlist_node hash; struct llist_node next; };

struct fixture { struct item items[6]; struct list_head head, other; struct hlist_head hhead; };

static int fixture_init(struct kunit *test)
{
	struct fixture *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, f);
	INIT_LIST_HEAD(&f->head);
	INIT_LIST_HEAD(&f->other);
	INIT_HLIST_HEAD(&f->hhead);
	for (int i = 0; i < 6; i++) {
		f->items[i].value = i;
		INIT_HLIST_NODE(&f->items[i].hash);
		if (i < 4)
			list_add_tail(&f->items[i].node, &f->head);
		else
			list_add_tail(&f->items[i].node, &f->other);
	}
	test->priv = f;
	return 0;
}

/* The values of a list as the digits of a number, so that one line tells its order. */
static int order(struct list_head *head)
{
	struct item *pos;
	int digits = 0;

	list_for_each_entry(pos, head, node)
		digits = digits * 10 + pos->value + 1;
	return digits;
}

static int order_backwards(struct list_head *head)
{
	struct item *pos;
	int digits = 0;

	list_for_each_entry_reverse(pos, head, node)
		digits = digits * 10 + pos->value + 1;
	return digits;
}

#define F struct fixture *f = test->priv

static void add_at_both_ends(struct kunit *test)
{
	F;
	KUNIT_EXPECT_EQ(test, order(&f->head), 1234);
	list_del(&f->items[3].node);
	list_add(&f->items[3].node, &f->head);
	KUNIT_EXPECT_EQ(test, order(&f->head), 4123);
	KUNIT_EXPECT_EQ(test, order_backwards(&f->head), 3214);
}

static void positions(struct kunit *test)
{
	F;
	KUNIT_EXPECT_TRUE(test, list_is_first(&f->items[0].node, &f->head));
	KUNIT_EXPECT_FALSE(test, list_is_first(&f->items[1].node, &f->head));
	KUNIT_EXPECT_TRUE(test, list_is_last(&f->items[3].node, &f->head));
	KUNIT_EXPECT_TRUE(test, list_is_head(&f->head, &f->head));
	KUNIT_EXPECT_PTR_EQ(test, list_first_entry(&f->head, struct item, node), &f->items[0]);
	KUNIT_EXPECT_PTR_EQ(test, list_last_entry(&f->head, struct item, node), &f->items[3]);
	KUNIT_EXPECT_PTR_EQ(test, list_next_entry(&f->items[1], node), &f->items[2]);
	KUNIT_EXPECT_PTR_EQ(test, list_prev_entry(&f->items[1], node), &f->items[0]);
}

static void first_or_null(struct kunit *test)
{
	F;
	LIST_HEAD(empty);

	KUNIT_EXPECT_NULL(test, list_first_entry_or_null(&empty, struct item, node));
	KUNIT_EXPECT_PTR_EQ(test, list_first_entry_or_null(&f->other, struct item, node),
			    &f->items[4]);
}

static void singular(struct kunit *test)
{
	F;
	KUNIT_EXPECT_FALSE(test, list_is_singular(&f->other));
	list_del_init(&f->items[4].node);
	KUNIT_EXPECT_TRUE(test, list_is_singular(&f->other));
	KUNIT_EXPECT_TRUE(test, list_empty(&f->items[4].node));
	list_del(&f->items[5].node);
	KUNIT_EXPECT_FALSE(test, list_is_singular(&f->other));
	KUNIT_EXPECT_TRUE(test, list_empty_careful(&f->other));
}

static void replacing(struct kunit *test)
{
	F;
	list_del(&f->items[4].node);
	list_replace(&f->items[1].node, &f->items[4].node);
	KUNIT_EXPECT_EQ(test, order(&f->head), 1534);
	list_del(&f->items[5].node);
	list_replace_init(&f->items[4].node, &f->items[5].node);
	KUNIT_EXPECT_EQ(test, order(&f->head), 1634);
	KUNIT_EXPECT_TRUE(test, list_empty(&f->items[4].node));
}

static void swapping(struct kunit *test)
{
	F;
	list_swap(&f->items[0].node, &f->items[2].node);
	KUNIT_EXPECT_EQ(test, order(&f->head), 3214);
	/* Neighbours, too. */
	list_swap(&f->items[2].node, &f->items[1].node);
	KUNIT_EXPECT_EQ(test, order(&f->head), 2314);
	KUNIT_EXPECT_EQ(test, order_backwards(&f->head), 4132);
}

static void moving(struct kunit *test)
{
	F;
	list_move(&f->items[2].node, &f->other);
	KUNIT_EXPECT_EQ(test, order(&f->other), 356);
	list_move_tail(&f->items[0].node, &f->other);
	KUNIT_EXPECT_EQ(test, order(&f->other), 3561);
	KUNIT_EXPECT_EQ(test, order(&f->head), 24);
}

static void bulk_move(struct kunit *test)
{
	F;
	list_bulk_move_tail(&f->head, &f->items[0].node, &f->items[1].node);
	KUNIT_EXPECT_EQ(test, order(&f->head), 3412);
	KUNIT_EXPECT_EQ(test, order_backwards(&f->head), 2143);
}

static void rotations(struct kunit *test)
{
	F;
	list_rotate_left(&f->head);
	KUNIT_EXPECT_EQ(test, order(&f->head), 2341);
	list_rotate_to_front(&f->items[3].node, &f->head);
	KUNIT_EXPECT_EQ(test, order(&f->head), 4123);
}

static void cut_position(struct kunit *test)
{
	LIST_HEAD(cut);
	F;
	list_cut_position(&cut, &f->head, &f->items[1].node);
	KUNIT_EXPECT_EQ(test, order(&cut), 12);
	KUNIT_EXPECT_EQ(test, order(&f->head), 34);
	/* At the head: nothing is cut off. */
	list_cut_position(&cut, &f->head, &f->head);
	KUNIT_EXPECT_TRUE(test, list_empty(&cut));
	KUNIT_EXPECT_EQ(test, order(&f->head), 34);
}

static void cut_before(struct kunit *test)
{
	LIST_HEAD(cut);
	F;
	list_cut_before(&cut, &f->head, &f->items[1].node);
	KUNIT_EXPECT_EQ(test, order(&cut), 1);
	KUNIT_EXPECT_EQ(test, order(&f->head), 234);
	list_cut_before(&cut, &f->head, &f->items[1].node);
	KUNIT_EXPECT_TRUE(test, list_empty(&cut));
}

static void splices(struct kunit *test)
{
	F;
	list_splice(&f->other, &f->head);
	KUNIT_EXPECT_EQ(test, order(&f->head), 561234);
	list_del(&f->items[4].node);
	list_del(&f->items[5].node);
	INIT_LIST_HEAD(&f->other);
	list_add(&f->items[4].node, &f->other);
	list_splice_tail_init(&f->other, &f->head);
	KUNIT_EXPECT_EQ(test, order(&f->head), 12345);
	KUNIT_EXPECT_TRUE(test, list_empty(&f->other));
	/* An empty list changes nothing. */
	list_splice_init(&f->other, &f->head);
	list_splice_tail(&f->other, &f->head);
	KUNIT_EXPECT_EQ(test, order(&f->head), 12345);
}

static void loops_from_the_middle(struct kunit *test)
{
	struct item *pos;
	int digits = 0;
	F;

	pos = &f->items[1];
	list_for_each_entry_continue(pos, &f->head, node)
		digits = digits * 10 + pos->value + 1;
	KUNIT_EXPECT_EQ(test, digits, 34);
	pos = &f->items[1];
	digits = 0;
	list_for_each_entry_from(pos, &f->head, node)
		digits = digits * 10 + pos->value + 1;
	KUNIT_EXPECT_EQ(test, digits, 234);
	pos = &f->items[2];
	digits = 0;
	list_for_each_entry_continue_reverse(pos, &f->head, node)
		digits = digits * 10 + pos->value + 1;
	KUNIT_EXPECT_EQ(test, digits, 21);
	KUNIT_EXPECT_TRUE(test, list_entry_is_head(pos, &f->head, node));
}

static void loops_that_delete(struct kunit *test)
{
	struct item *pos, *next;
	F;

	list_for_each_entry_safe(pos, next, &f->head, node)
		if (pos->value % 2)
			list_del(&pos->node);
	KUNIT_EXPECT_EQ(test, order(&f->head), 13);
	list_for_each_entry_safe_reverse(pos, next, &f->head, node)
		list_del_init(&pos->node);
	KUNIT_EXPECT_TRUE(test, list_empty(&f->head));
}

static void rcu_lists(struct kunit *test)
{
	struct item *pos;
	int digits = 0;
	F;

	list_del_rcu(&f->items[1].node);
	/* A reader that stands on it still finds its way. */
	KUNIT_EXPECT_PTR_EQ(test, f->items[1].node.next, &f->items[2].node);
	list_add_rcu(&f->items[1].node, &f->head);
	rcu_read_lock();
	list_for_each_entry_rcu(pos, &f->head, node)
		digits = digits * 10 + pos->value + 1;
	KUNIT_EXPECT_PTR_EQ(test, list_first_or_null_rcu(&f->head, struct item, node),
			    &f->items[1]);
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, digits, 2134);
}

static int horder(struct hlist_head *head)
{
	struct item *pos;
	int digits = 0;

	hlist_for_each_entry(pos, head, hash)
		digits = digits * 10 + pos->value + 1;
	return digits;
}

static void hash_list_places(struct kunit *test)
{
	F;
	hlist_add_head(&f->items[1].hash, &f->hhead);
	hlist_add_head(&f->items[0].hash, &f->hhead);
	hlist_add_before(&f->items[2].hash, &f->items[1].hash);
	hlist_add_behind(&f->items[3].hash, &f->items[1].hash);
	KUNIT_EXPECT_EQ(test, horder(&f->hhead), 1324);
}

static void hash_list_states(struct kunit *test)
{
	F;
	KUNIT_EXPECT_TRUE(test, hlist_unhashed(&f->items[0].hash));
	KUNIT_EXPECT_TRUE(test, hlist_empty(&f->hhead));
	hlist_add_head(&f->items[0].hash, &f->hhead);
	KUNIT_EXPECT_FALSE(test, hlist_unhashed(&f->items[0].hash));
	KUNIT_EXPECT_TRUE(test, hlist_is_singular_node(&f->items[0].hash, &f->hhead));
	hlist_del_init(&f->items[0].hash);
	KUNIT_EXPECT_TRUE(test, hlist_unhashed(&f->items[0].hash));
	/* Of what is in no list, nothing is removed. */
	hlist_del_init(&f->items[0].hash);
	hlist_add_fake(&f->items[0].hash);
	KUNIT_EXPECT_TRUE(test, hlist_fake(&f->items[0].hash));
}

static void hash_list_moves(struct kunit *test)
{
	struct hlist_head to = HLIST_HEAD_INIT;
	F;

	hlist_add_head(&f->items[1].hash, &f->hhead);
	hlist_add_head(&f->items[0].hash, &f->hhead);
	hlist_move_list(&f->hhead, &to);
	KUNIT_EXPECT_TRUE(test, hlist_empty(&f->hhead));
	KUNIT_EXPECT_EQ(test, horder(&to), 12);
	hlist_del(&f->items[0].hash);
	KUNIT_EXPECT_EQ(test, horder(&to), 2);
}

static void hash_list_safe_loop(struct kunit *test)
{
	struct hlist_node *next;
	struct item *pos;
	F;

	for (int i = 0; i < 4; i++)
		hlist_add_head(&f->items[i].hash, &f->hhead);
	hlist_for_each_entry_safe(pos, next, &f->hhead, hash)
		if (pos->value != 2)
			hlist_del(&pos->hash);
	KUNIT_EXPECT_EQ(test, horder(&f->hhead), 3);
}

static void lockless_batches(struct kunit *test)
{
	LLIST_HEAD(head);
	struct llist_node *all;
	F;

	KUNIT_EXPECT_TRUE(test, llist_add(&f->items[0].next, &head));
	KUNIT_EXPECT_FALSE(test, llist_add(&f->items[1].next, &head));
	f->items[3].next.next = &f->items[2].next;
	KUNIT_EXPECT_FALSE(test, llist_add_batch(&f->items[3].next, &f->items[2].next, &head));
	KUNIT_EXPECT_PTR_EQ(test, llist_del_first(&head), &f->items[3].next);
	all = llist_reverse_order(llist_del_all(&head));
	KUNIT_EXPECT_TRUE(test, llist_empty(&head));
	KUNIT_EXPECT_PTR_EQ(test, all, &f->items[0].next);
	KUNIT_EXPECT_PTR_EQ(test, llist_next(all), &f->items[1].next);
	KUNIT_EXPECT_NULL(test, llist_del_first(&head));
}

static struct kunit_case list_cases[] = {
	KUNIT_CASE(add_at_both_ends),
	KUNIT_CASE(positions),
	KUNIT_CASE(first_or_null),
	KUNIT_CASE(singular),
	KUNIT_CASE(replacing),
	KUNIT_CASE(swapping),
	KUNIT_CASE(moving),
	KUNIT_CASE(bulk_move),
	KUNIT_CASE(rotations),
	KUNIT_CASE(cut_position),
	KUNIT_CASE(cut_before),
	KUNIT_CASE(splices),
	KUNIT_CASE(loops_from_the_middle),
	KUNIT_CASE(loops_that_delete),
	KUNIT_CASE(rcu_lists),
	KUNIT_CASE(hash_list_places),
	KUNIT_CASE(hash_list_states),
	KUNIT_CASE(hash_list_moves),
	KUNIT_CASE(hash_list_safe_loop),
	KUNIT_CASE(lockless_batches),
	{}
};

static struct kunit_suite list_suite = {
	.name = "conformance-list-more",
	.init = fixture_init,
	.test_cases = list_cases,
};

/* ---- trees ---------------------------------------------------------------------------------- */

struct leaf { int key; struct rb_node node; };

static bool leaf_less(struct rb_node *a, const struct rb_node *b)
{
	return rb_entry(a, struct leaf, node)->key < rb_entry(b, struct leaf, node)->key;
}

static int leaf_compare(const void *key, const struct rb_node *node)
{
	return *(const int *)key - rb_entry(node, struct leaf, node)->key;
}

static int leaf_order(struct rb_root *root)
{
	int digits = 0;

	for (struct rb_node *node = rb_first(root); node; node = rb_next(node))
		digits = digits * 10 + rb_entry(node, struct leaf, node)->key;
	return digits;
}

static void rb_insert_and_erase(struct kunit *test)
{
	struct leaf leaves[7];
	struct rb_root root = RB_ROOT;
	static const int keys[7] = { 4, 2, 6, 1, 7, 3, 5 };

	for (int i = 0; i < 7; i++) {
		leaves[i].key = keys[i];
		rb_add(&leaves[i].node, &root, leaf_less);
	}
	KUNIT_EXPECT_EQ(test, leaf_order(&root), 1234567);
	rb_erase(&leaves[0].node, &root);
	rb_erase(&leaves[3].node, &root);
	KUNIT_EXPECT_EQ(test, leaf_order(&root), 23567);
	KUNIT_EXPECT_PTR_EQ(test, rb_last(&root), &leaves[4].node);
	KUNIT_EXPECT_PTR_EQ(test, rb_prev(&leaves[4].node), &leaves[2].node);
	KUNIT_EXPECT_NULL(test, rb_next(&leaves[4].node));
}

static void rb_search(struct kunit *test)
{
	struct leaf leaves[3] = { { 10 }, { 20 }, { 30 } };
	struct rb_root root = RB_ROOT;
	int key = 20, none = 25;

	KUNIT_EXPECT_TRUE(test, RB_EMPTY_ROOT(&root));
	for (int i = 0; i < 3; i++)
		rb_add(&leaves[i].node, &root, leaf_less);
	KUNIT_EXPECT_PTR_EQ(test, rb_find(&key, &root, leaf_compare), &leaves[1].node);
	KUNIT_EXPECT_NULL(test, rb_find(&none, &root, leaf_compare));
	KUNIT_EXPECT_FALSE(test, RB_EMPTY_ROOT(&root));
}

static void rb_equal_keys(struct kunit *test)
{
	struct leaf leaves[3] = { { 5 }, { 5 }, { 5 } };
	struct rb_root root = RB_ROOT;
	int key = 5;

	/* In the order in which they came. */
	for (int i = 0; i < 3; i++)
		rb_add(&leaves[i].node, &root, leaf_less);
	KUNIT_EXPECT_PTR_EQ(test, rb_first(&root), &leaves[0].node);
	KUNIT_EXPECT_PTR_EQ(test, rb_find_first(&key, &root, leaf_compare), &leaves[0].node);
	KUNIT_EXPECT_PTR_EQ(test, rb_next_match(&key, &leaves[0].node, leaf_compare),
			    &leaves[1].node);
}

static void rb_replacing(struct kunit *test)
{
	struct leaf leaves[3] = { { 1 }, { 2 }, { 3 } }, other = { 2 };
	struct rb_root root = RB_ROOT;

	for (int i = 0; i < 3; i++)
		rb_add(&leaves[i].node, &root, leaf_less);
	rb_replace_node(&leaves[1].node, &other.node, &root);
	KUNIT_EXPECT_EQ(test, leaf_order(&root), 123);
	KUNIT_EXPECT_PTR_EQ(test, rb_next(&leaves[0].node), &other.node);
	RB_CLEAR_NODE(&leaves[1].node);
	KUNIT_EXPECT_TRUE(test, RB_EMPTY_NODE(&leaves[1].node));
}

static void rb_leftmost_is_cached(struct kunit *test)
{
	struct leaf leaves[3] = { { 2 }, { 1 }, { 3 } };
	struct rb_root_cached root = RB_ROOT_CACHED;

	KUNIT_EXPECT_PTR_EQ(test, rb_add_cached(&leaves[0].node, &root, leaf_less),
			    &leaves[0].node);
	KUNIT_EXPECT_PTR_EQ(test, rb_add_cached(&leaves[1].node, &root, leaf_less),
			    &leaves[1].node);
	/* Not the new first. */
	KUNIT_EXPECT_NULL(test, rb_add_cached(&leaves[2].node, &root, leaf_less));
	KUNIT_EXPECT_PTR_EQ(test, rb_first_cached(&root), &leaves[1].node);
	rb_erase_cached(&leaves[1].node, &root);
	KUNIT_EXPECT_PTR_EQ(test, rb_first_cached(&root), &leaves[0].node);
}

static void rb_children_first(struct kunit *test)
{
	struct leaf leaves[3] = { { 2 }, { 1 }, { 3 } }, *pos, *next;
	struct rb_root root = RB_ROOT;
	int digits = 0;

	for (int i = 0; i < 3; i++)
		rb_add(&leaves[i].node, &root, leaf_less);
	rbtree_postorder_for_each_entry_safe(pos, next, &root, node)
		digits = digits * 10 + pos->key;
	KUNIT_EXPECT_EQ(test, digits, 132);
}

static void intervals_touch(struct kunit *test)
{
	struct interval_tree_node nodes[3] = {
		{ .start = 0, .last = 9 }, { .start = 10, .last = 19 }, { .start = 5, .last = 14 },
	};
	struct rb_root_cached root = RB_ROOT_CACHED;
	struct interval_tree_node *found;

	for (int i = 0; i < 3; i++)
		interval_tree_insert(&nodes[i], &root);
	found = interval_tree_iter_first(&root, 9, 9);
	KUNIT_EXPECT_PTR_EQ(test, found, &nodes[0]);
	found = interval_tree_iter_next(found, 9, 9);
	KUNIT_EXPECT_PTR_EQ(test, found, &nodes[2]);
	KUNIT_EXPECT_NULL(test, interval_tree_iter_next(found, 9, 9));
	KUNIT_EXPECT_NULL(test, interval_tree_iter_first(&root, 20, 99));
	interval_tree_remove(&nodes[2], &root);
	KUNIT_EXPECT_PTR_EQ(test, interval_tree_iter_first(&root, 10, 12), &nodes[1]);
}

static void timer_queue_order(struct kunit *test)
{
	struct timerqueue_node nodes[3];
	struct timerqueue_head head;
	static const ktime_t times[3] = { 30, 10, 20 };

	timerqueue_init_head(&head);
	for (int i = 0; i < 3; i++) {
		timerqueue_init(&nodes[i]);
		nodes[i].expires = times[i];
	}
	KUNIT_EXPECT_TRUE(test, timerqueue_add(&head, &nodes[0]));
	KUNIT_EXPECT_TRUE(test, timerqueue_add(&head, &nodes[1]));
	KUNIT_EXPECT_FALSE(test, timerqueue_add(&head, &nodes[2]));
	KUNIT_EXPECT_PTR_EQ(test, timerqueue_getnext(&head), &nodes[1]);
	KUNIT_EXPECT_PTR_EQ(test, timerqueue_iterate_next(&nodes[1]), &nodes[2]);
	/* Whether something is left. */
	KUNIT_EXPECT_TRUE(test, timerqueue_del(&head, &nodes[1]));
	KUNIT_EXPECT_TRUE(test, timerqueue_del(&head, &nodes[2]));
	KUNIT_EXPECT_FALSE(test, timerqueue_del(&head, &nodes[0]));
	KUNIT_EXPECT_NULL(test, timerqueue_getnext(&head));
}

struct counted { struct klist_node node; int gets, puts; };

static void counted_get(struct klist_node *node)
{
	container_of(node, struct counted, node)->gets++;
}

static void counted_put(struct klist_node *node)
{
	container_of(node, struct counted, node)->puts++;
}

static void klist_counts_holders(struct kunit *test)
{
	struct counted items[2] = { };
	struct klist_iter iter;
	struct klist list;

	klist_init(&list, counted_get, counted_put);
	klist_add_tail(&items[0].node, &list);
	klist_add_tail(&items[1].node, &list);
	KUNIT_EXPECT_TRUE(test, klist_node_attached(&items[0].node));
	klist_iter_init(&list, &iter);
	KUNIT_EXPECT_PTR_EQ(test, klist_next(&iter), &items[0].node);
	/* While somebody stands on it, it is not given back. */
	klist_del(&items[0].node);
	KUNIT_EXPECT_EQ(test, items[0].puts, 0);
	KUNIT_EXPECT_PTR_EQ(test, klist_next(&iter), &items[1].node);
	KUNIT_EXPECT_EQ(test, items[0].puts, 1);
	KUNIT_EXPECT_NULL(test, klist_next(&iter));
	klist_iter_exit(&iter);
	klist_remove(&items[1].node);
	KUNIT_EXPECT_EQ(test, items[1].puts, 1);
	KUNIT_EXPECT_FALSE(test, klist_node_attached(&items[1].node));
}

static struct kunit_case tree_cases[] = {
	KUNIT_CASE(rb_insert_and_erase),
	KUNIT_CASE(rb_search),
	KUNIT_CASE(rb_equal_keys),
	KUNIT_CASE(rb_replacing),
	KUNIT_CASE(rb_leftmost_is_cached),
	KUNIT_CASE(rb_children_first),
	KUNIT_CASE(intervals_touch),
	KUNIT_CASE(timer_queue_order),
	KUNIT_CASE(klist_counts_holders),
	{}
};

static struct kunit_suite tree_suite = {
	.name = "conformance-trees",
	.test_cases = tree_cases,
};
kunit_test_suites(&list_suite, &tree_suite);

MODULE_DESCRIPTION("Conformance: lists and trees, operation by operation");
MODULE_LICENSE("GPL");
