/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Hexadecimal digits.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_HEX_H
#define KTEST_LINUX_HEX_H
#include <ktest/open.h>

#include <linux/types.h>

extern const char hex_asc[], hex_asc_upper[];
#define hex_asc_lo(x) hex_asc[((x) & 0x0f)]
#define hex_asc_hi(x) hex_asc[((x) & 0xf0) >> 4]
#define hex_asc_upper_lo(x) hex_asc_upper[((x) & 0x0f)]
#define hex_asc_upper_hi(x) hex_asc_upper[((x) & 0xf0) >> 4]

static inline char *hex_byte_pack(char *buf, u8 byte)
{
	*buf++ = hex_asc_hi(byte);
	*buf++ = hex_asc_lo(byte);
	return buf;
}

static inline char *hex_byte_pack_upper(char *buf, u8 byte)
{
	*buf++ = hex_asc_upper_hi(byte);
	*buf++ = hex_asc_upper_lo(byte);
	return buf;
}

KTEST_FN int hex_to_bin(unsigned char ch);
KTEST_FN int __must_check hex2bin(u8 *dst, const char *src, size_t count);
KTEST_FN char *bin2hex(char *dst, const void *src, size_t count);
KTEST_FN bool mac_pton(const char *s, u8 *mac);

#include <ktest/close.h>
#endif
