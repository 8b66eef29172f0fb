/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Bits in reverse order. Constants fold at compile time.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_BITREV_H
#define KTEST_LINUX_BITREV_H
#include <ktest/open.h>

#include <linux/types.h>

extern u8 const byte_rev_table[256];

static inline u8 __bitrev8(u8 byte)
{
	byte = (byte & 0xf0) >> 4 | (byte & 0x0f) << 4;
	byte = (byte & 0xcc) >> 2 | (byte & 0x33) << 2;
	return (byte & 0xaa) >> 1 | (byte & 0x55) << 1;
}

static inline u16 __bitrev16(u16 x)
{
	return __bitrev8(x & 0xff) << 8 | __bitrev8(x >> 8);
}

static inline u32 __bitrev32(u32 x)
{
	return (u32)__bitrev16(x & 0xffff) << 16 | __bitrev16(x >> 16);
}

/* Each of the four bytes by itself. */
static inline u32 __bitrev8x4(u32 x)
{
	return __bitrev32(__builtin_bswap32(x));
}

#define bitrev8(x) __bitrev8(x)
#define bitrev16(x) __bitrev16(x)
#define bitrev32(x) __bitrev32(x)
#define bitrev8x4(x) __bitrev8x4(x)

#include <ktest/close.h>
#endif
