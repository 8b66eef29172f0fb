/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Searching bitmaps. Not found: a value of at least `size`. A bitmap of one word, with a constant
 * size, is searched inline, so that what is known of it folds.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_FIND_H
#define KTEST_LINUX_FIND_H
#include <ktest/open.h>

#include <linux/bits.h>
#include <linux/bitops.h>
#include <linux/types.h>

KTEST_FN unsigned long _find_first_bit(const unsigned long *addr, unsigned long size);
KTEST_FN unsigned long _find_first_zero_bit(const unsigned long *addr, unsigned long size);
KTEST_FN unsigned long _find_first_and_bit(const unsigned long *a, const unsigned long *b,
				  unsigned long size);
KTEST_FN unsigned long _find_first_and_and_bit(const unsigned long *a, const unsigned long *b,
				      const unsigned long *c, unsigned long size);
KTEST_FN unsigned long _find_next_bit(const unsigned long *addr, unsigned long size, unsigned long start);
KTEST_FN unsigned long _find_next_zero_bit(const unsigned long *addr, unsigned long size,
				  unsigned long start);
KTEST_FN unsigned long _find_next_and_bit(const unsigned long *a, const unsigned long *b,
				 unsigned long size, unsigned long start);
KTEST_FN unsigned long _find_next_andnot_bit(const unsigned long *a, const unsigned long *b,
				    unsigned long size, unsigned long start);
KTEST_FN unsigned long _find_next_or_bit(const unsigned long *a, const unsigned long *b,
				unsigned long size, unsigned long start);
KTEST_FN unsigned long _find_last_bit(const unsigned long *addr, unsigned long size);
KTEST_FN unsigned long __find_nth_bit(const unsigned long *addr, unsigned long size, unsigned long n);
KTEST_FN unsigned long __find_nth_and_bit(const unsigned long *a, const unsigned long *b,
				 unsigned long size, unsigned long n);
KTEST_FN unsigned long __find_nth_andnot_bit(const unsigned long *a, const unsigned long *b,
				    unsigned long size, unsigned long n);
KTEST_FN unsigned long __find_nth_and_andnot_bit(const unsigned long *a, const unsigned long *b,
					const unsigned long *c, unsigned long size,
					unsigned long n);
KTEST_FN unsigned long find_next_clump8(unsigned long *clump, const unsigned long *addr,
			       unsigned long size, unsigned long offset);

#define KTEST_ONE_WORD(size) (__builtin_constant_p(size) && (size) <= BITS_PER_LONG && (size) > 0)

/* The lowest bit of a word from `from` on and below `size`. */
static __always_inline unsigned long ktest_find_in_word(unsigned long word, unsigned long size,
							unsigned long from)
{
	if (from >= size)
		return size;
	word &= __GENMASK(size - 1, from);
	return word ? (unsigned long)__builtin_ctzl(word) : size;
}

static __always_inline unsigned long ktest_nth_in_word(unsigned long word, unsigned long size,
						       unsigned long n)
{
	word &= __GENMASK(size - 1, 0);
	return word ? fns(word, n) : size;
}

static __always_inline unsigned long find_first_bit(const unsigned long *addr,
						    unsigned long size)
{
	if (KTEST_ONE_WORD(size))
		return ktest_find_in_word(*addr, size, 0);
	return _find_first_bit(addr, size);
}

static __always_inline unsigned long find_first_zero_bit(const unsigned long *addr,
							 unsigned long size)
{
	if (KTEST_ONE_WORD(size))
		return ktest_find_in_word(~*addr, size, 0);
	return _find_first_zero_bit(addr, size);
}

static __always_inline unsigned long find_first_and_bit(const unsigned long *a,
							const unsigned long *b,
							unsigned long size)
{
	if (KTEST_ONE_WORD(size))
		return ktest_find_in_word(*a & *b, size, 0);
	return _find_first_and_bit(a, b, size);
}

static __always_inline unsigned long find_first_and_and_bit(const unsigned long *a,
							    const unsigned long *b,
							    const unsigned long *c,
							    unsigned long size)
{
	if (KTEST_ONE_WORD(size))
		return ktest_find_in_word(*a & *b & *c, size, 0);
	return _find_first_and_and_bit(a, b, c, size);
}

