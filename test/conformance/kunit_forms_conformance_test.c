// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* KUnit, form by form: what passes, what fails and how far it goes then; resources, suites, tries. */
#include <kunit/device.h>
#include <kunit/test-bug.h>
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/slab.h>

static char *three = (char []){ 1, 2, 3 }, *same = (char []){ 1, 2, 3 };
static char *other = (char []){ 1, 2, 4 };
static char *volatile word = (char []){ "word" }, *volatile again = (char []){ "word" };
static void *nothing;

/* ---- what passes ------------------------------------------------------------------------------ */

/* Each form twice, with a message whose words are made only when it fails. */
static void expectations_that_hold(struct kunit *test)
{
	int told = 0;

	KUNIT_EXPECT_TRUE(test, 2);
	KUNIT_EXPECT_TRUE_MSG(test, true, "%d", ++told);
	KUNIT_EXPECT_FALSE_MSG(test, false, "%d", ++told);
	KUNIT_EXPECT_EQ_MSG(test, 1, 1, "%d", ++told);
	KUNIT_EXPECT_NE_MSG(test, 1, 2, "%d", ++told);
	KUNIT_EXPECT_LT_MSG(test, -1, 0, "%d", ++told);
	KUNIT_EXPECT_LE_MSG(test, 0, 0, "%d", ++told);
	KUNIT_EXPECT_GT_MSG(test, 1, 0, "%d", ++told);
	KUNIT_EXPECT_GE_MSG(test, 0, 0, "%d", ++told);
	KUNIT_EXPECT_PTR_EQ_MSG(test, three, &three[0], "%d", ++told);
	KUNIT_EXPECT_PTR_NE(test, three, same);
	KUNIT_EXPECT_PTR_NE_MSG(test, three, same, "%d", ++told);
	KUNIT_EXPECT_NULL_MSG(test, nothing, "%d", ++told);
	KUNIT_EXPECT_NOT_NULL_MSG(test, three, "%d", ++told);
	KUNIT_EXPECT_NOT_ERR_OR_NULL(test, three);
	KUNIT_EXPECT_NOT_ERR_OR_NULL_MSG(test, three, "%d", ++told);
	KUNIT_EXPECT_STREQ_MSG(test, word, again, "%d", ++told);
	KUNIT_EXPECT_STRNEQ(test, word, "sword");
	KUNIT_EXPECT_STRNEQ_MSG(test, word, "words", "%d", ++told);
	KUNIT_EXPECT_MEMEQ(test, three, same, 3);
	KUNIT_EXPECT_MEMEQ_MSG(test, three, other, 2, "%d", ++told);
	KUNIT_EXPECT_MEMNEQ(test, three, other, 3);
	KUNIT_EXPECT_MEMNEQ_MSG(test, three, other, 3, "%d", ++told);
	KUNIT_EXPECT_EQ(test, told, 0);
}

static void assertions_that_hold(struct kunit *test)
{
	int told = 0;

	KUNIT_ASSERT_TRUE_MSG(test, true, "%d", ++told);
	KUNIT_ASSERT_FALSE_MSG(test, false, "%d", ++told);
	KUNIT_ASSERT_EQ_MSG(test, 1, 1, "%d", ++told);
	KUNIT_ASSERT_NE_MSG(test, 1, 2, "%d", ++told);
	KUNIT_ASSERT_LT(test, -1, 0);
	KUNIT_ASSERT_LT_MSG(test, -1, 0, "%d", ++told);
	KUNIT_ASSERT_LE(test, 0, 0);
	KUNIT_ASSERT_LE_MSG(test, 0, 0, "%d", ++told);
	KUNIT_ASSERT_GT(test, 1, 0);
	KUNIT_ASSERT_GT_MSG(test, 1, 0, "%d", ++told);
	KUNIT_ASSERT_GE(test, 0, 0);
	KUNIT_ASSERT_GE_MSG(test, 0, 0, "%d", ++told);
	KUNIT_ASSERT_PTR_EQ_MSG(test, three, &three[0], "%d", ++told);
	KUNIT_ASSERT_PTR_NE(test, three, same);
	KUNIT_ASSERT_PTR_NE_MSG(test, three, same, "%d", ++told);
	KUNIT_ASSERT_NULL(test, nothing);
	KUNIT_ASSERT_NULL_MSG(test, nothing, "%d", ++told);
	KUNIT_ASSERT_NOT_NULL_MSG(test, three, "%d", ++told);
	KUNIT_ASSERT_NOT_ERR_OR_NULL_MSG(test, three, "%d", ++told);
	KUNIT_ASSERT_STREQ(test, word, again);
	KUNIT_ASSERT_STREQ_MSG(test, word, again, "%d", ++told);
	KUNIT_ASSERT_STRNEQ(test, word, "sword");
	KUNIT_ASSERT_STRNEQ_MSG(test, word, "words", "%d", ++told);
	KUNIT_ASSERT_MEMEQ(test, three, same, 3);
	KUNIT_ASSERT_MEMEQ_MSG(test, three, other, 2, "%d", ++told);
	KUNIT_ASSERT_MEMNEQ(test, three, other, 3);
	KUNIT_ASSERT_MEMNEQ_MSG(test, three, other, 3, "%d", ++told);
	KUNIT_EXPECT_EQ(test, told, 0);
}

