/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Reference counts that saturate instead of wrapping.
 * Fidelity: faithful; warnings name the misuse as the kernel's do
 */
#ifndef KTEST_LINUX_REFCOUNT_H
#define KTEST_LINUX_REFCOUNT_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/limits.h>
#include <linux/types.h>

struct mutex;
typedef struct refcount_struct { atomic_t refs; } refcount_t;
#define REFCOUNT_INIT(n) { .refs = ATOMIC_INIT(n) }
#define REFCOUNT_MAX 0x7fffffff
#define REFCOUNT_SATURATED (-0x7fffffff - 1 + 0x40000000)

enum refcount_saturation_type {
	REFCOUNT_ADD_NOT_ZERO_OVF,
	REFCOUNT_ADD_OVF,
	REFCOUNT_ADD_UAF,
	REFCOUNT_SUB_UAF,
	REFCOUNT_DEC_LEAK,
};
/* Saturates the count and warns. */
KTEST_FN void refcount_warn_saturate(refcount_t *r, enum refcount_saturation_type t);

static inline void refcount_set(refcount_t *r, int n) { atomic_set(&r->refs, n); }
static inline unsigned int refcount_read(const refcount_t *r) { return atomic_read(&r->refs); }

KTEST_FN bool refcount_add_not_zero(int i, refcount_t *r);
KTEST_FN bool refcount_inc_not_zero(refcount_t *r);
KTEST_FN void refcount_add(int i, refcount_t *r);
KTEST_FN void refcount_inc(refcount_t *r);
KTEST_FN bool refcount_sub_and_test(int i, refcount_t *r);
KTEST_FN bool refcount_dec_and_test(refcount_t *r);
KTEST_FN void refcount_dec(refcount_t *r);
KTEST_FN bool refcount_dec_if_one(refcount_t *r);
KTEST_FN bool refcount_dec_not_one(refcount_t *r);
struct spinlock;
KTEST_FN bool refcount_dec_and_mutex_lock(refcount_t *r, struct mutex *lock);
KTEST_FN bool refcount_dec_and_lock(refcount_t *r, struct spinlock *lock);
KTEST_FN bool refcount_dec_and_lock_irqsave(refcount_t *r, struct spinlock *lock, unsigned long *flags);

#include <ktest/close.h>
#endif
