// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Sizes for people, escaping and unescaping, arrays of names and numbers. */
#ifndef KTEST_LIB_STRING_HELPERS_C
#define KTEST_LIB_STRING_HELPERS_C

#include <linux/bug.h>
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/string_helpers.h>
#include <linux/uaccess.h>

/* Three digits are shown, the last of them rounded half up. */
KTEST_DEF int string_get_size(u64 size, u64 blk_size, const enum string_size_units units, char *buf,
			   int len)
{
	static const char prefixes[] = "\0kMGTPEZY";
	static const unsigned int half[] = { 500, 50, 5 };
	bool binary = units & STRING_UNITS_MASK;
	u32 base = binary ? 1024 : 1000, thousandths = 0;
	unsigned int power = 0, digits = 0;
	char fraction[12] = "", unit[4] = "";

	if (!size || !blk_size)
		size = blk_size = 0;
	/* Both under 32 bits, so that their product fits. */
	for (; blk_size >> 32; power++)
		blk_size /= base;
	for (; size >> 32; power++)
		size /= base;
	size *= blk_size;
	for (; size >= base; power++) {
		thousandths = size % base;
		size /= base;
	}
	if (size) {
		digits = size < 10 ? 2 : size < 100 ? 1 : 0;
		if (binary)
			thousandths = thousandths * 1000 / 1024;
		thousandths += half[digits];
		size += thousandths / 1000;
		if (digits) {
			snprintf(fraction, sizeof(fraction), ".%03u", thousandths % 1000);
			fraction[1 + digits] = '\0';
		}
	}
	if (power >= sizeof(prefixes) - 1)
		strscpy(unit, "UNK", sizeof(unit));
	else if (power)
		snprintf(unit, sizeof(unit), "%c%s", prefixes[power] - (binary && power == 1 ? 32 : 0),
			 binary ? "i" : "");
	return snprintf(buf, len, "%u%s%s%s%s", (u32)size, fraction,
			units & STRING_UNITS_NO_SPACE ? "" : " ", unit,
			units & STRING_UNITS_NO_BYTES ? "" : "B");
}

static const char string_space_codes[] = "nrtvf", string_spaces[] = "\n\r\t\v\f";
static const char string_special_codes[] = "\"\\ae", string_specials[] = "\"\\\a\033";

/* The character that an escape, after its backslash, stands for; -1: it is none. */
static inline int string_unescape_one(const char **src, unsigned int flags)
{
	const char *s = *src, *code;

	code = flags & UNESCAPE_SPACE ? strchr(string_space_codes, *s) : NULL;
	if (code) {
		++*src;
		return string_spaces[code - string_space_codes];
	}
	if (flags & UNESCAPE_OCTAL && isodigit(*s)) {
		int value = *s++ - '0';

		for (; s - *src < 3 && value < 32 && isodigit(*s); s++)
			value = value * 8 + (*s - '0');
		*src = s;
		return value;
	}
	if (flags & UNESCAPE_HEX && *s == 'x' && hex_to_bin(s[1]) >= 0) {
		int value = hex_to_bin(s[1]), low = hex_to_bin(s[2]);

		*src += low < 0 ? 2 : 3;
		return low < 0 ? value : value << 4 | low;
	}
	code = flags & UNESCAPE_SPECIAL ? strchr(string_special_codes, *s) : NULL;
	if (code) {
		++*src;
		return (unsigned char)string_specials[code - string_special_codes];
	}
	return -1;
}

/* size 0 is no limit; an escape counts as two. dst may be src. */
KTEST_DEF int string_unescape(char *src, char *dst, size_t size, unsigned int flags)
{
	const char *s = src;
	char *out = dst;

	if (!size)
		size = SIZE_MAX;
	while (*s && --size) {
		if (s[0] == '\\' && s[1] && size > 1) {
			int c;

			s++;
			size--;
			c = string_unescape_one(&s, flags);
			if (c >= 0) {
				*out++ = c;
				continue;
			}
			*out++ = '\\';
		}
		*out++ = *s++;
	}
	*out = '\0';
	return out - dst;
}

/* May the character stay as it is, whatever escapes are asked for? */
static inline bool string_passes(unsigned char c, unsigned int flags, const char *only)
{
	bool listed = only && *only && strchr(only, c);

	if (only && *only && !listed && !(flags & ESCAPE_APPEND))
		return true;
	if (listed && flags & ESCAPE_APPEND)
		return false;
	return (flags & ESCAPE_NAP && isascii(c) && isprint(c)) ||
	       (flags & ESCAPE_NP && isprint(c)) || (flags & ESCAPE_NA && isascii(c));
}

