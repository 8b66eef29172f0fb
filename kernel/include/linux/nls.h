/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Character sets of file names.
 * Fidelity: simplified: tables that code defines itself; none can be registered or loaded. Plain mode has wchar_t of
 * 16 bits, as the kernel has, with -fshort-wchar
 */
#ifndef KTEST_LINUX_NLS_H
#define KTEST_LINUX_NLS_H
#include <ktest/open.h>

#include <linux/init.h>
#include <linux/module.h>
#include <linux/types.h>
#define __need_wchar_t
#include <stddef.h>

#define MAX_WCHAR_T 0xffff
typedef u32 unicode_t;

struct nls_table {
	const char *charset;
	const char *alias;
	int (*uni2char)(wchar_t uni, unsigned char *out, int boundlen);
	int (*char2uni)(const unsigned char *rawstring, int boundlen, wchar_t *uni);
	const unsigned char *charset2lower;
	const unsigned char *charset2upper;
	struct module *owner;
	struct nls_table *next;
};

#define NLS_MAX_CHARSET_SIZE 6
enum utf16_endian {
	UTF16_HOST_ENDIAN,
	UTF16_LITTLE_ENDIAN,
	UTF16_BIG_ENDIAN,
};

static inline unsigned char nls_tolower(struct nls_table *t, unsigned char c)
{
	return t->charset2lower[c] ? t->charset2lower[c] : c;
}
static inline unsigned char nls_toupper(struct nls_table *t, unsigned char c)
{
	return t->charset2upper[c] ? t->charset2upper[c] : c;
}
static inline int nls_strnicmp(struct nls_table *t, const unsigned char *s1, const unsigned char *s2, int len)
{
	for (; len--; s1++, s2++)
		if (nls_tolower(t, *s1) != nls_tolower(t, *s2))
			return 1;
	return 0;
}
/* Bytes of a zero in a code page; 1 if it has none. */
static inline int nls_nullsize(const struct nls_table *codepage)
{
	unsigned char zero[NLS_MAX_CHARSET_SIZE];
	int len = codepage->uni2char(0, zero, NLS_MAX_CHARSET_SIZE);

	return len > 0 ? len : 1;
}
#define MODULE_ALIAS_NLS(name) MODULE_ALIAS("nls_" __stringify(name))

#include <ktest/close.h>
#endif
