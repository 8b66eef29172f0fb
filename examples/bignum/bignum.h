/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Unsigned integers of up to 1024 bits.
 *
 * A number is an array of 64-bit limbs, the lowest first, of which the first
 * `len` count and the rest are zero; zero has none, and the highest that counts
 * is never zero. Results may be stored over an operand. A result that does not
 * fit is -EOVERFLOW, and one below zero -ERANGE; then the result is untouched.
 *
 * The time an operation takes depends on the numbers, so this is not for
 * cryptography with secret ones.
 *
 * Synchronization table
 *   every function: with any other that does not write the same numbers
 */
#ifndef BIGNUM_H
#define BIGNUM_H

#include <linux/types.h>

/* u128 is in kernels since 6.4 only. */
typedef unsigned __int128 bignum_wide;

#define BIGNUM_LIMBS	16
#define BIGNUM_BITS	(64 * BIGNUM_LIMBS)

struct bignum {
	unsigned int len;
	u64 limb[BIGNUM_LIMBS];
};

void bignum_set(struct bignum *n, u64 value);
int bignum_from_hex(struct bignum *n, const char *hex);
int bignum_to_hex(const struct bignum *n, char *hex, size_t size);

int bignum_cmp(const struct bignum *a, const struct bignum *b);
unsigned int bignum_bits(const struct bignum *n);
bool bignum_test_bit(const struct bignum *n, unsigned int bit);

int bignum_add(struct bignum *sum, const struct bignum *a, const struct bignum *b);
int bignum_sub(struct bignum *difference, const struct bignum *a, const struct bignum *b);
int bignum_mul(struct bignum *product, const struct bignum *a, const struct bignum *b);
int bignum_shl(struct bignum *n, unsigned int bits);
void bignum_shr(struct bignum *n, unsigned int bits);
int bignum_divmod(struct bignum *quotient, struct bignum *remainder,
		  const struct bignum *a, const struct bignum *b);
int bignum_powm(struct bignum *result, const struct bignum *base,
		const struct bignum *exponent, const struct bignum *modulus);

#endif
