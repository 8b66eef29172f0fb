/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * CRCs of 64 bits: ECMA-182 (be), and that of NVMe (rocksoft: the lowest bit first, inverted before and after).
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CRC64_H
#define KTEST_LINUX_CRC64_H

#include <linux/types.h>

#define CRC64_ROCKSOFT_STRING "crc64-rocksoft"

u64 crc64_be(u64 crc, const void *p, size_t len);
u64 crc64_rocksoft_generic(u64 crc, const void *p, size_t len);
u64 crc64_rocksoft(const unsigned char *buffer, size_t len);
u64 crc64_rocksoft_update(u64 crc, const unsigned char *buffer, size_t len);

#endif
