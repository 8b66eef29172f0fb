/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Bit operations on words and small integers.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_BITOPS_H
#define KTEST_LINUX_BITOPS_H
#include <ktest/open.h>

#include <asm/bitops.h>
#include <linux/typecheck.h>

#define BITS_TO_LONGS(nr) (((nr) + BITS_PER_LONG - 1) / BITS_PER_LONG)
#define BITS_TO_U64(nr) (((nr) + 63) / 64)
#define BITS_TO_U32(nr) (((nr) + 31) / 32)
#define BITS_TO_BYTES(nr) (((nr) + 7) / 8)
#define BYTES_TO_BITS(nb) ((nb) * 8)
#define aligned_byte_mask(n) ((1UL << 8 * (n)) - 1)


static inline int get_bitmask_order(unsigned int count) { return fls(count); }
static __always_inline unsigned long hweight_long(unsigned long w) { return hweight64(w); }
static inline __u64 rol64(__u64 w, unsigned int s) { return (w << (s & 63)) | (w >> ((-s) & 63)); }
static inline __u64 ror64(__u64 w, unsigned int s) { return (w >> (s & 63)) | (w << ((-s) & 63)); }
static inline __u32 rol32(__u32 w, unsigned int s) { return (w << (s & 31)) | (w >> ((-s) & 31)); }
static inline __u32 ror32(__u32 w, unsigned int s) { return (w >> (s & 31)) | (w << ((-s) & 31)); }
static inline __u16 rol16(__u16 w, unsigned int s)
{
	return (__u16)((w << (s & 15)) | (w >> ((-s) & 15)));
}
static inline __u16 ror16(__u16 w, unsigned int s)
{
	return (__u16)((w >> (s & 15)) | (w << ((-s) & 15)));
}
static inline __u8 rol8(__u8 w, unsigned int s)
{
	return (__u8)((w << (s & 7)) | (w >> ((-s) & 7)));
}
static inline __u8 ror8(__u8 w, unsigned int s)
{
	return (__u8)((w >> (s & 7)) | (w << ((-s) & 7)));
}

/* `index` is the sign bit's number. */
static __always_inline __s32 sign_extend32(__u32 value, int index)
{
	__u8 shift = 31 - index;

	return (__s32)(value << shift) >> shift;
}

static __always_inline __s64 sign_extend64(__u64 value, int index)
{
	__u8 shift = 63 - index;

	return (__s64)(value << shift) >> shift;
}

static inline unsigned int fls_long(unsigned long l) { return fls64(l); }

static inline int get_count_order(unsigned int count)
{
	return count ? fls(--count) : -1;
}

static inline int get_count_order_long(unsigned long l)
{
	return l ? (int)fls_long(--l) : -1;
}

static inline unsigned int __ffs64(u64 word) { return __ffs(word); }

/* The n-th set bit, counted from 0; BITS_PER_LONG when there are fewer. */
static inline unsigned long fns(unsigned long word, unsigned int n)
{
	while (word && n--)
		word &= word - 1;
	return word ? __ffs(word) : BITS_PER_LONG;
}

static __always_inline void assign_bit(long nr, volatile unsigned long *addr, bool value)
{
	if (value)
		set_bit(nr, addr);
	else
		clear_bit(nr, addr);
}

static __always_inline void __assign_bit(long nr, volatile unsigned long *addr, bool value)
{
	if (value)
		__set_bit(nr, addr);
	else
		__clear_bit(nr, addr);
}

#define __ptr_set_bit(nr, addr) \
	({ typecheck_pointer(*(addr)); __set_bit(nr, (unsigned long *)(addr)); })
#define __ptr_clear_bit(nr, addr) \
	({ typecheck_pointer(*(addr)); __clear_bit(nr, (unsigned long *)(addr)); })
#define __ptr_test_bit(nr, addr) \
	({ typecheck_pointer(*(addr)); test_bit(nr, (unsigned long *)(addr)); })

#define set_mask_bits(ptr, mask, bits) \
	({ \
		const typeof(*(ptr)) ktest_mask = (mask), ktest_bits = (bits); \
		typeof(*(ptr)) ktest_old = READ_ONCE(*(ptr)), ktest_new; \
		do { \
			ktest_new = (ktest_old & ~ktest_mask) | ktest_bits; \
		} while (!__atomic_compare_exchange_n((ptr), &ktest_old, ktest_new, 0, \
						      __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)); \
		ktest_old; \
	})
/* Clears unless a bit of `test` is set; true when it cleared. */
#define bit_clear_unless(ptr, clear, test) \
	({ \
		const typeof(*(ptr)) ktest_clear = (clear), ktest_test = (test); \
		typeof(*(ptr)) ktest_old = READ_ONCE(*(ptr)); \
		while (!(ktest_old & ktest_test) && \
		       !__atomic_compare_exchange_n((ptr), &ktest_old, \
						    (typeof(*(ptr)))(ktest_old & ~ktest_clear), 0, \
						    __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) \
			; \
		!(ktest_old & ktest_test); \
	})

#include <linux/find.h>

#include <ktest/close.h>
#endif
