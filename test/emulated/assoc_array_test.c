// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Objects by keys of any length. Modules may not call lib/assoc_array.c, which test/e2e/self-tests runs with these cases, too. */
#include <kunit/test.h>
#include <linux/assoc_array.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/prandom.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>

/* A key is its length and as many bytes. */
struct thing {
	unsigned char key[40];
	int references, value;
};

static int freed;

static unsigned long chunk(const void *index_key, int level)
{
	const unsigned char *key = index_key;
	unsigned long word = 0;
	int i, at = level / BITS_PER_LONG * 8;	/* lib/assoc_array.c asks for levels within a chunk, too */

	for (i = 0; i < (int)sizeof(word); i++)
		if (at + i <= key[0])
			word |= (unsigned long)key[at + i] << (8 * i);
	return word;
}

static unsigned long chunk_of_thing(const void *object, int level)
{
	return chunk(((const struct thing *)object)->key, level);
}

static bool same(const void *object, const void *index_key)
{
	return !memcmp(((const struct thing *)object)->key, index_key, 1 + *(const unsigned char *)index_key);
}

static int differ(const void *object, const void *index_key)
{
	const unsigned char *a = ((const struct thing *)object)->key, *b = index_key;
	int i;

	for (i = 0; i <= min(a[0], b[0]); i++)
		if (a[i] != b[i])
			return 8 * i + (int)__ffs(a[i] ^ b[i]);
	return -1;
}

static void drop(void *object)
{
	struct thing *t = object;

	if (--t->references)
		return;
	freed++;
	kfree(t);
}

static const struct assoc_array_ops ops = { chunk, chunk_of_thing, same, differ, drop };

static struct thing *thing_of(struct kunit *test, const unsigned char *key, int value)
{
	struct thing *t = kzalloc(sizeof(*t), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, t);
	memcpy(t->key, key, 1 + key[0]);
	t->references = 1;
	t->value = value;
	return t;
}

static struct assoc_array_edit *insertion(struct kunit *test, struct assoc_array *array, const unsigned char *key, int value)
{
	struct assoc_array_edit *edit = assoc_array_insert(array, &ops, key, thing_of(test, key, value));

	KUNIT_ASSERT_FALSE(test, IS_ERR_OR_NULL(edit));
	return edit;
}

static void put_in(struct kunit *test, struct assoc_array *array, const unsigned char *key, int value)
{
	assoc_array_apply_edit(insertion(test, array, key, value));
}

static bool take_out(struct kunit *test, struct assoc_array *array, const unsigned char *key)
{
	struct assoc_array_edit *edit = assoc_array_delete(array, &ops, key);

	KUNIT_ASSERT_FALSE(test, IS_ERR(edit));
	if (edit)
		assoc_array_apply_edit(edit);
	return edit;
}

static int value_at(const struct assoc_array *array, const unsigned char *key)
{
	struct thing *t = assoc_array_find(array, &ops, key);

	return t ? t->value : -1;
}

static int add_value(const void *object, void *data)
{
	((int *)data)[0]++;
	((int *)data)[1] += ((const struct thing *)object)->value;
	return 0;
}

static int stop_at(const void *object, void *data)
{
	(void)object;
	return --*(int *)data ? 0 : -EINTR;
}

static const unsigned char one[] = "\003one", two[] = "\003two", three[] = "\005three", none[] = "\004none";

static void an_array_of_none(struct kunit *test)
{
	struct assoc_array array;
	int seen[2] = { 0, 0 };

	assoc_array_init(&array);
	KUNIT_EXPECT_NULL(test, array.root);
	KUNIT_EXPECT_NULL(test, assoc_array_find(&array, &ops, one));
	KUNIT_EXPECT_EQ(test, assoc_array_iterate(&array, add_value, seen), 0);
	KUNIT_EXPECT_NULL(test, assoc_array_delete(&array, &ops, one));
	KUNIT_EXPECT_NULL(test, assoc_array_clear(&array, &ops));
	KUNIT_EXPECT_EQ(test, assoc_array_gc(&array, &ops, NULL, NULL), 0);
	assoc_array_destroy(&array, &ops);
	KUNIT_EXPECT_EQ(test, seen[0], 0);
}

