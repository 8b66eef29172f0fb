// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The kernel's printf functions, over one that takes a list of arguments: vsnprintf(), in plain mode ktp_format(). */
#ifndef KTEST_LIB_SPRINTF_C
#define KTEST_LIB_SPRINTF_C

#include <linux/limits.h>
#include <linux/sprintf.h>

#ifdef KTEST_HOSTED
#define KTEST_FORMAT vsnprintf
#else
#include <ktest/plain/format.h>
#define KTEST_FORMAT ktp_format
#endif

KTEST_DEF int vscnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	int len;

	if (!size)
		return 0;
	len = KTEST_FORMAT(buf, size, fmt, args);
	return (size_t)len < size ? len : (int)size - 1;
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

/* In plain C++ these are libc's. */
#if defined(KTEST_HOSTED) || !defined(__cplusplus)
KTEST_DEF int snprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = KTEST_FORMAT(buf, size, fmt, args);
	va_end(args);
	return len;
}

KTEST_DEF int vsprintf(char *buf, const char *fmt, va_list args)
{
	return KTEST_FORMAT(buf, INT_MAX, fmt, args);
}

KTEST_DEF int sprintf(char *buf, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = KTEST_FORMAT(buf, INT_MAX, fmt, args);
	va_end(args);
	return len;
}
#endif

KTEST_DEF char *kasprintf(gfp_t gfp, const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = kvasprintf(gfp, fmt, args);
	va_end(args);
	return text;
}

#undef KTEST_FORMAT
#endif
