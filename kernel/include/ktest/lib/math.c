// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Arithmetic on integers: roots, powers, divisors, reciprocals. */
#ifndef KTEST_LIB_MATH_C
#define KTEST_LIB_MATH_C

#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/gcd.h>
#include <linux/lcm.h>
#include <linux/limits.h>
#include <linux/math.h>
#include <linux/math64.h>
#include <linux/reciprocal_div.h>

KTEST_DEF u64 int_pow(u64 base, unsigned int exp)
{
	u64 result = 1;

	for (; exp; exp >>= 1, base *= base)
		if (exp & 1)
			result *= base;
	return result;
}

/* Rounded down: bit by bit from the top, a bit stays if the square still fits. */
KTEST_DEF unsigned long int_sqrt(unsigned long x)
{
	unsigned long root = 0;
	unsigned long bit;

	for (bit = 1UL << (BITS_PER_LONG / 2 - 1); bit; bit >>= 1)
		if ((root | bit) * (root | bit) <= x)
			root |= bit;
	return root;
}

KTEST_DEF unsigned long gcd(unsigned long a, unsigned long b)
{
	while (b) {
		unsigned long rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

KTEST_DEF unsigned long lcm(unsigned long a, unsigned long b)
{
	return a && b ? a / gcd(a, b) * b : 0;
}

KTEST_DEF unsigned long lcm_not_zero(unsigned long a, unsigned long b)
{
	unsigned long multiple = lcm(a, b);

	if (multiple)
		return multiple;
	return b ? b : a;
}

/* By long division, as a 128-bit one would need a function of the compiler's library. */
KTEST_DEF u64 mul_u64_u64_div_u64(u64 a, u64 mul, u64 div)
{
	u128 product = (u128)a * mul;
	u64 low = product, rest = product >> 64, quotient = 0;
	int i;

	if (!rest)
		return low / div;
	if (rest >= div)
		return ~0ULL;
	for (i = 63; i >= 0; i--) {
		u64 carry = rest >> 63;

		rest = rest << 1 | (low >> i & 1);
		if (carry || rest >= div) {
			rest -= div;
			quotient |= 1ULL << i;
		}
	}
	return quotient;
}

KTEST_DEF struct reciprocal_value reciprocal_value(u32 d)
{
	int log = fls(d - 1);	/* rounded up */

	return (struct reciprocal_value) {
		.m = (u32)((((1ULL << log) - d) << 32) / d + 1),
		.sh1 = (u8)(log > 1 ? 1 : log),
		.sh2 = (u8)(log > 1 ? log - 1 : 0),
	};
}

/* The least shift for which some multiplier is exact for all dividends. */
KTEST_DEF struct reciprocal_value_adv reciprocal_value_adv(u32 d, u8 prec)
{
	u32 log = fls(d - 1), shift = log;
	u64 low, high;

	WARN(log == 32, "reciprocal_value_adv: divisor 0x%08x is over 1 << 31", d);
	low = (1ULL << (32 + log)) / d;
	high = ((1ULL << (32 + log)) + (1ULL << (32 + log - prec))) / d;
	for (; shift && low / 2 < high / 2; shift--) {
		low /= 2;
		high /= 2;
	}
	return (struct reciprocal_value_adv) {
		.m = (u32)high, .sh = (u8)shift, .exp = (u8)log, .is_wide_m = high > U32_MAX,
	};
}

KTEST_DEF u32 iter_div_u64_rem(u64 dividend, u32 divisor, u64 *remainder)
{
	return __iter_div_u64_rem(dividend, divisor, remainder);
}

#endif
