/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Formatted text in the kernel's dialect.
 * Plain mode: libc's own, which knows none of the %p extensions.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_SPRINTF_H
#define KTEST_LINUX_SPRINTF_H
#include <ktest/open.h>

#include <linux/compiler_attributes.h>
#include <linux/stdarg.h>
#include <linux/types.h>

#ifdef KTEST_HOSTED
/* libc has functions of these names that do not know %pS and its kin. */
#define sprintf ktest_sprintf
#define vsprintf ktest_vsprintf
#define snprintf ktest_snprintf
#define vsnprintf ktest_vsnprintf
#define sscanf ktest_sscanf
#define vsscanf ktest_vsscanf
#else
#include <ktest/plain/libc-headers.h>
#endif

#ifdef KTEST_HOSTED
__printf(2, 3) int sprintf(char *buf, const char *fmt, ...);
__printf(2, 0) int vsprintf(char *buf, const char *fmt, va_list args);
__printf(3, 4) int snprintf(char *buf, size_t size, const char *fmt, ...);
__printf(3, 0) int vsnprintf(char *buf, size_t size, const char *fmt, va_list args);
__scanf(2, 3) int sscanf(const char *buf, const char *fmt, ...);
__scanf(2, 0) int vsscanf(const char *buf, const char *fmt, va_list args);
extern bool no_hash_pointers;
int num_to_str(char *buf, int size, unsigned long long num, unsigned int width);
#endif
KTEST_FN __printf(3, 4) int scnprintf(char *buf, size_t size, const char *fmt, ...);
KTEST_FN __printf(3, 0) int vscnprintf(char *buf, size_t size, const char *fmt, va_list args);
KTEST_FN __printf(2, 3) __malloc char *kasprintf(gfp_t gfp, const char *fmt, ...);
KTEST_FN __printf(2, 0) __malloc char *kvasprintf(gfp_t gfp, const char *fmt, va_list args);
KTEST_FN __printf(2, 0) const char *kvasprintf_const(gfp_t gfp, const char *fmt, va_list args);

#include <ktest/close.h>
#endif
