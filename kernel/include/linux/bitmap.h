/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Arrays of bits of any length. Bits past nbits in the last word are undefined on input.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_BITMAP_H
#define KTEST_LINUX_BITMAP_H
#include <ktest/open.h>

#include <linux/align.h>
#include <linux/bitops.h>
#include <linux/cleanup.h>
#include <linux/errno.h>
#include <linux/find.h>
#include <linux/limits.h>
#include <linux/string.h>
#include <linux/types.h>

#define BITMAP_FIRST_WORD_MASK(start) (~0UL << ((start) & (BITS_PER_LONG - 1)))
#define BITMAP_LAST_WORD_MASK(nbits) (~0UL >> (-(nbits) & (BITS_PER_LONG - 1)))
#define bitmap_size(nbits) (ALIGN(nbits, BITS_PER_LONG) / BITS_PER_BYTE)
#define BITMAP_MEM_ALIGNMENT 8
#define BITMAP_MEM_MASK (BITMAP_MEM_ALIGNMENT - 1)
#define small_const_nbits(nbits) \
	(__builtin_constant_p(nbits) && (nbits) <= BITS_PER_LONG && (nbits) > 0)

KTEST_FN unsigned long *bitmap_alloc(unsigned int nbits, gfp_t flags);
KTEST_FN unsigned long *bitmap_zalloc(unsigned int nbits, gfp_t flags);
KTEST_FN unsigned long *bitmap_alloc_node(unsigned int nbits, gfp_t flags, int node);
KTEST_FN unsigned long *bitmap_zalloc_node(unsigned int nbits, gfp_t flags, int node);
KTEST_FN void bitmap_free(const unsigned long *bitmap);
DEFINE_FREE(bitmap, unsigned long *, if (_T) bitmap_free(_T))

KTEST_FN bool __bitmap_equal(const unsigned long *a, const unsigned long *b, unsigned int nbits);
KTEST_FN bool __bitmap_or_equal(const unsigned long *a, const unsigned long *b, const unsigned long *c,
		       unsigned int nbits);
KTEST_FN void __bitmap_complement(unsigned long *dst, const unsigned long *src, unsigned int nbits);
KTEST_FN void __bitmap_shift_right(unsigned long *dst, const unsigned long *src, unsigned int shift,
			  unsigned int nbits);
KTEST_FN void __bitmap_shift_left(unsigned long *dst, const unsigned long *src, unsigned int shift,
			 unsigned int nbits);
KTEST_FN void bitmap_cut(unsigned long *dst, const unsigned long *src, unsigned int first,
		unsigned int cut, unsigned int nbits);
KTEST_FN bool __bitmap_and(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		  unsigned int nbits);
KTEST_FN void __bitmap_or(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		 unsigned int nbits);
KTEST_FN void __bitmap_xor(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		  unsigned int nbits);
KTEST_FN bool __bitmap_andnot(unsigned long *dst, const unsigned long *a, const unsigned long *b,
		     unsigned int nbits);
KTEST_FN void __bitmap_replace(unsigned long *dst, const unsigned long *old, const unsigned long *fresh,
		      const unsigned long *mask, unsigned int nbits);
KTEST_FN bool __bitmap_intersects(const unsigned long *a, const unsigned long *b, unsigned int nbits);
KTEST_FN bool __bitmap_subset(const unsigned long *a, const unsigned long *b, unsigned int nbits);
KTEST_FN unsigned int __bitmap_weight(const unsigned long *bitmap, unsigned int nbits);
KTEST_FN unsigned int __bitmap_weight_and(const unsigned long *a, const unsigned long *b,
				 unsigned int nbits);
KTEST_FN unsigned int __bitmap_weight_andnot(const unsigned long *a, const unsigned long *b,
				    unsigned int nbits);
KTEST_FN void __bitmap_set(unsigned long *map, unsigned int start, int len);
KTEST_FN void __bitmap_clear(unsigned long *map, unsigned int start, int len);
KTEST_FN unsigned long bitmap_find_next_zero_area_off(unsigned long *map, unsigned long size,
					     unsigned long start, unsigned int nr,
					     unsigned long align_mask, unsigned long align_offset);
