/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A spinlock that is one bit of a word: preemption is off while it is held.
 * Fidelity: faithful; who holds one is not known, so a deadlock is not named.
 */
#ifndef KTEST_LINUX_BIT_SPINLOCK_H
#define KTEST_LINUX_BIT_SPINLOCK_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/sched.h>

static inline int bit_spin_is_locked(int bitnum, unsigned long *addr)
{
	return (KTEST_READ_ONCE(addr[BIT_WORD(bitnum)]) & BIT_MASK(bitnum)) != 0;
}
static inline int bit_spin_trylock(int bitnum, unsigned long *addr)
{
	preempt_disable();
	if (likely(!test_and_set_bit_lock(bitnum, addr)))
		return 1;
	preempt_enable();
	return 0;
}
/* Lets others run on this CPU while it waits. */
static inline void bit_spin_lock(int bitnum, unsigned long *addr)
{
	while (!bit_spin_trylock(bitnum, addr))
		while (bit_spin_is_locked(bitnum, addr))
			cpu_relax();
}
static inline void bit_spin_unlock(int bitnum, unsigned long *addr)
{
	clear_bit_unlock(bitnum, addr);
	preempt_enable();
}
/* Nobody else changes the word's other bits. */
static inline void __bit_spin_unlock(int bitnum, unsigned long *addr)
{
	__clear_bit_unlock(bitnum, addr);
	preempt_enable();
}

#include <ktest/close.h>
#endif
