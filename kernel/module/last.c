// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The last object of a suite's module: its entries, and the runner that prints KTAP to the kernel's
 * log. By hand:
 *	insmod foo_test.ko				runs all cases
 *	insmod foo_test.ko run= list=1			runs none, names them
 *	echo 'suite.case' > /sys/module/foo_test/parameters/run		runs what the glob names
 */
#include <linux/glob.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/string.h>

#include <kunit/test-bug.h>

#include "../kunit/speed.h"
#include "suites.h"

struct kunit_suite *ktest_suites_end[1] __section("kunit_test_suites") = { NULL };
struct kunit_suite *ktest_init_suites_end[1] __section("kunit_init_test_suites") = { NULL };
int (*const ktest_inits_end[1])(void) __section("ktest_module_inits") = { NULL };
void (*const ktest_exits_end[1])(void) __section("ktest_module_exits") = { NULL };
bool ktest_once_end[1] __section(".data..once"), ktest_once_end_old[1] __section(".data.once");

/* ---- what the running case reports ----------------------------------------------------------- */

static struct {
	const char *name;
	unsigned int failures, params;
	bool is_skipped;
	char skip_reason[KUNIT_STATUS_COMMENT_SIZE];
} running;

/* A record of the log holds about 1,000 characters: a message is printed line by line. */
void kt_report_failure(const char *file, int line, int is_assertion, const char *text)
{
	bool is_first = true;

	running.failures++;
	while (*text) {
		int len = strchrnul(text, '\n') - text;

		if (is_first)
			pr_info("    # %s: %.*s\n", running.name, len, text);
		else
			pr_info("    %.*s\n", len, text);
		is_first = false;
		text += len;
		text += *text == '\n';
	}
}

void kt_report_withdraw(unsigned int failures)
{
	running.failures -= failures;
}

void kt_report_skip(const char *reason)
{
	running.is_skipped = true;
	strscpy(running.skip_reason, reason, sizeof(running.skip_reason));
}

void kt_report_param(unsigned int index, const char *name, enum kt_status status,
		     const char *comment)
{
	if (!running.params++)
		pr_info("        KTAP version 1\n        # Subtest: %s\n", running.name);
	pr_info("        %sok %u %s%s%s\n", status == KT_FAILED ? "not " : "", index + 1, name,
		status == KT_SKIPPED ? " # SKIP " : "", status == KT_SKIPPED ? comment : "");
}

void kt_expect_warnings(void)
{
	pr_info("    # %s: expects a warning\n", running.name);
}

void __noreturn ktest_unsupported(const char *symbol)
{
	struct kunit *test = kunit_get_current_test();

	pr_info("    # %s: unsupported: kernel symbol %s is not exported to modules\n",
		running.name ?: "init", symbol);
	running.failures++;
	BUG_ON(!test); /* not in a case: nothing smaller can be ended */
	kunit_try_catch_throw(&test->try_catch);
}

/* ---- running ----------------------------------------------------------------------------------- */

struct counts {
	unsigned int passed, failed, skipped;
};

static bool is_named(const char *glob, const struct kunit_suite *suite,
		     const struct kunit_case *test_case)
{
	char suite_glob[256];
	const char *dot = strchrnul(glob, '.');

	strscpy(suite_glob, glob, min_t(size_t, dot - glob + 1, sizeof(suite_glob)));
	return glob_match(suite_glob, suite->name) &&
	       (*dot != '.' || glob_match(dot + 1, test_case->name));
}

static unsigned int count_named(const char *glob, struct kunit_suite *suite)
{
	struct kunit_case *test_case;
	unsigned int count = 0;

	kunit_suite_for_each_test_case(suite, test_case)
		count += is_named(glob, suite, test_case);
	return count;
}

/*
 * A case may expect a warning that an earlier one has had: WARN_ON_ONCE() remembers in the module's
 * table of bugs, and the other ..._once() in a section of data whose name has changed.
 */
static void forget_warnings(void)
{
#ifdef CONFIG_GENERIC_BUG
	for (unsigned int i = 0; i < THIS_MODULE->num_bugs; i++)
		THIS_MODULE->bug_table[i].flags &= ~BUGFLAG_DONE;
#endif
	memset(ktest_once_begin, 0, (void *)ktest_once_end - (void *)ktest_once_begin);
	memset(ktest_once_begin_old, 0, (void *)ktest_once_end_old - (void *)ktest_once_begin_old);
}

static void run_case(struct kunit_suite *suite, struct kunit_case *test_case, unsigned int number,
		     struct counts *counts)
{
	struct kt_case one = { .name = test_case->name, .skin = test_case };
	struct kt_suite its = { .name = suite->name, .nr_cases = 1, .cases = &one, .skin = suite };

