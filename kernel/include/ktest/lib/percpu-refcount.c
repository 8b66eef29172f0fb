// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * References that each CPU counts for itself. While they do, the one counter holds a bias that they can never
 * reach; after a grace period no CPU counts for itself any more, and what they have is added.
 */
#ifndef KTEST_LIB_PERCPU_REFCOUNT_C
#define KTEST_LIB_PERCPU_REFCOUNT_C

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/percpu-refcount.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

#define PERCPU_REF_BIAS (1ul << 63)

/* For changes of the mode, which are rare: one lock for all. */
__weak DEFINE_SPINLOCK(percpu_ref_lock);
__weak DECLARE_WAIT_QUEUE_HEAD(percpu_ref_waiters);

static inline unsigned long *percpu_ref_counters(struct percpu_ref *ref)
{
	return (unsigned long *)(READ_ONCE(ref->percpu_count_ptr) & ~(unsigned long)__PERCPU_REF_ATOMIC_DEAD);
}

KTEST_DEF int percpu_ref_init(struct percpu_ref *ref, percpu_ref_func_t *release, unsigned int flags, gfp_t gfp)
{
	const bool atomic = flags & (PERCPU_REF_INIT_ATOMIC | PERCPU_REF_INIT_DEAD), dead = flags & PERCPU_REF_INIT_DEAD;
	struct percpu_ref_data *data;

	ref->percpu_count_ptr = (unsigned long)__alloc_percpu_gfp(sizeof(long), __alignof__(long), gfp);
	if (!ref->percpu_count_ptr)
		return -ENOMEM;
	data = (struct percpu_ref_data *)kzalloc(sizeof(*data), gfp);
	if (!data) {
		free_percpu((void *)ref->percpu_count_ptr);
		ref->percpu_count_ptr = 0;
		return -ENOMEM;
	}
	atomic_long_set(&data->count, (atomic ? 0 : PERCPU_REF_BIAS) + (dead ? 0 : 1));
	data->release = release;
	data->force_atomic = flags & PERCPU_REF_INIT_ATOMIC;
	data->allow_reinit = atomic || flags & PERCPU_REF_ALLOW_REINIT;
	data->ref = ref;
	ref->data = data;
	ref->percpu_count_ptr |= (atomic ? __PERCPU_REF_ATOMIC : 0) | (dead ? __PERCPU_REF_DEAD : 0);
	return 0;
}

static inline void percpu_ref_free_counters(struct percpu_ref *ref)
{
	unsigned long *counters = percpu_ref_counters(ref);

	if (!counters)
		return;
	WARN_ON_ONCE(ref->data && ref->data->confirm_switch);
	free_percpu(counters);
	ref->percpu_count_ptr = __PERCPU_REF_ATOMIC_DEAD;
}

KTEST_DEF void percpu_ref_exit(struct percpu_ref *ref)
{
	struct percpu_ref_data *data = ref->data;
	unsigned long flags;

	percpu_ref_free_counters(ref);
	if (!data)
		return;
	/* percpu_ref_is_zero() still has an answer. */
	spin_lock_irqsave(&percpu_ref_lock, flags);
	ref->percpu_count_ptr |= (unsigned long)atomic_long_read(&data->count) << __PERCPU_REF_FLAG_BITS;
	ref->data = NULL;
	spin_unlock_irqrestore(&percpu_ref_lock, flags);
	kfree(data);
}

/* After a grace period. */
static inline void percpu_ref_became_atomic(struct rcu_head *rcu)
{
	struct percpu_ref_data *data = container_of(rcu, struct percpu_ref_data, rcu);
	struct percpu_ref *ref = data->ref;
	unsigned long *counters = percpu_ref_counters(ref), sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(*per_cpu_ptr(counters, cpu));
	/* The caller of this has a reference: the count is above 0. */
	sum = atomic_long_add_return(sum - PERCPU_REF_BIAS, &data->count);
	WARN_ONCE((long)sum <= 0, "percpu ref (%ps) <= 0 (%ld) after switching to atomic", (void *)data->release,
		  (long)sum);
	data->confirm_switch(ref);
	smp_store_release(&data->confirm_switch, (percpu_ref_func_t *)NULL);
	wake_up_all(&percpu_ref_waiters);
	if (!data->allow_reinit)
		percpu_ref_free_counters(ref);
	percpu_ref_put(ref);
}

static inline void percpu_ref_nothing(struct percpu_ref *ref)
{
	(void)ref;
}

static inline void percpu_ref_make_atomic(struct percpu_ref *ref, percpu_ref_func_t *confirm)
{
	if (ref->percpu_count_ptr & __PERCPU_REF_ATOMIC) {
		if (confirm)
			confirm(ref);
		return;
	}
	WRITE_ONCE(ref->percpu_count_ptr, ref->percpu_count_ptr | __PERCPU_REF_ATOMIC);
	ref->data->confirm_switch = confirm ? confirm : percpu_ref_nothing;
	percpu_ref_get(ref);
	call_rcu(&ref->data->rcu, percpu_ref_became_atomic);
}

