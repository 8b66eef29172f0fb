// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Threads, locks, waiting, per-CPU data, read-copy-update. */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/kref.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/seqlock.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

#define WORKERS 4
#define ROUNDS 200

static DEFINE_MUTEX(work_mutex);
static DEFINE_SPINLOCK(work_spinlock);
static int mutex_sum, spin_sum;
static atomic_t atomic_sum;
static DEFINE_PER_CPU(long, percpu_sum);

static int work_fn(void *data)
{
	for (int i = 0; i < ROUNDS; i++) {
		int seen;

		mutex_lock(&work_mutex);
		seen = mutex_sum;
		cond_resched();
		mutex_sum = seen + 1;
		mutex_unlock(&work_mutex);

		spin_lock(&work_spinlock);
		spin_sum++;
		spin_unlock(&work_spinlock);
		atomic_inc(&atomic_sum);
		this_cpu_inc(percpu_sum);
	}
	complete(data);
	return 0;
}

static void locks_exclude(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(done);
	long total = 0;
	int cpu;

	mutex_sum = spin_sum = 0;
	atomic_set(&atomic_sum, 0);
	for_each_possible_cpu(cpu)
		per_cpu(percpu_sum, cpu) = 0;
	for (int i = 0; i < WORKERS; i++)
		KUNIT_ASSERT_FALSE(test, IS_ERR(kthread_run(work_fn, &done, "worker/%d", i)));
	for (int i = 0; i < WORKERS; i++)
		wait_for_completion(&done);
	for_each_possible_cpu(cpu)
		total += per_cpu(percpu_sum, cpu);
	KUNIT_EXPECT_EQ(test, mutex_sum, WORKERS * ROUNDS);
	KUNIT_EXPECT_EQ(test, spin_sum, WORKERS * ROUNDS);
	KUNIT_EXPECT_EQ(test, atomic_read(&atomic_sum), WORKERS * ROUNDS);
	KUNIT_EXPECT_EQ(test, total, WORKERS * ROUNDS);
}

static int stop_fn(void *data)
{
	int *loops = data;

	while (!kthread_should_stop()) {
		WRITE_ONCE(*loops, *loops + 1);
		schedule_timeout_interruptible(1);
	}
	return 42;
}

static void kthread_stop_returns(struct kunit *test)
{
	int loops = 0;
	struct task_struct *t = kthread_run(stop_fn, &loops, "stopper");

	KUNIT_ASSERT_FALSE(test, IS_ERR(t));
	KUNIT_EXPECT_STREQ(test, t->comm, "stopper");
	/* A busy machine may start it late. */
	while (READ_ONCE(loops) < 2)
		msleep(1);
	KUNIT_EXPECT_EQ(test, kthread_stop(t), 42);
	KUNIT_EXPECT_GT(test, loops, 1);
}

static void kthread_never_started(struct kunit *test)
{
	int loops = 0;
	struct task_struct *t = kthread_create(stop_fn, &loops, "idle");

	KUNIT_ASSERT_FALSE(test, IS_ERR(t));
	KUNIT_EXPECT_EQ(test, kthread_stop(t), -EINTR);
	KUNIT_EXPECT_EQ(test, loops, 0);
}

static DECLARE_WAIT_QUEUE_HEAD(flag_wq);
static int flag;

static int flag_fn(void *data)
{
	msleep(5);
	WRITE_ONCE(flag, 1);
	wake_up(&flag_wq);
	return 0;
}

static void wait_event_sees(struct kunit *test)
{
	flag = 0;
	KUNIT_ASSERT_FALSE(test, IS_ERR(kthread_run(flag_fn, NULL, "flag")));
	KUNIT_EXPECT_EQ(test, wait_event_interruptible(flag_wq, READ_ONCE(flag)), 0);
	KUNIT_EXPECT_EQ(test, flag, 1);
	KUNIT_EXPECT_EQ(test, wait_event_timeout(flag_wq, READ_ONCE(flag) == 2,
						 msecs_to_jiffies(10)), 0);
	KUNIT_EXPECT_GE(test, wait_event_timeout(flag_wq, READ_ONCE(flag) == 1, 10), 1);
}

static void completions_count(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(c);

	KUNIT_EXPECT_FALSE(test, try_wait_for_completion(&c));
	KUNIT_EXPECT_EQ(test, wait_for_completion_timeout(&c, 2), 0);
	complete(&c);
	complete(&c);
	KUNIT_EXPECT_TRUE(test, completion_done(&c));
	wait_for_completion(&c);
	wait_for_completion(&c);
	KUNIT_EXPECT_FALSE(test, completion_done(&c));
	complete_all(&c);
	wait_for_completion(&c);
	KUNIT_EXPECT_TRUE(test, try_wait_for_completion(&c));
	reinit_completion(&c);
	KUNIT_EXPECT_FALSE(test, completion_done(&c));
}

