// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The kernel's scanf dialect: integers, strings, characters and sets; no floating point. */
#include <linux/bitmap.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/string.h>

struct vsscanf_spec { int width; char length; };

/* Signed or not, the bits are the same. */
static void vsscanf_store(va_list *args, char length, unsigned long long value)
{
	switch (length) {
	case 'H':
		*va_arg(*args, unsigned char *) = (unsigned char)value;
		break;
	case 'h':
		*va_arg(*args, unsigned short *) = (unsigned short)value;
		break;
	case 'l':
		*va_arg(*args, unsigned long *) = value;
		break;
	case 'L':
		*va_arg(*args, unsigned long long *) = value;
		break;
	case 'z':
		*va_arg(*args, size_t *) = value;
		break;
	default:
		*va_arg(*args, unsigned int *) = (unsigned int)value;
	}
}

static const char *vsscanf_decode(const char *fmt, struct vsscanf_spec *spec)
{
	*spec = (struct vsscanf_spec){ .width = -1 };
	if (isdigit(*fmt)) {
		for (spec->width = 0; isdigit(*fmt); fmt++)
			spec->width = spec->width * 10 + *fmt - '0';
		if (spec->width <= 0)
			return NULL;
	}
	if (*fmt == 'h' || *fmt == 'l' || *fmt == 'L' || *fmt == 'z') {
		spec->length = *fmt++;
		if (*fmt == spec->length && *fmt != 'L' && *fmt != 'z')
			spec->length = *fmt++ == 'h' ? 'H' : 'L';
	}
	return fmt;
}

/* A number of at most `width` characters, sign and prefix included; NULL: there is none. */
static const char *vsscanf_number(const char *str, unsigned int base, bool is_signed, int width,
				  unsigned long long *value)
{
	const char *end = width > 0 ? str + strnlen(str, width) : str + strlen(str), *digits;
	bool negative = is_signed && *str == '-' && str < end;

	*value = 0;
	if (negative)
		str++;
	if (str >= end || !isxdigit(*str))
		return NULL;
	if ((base == 0 || base == 16) && str[0] == '0' && end - str > 1 && _tolower(str[1]) == 'x' &&
	    (base == 16 || (end - str > 2 && isxdigit(str[2])))) {
		base = 16;
		str += 2;
	} else if (base == 0) {
		base = *str == '0' ? 8 : 10;
	}
	for (digits = str; str < end && isxdigit(*str); str++) {
		unsigned int digit = isdigit(*str) ? *str - '0' : _tolower(*str) - 'a' + 10;

		if (digit >= base)
			break;
		*value = *value * base + digit;
	}
	if (str == digits && base != 16)
		return NULL;
	if (negative)
		*value = -*value;
	return str;
}

/* %[set]: the format must give a width; ranges are not supported, as in the kernel. */
static const char *vsscanf_set(const char **fmt, const char *str, int width, char *out)
{
	DECLARE_BITMAP(set, 256) = { 0 };
	const char *f = *fmt + 1, *start = str;
	bool negate = *f == '^';

	if (negate)
		f++;
	if (*f == ']' || width < 0)
		return NULL;
	for (; *f && *f != ']'; f++)
		__set_bit((unsigned char)*f, set);
	if (*f != ']')
		return NULL;
	*fmt = f + 1;
	while (*str && width-- > 0 && test_bit((unsigned char)*str, set) != negate)
		*out++ = *str++;
	if (str == start)
		return NULL;
	*out = '\0';
	return str;
}

static const char *vsscanf_string(const char *str, struct vsscanf_spec spec, char *out)
{
	int width = spec.width < 0 ? SHRT_MAX : spec.width;

	str = skip_spaces(str);
	while (*str && !isspace(*str) && width-- > 0)
		*out++ = *str++;
	*out = '\0';
	return str;
}

/* %*: the conversion is not looked at; both sides go on at the next white space. */
static const char *vsscanf_skip(const char **fmt, const char *str)
{
	while (**fmt && **fmt != '%' && !isspace(**fmt)) {
		if (**fmt == '[') /* not supported with %*, as in the kernel */
			return NULL;
		++*fmt;
	}
	while (*str && !isspace(*str))
		str++;
	return str;
}

__weak int vsscanf(const char *buf, const char *fmt, va_list va)
{
	const char *str = buf;
	int stored = 0;
	va_list args;

	va_copy(args, va);
	while (*fmt) {
		struct vsscanf_spec spec;
		unsigned long long value;
		unsigned int base = 10;
		bool is_signed = false;

		if (isspace(*fmt)) {
			fmt = skip_spaces(fmt);
			str = skip_spaces(str);
			continue;
		}
		if (*fmt != '%') {
			if (*fmt++ != *str++)
				break;
			continue;
		}
		fmt++;
		if (*fmt == '*') {
			str = *str ? vsscanf_skip(&fmt, str) : NULL;
			if (!str)
				break;
			continue;
		}
		fmt = vsscanf_decode(fmt, &spec);
		if (!fmt || !*fmt)
			break;
		if (*fmt == 'n') {
			*va_arg(args, int *) = (int)(str - buf);
			fmt++;
			continue;
		}
		if (!*str)
			break;
		switch (*fmt++) {
		case 'c': {
			char *out = va_arg(args, char *);
			int width = spec.width < 0 ? 1 : spec.width;

			do {
				*out++ = *str++;
			} while (--width > 0 && *str);
			stored++;
			continue;
		}
		case 's':
			str = vsscanf_string(str, spec, va_arg(args, char *));
			stored++;
			continue;
		case '[':
			fmt--;
			str = vsscanf_set(&fmt, str, spec.width, va_arg(args, char *));
			if (!str)
				goto out;
			stored++;
			continue;
		case '%':
			if (*str++ != '%')
				goto out;
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
		str = vsscanf_number(skip_spaces(str), base, is_signed, spec.width, &value);
		if (!str)
			break;
		vsscanf_store(&args, spec.length, value);
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
