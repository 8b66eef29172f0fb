/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * CRC of seven bits, polynomial x^7 + x^3 + 1, in the upper bits of a byte: that of memory cards.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CRC7_H
#define KTEST_LINUX_CRC7_H
#include <ktest/open.h>

#include <linux/types.h>

extern const u8 crc7_be_syndrome_table[256];
KTEST_FN u8 crc7_be(u8 crc, const u8 *buffer, size_t len);
static inline u8 crc7_be_byte(u8 crc, u8 data)
{
	return crc7_be_syndrome_table[crc ^ data];
}

#include <ktest/close.h>
#endif