/* ---- what fails: for a test that nobody counts --------------------------------------------------- */

static struct kunit *somebody(struct kunit *test)
{
	struct kunit *fake = kunit_kzalloc(test, sizeof(*fake), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, fake);
	kunit_init_test(fake, "somebody", NULL);
	return fake;
}

/* The statement fails the test, once, and goes on behind itself. */
#define FAILS(statement)							\
	do {									\
		bool went_on = false;						\
										\
		kunit_init_test(fake, "somebody", NULL);			\
		do { statement; went_on = true; } while (0);			\
		KUNIT_EXPECT_TRUE(test, went_on);				\
		KUNIT_EXPECT_EQ_MSG(test, fake->status, KUNIT_FAILURE, "%s",	\
				    #statement);				\
	} while (0)

static void expectations_that_fail(struct kunit *test)
{
	struct kunit *fake = somebody(test);
	int told = 0;

	FAILS(KUNIT_EXPECT_TRUE(fake, 0));
	FAILS(KUNIT_EXPECT_TRUE_MSG(fake, 0, "%d", ++told));
	FAILS(KUNIT_EXPECT_FALSE(fake, 2));
	FAILS(KUNIT_EXPECT_FALSE_MSG(fake, 2, "%d", ++told));
	FAILS(KUNIT_EXPECT_EQ_MSG(fake, 1, 2, "%d", ++told));
	FAILS(KUNIT_EXPECT_NE(fake, 1, 1));
	FAILS(KUNIT_EXPECT_NE_MSG(fake, 1, 1, "%d", ++told));
	FAILS(KUNIT_EXPECT_LT(fake, 0, 0));
	FAILS(KUNIT_EXPECT_LT_MSG(fake, 1, 0, "%d", ++told));
	FAILS(KUNIT_EXPECT_LE(fake, 1, 0));
	FAILS(KUNIT_EXPECT_LE_MSG(fake, 1, 0, "%d", ++told));
	FAILS(KUNIT_EXPECT_GT(fake, 0, 0));
	FAILS(KUNIT_EXPECT_GT_MSG(fake, -1, 0, "%d", ++told));
	FAILS(KUNIT_EXPECT_GE(fake, -1, 0));
	FAILS(KUNIT_EXPECT_GE_MSG(fake, -1, 0, "%d", ++told));
	FAILS(KUNIT_EXPECT_PTR_EQ(fake, three, same));
	FAILS(KUNIT_EXPECT_PTR_EQ_MSG(fake, three, same, "%d", ++told));
	FAILS(KUNIT_EXPECT_PTR_NE(fake, three, &three[0]));
	FAILS(KUNIT_EXPECT_PTR_NE_MSG(fake, three, &three[0], "%d", ++told));
	FAILS(KUNIT_EXPECT_NULL(fake, three));
	FAILS(KUNIT_EXPECT_NULL_MSG(fake, three, "%d", ++told));
	FAILS(KUNIT_EXPECT_NOT_NULL(fake, nothing));
	FAILS(KUNIT_EXPECT_NOT_NULL_MSG(fake, nothing, "%d", ++told));
	FAILS(KUNIT_EXPECT_NOT_ERR_OR_NULL(fake, nothing));
	FAILS(KUNIT_EXPECT_NOT_ERR_OR_NULL(fake, ERR_PTR(-ENOMEM)));
	FAILS(KUNIT_EXPECT_NOT_ERR_OR_NULL_MSG(fake, nothing, "%d", ++told));
	FAILS(KUNIT_FAIL(fake, "%d", ++told));
	FAILS(KUNIT_FAIL_ASSERTION(fake, KUNIT_EXPECTATION, "%d", ++told));
	KUNIT_EXPECT_EQ(test, told, 15);
	KUNIT_EXPECT_EQ(test, test->status, KUNIT_SUCCESS);
}

/* Whichever operand is no string or no memory: neither equal nor different. */
static void texts_and_memory_that_fail(struct kunit *test)
{
	struct kunit *fake = somebody(test);
	const char *no_text = NULL;
	int told = 0;

	FAILS(KUNIT_EXPECT_STREQ(fake, word, "sword"));
	FAILS(KUNIT_EXPECT_STREQ_MSG(fake, word, "words", "%d", ++told));
	FAILS(KUNIT_EXPECT_STRNEQ(fake, word, again));
	FAILS(KUNIT_EXPECT_STRNEQ_MSG(fake, word, again, "%d", ++told));
	FAILS(KUNIT_EXPECT_STREQ(fake, word, no_text));
	FAILS(KUNIT_EXPECT_STRNEQ(fake, no_text, word));
	FAILS(KUNIT_EXPECT_STREQ(fake, no_text, no_text));
	FAILS(KUNIT_EXPECT_MEMEQ(fake, three, other, 3));
	FAILS(KUNIT_EXPECT_MEMEQ_MSG(fake, three, other, 3, "%d", ++told));
	FAILS(KUNIT_EXPECT_MEMNEQ(fake, three, same, 3));
	FAILS(KUNIT_EXPECT_MEMNEQ_MSG(fake, three, other, 2, "%d", ++told));
	FAILS(KUNIT_EXPECT_MEMEQ(fake, three, nothing, 1));
	FAILS(KUNIT_EXPECT_MEMNEQ(fake, nothing, three, 1));
	KUNIT_EXPECT_EQ(test, told, 4);
}

/* Comparisons are made in the type that the operands have together. */
static void operands_keep_their_types(struct kunit *test)
{
	struct kunit *fake = somebody(test);

	KUNIT_EXPECT_LT(test, (u8)200, 256);
	KUNIT_EXPECT_GT(test, U64_MAX, 0ull);
	KUNIT_EXPECT_LT(test, S64_MIN, -1ll);
	KUNIT_EXPECT_EQ(test, (char)'a', 97);
	FAILS(KUNIT_EXPECT_EQ(fake, (s64)1 << 32, 0));
}

/* ---- assertions end what they are in ---------------------------------------------------------------- */

static struct kunit *victim;
static int step, steps, reached, caught, told;

static void try_the_step(void *unused)
{
	int n = 0;

#define STEP(statement)			\
	do {				\
		if (n++ == step) {	\
			statement;	\
			reached++;	\
		}			\
	} while (0)
	STEP(KUNIT_ASSERT_TRUE(victim, false));
	STEP(KUNIT_ASSERT_TRUE_MSG(victim, false, "%d", ++told));
	STEP(KUNIT_ASSERT_FALSE(victim, true));
	STEP(KUNIT_ASSERT_FALSE_MSG(victim, true, "%d", ++told));
	STEP(KUNIT_ASSERT_EQ(victim, 1, 2));
	STEP(KUNIT_ASSERT_EQ_MSG(victim, 1, 2, "%d", ++told));
	STEP(KUNIT_ASSERT_NE(victim, 1, 1));
	STEP(KUNIT_ASSERT_NE_MSG(victim, 1, 1, "%d", ++told));
	STEP(KUNIT_ASSERT_LT(victim, 1, 1));
	STEP(KUNIT_ASSERT_LT_MSG(victim, 1, 1, "%d", ++told));
	STEP(KUNIT_ASSERT_LE(victim, 2, 1));
	STEP(KUNIT_ASSERT_LE_MSG(victim, 2, 1, "%d", ++told));
	STEP(KUNIT_ASSERT_GT(victim, 1, 1));
	STEP(KUNIT_ASSERT_GT_MSG(victim, 1, 1, "%d", ++told));
	STEP(KUNIT_ASSERT_GE(victim, 1, 2));
	STEP(KUNIT_ASSERT_GE_MSG(victim, 1, 2, "%d", ++told));
	STEP(KUNIT_ASSERT_PTR_EQ(victim, three, same));
	STEP(KUNIT_ASSERT_PTR_EQ_MSG(victim, three, same, "%d", ++told));
	STEP(KUNIT_ASSERT_PTR_NE(victim, three, &three[0]));
	STEP(KUNIT_ASSERT_PTR_NE_MSG(victim, three, &three[0], "%d", ++told));
	STEP(KUNIT_ASSERT_NULL(victim, three));
	STEP(KUNIT_ASSERT_NULL_MSG(victim, three, "%d", ++told));
	STEP(KUNIT_ASSERT_NOT_NULL(victim, nothing));
	STEP(KUNIT_ASSERT_NOT_NULL_MSG(victim, nothing, "%d", ++told));
	STEP(KUNIT_ASSERT_NOT_ERR_OR_NULL(victim, ERR_PTR(-EIO)));
	STEP(KUNIT_ASSERT_NOT_ERR_OR_NULL_MSG(victim, nothing, "%d", ++told));
	STEP(KUNIT_ASSERT_STREQ(victim, word, "sword"));
	STEP(KUNIT_ASSERT_STREQ_MSG(victim, word, "sword", "%d", ++told));
	STEP(KUNIT_ASSERT_STRNEQ(victim, word, again));
	STEP(KUNIT_ASSERT_STRNEQ_MSG(victim, word, again, "%d", ++told));
	STEP(KUNIT_ASSERT_MEMEQ(victim, three, other, 3));
	STEP(KUNIT_ASSERT_MEMEQ_MSG(victim, three, other, 3, "%d", ++told));
	STEP(KUNIT_ASSERT_MEMNEQ(victim, three, same, 3));
	STEP(KUNIT_ASSERT_MEMNEQ_MSG(victim, three, same, 3, "%d", ++told));
	STEP(KUNIT_FAIL_AND_ABORT(victim, "%d", ++told));
	STEP(KUNIT_FAIL_ASSERTION(victim, KUNIT_ASSERTION, "%d", ++told));
	steps = n;
}

static void note_catch(void *context)
{
	caught++;
	*(int *)context += 1;
}

static void assertions_that_fail(struct kunit *test)
{
	int context = 0;

	victim = somebody(test);
	for (step = reached = caught = told = steps = 0; !steps; step++) {
		victim->try_catch = (struct kunit_try_catch){
			.test = victim, .try = try_the_step, .catch = note_catch,
		};
		victim->status = KUNIT_SUCCESS;
		kunit_try_catch_run(&victim->try_catch, &context);
		/* Thrown on purpose is no error of the machinery. */
		KUNIT_EXPECT_EQ(test, kunit_try_catch_get_result(&victim->try_catch), 0);
		KUNIT_EXPECT_EQ(test, reached, 0);
		if (steps)
			break;
		KUNIT_EXPECT_EQ_MSG(test, victim->status, KUNIT_FAILURE, "step %d", step);
		KUNIT_EXPECT_EQ(test, caught, step + 1);
		KUNIT_ASSERT_LT(test, step, 99);
	}
	/* The last try had nothing to do, and is not caught. */
	KUNIT_EXPECT_EQ(test, steps, 36);
	KUNIT_EXPECT_EQ(test, step, steps);
	KUNIT_EXPECT_EQ(test, caught, steps);
	KUNIT_EXPECT_EQ(test, context, steps);
	KUNIT_EXPECT_EQ(test, told, 19);
	KUNIT_EXPECT_EQ(test, victim->status, KUNIT_SUCCESS);
}

static void throws(void *unused)
{
	kunit_try_catch_throw(&victim->try_catch);
	reached++;
}

static void skips(void *unused)
{
	kunit_skip(victim, "not for %s", "you");
	reached++;
}

/* A throw is no failure by itself, and neither is a skip. */
static void what_is_thrown(struct kunit *test)
{
	int context = 0;

	reached = caught = 0;
	victim = somebody(test);
	victim->try_catch = (struct kunit_try_catch){
		.test = victim, .try = throws, .catch = note_catch,
	};
	kunit_try_catch_run(&victim->try_catch, &context);
	KUNIT_EXPECT_EQ(test, caught, 1);
	KUNIT_EXPECT_EQ(test, victim->status, KUNIT_SUCCESS);
	victim->try_catch.try = skips;
	kunit_try_catch_run(&victim->try_catch, &context);
	KUNIT_EXPECT_EQ(test, caught, 2);
	KUNIT_EXPECT_EQ(test, reached, 0);
	KUNIT_EXPECT_EQ(test, victim->status, KUNIT_SKIPPED);
	KUNIT_EXPECT_STREQ(test, victim->status_comment, "not for you");
}

/* ---- a test's state ------------------------------------------------------------------------------------ */

static void fresh_tests(struct kunit *test)
{
	struct kunit *fake = somebody(test);

	KUNIT_EXPECT_STREQ(test, fake->name, "somebody");
	KUNIT_EXPECT_EQ(test, fake->status, KUNIT_SUCCESS);
	KUNIT_EXPECT_TRUE(test, list_empty(&fake->resources));
	kunit_set_failure(fake);
	KUNIT_EXPECT_EQ(test, fake->status, KUNIT_FAILURE);
	strscpy(fake->status_comment, "old", sizeof(fake->status_comment));
	kunit_init_test(fake, "other", NULL);
	KUNIT_EXPECT_EQ(test, fake->status, KUNIT_SUCCESS);
	KUNIT_EXPECT_STREQ(test, fake->name, "other");
	KUNIT_EXPECT_STREQ(test, fake->status_comment, "");
}

static void words_for_status(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, kunit_status_to_ok_not_ok(KUNIT_SUCCESS), "ok");
	KUNIT_EXPECT_STREQ(test, kunit_status_to_ok_not_ok(KUNIT_SKIPPED), "ok");
	KUNIT_EXPECT_STREQ(test, kunit_status_to_ok_not_ok(KUNIT_FAILURE), "not ok");
	KUNIT_EXPECT_STREQ(test, kunit_status_to_ok_not_ok((enum kunit_status)9), "invalid");
}

