/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Sequence counters' structures.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_SEQLOCK_TYPES_H
#define KTEST_LINUX_SEQLOCK_TYPES_H
#include <ktest/open.h>

#include <linux/spinlock_types.h>
#include <linux/types.h>

typedef struct seqcount { unsigned int sequence; } seqcount_t;
typedef struct seqcount_spinlock { seqcount_t seqcount; } seqcount_spinlock_t;
typedef struct seqcount_raw_spinlock { seqcount_t seqcount; } seqcount_raw_spinlock_t;
typedef struct seqcount_rwlock { seqcount_t seqcount; } seqcount_rwlock_t;
typedef struct seqcount_mutex { seqcount_t seqcount; } seqcount_mutex_t;
typedef struct { seqcount_t seqcount; spinlock_t lock; } seqlock_t;
#define SEQCNT_ZERO(name) { .sequence = 0 }
#define SEQCNT_SPINLOCK_ZERO(name, lock) { .seqcount = { 0 } }
#define SEQCNT_RAW_SPINLOCK_ZERO(name, lock) { .seqcount = { 0 } }
#define SEQCNT_RWLOCK_ZERO(name, lock) { .seqcount = { 0 } }
#define SEQCNT_MUTEX_ZERO(name, lock) { .seqcount = { 0 } }
#define __SEQLOCK_UNLOCKED(lockname) \
	{ .seqcount = { 0 }, \
	  .lock = KTEST_LOCK_UNLOCKED("seqlock &" #lockname) }
#define DEFINE_SEQLOCK(sl) seqlock_t sl = __SEQLOCK_UNLOCKED(sl)

#include <ktest/close.h>
#endif
