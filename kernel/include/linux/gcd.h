/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Greatest common divisor; that of a number and 0 is the number.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_GCD_H
#define KTEST_LINUX_GCD_H
#include <ktest/open.h>

#include <linux/compiler.h>

KTEST_FN unsigned long gcd(unsigned long a, unsigned long b) __attribute_const__;

#include <ktest/close.h>
#endif