/* A comment longer than its place is cut. */
static void long_comments(struct kunit *test)
{
	struct kunit *fake = somebody(test);

	kunit_mark_skipped(fake, "%*d", 2 * KUNIT_STATUS_COMMENT_SIZE, 1);
	KUNIT_EXPECT_EQ(test, fake->status, KUNIT_SKIPPED);
	KUNIT_EXPECT_EQ(test, strlen(fake->status_comment), KUNIT_STATUS_COMMENT_SIZE - 1);
	KUNIT_EXPECT_EQ(test, KUNIT_STATUS_COMMENT_SIZE, 256);
}

static void what_is_logged_is_no_failure(struct kunit *test)
{
	kunit_info(test, "%s", "an information");
	kunit_warn(test, "a warning\n");
	kunit_err(test, "an error: %d", -EIO);
	kunit_printk(KERN_NOTICE, test, "%s", "a notice");
	kunit_log(KERN_INFO, test, KUNIT_SUBTEST_INDENT "# a line");
	KUNIT_EXPECT_EQ(test, test->status, KUNIT_SUCCESS);
	KUNIT_EXPECT_EQ(test, strlen(KUNIT_SUBTEST_INDENT), KUNIT_INDENT_LEN);
	KUNIT_EXPECT_EQ(test, strlen(KUNIT_SUBSUBTEST_INDENT), 2 * KUNIT_INDENT_LEN);
}

