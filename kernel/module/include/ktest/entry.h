/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Included before a source with entries of its own. The module's are last.c's, so those of the
 * sources become lists: inits run before the first case, exits when the module is removed.
 */
#ifndef KTEST_MODULE_ENTRY_H
#define KTEST_MODULE_ENTRY_H

#include <linux/init.h>
#include <linux/module.h>

/* In the order of the source: see the emulated <linux/init.h>. */
#if __has_attribute(__no_reorder__)
#define KTEST_IN_ORDER __attribute__((__no_reorder__)) __used
#else
#define KTEST_IN_ORDER __used
#endif
#undef module_init
#undef module_exit
#define module_init(fn) \
	static int (*const __UNIQUE_ID(ktest_init))(void) KTEST_IN_ORDER \
		__section("ktest_module_inits") = fn;
#define module_exit(fn) \
	static void (*const __UNIQUE_ID(ktest_exit))(void) KTEST_IN_ORDER \
		__section("ktest_module_exits") = fn;

#endif
