// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* CRC of eight bits over a table that the caller has filled for its polynomial. */
#include <linux/crc8.h>

__weak void crc8_populate_msb(u8 table[CRC8_TABLE_SIZE], u8 polynomial)
{
	for (int byte = 0; byte < CRC8_TABLE_SIZE; byte++) {
		u8 rest = byte;

		for (int bit = 0; bit < 8; bit++)
			rest = rest << 1 ^ (rest & 0x80 ? polynomial : 0);
		table[byte] = rest;
	}
}

__weak void crc8_populate_lsb(u8 table[CRC8_TABLE_SIZE], u8 polynomial)
{
	for (int byte = 0; byte < CRC8_TABLE_SIZE; byte++) {
		u8 rest = byte;

		for (int bit = 0; bit < 8; bit++)
			rest = rest >> 1 ^ (rest & 1 ? polynomial : 0);
		table[byte] = rest;
	}
}

__weak u8 crc8(const u8 table[CRC8_TABLE_SIZE], const u8 *pdata, size_t nbytes, u8 crc)
{
	while (nbytes--)
		crc = table[crc ^ *pdata++];
	return crc;
}
