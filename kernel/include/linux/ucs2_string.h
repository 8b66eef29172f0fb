/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Strings of 16-bit characters, as firmware has them.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_UCS2_STRING_H
#define KTEST_LINUX_UCS2_STRING_H
#include <ktest/open.h>

#include <linux/stddef.h>
#include <linux/types.h>

typedef u16 ucs2_char_t;

KTEST_FN unsigned long ucs2_strnlen(const ucs2_char_t *s, size_t maxlength);
KTEST_FN unsigned long ucs2_strlen(const ucs2_char_t *s);
/* Both in bytes. */
KTEST_FN unsigned long ucs2_strsize(const ucs2_char_t *data, unsigned long maxlength);
/* As strscpy(): the length, or -E2BIG. */
KTEST_FN ssize_t ucs2_strscpy(ucs2_char_t *dst, const ucs2_char_t *src, size_t count);
KTEST_FN int ucs2_strncmp(const ucs2_char_t *a, const ucs2_char_t *b, size_t len);
/* How many bytes it takes in UTF-8; surrogates are taken one by one. */
KTEST_FN unsigned long ucs2_utf8size(const ucs2_char_t *src);
/* Whole characters only; without a NUL when maxlength bytes are used up. */
KTEST_FN unsigned long ucs2_as_utf8(u8 *dest, const ucs2_char_t *src, unsigned long maxlength);

#include <ktest/close.h>
#endif
