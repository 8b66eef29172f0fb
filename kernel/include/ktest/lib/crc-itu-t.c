// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* CRC ITU-T V.41, polynomial 0x1021. */
#ifndef KTEST_LIB_CRC_ITU_T_C
#define KTEST_LIB_CRC_ITU_T_C

#include <linux/crc-itu-t.h>
#include "crc_table.h"

KTEST_DATA const u16 crc_itu_t_table[256] =
	CRC_TABLE(0x1021, 0x2042, 0x4084, 0x8108, 0x1231, 0x2462, 0x48c4, 0x9188);

KTEST_DEF u16 crc_itu_t(u16 crc, const u8 *buffer, size_t len)
{
	while (len--)
		crc = crc_itu_t_byte(crc, *buffer++);
	return crc;
}

#endif
