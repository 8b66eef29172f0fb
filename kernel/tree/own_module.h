/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Comes first in each source of a module that is not in the tree. */
#ifndef __ASSEMBLY__

/* ktest's own (docs/writing-tests.md), which no kernel's kunit/test.h has. */
void kt_expect_warnings(void);
#define ktest_expect_warning(test) do { (void)(test); kt_expect_warnings(); } while (0)
void kt_expect_report(const char *rule);
#define ktest_expect_report(test, rule) do { (void)(test); kt_expect_report(rule); } while (0)

/* rcu_dereference() and its like ask whether they may. No structure depends on it, so the tree's own files do without. */
#if defined(CONFIG_DEBUG_LOCK_ALLOC) && !defined(CONFIG_PROVE_RCU)
#define CONFIG_PROVE_RCU 1
#endif

/*
 * A file that defines init_module() or cleanup_module() by these names: as what is built in, it is
 * called where module_init() and module_exit() would have put it.
 */
#ifdef KTEST_HAS_INIT_MODULE
#include <linux/init.h>
extern int init_module(void);
__initcall(init_module);
#endif
#ifdef KTEST_HAS_CLEANUP_MODULE
#include <linux/init.h>
extern void cleanup_module(void);
__exitcall(cleanup_module);
#endif

#endif
