// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Exchanges of every width and order, reference counts, per-CPU data, sequence counters. */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/refcount.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>

#define EXCHANGES(type, xchg_, cmpxchg_, try_cmpxchg_)					\
	do {										\
		type word = 5, old = 4;							\
											\
		KUNIT_EXPECT_EQ(test, cmpxchg_(&word, 4, 6), 5);			\
		KUNIT_EXPECT_EQ(test, word, 5);						\
		KUNIT_EXPECT_EQ(test, cmpxchg_(&word, 5, 6), 5);			\
		KUNIT_EXPECT_EQ(test, word, 6);						\
		KUNIT_EXPECT_FALSE(test, try_cmpxchg_(&word, &old, 9));			\
		KUNIT_EXPECT_EQ(test, old, 6);						\
		KUNIT_EXPECT_TRUE(test, try_cmpxchg_(&word, &old, 9));			\
		KUNIT_EXPECT_EQ(test, xchg_(&word, 1), 9);				\
		KUNIT_EXPECT_EQ(test, word, 1);						\
	} while (0)

static void exchanges(struct kunit *test)
{
	EXCHANGES(u8, xchg, cmpxchg, try_cmpxchg);
	EXCHANGES(u16, xchg, cmpxchg, try_cmpxchg);
	EXCHANGES(u32, xchg_acquire, cmpxchg_acquire, try_cmpxchg_acquire);
	EXCHANGES(u32, xchg_release, cmpxchg_release, try_cmpxchg_release);
	EXCHANGES(unsigned long, xchg_relaxed, cmpxchg_relaxed, try_cmpxchg_relaxed);
	EXCHANGES(unsigned long, xchg, cmpxchg_local, try_cmpxchg_local);
	EXCHANGES(u64, xchg, cmpxchg64, try_cmpxchg64);
	EXCHANGES(u64, xchg, cmpxchg64_acquire, try_cmpxchg64_acquire);
	EXCHANGES(u64, xchg, cmpxchg64_release, try_cmpxchg64_release);
	EXCHANGES(u64, xchg, cmpxchg64_relaxed, try_cmpxchg64_relaxed);
	EXCHANGES(u64, xchg, cmpxchg64_local, try_cmpxchg64);
	EXCHANGES(u32, xchg, sync_cmpxchg, try_cmpxchg);
}

static void waits_that_end_at_once(struct kunit *test)
{
	atomic_t small = ATOMIC_INIT(3);
	atomic64_t big = ATOMIC64_INIT(4);
	atomic_long_t word = ATOMIC_LONG_INIT(5);

	KUNIT_EXPECT_EQ(test, atomic_cond_read_acquire(&small, VAL == 3), 3);
	KUNIT_EXPECT_EQ(test, atomic_cond_read_relaxed(&small, VAL > 0), 3);
	KUNIT_EXPECT_EQ(test, atomic64_cond_read_acquire(&big, VAL == 4), 4);
	KUNIT_EXPECT_EQ(test, atomic64_cond_read_relaxed(&big, VAL > 0), 4);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&word), 5);
}

static void reference_counts(struct kunit *test)
{
	refcount_t count = REFCOUNT_INIT(1);
	DEFINE_MUTEX(mutex);
	DEFINE_SPINLOCK(lock);
	unsigned long flags;

	refcount_inc(&count);
	refcount_add(3, &count);
	KUNIT_EXPECT_EQ(test, refcount_read(&count), 5);
	KUNIT_EXPECT_TRUE(test, refcount_add_not_zero(2, &count));
	KUNIT_EXPECT_FALSE(test, refcount_sub_and_test(5, &count));
	refcount_dec(&count);
	KUNIT_EXPECT_TRUE(test, refcount_dec_and_test(&count));
	KUNIT_EXPECT_FALSE(test, refcount_inc_not_zero(&count));
	KUNIT_EXPECT_FALSE(test, refcount_add_not_zero(2, &count));
	refcount_set(&count, 2);
	KUNIT_EXPECT_FALSE(test, refcount_dec_and_mutex_lock(&count, &mutex));
	KUNIT_EXPECT_TRUE(test, refcount_dec_and_mutex_lock(&count, &mutex));
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(&mutex));
	mutex_unlock(&mutex);
	refcount_set(&count, 1);
	KUNIT_EXPECT_TRUE(test, refcount_dec_and_lock_irqsave(&count, &lock, &flags));
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	spin_unlock_irqrestore(&lock, flags);
	KUNIT_EXPECT_EQ(test, REFCOUNT_MAX, INT_MAX);
	KUNIT_EXPECT_EQ(test, REFCOUNT_SATURATED, INT_MIN / 2);
}

static DEFINE_PER_CPU(int, counter);

