// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Every way to walk a list: from either end, from the middle, while entries go, and under RCU. */
#include <kunit/test.h>
#include <linux/hashtable.h>
#include <linux/klist.h>
#include <linux/list.h>
#include <linux/llist.h>
#include <linux/module.h>
#include <linux/poison.h>
#include <linux/rculist.h>
#include <linux/slab.h>

struct item { int value; struct list_head node; struct hlist_node hash; };

struct fixture { struct item items[5]; struct list_head head; struct hlist_head hhead; };

static int walks_init(struct kunit *test)
{
	struct fixture *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, f);
	INIT_LIST_HEAD(&f->head);
	INIT_HLIST_HEAD(&f->hhead);
	for (int i = 4; i >= 0; i--) {
		f->items[i].value = i + 1;
		list_add(&f->items[i].node, &f->head);
		hlist_add_head(&f->items[i].hash, &f->hhead);
	}
	test->priv = f;
	return 0;
}

/* What a walk meets, as the digits of a number. */
#define WALK(walk, digit) ({							\
	int seen = 0;								\
										\
	walk									\
		seen = seen * 10 + (digit);					\
	seen;									\
})
#define NODE_VALUE(pos) list_entry(pos, struct item, node)->value

static void walks_over_nodes(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct list_head *pos, *next, empty = LIST_HEAD_INIT(empty);

	KUNIT_EXPECT_EQ(test, WALK(list_for_each(pos, &f->head), NODE_VALUE(pos)), 12345);
	KUNIT_EXPECT_PTR_EQ(test, pos, &f->head);
	KUNIT_EXPECT_EQ(test, WALK(list_for_each_prev(pos, &f->head), NODE_VALUE(pos)), 54321);
	KUNIT_EXPECT_EQ(test, WALK(list_for_each_rcu(pos, &f->head), NODE_VALUE(pos)), 12345);
	pos = &f->items[1].node;
	KUNIT_EXPECT_EQ(test, WALK(list_for_each_continue(pos, &f->head), NODE_VALUE(pos)), 345);
	KUNIT_EXPECT_EQ(test, WALK(list_for_each(pos, &empty), NODE_VALUE(pos)), 0);
	KUNIT_EXPECT_EQ(test, WALK(list_for_each_prev(pos, &empty), NODE_VALUE(pos)), 0);
	KUNIT_EXPECT_EQ(test, WALK(list_for_each_safe(pos, next, &empty), NODE_VALUE(pos)), 0);
}

static void walks_that_delete_nodes(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct list_head *pos, *next;

	list_for_each_safe(pos, next, &f->head)
		if (NODE_VALUE(pos) % 2)
			list_del(pos);
	KUNIT_EXPECT_EQ(test, WALK(list_for_each(pos, &f->head), NODE_VALUE(pos)), 24);
	list_for_each_prev_safe(pos, next, &f->head)
		list_move_tail(pos, &f->head);
	KUNIT_EXPECT_EQ(test, WALK(list_for_each(pos, &f->head), NODE_VALUE(pos)), 42);
	list_for_each_prev_safe(pos, next, &f->head)
		list_del_init(pos);
	KUNIT_EXPECT_TRUE(test, list_empty(&f->head));
}

static void walks_from_the_middle(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct item *pos, *next;

	pos = &f->items[2];
	KUNIT_EXPECT_EQ(test, WALK(list_for_each_entry_from_reverse(pos, &f->head, node), pos->value),
			321);
	pos = list_prepare_entry(&f->items[3], &f->head, node);
	KUNIT_EXPECT_EQ(test, WALK(list_for_each_entry_continue(pos, &f->head, node), pos->value), 5);
	/* Nothing is the head, behind which the first one comes. */
	pos = list_prepare_entry((struct item *)NULL, &f->head, node);
	KUNIT_EXPECT_EQ(test, WALK(list_for_each_entry_continue(pos, &f->head, node), pos->value),
			12345);
	pos = &f->items[1];
	list_for_each_entry_safe_continue(pos, next, &f->head, node)
		if (pos->value != 4)
			list_del(&pos->node);
	KUNIT_EXPECT_EQ(test, WALK(list_for_each_entry(pos, &f->head, node), pos->value), 124);
	pos = &f->items[1];
	list_for_each_entry_safe_from(pos, next, &f->head, node)
		list_del(&pos->node);
	KUNIT_EXPECT_EQ(test, WALK(list_for_each_entry(pos, &f->head, node), pos->value), 1);
}

