/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * CRC of T10 data integrity fields: polynomial 0x8bb7, the highest bit first.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CRC_T10DIF_H
#define KTEST_LINUX_CRC_T10DIF_H
#include <ktest/open.h>

#include <linux/types.h>

#define CRC_T10DIF_DIGEST_SIZE 2
#define CRC_T10DIF_BLOCK_SIZE 1
#define CRC_T10DIF_STRING "crct10dif"

KTEST_FN __u16 crc_t10dif_generic(__u16 crc, const unsigned char *buffer, size_t len);
KTEST_FN __u16 crc_t10dif(unsigned char const *buffer, size_t len);
KTEST_FN __u16 crc_t10dif_update(__u16 crc, unsigned char const *buffer, size_t len);

#include <ktest/close.h>
#endif