static void places(struct kunit *test)
{
	struct kunit_loc here = KUNIT_CURRENT_LOC; int line = __LINE__;

	KUNIT_EXPECT_STREQ(test, here.file, __FILE__);
	KUNIT_EXPECT_EQ(test, here.line, line);
	KUNIT_SUCCEED(test); line = __LINE__;
	KUNIT_EXPECT_EQ(test, test->last_seen.line, line);
	KUNIT_EXPECT_STREQ(test, test->last_seen.file, __FILE__);
	KUNIT_EXPECT_TRUE(test, kunit_enabled());
}

static struct kunit *seen_by_stranger;

static int stranger(void *done)
{
	seen_by_stranger = kunit_get_current_test();
	/* Nobody's: fails none. */
	kunit_fail_current_test("this is %s test", "no");
	complete(done);
	return 0;
}

static void threads_are_in_no_test(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(done);
	struct task_struct *task;

	seen_by_stranger = test;
	task = kthread_run(stranger, &done, "stranger");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	wait_for_completion(&done);
	KUNIT_EXPECT_NULL(test, seen_by_stranger);
	KUNIT_EXPECT_PTR_EQ(test, kunit_get_current_test(), test);
	KUNIT_EXPECT_EQ(test, test->status, KUNIT_SUCCESS);
}

