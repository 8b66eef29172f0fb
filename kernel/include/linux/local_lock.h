/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Locks of per-CPU data: preemption or interrupts are off, and the CPU's lock is known to be held.
 * Fidelity: faithful, as without PREEMPT_RT; taking one twice warns, as with lock debugging
 */
#ifndef KTEST_LINUX_LOCAL_LOCK_H
#define KTEST_LINUX_LOCAL_LOCK_H
#include <ktest/open.h>

#include <linux/bottom_half.h>
#include <linux/bug.h>
#include <linux/cleanup.h>
#include <linux/irqflags.h>
#include <linux/lockdep.h>
#include <linux/percpu.h>
#include <linux/preempt.h>

typedef struct {
	bool ktest_held;
} local_lock_t;
#define INIT_LOCAL_LOCK(lockname) { false }

static inline void ktest_local_acquire(local_lock_t *lock)
{
	WARN_ON_ONCE(lock->ktest_held);
	lock->ktest_held = true;
}
static inline void ktest_local_release(local_lock_t *lock)
{
	WARN_ON_ONCE(!lock->ktest_held);
	lock->ktest_held = false;
}

/* The lock is a per-CPU pointer, but to init. */
#define local_lock_init(lock) do { (lock)->ktest_held = false; } while (0)
#define local_lock(lock) do { preempt_disable(); ktest_local_acquire(this_cpu_ptr(lock)); } while (0)
#define local_unlock(lock) do { ktest_local_release(this_cpu_ptr(lock)); preempt_enable(); } while (0)
#define local_lock_irq(lock) do { local_irq_disable(); ktest_local_acquire(this_cpu_ptr(lock)); } while (0)
#define local_unlock_irq(lock) do { ktest_local_release(this_cpu_ptr(lock)); local_irq_enable(); } while (0)
#define local_lock_irqsave(lock, flags) \
	do { \
		local_irq_save(flags); \
		ktest_local_acquire(this_cpu_ptr(lock)); \
	} while (0)
#define local_unlock_irqrestore(lock, flags) \
	do { \
		ktest_local_release(this_cpu_ptr(lock)); \
		local_irq_restore(flags); \
	} while (0)
/* Bottom halves are off already. */
#define local_lock_nested_bh(lock) \
	do { \
		lockdep_assert(in_softirq()); \
		ktest_local_acquire(this_cpu_ptr(lock)); \
	} while (0)
#define local_unlock_nested_bh(lock) ktest_local_release(this_cpu_ptr(lock))

DEFINE_GUARD(local_lock, local_lock_t __percpu *, local_lock(_T), local_unlock(_T))
DEFINE_GUARD(local_lock_irq, local_lock_t __percpu *, local_lock_irq(_T), local_unlock_irq(_T))
DEFINE_LOCK_GUARD_1(local_lock_irqsave, local_lock_t __percpu, local_lock_irqsave(_T->lock, _T->flags),
		    local_unlock_irqrestore(_T->lock, _T->flags), unsigned long flags)
DEFINE_GUARD(local_lock_nested_bh, local_lock_t __percpu *, local_lock_nested_bh(_T), local_unlock_nested_bh(_T))

#include <ktest/close.h>
#endif
