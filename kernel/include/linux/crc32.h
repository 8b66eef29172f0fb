/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * CRC-32 of Ethernet (le: the lowest bit first; be: the highest) and CRC-32C. Nothing is inverted: callers do that.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CRC32_H
#define KTEST_LINUX_CRC32_H
#include <ktest/open.h>

#include <linux/bitrev.h>
#include <linux/types.h>

KTEST_FN u32 __pure crc32_le(u32 crc, unsigned char const *p, size_t len);
KTEST_FN u32 __pure crc32_le_base(u32 crc, unsigned char const *p, size_t len);
KTEST_FN u32 __pure crc32_be(u32 crc, unsigned char const *p, size_t len);
KTEST_FN u32 __pure crc32_be_base(u32 crc, unsigned char const *p, size_t len);
KTEST_FN u32 __pure __crc32c_le(u32 crc, unsigned char const *p, size_t len);
KTEST_FN u32 __pure __crc32c_le_base(u32 crc, unsigned char const *p, size_t len);

/* As if `len` bytes of zero followed. */
KTEST_FN u32 __attribute_const__ crc32_le_shift(u32 crc, size_t len);
KTEST_FN u32 __attribute_const__ __crc32c_le_shift(u32 crc, size_t len);

/* Of two blocks, one behind the other, from the sum of each; the second begins with 0 and has `len2` bytes. */
static inline u32 crc32_le_combine(u32 crc1, u32 crc2, size_t len2)
{
	return crc32_le_shift(crc1, len2) ^ crc2;
}

static inline u32 __crc32c_le_combine(u32 crc1, u32 crc2, size_t len2)
{
	return __crc32c_le_shift(crc1, len2) ^ crc2;
}

#define crc32(seed, data, length) crc32_le(seed, (unsigned char const *)(data), length)
#define ether_crc(length, data) bitrev32(crc32_le(~0, data, length))
#define ether_crc_le(length, data) crc32_le(~0, data, length)

#include <ktest/close.h>
#endif
