// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* One trie, several threads. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/string.h>

#include "htrie.h"

/* The keys are small numbers that are their own hash: all start in one bucket. */
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

static int count_entry(const void *key, size_t len, unsigned long value, void *count)
{
	++*(unsigned int *)count;
	return 0;
}

static int count_old_entry(const void *key, size_t len, unsigned long value, void *count)
{
	*(unsigned int *)count += value == 0;
	return 0;
}

static int threads_test_init(struct kunit *test)
{
	struct htrie *trie = kunit_kzalloc(test, sizeof(*trie), GFP_KERNEL);

	if (!trie)
		return -ENOMEM;
	htrie_init(trie, key_is_hash, SZ_1M);
	test->priv = trie;
	return 0;
}

static void threads_test_exit(struct kunit *test)
{
	if (test->priv)
		htrie_destroy(test->priv);
}

/*
 * Threads report by counting: KUNIT_* belongs to the thread that runs the test.
 */
#define NR_THREADS	4
#define NR_KEYS		2000

struct thread {
	struct htrie *trie;
	unsigned int id;
	unsigned int inserted;
	unsigned int errors;
	struct completion *start;	/* so that none is done before the last one begins */
	struct completion done;
};

static void run_threads(struct kunit *test, struct thread *threads, int (*fn)(void *))
{
	DECLARE_COMPLETION_ONSTACK(start);
	struct task_struct *task;
	unsigned int i;

	for (i = 0; i < NR_THREADS; i++) {
		threads[i].trie = test->priv;
		threads[i].id = i;
		threads[i].start = &start;
		init_completion(&threads[i].done);
		task = kthread_run(fn, &threads[i], "htrie/%u", i);
		KUNIT_EXPECT_FALSE(test, IS_ERR(task));
		if (IS_ERR(task))
			complete(&threads[i].done);
	}
	complete_all(&start);
	for (i = 0; i < NR_THREADS; i++) {
		wait_for_completion(&threads[i].done);
		KUNIT_EXPECT_EQ_MSG(test, threads[i].errors, 0, "thread %u", i);
	}
}

/* Keys of its own, side by side with the other threads' in the same buckets. */
static int change_own_keys(void *data)
{
	struct thread *t = data;
	unsigned long value;
	u32 i, key;

	wait_for_completion(t->start);
	for (i = 0; i < NR_KEYS; i++) {
		key = i * NR_THREADS + t->id;
		t->errors += add(t->trie, key, key) != 0;
		t->errors += find(t->trie, key, &value) || value != key;
	}
	for (i = 1; i < NR_KEYS; i += 2)	/* only the even ones stay */
		t->errors += del(t->trie, i * NR_THREADS + t->id) != 0;
	complete(&t->done);
	return 0;
}

static void threads_with_keys_of_their_own(struct kunit *test)
{
	struct thread threads[NR_THREADS] = {};
	struct htrie *trie = test->priv;
	unsigned int count = 0;
	u32 key;

	run_threads(test, threads, change_own_keys);
	for (key = 0; key < NR_KEYS * NR_THREADS; key++)
		KUNIT_EXPECT_EQ(test, find(trie, key, NULL),
				key / NR_THREADS % 2 ? -ENOENT : 0);
	htrie_for_each(trie, count_entry, &count);
	KUNIT_EXPECT_EQ(test, count, NR_KEYS * NR_THREADS / 2);
}

static int insert_shared_keys(void *data)
{
	struct thread *t = data;
	u32 key;
	int err;

	wait_for_completion(t->start);
	for (key = 0; key < NR_KEYS; key++) {
		err = add(t->trie, key, t->id);
		t->inserted += !err;
		t->errors += err && err != -EEXIST;
	}
	complete(&t->done);
	return 0;
}

static void of_threads_with_the_same_keys_one_wins(struct kunit *test)
{
	struct thread threads[NR_THREADS] = {};
	unsigned int i, inserted = 0;

	run_threads(test, threads, insert_shared_keys);
	for (i = 0; i < NR_THREADS; i++)
		inserted += threads[i].inserted;
	KUNIT_EXPECT_EQ(test, inserted, NR_KEYS);
}

/* An entry that nobody removes is visited once, however often its bucket bursts. */
static int insert_above_and_visit(void *data)
{
	struct thread *t = data;
	unsigned int count;
	u32 i;

	wait_for_completion(t->start);
	for (i = 0; i < NR_KEYS / 10; i++) {
		t->errors += add(t->trie, (i + 1) * NR_THREADS + t->id, 1) != 0;
		count = 0;
		htrie_for_each(t->trie, count_old_entry, &count);
		t->errors += count != NR_THREADS;
	}
	complete(&t->done);
	return 0;
}

static void iteration_misses_nothing_while_buckets_burst(struct kunit *test)
{
	struct thread threads[NR_THREADS] = {};
	u32 key;

	for (key = 0; key < NR_THREADS; key++)
		KUNIT_ASSERT_EQ(test, add(test->priv, key, 0), 0);
	run_threads(test, threads, insert_above_and_visit);
}

static struct kunit_case threads_cases[] = {
	KUNIT_CASE(threads_with_keys_of_their_own),
	KUNIT_CASE(of_threads_with_the_same_keys_one_wins),
	KUNIT_CASE(iteration_misses_nothing_while_buckets_burst),
	{}
};

static struct kunit_suite threads_suite = {
	.name = "htrie-threads",
	.init = threads_test_init,
	.exit = threads_test_exit,
	.test_cases = threads_cases,
};
kunit_test_suite(threads_suite);

MODULE_DESCRIPTION("Tests of the burst hash trie with several threads");
MODULE_LICENSE("Dual MIT/GPL");
