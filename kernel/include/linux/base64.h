/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Base 64 of RFC 4648, with padding.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_BASE64_H
#define KTEST_LINUX_BASE64_H
#include <ktest/open.h>

#include <linux/types.h>

/* Without the padding. */
#define BASE64_CHARS(nbytes) DIV_ROUND_UP((nbytes) * 4, 3)

/* Both return the length of what they wrote, without a NUL; decoding: or -1. */
KTEST_FN int base64_encode(const u8 *src, int len, char *dst);
KTEST_FN int base64_decode(const char *src, int len, u8 *dst);

#include <ktest/close.h>
#endif