	memset(&running, 0, sizeof(running));
	forget_warnings();
	running.name = test_case->name;
	kt_skin_run_case(&its, &one);
	if (running.failures) {
		pr_info("    not ok %u %s\n", number, test_case->name);
		counts->failed++;
	} else if (running.is_skipped) {
		pr_info("    ok %u %s # SKIP %s\n", number, test_case->name, running.skip_reason);
		counts->skipped++;
	} else {
		pr_info("    ok %u %s\n", number, test_case->name);
		counts->passed++;
	}
}

static void run_suite(const char *glob, struct kunit_suite *suite, unsigned int number)
{
	struct counts counts = { 0 };
	struct kunit_case *test_case;
	unsigned int n = 0;

	pr_info("    KTAP version 1\n    # Subtest: %s\n    1..%u\n", suite->name,
		count_named(glob, suite));
	kunit_suite_for_each_test_case(suite, test_case)
		if (is_named(glob, suite, test_case))
			run_case(suite, test_case, ++n, &counts);
	pr_info("# %s: pass:%u fail:%u skip:%u total:%u\n", suite->name, counts.passed,
		counts.failed, counts.skipped, n);
	pr_info("%sok %u %s%s\n", counts.failed ? "not " : "", number, suite->name,
		!counts.failed && !counts.passed ? " # SKIP" : "");
}

static void for_each_suite(const char *glob, void (*act)(const char *, struct kunit_suite *,
							 unsigned int))
{
	struct kunit_suite **suite;
	unsigned int number = 0;

	for (suite = ktest_suites_begin; suite < ktest_suites_end; suite++)
		if (*suite && count_named(glob, *suite))
			act(glob, *suite, ++number);
	for (suite = ktest_init_suites_begin; suite < ktest_init_suites_end; suite++)
		if (*suite && count_named(glob, *suite))
			act(glob, *suite, ++number);
}

static unsigned int counted;

static void count_suite(const char *glob, struct kunit_suite *suite, unsigned int number)
{
	counted = number;
}

static int run_named(const char *glob)
{
	static DEFINE_MUTEX(one_at_a_time);

	mutex_lock(&one_at_a_time);
	counted = 0;
	for_each_suite(glob, count_suite);
	if (counted) {
		pr_info("KTAP version 1\n1..%u\n", counted);
		for_each_suite(glob, run_suite);
	}
	mutex_unlock(&one_at_a_time);
	return counted ? 0 : -ENOENT;
}

static void list_suite(const char *glob, struct kunit_suite *suite, unsigned int number)
{
	struct kunit_case *test_case;

	kunit_suite_for_each_test_case(suite, test_case)
		pr_info("ktest-case %s.%s %s\n", suite->name, test_case->name,
			kunit_speed_name(test_case->attr.speed, suite->attr.speed));
}

/* ---- the module ----------------------------------------------------------------------------------- */

static char wanted[256] = "*";
static bool is_loaded;

static int set_run(const char *value, const struct kernel_param *param)
{
	char glob[sizeof(wanted)];

	if (strscpy(glob, value, sizeof(glob)) < 0)
		return -E2BIG;
	strim(glob);
	if (is_loaded)
		return run_named(glob);
	strscpy(wanted, glob, sizeof(wanted));
	return 0;
}

static const struct kernel_param_ops run_ops = { .set = set_run };
module_param_cb(run, &run_ops, NULL, 0200);
MODULE_PARM_DESC(run, "SUITE[.CASE] glob of the cases to run; when the module is loaded: *");

static bool list;
module_param(list, bool, 0400);
MODULE_PARM_DESC(list, "name the cases in the kernel's log");

static int __init runner_init(void)
{
	int (*const *init)(void);

	for (init = ktest_inits_begin; init < ktest_inits_end; init++) {
		int err = *init ? (*init)() : 0;

		if (err < 0) {
			pr_err("ktest: %ps of the code under test failed: %d\n", *init, err);
			return err;
		}
		/* A kernel says so, too, and goes on. */
		if (err > 0)
			pr_warn("ktest: %ps returned %d: an init returns 0 or a negative errno\n",
				*init, err);
	}
	is_loaded = true;
	if (list)
		for_each_suite("*", list_suite);
	/* A failed case is told in the log: the module is loaded all the same. */
	if (*wanted && run_named(wanted) == -ENOENT)
		pr_warn("ktest: no case is named %s\n", wanted);
	return 0;
}
module_init(runner_init);

static void __exit runner_exit(void)
{
	void (*const *exit)(void) = ktest_exits_end;

	while (exit-- > ktest_exits_begin)
		if (*exit)
			(*exit)();
}
module_exit(runner_exit);
