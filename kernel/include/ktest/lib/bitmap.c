// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Bitmaps as sets: comparing, combining, moving and mapping. Bits past the end
 * are ignored in operands; what results have there is left open.
 */
#ifndef KTEST_LIB_BITMAP_C
#define KTEST_LIB_BITMAP_C

#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/math.h>
#include <linux/slab.h>

/* Those bits of word `i` that belong to a map of nbits. */
static inline unsigned long bitmap_valid(unsigned int i, unsigned int nbits)
{
	return i == nbits / BITS_PER_LONG ? BITMAP_LAST_WORD_MASK(nbits) : ~0UL;
}

/* True if no word has `expr` nonzero within the map. */
#define BITMAP_NONE(expr, nbits) \
	({ \
		unsigned long seen = 0; \
		unsigned int i; \
		for (i = 0; i < BITS_TO_LONGS(nbits); i++) \
			seen |= (expr) & bitmap_valid(i, nbits); \
		!seen; \
	})
#define BITMAP_COUNT(expr, nbits) \
	({ \
		unsigned int sum = 0; \
		unsigned int i; \
		for (i = 0; i < BITS_TO_LONGS(nbits); i++) \
			sum += hweight_long((expr) & bitmap_valid(i, nbits)); \
		sum; \
	})
#define BITMAP_STORE(dst, expr, nbits) \
	do { \
		unsigned int i; \
		for (i = 0; i < BITS_TO_LONGS(nbits); i++) \
			(dst)[i] = (expr); \
	} while (0)

KTEST_DEF bool __bitmap_equal(const unsigned long *a, const unsigned long *b, unsigned int nbits)
{
	return BITMAP_NONE(a[i] ^ b[i], nbits);
}

KTEST_DEF bool __bitmap_or_equal(const unsigned long *a, const unsigned long *b,
			      const unsigned long *c, unsigned int nbits)
{
	return BITMAP_NONE((a[i] | b[i]) ^ c[i], nbits);
}

KTEST_DEF bool __bitmap_intersects(const unsigned long *a, const unsigned long *b,
				unsigned int nbits)
{
	return !BITMAP_NONE(a[i] & b[i], nbits);
}

KTEST_DEF bool __bitmap_subset(const unsigned long *a, const unsigned long *b, unsigned int nbits)
{
	return BITMAP_NONE(a[i] & ~b[i], nbits);
}

KTEST_DEF unsigned int __bitmap_weight(const unsigned long *bitmap, unsigned int nbits)
{
	return BITMAP_COUNT(bitmap[i], nbits);
}

KTEST_DEF unsigned int __bitmap_weight_and(const unsigned long *a, const unsigned long *b,
					unsigned int nbits)
{
	return BITMAP_COUNT(a[i] & b[i], nbits);
}

KTEST_DEF unsigned int __bitmap_weight_andnot(const unsigned long *a, const unsigned long *b,
					   unsigned int nbits)
{
	return BITMAP_COUNT(a[i] & ~b[i], nbits);
}

KTEST_DEF void __bitmap_complement(unsigned long *dst, const unsigned long *src, unsigned int nbits)
{
	BITMAP_STORE(dst, ~src[i], nbits);
}

/* This one and andnot clear the tail and tell whether anything is left. */
KTEST_DEF bool __bitmap_and(unsigned long *dst, const unsigned long *a, const unsigned long *b,
			 unsigned int nbits)
{
	BITMAP_STORE(dst, a[i] & b[i] & bitmap_valid(i, nbits), nbits);
	return !BITMAP_NONE(dst[i], nbits);
}

KTEST_DEF bool __bitmap_andnot(unsigned long *dst, const unsigned long *a, const unsigned long *b,
			    unsigned int nbits)
{
	BITMAP_STORE(dst, a[i] & ~b[i] & bitmap_valid(i, nbits), nbits);
	return !BITMAP_NONE(dst[i], nbits);
}

KTEST_DEF void __bitmap_or(unsigned long *dst, const unsigned long *a, const unsigned long *b,
			unsigned int nbits)
{
	BITMAP_STORE(dst, a[i] | b[i], nbits);
}

KTEST_DEF void __bitmap_xor(unsigned long *dst, const unsigned long *a, const unsigned long *b,
			 unsigned int nbits)
{
	BITMAP_STORE(dst, a[i] ^ b[i], nbits);
}

