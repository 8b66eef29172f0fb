/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Spin locks and reader-writer spin locks. A waiter sleeps in the engine with preemption off;
 * recursion and unlocking by another task end the case.
 * Synchronization table: every operation may run concurrently with every other.
 * Fidelity: faithful; fairness is not promised
 */
#ifndef KTEST_LINUX_SPINLOCK_H
#define KTEST_LINUX_SPINLOCK_H
#include <ktest/open.h>

#include <linux/bottom_half.h>
#include <linux/cache.h>
#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/irqflags.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/spinlock_types.h>
#include <linux/stringify.h>
#include <asm/barrier.h>

#define raw_spin_lock_init(lock) \
	do { ktest_lock_renewed(lock, sizeof(*(lock))); *(lock) = (raw_spinlock_t)KTEST_LOCK_UNLOCKED("raw spinlock " #lock); } while (0)
#define spin_lock_init(lock) \
	do { ktest_lock_renewed(lock, sizeof(*(lock))); *(lock) = (spinlock_t)KTEST_LOCK_UNLOCKED("spinlock " #lock); } while (0)
#define rwlock_init(lock) \
	do { ktest_lock_renewed(lock, sizeof(*(lock))); *(lock) = (rwlock_t)KTEST_LOCK_UNLOCKED("rwlock " #lock); } while (0)

/* By kind: taking with preemption off from then on, giving back, and trying without either. */
#define KTEST_TAKE_SPIN(lock, name) kt_spin_lock(lock, name)
#define KTEST_GIVE_SPIN(lock, name) kt_spin_unlock(lock, name)
#define KTEST_TRY_SPIN(lock, name) kt_trylock(lock, name)
#define KTEST_TAKE_READ(lock, name) (kt_preempt_disable(), kt_read_lock(lock, name))
#define KTEST_GIVE_READ(lock, name) (kt_read_unlock(lock, name), kt_preempt_enable())
#define KTEST_TRY_READ(lock, name) kt_read_trylock(lock, name)
#define KTEST_TAKE_WRITE(lock, name) (kt_preempt_disable(), kt_write_lock(lock, name))
#define KTEST_GIVE_WRITE(lock, name) (kt_write_unlock(lock, name), kt_preempt_enable())
#define KTEST_TRY_WRITE(lock, name) kt_write_trylock(lock, name)
/*
 * The operations of a kind of lock. Those with _irq and _bh are made of the plain ones; a type's
 * own prefix is what the kernel's inline functions, or the functions that its macros call, have.
 */
#define KTEST_LOCK_OPS(type, lock_op, unlock_op, try_op, kind, what) \
	static inline void lock_op(type *lock) \
	{ \
		KTEST_TAKE_##kind(&lock->ktest, KTEST_LOCK_NAME(lock, what " that was not initialized")); \
	} \
	static inline void unlock_op(type *lock) \
	{ \
		KTEST_GIVE_##kind(&lock->ktest, KTEST_LOCK_NAME(lock, what " that was not initialized")); \
	} \
	static inline int try_op(type *lock) \
	{ \
		kt_preempt_disable(); \
		if (KTEST_TRY_##kind(&lock->ktest, KTEST_LOCK_NAME(lock, what " that was not initialized"))) \
			return 1; \
		kt_preempt_enable(); \
		return 0; \
	} \
	static inline void lock_op##_irq(type *lock) { local_irq_disable(); lock_op(lock); } \
	static inline void unlock_op##_irq(type *lock) { unlock_op(lock); local_irq_enable(); } \
	static inline void lock_op##_bh(type *lock) { local_bh_disable(); lock_op(lock); } \
	static inline void unlock_op##_bh(type *lock) { unlock_op(lock); local_bh_enable(); } \
	static inline void unlock_op##_irqrestore(type *lock, unsigned long flags) \
	{ \
		unlock_op(lock); \
		local_irq_restore(flags); \
	} \
	static inline int try_op##_irq(type *lock) \
	{ \
		local_irq_disable(); \
		if (try_op(lock)) \
			return 1; \
		local_irq_enable(); \
		return 0; \
	} \
	static inline int try_op##_bh(type *lock) \
	{ \
		local_bh_disable(); \
		if (try_op(lock)) \
			return 1; \
		local_bh_enable(); \
		return 0; \
	}
KTEST_LOCK_OPS(spinlock_t, spin_lock, spin_unlock, spin_trylock, SPIN, "a spinlock")
KTEST_LOCK_OPS(raw_spinlock_t, _raw_spin_lock, _raw_spin_unlock, _raw_spin_trylock, SPIN, "a raw spinlock")
KTEST_LOCK_OPS(rwlock_t, _raw_read_lock, _raw_read_unlock, _raw_read_trylock, READ, "a rwlock")
KTEST_LOCK_OPS(rwlock_t, _raw_write_lock, _raw_write_unlock, _raw_write_trylock, WRITE, "a rwlock")

#define spin_lock_irqsave(l, flags) do { local_irq_save(flags); spin_lock(l); } while (0)
#define spin_trylock_irqsave(l, flags) \
	({ local_irq_save(flags); spin_trylock(l) ? 1 : ({ local_irq_restore(flags); 0; }); })
#define spin_lock_nested(l, subclass) spin_lock(l)
#define spin_lock_nest_lock(l, nest) spin_lock(l)
#define spin_lock_bh_nested(l, subclass) spin_lock_bh(l)
#define spin_lock_irqsave_nested(l, flags, subclass) spin_lock_irqsave(l, flags)
static inline int spin_is_locked(spinlock_t *lock) { return KTEST_READ_ONCE(lock->ktest.word) != 0; }
static inline int spin_is_contended(spinlock_t *lock) { (void)lock; return 0; }

#define raw_spin_lock(l) _raw_spin_lock(l)
#define raw_spin_unlock(l) _raw_spin_unlock(l)
#define raw_spin_trylock(l) _raw_spin_trylock(l)
#define raw_spin_lock_irq(l) _raw_spin_lock_irq(l)
#define raw_spin_unlock_irq(l) _raw_spin_unlock_irq(l)
#define raw_spin_lock_bh(l) _raw_spin_lock_bh(l)
#define raw_spin_unlock_bh(l) _raw_spin_unlock_bh(l)
#define raw_spin_trylock_irq(l) _raw_spin_trylock_irq(l)
#define raw_spin_trylock_bh(l) _raw_spin_trylock_bh(l)
#define raw_spin_lock_irqsave(l, flags) do { local_irq_save(flags); raw_spin_lock(l); } while (0)
#define raw_spin_unlock_irqrestore(l, flags) _raw_spin_unlock_irqrestore(l, flags)
#define raw_spin_trylock_irqsave(l, flags) \
	({ local_irq_save(flags); raw_spin_trylock(l) ? 1 : ({ local_irq_restore(flags); 0; }); })
#define raw_spin_lock_nested(l, subclass) raw_spin_lock(l)
#define raw_spin_lock_nest_lock(l, nest) raw_spin_lock(l)
#define raw_spin_lock_irqsave_nested(l, flags, subclass) raw_spin_lock_irqsave(l, flags)
#define raw_spin_is_locked(l) (READ_ONCE((l)->ktest.word) != 0)
#define raw_spin_is_contended(l) ((void)(l), 0)

#define read_lock(l) _raw_read_lock(l)
#define read_unlock(l) _raw_read_unlock(l)
#define read_trylock(l) _raw_read_trylock(l)
#define read_lock_irq(l) _raw_read_lock_irq(l)
#define read_unlock_irq(l) _raw_read_unlock_irq(l)
#define read_lock_bh(l) _raw_read_lock_bh(l)
#define read_unlock_bh(l) _raw_read_unlock_bh(l)
#define read_lock_irqsave(l, flags) do { local_irq_save(flags); read_lock(l); } while (0)
#define read_unlock_irqrestore(l, flags) _raw_read_unlock_irqrestore(l, flags)

#define write_lock(l) _raw_write_lock(l)
#define write_unlock(l) _raw_write_unlock(l)
#define write_trylock(l) _raw_write_trylock(l)
#define write_lock_irq(l) _raw_write_lock_irq(l)
#define write_unlock_irq(l) _raw_write_unlock_irq(l)
#define write_lock_bh(l) _raw_write_lock_bh(l)
#define write_unlock_bh(l) _raw_write_unlock_bh(l)
#define write_lock_irqsave(l, flags) do { local_irq_save(flags); write_lock(l); } while (0)
#define write_unlock_irqrestore(l, flags) _raw_write_unlock_irqrestore(l, flags)
#define write_trylock_irqsave(l, flags) \
	({ local_irq_save(flags); write_trylock(l) ? 1 : ({ local_irq_restore(flags); 0; }); })

#define assert_spin_locked(l) BUG_ON(!spin_is_locked(l))
#define assert_raw_spin_locked(l) BUG_ON(!raw_spin_is_locked(l))
static inline int spin_needbreak(spinlock_t *lock) { (void)lock; return 0; }
static inline int rwlock_is_contended(rwlock_t *lock) { (void)lock; return 0; }

#define atomic_dec_and_lock(v, lock) ktest_atomic_dec_and_lock(v, lock)
static inline int ktest_atomic_dec_and_lock(atomic_t *v, spinlock_t *lock)
{
	int old = __atomic_load_n(&v->counter, __ATOMIC_RELAXED);

	while (old != 1)
		if (__atomic_compare_exchange_n(&v->counter, &old, old - 1, 0, __ATOMIC_SEQ_CST,
						__ATOMIC_RELAXED))
			return 0;
	spin_lock(lock);
	if (__atomic_sub_fetch(&v->counter, 1, __ATOMIC_SEQ_CST) == 0)
		return 1;
	spin_unlock(lock);
	return 0;
}

DEFINE_LOCK_GUARD_1(raw_spinlock, raw_spinlock_t, raw_spin_lock(_T->lock), raw_spin_unlock(_T->lock))
DEFINE_LOCK_GUARD_1_COND(raw_spinlock, _try, raw_spin_trylock(_T->lock))
DEFINE_LOCK_GUARD_1(raw_spinlock_irq, raw_spinlock_t, raw_spin_lock_irq(_T->lock),
		    raw_spin_unlock_irq(_T->lock))
DEFINE_LOCK_GUARD_1(raw_spinlock_irqsave, raw_spinlock_t,
		    raw_spin_lock_irqsave(_T->lock, _T->flags),
		    raw_spin_unlock_irqrestore(_T->lock, _T->flags), unsigned long flags)
DEFINE_LOCK_GUARD_1(spinlock, spinlock_t, spin_lock(_T->lock), spin_unlock(_T->lock))
DEFINE_LOCK_GUARD_1_COND(spinlock, _try, spin_trylock(_T->lock))
DEFINE_LOCK_GUARD_1(spinlock_irq, spinlock_t, spin_lock_irq(_T->lock), spin_unlock_irq(_T->lock))
DEFINE_LOCK_GUARD_1(spinlock_bh, spinlock_t, spin_lock_bh(_T->lock), spin_unlock_bh(_T->lock))
DEFINE_LOCK_GUARD_1(spinlock_irqsave, spinlock_t, spin_lock_irqsave(_T->lock, _T->flags),
		    spin_unlock_irqrestore(_T->lock, _T->flags), unsigned long flags)
DEFINE_LOCK_GUARD_1(read_lock, rwlock_t, read_lock(_T->lock), read_unlock(_T->lock))
DEFINE_LOCK_GUARD_1(write_lock, rwlock_t, write_lock(_T->lock), write_unlock(_T->lock))
DEFINE_LOCK_GUARD_1(read_lock_irq, rwlock_t, read_lock_irq(_T->lock), read_unlock_irq(_T->lock))
DEFINE_LOCK_GUARD_1(write_lock_irq, rwlock_t, write_lock_irq(_T->lock), write_unlock_irq(_T->lock))

/* Switches nothing off: the caller has. */
static inline int arch_spin_is_locked(arch_spinlock_t *lock) { return KTEST_READ_ONCE(lock->ktest_taken) != 0; }
static inline int arch_spin_trylock(arch_spinlock_t *lock)
{
	return !__atomic_exchange_n(&lock->ktest_taken, 1, __ATOMIC_ACQUIRE);
}
static inline void arch_spin_lock(arch_spinlock_t *lock)
{
	while (!arch_spin_trylock(lock))
		kt_relax();
}
static inline void arch_spin_unlock(arch_spinlock_t *lock) { __atomic_store_n(&lock->ktest_taken, 0, __ATOMIC_RELEASE); }

#include <ktest/close.h>
#endif
