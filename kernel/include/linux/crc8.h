/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * CRC of eight bits of a polynomial of your own, over a table that is filled first.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CRC8_H
#define KTEST_LINUX_CRC8_H
#include <ktest/open.h>

#include <linux/types.h>

#define CRC8_INIT_VALUE 0xFF
#define CRC8_GOOD_VALUE(_table) (_table[0xFF])
#define CRC8_TABLE_SIZE 256
#define DECLARE_CRC8_TABLE(_table) static u8 _table[CRC8_TABLE_SIZE]

/* lsb: the lowest bit comes first, and the polynomial is given reversed. */
KTEST_FN void crc8_populate_lsb(u8 table[CRC8_TABLE_SIZE], u8 polynomial);
KTEST_FN void crc8_populate_msb(u8 table[CRC8_TABLE_SIZE], u8 polynomial);
KTEST_FN u8 crc8(const u8 table[CRC8_TABLE_SIZE], const u8 *pdata, size_t nbytes, u8 crc);

#include <ktest/close.h>
#endif
