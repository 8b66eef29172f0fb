// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* CRC of four bits, polynomial 0x3, the highest nibble first. */
#ifndef KTEST_LIB_CRC4_C
#define KTEST_LIB_CRC4_C

#include <linux/crc4.h>

static inline uint8_t crc4_nibble(uint8_t value)
{
	int bit;

	for (bit = 0; bit < 4; bit++)
		value = (value << 1 & 0xf) ^ (value & 8 ? 0x7 : 0);
	return value;
}

/* 64 bits count as none: so it is on processors that take a shift by 64 for one by 0. */
KTEST_DEF uint8_t crc4(uint8_t c, uint64_t x, int bits)
{
	int at;

	x &= (1ull << (bits & 63)) - 1;
	for (at = ((bits + 3) & ~3) - 4; at >= 0; at -= 4)
		c = crc4_nibble(c ^ (x >> at & 0xf));
	return c;
}

#endif
