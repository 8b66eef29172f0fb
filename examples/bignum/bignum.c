// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Unsigned integers of up to 1024 bits: the four operations.
 *
 * Products of limbs are 128 bits wide. The kernel has no division of that width,
 * and bit by bit is good enough here: what must be fast is in bignum_powm.c.
 */
#include <linux/bitops.h>
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/module.h>
#include <linux/string.h>

#include "bignum.h"

static void bignum_normalize(struct bignum *n)
{
	n->len = BIGNUM_LIMBS;
	while (n->len && !n->limb[n->len - 1])
		n->len--;
}

/**
 * bignum_set - set a number to a small value
 * @n: the number
 * @value: the value
 */
void bignum_set(struct bignum *n, u64 value)
{
	memset(n, 0, sizeof(*n));
	n->limb[0] = value;
	n->len = value != 0;
}
EXPORT_SYMBOL_GPL(bignum_set);

/**
 * bignum_cmp - compare two numbers
 * @a: one
 * @b: the other
 *
 * Return: less than, equal to or greater than 0, as @a is to @b.
 */
int bignum_cmp(const struct bignum *a, const struct bignum *b)
{
	unsigned int i;

	if (a->len != b->len)
		return a->len < b->len ? -1 : 1;
	for (i = a->len; i-- > 0;)
		if (a->limb[i] != b->limb[i])
			return a->limb[i] < b->limb[i] ? -1 : 1;
	return 0;
}
EXPORT_SYMBOL_GPL(bignum_cmp);

/**
 * bignum_bits - length of a number in bits
 * @n: the number
 *
 * Return: the number of its highest bit that is set, counted from 1; 0 for zero.
 */
unsigned int bignum_bits(const struct bignum *n)
{
	return n->len ? 64 * (n->len - 1) + fls64(n->limb[n->len - 1]) : 0;
}
EXPORT_SYMBOL_GPL(bignum_bits);

/**
 * bignum_test_bit - whether a bit is set
 * @n: the number
 * @bit: the bit, counted from 0; above the highest all are zero
 */
bool bignum_test_bit(const struct bignum *n, unsigned int bit)
{
	return bit < BIGNUM_BITS && (n->limb[bit / 64] >> (bit % 64) & 1);
}
EXPORT_SYMBOL_GPL(bignum_test_bit);

/**
 * bignum_add - add
 * @sum: where the sum goes
 * @a: one operand
 * @b: the other
 *
 * Return: 0 or -EOVERFLOW.
 */
int bignum_add(struct bignum *sum, const struct bignum *a, const struct bignum *b)
{
	struct bignum result;
	unsigned int i;
	bignum_wide carry = 0;

	for (i = 0; i < BIGNUM_LIMBS; i++) {
		carry += (bignum_wide)a->limb[i] + b->limb[i];
		result.limb[i] = carry;
		carry >>= 64;
	}
	if (carry)
		return -EOVERFLOW;
	bignum_normalize(&result);
	*sum = result;
	return 0;
}
EXPORT_SYMBOL_GPL(bignum_add);

/**
 * bignum_sub - subtract
 * @difference: where the difference goes
 * @a: what to subtract from
 * @b: what to subtract
 *
 * Return: 0, or -ERANGE when @b is greater than @a.
 */
int bignum_sub(struct bignum *difference, const struct bignum *a, const struct bignum *b)
{
	unsigned int i;
	u64 borrow = 0;
	bignum_wide limb;

	if (bignum_cmp(a, b) < 0)
		return -ERANGE;
	for (i = 0; i < BIGNUM_LIMBS; i++) {
		limb = (bignum_wide)a->limb[i] - b->limb[i] - borrow;
		difference->limb[i] = limb;
		borrow = limb >> 64 != 0;
	}
	bignum_normalize(difference);
	return 0;
}
EXPORT_SYMBOL_GPL(bignum_sub);

