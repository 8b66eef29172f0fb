/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * References that each CPU counts for itself, until they are killed: then one counter does.
 * Synchronization table: get, tryget and put may run concurrently with all but init and exit.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_PERCPU_REFCOUNT_H
#define KTEST_LINUX_PERCPU_REFCOUNT_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/gfp.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/types.h>

struct percpu_ref;
typedef void (percpu_ref_func_t)(struct percpu_ref *);

/* In the lowest bits of percpu_count_ptr. */
enum {
	__PERCPU_REF_ATOMIC = 1ul << 0,
	__PERCPU_REF_DEAD = 1ul << 1,
	__PERCPU_REF_ATOMIC_DEAD = __PERCPU_REF_ATOMIC | __PERCPU_REF_DEAD,
	__PERCPU_REF_FLAG_BITS = 2,
};

enum {
	PERCPU_REF_INIT_ATOMIC = 1 << 0, /* stays so until percpu_ref_switch_to_percpu() */
	PERCPU_REF_INIT_DEAD = 1 << 1, /* no reference until percpu_ref_reinit() */
	PERCPU_REF_ALLOW_REINIT = 1 << 2,
};

struct percpu_ref_data {
	atomic_long_t count;
	percpu_ref_func_t *release;
	percpu_ref_func_t *confirm_switch; /* not NULL: the switch to one counter is on its way */
	bool force_atomic;
	bool allow_reinit;
	struct rcu_head rcu;
	struct percpu_ref *ref;
};

struct percpu_ref {
	unsigned long percpu_count_ptr;
	struct percpu_ref_data *data;
};

/* 0 or -ENOMEM. release() is called when the count gets 0. */
KTEST_FN int __must_check percpu_ref_init(struct percpu_ref *ref, percpu_ref_func_t *release, unsigned int flags,
					  gfp_t gfp);
KTEST_FN void percpu_ref_exit(struct percpu_ref *ref);
/* confirm_switch() comes after a grace period, when all CPUs see it; it may be NULL. */
KTEST_FN void percpu_ref_switch_to_atomic(struct percpu_ref *ref, percpu_ref_func_t *confirm_switch);
KTEST_FN void percpu_ref_switch_to_atomic_sync(struct percpu_ref *ref);
KTEST_FN void percpu_ref_switch_to_percpu(struct percpu_ref *ref);
/* Drops the first reference. Warns if it was called before. */
KTEST_FN void percpu_ref_kill_and_confirm(struct percpu_ref *ref, percpu_ref_func_t *confirm_kill);
static inline void percpu_ref_kill(struct percpu_ref *ref) { percpu_ref_kill_and_confirm(ref, NULL); }
/* Undoes percpu_ref_kill(); reinit warns unless the count is 0. */
KTEST_FN void percpu_ref_resurrect(struct percpu_ref *ref);
KTEST_FN void percpu_ref_reinit(struct percpu_ref *ref);
KTEST_FN bool percpu_ref_is_zero(struct percpu_ref *ref);

static inline bool __ref_is_percpu(struct percpu_ref *ref, unsigned long __percpu **percpu_countp)
{
	unsigned long ptr = smp_load_acquire(&ref->percpu_count_ptr);

	if (ptr & __PERCPU_REF_ATOMIC_DEAD)
		return false;
	*percpu_countp = (unsigned long __percpu *)ptr;
	return true;
}
static inline bool percpu_ref_is_dying(struct percpu_ref *ref)
{
	return KTEST_READ_ONCE(ref->percpu_count_ptr) & __PERCPU_REF_DEAD;
}

static inline void percpu_ref_get_many(struct percpu_ref *ref, unsigned long nr)
{
	unsigned long __percpu *count;

	rcu_read_lock();
	if (__ref_is_percpu(ref, &count))
		this_cpu_add(*count, nr);
	else
		atomic_long_add(nr, &ref->data->count);
	rcu_read_unlock();
}
static inline void percpu_ref_get(struct percpu_ref *ref) { percpu_ref_get_many(ref, 1); }

/* false: the count is 0. */
static inline bool percpu_ref_tryget_many(struct percpu_ref *ref, unsigned long nr)
{
	unsigned long __percpu *count;
	bool got = true;

	rcu_read_lock();
	if (__ref_is_percpu(ref, &count))
		this_cpu_add(*count, nr);
	else
		got = atomic_long_add_unless(&ref->data->count, nr, 0);
	rcu_read_unlock();
	return got;
}
static inline bool percpu_ref_tryget(struct percpu_ref *ref) { return percpu_ref_tryget_many(ref, 1); }

/* false: it was killed, or the count is 0. The caller holds rcu_read_lock(). */
static inline bool percpu_ref_tryget_live_rcu(struct percpu_ref *ref)
{
	unsigned long __percpu *count;

	WARN_ON_ONCE(!rcu_read_lock_held());
	if (__ref_is_percpu(ref, &count)) {
		this_cpu_inc(*count);
		return true;
	}
	return !percpu_ref_is_dying(ref) && atomic_long_inc_not_zero(&ref->data->count);
}
static inline bool percpu_ref_tryget_live(struct percpu_ref *ref)
{
	bool got;

	rcu_read_lock();
	got = percpu_ref_tryget_live_rcu(ref);
	rcu_read_unlock();
	return got;
}

static inline void percpu_ref_put_many(struct percpu_ref *ref, unsigned long nr)
{
	unsigned long __percpu *count;

	rcu_read_lock();
	if (__ref_is_percpu(ref, &count))
		this_cpu_sub(*count, nr);
	else if (atomic_long_sub_and_test(nr, &ref->data->count))
		ref->data->release(ref);
	rcu_read_unlock();
}
static inline void percpu_ref_put(struct percpu_ref *ref) { percpu_ref_put_many(ref, 1); }

#include <ktest/close.h>
#endif