/* The text for a character: 1 to 4 bytes. */
static inline size_t string_escape_one(unsigned char c, unsigned int flags, const char *only, char *text)
{
	const char *found;

	text[0] = c;
	if (string_passes(c, flags, only))
		return 1;
	text[0] = '\\';
	found = flags & ESCAPE_SPACE && c ? strchr(string_spaces, c) : NULL;
	if (found) {
		text[1] = string_space_codes[found - string_spaces];
		return 2;
	}
	found = flags & ESCAPE_SPECIAL && c ? strchr(string_specials, c) : NULL;
	if (found) {
		text[1] = string_special_codes[found - string_specials];
		return 2;
	}
	if (flags & ESCAPE_NULL && !c) {
		text[1] = '0';
		return 2;
	}
	if (flags & ESCAPE_OCTAL) {
		text[1] = '0' + (c >> 6);
		text[2] = '0' + (c >> 3 & 7);
		text[3] = '0' + (c & 7);
		return 4;
	}
	if (flags & ESCAPE_HEX) {
		text[1] = 'x';
		hex_byte_pack(text + 2, c);
		return 4;
	}
	text[0] = c;
	return 1;
}

/* Returns the length aimed at; what fits is stored, with no NUL. */
KTEST_DEF int string_escape_mem(const char *src, size_t isz, char *dst, size_t osz,
			     unsigned int flags, const char *only)
{
	size_t len = 0;

	for (; isz; isz--) {
		char text[4];
		size_t n = string_escape_one(*src++, flags, only, text);
		size_t i;

		for (i = 0; i < n; i++, len++)
			if (len < osz)
				dst[len] = text[i];
	}
	return len;
}

/* Control characters, quotes and backslashes become hexadecimal escapes. */
KTEST_DEF char *kstrdup_quotable(const char *src, gfp_t gfp)
{
	static const char quoted[] = "\f\n\r\t\v\a\033\\\"";
	size_t len;
	char *copy;

	if (!src)
		return NULL;
	len = string_escape_str(src, NULL, 0, ESCAPE_HEX, quoted);
	copy = (char *)kmalloc(len + 1, gfp);
	if (!copy)
		return NULL;
	string_escape_str(src, copy, len, ESCAPE_HEX, quoted);
	copy[len] = '\0';
	return copy;
}

KTEST_DEF char *kstrdup_and_replace(const char *src, char old, char fresh, gfp_t gfp)
{
	char *copy = kstrdup(src, gfp);

	return copy ? strreplace(copy, old, fresh) : NULL;
}

/* "prefix-0" … "prefix-(n - 1)", and a NULL. */
KTEST_DEF char **kasprintf_strarray(gfp_t gfp, const char *prefix, size_t n)
{
	char **names = (char **)kcalloc(n + 1, sizeof(*names), gfp);
	size_t i;

	for (i = 0; names && i < n; i++) {
		names[i] = kasprintf(gfp, "%s-%zu", prefix, i);
		if (!names[i]) {
			kfree_strarray(names, i);
			return NULL;
		}
	}
	return names;
}

KTEST_DEF void kfree_strarray(char **array, size_t n)
{
	size_t i;

	if (!array)
		return;
	for (i = 0; i < n; i++)
		kfree(array[i]);
	kfree(array);
}

/* array[0] is how many numbers follow; the caller frees it. */
KTEST_DEF int parse_int_array(const char *buf, size_t count, int **array)
{
	int n, *ints;

	(void)count;
	get_options(buf, 0, &n);
	if (!n)
		return -ENOENT;
	ints = (int *)kcalloc(n + 1, sizeof(*ints), GFP_KERNEL);
	if (!ints)
		return -ENOMEM;
	get_options(buf, n + 1, ints);
	*array = ints;
	return 0;
}

KTEST_DEF int parse_int_array_user(const char __user *from, size_t count, int **array)
{
	char *text = (char *)kmalloc(count + 1, GFP_KERNEL);
	int err = -EFAULT;

	if (!text)
		return -ENOMEM;
	if (!copy_from_user(text, from, count)) {
		text[count] = '\0';
		err = parse_int_array(text, count, array);
	}
	kfree(text);
	return err;
}

#endif
