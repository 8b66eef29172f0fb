/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Polynomials in whole numbers: each power is divided on the way, so that nothing overflows.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_POLYNOMIAL_H
#define KTEST_LINUX_POLYNOMIAL_H
#include <ktest/open.h>

#include <linux/compiler_types.h>

struct polynomial_term {
	unsigned int deg;
	long coef;
	long divider;
	long divider_leftover;
};

/* The last term is that of degree 0; a total_divider of 0 is one of 1. */
struct polynomial {
	long total_divider;
	struct polynomial_term terms[];
};

KTEST_FN long polynomial_calc(const struct polynomial *poly, long data);

#include <ktest/close.h>
#endif
