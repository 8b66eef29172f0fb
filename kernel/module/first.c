// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The first object of a suite's module. */
#include "suites.h"

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("KUnit suites with ktest's runner");

struct kunit_suite *ktest_suites_begin[1] __section("kunit_test_suites") = { NULL };
struct kunit_suite *ktest_init_suites_begin[1] __section("kunit_init_test_suites") = { NULL };
int (*const ktest_inits_begin[1])(void) __section("ktest_module_inits") = { NULL };
void (*const ktest_exits_begin[1])(void) __section("ktest_module_exits") = { NULL };
bool ktest_once_begin[1] __section(".data..once"), ktest_once_begin_old[1] __section(".data.once");
