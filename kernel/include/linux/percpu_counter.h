/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Counters of which each CPU has a part; one that has reached the batch is added to the whole.
 * Synchronization table: everything but init and destroy may run concurrently.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_PERCPU_COUNTER_H
#define KTEST_LINUX_PERCPU_COUNTER_H
#include <ktest/open.h>

#include <linux/gfp.h>
#include <linux/limits.h>
#include <linux/list.h>
#include <linux/percpu.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/threads.h>
#include <linux/types.h>

#define PERCPU_COUNTER_LOCAL_BATCH INT_MAX

struct percpu_counter {
	raw_spinlock_t lock;
	s64 count;
	s32 __percpu *counters;
};

extern int percpu_counter_batch;

/* 0 or -ENOMEM; the counters are an array. */
KTEST_FN int __percpu_counter_init_many(struct percpu_counter *fbc, s64 amount, gfp_t gfp, u32 nr_counters,
					struct lock_class_key *key);
#define percpu_counter_init_many(fbc, value, gfp, nr_counters) \
	__percpu_counter_init_many(fbc, value, gfp, nr_counters, NULL)
#define percpu_counter_init(fbc, value, gfp) percpu_counter_init_many(fbc, value, gfp, 1)
KTEST_FN void percpu_counter_destroy_many(struct percpu_counter *fbc, u32 nr_counters);
static inline void percpu_counter_destroy(struct percpu_counter *fbc) { percpu_counter_destroy_many(fbc, 1); }
static inline bool percpu_counter_initialized(struct percpu_counter *fbc) { return fbc->counters != NULL; }

KTEST_FN void percpu_counter_set(struct percpu_counter *fbc, s64 amount);
KTEST_FN void percpu_counter_add_batch(struct percpu_counter *fbc, s64 amount, s32 batch);
/* Adds this CPU's part to the whole. */
KTEST_FN void percpu_counter_sync(struct percpu_counter *fbc);
KTEST_FN s64 __percpu_counter_sum(struct percpu_counter *fbc);
/* 1, 0 or -1; exact. */
KTEST_FN int __percpu_counter_compare(struct percpu_counter *fbc, s64 rhs, s32 batch);
/* Adds if the sum does not go beyond limit: above it, or below if amount is negative. */
KTEST_FN bool __percpu_counter_limited_add(struct percpu_counter *fbc, s64 limit, s64 amount, s32 batch);

static inline int percpu_counter_compare(struct percpu_counter *fbc, s64 rhs)
{
	return __percpu_counter_compare(fbc, rhs, percpu_counter_batch);
}
static inline bool percpu_counter_limited_add(struct percpu_counter *fbc, s64 limit, s64 amount)
{
	return __percpu_counter_limited_add(fbc, limit, amount, percpu_counter_batch);
}
static inline void percpu_counter_add(struct percpu_counter *fbc, s64 amount)
{
	percpu_counter_add_batch(fbc, amount, percpu_counter_batch);
}
/* For counters that are hardly ever read: stays this CPU's. */
static inline void percpu_counter_add_local(struct percpu_counter *fbc, s64 amount)
{
	percpu_counter_add_batch(fbc, amount, PERCPU_COUNTER_LOCAL_BATCH);
}
static inline void percpu_counter_inc(struct percpu_counter *fbc) { percpu_counter_add(fbc, 1); }
static inline void percpu_counter_dec(struct percpu_counter *fbc) { percpu_counter_add(fbc, -1); }
static inline void percpu_counter_sub(struct percpu_counter *fbc, s64 amount) { percpu_counter_add(fbc, -amount); }
static inline void percpu_counter_sub_local(struct percpu_counter *fbc, s64 amount)
{
	percpu_counter_add_local(fbc, -amount);
}

static inline s64 percpu_counter_sum(struct percpu_counter *fbc) { return __percpu_counter_sum(fbc); }
static inline s64 percpu_counter_sum_positive(struct percpu_counter *fbc)
{
	s64 sum = __percpu_counter_sum(fbc);

	return sum < 0 ? 0 : sum;
}
/* Without the CPUs' parts. */
static inline s64 percpu_counter_read(struct percpu_counter *fbc) { return KTEST_READ_ONCE(fbc->count); }
static inline s64 percpu_counter_read_positive(struct percpu_counter *fbc)
{
	s64 count = KTEST_READ_ONCE(fbc->count);

	return count < 0 ? 0 : count;
}

#include <ktest/close.h>
#endif
