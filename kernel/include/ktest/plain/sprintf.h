/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: the kernel's printf functions that libc lacks, over ktest/plain/format.h. */
#ifndef KTEST_PLAIN_SPRINTF_H
#define KTEST_PLAIN_SPRINTF_H

#include <ktest/core.h>
#include <ktest/plain/format.h>

KTEST_DEF int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	int len = ktp_format(buf, size, fmt, args);

	if (len >= 0 && (size_t)len < size)
		return len;
	return size ? (int)(size - 1) : 0;
}

#ifndef __cplusplus
KTEST_DEF int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	return ktp_format(buf, size, fmt, args);
}

KTEST_DEF int snprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = ktp_format(buf, size, fmt, args);
	va_end(args);
	return len;
}

KTEST_DEF int vsprintf(char *buf, const char *fmt, va_list args)
{
	return ktp_format(buf, INT_MAX, fmt, args);
}

KTEST_DEF int sprintf(char *buf, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = ktp_format(buf, INT_MAX, fmt, args);
	va_end(args);
	return len;
}
#endif

KTEST_DEF int scnprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vscnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}

KTEST_DEF char *kvasprintf(gfp_t gfp, const char *fmt, va_list args)
{
	va_list again;
	char *text;
	int len;

	(void)gfp;
	va_copy(again, args);
	len = ktp_format(NULL, 0, fmt, again);
	va_end(again);
	text = len < 0 ? NULL : (char *)ktp_malloc((size_t)len + 1);
	if (text)
		ktp_format(text, (size_t)len + 1, fmt, args);
	return text;
}

KTEST_DEF char *kasprintf(gfp_t gfp, const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = kvasprintf(gfp, fmt, args);
	va_end(args);
	return text;
}

/* Always a copy, which kfree_const() frees. */
KTEST_DEF const char *kvasprintf_const(gfp_t gfp, const char *fmt, va_list args)
{
	return kvasprintf(gfp, fmt, args);
}

#endif
