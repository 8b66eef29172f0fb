// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Base 64: three bytes are four characters. */
#ifndef KTEST_LIB_BASE64_C
#define KTEST_LIB_BASE64_C

#include <linux/base64.h>
#include <linux/string.h>

static const char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

KTEST_DEF int base64_encode(const u8 *src, int len, char *dst)
{
	char *out = dst;

	for (; len > 0; len -= 3, src += 3) {
		u32 three = src[0] << 16 | (len > 1 ? src[1] << 8 : 0) | (len > 2 ? src[2] : 0);

		*out++ = base64_digits[three >> 18];
		*out++ = base64_digits[three >> 12 & 63];
		*out++ = len > 1 ? base64_digits[three >> 6 & 63] : '=';
		*out++ = len > 2 ? base64_digits[three & 63] : '=';
	}
	return out - dst;
}

/* A '=' counts as 6 zero bits that give no byte; bits left over must be zero. */
KTEST_DEF int base64_decode(const char *src, int len, u8 *dst)
{
	unsigned int acc = 0, bits = 0;
	u8 *out = dst;
	int i;

	for (i = 0; i < len; i++) {
		bool pad = src[i] == '=';
		const char *digit = pad ? base64_digits : src[i] ? strchr(base64_digits, src[i]) : NULL;

		if (!digit)
			return -1;
		acc = acc << 6 | (unsigned int)(digit - base64_digits);
		bits += 6;
		if (bits < 8)
			continue;
		bits -= 8;
		if (!pad)
			*out++ = acc >> bits;
	}
	return acc & ((1u << bits) - 1) ? -1 : out - dst;
}

#endif
