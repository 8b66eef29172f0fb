/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * CRC-16 with polynomial 0x8005, reflected.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CRC16_H
#define KTEST_LINUX_CRC16_H
#include <ktest/open.h>

#include <linux/types.h>

extern u16 const crc16_table[256];
KTEST_FN u16 crc16(u16 crc, const u8 *buffer, size_t len);
static inline u16 crc16_byte(u16 crc, const u8 data)
{
	return (crc >> 8) ^ crc16_table[(crc ^ data) & 0xff];
}

#include <ktest/close.h>
#endif
