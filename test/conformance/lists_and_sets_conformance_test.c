// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Locked hash lists, lists that end with a number, growing arrays, arrays of pointers. */
#include <kunit/test.h>
#include <linux/generic-radix-tree.h>
#include <linux/module.h>
#include <linux/rculist_bl.h>
#include <linux/rculist_nulls.h>
#include <linux/slab.h>
#include <linux/string.h>

struct thing {
	int number;
	struct hlist_bl_node bl;
	struct hlist_nulls_node nulls;
};

static unsigned long digits_bl(struct hlist_bl_head *head)
{
	struct hlist_bl_node *pos;
	unsigned long sum = 0;
	struct thing *t;

	hlist_bl_for_each_entry(t, pos, head, bl)
		sum = sum * 10 + t->number;
	return sum;
}

static void lists_with_a_lock(struct kunit *test)
{
	struct thing things[5] = { { 1 }, { 2 }, { 3 }, { 4 }, { 5 } }, *t;
	struct hlist_bl_node *pos, *next;
	struct hlist_bl_head head;
	unsigned long sum = 0;

	INIT_HLIST_BL_HEAD(&head);
	for (int i = 0; i < 5; i++)
		INIT_HLIST_BL_NODE(&things[i].bl);
	KUNIT_EXPECT_TRUE(test, hlist_bl_empty(&head));
	KUNIT_EXPECT_TRUE(test, hlist_bl_unhashed(&things[0].bl));
	hlist_bl_lock(&head);
	KUNIT_EXPECT_TRUE(test, hlist_bl_is_locked(&head));
	KUNIT_EXPECT_TRUE(test, hlist_bl_empty(&head));
	hlist_bl_add_head(&things[0].bl, &head);
	hlist_bl_add_head_rcu(&things[1].bl, &head);
	hlist_bl_add_before(&things[2].bl, &things[1].bl);
	hlist_bl_add_behind(&things[3].bl, &things[1].bl);
	KUNIT_EXPECT_PTR_EQ(test, hlist_bl_first(&head), &things[2].bl);
	KUNIT_EXPECT_EQ(test, digits_bl(&head), 3241ul);
	hlist_bl_unlock(&head);
	KUNIT_EXPECT_FALSE(test, hlist_bl_is_locked(&head));
	KUNIT_EXPECT_EQ(test, digits_bl(&head), 3241ul);
	hlist_bl_lock(&head);
	hlist_bl_del_init(&things[2].bl);
	hlist_bl_del_init(&things[2].bl);
	KUNIT_EXPECT_TRUE(test, hlist_bl_unhashed(&things[2].bl));
	hlist_bl_del(&things[3].bl);
	KUNIT_EXPECT_PTR_EQ(test, (void *)things[3].bl.next, (void *)LIST_POISON1);
	hlist_bl_del_rcu(&things[1].bl);
	KUNIT_EXPECT_PTR_EQ(test, things[1].bl.next, &things[0].bl);
	KUNIT_EXPECT_EQ(test, digits_bl(&head), 1ul);
	hlist_bl_add_head(&things[4].bl, &head);
	hlist_bl_unlock(&head);
	rcu_read_lock();
	hlist_bl_for_each_entry_rcu(t, pos, &head, bl)
		sum += t->number;
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, sum, 6ul);
	hlist_bl_lock(&head);
	hlist_bl_for_each_entry_safe(t, pos, next, &head, bl)
		hlist_bl_del(pos);
	hlist_bl_unlock(&head);
	KUNIT_EXPECT_TRUE(test, hlist_bl_empty(&head));
}

static void locks_of_a_bit(struct kunit *test)
{
	unsigned long word = 1;
	int before = preempt_count();

	bit_spin_lock(5, &word);
	KUNIT_EXPECT_EQ(test, word, 33ul);
	KUNIT_EXPECT_TRUE(test, bit_spin_is_locked(5, &word));
	KUNIT_EXPECT_FALSE(test, bit_spin_trylock(5, &word));
	bit_spin_unlock(5, &word);
	KUNIT_EXPECT_TRUE(test, bit_spin_trylock(5, &word));
	__bit_spin_unlock(5, &word);
	KUNIT_EXPECT_EQ(test, word, 1ul);
	KUNIT_EXPECT_EQ(test, preempt_count(), before);
}

