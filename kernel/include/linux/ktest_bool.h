/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * bool, true and false, unless <stdbool.h> was here before.
 * Fidelity: faithful
 */
#ifndef KTEST_BOOL_H
#define KTEST_BOOL_H

/* In C23 they are keywords; compilers say C23 by another number while they still work at it. */
#if defined(__clang__)
#define KTEST_HAS_BOOL (__STDC_VERSION__ > 201710L && __clang_major__ >= 15)
#else
#define KTEST_HAS_BOOL (__STDC_VERSION__ > 201710L && __GNUC__ >= 13)
#endif
#if !KTEST_HAS_BOOL && !defined(__cplusplus)
#ifndef bool
typedef _Bool bool;
#endif
#ifndef true
enum { false = 0, true = 1 };
#endif
#endif

#endif
