// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Self-tests without KUnit (modtest.h) with the emulated headers. The test's file is compiled with
 * KTEST_MODULE_NAME, by which <linux/init.h> and <linux/moduleparam.h> put its entries into
 * sections of their own, and linked with `-u ktest_is_module`, which takes this file in.
 */
#include <linux/err.h>
#include <linux/init.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/string.h>

extern initcall_t __start_ktest_module_inits[] __weak, __stop_ktest_module_inits[] __weak;
extern exitcall_t __start_ktest_module_exits[] __weak, __stop_ktest_module_exits[] __weak;
extern const struct kernel_param __start_ktest_module_params[] __weak;
extern const struct kernel_param __stop_ktest_module_params[] __weak;
extern const char ktest_module_name[] __weak, ktest_module_file[] __weak;

const int ktest_is_module = 1;
/* Called by the skin's own where they are in the program. */
const struct kt_suite *ktest_own_suites(unsigned int *nr);
void ktest_own_run_case(const struct kt_suite *suite, const struct kt_case *c);

#define MODTEST_NAME ktest_module_name
#define MODTEST_FILE ktest_module_file
#define MODTEST_INITS __start_ktest_module_inits
#define MODTEST_INITS_END __stop_ktest_module_inits
#define MODTEST_EXITS __start_ktest_module_exits
#define MODTEST_EXITS_END __stop_ktest_module_exits
#define MODTEST_HINT(result) ""
#include "modtest.h"

static const struct kernel_param *module_find(const char *name, size_t len)
{
	const struct kernel_param *p;

	for (p = __start_ktest_module_params; p < __stop_ktest_module_params; p++)
		if (!strncmp(p->name, name, len) && !p->name[len])
			return p;
	return NULL;
}

static bool module_set(const char *param)
{
	const char *value = strchr(param, '=') + 1;
	const struct kernel_param *p = module_find(param, value - 1 - param);
	char known[256] = "none";
	size_t len = 0;
	int err;

	if (!p) {
		for (p = __start_ktest_module_params; p < __stop_ktest_module_params; p++)
			len += scnprintf(known + len, sizeof(known) - len, "%s%s",
					 len ? ", " : "", p->name);
		modtest_fail("%s has no parameter %.*s; it has: %s", MODTEST_NAME,
			     (int)(value - 1 - param), param, known);
		return false;
	}
	err = p->ops->set(value, p);
	if (err)
		modtest_fail("the parameter %s is refused: %pe", param, ERR_PTR(err));
	return !err;
}

const struct kt_suite *ktest_own_suites(unsigned int *nr)
{
	return modtest_suites(nr);
}

void ktest_own_run_case(const struct kt_suite *suite, const struct kt_case *c)
{
	for (unsigned int i = 0; i < kt_run.nr_params; i++)
		if (!module_set(kt_run.params[i]))
			return;
	modtest_run(c == &suite->cases[1]);
}
