/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Bit operations: names with __ are not atomic, the others are.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_BITOPS_H
#define KTEST_ASM_BITOPS_H
#include <ktest/open.h>

#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/types.h>
#include <asm/barrier.h>

#define BITOP_WORD(nr) BIT_WORD(nr)

static __always_inline void set_bit(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_or(&addr[BIT_WORD(nr)], BIT_MASK(nr), __ATOMIC_RELAXED);
}

static __always_inline void clear_bit(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_and(&addr[BIT_WORD(nr)], ~BIT_MASK(nr), __ATOMIC_RELAXED);
}

static __always_inline void change_bit(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_xor(&addr[BIT_WORD(nr)], BIT_MASK(nr), __ATOMIC_RELAXED);
}

static __always_inline bool test_and_set_bit(long nr, volatile unsigned long *addr)
{
	return (__atomic_fetch_or(&addr[BIT_WORD(nr)], BIT_MASK(nr), __ATOMIC_SEQ_CST) &
		BIT_MASK(nr)) != 0;
}

static __always_inline bool test_and_clear_bit(long nr, volatile unsigned long *addr)
{
	return (__atomic_fetch_and(&addr[BIT_WORD(nr)], ~BIT_MASK(nr), __ATOMIC_SEQ_CST) &
		BIT_MASK(nr)) != 0;
}

static __always_inline bool test_and_change_bit(long nr, volatile unsigned long *addr)
{
	return (__atomic_fetch_xor(&addr[BIT_WORD(nr)], BIT_MASK(nr), __ATOMIC_SEQ_CST) &
		BIT_MASK(nr)) != 0;
}

static __always_inline bool test_and_set_bit_lock(long nr, volatile unsigned long *addr)
{
	return (__atomic_fetch_or(&addr[BIT_WORD(nr)], BIT_MASK(nr), __ATOMIC_ACQUIRE) &
		BIT_MASK(nr)) != 0;
}

static __always_inline void clear_bit_unlock(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_and(&addr[BIT_WORD(nr)], ~BIT_MASK(nr), __ATOMIC_RELEASE);
}

static __always_inline void __clear_bit_unlock(long nr, volatile unsigned long *addr)
{
	clear_bit_unlock(nr, addr);
}

/* Xors mask, which may not touch bit 7; returns whether bit 7 was set. */
static __always_inline bool xor_unlock_is_negative_byte(unsigned long mask,
							volatile unsigned long *addr)
{
	return (__atomic_fetch_xor(addr, mask, __ATOMIC_RELEASE) & BIT(7)) != 0;
}

/* Bits are those of any object, also where the compiler tells types apart. */
typedef unsigned long __attribute__((__may_alias__)) ktest_bit_word;

/* A word that the compiler knows is looked at once, and any other anew each time. */
static __always_inline bool ktest_test_known_bit(unsigned long nr, const volatile unsigned long *addr)
{
	return 1UL & (((const ktest_bit_word *)addr)[BIT_WORD(nr)] >> (nr & (BITS_PER_LONG - 1)));
}
static __always_inline bool ktest_test_bit(unsigned long nr, const volatile unsigned long *addr)
{
	return 1UL & (addr[BIT_WORD(nr)] >> (nr & (BITS_PER_LONG - 1)));
}
#define test_bit(nr, addr) \
	(__builtin_constant_p(nr) && __builtin_constant_p(*(const ktest_bit_word *)(addr)) ? \
		 ktest_test_known_bit(nr, addr) : ktest_test_bit(nr, addr))

static __always_inline bool test_bit_acquire(long nr, const volatile unsigned long *addr)
{
	return 1UL & (__atomic_load_n(&addr[BIT_WORD(nr)], __ATOMIC_ACQUIRE) >>
		      (nr & (BITS_PER_LONG - 1)));
}

static __always_inline void __set_bit(unsigned long nr, volatile unsigned long *addr)
{
	((unsigned long *)addr)[BIT_WORD(nr)] |= BIT_MASK(nr);
}

static __always_inline void __clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	((unsigned long *)addr)[BIT_WORD(nr)] &= ~BIT_MASK(nr);
}

static __always_inline void __change_bit(unsigned long nr, volatile unsigned long *addr)
{
	((unsigned long *)addr)[BIT_WORD(nr)] ^= BIT_MASK(nr);
}

static __always_inline bool __test_and_set_bit(unsigned long nr, volatile unsigned long *addr)
{
	bool old = ktest_test_known_bit(nr, addr);

	__set_bit(nr, addr);
	return old;
}

static __always_inline bool __test_and_clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	bool old = ktest_test_known_bit(nr, addr);

	__clear_bit(nr, addr);
	return old;
}

static __always_inline bool __test_and_change_bit(unsigned long nr, volatile unsigned long *addr)
{
	bool old = ktest_test_known_bit(nr, addr);

	__change_bit(nr, addr);
	return old;
}

/* Undefined for 0, as documented. Macros, so that they can initialize static variables. */
#define __ffs(word) ((unsigned long)__builtin_ctzl(word))
#define __fls(word) ((unsigned long)(BITS_PER_LONG - 1 - __builtin_clzl(word)))
#define ffz(word) __ffs(~(unsigned long)(word))

/* Counted from 1; 0 when no bit is set. */
static __always_inline __attribute_const__ int fls(unsigned int x)
{
	return x ? 32 - __builtin_clz(x) : 0;
}

static __always_inline __attribute_const__ int fls64(__u64 x)
{
	return x ? 64 - __builtin_clzll(x) : 0;
}

#define ffs(x) __builtin_ffs(x)

#define hweight8(w) ((unsigned int)__builtin_popcount((w) & 0xff))
#define hweight16(w) ((unsigned int)__builtin_popcount((w) & 0xffff))
#define hweight32(w) ((unsigned int)__builtin_popcount((unsigned int)(w)))
#define hweight64(w) ((unsigned long)__builtin_popcountll((unsigned long long)(w)))
#define HWEIGHT8(w) hweight8(w)
#define HWEIGHT16(w) hweight16(w)
#define HWEIGHT32(w) hweight32(w)
#define HWEIGHT64(w) hweight64(w)

#include <ktest/close.h>
#endif
