// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * sscanf() in the kernel's dialect: %[ needs a field width, there is no floating
 * point, and a number that does not fit its type is cut.
 */
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/ctype.h>
#include <linux/limits.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <linux/types.h>

enum sscanf_size { SIZE_CHAR, SIZE_SHORT, SIZE_INT, SIZE_LONG, SIZE_LONG_LONG };

static int sscanf_digit(char c)
{
	if (isdigit(c))
		return c - '0';
	return isxdigit(c) ? (c | 0x20) - 'a' + 10 : 99;
}

/* Where a scan is. The list of arguments is in a structure, so that functions can share it. */
struct sscanf_scan {
	const char *start, *s, *fmt;
	int width;	/* -1: none is given */
	enum sscanf_size size;
	int stored;
	va_list args;
};

/* The number at s, which begins with a digit or a sign and a digit; returns where it ends. */
static const char *sscanf_number(const char *s, int width, unsigned int base,
				 unsigned long long *value)
{
	bool hex = s[0] == '0' && (s[1] | 0x20) == 'x' && (base == 16 || isxdigit(s[2]));

	*value = 0;
	/* The base shows even where the width cuts the prefix off from its digits. */
	if (hex && (base == 0 || base == 16)) {
		base = 16;
		if (width <= 2)
			return s + width;
		s += 2;
		width -= 2;
	} else if (base == 0) {
		base = *s == '0' ? 8 : 10;
	}
	for (; width > 0 && sscanf_digit(*s) < (int)base; s++, width--)
		*value = *value * base + sscanf_digit(*s);
	return s;
}

static void sscanf_store(va_list *args, enum sscanf_size size, unsigned long long value)
{
	switch (size) {
	case SIZE_CHAR:
		*va_arg(*args, unsigned char *) = value;
		break;
	case SIZE_SHORT:
		*va_arg(*args, unsigned short *) = value;
		break;
	case SIZE_INT:
		*va_arg(*args, unsigned int *) = value;
		break;
	case SIZE_LONG:
		*va_arg(*args, unsigned long *) = value;
		break;
	case SIZE_LONG_LONG:
		*va_arg(*args, unsigned long long *) = value;
		break;
	}
}

static const char *sscanf_qualifier(const char *fmt, enum sscanf_size *size)
{
	*size = SIZE_INT;
	if (fmt[0] == 'h') {
		*size = fmt[1] == 'h' ? SIZE_CHAR : SIZE_SHORT;
		return fmt + (fmt[1] == 'h' ? 2 : 1);
	}
	if (fmt[0] == 'l') {
		*size = fmt[1] == 'l' ? SIZE_LONG_LONG : SIZE_LONG;
		return fmt + (fmt[1] == 'l' ? 2 : 1);
	}
	if (fmt[0] == 'L')
		*size = SIZE_LONG_LONG;
	else if (fmt[0] == 'z')
		*size = SIZE_LONG;
	else
		return fmt;
	return fmt + 1;
}

/*
 * The set of a %[: returns the format behind its ']', or NULL if there is none. A ']' always ends
 * it, and an empty one is none.
 */
static const char *sscanf_set(const char *fmt, unsigned long *set)
{
	bool inverted = *fmt == '^';
	const char *first;

	if (inverted)
		fmt++;
	bitmap_zero(set, 256);
	for (first = fmt; *fmt && *fmt != ']'; fmt++)
		__set_bit((u8)*fmt, set);
	if (!*fmt || fmt == first)
		return NULL;
	if (inverted)
		bitmap_complement(set, set, 256);
	__clear_bit(0, set);
	return fmt + 1;
}

/* %*: a word is skipped, whatever its conversion. False ends the scan. */
static bool sscanf_skip(struct sscanf_scan *scan)
{
	if (!*scan->s)
		return false;
	for (; *scan->fmt && !isspace(*scan->fmt) && *scan->fmt != '%'; scan->fmt++)
		if (*scan->fmt == '[')
			return false;
	while (*scan->s && !isspace(*scan->s))
		scan->s++;
	return true;
}

