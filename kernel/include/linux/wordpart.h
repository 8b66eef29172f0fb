/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Halves of integers.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_WORDPART_H
#define KTEST_LINUX_WORDPART_H
#include <ktest/open.h>

#include <linux/types.h>

#define upper_32_bits(n) ((u32)(((n) >> 16) >> 16))
#define lower_32_bits(n) ((u32)((n) & 0xffffffff))
#define upper_16_bits(n) ((u16)((n) >> 16))
#define lower_16_bits(n) ((u16)((n) & 0xffff))
#define REPEAT_BYTE(x) ((~0ul / 0xff) * (x))
/* The first n bytes of a word in memory; n is less than a word's size. */
#ifdef CONFIG_CPU_BIG_ENDIAN
#define aligned_byte_mask(n) (~0xffUL << (BITS_PER_LONG - 8 - 8 * (n)))
#else
#define aligned_byte_mask(n) ((1UL << 8 * (n)) - 1)
#endif
#define REPEAT_BYTE_U32(x) ((u32)REPEAT_BYTE(x))

#include <ktest/close.h>
#endif
