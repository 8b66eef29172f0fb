/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A module is linked with `ld -r`, which marks no section's ends. So first.c and last.c put an
 * element before and behind what the sources put into each of these.
 */
#include <kunit/test.h>

extern struct kunit_suite *ktest_suites_begin[], *ktest_suites_end[];
extern struct kunit_suite *ktest_init_suites_begin[], *ktest_init_suites_end[];
extern int (*const ktest_inits_begin[])(void), (*const ktest_inits_end[])(void);
extern void (*const ktest_exits_begin[])(void), (*const ktest_exits_end[])(void);
extern bool ktest_once_begin[], ktest_once_end[], ktest_once_begin_old[], ktest_once_end_old[];
