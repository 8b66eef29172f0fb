/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Spin locks and reader-writer spin locks. A waiter sleeps in the engine with preemption off;
 * recursion and unlocking by another task end the case.
 * Synchronization table: every operation may run concurrently with every other.
 * Fidelity: faithful; fairness is not promised
 */
#ifndef KTEST_LINUX_SPINLOCK_H
#define KTEST_LINUX_SPINLOCK_H

#include <linux/bottom_half.h>
#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/irqflags.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/spinlock_types.h>
#include <linux/stringify.h>
#include <asm/barrier.h>

#define raw_spin_lock_init(lock) \
	do { *(lock) = (raw_spinlock_t){ .ktest = { 0, NULL } }; } while (0)
#define spin_lock_init(lock) do { *(lock) = (spinlock_t){ .ktest = { 0, NULL } }; } while (0)
#define rwlock_init(lock) do { *(lock) = (rwlock_t){ .ktest = { 0, 0, NULL } }; } while (0)

static inline void ktest_spin_lock(struct kt_lock *lock, const char *what)
{
	kt_preempt_disable();
	kt_lock(lock, what);
}

static inline int ktest_spin_trylock(struct kt_lock *lock, const char *what)
{
	kt_preempt_disable();
	if (kt_trylock(lock, what))
		return 1;
	kt_preempt_enable();
	return 0;
}

static inline void ktest_spin_unlock(struct kt_lock *lock, const char *what)
{
	kt_unlock(lock, what);
	kt_preempt_enable();
}

static inline void ktest_read_lock(struct kt_rwlock *lock, const char *what)
{
	kt_preempt_disable();
	kt_read_lock(lock, what);
}

static inline void ktest_write_lock(struct kt_rwlock *lock, const char *what)
{
	kt_preempt_disable();
	kt_write_lock(lock, what);
}

static inline void ktest_read_unlock(struct kt_rwlock *lock, const char *what)
{
	kt_read_unlock(lock, what);
	kt_preempt_enable();
}

static inline void ktest_write_unlock(struct kt_rwlock *lock, const char *what)
{
	kt_write_unlock(lock, what);
	kt_preempt_enable();
}

static inline int ktest_read_trylock(struct kt_rwlock *lock, const char *what)
{
	kt_preempt_disable();
	if (kt_read_trylock(lock, what))
		return 1;
	kt_preempt_enable();
	return 0;
}

static inline int ktest_write_trylock(struct kt_rwlock *lock, const char *what)
{
	kt_preempt_disable();
	if (kt_write_trylock(lock, what))
		return 1;
	kt_preempt_enable();
	return 0;
}

#define spin_lock(l) ktest_spin_lock(&(l)->ktest, "spinlock " #l)
#define spin_unlock(l) ktest_spin_unlock(&(l)->ktest, "spinlock " #l)
#define spin_trylock(l) ktest_spin_trylock(&(l)->ktest, "spinlock " #l)
#define spin_lock_irq(l) do { local_irq_disable(); spin_lock(l); } while (0)
#define spin_unlock_irq(l) do { spin_unlock(l); local_irq_enable(); } while (0)
#define spin_lock_irqsave(l, flags) do { local_irq_save(flags); spin_lock(l); } while (0)
#define spin_unlock_irqrestore(l, flags) do { spin_unlock(l); local_irq_restore(flags); } while (0)
#define spin_lock_bh(l) do { local_bh_disable(); spin_lock(l); } while (0)
#define spin_unlock_bh(l) do { spin_unlock(l); local_bh_enable(); } while (0)
#define spin_trylock_irq(l) \
	({ local_irq_disable(); spin_trylock(l) ? 1 : ({ local_irq_enable(); 0; }); })
#define spin_trylock_irqsave(l, flags) \
	({ local_irq_save(flags); spin_trylock(l) ? 1 : ({ local_irq_restore(flags); 0; }); })
#define spin_trylock_bh(l) \
	({ local_bh_disable(); spin_trylock(l) ? 1 : ({ local_bh_enable(); 0; }); })
#define spin_lock_nested(l, subclass) spin_lock(l)
#define spin_lock_nest_lock(l, nest) spin_lock(l)
#define spin_lock_irqsave_nested(l, flags, subclass) spin_lock_irqsave(l, flags)
#define spin_is_locked(l) (READ_ONCE((l)->ktest.word) != 0)
#define spin_is_contended(l) 0