/* A walk whose next entry was taken away meanwhile finds it anew. */
static void walks_that_lose_the_next(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct item *pos, *next;
	int seen = 0;

	list_for_each_entry_safe(pos, next, &f->head, node) {
		seen = seen * 10 + pos->value;
		if (pos->value == 2) {
			list_del(&f->items[2].node);
			list_safe_reset_next(pos, next, node);
		}
	}
	KUNIT_EXPECT_EQ(test, seen, 1245);
}

static void neighbours_in_a_circle(struct kunit *test)
{
	struct fixture *f = test->priv;

	KUNIT_EXPECT_EQ(test, list_next_entry_circular(&f->items[1], &f->head, node)->value, 3);
	KUNIT_EXPECT_EQ(test, list_next_entry_circular(&f->items[4], &f->head, node)->value, 1);
	KUNIT_EXPECT_EQ(test, list_prev_entry_circular(&f->items[1], &f->head, node)->value, 1);
	KUNIT_EXPECT_EQ(test, list_prev_entry_circular(&f->items[0], &f->head, node)->value, 5);
}

static void deletions_seen_by_others(struct kunit *test)
{
	struct fixture *f = test->priv;

	list_del_init_careful(&f->items[0].node);
	KUNIT_EXPECT_TRUE(test, list_empty_careful(&f->items[0].node));
	KUNIT_EXPECT_PTR_EQ(test, f->items[0].node.prev, &f->items[0].node);
	KUNIT_EXPECT_TRUE(test, list_is_first(&f->items[1].node, &f->head));
	KUNIT_EXPECT_EQ(test, list_count_nodes(&f->head), 4);
}

#define HASH_VALUE(pos) hlist_entry(pos, struct item, hash)->value

static void walks_over_chains(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct hlist_node *pos, *next;
	struct item *item;
	HLIST_HEAD(empty);

	KUNIT_EXPECT_TRUE(test, hlist_empty(&empty));
	KUNIT_EXPECT_EQ(test, hlist_count_nodes(&empty), 0);
	KUNIT_EXPECT_EQ(test, hlist_count_nodes(&f->hhead), 5);
	KUNIT_EXPECT_EQ(test, WALK(hlist_for_each(pos, &f->hhead), HASH_VALUE(pos)), 12345);
	KUNIT_EXPECT_EQ(test, WALK(hlist_for_each(pos, &empty), HASH_VALUE(pos)), 0);
	KUNIT_EXPECT_NULL(test, hlist_entry_safe(empty.first, struct item, hash));
	KUNIT_EXPECT_PTR_EQ(test, hlist_entry_safe(f->hhead.first, struct item, hash), &f->items[0]);
	item = &f->items[1];
	KUNIT_EXPECT_EQ(test, WALK(hlist_for_each_entry_continue(item, hash), item->value), 345);
	KUNIT_EXPECT_NULL(test, item);
	item = &f->items[1];
	KUNIT_EXPECT_EQ(test, WALK(hlist_for_each_entry_from(item, hash), item->value), 2345);
	hlist_for_each_safe(pos, next, &f->hhead)
		if (HASH_VALUE(pos) != 3)
			hlist_del_init(pos);
	KUNIT_EXPECT_EQ(test, hlist_count_nodes(&f->hhead), 1);
	KUNIT_EXPECT_TRUE(test, hlist_unhashed_lockless(&f->items[0].hash));
	KUNIT_EXPECT_FALSE(test, hlist_unhashed_lockless(&f->items[2].hash));
}

