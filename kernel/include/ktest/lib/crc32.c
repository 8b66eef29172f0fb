// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* CRCs of 32 bits: Ethernet's in both orders of bits, and Castagnoli's. */
#ifndef KTEST_LIB_CRC32_C
#define KTEST_LIB_CRC32_C

#include <linux/crc32.h>
#include <linux/crc32c.h>
#include <linux/crc32poly.h>
#include "crc_table.h"

static const u32 crc32_table_le[256] = CRC_TABLE(0x77073096, 0xee0e612c, 0x076dc419, 0x0edb8832, 0x1db71064,
						 0x3b6e20c8, 0x76dc4190, 0xedb88320);
static const u32 crc32_table_be[256] = CRC_TABLE(0x04c11db7, 0x09823b6e, 0x130476dc, 0x2608edb8, 0x4c11db70,
						 0x9823b6e0, 0x34867077, 0x690ce0ee);
static const u32 crc32_table_c[256] = CRC_TABLE(0xf26b8303, 0xe13b70f7, 0xc79a971f, 0x8ad958cf, 0x105ec76f,
						0x20bd8ede, 0x417b1dbc, 0x82f63b78);

static inline u32 crc32_reflected(const u32 table[256], u32 crc, const unsigned char *p, size_t len)
{
	while (len--)
		crc = crc >> 8 ^ table[(crc ^ *p++) & 0xff];
	return crc;
}

KTEST_DEF u32 __pure crc32_le_base(u32 crc, const unsigned char *p, size_t len)
{
	return crc32_reflected(crc32_table_le, crc, p, len);
}

KTEST_DEF u32 __pure crc32_le(u32 crc, const unsigned char *p, size_t len)
{
	return crc32_reflected(crc32_table_le, crc, p, len);
}

KTEST_DEF u32 __pure __crc32c_le_base(u32 crc, const unsigned char *p, size_t len)
{
	return crc32_reflected(crc32_table_c, crc, p, len);
}

KTEST_DEF u32 __pure __crc32c_le(u32 crc, const unsigned char *p, size_t len)
{
	return crc32_reflected(crc32_table_c, crc, p, len);
}

KTEST_DEF u32 crc32c(u32 crc, const void *address, unsigned int length)
{
	return crc32_reflected(crc32_table_c, crc, (const u8 *)address, length);
}

KTEST_DEF u32 __pure crc32_be_base(u32 crc, const unsigned char *p, size_t len)
{
	while (len--)
		crc = crc << 8 ^ crc32_table_be[crc >> 24 ^ *p++];
	return crc;
}

KTEST_DEF u32 __pure crc32_be(u32 crc, const unsigned char *p, size_t len)
{
	return crc32_be_base(crc, p, len);
}

/* The product of two polynomials modulo a third. The highest bit is x^0. */
static inline u32 crc32_multiply(u32 a, u32 b, u32 modulus)
{
	u32 product = 0;

	for (; a; a <<= 1) {
		if (a & 0x80000000)
			product ^= b;
		b = b >> 1 ^ (b & 1 ? modulus : 0);
	}
	return product;
}

/* Times x^8 for each byte, by squares of x^8. */
static inline u32 crc32_shift(u32 crc, size_t len, u32 modulus)
{
	u32 power;

	for (power = 0x00800000; len; len >>= 1) {
		if (len & 1)
			crc = crc32_multiply(crc, power, modulus);
		power = crc32_multiply(power, power, modulus);
	}
	return crc;
}

KTEST_DEF u32 __attribute_const__ crc32_le_shift(u32 crc, size_t len)
{
	return crc32_shift(crc, len, CRC32_POLY_LE);
}

KTEST_DEF u32 __attribute_const__ __crc32c_le_shift(u32 crc, size_t len)
{
	return crc32_shift(crc, len, CRC32C_POLY_LE);
}

#endif
