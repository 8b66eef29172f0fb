// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Running one case as KUnit does: init, the case, exit, resources; once for each parameter. */
#include <kunit/test.h>
#include <kunit/test-bug.h>
#include <linux/sched.h>
#include <linux/sprintf.h>

#include "text.h"

/* Not in <kunit/try-catch.h>, as in a kernel: tests of KUnit itself bring their own. */
void kunit_try_catch_init(struct kunit_try_catch *try_catch, struct kunit *test,
			  kunit_try_catch_func_t try, kunit_try_catch_func_t catch);

__weak DEFINE_STATIC_KEY_FALSE(kunit_running);

static struct kunit *test_running; /* the case's own */
static unsigned int test_failures; /* that it reported */

__weak void ktest_report_failure(struct kunit *test, const char *file, int line, bool is_assertion,
				 const char *text)
{
	if (test == test_running) {
		__atomic_add_fetch(&test_failures, 1, __ATOMIC_RELAXED);
		kt_report_failure(file, line, is_assertion, text);
	} else {
		_printk("%s\n", text);
	}
}

__weak void ktest_seen(struct kunit *test, const char *file, int line)
{
	WRITE_ONCE(test->last_seen.file, file);
	WRITE_ONCE(test->last_seen.line, line);
	kt_report_seen(file, line);
}

__weak void __noreturn __kunit_abort(struct kunit *test)
{
	kunit_try_catch_throw(&test->try_catch);
}

__weak void kunit_init_test(struct kunit *test, const char *name, struct string_stream *log)
{
	spin_lock_init(&test->lock);
	INIT_LIST_HEAD(&test->resources);
	test->name = name;
	test->log = log;
	test->status = KUNIT_SUCCESS;
	test->status_comment[0] = '\0';
}

__weak size_t kunit_suite_num_test_cases(struct kunit_suite *suite)
{
	struct kunit_case *test_case;
	size_t count = 0;

	kunit_suite_for_each_test_case(suite, test_case)
		count++;
	return count;
}

__weak enum kunit_status kunit_suite_has_succeeded(struct kunit_suite *suite)
{
	enum kunit_status status = KUNIT_SKIPPED;
	struct kunit_case *test_case;

	if (suite->suite_init_err)
		return KUNIT_FAILURE;
	kunit_suite_for_each_test_case(suite, test_case) {
		if (test_case->status == KUNIT_FAILURE)
			return KUNIT_FAILURE;
		if (test_case->status == KUNIT_SUCCESS)
			status = KUNIT_SUCCESS;
	}
	return status;
}

__weak void kunit_log_append(struct string_stream *log, const char *fmt, ...)
{
	va_list args;

	(void)log;
	va_start(args, fmt);
	vprintk(fmt, args);
	va_end(args);
}

/* A failure that is no expectation's: reported where the test was last seen. */
static __printf(2, 3) void test_report(struct kunit *test, const char *fmt, ...)
{
	struct ktest_text text = { NULL, 0, 0 };
	va_list args;

	va_start(args, fmt);
	ktest_text_vadd(&text, fmt, args);
	va_end(args);
	kunit_set_failure(test);
	kt_report_failure(test->last_seen.file ?: "", test->last_seen.line, 1,
			  text.data ? text.data : fmt);
	ktest_text_free(&text);
}

struct test_run { struct kunit *test; struct kunit_suite *suite; struct kunit_case *test_case; };

static void test_try_case(void *arg)
{
	struct test_run *run = arg;

	KTEST_CURRENT_TEST = run->test;
	if (run->suite->init) {
		int err = run->suite->init(run->test);

		if (err) {
			test_report(run->test, "the suite's init() failed: %d", err);
			return;
		}
	}
	run->test_case->run_case(run->test);
}

static void test_catch_case(void *arg)
{
	struct test_run *run = arg;
	int err = kunit_try_catch_get_result(&run->test->try_catch);

	if (err)
		test_report(run->test, "the case could not be started: %d", err);
}

static void test_try_cleanup(void *arg)
{
	struct test_run *run = arg;

	KTEST_CURRENT_TEST = run->test;
	if (run->suite->exit)
		run->suite->exit(run->test);
	kunit_cleanup(run->test);
}

static void test_catch_cleanup(void *arg)
{
	struct test_run *run = arg;

	test_report(run->test, "the case's clean-up was left by an assertion");
}

