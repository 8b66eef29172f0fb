/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Best rational approximation.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_RATIONAL_H
#define KTEST_LINUX_RATIONAL_H
#include <ktest/open.h>

KTEST_FN void rational_best_approximation(unsigned long given_numerator, unsigned long given_denominator,
				 unsigned long max_numerator, unsigned long max_denominator,
				 unsigned long *best_numerator, unsigned long *best_denominator);

#include <ktest/close.h>
#endif
