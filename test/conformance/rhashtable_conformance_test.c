// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Hash tables that resize themselves. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/rhashtable.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

struct thing {
	u32 key;
	char name[12];
	struct rhash_head node;
	struct rhlist_head list;
};

static const struct rhashtable_params by_key = {
	.head_offset = offsetof(struct thing, node),
	.key_offset = offsetof(struct thing, key),
	.key_len = sizeof(u32),
	.automatic_shrinking = true,
};
static const struct rhashtable_params lists_by_key = {
	.head_offset = offsetof(struct thing, list),
	.key_offset = offsetof(struct thing, key),
	.key_len = sizeof(u32),
};

static void what_a_table_needs(struct kunit *test)
{
	struct rhashtable_params params = { .nelem_hint = 100 };
	struct rhashtable ht;

	KUNIT_EXPECT_EQ(test, rhashtable_init(&ht, &params), -EINVAL);
	params.key_len = 4;
	KUNIT_EXPECT_EQ(test, rhashtable_init(&ht, &params), 0);
	KUNIT_EXPECT_EQ(test, ht.tbl->size, 256u);
	KUNIT_EXPECT_EQ(test, ht.max_elems, 1u << 31);
	KUNIT_EXPECT_EQ(test, ht.p.min_size, 4);
	rhashtable_destroy(&ht);
	params.nelem_hint = 3;
	params.min_size = 33;
	params.max_size = 1000;
	KUNIT_EXPECT_EQ(test, rhashtable_init(&ht, &params), 0);
	KUNIT_EXPECT_EQ(test, ht.tbl->size, 64u);
	KUNIT_EXPECT_EQ(test, ht.p.max_size, 512u);
	KUNIT_EXPECT_EQ(test, ht.max_elems, 1024u);
	rhashtable_destroy(&ht);
}

static void keys_that_are_there_once(struct kunit *test)
{
	struct thing *things = vzalloc(1000 * sizeof(*things)), other = { .key = 5 }, third = { .key = 6 };
	struct rhashtable ht;
	u32 key;

	KUNIT_ASSERT_NOT_NULL(test, things);
	KUNIT_ASSERT_EQ(test, rhashtable_init(&ht, &by_key), 0);
	for (u32 i = 0; i < 1000; i++) {
		things[i].key = i;
		KUNIT_EXPECT_EQ(test, rhashtable_lookup_insert_fast(&ht, &things[i].node, by_key), 0);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&ht.nelems), 1000);
	for (key = 0; key < 1000; key++)
		KUNIT_EXPECT_PTR_EQ(test, (struct thing *)rhashtable_lookup_fast(&ht, &key, by_key), &things[key]);
	KUNIT_EXPECT_NULL(test, rhashtable_lookup_fast(&ht, &key, by_key));
	KUNIT_EXPECT_EQ(test, rhashtable_lookup_insert_fast(&ht, &other.node, by_key), -EEXIST);
	KUNIT_EXPECT_PTR_EQ(test, (struct thing *)rhashtable_lookup_get_insert_fast(&ht, &other.node, by_key), &things[5]);
	KUNIT_EXPECT_EQ(test, rhashtable_replace_fast(&ht, &things[5].node, &other.node, by_key), 0);
	KUNIT_EXPECT_EQ(test, rhashtable_replace_fast(&ht, &things[5].node, &other.node, by_key), -ENOENT);
	key = 5;
	rcu_read_lock();
	KUNIT_EXPECT_PTR_EQ(test, (struct thing *)rhashtable_lookup(&ht, &key, by_key), &other);
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, rhashtable_remove_fast(&ht, &third.node, by_key), -ENOENT);
	KUNIT_EXPECT_EQ(test, rhashtable_remove_fast(&ht, &other.node, by_key), 0);
	for (u32 i = 6; i < 1000; i++)
		KUNIT_EXPECT_EQ(test, rhashtable_remove_fast(&ht, &things[i].node, by_key), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&ht.nelems), 5);
	key = 3;
	KUNIT_EXPECT_PTR_EQ(test, (struct thing *)rhashtable_lookup_fast(&ht, &key, by_key), &things[3]);
	KUNIT_EXPECT_NULL(test, rhashtable_lookup_get_insert_fast(&ht, &third.node, by_key));
	rhashtable_destroy(&ht);
	vfree(things);
}