static void test_run_once(struct test_run *run)
{
	kunit_try_catch_init(&run->test->try_catch, run->test, test_try_case, test_catch_case);
	kunit_try_catch_run(&run->test->try_catch, run);
	kunit_try_catch_init(&run->test->try_catch, run->test, test_try_cleanup,
			     test_catch_cleanup);
	kunit_try_catch_run(&run->test->try_catch, run);

	if (run->test->status == KUNIT_FAILURE)
		run->test_case->status = KUNIT_FAILURE;
	else if (run->test_case->status != KUNIT_FAILURE && run->test->status == KUNIT_SUCCESS)
		run->test_case->status = KUNIT_SUCCESS;
}

static enum kt_status test_kt_status(enum kunit_status status)
{
	return status == KUNIT_FAILURE ? KT_FAILED :
	       status == KUNIT_SKIPPED ? KT_SKIPPED : KT_PASSED;
}

static void test_run_params(struct test_run *run)
{
	char desc[KUNIT_PARAM_DESC_SIZE];
	struct kunit *test = run->test;
	bool any = false;

	desc[0] = '\0';
	test->param_value = run->test_case->generate_params(NULL, desc);
	for (test->param_index = 0; test->param_value; test->param_index++) {
		if (desc[0] == '\0')
			snprintf(desc, sizeof(desc), "param-%d", test->param_index);
		any = true;
		test_run_once(run);
		kt_report_param(test->param_index, desc, test_kt_status(test->status),
				test->status_comment);

		desc[0] = '\0';
		test->param_value = run->test_case->generate_params(test->param_value, desc);
		test->status = KUNIT_SUCCESS;
		test->status_comment[0] = '\0';
		test->priv = NULL;
	}
	if (!any)
		kt_report_skip("the generator gave no parameters");
	else if (run->test_case->status == KUNIT_SKIPPED)
		kt_report_skip("every parameter was skipped");
}

static void test_run_case(struct kunit_suite *suite, struct kunit_case *test_case)
{
	static struct kunit test; /* one case at a time; too large for a small stack */
	struct test_run run = { &test, suite, test_case };

	memset(&test, 0, sizeof(test));
	test_running = &test;
	kunit_init_test(&test, test_case->name, test_case->log);
	test_case->status = KUNIT_SKIPPED;
	test_failures = 0;
	if (test_case->generate_params) {
		test_run_params(&run);
	} else {
		test_run_once(&run);
		if (test.status == KUNIT_SKIPPED)
			kt_report_skip(test.status_comment);
	}
	/* KUnit's rule: a skip after a failed expectation is the status that stays. */
	if (test_case->status != KUNIT_FAILURE)
		kt_report_withdraw(test_failures);
}

/* Of module.c or program.c, which only programs of tests without KUnit have. */
extern void ktest_own_run_case(const struct kt_suite *suite, const struct kt_case *c) __weak;

__weak void kt_skin_run_case(const struct kt_suite *kt_suite, const struct kt_case *kt_case)
{
	struct kunit_suite *suite = kt_suite->skin;

	if (ktest_own_run_case) {
		ktest_own_run_case(kt_suite, kt_case);
		return;
	}

	static_branch_inc(&kunit_running);
	suite->status_comment[0] = '\0';
	suite->status = KUNIT_SUCCESS;
	suite->suite_init_err = suite->suite_init ? suite->suite_init(suite) : 0;
	if (suite->suite_init_err) {
		struct kunit nobody = { .name = suite->name };

		test_report(&nobody, "suite_init() of %s failed: %d", suite->name,
			    suite->suite_init_err);
	} else if (suite->status == KUNIT_SKIPPED) {
		kt_report_skip(suite->status_comment);
	} else {
		test_run_case(suite, kt_case->skin);
	}
	if (suite->suite_exit)
		suite->suite_exit(suite);
	static_branch_dec(&kunit_running);
}

static __printf(3, 4) void test_fail_current(const char *file, int line, const char *fmt, ...)
{
	struct kunit *test = KTEST_CURRENT_TEST;
	struct ktest_text text = { NULL, 0, 0 };
	va_list args;

	if (!test)
		return;
	kunit_set_failure(test);
	ktest_text_add(&text, "%s:%d: ", file, line);
	va_start(args, fmt);
	ktest_text_vadd(&text, fmt, args);
	va_end(args);
	ktest_report_failure(test, file, line, false, text.data ? text.data : fmt);
	ktest_text_free(&text);
}

void *ktest_static_stub_address(struct kunit *test, void *real_fn_addr);

__weak struct kunit_hooks_table kunit_hooks = {
	.fail_current_test = test_fail_current,
	.get_static_stub_address = ktest_static_stub_address,
};