/* ---- suites ---------------------------------------------------------------------------------------------- */

static void no_case(struct kunit *test)
{
}

static void suites_have_cases(struct kunit *test)
{
	struct kunit_case cases[] = { KUNIT_CASE(no_case), KUNIT_CASE_SLOW(no_case), {} };
	struct kunit_case none[] = { {} };
	struct kunit_suite suite = { .name = "some", .test_cases = cases }, *some = &suite;
	struct kunit_suite empty = { .name = "none", .test_cases = none };
	struct kunit_case *one;
	int seen = 0;

	KUNIT_EXPECT_EQ(test, kunit_suite_num_test_cases(&suite), 2);
	KUNIT_EXPECT_EQ(test, kunit_suite_num_test_cases(&empty), 0);
	kunit_suite_for_each_test_case(some, one) {
		KUNIT_EXPECT_PTR_EQ(test, one, &cases[seen]);
		KUNIT_EXPECT_STREQ(test, one->name, "no_case");
		seen++;
	}
	KUNIT_EXPECT_EQ(test, seen, 2);
}

/* One that fails is enough, one that succeeds among skipped ones, too. */
static void suites_succeed(struct kunit *test)
{
	static const struct { enum kunit_status a, b, all; } table[] = {
		{ KUNIT_SUCCESS, KUNIT_SUCCESS, KUNIT_SUCCESS },
		{ KUNIT_SUCCESS, KUNIT_FAILURE, KUNIT_FAILURE },
		{ KUNIT_FAILURE, KUNIT_SKIPPED, KUNIT_FAILURE },
		{ KUNIT_SKIPPED, KUNIT_SUCCESS, KUNIT_SUCCESS },
		{ KUNIT_SUCCESS, KUNIT_SKIPPED, KUNIT_SUCCESS },
		{ KUNIT_SKIPPED, KUNIT_SKIPPED, KUNIT_SKIPPED },
	};
	struct kunit_case cases[] = { KUNIT_CASE(no_case), KUNIT_CASE(no_case), {} };
	struct kunit_suite suite = { .name = "some", .test_cases = cases };

	for (int i = 0; i < ARRAY_SIZE(table); i++) {
		cases[0].status = table[i].a;
		cases[1].status = table[i].b;
		KUNIT_EXPECT_EQ_MSG(test, kunit_suite_has_succeeded(&suite), table[i].all,
				    "row %d", i);
	}
	suite.suite_init_err = -EIO;
	KUNIT_EXPECT_EQ(test, kunit_suite_has_succeeded(&suite), KUNIT_FAILURE);
}