int bitmap_parse(const char *buf, unsigned int buflen, unsigned long *dst, int nbits);
int bitmap_parse_user(const char __user *ubuf, unsigned int ulen, unsigned long *dst, int nbits);
int bitmap_parselist(const char *buf, unsigned long *dst, int nbits);
int bitmap_parselist_user(const char __user *ubuf, unsigned int ulen, unsigned long *dst,
			  int nbits);
int bitmap_print_to_pagebuf(bool list, char *buf, const unsigned long *maskp, int nmaskbits);
int bitmap_print_bitmask_to_buf(char *buf, const unsigned long *maskp, int nmaskbits, loff_t off,
				size_t count);
int bitmap_print_list_to_buf(char *buf, const unsigned long *maskp, int nmaskbits, loff_t off,
			     size_t count);
KTEST_FN void bitmap_remap(unsigned long *dst, const unsigned long *src, const unsigned long *old,
		  const unsigned long *fresh, unsigned int nbits);
KTEST_FN int bitmap_bitremap(int oldbit, const unsigned long *old, const unsigned long *fresh, int bits);
KTEST_FN void bitmap_onto(unsigned long *dst, const unsigned long *orig, const unsigned long *relmap,
		 unsigned int bits);
KTEST_FN void bitmap_fold(unsigned long *dst, const unsigned long *orig, unsigned int sz,
		 unsigned int nbits);
KTEST_FN void bitmap_from_arr32(unsigned long *bitmap, const u32 *buf, unsigned int nbits);
KTEST_FN void bitmap_to_arr32(u32 *buf, const unsigned long *bitmap, unsigned int nbits);

struct device;
unsigned long *devm_bitmap_alloc(struct device *dev, unsigned int nbits, gfp_t flags);
unsigned long *devm_bitmap_zalloc(struct device *dev, unsigned int nbits, gfp_t flags);

/* A bitmap of one word, with a constant size, is worked on inline, so that what is known of it folds. */
static __always_inline void bitmap_zero(unsigned long *dst, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = 0;
	else
		memset(dst, 0, bitmap_size(nbits));
}

static __always_inline void bitmap_fill(unsigned long *dst, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = ~0UL;
	else
		memset(dst, 0xff, bitmap_size(nbits));
}

static __always_inline void bitmap_copy(unsigned long *dst, const unsigned long *src,
					unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = *src;
	else
		memcpy(dst, src, bitmap_size(nbits));
}

static __always_inline bool bitmap_and(unsigned long *dst, const unsigned long *a,
				       const unsigned long *b, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return (*dst = *a & *b & BITMAP_LAST_WORD_MASK(nbits)) != 0;
	return __bitmap_and(dst, a, b, nbits);
}

static __always_inline bool bitmap_andnot(unsigned long *dst, const unsigned long *a,
					  const unsigned long *b, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return (*dst = *a & ~*b & BITMAP_LAST_WORD_MASK(nbits)) != 0;
	return __bitmap_andnot(dst, a, b, nbits);
}

static __always_inline void bitmap_or(unsigned long *dst, const unsigned long *a,
				      const unsigned long *b, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = *a | *b;
	else
		__bitmap_or(dst, a, b, nbits);
}

static __always_inline void bitmap_xor(unsigned long *dst, const unsigned long *a,
				       const unsigned long *b, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = *a ^ *b;
	else
		__bitmap_xor(dst, a, b, nbits);
}

static __always_inline void bitmap_complement(unsigned long *dst, const unsigned long *src,
					      unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = ~*src;
	else
		__bitmap_complement(dst, src, nbits);
}

static __always_inline void bitmap_replace(unsigned long *dst, const unsigned long *old,
					   const unsigned long *fresh, const unsigned long *mask, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = (*old & ~*mask) | (*fresh & *mask);
	else
		__bitmap_replace(dst, old, fresh, mask, nbits);
}

