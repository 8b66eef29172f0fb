// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * SipHash-2-4, and SipHash-1-3 cut to 32 bits (hsiphash on 64-bit machines).
 * Aumasson and Bernstein, "SipHash: a fast short-input PRF" (2012).
 */
#ifndef KTEST_LIB_SIPHASH_C
#define KTEST_LIB_SIPHASH_C

#include <linux/bitops.h>
#include <linux/siphash.h>
#include <linux/string.h>

/* The variants for numbers are the hash of their little endian bytes. */
static inline u64 siphash_bytes(const void *data, size_t len, u64 k0, u64 k1, int rounds, int last_rounds)
{
	const u8 *bytes = (const u8 *)data;
	u64 v0 = SIPHASH_CONST_0 ^ k0, v1 = SIPHASH_CONST_1 ^ k1;
	u64 v2 = SIPHASH_CONST_2 ^ k0, v3 = SIPHASH_CONST_3 ^ k1;
	size_t at;
	int i;

	for (at = 0; at <= len; at += 8) {
		size_t n = len - at < 8 ? len - at : 8;
		u64 word = n < 8 ? (u64)len << 56 : 0;
		size_t byte;

		for (byte = 0; byte < n; byte++)
			word |= (u64)bytes[at + byte] << (8 * byte);
		v3 ^= word;
		for (i = 0; i < rounds; i++)
			SIPHASH_PERMUTATION(v0, v1, v2, v3);
		v0 ^= word;
	}
	v2 ^= 0xff;
	for (i = 0; i < last_rounds; i++)
		SIPHASH_PERMUTATION(v0, v1, v2, v3);
	return v0 ^ v1 ^ v2 ^ v3;
}

static inline u64 siphash_full(const void *data, size_t len, const siphash_key_t *key)
{
	return siphash_bytes(data, len, key->key[0], key->key[1], 2, 4);
}

static inline u32 siphash_half(const void *data, size_t len, const hsiphash_key_t *key)
{
	return (u32)siphash_bytes(data, len, key->key[0], key->key[1], 1, 3);
}

KTEST_DEF u64 __siphash_aligned(const void *data, size_t len, const siphash_key_t *key)
{
	return siphash_full(data, len, key);
}

KTEST_DEF u64 __siphash_unaligned(const void *data, size_t len, const siphash_key_t *key)
{
	return siphash_full(data, len, key);
}

KTEST_DEF u64 siphash_1u64(const u64 a, const siphash_key_t *key)
{
	return siphash_full(&a, sizeof(a), key);
}

KTEST_DEF u64 siphash_2u64(const u64 a, const u64 b, const siphash_key_t *key)
{
	const u64 words[] = { a, b };

	return siphash_full(words, sizeof(words), key);
}

KTEST_DEF u64 siphash_3u64(const u64 a, const u64 b, const u64 c, const siphash_key_t *key)
{
	const u64 words[] = { a, b, c };

	return siphash_full(words, sizeof(words), key);
}

KTEST_DEF u64 siphash_4u64(const u64 a, const u64 b, const u64 c, const u64 d,
			const siphash_key_t *key)
{
	const u64 words[] = { a, b, c, d };

	return siphash_full(words, sizeof(words), key);
}

KTEST_DEF u64 siphash_1u32(const u32 a, const siphash_key_t *key)
{
	return siphash_full(&a, sizeof(a), key);
}

KTEST_DEF u64 siphash_3u32(const u32 a, const u32 b, const u32 c, const siphash_key_t *key)
{
	const u32 words[] = { a, b, c };

	return siphash_full(words, sizeof(words), key);
}

KTEST_DEF u32 __hsiphash_aligned(const void *data, size_t len, const hsiphash_key_t *key)
{
	return siphash_half(data, len, key);
}

KTEST_DEF u32 __hsiphash_unaligned(const void *data, size_t len, const hsiphash_key_t *key)
{
	return siphash_half(data, len, key);
}

KTEST_DEF u32 hsiphash_1u32(const u32 a, const hsiphash_key_t *key)
{
	return siphash_half(&a, sizeof(a), key);
}

KTEST_DEF u32 hsiphash_2u32(const u32 a, const u32 b, const hsiphash_key_t *key)
{
	const u32 words[] = { a, b };

	return siphash_half(words, sizeof(words), key);
}

KTEST_DEF u32 hsiphash_3u32(const u32 a, const u32 b, const u32 c, const hsiphash_key_t *key)
{
	const u32 words[] = { a, b, c };

	return siphash_half(words, sizeof(words), key);
}

KTEST_DEF u32 hsiphash_4u32(const u32 a, const u32 b, const u32 c, const u32 d,
			 const hsiphash_key_t *key)
{
	const u32 words[] = { a, b, c, d };

	return siphash_half(words, sizeof(words), key);
}

#endif