static const int numbers[] = { 4, 5, 6 };

static void describe_number(const int *number, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "number %d", *number);
}

KUNIT_ARRAY_PARAM(numbers, numbers, describe_number);
KUNIT_ARRAY_PARAM(nameless, numbers, NULL);

static void generators_walk_arrays(struct kunit *test)
{
	char desc[KUNIT_PARAM_DESC_SIZE] = "untouched";
	const void *at = nameless_gen_params(NULL, desc);

	KUNIT_EXPECT_PTR_EQ(test, at, (const void *)&numbers[0]);
	KUNIT_EXPECT_STREQ(test, desc, "untouched");
	at = numbers_gen_params(at, desc);
	KUNIT_EXPECT_PTR_EQ(test, at, (const void *)&numbers[1]);
	KUNIT_EXPECT_STREQ(test, desc, "number 5");
	KUNIT_EXPECT_NULL(test, numbers_gen_params(&numbers[2], desc));
	KUNIT_EXPECT_STREQ(test, desc, "number 5");
}

static void each_number(struct kunit *test)
{
	const int *number = test->param_value;

	KUNIT_EXPECT_EQ(test, *number, 4 + test->param_index);
}

static void each_nameless(struct kunit *test)
{
	each_number(test);
}

/* ---- resources --------------------------------------------------------------------------------------------- */

static char order[16];

static void note_free(struct kunit_resource *res)
{
	strlcat(order, res->data, sizeof(order));
}

static int init_with_suffix(struct kunit_resource *res, void *context)
{
	res->data = context == nothing ? "?" : context;
	return 0;
}

static int init_refuses(struct kunit_resource *res, void *context)
{
	return -EPERM;
}

static bool match_data(struct kunit *test, struct kunit_resource *res, void *data)
{
	return res->data == data;
}

static bool match_free(struct kunit *test, struct kunit_resource *res, void *unused)
{
	return res->free == note_free;
}

static void resources_of_the_caller(struct kunit *test)
{
	struct kunit *fake = somebody(test);
	struct kunit_resource a = { 0 }, b = { 0 }, c = { 0 }, *found;

	order[0] = '\0';
	KUNIT_EXPECT_EQ(test, kunit_add_resource(fake, NULL, note_free, &a, "a"), 0);
	KUNIT_EXPECT_EQ(test, kunit_add_resource(fake, init_with_suffix, note_free, &b, NULL), 0);
	KUNIT_EXPECT_EQ(test, kunit_add_resource(fake, init_refuses, note_free, &c, "c"), -EPERM);
	KUNIT_EXPECT_STREQ(test, (char *)a.data, "a");
	KUNIT_EXPECT_STREQ(test, (char *)b.data, "?");
	KUNIT_EXPECT_FALSE(test, a.should_kfree);
	/* The one that came last is found first. */
	found = kunit_find_resource(fake, match_free, NULL);
	KUNIT_EXPECT_PTR_EQ(test, found, &b);
	KUNIT_EXPECT_EQ(test, kref_read(&b.refcount), 2);
	kunit_put_resource(found);
	KUNIT_EXPECT_NULL(test, kunit_find_resource(fake, match_data, "nobody's"));
	KUNIT_EXPECT_EQ(test, kunit_destroy_resource(fake, match_data, a.data), 0);
	KUNIT_EXPECT_STREQ(test, order, "a");
	KUNIT_EXPECT_EQ(test, kunit_destroy_resource(fake, match_data, a.data), -ENOENT);
	kunit_remove_resource(fake, &b);
	KUNIT_EXPECT_STREQ(test, order, "a?");
	KUNIT_EXPECT_TRUE(test, list_empty(&fake->resources));
}

