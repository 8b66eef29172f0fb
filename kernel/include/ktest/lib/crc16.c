// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* CRC-16 with the reflected polynomial 0xa001. */
#ifndef KTEST_LIB_CRC16_C
#define KTEST_LIB_CRC16_C

#include <linux/crc16.h>
#include "crc_table.h"

KTEST_DATA const u16 crc16_table[256] =
	CRC_TABLE(0xc0c1, 0xc181, 0xc301, 0xc601, 0xcc01, 0xd801, 0xf001, 0xa001);

KTEST_DEF u16 crc16(u16 crc, const u8 *buffer, size_t len)
{
	while (len--)
		crc = crc16_byte(crc, *buffer++);
	return crc;
}

#endif