static void no_more_than_may_be(struct kunit *test)
{
	struct rhashtable_params params = by_key;
	struct thing things[33] = {};
	struct rhashtable ht;

	params.max_size = 16;
	KUNIT_ASSERT_EQ(test, rhashtable_init(&ht, &params), 0);
	for (u32 i = 0; i < 32; i++) {
		things[i].key = i;
		KUNIT_EXPECT_EQ(test, rhashtable_insert_fast(&ht, &things[i].node, params), 0);
	}
	KUNIT_EXPECT_EQ(test, rhashtable_insert_fast(&ht, &things[32].node, params), -E2BIG);
	KUNIT_EXPECT_EQ(test, rhashtable_remove_fast(&ht, &things[7].node, params), 0);
	KUNIT_EXPECT_EQ(test, rhashtable_insert_fast(&ht, &things[32].node, params), 0);
	rhashtable_destroy(&ht);
}

static u32 hash_of_name(const void *data, u32 len, u32 seed)
{
	return jhash(data, strlen(data), seed);
}
static u32 hash_of_thing(const void *data, u32 len, u32 seed)
{
	return hash_of_name(((const struct thing *)data)->name, len, seed);
}
static int compare_names(struct rhashtable_compare_arg *arg, const void *obj)
{
	return strcmp(((const struct thing *)obj)->name, arg->key);
}
static const struct rhashtable_params by_name = {
	.head_offset = offsetof(struct thing, node),
	.hashfn = hash_of_name,
	.obj_hashfn = hash_of_thing,
	.obj_cmpfn = compare_names,
};

static void keys_of_ones_own(struct kunit *test)
{
	struct thing things[3] = { { 1, "one" }, { 2, "two" }, { 3, "one" } };
	struct rhashtable ht;

	KUNIT_ASSERT_EQ(test, rhashtable_init(&ht, &by_name), 0);
	KUNIT_EXPECT_EQ(test, rhashtable_lookup_insert_key(&ht, "one", &things[0].node, by_name), 0);
	KUNIT_EXPECT_EQ(test, rhashtable_lookup_insert_key(&ht, "two", &things[1].node, by_name), 0);
	KUNIT_EXPECT_EQ(test, rhashtable_lookup_insert_key(&ht, "one", &things[2].node, by_name), -EEXIST);
	KUNIT_EXPECT_PTR_EQ(test, (struct thing *)rhashtable_lookup_get_insert_key(&ht, "one", &things[2].node, by_name),
			    &things[0]);
	KUNIT_EXPECT_PTR_EQ(test, (struct thing *)rhashtable_lookup_fast(&ht, "two", by_name), &things[1]);
	KUNIT_EXPECT_NULL(test, rhashtable_lookup_fast(&ht, "three", by_name));
	rhashtable_destroy(&ht);
}

static void count_free(void *ptr, void *arg)
{
	*(u32 *)arg += ((struct thing *)ptr)->key;
}

static unsigned int walk_all(struct kunit *test, struct rhashtable_iter *iter)
{
	unsigned int sum = 0;
	struct thing *t;

	rhashtable_walk_start(iter);
	while ((t = rhashtable_walk_next(iter)) != NULL) {
		if (IS_ERR(t)) {
			KUNIT_EXPECT_EQ(test, PTR_ERR(t), (long)-EAGAIN);
			sum = 0;
			continue;
		}
		KUNIT_EXPECT_PTR_EQ(test, (struct thing *)rhashtable_walk_peek(iter), t);
		sum += t->key;
		if (t->key == 3) {
			rhashtable_walk_stop(iter);
			KUNIT_EXPECT_EQ(test, rhashtable_walk_start_check(iter), 0);
		}
	}
	KUNIT_EXPECT_NULL(test, rhashtable_walk_next(iter));
	rhashtable_walk_stop(iter);
	return sum;
}

