// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* CRC of seven bits, polynomial 0x09, in the upper bits of a byte. */
#ifndef KTEST_LIB_CRC7_C
#define KTEST_LIB_CRC7_C

#include <linux/crc7.h>
#include "crc_table.h"

KTEST_DATA const u8 crc7_be_syndrome_table[256] = CRC_TABLE(0x12, 0x24, 0x48, 0x90, 0x32, 0x64, 0xc8, 0x82);

KTEST_DEF u8 crc7_be(u8 crc, const u8 *buffer, size_t len)
{
	while (len--)
		crc = crc7_be_byte(crc, *buffer++);
	return crc;
}

#endif