static void lists_that_end_with_a_number(struct kunit *test)
{
	struct thing things[6] = { { 1 }, { 2 }, { 3 }, { 4 }, { 5 }, { 6 } }, *t;
	struct hlist_nulls_node *pos;
	struct hlist_nulls_head head;
	unsigned long sum = 0;

	INIT_HLIST_NULLS_HEAD(&head, 77);
	KUNIT_EXPECT_TRUE(test, hlist_nulls_empty(&head));
	KUNIT_EXPECT_TRUE(test, is_a_nulls(head.first));
	KUNIT_EXPECT_EQ(test, get_nulls_value(head.first), 77ul);
	KUNIT_EXPECT_NULL(test, hlist_nulls_entry_safe(head.first, struct thing, nulls));
	KUNIT_EXPECT_EQ(test, NULLS_MARKER(-1), ~0ul);
	hlist_nulls_add_tail_rcu(&things[0].nulls, &head);
	hlist_nulls_add_head(&things[1].nulls, &head);
	hlist_nulls_add_head_rcu(&things[2].nulls, &head);
	hlist_nulls_add_tail_rcu(&things[3].nulls, &head);
	hlist_nulls_for_each_entry(t, pos, &head, nulls)
		sum = sum * 10 + t->number;
	KUNIT_EXPECT_EQ(test, sum, 3214ul);
	KUNIT_EXPECT_EQ(test, get_nulls_value(pos), 77ul);
	hlist_nulls_replace_rcu(&things[1].nulls, &things[4].nulls);
	hlist_nulls_replace_init_rcu(&things[3].nulls, &things[5].nulls);
	KUNIT_EXPECT_TRUE(test, hlist_nulls_unhashed(&things[3].nulls));
	KUNIT_EXPECT_TRUE(test, hlist_nulls_unhashed_lockless(&things[3].nulls));
	sum = 0;
	rcu_read_lock();
	hlist_nulls_for_each_entry_rcu(t, pos, &head, nulls)
		sum = sum * 10 + t->number;
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, sum, 3516ul);
	pos = &things[4].nulls;
	sum = 0;
	hlist_nulls_for_each_entry_from(t, pos, nulls)
		sum = sum * 10 + t->number;
	KUNIT_EXPECT_EQ(test, sum, 516ul);
	hlist_nulls_del(&things[4].nulls);
	KUNIT_EXPECT_FALSE(test, hlist_nulls_unhashed(&things[4].nulls));
	hlist_nulls_del_init_rcu(&things[0].nulls);
	KUNIT_EXPECT_TRUE(test, hlist_nulls_unhashed(&things[0].nulls));
	sum = 0;
	hlist_nulls_for_each_entry_safe(t, pos, &head, nulls) {
		sum = sum * 10 + t->number;
		hlist_nulls_del_rcu(&t->nulls);
	}
	KUNIT_EXPECT_EQ(test, sum, 36ul);
	KUNIT_EXPECT_TRUE(test, hlist_nulls_empty(&head));
	hlist_nulls_add_fake(&things[0].nulls);
	KUNIT_EXPECT_FALSE(test, hlist_nulls_unhashed(&things[0].nulls));
	hlist_nulls_del(&things[0].nulls);
}

struct odd {
	u32 word[3];
};