static void walks(struct kunit *test)
{
	struct thing things[6] = {};
	struct rhashtable_iter iter;
	struct rhashtable ht;
	u32 sum = 0;

	KUNIT_ASSERT_EQ(test, rhashtable_init(&ht, &by_name), 0);
	rhashtable_destroy(&ht);
	KUNIT_ASSERT_EQ(test, rhashtable_init(&ht, &by_key), 0);
	rhashtable_walk_enter(&ht, &iter);
	KUNIT_EXPECT_EQ(test, walk_all(test, &iter), 0u);
	rhashtable_walk_exit(&iter);
	for (u32 i = 0; i < 6; i++) {
		things[i].key = i + 1;
		KUNIT_EXPECT_EQ(test, rhashtable_insert_fast(&ht, &things[i].node, by_key), 0);
	}
	rhashtable_walk_enter(&ht, &iter);
	KUNIT_EXPECT_EQ(test, walk_all(test, &iter), 21u);
	rhashtable_walk_exit(&iter);
	rhashtable_free_and_destroy(&ht, count_free, &sum);
	KUNIT_EXPECT_EQ(test, sum, 21u);
}

static void keys_that_are_there_often(struct kunit *test)
{
	struct thing things[6] = { { 1 }, { 2 }, { 2 }, { 2 }, { 3 }, { 3 } }, *t;
	struct rhlist_head *list, *pos;
	struct rhashtable_iter iter;
	unsigned int count = 0;
	struct rhltable hlt;
	u32 key = 2, sum = 0;

	KUNIT_ASSERT_EQ(test, rhltable_init(&hlt, &lists_by_key), 0);
	for (int i = 0; i < 5; i++)
		KUNIT_EXPECT_EQ(test, rhltable_insert(&hlt, &things[i].list, lists_by_key), 0);
	KUNIT_EXPECT_EQ(test, rhltable_insert_key(&hlt, &things[5].key, &things[5].list, lists_by_key), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&hlt.ht.nelems), 3);
	rcu_read_lock();
	list = rhltable_lookup(&hlt, &key, lists_by_key);
	rhl_for_each_entry_rcu(t, pos, list, list) {
		KUNIT_EXPECT_EQ(test, t->key, 2u);
		count++;
	}
	rhl_for_each_rcu(pos, list)
		count++;
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, count, 6u);
	rhltable_walk_enter(&hlt, &iter);
	KUNIT_EXPECT_EQ(test, walk_all(test, &iter), 13u);
	rhashtable_walk_exit(&iter);
	KUNIT_EXPECT_EQ(test, rhltable_remove(&hlt, &things[1].list, lists_by_key), 0);
	KUNIT_EXPECT_EQ(test, rhltable_remove(&hlt, &things[3].list, lists_by_key), 0);
	KUNIT_EXPECT_EQ(test, rhltable_remove(&hlt, &things[3].list, lists_by_key), -ENOENT);
	rcu_read_lock();
	KUNIT_EXPECT_PTR_EQ(test, rhltable_lookup(&hlt, &key, lists_by_key), &things[2].list);
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, atomic_read(&hlt.ht.nelems), 3);
	KUNIT_EXPECT_EQ(test, rhltable_remove(&hlt, &things[2].list, lists_by_key), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&hlt.ht.nelems), 2);
	rhltable_free_and_destroy(&hlt, count_free, &sum);
	KUNIT_EXPECT_EQ(test, sum, 7u);
	KUNIT_ASSERT_EQ(test, rhltable_init(&hlt, &lists_by_key), 0);
	rhltable_destroy(&hlt);
}

static struct kunit_case rhashtable_cases[] = {
	KUNIT_CASE(what_a_table_needs),
	KUNIT_CASE(keys_that_are_there_once),
	KUNIT_CASE(no_more_than_may_be),
	KUNIT_CASE(keys_of_ones_own),
	KUNIT_CASE(walks),
	KUNIT_CASE(keys_that_are_there_often),
	{}
};

static struct kunit_suite rhashtable_suite = {
	.name = "rhashtable_conformance",
	.test_cases = rhashtable_cases,
};

kunit_test_suite(rhashtable_suite);
MODULE_LICENSE("GPL");
