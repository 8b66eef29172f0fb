// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Heaps in arrays, lists in order of priority, trees that know of their nodes' subtrees. */
#include <kunit/test.h>
#include <linux/min_heap.h>
#include <linux/module.h>
#include <linux/plist.h>
#include <linux/rbtree_augmented.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

static bool less(const void *a, const void *b, void *args)
{
	if (args)
		++*(int *)args;
	return *(const int *)a < *(const int *)b;
}

static void exchange(void *a, void *b, void *args)
{
	swap(*(int *)a, *(int *)b);
}

static const struct min_heap_callbacks smallest_first = { .less = less, .swp = exchange };

DEFINE_MIN_HEAP(int, heap);
MIN_HEAP_PREALLOCATED(int, heap_with_room, 6);

/* All that is in a heap, in its order, as the digits of a number. */
static int drain(struct heap *h)
{
	int digits = 0;

	while (h->nr) {
		digits = digits * 10 + *min_heap_peek(h);
		if (!min_heap_pop(h, &smallest_first, NULL))
			return -1;
	}
	return digits;
}

static void heaps_keep_the_smallest(struct kunit *test)
{
	static const int values[] = { 5, 3, 8, 1, 9, 3 };
	int room[6];
	struct heap h;

	min_heap_init(&h, room, ARRAY_SIZE(room));
	KUNIT_EXPECT_EQ(test, h.nr, 0);
	KUNIT_EXPECT_EQ(test, h.size, 6);
	KUNIT_EXPECT_PTR_EQ(test, h.data, &room[0]);
	KUNIT_EXPECT_NULL(test, min_heap_peek(&h));
	KUNIT_EXPECT_FALSE(test, min_heap_full(&h));
	for (int i = 0; i < ARRAY_SIZE(values); i++)
		KUNIT_EXPECT_TRUE(test, min_heap_push(&h, &values[i], &smallest_first, NULL));
	KUNIT_EXPECT_TRUE(test, min_heap_full(&h));
	KUNIT_EXPECT_EQ(test, *min_heap_peek(&h), 1);
	KUNIT_EXPECT_EQ(test, drain(&h), 133589);
	KUNIT_EXPECT_NULL(test, min_heap_peek(&h));
}

static void heaps_from_arrays(struct kunit *test)
{
	int room[7] = { 7, 6, 5, 4, 3, 2, 1 }, calls = 0;
	struct heap h = { .nr = 7, .size = 7, .data = room };

	min_heapify_all(&h, &smallest_first, &calls);
	KUNIT_EXPECT_EQ(test, room[0], 1);
	for (int i = 1; i < 7; i++)
		KUNIT_EXPECT_LE(test, room[(i - 1) / 2], room[i]);
	/* The caller's argument came through. */
	KUNIT_EXPECT_GT(test, calls, 0);
	KUNIT_EXPECT_EQ(test, drain(&h), 1234567);
	h.nr = 0;
	min_heapify_all(&h, &smallest_first, NULL);
	KUNIT_EXPECT_EQ(test, h.nr, 0);
}

static void heaps_changed_in_place(struct kunit *test)
{
	int room[6] = { 1, 2, 3, 4, 5, 6 }, value = 4;
	struct heap h = { .nr = 6, .size = 6, .data = room };

	/* Another one instead of the smallest. */
	min_heap_pop_push(&h, &value, &smallest_first, NULL);
	KUNIT_EXPECT_EQ(test, h.nr, 6);
	KUNIT_EXPECT_EQ(test, *min_heap_peek(&h), 2);
	room[0] = 9;
	min_heap_sift_down(&h, 0, &smallest_first, NULL);
	KUNIT_EXPECT_EQ(test, room[0], 3);
	room[5] = 0;
	min_heap_sift_up(&h, 5, &smallest_first, NULL);
	KUNIT_EXPECT_EQ(test, room[0], 0);
	for (int i = 1; i < 6; i++)
		KUNIT_EXPECT_LE(test, room[(i - 1) / 2], room[i]);
}

