// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The kernel's printf dialect: numbers, strings and flags. What %p can do is in vsprintf_pointer.c. */
#include <linux/bug.h>
#include <linux/bitops.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include <ktest/lib/vsprintf.h>

/* Both are fields of 24 and 16 bits: what a format spells is cut, what an argument says is limited. */
static int vsprintf_width(int width)
{
	int limit = BIT(23) - 1;

	if (WARN_ONCE(width != sign_extend32(width, 23), "field width %d too large", width))
		width = clamp(width, -limit, limit);
	return width;
}

static int vsprintf_precision(int precision)
{
	if (WARN_ONCE(precision != (s16)precision, "precision %d too large", precision))
		precision = clamp(precision, 0, S16_MAX);
	return max(precision, 0);
}

/* A decimal number, which wraps. */
static unsigned int vsprintf_atoi(const char **fmt)
{
	unsigned int value = 0;

	for (; isdigit(**fmt); ++*fmt)
		value = value * 10 + **fmt - '0';
	return value;
}

/* Flags, width, precision and length; returns the conversion character's place. */
static const char *vsprintf_decode(const char *fmt, struct vsprintf_spec *spec,
				   char *length, struct vsprintf_args *args)
{
	*spec = (struct vsprintf_spec){ .width = -1, .precision = -1, .base = 10 };
	for (;; fmt++) {
		if (*fmt == '-')
			spec->flags |= VSPRINTF_LEFT;
		else if (*fmt == '+')
			spec->flags |= VSPRINTF_PLUS;
		else if (*fmt == ' ')
			spec->flags |= VSPRINTF_SPACE;
		else if (*fmt == '#')
			spec->flags |= VSPRINTF_PREFIX;
		else if (*fmt == '0')
			spec->flags |= VSPRINTF_ZERO;
		else
			break;
	}
	if (isdigit(*fmt)) {
		spec->width = sign_extend32(vsprintf_atoi(&fmt), 23);
	} else if (*fmt == '*') {
		fmt++;
		spec->width = vsprintf_width(va_arg(args->va, int));
		if (spec->width < 0) {
			spec->width = -spec->width;
			spec->flags |= VSPRINTF_LEFT;
		}
	}
	if (*fmt == '.') {
		/* A lone "." is no precision, other than in C. */
		if (*++fmt == '*') {
			fmt++;
			spec->precision = vsprintf_precision(va_arg(args->va, int));
		} else if (isdigit(*fmt)) {
			spec->precision = max_t(s16, vsprintf_atoi(&fmt), 0);
		}
	}
	*length = 0;
	if (*fmt == 'h' || *fmt == 'l' || *fmt == 'L' || *fmt == 'z' || *fmt == 't') {
		*length = *fmt++;
		if (*length == *fmt && (*fmt == 'h' || *fmt == 'l'))
			*length = *fmt++ == 'h' ? 'H' : 'L';
	}
	return fmt;
}

static unsigned long long vsprintf_fetch(char length, bool is_signed, struct vsprintf_args *args)
{
	unsigned int word;

	switch (length) {
	case 'L':
		return va_arg(args->va, long long);
	case 'l':
	case 'z':
	case 't':
		return va_arg(args->va, long);
	case 'h':
		word = va_arg(args->va, int);
		return is_signed ? (unsigned long long)(short)word : (unsigned short)word;
	case 'H':
		word = va_arg(args->va, int);
		return is_signed ? (unsigned long long)(signed char)word : (unsigned char)word;
	}
	word = va_arg(args->va, int);
	return is_signed ? (unsigned long long)(int)word : word;
}

/* One conversion; returns where the format goes on, or NULL at an unknown one. */
static const char *vsprintf_convert(struct vsprintf_out *out, const char *fmt,
				    struct vsprintf_spec spec, char length,
				    struct vsprintf_args *args)
{
	char c;

	switch (*fmt) {
	case 'c':
		c = va_arg(args->va, int);
		vsprintf_bytes(out, &c, 1, spec);
		return fmt + 1;
	case 's':
		vsprintf_string(out, va_arg(args->va, const char *), spec);
		return fmt + 1;
	case 'p':
		vsprintf_pointer(out, ++fmt, va_arg(args->va, void *), spec);
		/* Every letter and digit belongs to the conversion, known or not. */
		while (isalnum(*fmt))
			fmt++;
		return fmt;
	case '%':
		vsprintf_char(out, '%');
		return fmt + 1;
	case 'o':
		spec.base = 8;
		break;
	case 'x':
		spec.flags |= VSPRINTF_LOWER;
		spec.base = 16;
		break;
	case 'X':
		spec.base = 16;
		break;
	case 'd':
	case 'i':
		spec.flags |= VSPRINTF_SIGNED;
		break;
	case 'u':
		break;
	default:
		return NULL;
	}
	vsprintf_number(out, vsprintf_fetch(length, spec.flags & VSPRINTF_SIGNED, args), spec);
	return fmt + 1;
}

__weak int vsnprintf(char *buf, size_t size, const char *fmt, va_list va)
{
	struct vsprintf_out out = { buf, buf + size };
	struct vsprintf_args args;

	if (WARN_ON_ONCE(size > INT_MAX))
		return 0;
	va_copy(args.va, va);
	while (*fmt) {
		struct vsprintf_spec spec;
		const char *next;
		char length;

		if (*fmt != '%') {
			vsprintf_char(&out, *fmt++);
			continue;
		}
		next = vsprintf_decode(fmt + 1, &spec, &length, &args);
		fmt = vsprintf_convert(&out, next, spec, length, &args);
		if (!fmt) {
			/* As the kernel: arguments are out of step from here, so stop. */
			WARN_ONCE(1, "Please remove unsupported %%%c in format string\n", *next);
			break;
		}
	}
	va_end(args.va);
	if (size)
		*(out.pos < out.end ? out.pos : out.end - 1) = '\0';
	return out.pos - buf;
}

/* Right-aligned to `width`; 0 when it does not fit. Not terminated. */
__weak int num_to_str(char *buf, int size, unsigned long long num, unsigned int width)
{
	char text[24];
	int len = snprintf(text, sizeof(text), "%llu", num), pad;

	if (len > size || width > (unsigned int)size)
		return 0;
	pad = (int)width > len ? (int)width - len : 0;
	memset(buf, ' ', pad);
	memcpy(buf + pad, text, len);
	return pad + len;
}
