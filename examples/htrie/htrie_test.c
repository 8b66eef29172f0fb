// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/random.h>
#include <linux/sizes.h>
#include <linux/string.h>

#include "htrie.h"

/* Most tests use 32-bit keys that are their own hash, to choose where they go. */
static u32 key_is_hash(const void *key, size_t len)
{
	u32 hash;

	memcpy(&hash, key, sizeof(hash));
	return hash;
}

static int add(struct htrie *trie, u32 key, unsigned long value)
{
	return htrie_insert(trie, &key, sizeof(key), value, GFP_KERNEL);
}

static int find(struct htrie *trie, u32 key, unsigned long *value)
{
	return htrie_lookup(trie, &key, sizeof(key), value);
}

static int del(struct htrie *trie, u32 key)
{
	return htrie_remove(trie, &key, sizeof(key));
}

/* Each case gets an empty trie, and must leave no byte of it behind. */
static int htrie_test_init(struct kunit *test)
{
	struct htrie *trie = kunit_kzalloc(test, sizeof(*trie), GFP_KERNEL);

	if (!trie)
		return -ENOMEM;
	htrie_init(trie, key_is_hash, SZ_1M);
	test->priv = trie;
	return 0;
}

static void htrie_test_exit(struct kunit *test)
{
	struct htrie *trie = test->priv;

	if (!trie)
		return;
	htrie_destroy(trie);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&trie->bytes), 0);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&trie->entries), 0);
}

static int count_entry(const void *key, size_t len, unsigned long value, void *count)
{
	++*(unsigned int *)count;
	return 0;
}

static int stop_at_third(const void *key, size_t len, unsigned long value, void *count)
{
	return ++*(unsigned int *)count == 3 ? -EINTR : 0;
}

static int mark_seen(const void *key, size_t len, unsigned long value, void *seen)
{
	((u8 *)seen)[value]++;
	return 0;
}

static void an_empty_trie_has_no_keys(struct kunit *test)
{
	struct htrie *trie = test->priv;
	unsigned int count = 0;

	KUNIT_EXPECT_EQ(test, find(trie, 1, NULL), -ENOENT);
	KUNIT_EXPECT_EQ(test, del(trie, 1), -ENOENT);
	KUNIT_EXPECT_EQ(test, htrie_for_each(trie, count_entry, &count), 0);
	KUNIT_EXPECT_EQ(test, count, 0);
}

static void a_key_is_found_until_it_is_removed(struct kunit *test)
{
	struct htrie *trie = test->priv;
	unsigned long value = 0;

	KUNIT_ASSERT_EQ(test, add(trie, 42, 1000), 0);
	KUNIT_EXPECT_EQ(test, add(trie, 42, 2000), -EEXIST);
	KUNIT_EXPECT_EQ(test, find(trie, 42, &value), 0);
	KUNIT_EXPECT_EQ(test, value, 1000);
	KUNIT_EXPECT_EQ(test, find(trie, 43, NULL), -ENOENT);

	KUNIT_EXPECT_EQ(test, del(trie, 42), 0);
	KUNIT_EXPECT_EQ(test, find(trie, 42, NULL), -ENOENT);
	KUNIT_EXPECT_EQ(test, del(trie, 42), -ENOENT);
}

static void keys_differ_by_length_and_content(struct kunit *test)
{
	static const struct {
		const char *bytes;
		size_t len;
	} keys[] = { { "", 0 }, { "\0", 1 }, { "a", 1 }, { "ab", 2 }, { "ab\0", 3 }, { "ba", 2 } };
	struct htrie *trie = test->priv;
	unsigned long value;
	unsigned int i;

	htrie_init(trie, NULL, SZ_1M);	/* with the default hash */
	for (i = 0; i < ARRAY_SIZE(keys); i++)
		KUNIT_EXPECT_EQ(test, 0, htrie_insert(trie, keys[i].bytes, keys[i].len, i,
						      GFP_KERNEL));
	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		KUNIT_EXPECT_EQ(test, htrie_lookup(trie, keys[i].bytes, keys[i].len, &value), 0);
		KUNIT_EXPECT_EQ(test, value, i);
	}
}

static void a_full_bucket_bursts(struct kunit *test)
{
	struct htrie *trie = test->priv;
	u32 key;

	/* The first digit is the same, the second is not. */
	for (key = 0; key < HTRIE_BUCKET_MAX; key++)
		KUNIT_ASSERT_EQ(test, add(trie, 0xa0000000 + (key << 24), key), 0);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&trie->buckets), 1);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&trie->indexes), 0);

	KUNIT_ASSERT_EQ(test, add(trie, 0xa0000000 + (key << 24), key), 0);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&trie->buckets), HTRIE_BUCKET_MAX + 1);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&trie->indexes), 1);
	for (key = 0; key <= HTRIE_BUCKET_MAX; key++)
		KUNIT_EXPECT_EQ(test, find(trie, 0xa0000000 + (key << 24), NULL), 0);
}

