/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Lock assertions. The order of locks is watched by the engine, not here.
 * Fidelity: faithful assertions; classes and subclasses are accepted and ignored
 */
#ifndef KTEST_LINUX_LOCKDEP_H
#define KTEST_LINUX_LOCKDEP_H
#include <ktest/open.h>

#include <linux/bug.h>
#include <linux/types.h>

struct lock_class_key { char unused; };
struct lockdep_map { const char *name; };
#define STATIC_LOCKDEP_MAP_INIT(name_, key) { .name = name_ }

#define lockdep_set_class(lock, key) do { (void)(key); } while (0)
#define lockdep_set_class_and_name(lock, key, name) do { (void)(key); } while (0)
#define lockdep_set_subclass(lock, sub) do {} while (0)
#define lockdep_set_novalidate_class(lock) do {} while (0)
#define lockdep_init_map(map, name, key, sub) do { (void)(key); } while (0)
static inline void lockdep_register_key(struct lock_class_key *key) { (void)key; }
static inline void lockdep_unregister_key(struct lock_class_key *key) { (void)key; }
#define lock_acquire(l, s, t, r, c, n, i) do {} while (0)
#define lock_release(l, i) do {} while (0)
#define lock_map_acquire(l) do {} while (0)
#define lock_map_release(l) do {} while (0)
#define lockdep_off() do {} while (0)
#define lockdep_on() do {} while (0)
#define might_lock(lock) do {} while (0)
#define might_lock_read(lock) do {} while (0)
#define might_lock_nested(lock, subclass) do {} while (0)
#define SINGLE_DEPTH_NESTING 1

#ifdef KTEST_HOSTED
/* The lock structures all start with the engine's lock, whose holder is known. */
static inline int ktest_lock_held(const struct kt_lock *lock)
{
	return __atomic_load_n(&lock->owner, __ATOMIC_RELAXED) == kt_self();
}
static inline int ktest_rwlock_held_write(const struct kt_rwlock *lock)
{
	return __atomic_load_n(&lock->owner, __ATOMIC_RELAXED) == kt_self();
}
static inline int ktest_rwlock_held(const struct kt_rwlock *lock)
{
	return __atomic_load_n(&lock->word, __ATOMIC_RELAXED) && kt_held_how(lock) != KT_HELD_NOT;
}
static inline int ktest_rwlock_held_read(const struct kt_rwlock *lock)
{
	return ktest_rwlock_held(lock) && !__atomic_load_n(&lock->owner, __ATOMIC_RELAXED);
}
#else
/* Plain mode: a lock does not know who holds it, only that somebody does. */
static inline int ktest_lock_held(const struct kt_lock *lock) { return lock->word != 0; }
static inline int ktest_rwlock_held_write(const struct kt_rwlock *lock)
{
	return lock->word == KTP_WRITER;
}
static inline int ktest_rwlock_held(const struct kt_rwlock *lock) { return lock->word != 0; }
static inline int ktest_rwlock_held_read(const struct kt_rwlock *lock) { return ktest_rwlock_held(lock); }
#endif
#define KTEST_HELD(l, write) \
	_Generic(&(l)->ktest, \
		 struct kt_lock *: ktest_lock_held((const void *)&(l)->ktest), \
		 const struct kt_lock *: ktest_lock_held((const void *)&(l)->ktest), \
		 default: write((const void *)&(l)->ktest))
#define lockdep_is_held(lock) KTEST_HELD(lock, ktest_rwlock_held)
#define lockdep_is_held_type(lock, r) \
	((r) < 0 ? KTEST_HELD(lock, ktest_rwlock_held) : \
	 (r) ? KTEST_HELD(lock, ktest_rwlock_held_read) : KTEST_HELD(lock, ktest_rwlock_held_write))
#define lockdep_assert(cond) WARN_ON(!(cond))
#define lockdep_assert_once(cond) WARN_ON_ONCE(!(cond))
#define KTEST_LOCKDEP_ASSERT(cond, said) WARN(!(cond), "%s does not hold\n", said)
#define lockdep_assert_held(l) KTEST_LOCKDEP_ASSERT(lockdep_is_held(l), "lockdep_assert_held(" #l ")")
#define lockdep_assert_not_held(l) KTEST_LOCKDEP_ASSERT(!lockdep_is_held(l), "lockdep_assert_not_held(" #l ")")
#define lockdep_assert_held_write(l) \
	KTEST_LOCKDEP_ASSERT(KTEST_HELD(l, ktest_rwlock_held_write), "lockdep_assert_held_write(" #l ")")
#define lockdep_assert_held_read(l) \
	KTEST_LOCKDEP_ASSERT(KTEST_HELD(l, ktest_rwlock_held_read), "lockdep_assert_held_read(" #l ")")
#define lockdep_assert_held_once(l) lockdep_assert_once(lockdep_is_held(l))
#define lockdep_assert_none_held_once() do {} while (0)
#define lockdep_assert_preemption_disabled() lockdep_assert(preempt_count() || irqs_disabled())
#define lockdep_assert_preemption_enabled() lockdep_assert(!preempt_count() && !irqs_disabled())
#define lockdep_assert_irqs_disabled() lockdep_assert(irqs_disabled())
#define lockdep_assert_irqs_enabled() lockdep_assert(!irqs_disabled())
#define lockdep_pin_lock(l) ({ (void)(l); (struct pin_cookie) {}; })
#define lockdep_unpin_lock(l, c) do { (void)(l); (void)(c); } while (0)
struct pin_cookie { char unused; };

#include <linux/irqflags.h>
#include <asm/percpu.h>

#include <ktest/close.h>
#endif