static void chains_joined(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct hlist_node *pos;
	struct item own[2] = { { .value = 7 }, { .value = 8 } };
	HLIST_HEAD(joined);

	hlist_add_head(&own[1].hash, &joined);
	hlist_add_head(&own[0].hash, &joined);
	hlist_splice_init(&f->hhead, &f->items[4].hash, &joined);
	KUNIT_EXPECT_TRUE(test, hlist_empty(&f->hhead));
	KUNIT_EXPECT_EQ(test, WALK(hlist_for_each(pos, &joined), HASH_VALUE(pos)), 1234578);
	hlist_del(&own[0].hash);
	hlist_del(&f->items[0].hash);
	KUNIT_EXPECT_EQ(test, WALK(hlist_for_each(pos, &joined), HASH_VALUE(pos)), 23458);
}

static void lists_under_rcu(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct item own[2] = { { .value = 7 }, { .value = 8 } }, *pos;

	list_add_tail_rcu(&own[0].node, &f->head);
	list_replace_rcu(&f->items[1].node, &own[1].node);
	rcu_read_lock();
	KUNIT_EXPECT_EQ(test, WALK(list_for_each_entry_rcu(pos, &f->head, node), pos->value), 183457);
	pos = &f->items[2];
	KUNIT_EXPECT_EQ(test, WALK(list_for_each_entry_continue_rcu(pos, &f->head, node), pos->value),
			457);
	/* A reader on an entry that was replaced goes on from there. */
	pos = &f->items[1];
	KUNIT_EXPECT_EQ(test, WALK(list_for_each_entry_continue_rcu(pos, &f->head, node), pos->value),
			3457);
	KUNIT_EXPECT_PTR_EQ(test, list_entry_rcu(f->head.next, struct item, node), &f->items[0]);
	KUNIT_EXPECT_PTR_EQ(test, rcu_dereference(list_next_rcu(&f->items[0].node)), &own[1].node);
	rcu_read_unlock();
	KUNIT_EXPECT_PTR_EQ(test, f->items[1].node.prev, (struct list_head *)LIST_POISON2);
	list_del(&own[0].node);
	list_del(&own[1].node);
}

static void chains_under_rcu(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct item own = { .value = 7 }, *pos;

	hlist_add_head_rcu(&own.hash, &f->hhead);
	hlist_del_rcu(&f->items[0].hash);
	hlist_del_init_rcu(&f->items[2].hash);
	rcu_read_lock();
	KUNIT_EXPECT_EQ(test, WALK(hlist_for_each_entry_rcu(pos, &f->hhead, hash), pos->value), 7245);
	KUNIT_EXPECT_PTR_EQ(test, rcu_dereference(hlist_first_rcu(&f->hhead)), &own.hash);
	KUNIT_EXPECT_PTR_EQ(test, rcu_dereference(hlist_next_rcu(&own.hash)), &f->items[1].hash);
	KUNIT_EXPECT_PTR_EQ(test, rcu_dereference(hlist_pprev_rcu(&f->items[1].hash)),
			    &f->items[1].hash);
	rcu_read_unlock();
	/* Readers still find what came behind a deleted one; only the other is unhashed. */
	KUNIT_EXPECT_PTR_EQ(test, f->items[0].hash.next, &f->items[1].hash);
	KUNIT_EXPECT_PTR_EQ(test, f->items[2].hash.next, &f->items[3].hash);
	KUNIT_EXPECT_FALSE(test, hlist_unhashed(&f->items[0].hash));
	KUNIT_EXPECT_TRUE(test, hlist_unhashed(&f->items[2].hash));
	hlist_del_init_rcu(&f->items[2].hash);
	KUNIT_EXPECT_EQ(test, hlist_count_nodes(&f->hhead), 4);
}

static DEFINE_READ_MOSTLY_HASHTABLE(table, 4);

