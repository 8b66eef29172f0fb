// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Hexadecimal digits and dumps. */
#ifndef KTEST_LIB_HEXDUMP_C
#define KTEST_LIB_HEXDUMP_C

#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/string.h>

#define HEXDUMP_ROW_MAX 32
#define HEXDUMP_LINE_MAX (HEXDUMP_ROW_MAX * 3 + 2 + HEXDUMP_ROW_MAX + 1)

KTEST_DATA const char hex_asc[] = "0123456789abcdef";
KTEST_DATA const char hex_asc_upper[] = "0123456789ABCDEF";

KTEST_DEF int hex_to_bin(unsigned char ch)
{
	if (ch >= '0' && ch <= '9')
		return ch - '0';
	ch = _tolower(ch);
	return ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : -1;
}

KTEST_DEF int hex2bin(u8 *dst, const char *src, size_t count)
{
	for (; count; count--, src += 2) {
		int hi = hex_to_bin(src[0]), lo;

		if (hi < 0)
			return -EINVAL;
		lo = hex_to_bin(src[1]);
		if (lo < 0)
			return -EINVAL;
		*dst++ = hi << 4 | lo;
	}
	return 0;
}

/* Returns where the digits end; no NUL is written. */
KTEST_DEF char *bin2hex(char *dst, const void *src, size_t count)
{
	const u8 *p;

	for (p = (const u8 *)src; count; count--)
		dst = hex_byte_pack(dst, *p++);
	return dst;
}

/* Groups are numbers in the machine's byte order; a partial one would be no number. */
static inline int hexdump_group(size_t len, int groupsize)
{
	if (groupsize < 1 || groupsize > 8 || !is_power_of_2(groupsize) || len % groupsize)
		return 1;
	return groupsize;
}

static inline size_t hexdump_line(char *line, const u8 *bytes, size_t len, int rowsize, int groupsize,
			   bool ascii)
{
	char *p = line;
	size_t at;

	for (at = 0; at < len; at += groupsize) {
		int i;

		if (at)
			*p++ = ' ';
		for (i = groupsize; i--;)
			p = hex_byte_pack(p, bytes[at + i]);
	}
	if (ascii) {
		size_t i;

		while (p < line + rowsize * 2 + rowsize / groupsize + 1)
			*p++ = ' ';
		for (i = 0; i < len; i++)
			*p++ = isascii(bytes[i]) && isprint(bytes[i]) ? bytes[i] : '.';
	}
	*p = '\0';
	return p - line;
}

/* Returns the length aimed at, as snprintf() does. */
KTEST_DEF int hex_dump_to_buffer(const void *buf, size_t len, int rowsize, int groupsize,
			      char *linebuf, size_t linebuflen, bool ascii)
{
	char line[HEXDUMP_LINE_MAX];
	size_t full;

	if (rowsize != 16 && rowsize != 32)
		rowsize = 16;
	if (len > (size_t)rowsize)
		len = rowsize;
	groupsize = hexdump_group(len, groupsize);
	if (!linebuflen)
		return ascii ? rowsize * 2 + rowsize / groupsize + 1 + (int)len :
			       (groupsize * 2 + 1) * ((int)len / groupsize) - 1;
	if (!len) {
		linebuf[0] = '\0';
		return 0;
	}
	full = hexdump_line(line, (const u8 *)buf, len, rowsize, groupsize, ascii);
	strscpy(linebuf, line, linebuflen);
	return full;
}

KTEST_DEF void print_hex_dump(const char *level, const char *prefix_str, int prefix_type, int rowsize,
			   int groupsize, const void *buf, size_t len, bool ascii)
{
	char line[HEXDUMP_LINE_MAX];
	size_t at;

	if (rowsize != 16 && rowsize != 32)
		rowsize = 16;
	for (at = 0; at < len; at += rowsize) {
		const u8 *row = (const u8 *)buf + at;

		hex_dump_to_buffer(row, len - at, rowsize, groupsize, line, sizeof(line), ascii);
		if (prefix_type == DUMP_PREFIX_ADDRESS)
			printk("%s%s%p: %s\n", level, prefix_str, row, line);
		else if (prefix_type == DUMP_PREFIX_OFFSET)
			printk("%s%s%.8x: %s\n", level, prefix_str, (unsigned int)at, line);
		else
			printk("%s%s%s\n", level, prefix_str, line);
	}
}

/* Six pairs of digits with colons between; what follows them does not matter. */
KTEST_DEF bool mac_pton(const char *s, u8 *mac)
{
	int i;

	if (strnlen(s, 3 * 6 - 1) < 3 * 6 - 1)
		return false;
	for (i = 0; i < 6; i++) {
		if (!isxdigit(s[i * 3]) || !isxdigit(s[i * 3 + 1]))
			return false;
		if (i < 5 && s[i * 3 + 2] != ':')
			return false;
	}
	for (i = 0; i < 6; i++)
		mac[i] = hex_to_bin(s[i * 3]) << 4 | hex_to_bin(s[i * 3 + 1]);
	return true;
}

#endif