static void trylocks(struct kunit *test)
{
	DEFINE_SEMAPHORE(sem, 2);
	DECLARE_RWSEM(rw);

	KUNIT_EXPECT_EQ(test, down_trylock(&sem), 0);
	KUNIT_EXPECT_EQ(test, down_trylock(&sem), 0);
	KUNIT_EXPECT_EQ(test, down_trylock(&sem), 1);
	KUNIT_EXPECT_EQ(test, down_timeout(&sem, 1), -ETIME);
	up(&sem);
	KUNIT_EXPECT_EQ(test, down_trylock(&sem), 0);

	KUNIT_EXPECT_TRUE(test, down_read_trylock(&rw));
	KUNIT_EXPECT_FALSE(test, down_write_trylock(&rw));
	KUNIT_EXPECT_TRUE(test, down_read_trylock(&rw));
	up_read(&rw);
	up_read(&rw);
	KUNIT_EXPECT_TRUE(test, down_write_trylock(&rw));
	KUNIT_EXPECT_FALSE(test, down_read_trylock(&rw));
	up_write(&rw);
}

static void guards_unlock(struct kunit *test)
{
	bool ran = false;

	scoped_guard(mutex, &work_mutex) {
		KUNIT_EXPECT_TRUE(test, mutex_is_locked(&work_mutex));
		ran = true;
	}
	KUNIT_EXPECT_TRUE(test, ran);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&work_mutex));
	{
		guard(spinlock_irqsave)(&work_spinlock);
		KUNIT_EXPECT_TRUE(test, irqs_disabled());
	}
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
}

static void irq_flags_nest(struct kunit *test)
{
	unsigned long outer, inner;

	local_irq_save(outer);
	local_irq_save(inner);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	local_irq_restore(inner);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	local_irq_restore(outer);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
}

static void percpu_allocation(struct kunit *test)
{
	u64 *p = alloc_percpu(u64);
	unsigned int cpu;

	KUNIT_ASSERT_NOT_NULL(test, p);
	for_each_possible_cpu(cpu) {
		KUNIT_EXPECT_EQ(test, *per_cpu_ptr(p, cpu), 0);
		*per_cpu_ptr(p, cpu) = cpu + 1;
	}
	for_each_possible_cpu(cpu)
		KUNIT_EXPECT_EQ(test, *per_cpu_ptr(p, cpu), cpu + 1);
	cpu = get_cpu();
	KUNIT_EXPECT_EQ(test, this_cpu_read(*p), cpu + 1);
	KUNIT_EXPECT_EQ(test, this_cpu_add_return(*p, 10), cpu + 11);
	KUNIT_EXPECT_EQ(test, this_cpu_xchg(*p, 3), cpu + 11);
	KUNIT_EXPECT_EQ(test, this_cpu_cmpxchg(*p, 3, 4), 3);
	put_cpu();
	free_percpu(p);
	free_percpu(NULL);
}

struct rcu_thing { int value; struct rcu_head rcu; };

static struct rcu_thing __rcu *rcu_published;
static bool rcu_reader_in, rcu_reader_may_leave, rcu_reader_left;
static int rcu_freed;

static int rcu_reader(void *data)
{
	struct kunit *test = data;

	rcu_read_lock();
	KUNIT_EXPECT_EQ(test, rcu_dereference(rcu_published)->value, 1);
	WRITE_ONCE(rcu_reader_in, true);
	while (!READ_ONCE(rcu_reader_may_leave))
		cpu_relax();
	WRITE_ONCE(rcu_reader_left, true);
	rcu_read_unlock();
	return 0;
}

static int rcu_releaser(void *data)
{
	msleep(10);
	WRITE_ONCE(rcu_reader_may_leave, true);
	return 0;
}

static void rcu_count_free(struct rcu_head *head)
{
	rcu_freed++;
	kfree(container_of(head, struct rcu_thing, rcu));
}

