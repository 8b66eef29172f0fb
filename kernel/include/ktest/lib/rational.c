// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Best rational approximation by continued fractions: convergents n1/d1 until the next one is
 * too large, then the best semiconvergent n0 + t*n1 / d0 + t*d1, if it is nearer.
 */
#ifndef KTEST_LIB_RATIONAL_C
#define KTEST_LIB_RATIONAL_C

#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/rational.h>

KTEST_DEF void rational_best_approximation(unsigned long given_numerator,
					unsigned long given_denominator,
					unsigned long max_numerator,
					unsigned long max_denominator,
					unsigned long *best_numerator,
					unsigned long *best_denominator)
{
	unsigned long n = given_numerator, d = given_denominator;
	unsigned long n0 = 0, d0 = 1, n1 = 1, d1 = 0;

	while (d) {
		unsigned long a = n / d, rest = n % d, n2 = n0 + a * n1, d2 = d0 + a * d1;

		if (n2 > max_numerator || d2 > max_denominator) {
			/* The largest t that fits; none limits it when n1 or d1 is zero. */
			unsigned long t = ULONG_MAX;

			if (d1)
				t = (max_denominator - d0) / d1;
			if (n1)
				t = min(t, (max_numerator - n0) / n1);
			/* Nearer than n1/d1 when 2t > a, or at 2t == a by the remainders. */
			if (!d1 || 2 * t > a || (2 * t == a && d0 * d > d1 * rest)) {
				n1 = n0 + t * n1;
				d1 = d0 + t * d1;
			}
			break;
		}
		n0 = n1;
		n1 = n2;
		d0 = d1;
		d1 = d2;
		n = d;
		d = rest;
	}
	*best_numerator = n1;
	*best_denominator = d1;
}

#endif
