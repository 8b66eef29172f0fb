// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Lists for readers under RCU: what is used less often; and bits that are scattered. */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/hashtable.h>
#include <linux/module.h>
#include <linux/rculist.h>

struct item {
	int number;
	struct list_head list;
	struct hlist_node hash;
};

static unsigned int syncs;
static void count_sync(void) { syncs++; }

static unsigned long digits(struct list_head *head)
{
	unsigned long sum = 0;
	struct item *one;

	list_for_each_entry_lockless(one, head, list)
		sum = sum * 10 + one->number;
	return sum;
}

static unsigned long hash_digits(struct hlist_head *head)
{
	unsigned long sum = 0;
	struct item *one;

	hlist_for_each_entry_srcu(one, head, hash, true)
		sum = sum * 10 + one->number;
	return sum;
}

static void lists(struct kunit *test)
{
	struct item items[6] = { { 1 }, { 2 }, { 3 }, { 4 }, { 5 }, { 6 } }, *one;
	struct list_head *pos;
	unsigned long sum = 0;
	LIST_HEAD(first);
	LIST_HEAD(second);

	for (int i = 0; i < 3; i++) {
		list_add_tail_rcu(&items[i].list, &first);
		list_add_tail_rcu(&items[i + 3].list, &second);
	}
	KUNIT_EXPECT_PTR_EQ(test, list_tail_rcu(&first), &items[2].list);
	rcu_read_lock();
	KUNIT_EXPECT_PTR_EQ(test, list_next_or_null_rcu(&first, &items[1].list, struct item, list), &items[2]);
	KUNIT_EXPECT_NULL(test, list_next_or_null_rcu(&first, &items[2].list, struct item, list));
	one = &items[1];
	list_for_each_entry_from_rcu(one, &first, list)
		sum = sum * 10 + one->number;
	list_for_each_entry_srcu(one, &first, list, true)
		sum = sum * 10 + one->number;
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, sum, 23123ul);
	sum = 0;
	list_for_each_reverse(pos, &first)
		sum = sum * 10 + list_entry(pos, struct item, list)->number;
	KUNIT_EXPECT_EQ(test, sum, 321ul);
	list_splice_init_rcu(&first, &second, count_sync);
	KUNIT_EXPECT_EQ(test, syncs, 1u);
	KUNIT_EXPECT_TRUE(test, list_empty(&first));
	KUNIT_EXPECT_EQ(test, digits(&second), 123456ul);
	list_splice_init_rcu(&first, &second, count_sync);
	KUNIT_EXPECT_EQ(test, syncs, 1u);
	list_del(&items[0].list);
	list_add_rcu(&items[0].list, &first);
	list_splice_tail_init_rcu(&first, &second, count_sync);
	KUNIT_EXPECT_EQ(test, digits(&second), 234561ul);
	list_del(&items[5].list);
	list_add_rcu(&items[5].list, &first);
	list_splice_rcu(&first, &second);
	KUNIT_EXPECT_EQ(test, digits(&second), 623451ul);
	KUNIT_EXPECT_PTR_EQ(test, first.next, &items[5].list);
}

static void hash_lists(struct kunit *test)
{
	struct item items[6] = { { 1 }, { 2 }, { 3 }, { 4 }, { 5 }, { 6 } }, *one;
	struct hlist_head first = HLIST_HEAD_INIT, second = HLIST_HEAD_INIT;
	struct hlist_node *pos;
	unsigned long sum = 0;

	hlist_add_tail_rcu(&items[0].hash, &first);
	hlist_add_tail_rcu(&items[1].hash, &first);
	hlist_add_before_rcu(&items[2].hash, &items[0].hash);
	hlist_add_behind_rcu(&items[3].hash, &items[1].hash);
	KUNIT_EXPECT_EQ(test, hash_digits(&first), 3124ul);
	hlist_replace_rcu(&items[1].hash, &items[4].hash);
	KUNIT_EXPECT_EQ(test, hash_digits(&first), 3154ul);
	KUNIT_EXPECT_FALSE(test, hlist_unhashed(&items[1].hash));
	hlist_add_head_rcu(&items[5].hash, &second);
	hlists_swap_heads_rcu(&first, &second);
	KUNIT_EXPECT_EQ(test, hash_digits(&first), 6ul);
	KUNIT_EXPECT_EQ(test, hash_digits(&second), 3154ul);
	rcu_read_lock();
	one = &items[0];
	hlist_for_each_entry_from_rcu(one, hash)
		sum = sum * 10 + one->number;
	one = &items[0];
	hlist_for_each_entry_continue_rcu(one, hash)
		sum = sum * 10 + one->number;
	one = &items[0];
	hlist_for_each_entry_continue_rcu_bh(one, hash)
		sum = sum * 10 + one->number;
	KUNIT_EXPECT_EQ(test, sum, 1545454ul);
	sum = 0;
	hlist_for_each_entry_rcu_notrace(one, &second, hash)
		sum += one->number;
	hlist_for_each_entry_rcu_bh(one, &second, hash)
		sum += one->number;
	__hlist_for_each_rcu(pos, &second)
		sum++;
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, sum, 30ul);
}

static void scattered_bits(struct kunit *test)
{
	DECLARE_BITMAP(mask, 80) = { 0x00f000000000000aul, 0x8001 };
	DECLARE_BITMAP(src, 80) = { 0xb5ul };
	DECLARE_BITMAP(dst, 80);
	DECLARE_BITMAP(back, 80);
	unsigned int from = 0, to = 0;

	bitmap_scatter(dst, src, mask, 80);
	KUNIT_EXPECT_EQ(test, dst[0], 0x00d0000000000002ul);
	KUNIT_EXPECT_EQ(test, dst[1], 0x8000ul);
	bitmap_gather(back, dst, mask, 80);
	KUNIT_EXPECT_EQ(test, back[0], 0xb5ul);
	KUNIT_EXPECT_EQ(test, back[1], 0ul);
	bitmap_next_set_region(mask, &from, &to, 80);
	KUNIT_EXPECT_EQ(test, from, 1u);
	KUNIT_EXPECT_EQ(test, to, 2u);
	from = 5;
	bitmap_next_set_region(mask, &from, &to, 80);
	KUNIT_EXPECT_EQ(test, from, 52u);
	KUNIT_EXPECT_EQ(test, to, 56u);
	mask[0] = ~0ul;
	KUNIT_EXPECT_EQ(test, find_first_zero_bit_le(mask, 80), 65ul);
}

static struct kunit_case list_rcu_more_cases[] = {
	KUNIT_CASE(lists),
	KUNIT_CASE(hash_lists),
	KUNIT_CASE(scattered_bits),
	{}
};

static struct kunit_suite list_rcu_more_suite = {
	.name = "list_rcu_more_conformance",
	.test_cases = list_rcu_more_cases,
};

kunit_test_suite(list_rcu_more_suite);
MODULE_LICENSE("GPL");
