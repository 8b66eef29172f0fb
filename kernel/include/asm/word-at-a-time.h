/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Finding zero bytes a word at a time (little endian).
 * Fidelity: simplified: load_unaligned_zeropad() does not survive the end of memory
 */
#ifndef KTEST_ASM_WORD_AT_A_TIME_H
#define KTEST_ASM_WORD_AT_A_TIME_H
#include <ktest/open.h>

#include <linux/bitops.h>
#include <linux/wordpart.h>

struct word_at_a_time { const unsigned long one_bits, high_bits; };
#define WORD_AT_A_TIME_CONSTANTS { REPEAT_BYTE(0x01), REPEAT_BYTE(0x80) }

/* Nonzero when a byte is zero; the lowest set bit belongs to the first such byte. */
static inline unsigned long has_zero(unsigned long a, unsigned long *bits,
				     const struct word_at_a_time *c)
{
	*bits = ((a - c->one_bits) & ~a) & c->high_bits;
	return *bits;
}

static inline unsigned long prep_zero_mask(unsigned long a, unsigned long bits,
					   const struct word_at_a_time *c)
{
	(void)a, (void)c;
	return bits;
}

static inline unsigned long create_zero_mask(unsigned long bits)
{
	return ((bits - 1) & ~bits) >> 7;
}

#define zero_bytemask(mask) (mask)
static inline unsigned long find_zero(unsigned long mask) { return mask ? (__fls(mask) + 1) / 8 : 0; }

static inline unsigned long load_unaligned_zeropad(const void *addr)
{
	return read_word_at_a_time(addr);
}

#include <ktest/close.h>
#endif