#define raw_spin_lock(l) ktest_spin_lock(&(l)->ktest, "raw spinlock " #l)
#define raw_spin_unlock(l) ktest_spin_unlock(&(l)->ktest, "raw spinlock " #l)
#define raw_spin_trylock(l) ktest_spin_trylock(&(l)->ktest, "raw spinlock " #l)
#define raw_spin_lock_irq(l) do { local_irq_disable(); raw_spin_lock(l); } while (0)
#define raw_spin_unlock_irq(l) do { raw_spin_unlock(l); local_irq_enable(); } while (0)
#define raw_spin_lock_irqsave(l, flags) do { local_irq_save(flags); raw_spin_lock(l); } while (0)
#define raw_spin_unlock_irqrestore(l, flags) do { raw_spin_unlock(l); local_irq_restore(flags); } while (0)
#define raw_spin_lock_bh(l) do { local_bh_disable(); raw_spin_lock(l); } while (0)
#define raw_spin_unlock_bh(l) do { raw_spin_unlock(l); local_bh_enable(); } while (0)
#define raw_spin_trylock_irq(l) \
	({ local_irq_disable(); raw_spin_trylock(l) ? 1 : ({ local_irq_enable(); 0; }); })
#define raw_spin_trylock_irqsave(l, flags) \
	({ local_irq_save(flags); raw_spin_trylock(l) ? 1 : ({ local_irq_restore(flags); 0; }); })
#define raw_spin_trylock_bh(l) \
	({ local_bh_disable(); raw_spin_trylock(l) ? 1 : ({ local_bh_enable(); 0; }); })
#define raw_spin_lock_nested(l, subclass) raw_spin_lock(l)
#define raw_spin_lock_nest_lock(l, nest) raw_spin_lock(l)
#define raw_spin_lock_irqsave_nested(l, flags, subclass) raw_spin_lock_irqsave(l, flags)
#define raw_spin_is_locked(l) (READ_ONCE((l)->ktest.word) != 0)
#define raw_spin_is_contended(l) 0

#define read_lock(l) ktest_read_lock(&(l)->ktest, "rwlock " #l)
#define read_unlock(l) ktest_read_unlock(&(l)->ktest, "rwlock " #l)
#define read_trylock(l) ktest_read_trylock(&(l)->ktest, "rwlock " #l)
#define read_lock_irq(l) do { local_irq_disable(); read_lock(l); } while (0)
#define read_unlock_irq(l) do { read_unlock(l); local_irq_enable(); } while (0)
#define read_lock_irqsave(l, flags) do { local_irq_save(flags); read_lock(l); } while (0)
#define read_unlock_irqrestore(l, flags) do { read_unlock(l); local_irq_restore(flags); } while (0)
#define read_lock_bh(l) do { local_bh_disable(); read_lock(l); } while (0)
#define read_unlock_bh(l) do { read_unlock(l); local_bh_enable(); } while (0)

#define write_lock(l) ktest_write_lock(&(l)->ktest, "rwlock " #l)
#define write_unlock(l) ktest_write_unlock(&(l)->ktest, "rwlock " #l)
#define write_trylock(l) ktest_write_trylock(&(l)->ktest, "rwlock " #l)
#define write_lock_irq(l) do { local_irq_disable(); write_lock(l); } while (0)
#define write_unlock_irq(l) do { write_unlock(l); local_irq_enable(); } while (0)
#define write_lock_irqsave(l, flags) do { local_irq_save(flags); write_lock(l); } while (0)
#define write_unlock_irqrestore(l, flags) do { write_unlock(l); local_irq_restore(flags); } while (0)
#define write_lock_bh(l) do { local_bh_disable(); write_lock(l); } while (0)
#define write_unlock_bh(l) do { write_unlock(l); local_bh_enable(); } while (0)
#define write_trylock_irqsave(l, flags) \
	({ local_irq_save(flags); write_trylock(l) ? 1 : ({ local_irq_restore(flags); 0; }); })

#define assert_spin_locked(l) BUG_ON(!spin_is_locked(l))
#define assert_raw_spin_locked(l) BUG_ON(!raw_spin_is_locked(l))
#define spin_needbreak(l) 0
#define rwlock_is_contended(l) 0

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

#endif