/* Who holds a reference keeps a resource that was removed. */
static void resources_that_are_held(struct kunit *test)
{
	struct kunit *fake = somebody(test);
	struct kunit_resource *res;

	order[0] = '\0';
	res = kunit_alloc_and_get_resource(fake, init_with_suffix, note_free, GFP_KERNEL, "x");
	KUNIT_ASSERT_NOT_NULL(test, res);
	KUNIT_EXPECT_TRUE(test, res->should_kfree);
	KUNIT_EXPECT_EQ(test, kref_read(&res->refcount), 2);
	kunit_get_resource(res);
	kunit_remove_resource(fake, res);
	KUNIT_EXPECT_EQ(test, kref_read(&res->refcount), 2);
	/* Removing twice takes no reference. */
	kunit_remove_resource(fake, res);
	KUNIT_EXPECT_EQ(test, kref_read(&res->refcount), 2);
	kunit_put_resource(res);
	KUNIT_EXPECT_STREQ(test, order, "");
	KUNIT_EXPECT_EQ(test, kref_put(&res->refcount, kunit_release_resource), 1);
	KUNIT_EXPECT_STREQ(test, order, "x");
	KUNIT_EXPECT_NULL(test, kunit_alloc_and_get_resource(fake, init_refuses, note_free,
							     GFP_KERNEL, "y"));
	KUNIT_EXPECT_STREQ(test, order, "x");
}

static void resources_by_name(struct kunit *test)
{
	struct kunit *fake = somebody(test);
	struct kunit_resource named = { 0 }, nameless = { 0 };

	order[0] = '\0';
	KUNIT_EXPECT_EQ(test, kunit_add_named_resource(fake, NULL, note_free, &named, "one", "1"), 0);
	KUNIT_EXPECT_EQ(test, kunit_add_resource(fake, NULL, note_free, &nameless, "2"), 0);
	KUNIT_EXPECT_TRUE(test, kunit_resource_name_match(fake, &named, "one"));
	KUNIT_EXPECT_FALSE(test, kunit_resource_name_match(fake, &named, "on"));
	KUNIT_EXPECT_FALSE(test, kunit_resource_name_match(fake, &nameless, "one"));
	KUNIT_EXPECT_EQ(test, kunit_destroy_resource(fake, kunit_resource_name_match, "one"), 0);
	KUNIT_EXPECT_STREQ(test, order, "1");
	kunit_remove_resource(fake, &nameless);
	KUNIT_EXPECT_STREQ(test, order, "12");
}

static int closed;

static int close_door(int *door)
{
	closed += *door;
	return 3;
}

KUNIT_DEFINE_ACTION_WRAPPER(close_door_action, close_door, int *);

static void wrapped_actions(struct kunit *test)
{
	int door = 7;

	closed = 0;
	close_door_action(&door);
	KUNIT_EXPECT_EQ(test, closed, 7);
	KUNIT_ASSERT_EQ(test, kunit_add_action(test, close_door_action, &door), 0);
	/* Twice the same action: each releases one. */
	KUNIT_ASSERT_EQ(test, kunit_add_action(test, close_door_action, &door), 0);
	kunit_release_action(test, close_door_action, &door);
	KUNIT_EXPECT_EQ(test, closed, 14);
	kunit_remove_action(test, close_door_action, &door);
	kunit_release_action(test, close_door_action, &door);
	KUNIT_EXPECT_EQ(test, closed, 14);
}

