// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A self-test without KUnit: a module whose tests run when it is loaded. It is a suite of the cases
 * `init` (the module is loaded) and `exit` (it is loaded and unloaded). In a program of such a suite
 * this takes the place of kunit.c.
 *
 * The module is compiled as built in, and its entries are found where a kernel finds them: in the
 * sections of initcalls, exit calls and parameters, which the tool has renamed for this file alone.
 * So its object is that of any other program, it may have any kind of initcall, and no
 * __this_module is needed.
 */
#include "tree.h"
#include <linux/err.h>
#include <linux/init.h>
#include <linux/irqflags.h>
#include <linux/moduleparam.h>
#include <linux/preempt.h>

extern initcall_t ktree_module_inits_start[], ktree_module_inits_end[];
extern exitcall_t ktree_module_exits_start[], ktree_module_exits_end[];
extern const struct kernel_param ktree_module_params_start[], ktree_module_params_end[];
/* Made by the tool: the module's name and its file. */
extern const char *const ktree_module[2];

#define MODTEST_NAME ktree_module[0]
#define MODTEST_FILE ktree_module[1]

const struct kt_suite *kt_skin_suites(unsigned int *nr)
{
	static struct kt_case cases[] = {
		{ .name = "init", .speed = "normal" },
		{ .name = "exit", .speed = "normal" },
	};
	static struct kt_suite suite;
	/* One that says by an error that all is well is never loaded, so never unloaded. */
	bool has_exit = ktree_module_exits_start < ktree_module_exits_end && !kt_run.init_result;

	suite.name = MODTEST_NAME;
	suite.file = MODTEST_FILE;
	suite.nr_cases = has_exit ? 2 : 1;
	suite.cases = cases;
	*nr = 1;
	return &suite;
}

void ktree_start_suites(void)
{
}

void ktree_warned(const char *file, int line, const char *text)
{
	if (!kt_run.ignores_warnings)
		kt_warn(file, line, "", text);
}

static void modtest_fail(const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vscnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	kt_report_failure(MODTEST_FILE, 0, 1, text);
}

/* ---- parameters ---------------------------------------------------------------------------- */

static int modtest_unknown(char *param, char *value, const char *doing, void *arg)
{
	size_t prefix = strlen(MODTEST_NAME) + 1;
	char known[256] = "none";
	size_t len = 0;

	for (const struct kernel_param *p = ktree_module_params_start; p < ktree_module_params_end; p++)
		len += scnprintf(known + len, sizeof(known) - len, "%s%s", len ? ", " : "",
				 p->name + prefix);
	modtest_fail("%s has no parameter %s; it has: %s", MODTEST_NAME, param + prefix, known);
	return 0;
}

static bool modtest_set(const char *param)
{
	const char *value = strchr(param, '=') + 1;
	char text[512], *failed;

	/* Names of what is built in have the module's in front; quotes keep blanks together. */
	if (scnprintf(text, sizeof(text), "%s.%.*s\"%s\"", MODTEST_NAME, (int)(value - param), param,
		      value) == sizeof(text) - 1) {
		modtest_fail("the parameter %s is too long", param);
		return false;
	}
	failed = parse_args(MODTEST_NAME, text, ktree_module_params_start,
			    ktree_module_params_end - ktree_module_params_start, S16_MIN, S16_MAX,
			    NULL, modtest_unknown);
	if (IS_ERR(failed))
		modtest_fail("the parameter %s is refused: %pe", param, failed);
	return !kt_report_failures();
}

static bool modtest_set_all(void)
{
	char none[] = "";

	/* Called in any case: so the tree's own kernel/params.c is in the program. */
	parse_args(MODTEST_NAME, none, NULL, 0, 0, 0, NULL, NULL);
	for (unsigned int i = 0; i < kt_run.nr_params; i++)
		if (!modtest_set(kt_run.params[i]))
			return false;
	return true;
}

/* ---- one case ------------------------------------------------------------------------------ */

static int modtest_load(void)
{
	int result = 0;

	for (initcall_t *call = ktree_module_inits_start; call < ktree_module_inits_end; call++) {
		result = (*call)();
		if (result)
			break;
	}
	return result;
}

static void modtest_unload(void)
{
	for (exitcall_t *call = ktree_module_exits_start; call < ktree_module_exits_end; call++)
		(*call)();
}

static void modtest_check_context(const char *what, int depth)
{
	if (irqs_disabled())
		modtest_fail("%s returned with interrupts disabled", what);
	if (preempt_count() != depth)
		modtest_fail("%s returned with another preemption count: %d, not %d", what,
			     preempt_count(), depth);
}

static void modtest_judge(int result)
{
	int expected = kt_run.init_result;

	if (result == expected)
		return;
	if (expected)
		modtest_fail("init returned %d, not %d (%pe) as --init-result says", result, expected,
			     ERR_PTR(expected));
	else if (result < 0 && result >= -MAX_ERRNO)
		modtest_fail("init returned %d (%pe); if the module says by it that all is well: --init-result %s=%d",
			     result, ERR_PTR(result), MODTEST_NAME, result);
	else
		modtest_fail("init returned %d, which is neither 0 nor an error", result);
}

static void modtest_run(bool with_exit)
{
	int depth = preempt_count(), result;

	result = modtest_load();
	modtest_check_context("init", depth);
	if (!with_exit) {
		modtest_judge(result);
	} else if (result) {
		kt_report_skip("init does not succeed, so there is nothing to unload");
	} else {
		modtest_unload();
		modtest_check_context("exit", depth);
	}
}

void kt_skin_run_case(const struct kt_suite *suite, const struct kt_case *c)
{
	ktree_adopt_first_task();
	ktree_cpu_take();
	ktree_start_timers_of_boot();
	if (modtest_set_all())
		modtest_run(c == &suite->cases[1]);
	ktree_drain();
	ktree_cpu_give();
}
