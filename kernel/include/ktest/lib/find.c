// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Bit searches: one loop over words, each of which is an expression of the maps. */
#ifndef KTEST_LIB_FIND_C
#define KTEST_LIB_FIND_C

#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/math.h>
#include <linux/minmax.h>

#define FIND_NEXT(word, size, start) \
	({ \
		unsigned long found = size, at = start; \
		unsigned long i; \
		for (i = at / BITS_PER_LONG; at < size; at = ++i * BITS_PER_LONG) { \
			unsigned long bits = (word) & BITMAP_FIRST_WORD_MASK(at); \
			if (bits) { \
				found = min(i * BITS_PER_LONG + __ffs(bits), size); \
				break; \
			} \
		} \
		found; \
	})

#define FIND_NTH(word, size, n) \
	({ \
		unsigned long found = size, left = n; \
		unsigned long i; \
		for (i = 0; i * BITS_PER_LONG < size; i++) { \
			unsigned long bits = (word), rest = size - i * BITS_PER_LONG; \
			if (rest < BITS_PER_LONG) \
				bits &= BITMAP_LAST_WORD_MASK(rest); \
			if (left < hweight_long(bits)) { \
				found = i * BITS_PER_LONG + fns(bits, left); \
				break; \
			} \
			left -= hweight_long(bits); \
		} \
		found; \
	})

KTEST_DEF unsigned long _find_first_bit(const unsigned long *a, unsigned long size)
{
	return FIND_NEXT(a[i], size, 0);
}

KTEST_DEF unsigned long _find_first_zero_bit(const unsigned long *a, unsigned long size)
{
	return FIND_NEXT(~a[i], size, 0);
}

KTEST_DEF unsigned long _find_first_and_bit(const unsigned long *a, const unsigned long *b,
					 unsigned long size)
{
	return FIND_NEXT(a[i] & b[i], size, 0);
}

KTEST_DEF unsigned long _find_first_and_and_bit(const unsigned long *a, const unsigned long *b,
					     const unsigned long *c, unsigned long size)
{
	return FIND_NEXT(a[i] & b[i] & c[i], size, 0);
}

KTEST_DEF unsigned long _find_next_bit(const unsigned long *a, unsigned long size,
				    unsigned long start)
{
	return FIND_NEXT(a[i], size, start);
}

KTEST_DEF unsigned long _find_next_zero_bit(const unsigned long *a, unsigned long size,
					 unsigned long start)
{
	return FIND_NEXT(~a[i], size, start);
}

KTEST_DEF unsigned long _find_next_and_bit(const unsigned long *a, const unsigned long *b,
					unsigned long size, unsigned long start)
{
	return FIND_NEXT(a[i] & b[i], size, start);
}

KTEST_DEF unsigned long _find_next_andnot_bit(const unsigned long *a, const unsigned long *b,
					   unsigned long size, unsigned long start)
{
	return FIND_NEXT(a[i] & ~b[i], size, start);
}

KTEST_DEF unsigned long _find_next_or_bit(const unsigned long *a, const unsigned long *b,
				       unsigned long size, unsigned long start)
{
	return FIND_NEXT(a[i] | b[i], size, start);
}

KTEST_DEF unsigned long _find_last_bit(const unsigned long *a, unsigned long size)
{
	unsigned long i;

	for (i = BITS_TO_LONGS(size); i-- > 0;) {
		unsigned long bits = a[i], rest = size - i * BITS_PER_LONG;

		if (rest < BITS_PER_LONG)
			bits &= BITMAP_LAST_WORD_MASK(rest);
		if (bits)
			return i * BITS_PER_LONG + __fls(bits);
	}
	return size;
}

KTEST_DEF unsigned long __find_nth_bit(const unsigned long *a, unsigned long size, unsigned long n)
{
	return FIND_NTH(a[i], size, n);
}

KTEST_DEF unsigned long __find_nth_and_bit(const unsigned long *a, const unsigned long *b,
					unsigned long size, unsigned long n)
{
	return FIND_NTH(a[i] & b[i], size, n);
}

KTEST_DEF unsigned long __find_nth_andnot_bit(const unsigned long *a, const unsigned long *b,
					   unsigned long size, unsigned long n)
{
	return FIND_NTH(a[i] & ~b[i], size, n);
}

KTEST_DEF unsigned long __find_nth_and_andnot_bit(const unsigned long *a, const unsigned long *b,
					       const unsigned long *c, unsigned long size,
					       unsigned long n)
{
	return FIND_NTH(a[i] & b[i] & ~c[i], size, n);
}

KTEST_DEF unsigned long find_next_clump8(unsigned long *clump, const unsigned long *a,
				      unsigned long size, unsigned long offset)
{
	offset = _find_next_bit(a, size, offset);
	if (offset < size) {
		offset = round_down(offset, 8);
		*clump = bitmap_get_value8(a, offset);
	} else {
		offset = size;
	}
	return offset;
}

#endif
