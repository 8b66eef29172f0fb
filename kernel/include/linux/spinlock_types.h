/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The spinning locks' structures. Plain mode: a word, without a name.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_SPINLOCK_TYPES_H
#define KTEST_LINUX_SPINLOCK_TYPES_H
#include <ktest/open.h>

#include <linux/types.h>
#include <ktest/core.h>

/* The name is for reports: how the lock is written where it is defined or initialized. */
#ifdef KTEST_HOSTED
#define KTEST_LOCK_MEMBERS(type) struct type ktest; const char *ktest_name;
#define KTEST_LOCK_UNLOCKED(name) { .ktest_name = name }
/* A string of the program's; else the lock is not what it should be. */
static __always_inline const char *ktest_lock_name(const void *lock, const char *name, const char *without)
{
	return __builtin_expect((unsigned long)name - 1 < (1ul << 47) - 1, 1) ? name : kt_lock_unnamed(lock, name, without);
}
#define KTEST_LOCK_NAME(lock, without) ktest_lock_name(lock, (lock)->ktest_name, without)
/* Before a lock is initialized. */
static inline void ktest_lock_renewed(const void *lock, unsigned long size)
{
	if (__builtin_expect(kt_self()->nr_held != 0, 0))
		kt_held_check(lock, size, "initialized again", __builtin_frame_address(0));
}
#else
#define KTEST_LOCK_MEMBERS(type) struct type ktest;
#define KTEST_LOCK_UNLOCKED(name) {}
#define KTEST_LOCK_NAME(lock, without) without
static inline void ktest_lock_renewed(const void *lock, unsigned long size) { (void)lock, (void)size; }
#endif
typedef struct raw_spinlock { KTEST_LOCK_MEMBERS(kt_lock) } raw_spinlock_t;
typedef struct spinlock { KTEST_LOCK_MEMBERS(kt_lock) } spinlock_t;
typedef struct { KTEST_LOCK_MEMBERS(kt_rwlock) } rwlock_t;
#define __RAW_SPIN_LOCK_UNLOCKED(name) (raw_spinlock_t) KTEST_LOCK_UNLOCKED("raw spinlock &" #name)
#define __SPIN_LOCK_UNLOCKED(name) (spinlock_t) KTEST_LOCK_UNLOCKED("spinlock &" #name)
#define __RW_LOCK_UNLOCKED(name) (rwlock_t) KTEST_LOCK_UNLOCKED("rwlock &" #name)
#define DEFINE_RAW_SPINLOCK(x) raw_spinlock_t x = KTEST_LOCK_UNLOCKED("raw spinlock &" #x)
#define DEFINE_SPINLOCK(x) spinlock_t x = KTEST_LOCK_UNLOCKED("spinlock &" #x)
#define DEFINE_RWLOCK(x) rwlock_t x = KTEST_LOCK_UNLOCKED("rwlock &" #x)

/* What is below all others: a word, and no preemption is switched off. */
typedef struct {
	u32 ktest_taken;
} arch_spinlock_t;
#define __ARCH_SPIN_LOCK_UNLOCKED { 0 }

#include <ktest/close.h>
#endif