/**
 * bignum_mul - multiply
 * @product: where the product goes
 * @a: one operand
 * @b: the other
 *
 * Return: 0 or -EOVERFLOW.
 */
int bignum_mul(struct bignum *product, const struct bignum *a, const struct bignum *b)
{
	struct bignum result = {};
	unsigned int i, j;
	bignum_wide carry;

	for (i = 0; i < a->len; i++) {
		carry = 0;
		/* One limb more than b has, for the last carry. */
		for (j = 0; j <= b->len; j++) {
			carry += j < b->len ? (bignum_wide)a->limb[i] * b->limb[j] : 0;
			if (i + j < BIGNUM_LIMBS) {
				carry += result.limb[i + j];
				result.limb[i + j] = carry;
				carry >>= 64;
			} else if (carry) {
				return -EOVERFLOW;
			}
		}
	}
	bignum_normalize(&result);
	*product = result;
	return 0;
}
EXPORT_SYMBOL_GPL(bignum_mul);

/**
 * bignum_shl - shift left in place
 * @n: the number
 * @bits: by how much
 *
 * Return: 0 or -EOVERFLOW.
 */
int bignum_shl(struct bignum *n, unsigned int bits)
{
	unsigned int limbs = bits / 64, i;
	u64 limb;

	bits %= 64;
	if (n->len && (limbs >= BIGNUM_LIMBS || bignum_bits(n) + 64 * limbs + bits > BIGNUM_BITS))
		return -EOVERFLOW;
	for (i = BIGNUM_LIMBS; i-- > 0;) {
		limb = i >= limbs ? n->limb[i - limbs] << bits : 0;
		if (bits && i > limbs)
			limb |= n->limb[i - limbs - 1] >> (64 - bits);
		n->limb[i] = limb;
	}
	bignum_normalize(n);
	return 0;
}
EXPORT_SYMBOL_GPL(bignum_shl);

/**
 * bignum_shr - shift right in place
 * @n: the number
 * @bits: by how much; the bits shifted out are lost
 */
void bignum_shr(struct bignum *n, unsigned int bits)
{
	unsigned int limbs = bits / 64, i;
	u64 limb;

	bits %= 64;
	for (i = 0; i < BIGNUM_LIMBS; i++) {
		limb = limbs < BIGNUM_LIMBS - i ? n->limb[i + limbs] >> bits : 0;
		if (bits && limbs + 1 < BIGNUM_LIMBS - i)
			limb |= n->limb[i + limbs + 1] << (64 - bits);
		n->limb[i] = limb;
	}
	bignum_normalize(n);
}
EXPORT_SYMBOL_GPL(bignum_shr);

/**
 * bignum_divmod - divide
 * @quotient: where the quotient goes; may be NULL
 * @remainder: where the remainder goes; may be NULL
 * @a: the dividend
 * @b: the divisor
 *
 * Return: 0, or -EINVAL when @b is zero.
 */
int bignum_divmod(struct bignum *quotient, struct bignum *remainder,
		  const struct bignum *a, const struct bignum *b)
{
	struct bignum q = {}, r = *a, divisor = *b;
	unsigned int shift;

	if (!b->len)
		return -EINVAL;
	if (bignum_cmp(a, b) >= 0) {
		shift = bignum_bits(a) - bignum_bits(b);
		bignum_shl(&divisor, shift);
		do {
			if (bignum_cmp(&r, &divisor) >= 0) {
				bignum_sub(&r, &r, &divisor);
				q.limb[shift / 64] |= BIT_ULL(shift % 64);
			}
			bignum_shr(&divisor, 1);
		} while (shift-- > 0);
		bignum_normalize(&q);
	}
	if (quotient)
		*quotient = q;
	if (remainder)
		*remainder = r;
	return 0;
}
EXPORT_SYMBOL_GPL(bignum_divmod);

MODULE_DESCRIPTION("Unsigned integers of up to 1024 bits");
MODULE_LICENSE("Dual MIT/GPL");