/* %c, %s and %[. False ends the scan. */
static bool sscanf_text(struct sscanf_scan *scan, char conversion)
{
	char *to = va_arg(scan->args, char *);
	unsigned long set[256 / BITS_PER_LONG];
	int width = scan->width;

	if (conversion == 'c') {
		for (width = width < 0 ? 1 : width; width > 0 && *scan->s; width--)
			*to++ = *scan->s++;
		scan->stored++;
		return true;
	}
	if (conversion == 's') {
		scan->s = skip_spaces(scan->s);
		for (width = width < 0 ? SHRT_MAX : width;
		     width > 0 && *scan->s && !isspace(*scan->s); width--)
			*to++ = *scan->s++;
	} else {
		scan->fmt = width < 0 ? NULL : sscanf_set(scan->fmt, set);
		if (!scan->fmt || !test_bit((u8)*scan->s, set))
			return false;
		for (; width > 0 && test_bit((u8)*scan->s, set); width--)
			*to++ = *scan->s++;
	}
	*to = 0;
	scan->stored++;
	return true;
}

static bool sscanf_integer(struct sscanf_scan *scan, unsigned int base, bool is_signed)
{
	const char *s = skip_spaces(scan->s);
	int width = scan->width < 0 ? INT_MAX : scan->width;
	bool negative = is_signed && *s == '-';
	unsigned long long value;

	if (negative && (s++, --width == 0))
		return false;
	if (!*s || sscanf_digit(*s) >= (base ? (int)base : 10))
		return false;
	scan->s = sscanf_number(s, width, base, &value);
	sscanf_store(&scan->args, scan->size, negative ? -value : value);
	scan->stored++;
	return true;
}

/* What follows a '%'. False ends the scan. */
static bool sscanf_convert(struct sscanf_scan *scan)
{
	char c;

	if (*scan->fmt == '*')
		return sscanf_skip(scan);
	scan->width = -1;
	if (isdigit(*scan->fmt))
		for (scan->width = 0; isdigit(*scan->fmt); scan->fmt++)
			scan->width = scan->width * 10 + *scan->fmt - '0';
	if (scan->width == 0)
		return false;
	scan->fmt = sscanf_qualifier(scan->fmt, &scan->size);
	if (!*scan->fmt)
		return false;
	c = *scan->fmt++;
	if (c == 'n') {
		*va_arg(scan->args, int *) = scan->s - scan->start;
		return true;
	}
	if (!*scan->s)
		return false;
	switch (c) {
	case 'c':
	case 's':
	case '[':
		return sscanf_text(scan, c);
	case 'o':
		return sscanf_integer(scan, 8, false);
	case 'x':
	case 'X':
		return sscanf_integer(scan, 16, false);
	case 'i':
		return sscanf_integer(scan, 0, true);
	case 'd':
		return sscanf_integer(scan, 10, true);
	case 'u':
		return sscanf_integer(scan, 10, false);
	case '%':
		return *scan->s++ == '%';
	}
	return false;
}

__weak int vsscanf(const char *buf, const char *fmt, va_list original)
{
	struct sscanf_scan scan = { .start = buf, .s = buf, .fmt = fmt };

	va_copy(scan.args, original);
	while (*scan.fmt) {
		if (isspace(*scan.fmt)) {
			scan.fmt = skip_spaces(scan.fmt);
			scan.s = skip_spaces(scan.s);
		} else if (*scan.fmt != '%') {
			if (*scan.fmt++ != *scan.s++)
				break;
		} else {
			scan.fmt++;
			if (!sscanf_convert(&scan))
				break;
		}
	}
	va_end(scan.args);
	return scan.stored;
}

__weak int sscanf(const char *buf, const char *fmt, ...)
{
	va_list args;
	int stored;

	va_start(args, fmt);
	stored = vsscanf(buf, fmt, args);
	va_end(args);
	return stored;
}
