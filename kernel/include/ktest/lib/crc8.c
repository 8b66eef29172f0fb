// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* CRC of eight bits over a table that the caller has filled for its polynomial. */
#ifndef KTEST_LIB_CRC8_C
#define KTEST_LIB_CRC8_C

#include <linux/crc8.h>

KTEST_DEF void crc8_populate_msb(u8 table[CRC8_TABLE_SIZE], u8 polynomial)
{
	int byte;

	for (byte = 0; byte < CRC8_TABLE_SIZE; byte++) {
		u8 rest = byte;
		int bit;

		for (bit = 0; bit < 8; bit++)
			rest = rest << 1 ^ (rest & 0x80 ? polynomial : 0);
		table[byte] = rest;
	}
}

KTEST_DEF void crc8_populate_lsb(u8 table[CRC8_TABLE_SIZE], u8 polynomial)
{
	int byte;

	for (byte = 0; byte < CRC8_TABLE_SIZE; byte++) {
		u8 rest = byte;
		int bit;

		for (bit = 0; bit < 8; bit++)
			rest = rest >> 1 ^ (rest & 1 ? polynomial : 0);
		table[byte] = rest;
	}
}

KTEST_DEF u8 crc8(const u8 table[CRC8_TABLE_SIZE], const u8 *pdata, size_t nbytes, u8 crc)
{
	while (nbytes--)
		crc = table[crc ^ *pdata++];
	return crc;
}

#endif
