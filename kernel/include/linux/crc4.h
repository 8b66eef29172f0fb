/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * CRC of four bits, polynomial x^4 + x + 1, of the low `bits` bits of a number.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CRC4_H
#define KTEST_LINUX_CRC4_H
#include <ktest/open.h>

#include <linux/types.h>

KTEST_FN uint8_t crc4(uint8_t c, uint64_t x, int bits);

#include <ktest/close.h>
#endif
