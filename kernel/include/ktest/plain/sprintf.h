/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: the kernel's printf functions that libc lacks, over libc's. */
#ifndef KTEST_PLAIN_SPRINTF_H
#define KTEST_PLAIN_SPRINTF_H

#include <ktest/core.h>

KTEST_DEF int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	int len = ktp_vsnprintf(buf, size, fmt, args);

	if (len >= 0 && (size_t)len < size)
		return len;
	return size ? (int)(size - 1) : 0;
}

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
	len = ktp_vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	text = len < 0 ? NULL : (char *)ktp_malloc((size_t)len + 1);
	if (text)
		ktp_vsnprintf(text, (size_t)len + 1, fmt, args);
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
