/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * init_module() and cleanup_module() for a program with a main(): in plain mode, and in kernel/kunit/program.c. The
 * program's own functions take their place.
 */
#ifndef KTEST_MODULE_ENTRIES_H
#define KTEST_MODULE_ENTRIES_H

#include <linux/init.h>
#include <linux/module.h>

extern const initcall_t __start_ktest_module_inits[] __weak, __stop_ktest_module_inits[] __weak;
extern const exitcall_t __start_ktest_module_exits[] __weak, __stop_ktest_module_exits[] __weak;

KTEST_DEF int KTEST_OWN(ktest_init_module)(void)
{
	const initcall_t *init;
	int err = 0;

	for (init = __start_ktest_module_inits; !err && init < __stop_ktest_module_inits; init++)
		err = (*init)();
	return err;
}

KTEST_DEF void KTEST_OWN(ktest_cleanup_module)(void)
{
	const exitcall_t *exit_call = __stop_ktest_module_exits;

	while (exit_call > __start_ktest_module_exits)
		(*--exit_call)();
}

#ifndef KTEST_HOSTED
#include <ktest/plain/replaceable.h>
#pragma GCC system_header

KTEST_REPLACEABLE(int, ktest_init_module, (void), ())
KTEST_REPLACEABLE_VOID(ktest_cleanup_module, (void), ())
#endif

#endif
