/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Formatted text in the kernel's dialect.
 * Plain mode: libc's conversions and those extensions of %p that read plain memory or nothing (%pM, %pI, %pU, %pb, %ph, %pe, %pV,
 * %pK, %px; %pS prints the number). In C++ snprintf() and its kin are libc's own.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_SPRINTF_H
#define KTEST_LINUX_SPRINTF_H
#include <ktest/open.h>

#include <linux/compiler_attributes.h>
#include <linux/stdarg.h>
#include <linux/types.h>

#ifndef KTEST_HOSTED
#include <ktest/plain/libc-headers.h>
#endif
/* libc has functions of these names that do not know %pS and its kin. In plain C++ std::snprintf() is to stay. */
#if defined(KTEST_HOSTED) || !defined(__cplusplus)
#undef sprintf
#undef vsprintf
#undef snprintf
#undef vsnprintf
#define sprintf ktest_sprintf
#define vsprintf ktest_vsprintf
#define snprintf ktest_snprintf
#define vsnprintf ktest_vsnprintf
#endif
#ifdef KTEST_HOSTED
#define sscanf ktest_sscanf
#define vsscanf ktest_vsscanf
#endif

#if defined(KTEST_HOSTED) || !defined(__cplusplus)
KTEST_FN __printf(2, 3) int sprintf(char *buf, const char *fmt, ...);
KTEST_FN __printf(2, 0) int vsprintf(char *buf, const char *fmt, va_list args);
KTEST_FN __printf(3, 4) int snprintf(char *buf, size_t size, const char *fmt, ...);
KTEST_FN __printf(3, 0) int vsnprintf(char *buf, size_t size, const char *fmt, va_list args);
#endif
#ifdef KTEST_HOSTED
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
