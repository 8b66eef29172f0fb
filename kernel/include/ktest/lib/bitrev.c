// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The table of bytes with their bits in reverse order; linear, as a CRC's is. */
#ifndef KTEST_LIB_BITREV_C
#define KTEST_LIB_BITREV_C

#include <linux/bitrev.h>
#include "crc_table.h"

KTEST_DATA const u8 byte_rev_table[256] = CRC_TABLE(0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01);

#endif