static void heaps_lose_any_element(struct kunit *test)
{
	for (int gone = 0; gone < 7; gone++) {
		int room[7] = { 1, 2, 5, 3, 4, 6, 7 }, value, expected = 0;
		struct heap h = { .nr = 7, .size = 7, .data = room };

		value = room[gone];
		KUNIT_EXPECT_TRUE(test, min_heap_del(&h, gone, &smallest_first, NULL));
		KUNIT_EXPECT_EQ(test, h.nr, 6);
		for (int i = 1; i <= 7; i++)
			if (i != value)
				expected = expected * 10 + i;
		KUNIT_EXPECT_EQ_MSG(test, drain(&h), expected, "without %d", value);
	}
}

static void heaps_with_room_of_their_own(struct kunit *test)
{
	struct heap_with_room h;

	min_heap_init(&h, NULL, 6);
	KUNIT_EXPECT_PTR_EQ(test, h.data, &h.preallocated[0]);
	for (int i = 6; i > 0; i--)
		min_heap_push(&h, &i, &smallest_first, NULL);
	KUNIT_EXPECT_TRUE(test, min_heap_full(&h));
	KUNIT_EXPECT_EQ(test, h.preallocated[0], 1);
	KUNIT_EXPECT_EQ(test, ARRAY_SIZE(h.preallocated), 6);
}

/* No module may add to such a list: they are put together by hand, as the kernel would. */
struct task { int id; struct plist_node prio; };

static void priorities_to_begin_with(struct kunit *test)
{
	PLIST_HEAD(head);
	struct plist_head other = PLIST_HEAD_INIT(other), third;
	struct plist_node node = PLIST_NODE_INIT(node, -3), fresh;

	plist_head_init(&third);
	plist_node_init(&fresh, 20);
	KUNIT_EXPECT_TRUE(test, plist_head_empty(&head));
	KUNIT_EXPECT_TRUE(test, plist_head_empty(&other));
	KUNIT_EXPECT_TRUE(test, plist_head_empty(&third));
	KUNIT_EXPECT_TRUE(test, plist_node_empty(&node));
	KUNIT_EXPECT_TRUE(test, plist_node_empty(&fresh));
	KUNIT_EXPECT_EQ(test, node.prio, -3);
	KUNIT_EXPECT_EQ(test, fresh.prio, 20);
	KUNIT_EXPECT_TRUE(test, list_empty(&node.prio_list));
	list_add(&fresh.node_list, &head.node_list);
	KUNIT_EXPECT_FALSE(test, plist_head_empty(&head));
	KUNIT_EXPECT_FALSE(test, plist_node_empty(&fresh));
}

static void priorities_in_order(struct kunit *test)
{
	struct task tasks[4], *task, *next;
	struct plist_node *pos, *after;
	PLIST_HEAD(head);
	int seen = 0;

	for (int i = 0; i < 4; i++) {
		tasks[i].id = i + 1;
		plist_node_init(&tasks[i].prio, 10 * i);
		list_add_tail(&tasks[i].prio.node_list, &head.node_list);
	}
	KUNIT_EXPECT_PTR_EQ(test, plist_first(&head), &tasks[0].prio);
	KUNIT_EXPECT_PTR_EQ(test, plist_last(&head), &tasks[3].prio);
	KUNIT_EXPECT_PTR_EQ(test, plist_first_entry(&head, struct task, prio), &tasks[0]);
	KUNIT_EXPECT_PTR_EQ(test, plist_last_entry(&head, struct task, prio), &tasks[3]);
	KUNIT_EXPECT_PTR_EQ(test, plist_next(&tasks[0].prio), &tasks[1].prio);
	KUNIT_EXPECT_PTR_EQ(test, plist_prev(&tasks[3].prio), &tasks[2].prio);
	plist_for_each(pos, &head)
		seen = seen * 100 + pos->prio;
	KUNIT_EXPECT_EQ(test, seen, 102030);
	seen = 0;
	plist_for_each_entry(task, &head, prio)
		seen = seen * 10 + task->id;
	KUNIT_EXPECT_EQ(test, seen, 1234);
	pos = &tasks[1].prio;
	seen = 0;
	plist_for_each_continue(pos, &head)
		seen = seen * 100 + pos->prio;
	KUNIT_EXPECT_EQ(test, seen, 2030);
	task = &tasks[2];
	seen = 0;
	plist_for_each_entry_continue(task, &head, prio)
		seen = seen * 10 + task->id;
	KUNIT_EXPECT_EQ(test, seen, 4);
	plist_for_each_safe(pos, after, &head)
		if (pos->prio < 20)
			list_del_init(&pos->node_list);
	KUNIT_EXPECT_PTR_EQ(test, plist_first(&head), &tasks[2].prio);
	plist_for_each_entry_safe(task, next, &head, prio)
		list_del_init(&task->prio.node_list);
	KUNIT_EXPECT_TRUE(test, plist_head_empty(&head));
}