static inline void percpu_ref_make_percpu(struct percpu_ref *ref)
{
	unsigned long *counters = percpu_ref_counters(ref);
	int cpu;

	BUG_ON(!counters);
	if (!(ref->percpu_count_ptr & __PERCPU_REF_ATOMIC) || WARN_ON_ONCE(!ref->data->allow_reinit))
		return;
	atomic_long_add(PERCPU_REF_BIAS, &ref->data->count);
	for_each_possible_cpu(cpu)
		WRITE_ONCE(*per_cpu_ptr(counters, cpu), 0);
	smp_store_release(&ref->percpu_count_ptr, ref->percpu_count_ptr & ~(unsigned long)__PERCPU_REF_ATOMIC);
}

/* Makes the mode what it should be; waits for a switch that is on its way. The lock is held, and dropped meanwhile. */
static inline void percpu_ref_update(struct percpu_ref *ref, percpu_ref_func_t *confirm, unsigned long *flags)
{
	while (smp_load_acquire(&ref->data->confirm_switch)) {
		spin_unlock_irqrestore(&percpu_ref_lock, *flags);
		wait_event(percpu_ref_waiters, !smp_load_acquire(&ref->data->confirm_switch));
		spin_lock_irqsave(&percpu_ref_lock, *flags);
	}
	if (ref->data->force_atomic || percpu_ref_is_dying(ref))
		percpu_ref_make_atomic(ref, confirm);
	else
		percpu_ref_make_percpu(ref);
}

KTEST_DEF void percpu_ref_switch_to_atomic(struct percpu_ref *ref, percpu_ref_func_t *confirm_switch)
{
	unsigned long flags;

	spin_lock_irqsave(&percpu_ref_lock, flags);
	ref->data->force_atomic = true;
	percpu_ref_update(ref, confirm_switch, &flags);
	spin_unlock_irqrestore(&percpu_ref_lock, flags);
}

KTEST_DEF void percpu_ref_switch_to_atomic_sync(struct percpu_ref *ref)
{
	percpu_ref_switch_to_atomic(ref, NULL);
	wait_event(percpu_ref_waiters, !smp_load_acquire(&ref->data->confirm_switch));
}

KTEST_DEF void percpu_ref_switch_to_percpu(struct percpu_ref *ref)
{
	unsigned long flags;

	spin_lock_irqsave(&percpu_ref_lock, flags);
	ref->data->force_atomic = false;
	percpu_ref_update(ref, NULL, &flags);
	spin_unlock_irqrestore(&percpu_ref_lock, flags);
}

KTEST_DEF void percpu_ref_kill_and_confirm(struct percpu_ref *ref, percpu_ref_func_t *confirm_kill)
{
	unsigned long flags;

	spin_lock_irqsave(&percpu_ref_lock, flags);
	WARN_ONCE(percpu_ref_is_dying(ref), "%s called more than once on %ps!", __func__, (void *)ref->data->release);
	WRITE_ONCE(ref->percpu_count_ptr, ref->percpu_count_ptr | __PERCPU_REF_DEAD);
	percpu_ref_update(ref, confirm_kill, &flags);
	percpu_ref_put(ref);
	spin_unlock_irqrestore(&percpu_ref_lock, flags);
}

KTEST_DEF void percpu_ref_resurrect(struct percpu_ref *ref)
{
	unsigned long *counters, flags;

	spin_lock_irqsave(&percpu_ref_lock, flags);
	WARN_ON_ONCE(!percpu_ref_is_dying(ref));
	WARN_ON_ONCE(__ref_is_percpu(ref, &counters));
	WRITE_ONCE(ref->percpu_count_ptr, ref->percpu_count_ptr & ~(unsigned long)__PERCPU_REF_DEAD);
	percpu_ref_get(ref);
	percpu_ref_update(ref, NULL, &flags);
	spin_unlock_irqrestore(&percpu_ref_lock, flags);
}

KTEST_DEF void percpu_ref_reinit(struct percpu_ref *ref)
{
	WARN_ON_ONCE(!percpu_ref_is_zero(ref));
	percpu_ref_resurrect(ref);
}

KTEST_DEF bool percpu_ref_is_zero(struct percpu_ref *ref)
{
	unsigned long *counters, count, flags;

	if (__ref_is_percpu(ref, &counters))
		return false;
	spin_lock_irqsave(&percpu_ref_lock, flags);
	count = ref->data ? (unsigned long)atomic_long_read(&ref->data->count)
			  : ref->percpu_count_ptr >> __PERCPU_REF_FLAG_BITS;
	spin_unlock_irqrestore(&percpu_ref_lock, flags);
	return !count;
}

#endif
