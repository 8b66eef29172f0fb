/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * CRC-32C, Castagnoli polynomial: the lowest bit first. Nothing is inverted.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CRC32C_H
#define KTEST_LINUX_CRC32C_H
#include <ktest/open.h>

#include <linux/types.h>

KTEST_FN u32 crc32c(u32 crc, const void *address, unsigned int length);
#define crc32c_le crc32c

#include <ktest/close.h>
#endif