KTEST_DEF void __bitmap_replace(unsigned long *dst, const unsigned long *old,
			     const unsigned long *fresh, const unsigned long *mask,
			     unsigned int nbits)
{
	BITMAP_STORE(dst, (old[i] & ~mask[i]) | (fresh[i] & mask[i]), nbits);
}

/* Word `i` of the map, with zeros for all that lies outside. */
static inline unsigned long bitmap_word(const unsigned long *map, unsigned int i, unsigned int nbits)
{
	return i < BITS_TO_LONGS(nbits) ? map[i] & bitmap_valid(i, nbits) : 0;
}

KTEST_DEF void __bitmap_shift_right(unsigned long *dst, const unsigned long *src,
				 unsigned int shift, unsigned int nbits)
{
	unsigned int off = shift / BITS_PER_LONG, rem = shift % BITS_PER_LONG;
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(nbits); i++) {
		unsigned long word = bitmap_word(src, i + off, nbits) >> rem;

		if (rem)
			word |= bitmap_word(src, i + off + 1, nbits) << (BITS_PER_LONG - rem);
		dst[i] = word;
	}
}

/* From the top down, as dst may be src. */
KTEST_DEF void __bitmap_shift_left(unsigned long *dst, const unsigned long *src,
				unsigned int shift, unsigned int nbits)
{
	unsigned int off = shift / BITS_PER_LONG, rem = shift % BITS_PER_LONG;
	unsigned int i;

	for (i = BITS_TO_LONGS(nbits); i--;) {
		unsigned long word = i >= off ? src[i - off] << rem : 0;

		if (rem && i > off)
			word |= src[i - off - 1] >> (BITS_PER_LONG - rem);
		dst[i] = word;
	}
}

/* Takes `cut` bits out at `first`; those above move down. The maps may overlap. */
KTEST_DEF void bitmap_cut(unsigned long *dst, const unsigned long *src, unsigned int first,
		       unsigned int cut, unsigned int nbits)
{
	unsigned int size = BITS_TO_LONGS(nbits) * BITS_PER_LONG;
	unsigned int bit;

	memmove(dst, src, size / BITS_PER_BYTE);
	for (bit = first; bit < size; bit++)
		__assign_bit(bit, dst, bit + cut < size && test_bit(bit + cut, dst));
}

/* Those bits of word `i` that lie in start … end - 1. */
static inline unsigned long bitmap_span(unsigned long i, unsigned int start, unsigned int end)
{
	unsigned long mask = ~0UL;

	if (i == BIT_WORD(start))
		mask &= BITMAP_FIRST_WORD_MASK(start);
	if (i == BIT_WORD(end - 1))
		mask &= BITMAP_LAST_WORD_MASK(end);
	return mask;
}

KTEST_DEF void __bitmap_set(unsigned long *map, unsigned int start, int len)
{
	unsigned long i;

	if (len <= 0)
		return;
	for (i = BIT_WORD(start); i <= BIT_WORD(start + len - 1); i++)
		map[i] |= bitmap_span(i, start, start + len);
}

KTEST_DEF void __bitmap_clear(unsigned long *map, unsigned int start, int len)
{
	unsigned long i;

	if (len <= 0)
		return;
	for (i = BIT_WORD(start); i <= BIT_WORD(start + len - 1); i++)
		map[i] &= ~bitmap_span(i, start, start + len);
}

/* `nr` clear bits in a row, so that (index + offset) & mask is 0; else a value over `size`. */
KTEST_DEF unsigned long bitmap_find_next_zero_area_off(unsigned long *map, unsigned long size,
						    unsigned long start, unsigned int nr,
						    unsigned long align_mask,
						    unsigned long align_offset)
{
	for (;;) {
		unsigned long index = find_next_zero_bit(map, size, start), taken;

		index = ((index + align_offset + align_mask) & ~align_mask) - align_offset;
		if (index + nr > size)
			return index + nr;
		taken = find_next_bit(map, index + nr, index);
		if (taken >= index + nr)
			return index;
		start = taken + 1;
	}
}

/* The n-th set bit of `old` becomes the n-th (modulo its weight) of `fresh`. */
KTEST_DEF int bitmap_bitremap(int oldbit, const unsigned long *old, const unsigned long *fresh,
			   int bits)
{
	unsigned int weight = bitmap_weight(fresh, bits);

	if (oldbit < 0 || oldbit >= bits || !test_bit(oldbit, old) || !weight)
		return oldbit;
	return __find_nth_bit(fresh, bits, bitmap_weight(old, oldbit) % weight);
}