struct span { int key, weight, sum; struct rb_node node; };

#define SPAN(rb) rb_entry(rb, struct span, node)

/* Sums up a subtree; true when nothing changed, so that the way up may end. */
static bool sum_up(struct span *span, bool exit)
{
	int sum = span->weight;

	if (span->node.rb_left)
		sum += SPAN(span->node.rb_left)->sum;
	if (span->node.rb_right)
		sum += SPAN(span->node.rb_right)->sum;
	if (exit && span->sum == sum)
		return true;
	span->sum = sum;
	return false;
}

RB_DECLARE_CALLBACKS(static, sums, struct span, node, sum, sum_up);

static void add_span(struct span *span, struct rb_root_cached *root)
{
	struct rb_node **link = &root->rb_root.rb_node, *parent = NULL;
	bool leftmost = true;

	while (*link) {
		parent = *link;
		SPAN(parent)->sum += span->weight;
		if (span->key < SPAN(parent)->key) {
			link = &parent->rb_left;
		} else {
			link = &parent->rb_right;
			leftmost = false;
		}
	}
	span->sum = span->weight;
	rb_link_node(&span->node, parent, link);
	rb_insert_augmented_cached(&span->node, root, leftmost, &sums);
}

/* Colours and sums of a subtree: its black height, or -1 when something does not fit. */
static int check_spans(struct rb_node *node)
{
	int left, right;
	struct span *span;

	if (!node)
		return 0;
	span = SPAN(node);
	if (rb_is_red(node) && node->rb_left && rb_is_red(node->rb_left))
		return -1;
	if (rb_is_red(node) && node->rb_right && rb_is_red(node->rb_right))
		return -1;
	left = check_spans(node->rb_left);
	right = check_spans(node->rb_right);
	if (left < 0 || left != right || !sum_up(span, true))
		return -1;
	return left + (rb_color(node) != RB_RED);
}

static void trees_with_sums(struct kunit *test)
{
	struct span *spans = kunit_kcalloc(test, 50, sizeof(*spans), GFP_KERNEL);
	struct rb_root_cached root = RB_ROOT_CACHED;
	int sum = 0;

	KUNIT_ASSERT_NOT_NULL(test, spans);
	for (int i = 0; i < 50; i++) {
		spans[i].key = (i * 37) % 50;
		spans[i].weight = i + 1;
		sum += i + 1;
		add_span(&spans[i], &root);
		KUNIT_ASSERT_GE(test, check_spans(root.rb_root.rb_node), 1);
		KUNIT_EXPECT_EQ(test, SPAN(root.rb_root.rb_node)->sum, sum);
	}
	KUNIT_EXPECT_EQ(test, SPAN(rb_first_cached(&root))->key, 0);
	KUNIT_EXPECT_FALSE(test, rb_is_red(root.rb_root.rb_node));
	for (int i = 0; i < 49; i++) {
		rb_erase_augmented_cached(&spans[i].node, &root, &sums);
		sum -= spans[i].weight;
		KUNIT_ASSERT_GE(test, check_spans(root.rb_root.rb_node), 1);
		KUNIT_EXPECT_EQ(test, SPAN(root.rb_root.rb_node)->sum, sum);
		KUNIT_EXPECT_PTR_EQ(test, rb_first_cached(&root), rb_first(&root.rb_root));
	}
	rb_erase_augmented_cached(&spans[49].node, &root, &sums);
	KUNIT_EXPECT_NULL(test, rb_first_cached(&root));
	KUNIT_EXPECT_TRUE(test, RB_EMPTY_ROOT(&root.rb_root));
}

