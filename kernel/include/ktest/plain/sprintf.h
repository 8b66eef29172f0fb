/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: the kernel's printf functions that libc lacks, over ktest/plain/format.h. */
#ifndef KTEST_PLAIN_SPRINTF_H
#define KTEST_PLAIN_SPRINTF_H

#include <ktest/core.h>
#include <ktest/lib/sprintf.c>
#include <ktest/plain/format.h>

#ifndef __cplusplus
KTEST_DEF int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	return ktp_format(buf, size, fmt, args);
}
#endif

KTEST_DEF char *kvasprintf(gfp_t gfp, const char *fmt, va_list args)
{
	int len;

	(void)gfp;
	return ktp_text(fmt, args, &len);
}

/* Always a copy, which kfree_const() frees. */
KTEST_DEF const char *kvasprintf_const(gfp_t gfp, const char *fmt, va_list args)
{
	return kvasprintf(gfp, fmt, args);
}

#endif