static void tables_read_mostly(struct kunit *test)
{
	struct item own = { .value = 7 };

	hash_init(table);
	KUNIT_EXPECT_EQ(test, HASH_SIZE(table), 16);
	KUNIT_EXPECT_TRUE(test, hash_empty(table));
	hash_add_rcu(table, &own.hash, own.value);
	KUNIT_EXPECT_FALSE(test, hash_empty(table));
	KUNIT_EXPECT_TRUE(test, hash_hashed(&own.hash));
	hash_del_rcu(&own.hash);
	KUNIT_EXPECT_TRUE(test, hash_empty(table));
	KUNIT_EXPECT_FALSE(test, hash_hashed(&own.hash));
}

struct kept { int value; struct klist_node node; };

static DEFINE_KLIST(keeps, NULL, NULL);

static int kept_value(struct klist_node *node)
{
	return node ? container_of(node, struct kept, node)->value : 0;
}

static void lists_with_references(struct kunit *test)
{
	struct klist other = KLIST_INIT(other, NULL, NULL);
	struct kept items[4] = { { 1 }, { 2 }, { 3 }, { 4 } };
	struct klist_iter iter;
	int seen = 0;

	KUNIT_EXPECT_TRUE(test, list_empty(&other.k_list));
	klist_add_tail(&items[2].node, &keeps);
	klist_add_head(&items[0].node, &keeps);
	klist_add_behind(&items[1].node, &items[0].node);
	klist_add_before(&items[3].node, &items[0].node);
	klist_iter_init_node(&keeps, &iter, &items[1].node);
	KUNIT_EXPECT_EQ(test, kept_value(klist_next(&iter)), 3);
	KUNIT_EXPECT_EQ(test, kept_value(klist_prev(&iter)), 2);
	KUNIT_EXPECT_EQ(test, kept_value(klist_prev(&iter)), 1);
	KUNIT_EXPECT_EQ(test, kept_value(klist_prev(&iter)), 4);
	KUNIT_EXPECT_NULL(test, klist_prev(&iter));
	klist_iter_exit(&iter);
	klist_iter_init(&keeps, &iter);
	for (struct klist_node *pos; (pos = klist_next(&iter));)
		seen = seen * 10 + kept_value(pos);
	klist_iter_exit(&iter);
	KUNIT_EXPECT_EQ(test, seen, 4123);
	for (int i = 0; i < 4; i++) {
		klist_remove(&items[i].node);
		KUNIT_EXPECT_FALSE(test, klist_node_attached(&items[i].node));
	}
}

struct queued { int value; struct llist_node node; };

static void lock_less_heads(struct kunit *test)
{
	struct llist_head head = LLIST_HEAD_INIT(head);
	struct queued one = { .value = 1 }, *none = llist_entry(NULL, struct queued, node);

	KUNIT_EXPECT_TRUE(test, llist_empty(&head));
	KUNIT_EXPECT_TRUE(test, llist_add(&one.node, &head));
	KUNIT_EXPECT_FALSE(test, llist_empty(&head));
	KUNIT_EXPECT_TRUE(test, member_address_is_nonnull(&one, node));
	KUNIT_EXPECT_FALSE(test, member_address_is_nonnull(none, node));
}

static struct kunit_case list_walks_cases[] = {
	KUNIT_CASE(walks_over_nodes),
	KUNIT_CASE(walks_that_delete_nodes),
	KUNIT_CASE(walks_from_the_middle),
	KUNIT_CASE(walks_that_lose_the_next),
	KUNIT_CASE(neighbours_in_a_circle),
	KUNIT_CASE(deletions_seen_by_others),
	KUNIT_CASE(walks_over_chains),
	KUNIT_CASE(chains_joined),
	KUNIT_CASE(lists_under_rcu),
	KUNIT_CASE(chains_under_rcu),
	KUNIT_CASE(tables_read_mostly),
	KUNIT_CASE(lists_with_references),
	KUNIT_CASE(lock_less_heads),
	{}
};

static struct kunit_suite list_walks_suite = {
	.name = "conformance-list-walks",
	.init = walks_init,
	.test_cases = list_walks_cases,
};
kunit_test_suite(list_walks_suite);

MODULE_LICENSE("Dual MIT/GPL");
