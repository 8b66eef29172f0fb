/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Locks of a CPU's own data: preemption is off (or interrupts are) while one is held.
 * Fidelity: faithful to a kernel without PREEMPT_RT
 */
#ifndef KTEST_LINUX_LOCAL_LOCK_H
#define KTEST_LINUX_LOCAL_LOCK_H
#include <ktest/open.h>

#include <linux/bottom_half.h>
#include <linux/cleanup.h>
#include <linux/irqflags.h>
#include <linux/lockdep.h>
#include <linux/percpu-defs.h>
#include <linux/preempt.h>

/* Not empty: C++ gives an empty structure a byte, C none. */
typedef struct {
	char ktest_none[0];
} local_lock_t;

#define INIT_LOCAL_LOCK(lockname) { }
#define local_lock_init(lock) do { (void)(lock); } while (0)
#define local_lock(lock) do { (void)(lock); preempt_disable(); } while (0)
#define local_unlock(lock) do { (void)(lock); preempt_enable(); } while (0)
#define local_lock_irq(lock) do { (void)(lock); local_irq_disable(); } while (0)
#define local_unlock_irq(lock) do { (void)(lock); local_irq_enable(); } while (0)
#define local_lock_irqsave(lock, flags) do { (void)(lock); local_irq_save(flags); } while (0)
#define local_unlock_irqrestore(lock, flags) do { (void)(lock); local_irq_restore(flags); } while (0)
/* Bottom halves are off already: nothing else is needed. */
#define local_lock_nested_bh(lock) do { (void)(lock); lockdep_assert(in_softirq()); } while (0)
#define local_unlock_nested_bh(lock) do { (void)(lock); } while (0)

DEFINE_GUARD(local_lock, local_lock_t __percpu *, local_lock(_T), local_unlock(_T))
DEFINE_GUARD(local_lock_irq, local_lock_t __percpu *, local_lock_irq(_T), local_unlock_irq(_T))
DEFINE_LOCK_GUARD_1(local_lock_irqsave, local_lock_t __percpu, local_lock_irqsave(_T->lock, _T->flags),
		    local_unlock_irqrestore(_T->lock, _T->flags), unsigned long flags)

#include <ktest/close.h>
#endif
