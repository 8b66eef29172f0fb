// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Objects as differences from others (linux/objagg.h), and arrays ordered by priority (linux/parman.h).
 * Not in test/conformance: the kernels that are booted there have neither. self-tests.test.ts runs it with lib/objagg.c
 * and lib/parman.c of a tree, too.
 */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/objagg.h>
#include <linux/parman.h>
#include <linux/slab.h>

#define DISTANCE 3	/* a number is a difference from one that is at most so much less */

static char said[400];
static int refuse;	/* the error of the next callback */

static void say(const char *what, unsigned int number)
{
	scnprintf(said + strlen(said), sizeof(said) - strlen(said), "%s%u ", what, number);
}

static bool delta_check(void *priv, const void *parent, const void *object)
{
	u32 from = *(const u32 *)parent, to = *(const u32 *)object;

	return to >= from && to - from <= DISTANCE;
}

static void *delta_create(void *priv, void *parent, void *object)
{
	u32 *made;

	if (!delta_check(priv, parent, object))
		return ERR_PTR(-EINVAL);
	made = kmalloc(sizeof(*made), GFP_KERNEL);
	*made = *(u32 *)object - *(u32 *)parent;
	say("d", *made);
	return made;
}

static void delta_destroy(void *priv, void *made)
{
	say("-d", *(u32 *)made);
	kfree(made);
}

static void *root_create(void *priv, void *object, unsigned int id)
{
	u32 *made;

	if (refuse)
		return ERR_PTR(refuse);
	made = kmalloc(sizeof(*made), GFP_KERNEL);
	*made = *(u32 *)object;
	say(id == OBJAGG_OBJ_ROOT_ID_INVALID ? "r" : "R", *made);
	if (id != OBJAGG_OBJ_ROOT_ID_INVALID)
		say("@", id);
	return made;
}

static void root_destroy(void *priv, void *made)
{
	say("-r", *(u32 *)made);
	kfree(made);
}

static const struct objagg_ops numbers = {
	.obj_size = sizeof(u32),
	.delta_check = delta_check,
	.delta_create = delta_create,
	.delta_destroy = delta_destroy,
	.root_create = root_create,
	.root_destroy = root_destroy,
};

static struct objagg_obj *get(struct objagg *objagg, u32 number) { return objagg_obj_get(objagg, &number); }

static void say_stats(const struct objagg_stats *stats)
{
	unsigned int i;

	say("roots", stats->root_count);
	for (i = 0; i < stats->stats_info_count; i++) {
		say(stats->stats_info[i].is_root ? "r" : "d", stats->stats_info[i].stats.user_count);
		say("/", stats->stats_info[i].stats.delta_user_count);
	}
}

static int objagg_init(struct kunit *test)
{
	said[0] = 0;
	refuse = 0;
	return 0;
}

static void roots_and_differences(struct kunit *test)
{
	struct objagg *objagg = objagg_create(&numbers, NULL, NULL);
	struct objagg_obj *ten, *twelve, *again, *twenty;
	const struct objagg_stats *stats;

	ten = get(objagg, 10);
	twelve = get(objagg, 12);
	again = get(objagg, 12);
	twenty = get(objagg, 20);
	KUNIT_EXPECT_PTR_EQ(test, twelve, again);
	KUNIT_EXPECT_EQ(test, *(const u32 *)objagg_obj_raw(twelve), 12u);
	KUNIT_EXPECT_EQ(test, *(const u32 *)objagg_obj_root_priv(twelve), 10u);
	KUNIT_EXPECT_EQ(test, *(const u32 *)objagg_obj_delta_priv(twelve), 2u);
	KUNIT_EXPECT_EQ(test, *(const u32 *)objagg_obj_root_priv(ten), 10u);
	KUNIT_EXPECT_NULL(test, objagg_obj_delta_priv(ten));
	stats = objagg_stats_get(objagg);
	say_stats(stats);
	objagg_stats_put(stats);
	/* A root stays as long as somebody differs from it. */
	objagg_obj_put(objagg, ten);
	objagg_obj_put(objagg, twelve);
	stats = objagg_stats_get(objagg);
	say_stats(stats);
	objagg_stats_put(stats);
	objagg_obj_put(objagg, again);
	objagg_obj_put(objagg, twenty);
	KUNIT_EXPECT_STREQ(test, said, "r10 d2 r20 roots2 r1 /3 r1 /1 d2 /2 "
				       "roots2 r1 /1 r0 /1 d1 /1 -d2 -r10 -r20 ");
	objagg_destroy(objagg);
}

static void refused(struct kunit *test)
{
	struct objagg *objagg = objagg_create(&numbers, NULL, NULL);
	struct objagg_obj *five;

	refuse = -EXDEV;
	five = get(objagg, 5);
	KUNIT_EXPECT_EQ(test, PTR_ERR_OR_ZERO(five), -EXDEV);
	refuse = 0;
	five = get(objagg, 5);
	refuse = -EXDEV;
	KUNIT_EXPECT_EQ(test, PTR_ERR_OR_ZERO(get(objagg, 9)), -EXDEV);
	objagg_obj_put(objagg, get(objagg, 8));
	objagg_obj_put(objagg, five);
	KUNIT_EXPECT_STREQ(test, said, "r5 d3 -d3 -r5 ");
	objagg_destroy(objagg);
}