static __always_inline void bitmap_shift_right(unsigned long *dst, const unsigned long *src,
					       unsigned int shift, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = (*src & BITMAP_LAST_WORD_MASK(nbits)) >> shift;
	else
		__bitmap_shift_right(dst, src, shift, nbits);
}

static __always_inline void bitmap_shift_left(unsigned long *dst, const unsigned long *src,
					      unsigned int shift, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		*dst = (*src << shift) & BITMAP_LAST_WORD_MASK(nbits);
	else
		__bitmap_shift_left(dst, src, shift, nbits);
}

static __always_inline bool bitmap_equal(const unsigned long *a, const unsigned long *b,
					 unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return !((*a ^ *b) & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_equal(a, b, nbits);
}

static __always_inline bool bitmap_or_equal(const unsigned long *a, const unsigned long *b,
					    const unsigned long *c, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return !(((*a | *b) ^ *c) & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_or_equal(a, b, c, nbits);
}

static __always_inline bool bitmap_intersects(const unsigned long *a, const unsigned long *b,
					      unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return (*a & *b & BITMAP_LAST_WORD_MASK(nbits)) != 0;
	return __bitmap_intersects(a, b, nbits);
}

static __always_inline bool bitmap_subset(const unsigned long *a, const unsigned long *b,
					  unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return !(*a & ~*b & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_subset(a, b, nbits);
}

static __always_inline bool bitmap_empty(const unsigned long *map, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return !(*map & BITMAP_LAST_WORD_MASK(nbits));
	return find_first_bit(map, nbits) >= nbits;
}

static __always_inline bool bitmap_full(const unsigned long *map, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return !(~*map & BITMAP_LAST_WORD_MASK(nbits));
	return find_first_zero_bit(map, nbits) >= nbits;
}

static __always_inline unsigned int bitmap_weight(const unsigned long *map, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return hweight_long(*map & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_weight(map, nbits);
}

static __always_inline unsigned int bitmap_weight_and(const unsigned long *a,
						      const unsigned long *b, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return hweight_long(*a & *b & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_weight_and(a, b, nbits);
}

static __always_inline unsigned int bitmap_weight_andnot(const unsigned long *a,
							 const unsigned long *b, unsigned int nbits)
{
	if (small_const_nbits(nbits))
		return hweight_long(*a & ~*b & BITMAP_LAST_WORD_MASK(nbits));
	return __bitmap_weight_andnot(a, b, nbits);
}

static __always_inline void bitmap_set(unsigned long *map, unsigned int start, unsigned int nbits)
{
	if (nbits && small_const_nbits(start + nbits))
		*map |= __GENMASK(start + nbits - 1, start);
	else
		__bitmap_set(map, start, nbits);
}

static __always_inline void bitmap_clear(unsigned long *map, unsigned int start, unsigned int nbits)
{
	if (nbits && small_const_nbits(start + nbits))
		*map &= ~__GENMASK(start + nbits - 1, start);
	else
		__bitmap_clear(map, start, nbits);
}

static __always_inline unsigned long
bitmap_find_next_zero_area(unsigned long *map, unsigned long size, unsigned long start,
			   unsigned int nr, unsigned long align_mask)
{
	return bitmap_find_next_zero_area_off(map, size, start, nr, align_mask, 0);
}

static inline void bitmap_copy_clear_tail(unsigned long *dst, const unsigned long *src,
					  unsigned int nbits)
{
	bitmap_copy(dst, src, nbits);
	if (nbits % BITS_PER_LONG)
		dst[nbits / BITS_PER_LONG] &= BITMAP_LAST_WORD_MASK(nbits);
}

static inline void bitmap_copy_and_extend(unsigned long *to, const unsigned long *from,
					  unsigned int count, unsigned int size)
{
	unsigned int words = BITS_TO_LONGS(count);

	memcpy(to, from, words * sizeof(long));
	if (count % BITS_PER_LONG)
		to[words - 1] &= BITMAP_LAST_WORD_MASK(count);
	memset(to + words, 0, bitmap_size(size) - words * sizeof(long));
}

static inline void bitmap_from_arr64(unsigned long *bitmap, const u64 *buf, unsigned int nbits)
{
	bitmap_copy_clear_tail(bitmap, (const unsigned long *)buf, nbits);
}

static inline void bitmap_to_arr64(u64 *buf, const unsigned long *bitmap, unsigned int nbits)
{
	bitmap_copy_clear_tail((unsigned long *)buf, bitmap, nbits);
}

#define BITMAP_FROM_U64(n) (n)
static inline void bitmap_from_u64(unsigned long *dst, u64 mask)
{
	dst[0] = mask;
}

static inline unsigned long bitmap_get_value8(const unsigned long *map, unsigned long start)
{
	return (map[BIT_WORD(start)] >> (start % BITS_PER_LONG)) & 0xff;
}

static inline void bitmap_set_value8(unsigned long *map, unsigned long value, unsigned long start)
{
	const size_t index = BIT_WORD(start);
	const unsigned long offset = start % BITS_PER_LONG;

	map[index] &= ~(0xFFUL << offset);
	map[index] |= value << offset;
}

/* nbits is 1 … 64, and the value may straddle two words. */
static __always_inline unsigned long bitmap_read(const unsigned long *map, unsigned long start,
						 unsigned long nbits)
{
	size_t index = BIT_WORD(start);
	unsigned long offset = start % BITS_PER_LONG, space = BITS_PER_LONG - offset, high;

	if (unlikely(!nbits || nbits > BITS_PER_LONG))
		return 0;
	if (space >= nbits)
		return (map[index] >> offset) & BITMAP_LAST_WORD_MASK(nbits);
	high = map[index + 1] & BITMAP_LAST_WORD_MASK(start + nbits);
	return (map[index] >> offset) | (high << space);
}

static __always_inline void bitmap_write(unsigned long *map, unsigned long value,
					 unsigned long start, unsigned long nbits)
{
	size_t index = BIT_WORD(start);
	unsigned long offset = start % BITS_PER_LONG, space = BITS_PER_LONG - offset, mask;

	if (unlikely(!nbits || nbits > BITS_PER_LONG))
		return;
	mask = BITMAP_LAST_WORD_MASK(nbits);
	value &= mask;
	map[index] = (map[index] & ~(mask << offset)) | (value << offset);
	if (space >= nbits)
		return;
	map[index + 1] &= BITMAP_FIRST_WORD_MASK(start + nbits);
	map[index + 1] |= value >> space;
}

static inline void bitmap_release_region(unsigned long *bitmap, unsigned int pos, int order)
{
	bitmap_clear(bitmap, pos, BIT(order));
}

static inline int bitmap_allocate_region(unsigned long *bitmap, unsigned int pos, int order)
{
	unsigned int len = BIT(order);

	if (find_next_bit(bitmap, pos + len, pos) < pos + len)
		return -EBUSY;
	bitmap_set(bitmap, pos, len);
	return 0;
}

static inline int bitmap_find_free_region(unsigned long *bitmap, unsigned int bits, int order)
{
	unsigned int pos;

	for (pos = 0; pos + BIT(order) <= bits; pos += BIT(order))
		if (!bitmap_allocate_region(bitmap, pos, order))
			return pos;
	return -ENOMEM;
}

/* Bit n of src goes to the place of the nth bit that is set in mask; bitmap_gather() is the way back. */
KTEST_FN void bitmap_scatter(unsigned long *dst, const unsigned long *src, const unsigned long *mask, unsigned int nbits);
KTEST_FN void bitmap_gather(unsigned long *dst, const unsigned long *src, const unsigned long *mask, unsigned int nbits);
/* The next bits that are set, from *rs on: *rs to *re - 1. */
KTEST_FN void bitmap_next_set_region(unsigned long *bitmap, unsigned int *rs, unsigned int *re, unsigned int end);

#include <ktest/close.h>
#endif
