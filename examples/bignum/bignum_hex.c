// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Unsigned integers of up to 1024 bits: as text.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/hex.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "bignum.h"

#define DIGITS_PER_LIMB	16

/**
 * bignum_from_hex - read a number
 * @n: the number
 * @hex: one or more hexadecimal digits, nothing else
 *
 * Return: 0, -EINVAL or -EOVERFLOW.
 */
int bignum_from_hex(struct bignum *n, const char *hex)
{
	struct bignum value = {};
	size_t i, len;
	int digit;

	if (!*hex)
		return -EINVAL;
	hex += strspn(hex, "0");
	len = strlen(hex);
	for (i = 0; i < len; i++) {
		digit = hex_to_bin(hex[len - 1 - i]);
		if (digit < 0)
			return -EINVAL;
		if (i < DIGITS_PER_LIMB * BIGNUM_LIMBS)
			value.limb[i / DIGITS_PER_LIMB] |= (u64)digit << (i % DIGITS_PER_LIMB * 4);
	}
	if (len > DIGITS_PER_LIMB * BIGNUM_LIMBS)
		return -EOVERFLOW;
	value.len = DIV_ROUND_UP(len, DIGITS_PER_LIMB);
	*n = value;
	return 0;
}
EXPORT_SYMBOL_GPL(bignum_from_hex);

/**
 * bignum_to_hex - write a number in lower case digits, without leading zeros
 * @n: the number
 * @hex: where the text goes
 * @size: bytes there, for the digits and a NUL
 *
 * Return: how many digits were written, or -ENOSPC.
 */
int bignum_to_hex(const struct bignum *n, char *hex, size_t size)
{
	unsigned int digits = max(DIV_ROUND_UP(bignum_bits(n), 4), 1u);
	unsigned int i, at;

	if (size <= digits)
		return -ENOSPC;
	for (i = 0; i < digits; i++) {
		at = digits - 1 - i;
		hex[i] = hex_asc_lo(n->limb[at / DIGITS_PER_LIMB] >> (at % DIGITS_PER_LIMB * 4));
	}
	hex[digits] = '\0';
	return digits;
}
EXPORT_SYMBOL_GPL(bignum_to_hex);
