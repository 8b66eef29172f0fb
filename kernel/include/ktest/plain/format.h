/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Plain mode: formats are libc's, with the kernel's %p extensions that need no machine and no structure of it. A format
 * without one goes to libc as it is.
 */
#ifndef KTEST_PLAIN_FORMAT_H
#define KTEST_PLAIN_FORMAT_H

#include <linux/printk.h>
#include <ktest/lib/vsprintf_out.c>
#include <ktest/lib/vsprintf_address.c>
#include <ktest/lib/vsprintf_memory.c>

extern const char *ktp_errname(int number) __asm__("strerrorname_np") __weak;

struct ktp_conversion {
	struct vsprintf_spec spec;
	char text[64];	/* as libc takes it, with the width and the precision in digits */
	char length;
};

/* Where the conversion character is. Without `args`, only that. */
KTEST_DEF const char *ktp_conversion(const char *fmt, struct ktp_conversion *c, struct vsprintf_args *args)
{
	char flags[8], *flag = flags;

	c->spec.flags = 0;
	c->spec.width = c->spec.precision = -1;
	c->spec.base = 10;
	for (; *fmt && __builtin_strchr("-+ #0'I", *fmt) && flag < flags + 6; fmt++) {
		*flag++ = *fmt;
		c->spec.flags |= *fmt == '-' ? VSPRINTF_LEFT : *fmt == '0' ? VSPRINTF_ZERO :
				 *fmt == '#' ? VSPRINTF_PREFIX : 0;
	}
	if (*fmt == '*') {
		fmt++;
		c->spec.width = args ? va_arg(args->va, int) : 0;
		if (c->spec.width < 0) {
			c->spec.width = -c->spec.width;
			c->spec.flags |= VSPRINTF_LEFT;
			*flag++ = '-';
		}
	} else if (*fmt >= '1' && *fmt <= '9') {
		for (c->spec.width = 0; *fmt >= '0' && *fmt <= '9'; fmt++)
			c->spec.width = c->spec.width * 10 + *fmt - '0';
	}
	if (*fmt == '.') {
		c->spec.precision = 0;
		if (*++fmt == '*') {
			fmt++;
			c->spec.precision = args ? va_arg(args->va, int) : 0;
		}
		for (; *fmt >= '0' && *fmt <= '9'; fmt++)
			c->spec.precision = c->spec.precision * 10 + *fmt - '0';
	}
	for (c->length = 0; *fmt && __builtin_strchr("hlLqjzt", *fmt); fmt++)
		c->length = c->length == 'h' ? 'H' : c->length == 'l' || *fmt == 'q' ? 'L' : *fmt;
	*flag = 0;
	if (args)
		ktp_snprintf(c->text, sizeof(c->text), c->spec.width < 0 ? "%%%s" : "%%%s%d", flags, c->spec.width);
	return fmt;
}

/* Whether the extension of %p at `ext` is one that works in plain mode. */
KTEST_DEF bool ktp_is_extension(const char *ext)
{
	return *ext && __builtin_strchr("BehIiKMmsSUVbx", *ext);
}

KTEST_DEF bool ktp_extended(const char *fmt)
{
	struct ktp_conversion c;

	for (; *fmt; fmt++) {
		if (*fmt != '%')
			continue;
		fmt = ktp_conversion(fmt + 1, &c, NULL);
		if (!*fmt || *fmt == '$')
			return false;
		if (*fmt == 'p' && ktp_is_extension(fmt + 1))
			return true;
	}
	return false;
}

KTEST_DEF int ktp_format(char *buf, size_t size, const char *fmt, va_list args);

KTEST_DEF void ktp_error(struct vsprintf_out *out, void *ptr, struct vsprintf_spec spec)
{
	const char *name = IS_ERR(ptr) && ktp_errname ? ktp_errname((int)-PTR_ERR(ptr)) : NULL;

	if (name) {
		spec.width -= spec.width > 0;
		vsprintf_char(out, '-');
		vsprintf_string(out, name, spec);
	} else if (IS_ERR(ptr)) {
		spec.flags |= VSPRINTF_SIGNED;
		vsprintf_number(out, (unsigned long long)PTR_ERR(ptr), spec);
	} else {
		vsprintf_raw(out, (unsigned long)ptr, spec);
	}
}