static const struct collision {
	const char *name;
	unsigned int digits;	/* that all the keys share */
	unsigned int indexes;	/* that this makes */
} collisions[] = {
	{ "first digit", 1, 1 },
	{ "half the hash", 4, 4 },
	{ "all but the last digit", 7, 7 },
	{ "whole hash", 8, 7 },		/* the last level cannot burst */
};
KUNIT_ARRAY_PARAM_DESC(collision, collisions, name);

static void colliding_keys_go_as_deep_as_needed(struct kunit *test)
{
	const struct collision *c = test->param_value;
	struct htrie *trie = test->priv;
	u32 shift = 32 - HTRIE_DIGIT_BITS * min(c->digits + 1, HTRIE_LEVELS + 0u);
	u32 key[2] = { 0x12345678 & ~(u32)(BIT_ULL(shift + HTRIE_DIGIT_BITS) - 1) };
	unsigned long value;
	u32 i;

	for (i = 0; i < HTRIE_FANOUT; i++) {
		key[0] += i && c->digits < HTRIE_LEVELS ? BIT(shift) : 0;
		key[1] = i;
		KUNIT_ASSERT_EQ(test, htrie_insert(trie, key, sizeof(key), i, GFP_KERNEL), 0);
	}
	KUNIT_EXPECT_EQ(test, atomic_long_read(&trie->indexes), c->indexes);
	KUNIT_EXPECT_EQ(test, htrie_lookup(trie, key, sizeof(key), &value), 0);
	KUNIT_EXPECT_EQ(test, value, HTRIE_FANOUT - 1);
}

static void iteration_visits_each_entry_once(struct kunit *test)
{
	struct htrie *trie = test->priv;
	unsigned int i, count = 0;
	u8 *seen = kunit_kzalloc(test, 1000, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, seen);
	for (i = 0; i < 1000; i++)
		KUNIT_ASSERT_EQ(test, add(trie, i * 2654435761u, i), 0);
	KUNIT_EXPECT_EQ(test, htrie_for_each(trie, mark_seen, seen), 0);
	for (i = 0; i < 1000; i++)
		KUNIT_EXPECT_EQ_MSG(test, seen[i], 1, "entry %u", i);

	KUNIT_EXPECT_EQ(test, htrie_for_each(trie, stop_at_third, &count), -EINTR);
	KUNIT_EXPECT_EQ(test, count, 3);
}

static void the_budget_bounds_the_memory(struct kunit *test)
{
	struct htrie *trie = test->priv;
	u32 i, n = 0;
	int err;

	htrie_init(trie, key_is_hash, SZ_4K);
	/* One bucket for all: at the end there is no memory left to burst it. */
	while (!(err = add(trie, n, n)))
		n++;
	KUNIT_EXPECT_EQ(test, err, -ENOSPC);
	KUNIT_EXPECT_GT(test, n, HTRIE_BUCKET_MAX);
	KUNIT_EXPECT_LE(test, atomic_long_read(&trie->bytes), SZ_4K);
	for (i = 0; i < n; i++)
		KUNIT_EXPECT_EQ(test, find(trie, i, NULL), 0);

	KUNIT_EXPECT_EQ(test, del(trie, 0), 0);
	KUNIT_EXPECT_EQ_MSG(test, add(trie, 0, 0), 0, "what was removed makes room");
}

static void it_agrees_with_an_array(struct kunit *test)
{
	struct htrie *trie = test->priv;
	bool there[256] = {};
	unsigned int step;

	for (step = 0; step < 5000; step++) {
		u32 i = get_random_u32_below(ARRAY_SIZE(there));
		u32 key = i * 0x01010101;	/* few different digits: deep */

		switch (get_random_u32_below(3)) {
		case 0:
			KUNIT_ASSERT_EQ(test, add(trie, key, i), there[i] ? -EEXIST : 0);
			there[i] = true;
			break;
		case 1:
			KUNIT_ASSERT_EQ(test, del(trie, key), there[i] ? 0 : -ENOENT);
			there[i] = false;
			break;
		default:
			KUNIT_ASSERT_EQ(test, find(trie, key, NULL), there[i] ? 0 : -ENOENT);
		}
	}
}

static struct kunit_case htrie_cases[] = {
	KUNIT_CASE(an_empty_trie_has_no_keys),
	KUNIT_CASE(a_key_is_found_until_it_is_removed),
	KUNIT_CASE(keys_differ_by_length_and_content),
	KUNIT_CASE(a_full_bucket_bursts),
	KUNIT_CASE_PARAM(colliding_keys_go_as_deep_as_needed, collision_gen_params),
	KUNIT_CASE(iteration_visits_each_entry_once),
	KUNIT_CASE(the_budget_bounds_the_memory),
	KUNIT_CASE(it_agrees_with_an_array),
	{}
};

static struct kunit_suite htrie_suite = {
	.name = "htrie",
	.init = htrie_test_init,
	.exit = htrie_test_exit,
	.test_cases = htrie_cases,
};
kunit_test_suite(htrie_suite);

MODULE_DESCRIPTION("Tests of the burst hash trie");
MODULE_LICENSE("Dual MIT/GPL");
