// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Patterns of suites' and cases' names; weak, for a kernel may have the function. */
#define KTEST_DEF __weak
#include "../include/ktest/lib/glob.c"
