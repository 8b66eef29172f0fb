// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* CRC of T10 data integrity fields, polynomial 0x8bb7. */
#ifndef KTEST_LIB_CRC_T10DIF_C
#define KTEST_LIB_CRC_T10DIF_C

#include <linux/crc-t10dif.h>
#include "crc_table.h"

static const u16 crc_t10dif_table[256] =
	CRC_TABLE(0x8bb7, 0x9cd9, 0xb205, 0xefbd, 0x54cd, 0xa99a, 0xd883, 0x3ab1);

KTEST_DEF __u16 crc_t10dif_generic(__u16 crc, const unsigned char *buffer, size_t len)
{
	while (len--)
		crc = (crc << 8) ^ crc_t10dif_table[(crc >> 8) ^ *buffer++];
	return crc;
}

KTEST_DEF __u16 crc_t10dif_update(__u16 crc, const unsigned char *buffer, size_t len)
{
	return crc_t10dif_generic(crc, buffer, len);
}

KTEST_DEF __u16 crc_t10dif(const unsigned char *buffer, size_t len)
{
	return crc_t10dif_generic(0, buffer, len);
}

#endif