static void hints(struct kunit *test)
{
	static const u32 given[] = { 12, 10, 11, 13, 30 };
	struct objagg *first = objagg_create(&numbers, NULL, NULL), *second;
	struct objagg_obj *object[5], *other;
	const struct objagg_stats *stats;
	struct objagg_hints *hints;
	int i;

	for (i = 0; i < 5; i++)
		object[i] = get(first, given[i]);
	hints = objagg_hints_get(first, OBJAGG_OPT_ALGO_SIMPLE_GREEDY);
	KUNIT_ASSERT_FALSE(test, IS_ERR(hints));
	for (i = 0; i < 5; i++)
		objagg_obj_put(first, object[i]);
	objagg_destroy(first);
	KUNIT_EXPECT_STREQ(test, said, "r12 r10 d1 d3 r30 -r12 -d1 -d3 -r10 -r30 ");
	said[0] = 0;
	stats = objagg_hints_stats_get(hints);
	say_stats(stats);
	objagg_stats_put(stats);
	KUNIT_EXPECT_STREQ(test, said, "roots2 r1 /4 r1 /1 d1 /1 d1 /1 d1 /1 ");
	said[0] = 0;
	second = objagg_create(&numbers, hints, NULL);
	objagg_hints_put(hints);
	for (i = 0; i < 5; i++)
		object[i] = get(second, given[i]);
	other = get(second, 100);
	stats = objagg_stats_get(second);
	say_stats(stats);
	objagg_stats_put(stats);
	for (i = 0; i < 5; i++)
		objagg_obj_put(second, object[i]);
	objagg_obj_put(second, other);
	KUNIT_EXPECT_STREQ(test, said, "R10 @0 d2 d1 d3 R30 @1 R100 @2 roots3 r1 /4 r1 /1 r1 /1 d1 /1 d1 /1 d1 /1 "
				       "-d2 -d1 -d3 -r10 -r30 -r100 ");
	objagg_destroy(second);
}

static int resize(void *priv, unsigned long count)
{
	say("=", count);
	return refuse;
}

static void move(void *priv, unsigned long from, unsigned long to, unsigned long count)
{
	say("", from);
	say(">", to);
	if (count != 1)
		say("*", count);
}

static const struct parman_ops places = {
	.base_count = 2, .resize_step = 2, .resize = resize, .move = move, .algo = PARMAN_ALGO_TYPE_LSORT,
};

static void priorities(struct kunit *test)
{
	struct parman *parman = parman_create(&places, NULL);
	struct parman_prio low, high, middle, same;
	struct parman_item item[7];

	parman_prio_init(parman, &high, 10);
	parman_prio_init(parman, &low, 30);
	parman_prio_init(parman, &middle, 20);
	parman_prio_init(parman, &same, 20);
	KUNIT_EXPECT_EQ(test, parman_item_add(parman, &middle, &item[0]), 0);
	KUNIT_EXPECT_EQ(test, parman_item_add(parman, &low, &item[1]), 0);
	KUNIT_EXPECT_EQ(test, parman_item_add(parman, &low, &item[2]), 0);
	KUNIT_EXPECT_EQ(test, parman_item_add(parman, &high, &item[3]), 0);
	KUNIT_EXPECT_EQ(test, parman_item_add(parman, &same, &item[4]), 0);
	KUNIT_EXPECT_EQ(test, parman_item_add(parman, &middle, &item[5]), 0);
	KUNIT_EXPECT_EQ(test, item[3].index, 0ul);
	KUNIT_EXPECT_EQ(test, item[0].index, 1ul);
	KUNIT_EXPECT_EQ(test, item[5].index, 2ul);
	KUNIT_EXPECT_EQ(test, item[4].index, 3ul);
	KUNIT_EXPECT_STREQ(test, said, "=4 1 >3 0 >1 =6 2 >4 3 >5 2 >3 ");
	said[0] = 0;
	refuse = -ENOSPC;
	KUNIT_EXPECT_EQ(test, parman_item_add(parman, &high, &item[6]), -ENOSPC);
	refuse = 0;
	parman_item_remove(parman, &high, &item[3]);
	parman_item_remove(parman, &low, &item[1]);
	parman_item_remove(parman, &middle, &item[0]);
	parman_item_remove(parman, &same, &item[4]);
	KUNIT_EXPECT_EQ(test, item[5].index, 0ul);
	KUNIT_EXPECT_EQ(test, item[2].index, 1ul);
	KUNIT_EXPECT_STREQ(test, said, "=8 2 >0 3 >2 5 >3 4 >3 =4 2 >1 3 >2 2 >1 =2 ");
	said[0] = 0;
	parman_item_remove(parman, &middle, &item[5]);
	parman_item_remove(parman, &low, &item[2]);
	KUNIT_EXPECT_STREQ(test, said, "1 >0 ");
	parman_prio_fini(&same);
	parman_prio_fini(&middle);
	parman_prio_fini(&low);
	parman_prio_fini(&high);
	parman_destroy(parman);
}

static struct kunit_case objagg_cases[] = {
	KUNIT_CASE(roots_and_differences), KUNIT_CASE(refused), KUNIT_CASE(hints), {}
};
static struct kunit_suite objagg_suite = {
	.name = "objagg", .init = objagg_init, .test_cases = objagg_cases
};
static struct kunit_case parman_cases[] = { KUNIT_CASE(priorities), {} };
static struct kunit_suite parman_suite = {
	.name = "parman", .init = objagg_init, .test_cases = parman_cases
};
kunit_test_suites(&objagg_suite, &parman_suite);
MODULE_LICENSE("GPL");
