// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* CRC-CCITT with the reflected polynomial 0x8408. */
#ifndef KTEST_LIB_CRC_CCITT_C
#define KTEST_LIB_CRC_CCITT_C

#include <linux/crc-ccitt.h>
#include "crc_table.h"

KTEST_DATA const u16 crc_ccitt_table[256] =
	CRC_TABLE(0x1189, 0x2312, 0x4624, 0x8c48, 0x1081, 0x2102, 0x4204, 0x8408);

KTEST_DEF u16 crc_ccitt(u16 crc, const u8 *buffer, size_t len)
{
	while (len--)
		crc = crc_ccitt_byte(crc, *buffer++);
	return crc;
}

#endif
