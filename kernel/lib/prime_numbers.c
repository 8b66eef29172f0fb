// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Prime numbers by trial division. */
#include <linux/math.h>
#include <linux/prime_numbers.h>

__weak bool is_prime_number(unsigned long x)
{
	if (x < 4)
		return x >= 2;
	if (x % 2 == 0)
		return false;
	for (unsigned long d = 3, root = int_sqrt(x); d <= root; d += 2)
		if (x % d == 0)
			return false;
	return true;
}

__weak unsigned long next_prime_number(unsigned long x)
{
	do {
		x++;
	} while (x && !is_prime_number(x));
	return x;
}