static void data_of_each_cpu(struct kunit *test)
{
	int __percpu *allocated = alloc_percpu_gfp(int, GFP_KERNEL);
	int *mine;
	int expected = 0;

	KUNIT_ASSERT_NOT_NULL(test, (void __force *)allocated);
	mine = &get_cpu_var(counter);
	KUNIT_EXPECT_PTR_EQ(test, mine, this_cpu_ptr(&counter));
	KUNIT_EXPECT_PTR_EQ(test, mine, raw_cpu_ptr(&counter));
	this_cpu_write(counter, 10);
	this_cpu_dec(counter);
	this_cpu_sub(counter, 2);
	KUNIT_EXPECT_EQ(test, this_cpu_dec_return(counter), 6);
	KUNIT_EXPECT_EQ(test, this_cpu_sub_return(counter, 2), 4);
	this_cpu_or(counter, 3);
	this_cpu_and(counter, 5);
	KUNIT_EXPECT_EQ(test, *mine, 5);
	raw_cpu_add(counter, 2);
	raw_cpu_inc(counter);
	KUNIT_EXPECT_EQ(test, raw_cpu_read(counter), 8);
	raw_cpu_write(counter, 1);
	KUNIT_EXPECT_FALSE(test, this_cpu_try_cmpxchg(counter, &expected, 3));
	KUNIT_EXPECT_EQ(test, expected, 1);
	KUNIT_EXPECT_TRUE(test, this_cpu_try_cmpxchg(counter, &expected, 3));
	KUNIT_EXPECT_EQ(test, this_cpu_read(counter), 3);
	put_cpu_var(counter);
	mine = get_cpu_ptr(allocated);
	KUNIT_EXPECT_EQ(test, *mine, 0);
	put_cpu_ptr(allocated);
	free_percpu(allocated);
}

static void sequence_counters(struct kunit *test)
{
	seqcount_t plain;
	seqcount_spinlock_t with_lock;
	seqcount_mutex_t with_mutex;
	seqlock_t lock;
	spinlock_t spinlock;
	struct mutex mutex;
	unsigned int seq;
	unsigned long flags;
	int which = 0;

	seqcount_init(&plain);
	spin_lock_init(&spinlock);
	mutex_init(&mutex);
	seqcount_spinlock_init(&with_lock, &spinlock);
	seqcount_mutex_init(&with_mutex, &mutex);
	seqlock_init(&lock);

	seq = read_seqcount_begin(&plain);
	KUNIT_EXPECT_FALSE(test, read_seqcount_retry(&plain, seq));
	preempt_disable();
	write_seqcount_begin(&plain);
	KUNIT_EXPECT_EQ(test, raw_read_seqcount(&plain) & 1, 1);
	write_seqcount_end(&plain);
	preempt_enable();
	KUNIT_EXPECT_TRUE(test, read_seqcount_retry(&plain, seq));
	seq = raw_read_seqcount_begin(&plain);
	KUNIT_EXPECT_EQ(test, raw_seqcount_begin(&plain), seq);
	preempt_disable();
	raw_write_seqcount_begin(&plain);
	raw_write_seqcount_end(&plain);
	KUNIT_EXPECT_TRUE(test, read_seqcount_retry(&plain, seq));
	seq = raw_read_seqcount(&plain);
	write_seqcount_invalidate(&plain);
	preempt_enable();
	KUNIT_EXPECT_TRUE(test, read_seqcount_retry(&plain, seq));

	seq = read_seqcount_begin(&with_lock);
	spin_lock(&spinlock);
	write_seqcount_begin(&with_lock);
	write_seqcount_end(&with_lock);
	spin_unlock(&spinlock);
	KUNIT_EXPECT_TRUE(test, read_seqcount_retry(&with_lock, seq));
	seq = read_seqcount_begin(&with_mutex);
	mutex_lock(&mutex);
	write_seqcount_begin(&with_mutex);
	write_seqcount_end(&with_mutex);
	mutex_unlock(&mutex);
	KUNIT_EXPECT_TRUE(test, read_seqcount_retry(&with_mutex, seq));

	read_seqbegin_or_lock(&lock, &which);
	KUNIT_EXPECT_FALSE(test, need_seqretry(&lock, which));
	write_seqlock_irqsave(&lock, flags);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	write_sequnlock_irqrestore(&lock, flags);
	KUNIT_EXPECT_TRUE(test, need_seqretry(&lock, which));
	which = 1;
	read_seqbegin_or_lock(&lock, &which);
	KUNIT_EXPECT_FALSE(test, need_seqretry(&lock, which));
	done_seqretry(&lock, which);
}

static struct kunit_case atomic_more_cases[] = {
	KUNIT_CASE(exchanges),
	KUNIT_CASE(waits_that_end_at_once),
	KUNIT_CASE(reference_counts),
	KUNIT_CASE(data_of_each_cpu),
	KUNIT_CASE(sequence_counters),
	{}
};

static struct kunit_suite atomic_more_suite = {
	.name = "conformance-atomic-more",
	.test_cases = atomic_more_cases,
};
kunit_test_suite(atomic_more_suite);

MODULE_LICENSE("Dual MIT/GPL");
