// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Strings of 16-bit characters. */
#ifndef KTEST_LIB_UCS2_STRING_C
#define KTEST_LIB_UCS2_STRING_C

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/ucs2_string.h>

KTEST_DEF unsigned long ucs2_strnlen(const ucs2_char_t *s, size_t maxlength)
{
	unsigned long n = 0;

	while (n < maxlength && s[n])
		n++;
	return n;
}

KTEST_DEF unsigned long ucs2_strlen(const ucs2_char_t *s)
{
	return ucs2_strnlen(s, ~0ul);
}

KTEST_DEF unsigned long ucs2_strsize(const ucs2_char_t *data, unsigned long maxlength)
{
	return ucs2_strnlen(data, maxlength / sizeof(*data)) * sizeof(*data);
}

KTEST_DEF ssize_t ucs2_strscpy(ucs2_char_t *dst, const ucs2_char_t *src, size_t count)
{
	size_t i;

	if (count == 0 || WARN_ON_ONCE(count > INT_MAX / sizeof(*dst)))
		return -E2BIG;
	for (i = 0; i < count; i++) {
		dst[i] = src[i];
		if (!dst[i])
			return i;
	}
	dst[count - 1] = 0;
	return -E2BIG;
}

KTEST_DEF int ucs2_strncmp(const ucs2_char_t *a, const ucs2_char_t *b, size_t len)
{
	for (; len; len--, a++, b++) {
		if (*a != *b)
			return *a < *b ? -1 : 1;
		if (!*a)
			break;
	}
	return 0;
}

static inline unsigned int ucs2_utf8_bytes(ucs2_char_t c)
{
	return c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
}

KTEST_DEF unsigned long ucs2_utf8size(const ucs2_char_t *src)
{
	unsigned long size = 0;

	for (; *src; src++)
		size += ucs2_utf8_bytes(*src);
	return size;
}

KTEST_DEF unsigned long ucs2_as_utf8(u8 *dest, const ucs2_char_t *src, unsigned long maxlength)
{
	unsigned long nr = ucs2_strnlen(src, maxlength), used = 0, i;

	for (i = 0; i < nr; i++) {
		ucs2_char_t c = src[i];
		unsigned int bytes = ucs2_utf8_bytes(c);

		if (bytes > maxlength - used)
			break;
		if (bytes == 1) {
			dest[used++] = c;
			continue;
		}
		if (bytes == 3) {
			dest[used++] = 0xe0 | c >> 12;
			dest[used++] = 0x80 | (c >> 6 & 0x3f);
		} else {
			dest[used++] = 0xc0 | c >> 6;
		}
		dest[used++] = 0x80 | (c & 0x3f);
	}
	if (used < maxlength)
		dest[used] = '\0';
	return used;
}

#endif
