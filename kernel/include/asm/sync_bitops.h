/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Atomic bit operations for memory that others than this machine share: fully ordered.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_SYNC_BITOPS_H
#define KTEST_ASM_SYNC_BITOPS_H
#include <ktest/open.h>

#include <asm/bitops.h>
#include <asm/cmpxchg.h>

#define KTEST_SYNC_WORD(nr, addr) ((volatile unsigned long *)(addr) + (nr) / 64)
#define KTEST_SYNC_MASK(nr) (1ul << (nr) % 64)
static inline void sync_set_bit(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_or(KTEST_SYNC_WORD(nr, addr), KTEST_SYNC_MASK(nr), __ATOMIC_SEQ_CST);
}
static inline void sync_clear_bit(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_and(KTEST_SYNC_WORD(nr, addr), ~KTEST_SYNC_MASK(nr), __ATOMIC_SEQ_CST);
}
static inline void sync_change_bit(long nr, volatile unsigned long *addr)
{
	__atomic_fetch_xor(KTEST_SYNC_WORD(nr, addr), KTEST_SYNC_MASK(nr), __ATOMIC_SEQ_CST);
}
static inline int sync_test_and_set_bit(long nr, volatile unsigned long *addr)
{
	return (__atomic_fetch_or(KTEST_SYNC_WORD(nr, addr), KTEST_SYNC_MASK(nr), __ATOMIC_SEQ_CST) &
		KTEST_SYNC_MASK(nr)) != 0;
}
static inline int sync_test_and_clear_bit(long nr, volatile unsigned long *addr)
{
	return (__atomic_fetch_and(KTEST_SYNC_WORD(nr, addr), ~KTEST_SYNC_MASK(nr), __ATOMIC_SEQ_CST) &
		KTEST_SYNC_MASK(nr)) != 0;
}
static inline int sync_test_and_change_bit(long nr, volatile unsigned long *addr)
{
	return (__atomic_fetch_xor(KTEST_SYNC_WORD(nr, addr), KTEST_SYNC_MASK(nr), __ATOMIC_SEQ_CST) &
		KTEST_SYNC_MASK(nr)) != 0;
}
#define sync_test_bit(nr, addr) test_bit(nr, addr)

#include <ktest/close.h>
#endif
