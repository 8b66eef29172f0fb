// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What the conversions of the kernel's printf dialect write: characters, strings and numbers. */
#ifndef KTEST_LIB_VSPRINTF_OUT_C
#define KTEST_LIB_VSPRINTF_OUT_C

#include <linux/err.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <asm/page.h>

#include <ktest/lib/vsprintf.h>

KTEST_DEF void vsprintf_char(struct vsprintf_out *out, char c)
{
	if (out->pos < out->end)
		*out->pos = c;
	out->pos++;
}

static inline void vsprintf_fill(struct vsprintf_out *out, int count, char c)
{
	while (count-- > 0)
		vsprintf_char(out, c);
}

KTEST_DEF void vsprintf_bytes(struct vsprintf_out *out, const char *s, size_t len, struct vsprintf_spec spec)
{
	int pad = spec.width - (int)len;

	if (!(spec.flags & VSPRINTF_LEFT))
		vsprintf_fill(out, pad, ' ');
	while (len--)
		vsprintf_char(out, *s++);
	if (spec.flags & VSPRINTF_LEFT)
		vsprintf_fill(out, pad, ' ');
}

KTEST_DEF void vsprintf_string(struct vsprintf_out *out, const char *s, struct vsprintf_spec spec)
{
	if ((unsigned long)s < 4096)
		s = s ? "(efault)" : "(null)";
	else if (IS_ERR(s))
		s = "(efault)";
	vsprintf_bytes(out, s, strnlen(s, spec.precision < 0 ? SIZE_MAX / 2 : (size_t)spec.precision),
		       spec);
}

KTEST_DEF void vsprintf_number(struct vsprintf_out *out, unsigned long long num, struct vsprintf_spec spec)
{
	const char *digits = "0123456789ABCDEF";
	int lower = spec.flags & VSPRINTF_LOWER;
	char buf[24], sign = 0;
	int len = 0, digits_wanted = spec.precision, width = spec.width;
	bool prefix = (spec.flags & VSPRINTF_PREFIX) && spec.base != 10;

	if (spec.flags & VSPRINTF_SIGNED) {
		if ((long long)num < 0) {
			sign = '-';
			num = -num;
		} else if (spec.flags & VSPRINTF_PLUS) {
			sign = '+';
		} else if (spec.flags & VSPRINTF_SPACE) {
			sign = ' ';
		}
	}
	if (prefix && num == 0 && spec.base == 8)
		prefix = false; /* "0" is its own prefix; "0x0" is written in full */
	do {
		char c = digits[num % spec.base];

		buf[len++] = c >= 'A' ? c | lower : c;
		num /= spec.base;
	} while (num);

	width -= (sign != 0) + (prefix ? (spec.base == 16 ? 2 : 1) : 0);
	if (digits_wanted < len)
		digits_wanted = len;
	width -= digits_wanted;
	if (!(spec.flags & (VSPRINTF_ZERO | VSPRINTF_LEFT))) {
		vsprintf_fill(out, width, ' ');
		width = 0;
	}
	if (sign)
		vsprintf_char(out, sign);
	if (prefix) {
		vsprintf_char(out, '0');
		if (spec.base == 16)
			vsprintf_char(out, 'X' | lower);
	}
	if (!(spec.flags & VSPRINTF_LEFT)) {
		vsprintf_fill(out, width, '0');
		width = 0;
	}
	vsprintf_fill(out, digits_wanted - len, '0');
	while (len)
		vsprintf_char(out, buf[--len]);
	vsprintf_fill(out, width, ' ');
}

KTEST_DEF void vsprintf_format(struct vsprintf_out *out, const char *fmt, ...)
{
	char buf[96];
	va_list args;
	int len, i;

	va_start(args, fmt);
	len = vscnprintf(buf, sizeof(buf), fmt, args);
	va_end(args);
	for (i = 0; i < len; i++)
		vsprintf_char(out, buf[i]);
}

KTEST_DEF void vsprintf_raw(struct vsprintf_out *out, unsigned long value, struct vsprintf_spec spec)
{
	spec.base = 16;
	spec.flags |= VSPRINTF_LOWER;
	if (spec.width < 0) {
		spec.width = 2 * sizeof(void *);
		spec.flags |= VSPRINTF_ZERO;
	}
	vsprintf_number(out, value, spec);
}

KTEST_DEF const char *vsprintf_fault(const void *ptr)
{
	if (!ptr)
		return "(null)";
	return (unsigned long)ptr < PAGE_SIZE || IS_ERR(ptr) ? "(efault)" : NULL;
}

#endif