static void changes_are_applied_or_cancelled(struct kunit *test)
{
	struct thing *t = thing_of(test, one, 1);
	struct assoc_array array;
	struct assoc_array_edit *edit;

	freed = 0;
	assoc_array_init(&array);
	edit = assoc_array_insert(&array, &ops, one, t);
	KUNIT_EXPECT_EQ(test, array.nr_leaves_on_tree, 0ul);
	KUNIT_EXPECT_EQ(test, value_at(&array, one), -1);
	assoc_array_cancel_edit(edit);
	/* It is ours still. The object may come later. */
	edit = assoc_array_insert(&array, &ops, one, NULL);
	assoc_array_insert_set_object(edit, t);
	assoc_array_apply_edit(edit);
	KUNIT_EXPECT_EQ(test, array.nr_leaves_on_tree, 1ul);
	KUNIT_EXPECT_PTR_EQ(test, assoc_array_find(&array, &ops, one), (void *)t);
	put_in(test, &array, two, 2);
	put_in(test, &array, three, 3);
	KUNIT_EXPECT_EQ(test, value_at(&array, two), 2);
	KUNIT_EXPECT_EQ(test, value_at(&array, three), 3);
	KUNIT_EXPECT_EQ(test, value_at(&array, none), -1);
	KUNIT_EXPECT_FALSE(test, take_out(test, &array, none));
	edit = assoc_array_delete(&array, &ops, two);
	assoc_array_cancel_edit(edit);
	edit = assoc_array_clear(&array, &ops);
	assoc_array_cancel_edit(edit);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, freed, 0);
	KUNIT_EXPECT_EQ(test, value_at(&array, two), 2);
	KUNIT_EXPECT_TRUE(test, take_out(test, &array, two));
	KUNIT_EXPECT_EQ(test, value_at(&array, two), -1);
	KUNIT_EXPECT_EQ(test, array.nr_leaves_on_tree, 2ul);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, freed, 1);
	assoc_array_destroy(&array, &ops);
	KUNIT_EXPECT_EQ(test, freed, 3);
	KUNIT_EXPECT_NULL(test, array.root);
}

static void the_old_lives_for_a_grace_period(struct kunit *test)
{
	struct assoc_array array;
	struct assoc_array_edit *edit;
	struct thing *old;
	int seen[2] = { 0, 0 };

	freed = 0;
	assoc_array_init(&array);
	put_in(test, &array, one, 1);
	put_in(test, &array, two, 2);
	edit = insertion(test, &array, one, 11);
	rcu_read_lock();
	old = assoc_array_find(&array, &ops, one);
	assoc_array_apply_edit(edit);
	KUNIT_EXPECT_EQ(test, array.nr_leaves_on_tree, 2ul);
	KUNIT_EXPECT_EQ(test, value_at(&array, one), 11);
	KUNIT_EXPECT_EQ(test, old->value, 1);
	KUNIT_EXPECT_EQ(test, freed, 0);
	rcu_read_unlock();
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, freed, 1);
	KUNIT_EXPECT_EQ(test, assoc_array_iterate(&array, add_value, seen), 0);
	KUNIT_EXPECT_EQ(test, seen[1], 13);
	edit = assoc_array_clear(&array, &ops);
	rcu_read_lock();
	assoc_array_apply_edit(edit);
	KUNIT_EXPECT_EQ(test, array.nr_leaves_on_tree, 0ul);
	KUNIT_EXPECT_EQ(test, value_at(&array, two), -1);
	KUNIT_EXPECT_EQ(test, freed, 1);
	rcu_read_unlock();
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, freed, 3);
}

static void walks_end_when_told(struct kunit *test)
{
	unsigned char key[] = { 2, 0, 0 };
	struct assoc_array array;
	int i, left = 30;

	assoc_array_init(&array);
	for (i = 0; i < 100; i++) {
		key[2] = i;
		put_in(test, &array, key, i);
	}
	KUNIT_EXPECT_EQ(test, assoc_array_iterate(&array, stop_at, &left), -EINTR);
	KUNIT_EXPECT_EQ(test, left, 0);
	left = 101;
	KUNIT_EXPECT_EQ(test, assoc_array_iterate(&array, stop_at, &left), 0);
	KUNIT_EXPECT_EQ(test, left, 1);
	assoc_array_destroy(&array, &ops);
}

static bool keep_some(void *object, void *data)
{
	struct thing *t = object;

	if (t->value % *(int *)data)
		return false;
	t->references++;
	return true;
}

static void garbage_is_collected(struct kunit *test)
{
	unsigned char key[] = { 4, 0, 0, 0, 0 };
	struct assoc_array array;
	int i, step, seen[2] = { 0, 0 };

	freed = 0;
	assoc_array_init(&array);
	for (i = 0; i < 300; i++) {
		key[1] = i % 7;
		key[4] = i / 7;
		put_in(test, &array, key, i);
	}
	step = 3;
	KUNIT_EXPECT_EQ(test, assoc_array_gc(&array, &ops, keep_some, &step), 0);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, freed, 200);
	KUNIT_EXPECT_EQ(test, array.nr_leaves_on_tree, 100ul);
	for (i = 0; i < 300; i++) {
		key[1] = i % 7;
		key[4] = i / 7;
		KUNIT_ASSERT_EQ(test, value_at(&array, key), i % 3 ? -1 : i);
	}
	assoc_array_iterate(&array, add_value, seen);
	KUNIT_EXPECT_EQ(test, seen[0], 100);
	KUNIT_EXPECT_EQ(test, seen[1], 3 * 99 * 100 / 2);
	/* All but the first, and then all. */
	step = 1000;
	KUNIT_EXPECT_EQ(test, assoc_array_gc(&array, &ops, keep_some, &step), 0);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, freed, 299);
	KUNIT_EXPECT_EQ(test, array.nr_leaves_on_tree, 1ul);
	assoc_array_destroy(&array, &ops);
	KUNIT_EXPECT_EQ(test, freed, 300);
}