static void parents_and_colours(struct kunit *test)
{
	struct rb_node parent = {}, other = {}, node = {};

	rb_set_parent_color(&node, &parent, RB_RED);
	KUNIT_EXPECT_PTR_EQ(test, rb_parent(&node), &parent);
	KUNIT_EXPECT_TRUE(test, rb_is_red(&node));
	KUNIT_EXPECT_FALSE(test, rb_is_black(&node));
	rb_set_parent(&node, &other);
	KUNIT_EXPECT_PTR_EQ(test, rb_parent(&node), &other);
	KUNIT_EXPECT_TRUE(test, rb_is_red(&node));
	rb_set_parent_color(&node, &parent, RB_BLACK);
	KUNIT_EXPECT_FALSE(test, rb_is_red(&node));
	rb_set_parent(&node, NULL);
	KUNIT_EXPECT_NULL(test, rb_parent(&node));
	KUNIT_EXPECT_TRUE(test, rb_is_black(&node));
	KUNIT_EXPECT_EQ(test, RB_RED, 0);
}

static int compare_keys(const void *key, const struct rb_node *node)
{
	return *(const int *)key - SPAN(node)->key;
}

static int compare_spans(struct rb_node *node, const struct rb_node *other)
{
	return compare_keys(&SPAN(node)->key, other);
}

static void trees_under_rcu(struct kunit *test)
{
	struct span spans[4] = { { 2 }, { 1 }, { 3 }, { 2 } };
	struct rb_root root = RB_ROOT;
	int key = 3, missing = 9;

	for (int i = 0; i < 3; i++)
		KUNIT_EXPECT_NULL(test, rb_find_add_rcu(&spans[i].node, &root, compare_spans));
	/* One that is there is told, and the other is not added. */
	KUNIT_EXPECT_PTR_EQ(test, rb_find_add_rcu(&spans[3].node, &root, compare_spans),
			    &spans[0].node);
	rcu_read_lock();
	KUNIT_EXPECT_PTR_EQ(test, rb_find_rcu(&key, &root, compare_keys), &spans[2].node);
	KUNIT_EXPECT_NULL(test, rb_find_rcu(&missing, &root, compare_keys));
	rcu_read_unlock();
	rb_replace_node_rcu(&spans[0].node, &spans[3].node, &root);
	key = 2;
	KUNIT_EXPECT_PTR_EQ(test, rb_find_rcu(&key, &root, compare_keys), &spans[3].node);
	KUNIT_EXPECT_PTR_EQ(test, rb_next(&spans[3].node), &spans[2].node);
}

static void trees_linked_by_hand(struct kunit *test)
{
	struct span spans[4] = { { 1 }, { 2 }, { 2 }, { 2 } }, other = { 1 };
	struct rb_root_cached root = RB_ROOT_CACHED;
	struct rb_node *node;
	int key = 2, met = 0;

	rb_link_node_rcu(&spans[0].node, NULL, &root.rb_root.rb_node);
	rb_insert_color_cached(&spans[0].node, &root, true);
	for (int i = 1; i < 4; i++) {
		node = rb_last(&root.rb_root);
		rb_link_node_rcu(&spans[i].node, node, &node->rb_right);
		rb_insert_color_cached(&spans[i].node, &root, false);
	}
	KUNIT_EXPECT_PTR_EQ(test, rb_first_cached(&root), &spans[0].node);
	/* All of the same key, in their order. */
	rb_for_each(node, &key, &root.rb_root, compare_keys)
		KUNIT_EXPECT_PTR_EQ(test, SPAN(node), &spans[++met]);
	KUNIT_EXPECT_EQ(test, met, 3);
	rb_replace_node_cached(&spans[0].node, &other.node, &root);
	KUNIT_EXPECT_PTR_EQ(test, rb_first_cached(&root), &other.node);
	KUNIT_EXPECT_PTR_EQ(test, rb_next(&other.node), &spans[1].node);
}

static struct kunit_case heaps_cases[] = {
	KUNIT_CASE(heaps_keep_the_smallest),
	KUNIT_CASE(heaps_from_arrays),
	KUNIT_CASE(heaps_changed_in_place),
	KUNIT_CASE(heaps_lose_any_element),
	KUNIT_CASE(heaps_with_room_of_their_own),
	KUNIT_CASE(priorities_to_begin_with),
	KUNIT_CASE(priorities_in_order),
	KUNIT_CASE(trees_with_sums),
	KUNIT_CASE(parents_and_colours),
	KUNIT_CASE(trees_under_rcu),
	KUNIT_CASE(trees_linked_by_hand),
	{}
};

static struct kunit_suite heaps_suite = {
	.name = "conformance-heaps",
	.test_cases = heaps_cases,
};
kunit_test_suite(heaps_suite);

MODULE_LICENSE("Dual MIT/GPL");
