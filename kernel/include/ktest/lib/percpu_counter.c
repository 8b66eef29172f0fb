// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Counters in parts. A CPU's part is changed on that CPU only, with interrupts off. */
#ifndef KTEST_LIB_PERCPU_COUNTER_C
#define KTEST_LIB_PERCPU_COUNTER_C

#include <linux/errno.h>
#include <linux/math.h>
#include <linux/percpu_counter.h>

/* max(32, twice the CPUs), for up to 16 of them. */
__weak int percpu_counter_batch = 32;

KTEST_DEF int __percpu_counter_init_many(struct percpu_counter *fbc, s64 amount, gfp_t gfp, u32 nr_counters,
					 struct lock_class_key *key)
{
	s32 __percpu *parts = (s32 *)__alloc_percpu_gfp(nr_counters * sizeof(*parts), __alignof__(*parts), gfp);
	u32 i;

	(void)key;
	if (!parts) {
		fbc[0].counters = NULL;
		return -ENOMEM;
	}
	for (i = 0; i < nr_counters; i++) {
		raw_spin_lock_init(&fbc[i].lock);
		fbc[i].count = amount;
		fbc[i].counters = parts + i;
	}
	return 0;
}

KTEST_DEF void percpu_counter_destroy_many(struct percpu_counter *fbc, u32 nr_counters)
{
	u32 i;

	if (WARN_ON_ONCE(!fbc) || !fbc[0].counters)
		return;
	free_percpu(fbc[0].counters);
	for (i = 0; i < nr_counters; i++)
		fbc[i].counters = NULL;
}

KTEST_DEF void percpu_counter_set(struct percpu_counter *fbc, s64 amount)
{
	unsigned long flags;
	int cpu;

	raw_spin_lock_irqsave(&fbc->lock, flags);
	for_each_possible_cpu(cpu)
		WRITE_ONCE(*per_cpu_ptr(fbc->counters, cpu), 0);
	WRITE_ONCE(fbc->count, amount);
	raw_spin_unlock_irqrestore(&fbc->lock, flags);
}

/* Adds this CPU's part and `amount` to the whole. The lock is held. */
static inline void percpu_counter_fold(struct percpu_counter *fbc, s64 amount)
{
	s32 part = this_cpu_xchg(*fbc->counters, 0);

	WRITE_ONCE(fbc->count, fbc->count + part + amount);
}

KTEST_DEF void percpu_counter_add_batch(struct percpu_counter *fbc, s64 amount, s32 batch)
{
	unsigned long flags;

	local_irq_save(flags);
	if (abs(this_cpu_read(*fbc->counters) + amount) < batch) {
		this_cpu_add(*fbc->counters, (s32)amount);
	} else {
		raw_spin_lock(&fbc->lock);
		percpu_counter_fold(fbc, amount);
		raw_spin_unlock(&fbc->lock);
	}
	local_irq_restore(flags);
}

KTEST_DEF void percpu_counter_sync(struct percpu_counter *fbc)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&fbc->lock, flags);
	percpu_counter_fold(fbc, 0);
	raw_spin_unlock_irqrestore(&fbc->lock, flags);
}

/* The lock is held. */
static inline s64 percpu_counter_sum_locked(struct percpu_counter *fbc)
{
	s64 sum = fbc->count;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(*per_cpu_ptr(fbc->counters, cpu));
	return sum;
}

KTEST_DEF s64 __percpu_counter_sum(struct percpu_counter *fbc)
{
	unsigned long flags;
	s64 sum;

	raw_spin_lock_irqsave(&fbc->lock, flags);
	sum = percpu_counter_sum_locked(fbc);
	raw_spin_unlock_irqrestore(&fbc->lock, flags);
	return sum;
}

KTEST_DEF int __percpu_counter_compare(struct percpu_counter *fbc, s64 rhs, s32 batch)
{
	s64 count = percpu_counter_read(fbc);

	if (abs(count - rhs) <= (s64)batch * num_online_cpus())
		count = __percpu_counter_sum(fbc);
	return (count > rhs) - (count < rhs);
}

KTEST_DEF bool __percpu_counter_limited_add(struct percpu_counter *fbc, s64 limit, s64 amount, s32 batch)
{
	s64 unknown = (s64)batch * num_online_cpus(), count, way = amount < 0 ? -1 : 1;
	unsigned long flags;
	bool good = true;

	if (!amount)
		return true;
	raw_spin_lock_irqsave(&fbc->lock, flags);
	count = fbc->count + amount;
	/* The CPUs' parts are looked at only if they could matter. */
	if (way * (limit - count) < -unknown)
		good = false;
	else if (way * (limit - count) < unknown)
		good = way * (limit - percpu_counter_sum_locked(fbc) - amount) >= 0;
	if (good) {
		if (abs(this_cpu_read(*fbc->counters) + amount) <= batch &&
		    way * (limit - fbc->count) >= unknown)
			this_cpu_add(*fbc->counters, (s32)amount);
		else
			percpu_counter_fold(fbc, amount);
	}
	raw_spin_unlock_irqrestore(&fbc->lock, flags);
	return good;
}

#endif