#define KEYS 250

/* Keys that share long beginnings, of lengths 1 to 32; all operations by chance, next to an array that says what is right. */
static void as_an_array_would(struct kunit *test)
{
	unsigned char (*keys)[40] = kunit_kzalloc(test, KEYS * sizeof(*keys), GFP_KERNEL);
	int *values = kunit_kzalloc(test, KEYS * sizeof(*values), GFP_KERNEL), i, round, count = 0;
	struct rnd_state rnd;
	struct assoc_array array;

	KUNIT_ASSERT_NOT_NULL(test, keys);
	KUNIT_ASSERT_NOT_NULL(test, values);
	prandom_seed_state(&rnd, 7);
	for (i = 0; i < KEYS; i++) {
		keys[i][0] = i < 100 ? 30 : 1 + i % 32;
		memset(keys[i] + 1, 0x5a, keys[i][0]);
		if (keys[i][0] > 1)
			keys[i][keys[i][0] - 1] = i;
		keys[i][keys[i][0]] = i;
		values[i] = -1;
	}
	assoc_array_init(&array);
	for (round = 0; round < 6000; round++) {
		/* It grows, shrinks, grows. */
		bool grows = prandom_u32_state(&rnd) % 8 < (round / 1000 % 2 ? 2 : 6);

		i = prandom_u32_state(&rnd) % KEYS;
		if (grows) {
			count += values[i] < 0;
			values[i] = round;
			put_in(test, &array, keys[i], round);
		} else {
			KUNIT_ASSERT_EQ(test, take_out(test, &array, keys[i]), values[i] >= 0);
			count -= values[i] >= 0;
			values[i] = -1;
		}
		KUNIT_ASSERT_EQ(test, array.nr_leaves_on_tree, (unsigned long)count);
		if (round % 100 == 0) {
			int seen[2] = { 0, 0 };

			for (i = 0; i < KEYS; i++)
				KUNIT_ASSERT_EQ(test, value_at(&array, keys[i]), values[i]);
			assoc_array_iterate(&array, add_value, seen);
			KUNIT_ASSERT_EQ(test, seen[0], count);
		}
	}
	rcu_barrier();
	assoc_array_destroy(&array, &ops);
}

struct readers {
	struct assoc_array *array;
	int missed, looks;
	bool stop;
};

static int count_kept(const void *object, void *data)
{
	*(int *)data += ((const struct thing *)object)->value < 0;
	return 0;
}

static int reader(void *data)
{
	struct readers *r = data;

	while (!kthread_should_stop()) {
		int kept = 0, i;

		rcu_read_lock();
		assoc_array_iterate(r->array, count_kept, &kept);
		for (i = 0; i < 20; i++) {
			unsigned char key[] = { 2, i, 0 };

			if (!assoc_array_find(r->array, &ops, key))
				WRITE_ONCE(r->missed, 1);
		}
		rcu_read_unlock();
		if (kept < 20)
			WRITE_ONCE(r->missed, 2);
		WRITE_ONCE(r->looks, r->looks + 1);
		cond_resched();
	}
	return 0;
}

/* 20 objects stay while others come and go: a reader sees all of these. */
static void readers_miss_none(struct kunit *test)
{
	struct assoc_array array;
	struct readers r = { .array = &array };
	struct task_struct *task;
	int i, round;

	assoc_array_init(&array);
	for (i = 0; i < 20; i++) {
		unsigned char key[] = { 2, i, 0 };

		put_in(test, &array, key, -1);
	}
	task = kthread_run(reader, &r, "reader");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	for (round = 0; round < 60 || READ_ONCE(r.looks) < 5; round++) {
		for (i = 0; i < 60; i++) {
			unsigned char key[] = { 2, i % 20, 1 + i / 20 };

			if (round % 2)
				take_out(test, &array, key);
			else
				put_in(test, &array, key, i);
		}
		cond_resched();
	}
	kthread_stop(task);
	KUNIT_EXPECT_EQ(test, r.missed, 0);
	rcu_barrier();
	assoc_array_destroy(&array, &ops);
}

static struct kunit_case assoc_array_cases[] = {
	KUNIT_CASE(an_array_of_none),
	KUNIT_CASE(changes_are_applied_or_cancelled),
	KUNIT_CASE(the_old_lives_for_a_grace_period),
	KUNIT_CASE(walks_end_when_told),
	KUNIT_CASE(garbage_is_collected),
	KUNIT_CASE(as_an_array_would),
	KUNIT_CASE(readers_miss_none),
	{}
};

static struct kunit_suite assoc_array_suite = {
	.name = "assoc_array",
	.test_cases = assoc_array_cases,
};
kunit_test_suite(assoc_array_suite);

MODULE_LICENSE("GPL");
