/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Bob Jenkins' lookup3 hash (public domain, 2006), on little endian words.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_JHASH_H
#define KTEST_LINUX_JHASH_H
#include <ktest/open.h>

#include <linux/bitops.h>
#include <linux/types.h>

#define jhash_size(n) ((u32)1 << (n))
#define jhash_mask(n) (jhash_size(n) - 1)
#define JHASH_INITVAL 0xdeadbeef

#define __jhash_mix(a, b, c) \
	do { \
		a -= c, a ^= rol32(c, 4), c += b; \
		b -= a, b ^= rol32(a, 6), a += c; \
		c -= b, c ^= rol32(b, 8), b += a; \
		a -= c, a ^= rol32(c, 16), c += b; \
		b -= a, b ^= rol32(a, 19), a += c; \
		c -= b, c ^= rol32(b, 4), b += a; \
	} while (0)

#define __jhash_final(a, b, c) \
	do { \
		c ^= b, c -= rol32(b, 14); \
		a ^= c, a -= rol32(c, 11); \
		b ^= a, b -= rol32(a, 25); \
		c ^= b, c -= rol32(b, 16); \
		a ^= c, a -= rol32(c, 4); \
		b ^= a, b -= rol32(a, 14); \
		c ^= b, c -= rol32(b, 24); \
	} while (0)

/* Blocks of three words; the last one, of 1 to 12 bytes, is padded with zeros. */
static inline u32 jhash(const void *key, u32 length, u32 initval)
{
	const u8 *bytes = (const u8 *)key;
	u32 a = JHASH_INITVAL + length + initval, b = a, c = a, block[3];

	for (; length > 12; length -= 12, bytes += 12) {
		__builtin_memcpy(block, bytes, 12);
		a += block[0];
		b += block[1];
		c += block[2];
		__jhash_mix(a, b, c);
	}
	if (!length)
		return c;
	block[0] = block[1] = block[2] = 0;
	__builtin_memcpy(block, bytes, length);
	a += block[0];
	b += block[1];
	c += block[2];
	__jhash_final(a, b, c);
	return c;
}

/* The same over `length` words. */
static inline u32 jhash2(const u32 *k, u32 length, u32 initval)
{
	return jhash(k, length * sizeof(*k), initval);
}

static inline u32 __jhash_nwords(u32 a, u32 b, u32 c, u32 initval)
{
	a += initval;
	b += initval;
	c += initval;
	__jhash_final(a, b, c);
	return c;
}

static inline u32 jhash_3words(u32 a, u32 b, u32 c, u32 initval)
{
	return __jhash_nwords(a, b, c, initval + JHASH_INITVAL + 3 * 4);
}

static inline u32 jhash_2words(u32 a, u32 b, u32 initval)
{
	return __jhash_nwords(a, b, 0, initval + JHASH_INITVAL + 2 * 4);
}

static inline u32 jhash_1word(u32 a, u32 initval)
{
	return __jhash_nwords(a, 0, 0, initval + JHASH_INITVAL + 1 * 4);
}

#include <ktest/close.h>
#endif