KTEST_DEF void ktp_extension(struct vsprintf_out *out, const char *ext, void *ptr, struct vsprintf_spec spec)
{
	const struct va_format *vaf = (const struct va_format *)ptr;
	const char *text;
	va_list args;

	switch (*ext) {
	case 'K':
	case 'x':
		vsprintf_raw(out, (unsigned long)ptr, spec);
		return;
	case 'B':
	case 's':
	case 'S':	/* nobody knows the symbols */
		spec.flags |= VSPRINTF_PREFIX | VSPRINTF_LOWER;
		spec.base = 16;
		vsprintf_number(out, (unsigned long)ptr, spec);
		return;
	case 'e':
		ktp_error(out, ptr, spec);
		return;
	}
	text = vsprintf_fault(ptr);
	if (text && (*ext != 'h' || spec.width)) {
		vsprintf_string(out, text, spec);
		return;
	}
	switch (*ext) {
	case 'M':
	case 'm':
		vsprintf_mac(out, ext, (const u8 *)ptr, spec);
		return;
	case 'I':
	case 'i':
		vsprintf_ip(out, ext, (const u8 *)ptr, spec);
		return;
	case 'U':
		vsprintf_uuid(out, ext, (const u8 *)ptr, spec);
		return;
	case 'b':
		vsprintf_bitmap(out, ext, (const unsigned long *)ptr, spec);
		return;
	case 'h':
		vsprintf_hex(out, ext, (const u8 *)ptr, spec);
		return;
	}
	va_copy(args, *vaf->va);
	out->pos += ktp_format(out->pos, out->pos < out->end ? (size_t)(out->end - out->pos) : 0, vaf->fmt, args);
	va_end(args);
}

/* libc prints one conversion. Its argument is of a kind, whatever is made of it. */
KTEST_DEF void ktp_libc_conversion(struct vsprintf_out *out, char letter, struct ktp_conversion *c,
				   struct vsprintf_args *args)
{
	size_t room = out->pos < out->end ? (size_t)(out->end - out->pos) : 0;
	int used = (int)__builtin_strlen(c->text);

	if (c->spec.precision >= 0)
		used += ktp_snprintf(c->text + used, sizeof(c->text) - used, ".%d", c->spec.precision);
	if (__builtin_strchr("aAeEfFgG", letter)) {
		if (c->length == 'L') {
			ktp_snprintf(c->text + used, sizeof(c->text) - used, "L%c", letter);
			out->pos += ktp_snprintf(out->pos, room, c->text, va_arg(args->va, long double));
		} else {
			ktp_snprintf(c->text + used, sizeof(c->text) - used, "%c", letter);
			out->pos += ktp_snprintf(out->pos, room, c->text, va_arg(args->va, double));
		}
		return;
	}
	if (c->length && c->length != 'h' && c->length != 'H') {
		const char *length = c->length == 'L' ? "ll" : "l";
		long long value = c->length == 'L' ? va_arg(args->va, long long) : va_arg(args->va, long);

		if (letter == 's' || letter == 'c')
			length = "l";
		ktp_snprintf(c->text + used, sizeof(c->text) - used, "%s%c", length, letter);
		out->pos += ktp_snprintf(out->pos, room, c->text, value);
		return;
	}
	ktp_snprintf(c->text + used, sizeof(c->text) - used, "%s%c", c->length == 'H' ? "hh" : c->length ? "h" : "", letter);
	if (letter == 's' || letter == 'p' || letter == 'n')
		out->pos += ktp_snprintf(out->pos, room, c->text, va_arg(args->va, void *));
	else if (letter == 'm' || letter == '%')
		out->pos += ktp_snprintf(out->pos, room, c->text);
	else
		out->pos += ktp_snprintf(out->pos, room, c->text, va_arg(args->va, int));
}

KTEST_DEF int ktp_format(char *buf, size_t size, const char *fmt, va_list va)
{
	char nowhere[1];
	struct vsprintf_out out;
	struct vsprintf_args args;

	if (!ktp_extended(fmt))
		return ktp_vsnprintf(buf, size, fmt, va);
	/* NULL with a size of 0: only the length is asked for. */
	if (!buf)
		buf = nowhere;
	out.pos = buf;
	out.end = buf + size;
	va_copy(args.va, va);
	while (*fmt) {
		struct ktp_conversion c;

		if (*fmt != '%') {
			vsprintf_char(&out, *fmt++);
			continue;
		}
		fmt = ktp_conversion(fmt + 1, &c, &args);
		if (!*fmt)
			break;
		if (*fmt == 'p' && ktp_is_extension(fmt + 1)) {
			ktp_extension(&out, fmt + 1, va_arg(args.va, void *), c.spec);
			while (isalnum(*++fmt))
				;
			continue;
		}
		ktp_libc_conversion(&out, *fmt++, &c, &args);
	}
	va_end(args.va);
	if (size)
		*(out.pos < out.end ? out.pos : out.end - 1) = 0;
	return (int)(out.pos - buf);
}

/* Text of *len bytes and a NUL in memory of its own, or NULL. */
KTEST_DEF char *ktp_text(const char *fmt, va_list args, int *len)
{
	va_list again;
	char *text;

	va_copy(again, args);
	*len = ktp_format(NULL, 0, fmt, again);
	va_end(again);
	text = *len < 0 ? NULL : (char *)ktp_malloc((size_t)*len + 1);
	if (text)
		ktp_format(text, (size_t)*len + 1, fmt, args);
	return text;
}

#endif
