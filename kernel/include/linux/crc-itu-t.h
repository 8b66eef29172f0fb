/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * CRC ITU-T V.41: polynomial 0x1021, the highest bit first.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CRC_ITU_T_H
#define KTEST_LINUX_CRC_ITU_T_H
#include <ktest/open.h>

#include <linux/types.h>

extern u16 const crc_itu_t_table[256];
KTEST_FN u16 crc_itu_t(u16 crc, const u8 *buffer, size_t len);
static inline u16 crc_itu_t_byte(u16 crc, const u8 data)
{
	return (crc << 8) ^ crc_itu_t_table[((crc >> 8) ^ data) & 0xff];
}

#include <ktest/close.h>
#endif
