/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * CRC-CCITT: polynomial 0x1021, the lowest bit first.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CRC_CCITT_H
#define KTEST_LINUX_CRC_CCITT_H
#include <ktest/open.h>

#include <linux/types.h>

extern u16 const crc_ccitt_table[256];
KTEST_FN u16 crc_ccitt(u16 crc, const u8 *buffer, size_t len);
static inline u16 crc_ccitt_byte(u16 crc, const u8 c)
{
	return (crc >> 8) ^ crc_ccitt_table[(crc ^ c) & 0xff];
}

#include <ktest/close.h>
#endif
