// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Unsigned integers of up to 1024 bits: powers modulo an odd number.
 *
 * Montgomery's way: with R = 2^(64 * limbs of the modulus), a residue x is kept
 * as x * R, and multiply() gives a * b / R. So it divides by powers of 2 only.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "bignum.h"

struct powm {
	const u64 *modulus;
	unsigned int len;		/* limbs of the modulus, and of all below */
	u64 inverse;			/* -1 / modulus, modulo 2^64 */
	u64 base[BIGNUM_LIMBS];		/* times R, as is power */
	u64 power[BIGNUM_LIMBS];
	u64 factor[BIGNUM_LIMBS];
	u64 sum[BIGNUM_LIMBS + 2];	/* multiply()'s own */
};

/* Newton's method: each turn doubles the number of low bits that are right. */
static u64 negative_inverse(u64 odd)
{
	u64 inverse = odd;		/* right in 3 bits */
	unsigned int bits;

	for (bits = 3; bits < 64; bits *= 2)
		inverse *= 2 - odd * inverse;
	return -inverse;
}

/* x -= modulus, if x, with @carry on top of it, is not below. */
static void reduce(const struct powm *p, u64 *x, u64 carry)
{
	unsigned int i = p->len;
	u64 borrow = 0;
	bignum_wide limb;

	while (!carry && i-- > 0) {
		if (x[i] < p->modulus[i])
			return;
		if (x[i] > p->modulus[i])
			break;
	}
	for (i = 0; i < p->len; i++) {
		limb = (bignum_wide)x[i] - p->modulus[i] - borrow;
		x[i] = limb;
		borrow = limb >> 64 != 0;
	}
}

/* x = 2 * x */
static void twice(const struct powm *p, u64 *x)
{
	u64 carry = 0, next;
	unsigned int i;

	for (i = 0; i < p->len; i++) {
		next = x[i] >> 63;
		x[i] = x[i] << 1 | carry;
		carry = next;
	}
	reduce(p, x, carry);
}

/* result = a * b / R; the result may be an operand. */
static void multiply(struct powm *p, u64 *result, const u64 *a, const u64 *b)
{
	unsigned int i, j, len = p->len;
	u64 *sum = p->sum;
	bignum_wide carry;
	u64 times;

	memset(sum, 0, sizeof(p->sum));
	for (i = 0; i < len; i++) {
		carry = 0;
		for (j = 0; j < len; j++) {
			carry += (bignum_wide)a[j] * b[i] + sum[j];
			sum[j] = carry;
			carry >>= 64;
		}
		carry += sum[len];
		sum[len] = carry;
		sum[len + 1] = carry >> 64;

		/* Add what makes the lowest limb 0, and drop that limb. */
		times = sum[0] * p->inverse;
		carry = ((bignum_wide)times * p->modulus[0] + sum[0]) >> 64;
		for (j = 1; j < len; j++) {
			carry += (bignum_wide)times * p->modulus[j] + sum[j];
			sum[j - 1] = carry;
			carry >>= 64;
		}
		carry += sum[len];
		sum[len - 1] = carry;
		sum[len] = sum[len + 1] + (carry >> 64);
	}
	reduce(p, sum, sum[len]);
	memcpy(result, sum, len * sizeof(*sum));
}

/**
 * bignum_powm - raise to a power, modulo an odd number
 * @result: where the result goes
 * @base: the base, of any size
 * @exponent: the exponent; with 0 the result is 1, or 0 if @modulus is 1
 * @modulus: the modulus
 *
 * Context: may sleep.
 * Return: 0, -EINVAL when @modulus is even, or -ENOMEM.
 */
int bignum_powm(struct bignum *result, const struct bignum *base,
		const struct bignum *exponent, const struct bignum *modulus)
{
	struct bignum reduced;
	unsigned int bit;
	struct powm *p;

	if (!bignum_test_bit(modulus, 0))
		return -EINVAL;
	p = kzalloc(sizeof(*p), GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	p->modulus = modulus->limb;
	p->len = modulus->len;
	p->inverse = negative_inverse(modulus->limb[0]);

	/* To get from x to x * R, multiply by R^2: 1, doubled that often. */
	p->factor[0] = 1;
	reduce(p, p->factor, 0);
	for (bit = 0; bit < 2 * 64 * p->len; bit++)
		twice(p, p->factor);

	bignum_divmod(NULL, &reduced, base, modulus);
	multiply(p, p->base, reduced.limb, p->factor);
	p->power[0] = 1;
	multiply(p, p->power, p->power, p->factor);

	for (bit = bignum_bits(exponent); bit-- > 0;) {
		multiply(p, p->power, p->power, p->power);
		if (bignum_test_bit(exponent, bit))
			multiply(p, p->power, p->power, p->base);
	}

	/* And back: times 1 / R. */
	memset(p->factor, 0, sizeof(p->factor));
	p->factor[0] = 1;
	multiply(p, p->power, p->power, p->factor);

	memcpy(result->limb, p->power, sizeof(p->power));
	for (result->len = BIGNUM_LIMBS; result->len; result->len--)
		if (result->limb[result->len - 1])
			break;
	kfree(p);
	return 0;
}
EXPORT_SYMBOL_GPL(bignum_powm);