static __always_inline unsigned long find_next_bit(const unsigned long *addr,
						   unsigned long size, unsigned long offset)
{
	if (KTEST_ONE_WORD(size))
		return ktest_find_in_word(*addr, size, offset);
	return _find_next_bit(addr, size, offset);
}

static __always_inline unsigned long find_next_zero_bit(const unsigned long *addr,
							unsigned long size,
							unsigned long offset)
{
	if (KTEST_ONE_WORD(size))
		return ktest_find_in_word(~*addr, size, offset);
	return _find_next_zero_bit(addr, size, offset);
}

static __always_inline unsigned long find_next_and_bit(const unsigned long *a,
						       const unsigned long *b,
						       unsigned long size, unsigned long offset)
{
	if (KTEST_ONE_WORD(size))
		return ktest_find_in_word(*a & *b, size, offset);
	return _find_next_and_bit(a, b, size, offset);
}

static __always_inline unsigned long find_next_andnot_bit(const unsigned long *a,
							  const unsigned long *b,
							  unsigned long size,
							  unsigned long offset)
{
	if (KTEST_ONE_WORD(size))
		return ktest_find_in_word(*a & ~*b, size, offset);
	return _find_next_andnot_bit(a, b, size, offset);
}

static __always_inline unsigned long find_next_or_bit(const unsigned long *a,
						      const unsigned long *b,
						      unsigned long size, unsigned long offset)
{
	if (KTEST_ONE_WORD(size))
		return ktest_find_in_word(*a | *b, size, offset);
	return _find_next_or_bit(a, b, size, offset);
}

static __always_inline unsigned long find_nth_bit(const unsigned long *addr, unsigned long size,
						  unsigned long n)
{
	if (n >= size)
		return size;
	if (KTEST_ONE_WORD(size))
		return ktest_nth_in_word(*addr, size, n);
	return __find_nth_bit(addr, size, n);
}

static __always_inline unsigned long find_nth_and_bit(const unsigned long *a,
						      const unsigned long *b,
						      unsigned long size, unsigned long n)
{
	if (n >= size)
		return size;
	if (KTEST_ONE_WORD(size))
		return ktest_nth_in_word(*a & *b, size, n);
	return __find_nth_and_bit(a, b, size, n);
}

static __always_inline unsigned long find_nth_andnot_bit(const unsigned long *a,
							 const unsigned long *b,
							 unsigned long size, unsigned long n)
{
	if (n >= size)
		return size;
	if (KTEST_ONE_WORD(size))
		return ktest_nth_in_word(*a & ~*b, size, n);
	return __find_nth_andnot_bit(a, b, size, n);
}

static __always_inline unsigned long find_nth_and_andnot_bit(const unsigned long *a,
							     const unsigned long *b,
							     const unsigned long *c,
							     unsigned long size,
							     unsigned long n)
{
	if (n >= size)
		return size;
	if (KTEST_ONE_WORD(size))
		return ktest_nth_in_word(*a & *b & ~*c, size, n);
	return __find_nth_and_andnot_bit(a, b, c, size, n);
}

static __always_inline unsigned long find_last_bit(const unsigned long *addr, unsigned long size)
{
	unsigned long word;

	if (!KTEST_ONE_WORD(size))
		return _find_last_bit(addr, size);
	word = *addr & __GENMASK(size - 1, 0);
	return word ? (unsigned long)(BITS_PER_LONG - 1 - __builtin_clzl(word)) : size;
}

/* From `offset` to the end, then from the start to `offset`. */
static inline unsigned long find_next_bit_wrap(const unsigned long *addr, unsigned long size,
					       unsigned long offset)
{
	unsigned long bit = find_next_bit(addr, size, offset);

	if (bit < size || offset == 0)
		return bit;
	bit = find_first_bit(addr, offset);
	return bit < offset ? bit : size;
}

static inline unsigned long find_next_and_bit_wrap(const unsigned long *a,
						   const unsigned long *b, unsigned long size,
						   unsigned long offset)
{
	unsigned long bit = find_next_and_bit(a, b, size, offset);

	if (bit < size || offset == 0)
		return bit;
	bit = find_first_and_bit(a, b, offset);
	return bit < offset ? bit : size;
}

