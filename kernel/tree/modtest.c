// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Self-tests without KUnit (../kunit/modtest.h): in a program of such a suite this takes the place
 * of kunit.c.
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
#include <linux/sched.h>

extern initcall_t ktree_module_inits_start[], ktree_module_inits_end[];
extern exitcall_t ktree_module_exits_start[], ktree_module_exits_end[];
extern const struct kernel_param ktree_module_params_start[], ktree_module_params_end[];
/* Made by the tool: the module's name and its file. */
extern const char *const ktree_module[2];

#define MODTEST_NAME ktree_module[0]
#define MODTEST_FILE ktree_module[1]
#define MODTEST_INITS ktree_module_inits_start
#define MODTEST_INITS_END ktree_module_inits_end
#define MODTEST_EXITS ktree_module_exits_start
#define MODTEST_EXITS_END ktree_module_exits_end
#define MODTEST_HINT(result) modtest_hint(result)
static const char *modtest_hint(int result)
{
	if (result != -ENOSYS && result != -EOPNOTSUPP && result != -ENOTSUPP)
		return "";
	return ": functions that this configuration of the tree leaves out return it (--kconfig NAME=y adds an option)";
}
#include "../kunit/modtest.h"

const struct kt_suite *kt_skin_suites(unsigned int *nr)
{
	return modtest_suites(nr);
}

void ktree_start_suites(void)
{
}

void ktree_warned(const char *file, int line, const char *text)
{
	kt_warn(file, line, "", text);
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
