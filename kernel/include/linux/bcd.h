/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Binary-coded decimal bytes.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_BCD_H
#define KTEST_LINUX_BCD_H
#include <ktest/open.h>

#include <linux/compiler.h>

#define bcd2bin(x) (__builtin_constant_p((unsigned char)(x)) ? const_bcd2bin(x) : _bcd2bin(x))
#define bin2bcd(x) (__builtin_constant_p((unsigned char)(x)) ? const_bin2bcd(x) : _bin2bcd(x))
#define bcd_is_valid(x) const_bcd_is_valid(x)
#define const_bcd2bin(x) (((x) & 0x0f) + ((x) >> 4) * 10)
#define const_bin2bcd(x) ((((x) / 10) << 4) + (x) % 10)
#define const_bcd_is_valid(x) (((x) & 0x0f) < 10 && ((x) >> 4) < 10)
KTEST_FN unsigned int _bcd2bin(unsigned char val) __attribute_const__;
KTEST_FN unsigned char _bin2bcd(unsigned int val) __attribute_const__;

#include <ktest/close.h>
#endif
