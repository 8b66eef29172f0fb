/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * bool, true and false, unless <stdbool.h> was here before.
 * Fidelity: faithful
 */
#ifndef KTEST_BOOL_H
#define KTEST_BOOL_H

#ifndef bool
typedef _Bool bool;
#endif
#ifndef true
enum { false = 0, true = 1 };
#endif

#endif
