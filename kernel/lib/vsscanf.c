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

/* Reads at most `width` characters; returns where it stopped, or NULL without a digit. */
static const char *sscanf_number(const char *s, int width, unsigned int base, bool is_signed,
				 unsigned long long *value)
{
	bool negative = is_signed && width > 0 && *s == '-';
	unsigned long long n = 0;
	const char *start;

	if (negative) {
		s++;
		width--;
	}
	/* The base shows even where the width cuts the prefix off from its digits. */
	if ((base == 0 || base == 16) && s[0] == '0' && (s[1] | 0x20) == 'x' && isxdigit(s[2])) {
		base = 16;
		if (width > 0 && width <= 2) {
			*value = 0;
			return s + width;
		}
		s += 2;
		width -= 2;
	} else if (base == 0) {
		base = width > 0 && *s == '0' ? 8 : 10;
	}
	for (start = s; width > 0 && sscanf_digit(*s) < (int)base; s++, width--)
		n = n * base + sscanf_digit(*s);
	*value = negative ? -n : n;
	return s == start ? NULL : s;
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

/* The set of a %[: returns the format behind its ']', or NULL if there is none. */
static const char *sscanf_set(const char *fmt, unsigned long *set)
{
	bool inverted = *fmt == '^';
	const char *first;

	if (inverted)
		fmt++;
	bitmap_zero(set, 256);
	for (first = fmt; *fmt && (*fmt != ']' || fmt == first); fmt++)
		__set_bit((u8)*fmt, set);
	if (!*fmt)
		return NULL;
	if (inverted)
		bitmap_complement(set, set, 256);
	__clear_bit(0, set);
	return fmt + 1;
}

__weak int vsscanf(const char *buf, const char *fmt, va_list original)
{
	const char *s = buf;
	int stored = 0;
	va_list args;

	va_copy(args, original);
	while (*fmt) {
		unsigned long set[256 / BITS_PER_LONG];
		unsigned long long value;
		enum sscanf_size size;
		unsigned int base = 10;
		bool suppressed, is_signed = false;
		int width = -1;
		char *to;

		if (isspace(*fmt)) {
			fmt = skip_spaces(fmt);
			s = skip_spaces(s);
			continue;
		}
		if (*fmt != '%' || fmt[1] == '%') {
			fmt += *fmt == '%';
			if (*fmt++ != *s++)
				break;
			continue;
		}
		fmt++;
		suppressed = *fmt == '*';
		if (suppressed) {
			/* Skips a word, whatever its conversion. */
			while (*fmt && !isspace(*fmt) && *fmt != '%')
				fmt++;
			while (*s && !isspace(*s))
				s++;
			continue;
		}
		if (isdigit(*fmt))
			for (width = 0; isdigit(*fmt); fmt++)
				width = width * 10 + *fmt - '0';
		if (width == 0)
			break;
		fmt = sscanf_qualifier(fmt, &size);
		if (*fmt == 'n') {
			*va_arg(args, int *) = s - buf;
			fmt++;
			continue;
		}
		if (!*s)
			break;
		switch (*fmt++) {
		case 'c':
			to = va_arg(args, char *);
			for (width = width < 0 ? 1 : width; width > 0 && *s; width--)
				*to++ = *s++;
			stored++;
			continue;
		case 's':
			to = va_arg(args, char *);
			s = skip_spaces(s);
			for (width = width < 0 ? SHRT_MAX : width; width > 0 && *s && !isspace(*s); width--)
				*to++ = *s++;
			*to = 0;
			stored++;
			continue;
		case '[':
			fmt = width < 0 ? NULL : sscanf_set(fmt, set);
			if (!fmt || !test_bit((u8)*s, set))
				goto out;
			to = va_arg(args, char *);
			for (; width > 0 && test_bit((u8)*s, set); width--)
				*to++ = *s++;
			*to = 0;
			stored++;
			continue;
		case 'o':
			base = 8;
			break;
		case 'x':
		case 'X':
			base = 16;
			break;
		case 'i':
			base = 0;
			is_signed = true;
			break;
		case 'd':
			is_signed = true;
			break;
		case 'u':
			break;
		default:
			goto out;
		}
		s = skip_spaces(s);
		s = sscanf_number(s, width < 0 ? INT_MAX : width, base, is_signed, &value);
		if (!s)
			break;
		sscanf_store(&args, size, value);
		stored++;
	}
out:
	va_end(args);
	return stored;
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
