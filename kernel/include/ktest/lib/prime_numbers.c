// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Prime numbers by trial division. */
#ifndef KTEST_LIB_PRIME_NUMBERS_C
#define KTEST_LIB_PRIME_NUMBERS_C

#include <linux/math.h>
#include <linux/prime_numbers.h>

KTEST_DEF bool is_prime_number(unsigned long x)
{
	unsigned long d, root;

	if (x < 4)
		return x >= 2;
	if (x % 2 == 0)
		return false;
	for (d = 3, root = int_sqrt(x); d <= root; d += 2)
		if (x % d == 0)
			return false;
	return true;
}

KTEST_DEF unsigned long next_prime_number(unsigned long x)
{
	do {
		x++;
	} while (x && !is_prime_number(x));
	return x;
}

#endif
