// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Polynomials in whole numbers. */
#ifndef KTEST_LIB_POLYNOMIAL_C
#define KTEST_LIB_POLYNOMIAL_C

#include <linux/math.h>
#include <linux/polynomial.h>

KTEST_DEF long polynomial_calc(const struct polynomial *poly, long data)
{
	const struct polynomial_term *term = poly->terms;
	long sum = 0;

	for (;; term++) {
		long value = term->coef;
		unsigned int power;

		for (power = 0; power < term->deg; power++)
			value = mult_frac(value, data, term->divider);
		sum += value / term->divider_leftover;
		if (!term->deg)
			break;
	}
	return poly->total_divider ? sum / poly->total_divider : sum;
}

#endif
