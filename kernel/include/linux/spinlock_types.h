/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The spinning locks' structures.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_SPINLOCK_TYPES_H
#define KTEST_LINUX_SPINLOCK_TYPES_H

#include <linux/types.h>
#include <ktest/core.h>

typedef struct raw_spinlock { struct kt_lock ktest; } raw_spinlock_t;
typedef struct spinlock { struct kt_lock ktest; } spinlock_t;
typedef struct { struct kt_rwlock ktest; } rwlock_t;
#define __RAW_SPIN_LOCK_UNLOCKED(name) (raw_spinlock_t) { .ktest = { 0, NULL } }
#define __SPIN_LOCK_UNLOCKED(name) (spinlock_t) { .ktest = { 0, NULL } }
#define __RW_LOCK_UNLOCKED(name) (rwlock_t) { .ktest = { 0, 0, NULL } }
#define DEFINE_RAW_SPINLOCK(x) raw_spinlock_t x = { .ktest = { 0, NULL } }
#define DEFINE_SPINLOCK(x) spinlock_t x = { .ktest = { 0, NULL } }
#define DEFINE_RWLOCK(x) rwlock_t x = { .ktest = { 0, 0, NULL } }

#endif