/* This and the next two leave a map that is both source and destination alone. */
KTEST_DEF void bitmap_remap(unsigned long *dst, const unsigned long *src, const unsigned long *old,
			 const unsigned long *fresh, unsigned int nbits)
{
	unsigned int bit;

	if (dst == src)
		return;
	bitmap_zero(dst, nbits);
	for_each_set_bit(bit, src, nbits)
		__set_bit(bitmap_bitremap(bit, old, fresh, nbits), dst);
}

KTEST_DEF void bitmap_onto(unsigned long *dst, const unsigned long *orig,
			const unsigned long *relmap, unsigned int bits)
{
	unsigned int bit, nth = 0;

	if (dst == orig)
		return;
	bitmap_zero(dst, bits);
	for_each_set_bit(bit, relmap, bits)
		if (test_bit(nth++, orig))
			__set_bit(bit, dst);
}

KTEST_DEF void bitmap_fold(unsigned long *dst, const unsigned long *orig, unsigned int sz,
			unsigned int nbits)
{
	unsigned int bit;

	if (dst == orig)
		return;
	bitmap_zero(dst, nbits);
	for_each_set_bit(bit, orig, nbits)
		__set_bit(bit % sz, dst);
}

KTEST_DEF void bitmap_from_arr32(unsigned long *bitmap, const u32 *buf, unsigned int nbits)
{
	unsigned int i;

	bitmap_zero(bitmap, nbits);
	for (i = 0; i < DIV_ROUND_UP(nbits, 32); i++)
		bitmap[i / 2] |= (unsigned long)buf[i] << (i % 2 * 32);
	if (nbits % BITS_PER_LONG)
		bitmap[nbits / BITS_PER_LONG] &= BITMAP_LAST_WORD_MASK(nbits);
}

KTEST_DEF void bitmap_to_arr32(u32 *buf, const unsigned long *bitmap, unsigned int nbits)
{
	unsigned int i;

	for (i = 0; i < DIV_ROUND_UP(nbits, 32); i++)
		buf[i] = bitmap_word(bitmap, i / 2, nbits) >> (i % 2 * 32);
}

KTEST_DEF unsigned long *bitmap_alloc_node(unsigned int nbits, gfp_t flags, int node)
{
	return (unsigned long *)kmalloc_array_node(BITS_TO_LONGS(nbits), sizeof(long), flags, node);
}

KTEST_DEF unsigned long *bitmap_zalloc_node(unsigned int nbits, gfp_t flags, int node)
{
	return bitmap_alloc_node(nbits, flags | __GFP_ZERO, node);
}

KTEST_DEF unsigned long *bitmap_alloc(unsigned int nbits, gfp_t flags)
{
	return (unsigned long *)kmalloc_array(BITS_TO_LONGS(nbits), sizeof(long), flags);
}

KTEST_DEF unsigned long *bitmap_zalloc(unsigned int nbits, gfp_t flags)
{
	return bitmap_alloc(nbits, flags | __GFP_ZERO);
}

KTEST_DEF void bitmap_free(const unsigned long *bitmap)
{
	kfree(bitmap);
}

KTEST_DEF void bitmap_scatter(unsigned long *dst, const unsigned long *src, const unsigned long *mask, unsigned int nbits)
{
	unsigned int bit, n = 0;

	bitmap_zero(dst, nbits);
	for_each_set_bit(bit, mask, nbits) {
		__assign_bit(bit, dst, test_bit(n, src));
		n++;
	}
}

KTEST_DEF void bitmap_gather(unsigned long *dst, const unsigned long *src, const unsigned long *mask, unsigned int nbits)
{
	unsigned int bit, n = 0;

	bitmap_zero(dst, nbits);
	for_each_set_bit(bit, mask, nbits) {
		__assign_bit(n, dst, test_bit(bit, src));
		n++;
	}
}

KTEST_DEF void bitmap_next_set_region(unsigned long *bitmap, unsigned int *rs, unsigned int *re, unsigned int end)
{
	*rs = find_next_bit(bitmap, end, *rs);
	*re = find_next_zero_bit(bitmap, end, *rs + 1);
}

#endif