static void rcu_waits_for_readers(struct kunit *test)
{
	struct rcu_thing *old = kzalloc(sizeof(*old), GFP_KERNEL), *fresh;

	KUNIT_ASSERT_NOT_NULL(test, old);
	old->value = 1;
	rcu_reader_in = rcu_reader_may_leave = rcu_reader_left = false;
	rcu_assign_pointer(rcu_published, old);
	KUNIT_ASSERT_FALSE(test, IS_ERR(kthread_run(rcu_reader, test, "reader")));
	while (!READ_ONCE(rcu_reader_in))
		msleep(1);
	KUNIT_ASSERT_FALSE(test, IS_ERR(kthread_run(rcu_releaser, NULL, "releaser")));
	fresh = kzalloc(sizeof(*fresh), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, fresh);
	rcu_assign_pointer(rcu_published, fresh);
	synchronize_rcu();
	KUNIT_EXPECT_TRUE(test, READ_ONCE(rcu_reader_left));
	kfree(old);

	rcu_freed = 0;
	RCU_INIT_POINTER(rcu_published, NULL);
	call_rcu(&fresh->rcu, rcu_count_free);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, rcu_freed, 1);
}

static void atomics_return(struct kunit *test)
{
	atomic_t a = ATOMIC_INIT(5);
	atomic64_t b = ATOMIC64_INIT(1LL << 40);
	int old = 5;
	u8 byte = 1;

	KUNIT_EXPECT_EQ(test, atomic_add_return(3, &a), 8);
	KUNIT_EXPECT_EQ(test, atomic_fetch_andnot(8, &a), 8);
	KUNIT_EXPECT_EQ(test, atomic_read(&a), 0);
	KUNIT_EXPECT_FALSE(test, atomic_inc_not_zero(&a));
	KUNIT_EXPECT_EQ(test, atomic_dec_if_positive(&a), -1);
	KUNIT_EXPECT_EQ(test, atomic_read(&a), 0);
	KUNIT_EXPECT_FALSE(test, atomic_try_cmpxchg(&a, &old, 9));
	KUNIT_EXPECT_EQ(test, old, 0);
	KUNIT_EXPECT_TRUE(test, atomic_try_cmpxchg(&a, &old, 9));
	KUNIT_EXPECT_EQ(test, atomic_xchg(&a, 1), 9);
	KUNIT_EXPECT_TRUE(test, atomic_dec_and_test(&a));
	KUNIT_EXPECT_TRUE(test, atomic_add_negative(-1, &a));
	KUNIT_EXPECT_EQ(test, atomic64_sub_return(1, &b), (1LL << 40) - 1);
	KUNIT_EXPECT_EQ(test, cmpxchg(&byte, 1, 255), 1);
	KUNIT_EXPECT_EQ(test, xchg(&byte, 2), 255);
}

static void seqlock_retries(struct kunit *test)
{
	DEFINE_SEQLOCK(sl);
	unsigned int seq = read_seqbegin(&sl);

	KUNIT_EXPECT_FALSE(test, read_seqretry(&sl, seq));
	write_seqlock(&sl);
	write_sequnlock(&sl);
	KUNIT_EXPECT_TRUE(test, read_seqretry(&sl, seq));
}

static void clocks_move(struct kunit *test)
{
	ktime_t start = ktime_get();
	unsigned long before = jiffies;

	/*
	 * By jiffies, which msleep() counts in: on a host that stalls they may
	 * stand still and then catch up, so by the clock it may last less.
	 */
	msleep(20);
	KUNIT_EXPECT_GE(test, jiffies - before, msecs_to_jiffies(20));
	KUNIT_EXPECT_GT(test, ktime_get(), start);
	/* A loop's length depends on its calibration: udelay() may return early. */
	start = ktime_get();
	udelay(50);
	KUNIT_EXPECT_GT(test, ktime_get(), start);
	set_current_state(TASK_UNINTERRUPTIBLE);
	KUNIT_EXPECT_EQ(test, schedule_timeout(2), 0);
	KUNIT_EXPECT_TRUE(test, task_is_running(current));
}

static struct kunit_case task_cases[] = {
	KUNIT_CASE(locks_exclude),
	KUNIT_CASE(kthread_stop_returns),
	KUNIT_CASE(kthread_never_started),
	KUNIT_CASE(wait_event_sees),
	KUNIT_CASE(completions_count),
	KUNIT_CASE(trylocks),
	KUNIT_CASE(guards_unlock),
	KUNIT_CASE(irq_flags_nest),
	KUNIT_CASE(percpu_allocation),
	KUNIT_CASE(rcu_waits_for_readers),
	KUNIT_CASE(atomics_return),
	KUNIT_CASE(seqlock_retries),
	KUNIT_CASE(clocks_move),
	{}
};

static struct kunit_suite task_suite = {
	.name = "conformance-task",
	.test_cases = task_cases,
};
kunit_test_suite(task_suite);

MODULE_DESCRIPTION("Behaviour of threads, locks and waiting");
MODULE_LICENSE("GPL");
