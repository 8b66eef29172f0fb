/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Least common multiple; with a 0 it is 0, or the other one (lcm_not_zero).
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_LCM_H
#define KTEST_LINUX_LCM_H
#include <ktest/open.h>

#include <linux/compiler.h>

KTEST_FN unsigned long lcm(unsigned long a, unsigned long b) __attribute_const__;
KTEST_FN unsigned long lcm_not_zero(unsigned long a, unsigned long b) __attribute_const__;

#include <ktest/close.h>
#endif
