/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Initcalls and memory sections of start-up code.
 * Fidelity: faithful order of initcalls; start-up code is never thrown away, exit code never runs (as built in)
 */
#ifndef KTEST_LINUX_INIT_H
#define KTEST_LINUX_INIT_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/stringify.h>
#include <linux/types.h>

#ifndef __cplusplus /* names in the standard library */
#define __init __cold
#define __ref
#endif
#define __initdata
#define __initconst
#define __exitdata
#define __exit_call __used
#define __refdata
#define __refconst
#define __exit __cold __maybe_unused
#define __init_or_module
#define __initdata_or_module
#define __initconst_or_module
#define __meminit
#define __meminitdata
#define __noinitretpoline
#define __setup(str, fn) \
	static int (*__UNIQUE_ID(setup))(char *) __maybe_unused = (fn)
#define early_param(str, fn) __setup(str, fn)

typedef int (*initcall_t)(void);
typedef void (*exitcall_t)(void);

/* gcc puts the variables of a file into a section in any order, unless it is told not to. */
#if __has_attribute(__no_reorder__)
#define KTEST_IN_ORDER __attribute__((__no_reorder__)) __used
#else
#define KTEST_IN_ORDER __used
#endif
#ifdef KTEST_MODULE_NAME
/* A self-test without KUnit, whose init and exit are cases (kernel/kunit/module.c). */
__weak const char ktest_module_name[] = KTEST_MODULE_NAME, ktest_module_file[] = __BASE_FILE__;
#endif
#if defined(KTEST_MODULE_NAME) || defined(KTEST_PROGRAM_NAME) || !defined(KTEST_HOSTED)
/* As in a loadable module the level does not matter. A program with main() calls init_module(). */
#define KTEST_INITCALL(fn, level) \
	static initcall_t __UNIQUE_ID(initcall_##fn) KTEST_IN_ORDER \
		__section("ktest_module_inits") = (fn)
#define __exitcall(fn) \
	static exitcall_t __UNIQUE_ID(exitcall_##fn) KTEST_IN_ORDER \
		__section("ktest_module_exits") = (fn)
#else
/* Pointers in sections ktest_initcall0, 1, 1s … 7s, which kt_skin_boot() walks. */
#define KTEST_INITCALL(fn, level) \
	static initcall_t __UNIQUE_ID(initcall_##fn) KTEST_IN_ORDER \
		__section("ktest_initcall" #level) = (fn)
#define __exitcall(fn) static exitcall_t __UNIQUE_ID(exitcall_##fn) __used = (fn)
#endif
#ifdef KTEST_MODULE_NAME
#define KTEST_PARAMS "ktest_module_params"
#else
#define KTEST_PARAMS "ktest_params"
#endif
#define __define_initcall(fn, id) KTEST_INITCALL(fn, id)
#define early_initcall(fn) KTEST_INITCALL(fn, early)
#define pure_initcall(fn) KTEST_INITCALL(fn, 0)
#define core_initcall(fn) KTEST_INITCALL(fn, 1)
#define core_initcall_sync(fn) KTEST_INITCALL(fn, 1s)
#define postcore_initcall(fn) KTEST_INITCALL(fn, 2)
#define postcore_initcall_sync(fn) KTEST_INITCALL(fn, 2s)
#define arch_initcall(fn) KTEST_INITCALL(fn, 3)
#define arch_initcall_sync(fn) KTEST_INITCALL(fn, 3s)
#define subsys_initcall(fn) KTEST_INITCALL(fn, 4)
#define subsys_initcall_sync(fn) KTEST_INITCALL(fn, 4s)
#define fs_initcall(fn) KTEST_INITCALL(fn, 5)
#define fs_initcall_sync(fn) KTEST_INITCALL(fn, 5s)
#define rootfs_initcall(fn) KTEST_INITCALL(fn, rootfs)
#define device_initcall(fn) KTEST_INITCALL(fn, 6)
#define device_initcall_sync(fn) KTEST_INITCALL(fn, 6s)
#define late_initcall(fn) KTEST_INITCALL(fn, 7)
#define late_initcall_sync(fn) KTEST_INITCALL(fn, 7s)
#define console_initcall(fn) KTEST_INITCALL(fn, con)
#define __initcall(fn) device_initcall(fn)

/* A file that defines a module's entries by name is compiled with these. */
#ifdef KTEST_HAS_INIT_MODULE
int init_module(void);
__initcall(init_module);
#endif
#ifdef KTEST_HAS_CLEANUP_MODULE
void cleanup_module(void);
__exitcall(cleanup_module);
#endif

#include <ktest/close.h>
#endif