/* For loops: stops (returns size) when it comes round to `start`. */
static inline unsigned long __for_each_wrap(const unsigned long *bitmap, unsigned long size,
					    unsigned long start, unsigned long n)
{
	unsigned long bit;

	if (n > start) {
		bit = find_next_bit(bitmap, size, n);
		if (bit < size)
			return bit;
		n = 0;
	}
	bit = find_next_bit(bitmap, start, n);
	return bit < start ? bit : size;
}

#define find_first_clump8(clump, bits, size) find_next_clump8((clump), (bits), (size), 0)

static inline unsigned long find_next_bit_le(const void *addr, unsigned long size,
					     unsigned long offset)
{
	return find_next_bit((const unsigned long *)addr, size, offset);
}

static inline unsigned long find_next_zero_bit_le(const void *addr, unsigned long size,
						  unsigned long offset)
{
	return find_next_zero_bit((const unsigned long *)addr, size, offset);
}

static inline unsigned long find_first_zero_bit_le(const void *addr, unsigned long size)
{
	return find_next_zero_bit_le(addr, size, 0);
}

/* Either may be signed: code is compiled with -Wextra, too. */
#define KTEST_BELOW(bit, size) ((unsigned long)(bit) < (unsigned long)(size))

#define for_each_set_bit(bit, addr, size) \
	for ((bit) = 0; (bit) = find_next_bit((addr), (size), (bit)), KTEST_BELOW(bit, size); (bit)++)
#define for_each_and_bit(bit, a, b, size) \
	for ((bit) = 0; (bit) = find_next_and_bit((a), (b), (size), (bit)), KTEST_BELOW(bit, size); (bit)++)
#define for_each_andnot_bit(bit, a, b, size) \
	for ((bit) = 0; \
	     (bit) = find_next_andnot_bit((a), (b), (size), (bit)), KTEST_BELOW(bit, size); (bit)++)
#define for_each_or_bit(bit, a, b, size) \
	for ((bit) = 0; (bit) = find_next_or_bit((a), (b), (size), (bit)), KTEST_BELOW(bit, size); (bit)++)
#define for_each_set_bit_from(bit, addr, size) \
	for (; (bit) = find_next_bit((addr), (size), (bit)), KTEST_BELOW(bit, size); (bit)++)
#define for_each_clear_bit(bit, addr, size) \
	for ((bit) = 0; (bit) = find_next_zero_bit((addr), (size), (bit)), KTEST_BELOW(bit, size); (bit)++)
#define for_each_clear_bit_from(bit, addr, size) \
	for (; (bit) = find_next_zero_bit((addr), (size), (bit)), KTEST_BELOW(bit, size); (bit)++)
#define for_each_set_bitrange(b, e, addr, size) \
	for ((b) = 0; (b) = find_next_bit((addr), (size), b), \
	     (e) = find_next_zero_bit((addr), (size), (b) + 1), KTEST_BELOW(b, size); (b) = (e) + 1)
#define for_each_set_bitrange_from(b, e, addr, size) \
	for (; (b) = find_next_bit((addr), (size), (b)), \
	     (e) = find_next_zero_bit((addr), (size), (b) + 1), KTEST_BELOW(b, size); (b) = (e) + 1)
#define for_each_clear_bitrange(b, e, addr, size) \
	for ((b) = 0; (b) = find_next_zero_bit((addr), (size), (b)), \
	     (e) = find_next_bit((addr), (size), (b) + 1), KTEST_BELOW(b, size); (b) = (e) + 1)
#define for_each_clear_bitrange_from(b, e, addr, size) \
	for (; (b) = find_next_zero_bit((addr), (size), (b)), \
	     (e) = find_next_bit((addr), (size), (b) + 1), KTEST_BELOW(b, size); (b) = (e) + 1)
#define for_each_set_bit_wrap(bit, addr, size, start) \
	for ((bit) = find_next_bit_wrap((addr), (size), (start)); KTEST_BELOW(bit, size); \
	     (bit) = __for_each_wrap((addr), (size), (start), (bit) + 1))
#define for_each_set_clump8(start, clump, bits, size) \
	for ((start) = find_first_clump8(&(clump), (bits), (size)); KTEST_BELOW(start, size); \
	     (start) = find_next_clump8(&(clump), (bits), (size), (start) + 8))

#include <ktest/close.h>
#endif
