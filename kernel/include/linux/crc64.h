/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * CRCs of 64 bits: ECMA-182 (be), and that of NVMe (rocksoft: the lowest bit first, inverted before and after).
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CRC64_H
#define KTEST_LINUX_CRC64_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/types.h>

#define CRC64_ROCKSOFT_STRING "crc64-rocksoft"

KTEST_FN u64 crc64_be(u64 crc, const void *p, size_t len);
KTEST_FN u64 crc64_rocksoft_generic(u64 crc, const void *p, size_t len);
#if KTEST_HAS_crc64_rocksoft
KTEST_FN u64 crc64_rocksoft(const unsigned char *buffer, size_t len);
KTEST_FN u64 crc64_rocksoft_update(u64 crc, const unsigned char *buffer, size_t len);
#endif
#if KTEST_HAS_crc64_nvme
static inline u64 crc64_nvme(u64 crc, const void *p, size_t len) { return crc64_rocksoft_generic(crc, p, len); }
#endif

#include <ktest/close.h>
#endif
