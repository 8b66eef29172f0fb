/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The spinning locks' structures.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_SPINLOCK_TYPES_H
#define KTEST_LINUX_SPINLOCK_TYPES_H

#include <linux/types.h>
#include <ktest/core.h>

/* The name is for reports: how the lock is written where it is defined or initialized. */
typedef struct raw_spinlock { struct kt_lock ktest; const char *ktest_name; } raw_spinlock_t;
typedef struct spinlock { struct kt_lock ktest; const char *ktest_name; } spinlock_t;
typedef struct { struct kt_rwlock ktest; const char *ktest_name; } rwlock_t;
#define KTEST_LOCK_UNLOCKED(name) { .ktest_name = name }
#define __RAW_SPIN_LOCK_UNLOCKED(name) (raw_spinlock_t) KTEST_LOCK_UNLOCKED("raw spinlock &" #name)
#define __SPIN_LOCK_UNLOCKED(name) (spinlock_t) KTEST_LOCK_UNLOCKED("spinlock &" #name)
#define __RW_LOCK_UNLOCKED(name) (rwlock_t) KTEST_LOCK_UNLOCKED("rwlock &" #name)
#define DEFINE_RAW_SPINLOCK(x) raw_spinlock_t x = KTEST_LOCK_UNLOCKED("raw spinlock &" #x)
#define DEFINE_SPINLOCK(x) spinlock_t x = KTEST_LOCK_UNLOCKED("spinlock &" #x)
#define DEFINE_RWLOCK(x) rwlock_t x = KTEST_LOCK_UNLOCKED("rwlock &" #x)

#endif