static void managed_arrays(struct kunit *test)
{
	char text[] = "on the stack";
	const char *copy;
	u32 *array = kunit_kmalloc_array(test, 4, sizeof(*array), GFP_KERNEL | __GFP_ZERO);
	size_t huge = SIZE_MAX / 2;

	KUNIT_ASSERT_NOT_NULL(test, array);
	KUNIT_EXPECT_NULL(test, memchr_inv(array, 0, 16));
	OPTIMIZER_HIDE_VAR(huge);
	KUNIT_EXPECT_NULL(test, kunit_kmalloc_array(test, huge, 4, GFP_KERNEL | __GFP_NOWARN));
	copy = kunit_kstrdup_const(test, text, GFP_KERNEL);
	KUNIT_EXPECT_STREQ(test, copy, text);
	KUNIT_EXPECT_PTR_NE(test, copy, (const char *)text);
	kunit_kfree_const(test, copy);
	kunit_kfree_const(test, NULL);
	KUNIT_EXPECT_STREQ(test, kunit_kstrdup_const(test, "constant", GFP_KERNEL), "constant");
}

static void memory_of_a_user(struct kunit *test)
{
	unsigned long start = kunit_vm_mmap(test, NULL, 0, 2 * PAGE_SIZE, PROT_READ | PROT_WRITE,
					    MAP_ANONYMOUS | MAP_PRIVATE, 0);

	KUNIT_ASSERT_FALSE(test, !start || IS_ERR_VALUE(start));
	KUNIT_EXPECT_EQ(test, start % PAGE_SIZE, 0);
}

static void a_device_with_a_driver_of_its_name(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "ktest_alone");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	KUNIT_EXPECT_STREQ(test, dev_name(dev), "ktest_alone");
	KUNIT_ASSERT_NOT_NULL(test, dev->driver);
	KUNIT_EXPECT_STREQ(test, dev->driver->name, "ktest_alone");
	KUNIT_EXPECT_TRUE(test, device_is_registered(dev));
	kunit_device_unregister(test, dev);
}

static struct kunit_case kunit_more_cases[];

static void attributes(struct kunit *test)
{
	struct kunit_case *one;
	int slow = 0;

	for (one = kunit_more_cases; one->run_case; one++) {
		if (one->run_case == attributes)
			KUNIT_EXPECT_EQ(test, one->attr.speed, KUNIT_SPEED_VERY_SLOW);
		slow += one->attr.speed == KUNIT_SPEED_SLOW;
	}
	KUNIT_EXPECT_EQ(test, slow, 2);
}

static struct kunit_case kunit_more_cases[] = {
	KUNIT_CASE(expectations_that_hold),
	KUNIT_CASE(assertions_that_hold),
	KUNIT_CASE(expectations_that_fail),
	KUNIT_CASE(texts_and_memory_that_fail),
	KUNIT_CASE(operands_keep_their_types),
	KUNIT_CASE_SLOW(assertions_that_fail),
	KUNIT_CASE(what_is_thrown),
	KUNIT_CASE(fresh_tests),
	KUNIT_CASE(words_for_status),
	KUNIT_CASE(long_comments),
	KUNIT_CASE(what_is_logged_is_no_failure),
	KUNIT_CASE(places),
	KUNIT_CASE(threads_are_in_no_test),
	KUNIT_CASE(suites_have_cases),
	KUNIT_CASE(suites_succeed),
	KUNIT_CASE(generators_walk_arrays),
	KUNIT_CASE_PARAM(each_number, numbers_gen_params),
	KUNIT_CASE_PARAM_ATTR(each_nameless, nameless_gen_params, { .speed = KUNIT_SPEED_SLOW }),
	KUNIT_CASE(resources_of_the_caller),
	KUNIT_CASE(resources_that_are_held),
	KUNIT_CASE(resources_by_name),
	KUNIT_CASE(wrapped_actions),
	KUNIT_CASE(managed_arrays),
	KUNIT_CASE(memory_of_a_user),
	KUNIT_CASE(a_device_with_a_driver_of_its_name),
	KUNIT_CASE_ATTR(attributes, { .speed = KUNIT_SPEED_VERY_SLOW }),
	{}
};

static struct kunit_suite kunit_more_suite = {
	.name = "conformance-kunit-forms",
	.test_cases = kunit_more_cases,
};
kunit_test_suites(&kunit_more_suite);

/* Suites of start-up code are suites. */
static void start_up_suite_runs(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, test->name, "start_up_suite_runs");
}

static struct kunit_case start_up_cases[] = { KUNIT_CASE(start_up_suite_runs), {} };
static struct kunit_suite start_up_suite = {
	.name = "conformance-kunit-start-up",
	.test_cases = start_up_cases,
};
static struct kunit_suite start_up_suite_too = {
	.name = "conformance-kunit-start-up-too",
	.test_cases = start_up_cases,
};
kunit_test_init_section_suite(start_up_suite);
kunit_test_init_section_suites(&start_up_suite_too);

MODULE_DESCRIPTION("KUnit, form by form");
MODULE_LICENSE("GPL");