static void arrays_that_grow(struct kunit *test)
{
	static DEFINE_GENRADIX(odds, struct odd);
	GENRADIX(u64) words;
	struct genradix_iter iter;
	unsigned long count = 0, sum = 0;
	struct odd *o;
	u64 *p;

	genradix_init(&words);
	KUNIT_EXPECT_NULL(test, genradix_ptr(&words, 0));
	p = genradix_ptr_alloc(&words, 100000, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_EQ(test, *p, 0ull);
	*p = 7;
	KUNIT_EXPECT_PTR_EQ(test, genradix_ptr(&words, 100000), p);
	KUNIT_EXPECT_PTR_EQ(test, genradix_ptr_inlined(&words, 100000), p);
	KUNIT_EXPECT_PTR_EQ(test, genradix_ptr_alloc_inlined(&words, 100000, GFP_KERNEL), p);
	KUNIT_EXPECT_NULL(test, genradix_ptr(&words, 500));
	KUNIT_EXPECT_NULL(test, genradix_ptr(&words, 1ul << 40));
	*(u64 *)genradix_ptr_alloc(&words, 3, GFP_KERNEL) = 5;
	genradix_for_each(&words, iter, p) {
		count++;
		sum += *p * iter.pos;
	}
	KUNIT_EXPECT_EQ(test, count, 128ul);
	KUNIT_EXPECT_EQ(test, sum, 700015ul);
	count = 0;
	genradix_for_each_from(&words, iter, p, 60)
		count++;
	KUNIT_EXPECT_EQ(test, count, 68ul);
	count = sum = 0;
	genradix_for_each_reverse(&words, iter, p) {
		count++;
		sum += *p * iter.pos;
	}
	KUNIT_EXPECT_EQ(test, count, 128ul);
	KUNIT_EXPECT_EQ(test, sum, 700015ul);
	genradix_free(&words);
	KUNIT_EXPECT_NULL(test, genradix_ptr(&words, 3));
	genradix_for_each(&words, iter, p)
		count++;
	KUNIT_EXPECT_EQ(test, count, 128ul);

	KUNIT_EXPECT_EQ(test, genradix_prealloc(&odds, 50, GFP_KERNEL), 0);
	for (int i = 0; i < 50; i++) {
		o = genradix_ptr(&odds, i);
		KUNIT_ASSERT_NOT_NULL(test, o);
		o->word[2] = i;
	}
	sum = count = 0;
	genradix_for_each(&odds, iter, o) {
		sum += o->word[2];
		if (++count == 50)
			break;
	}
	KUNIT_EXPECT_EQ(test, iter.pos, 49ul);
	KUNIT_EXPECT_EQ(test, iter.offset, 512ul + 7 * 12);
	KUNIT_EXPECT_EQ(test, sum, 1225ul);
	genradix_iter_rewind(&iter, &odds);
	KUNIT_EXPECT_EQ(test, ((struct odd *)genradix_iter_peek(&iter, &odds))->word[2], 48u);
	iter = genradix_iter_init(&odds, 42);
	genradix_iter_rewind(&iter, &odds);
	KUNIT_EXPECT_EQ(test, iter.offset, 41ul * 12);
	genradix_iter_advance(&iter, &odds);
	KUNIT_EXPECT_EQ(test, iter.offset, 512ul);
	genradix_free(&odds);
}

static void nodes_beforehand(struct kunit *test)
{
	struct genradix_node *node = genradix_alloc_node(GFP_KERNEL);
	GENRADIX(int) numbers;

	genradix_init(&numbers);
	KUNIT_EXPECT_PTR_EQ(test, (void *)genradix_ptr_alloc_preallocated(&numbers, 2, &node, GFP_NOWAIT),
			    (void *)genradix_ptr(&numbers, 2));
	KUNIT_EXPECT_NULL(test, node);
	node = genradix_alloc_node(GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, genradix_ptr_alloc_preallocated_inlined(&numbers, 3, &node, GFP_NOWAIT));
	genradix_free_node(node);
	genradix_free(&numbers);
}

static void arrays_of_pointers(struct kunit *test)
{
	int n[3];
	int *a[] = { &n[0], &n[1], NULL }, *b[] = { &n[2], NULL }, *none[] = { NULL }, **both;

	both = memcat_p(a, b);
	KUNIT_ASSERT_NOT_NULL(test, both);
	for (int i = 0; i < 3; i++)
		KUNIT_EXPECT_PTR_EQ(test, both[i], &n[i]);
	KUNIT_EXPECT_NULL(test, both[3]);
	kfree(both);
	both = memcat_p(none, none);
	KUNIT_ASSERT_NOT_NULL(test, both);
	KUNIT_EXPECT_NULL(test, both[0]);
	kfree(both);
}

static struct kunit_case lists_and_sets_cases[] = {
	KUNIT_CASE(lists_with_a_lock),
	KUNIT_CASE(locks_of_a_bit),
	KUNIT_CASE(lists_that_end_with_a_number),
	KUNIT_CASE(arrays_that_grow),
	KUNIT_CASE(nodes_beforehand),
	KUNIT_CASE(arrays_of_pointers),
	{}
};

static struct kunit_suite lists_and_sets_suite = {
	.name = "lists_and_sets_conformance",
	.test_cases = lists_and_sets_cases,
};

kunit_test_suite(lists_and_sets_suite);
MODULE_LICENSE("GPL");
