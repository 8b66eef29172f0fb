// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Every kind of taking a lock, what each switches off meanwhile, RCU's sections, waiting by hand. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kref.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

static DEFINE_SPINLOCK(spin);
static DEFINE_RAW_SPINLOCK(raw);
static DEFINE_RWLOCK(rw);

/* What a section switches off, seen from within it. */
#define SECTION(enter, leave, irqs_off, bh_off)					\
	do {									\
		enter;								\
		KUNIT_EXPECT_EQ(test, irqs_disabled(), irqs_off);		\
		KUNIT_EXPECT_EQ(test, in_softirq() != 0, bh_off);		\
		leave;								\
		KUNIT_EXPECT_FALSE(test, irqs_disabled());			\
		KUNIT_EXPECT_EQ(test, in_softirq(), 0);				\
	} while (0)

static void spinlocks(struct kunit *test)
{
	unsigned long flags;

	SECTION(spin_lock(&spin), spin_unlock(&spin), 0, 0);
	SECTION(spin_lock_bh(&spin), spin_unlock_bh(&spin), 0, 1);
	SECTION(spin_lock_irq(&spin), spin_unlock_irq(&spin), 1, 0);
	SECTION(spin_lock_irqsave(&spin, flags), spin_unlock_irqrestore(&spin, flags), 1, 0);
	SECTION(spin_lock_nested(&spin, SINGLE_DEPTH_NESTING), spin_unlock(&spin), 0, 0);
	SECTION(raw_spin_lock(&raw), raw_spin_unlock(&raw), 0, 0);
	SECTION(raw_spin_lock_bh(&raw), raw_spin_unlock_bh(&raw), 0, 1);
	SECTION(raw_spin_lock_irq(&raw), raw_spin_unlock_irq(&raw), 1, 0);
	SECTION(raw_spin_lock_irqsave(&raw, flags), raw_spin_unlock_irqrestore(&raw, flags), 1, 0);
	SECTION(raw_spin_lock_nested(&raw, 1), raw_spin_unlock(&raw), 0, 0);
	spin_lock(&spin);
	KUNIT_EXPECT_TRUE(test, spin_is_locked(&spin));
	KUNIT_EXPECT_FALSE(test, spin_is_contended(&spin));
	KUNIT_EXPECT_FALSE(test, spin_trylock(&spin));
	assert_spin_locked(&spin);
	spin_unlock(&spin);
	KUNIT_EXPECT_FALSE(test, spin_is_locked(&spin));
	raw_spin_lock(&raw);
	KUNIT_EXPECT_TRUE(test, raw_spin_is_locked(&raw));
	KUNIT_EXPECT_FALSE(test, raw_spin_trylock(&raw));
	assert_raw_spin_locked(&raw);
	raw_spin_unlock(&raw);
}

#define TAKEN(try, leave, irqs_off, bh_off)					\
	SECTION(KUNIT_ASSERT_TRUE(test, try), leave, irqs_off, bh_off)

static void attempts(struct kunit *test)
{
	unsigned long flags;

	TAKEN(spin_trylock(&spin), spin_unlock(&spin), 0, 0);
	TAKEN(spin_trylock_bh(&spin), spin_unlock_bh(&spin), 0, 1);
	TAKEN(spin_trylock_irq(&spin), spin_unlock_irq(&spin), 1, 0);
	TAKEN(spin_trylock_irqsave(&spin, flags), spin_unlock_irqrestore(&spin, flags), 1, 0);
	TAKEN(raw_spin_trylock(&raw), raw_spin_unlock(&raw), 0, 0);
	TAKEN(raw_spin_trylock_bh(&raw), raw_spin_unlock_bh(&raw), 0, 1);
	TAKEN(raw_spin_trylock_irq(&raw), raw_spin_unlock_irq(&raw), 1, 0);
	TAKEN(raw_spin_trylock_irqsave(&raw, flags), raw_spin_unlock_irqrestore(&raw, flags), 1, 0);
	/* One that fails leaves everything as it was. */
	spin_lock(&spin);
	KUNIT_EXPECT_FALSE(test, spin_trylock_irq(&spin));
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	KUNIT_EXPECT_FALSE(test, spin_trylock_bh(&spin));
	KUNIT_EXPECT_EQ(test, in_softirq(), 0);
	spin_unlock(&spin);
}

static void readers_and_writers(struct kunit *test)
{
	rwlock_t own;
	unsigned long flags;

	SECTION(read_lock_bh(&rw), read_unlock_bh(&rw), 0, 1);
	SECTION(read_lock_irq(&rw), read_unlock_irq(&rw), 1, 0);
	SECTION(read_lock_irqsave(&rw, flags), read_unlock_irqrestore(&rw, flags), 1, 0);
	SECTION(write_lock(&rw), write_unlock(&rw), 0, 0);
	SECTION(write_lock_bh(&rw), write_unlock_bh(&rw), 0, 1);
	SECTION(write_lock_irq(&rw), write_unlock_irq(&rw), 1, 0);
	SECTION(write_lock_irqsave(&rw, flags), write_unlock_irqrestore(&rw, flags), 1, 0);
	TAKEN(write_trylock_irqsave(&rw, flags), write_unlock_irqrestore(&rw, flags), 1, 0);
	rwlock_init(&own);
	read_lock(&own);
	KUNIT_EXPECT_TRUE(test, read_trylock(&own));
	KUNIT_EXPECT_FALSE(test, write_trylock(&own));
	read_unlock(&own);
	read_unlock(&own);
	write_lock(&own);
	KUNIT_EXPECT_FALSE(test, read_trylock(&own));
	KUNIT_EXPECT_FALSE(test, rwlock_is_contended(&own));
	write_unlock(&own);
}

static void counts_with_locks(struct kunit *test)
{
	atomic_t count = ATOMIC_INIT(2);
	DEFINE_MUTEX(mutex);

	KUNIT_EXPECT_FALSE(test, atomic_dec_and_lock(&count, &spin));
	KUNIT_EXPECT_TRUE(test, atomic_dec_and_lock(&count, &spin));
	KUNIT_EXPECT_TRUE(test, spin_is_locked(&spin));
	spin_unlock(&spin);
	atomic_set(&count, 2);
	KUNIT_EXPECT_FALSE(test, atomic_dec_and_mutex_lock(&count, &mutex));
	KUNIT_EXPECT_TRUE(test, atomic_dec_and_mutex_lock(&count, &mutex));
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(&mutex));
	mutex_unlock(&mutex);
	mutex_destroy(&mutex);
}

static int released;

static void note_release(struct kref *kref)
{
	released++;
}

static void note_release_and_unlock(struct kref *kref)
{
	released += 10;
	spin_unlock(&spin);
}

static void krefs_with_locks(struct kunit *test)
{
	struct kref ref = KREF_INIT(2);

	released = 0;
	KUNIT_EXPECT_EQ(test, kref_read(&ref), 2);
	KUNIT_EXPECT_EQ(test, kref_put_lock(&ref, note_release_and_unlock, &spin), 0);
	KUNIT_EXPECT_EQ(test, kref_put_lock(&ref, note_release_and_unlock, &spin), 1);
	KUNIT_EXPECT_EQ(test, released, 10);
	kref_init(&ref);
	KUNIT_EXPECT_EQ(test, kref_put(&ref, note_release), 1);
	KUNIT_EXPECT_EQ(test, released, 11);
}

static void semaphores_of_readers(struct kunit *test)
{
	struct rw_semaphore sem;

	init_rwsem(&sem);
	KUNIT_EXPECT_FALSE(test, rwsem_is_locked(&sem));
	down_read(&sem);
	KUNIT_EXPECT_TRUE(test, rwsem_is_locked(&sem));
	KUNIT_EXPECT_TRUE(test, down_read_trylock(&sem));
	KUNIT_EXPECT_FALSE(test, down_write_trylock(&sem));
	up_read(&sem);
	up_read(&sem);
	KUNIT_EXPECT_EQ(test, down_read_interruptible(&sem), 0);
	up_read(&sem);
	KUNIT_EXPECT_EQ(test, down_read_killable(&sem), 0);
	up_read(&sem);
	KUNIT_EXPECT_EQ(test, down_write_killable(&sem), 0);
	KUNIT_EXPECT_FALSE(test, down_read_trylock(&sem));
	KUNIT_EXPECT_FALSE(test, rwsem_is_contended(&sem));
	up_write(&sem);
	down_write(&sem);
	up_write(&sem);
}

struct guarded {
	struct rcu_head rcu;
	int value;
};

static void rcu_sections(struct kunit *test)
{
	static struct guarded __rcu *pointer;
	struct guarded *first = kzalloc(sizeof(*first), GFP_KERNEL);
	struct guarded *second = kzalloc(sizeof(*second), GFP_KERNEL), *old;

	KUNIT_ASSERT_NOT_NULL(test, first);
	KUNIT_ASSERT_NOT_NULL(test, second);
	first->value = 1;
	second->value = 2;
	RCU_INIT_POINTER(pointer, first);
	rcu_read_lock();
	KUNIT_EXPECT_EQ(test, rcu_dereference(pointer)->value, 1);
	KUNIT_EXPECT_TRUE(test, rcu_is_watching());
	rcu_read_unlock();
	rcu_read_lock_bh();
	KUNIT_EXPECT_NE(test, in_softirq(), 0);
	KUNIT_EXPECT_EQ(test, rcu_dereference_bh(pointer)->value, 1);
	rcu_read_unlock_bh();
	rcu_read_lock_sched();
	KUNIT_EXPECT_EQ(test, rcu_dereference_sched(pointer)->value, 1);
	rcu_read_unlock_sched();
	KUNIT_EXPECT_EQ(test, rcu_dereference_protected(pointer, true)->value, 1);
	KUNIT_EXPECT_EQ(test, rcu_dereference_check(pointer, true)->value, 1);
	KUNIT_EXPECT_EQ(test, rcu_dereference_raw(pointer)->value, 1);
	old = rcu_replace_pointer(pointer, second, true);
	KUNIT_EXPECT_PTR_EQ(test, old, first);
	KUNIT_EXPECT_PTR_EQ(test, rcu_access_pointer(pointer), second);
	kfree_rcu(old, rcu);
	synchronize_rcu_expedited();
	old = rcu_replace_pointer(pointer, NULL, true);
	kfree_rcu_mightsleep(old);
	KUNIT_EXPECT_NULL(test, rcu_access_pointer(pointer));
	rcu_barrier();
}

static struct completion started;
static wait_queue_head_t queue;
static int flag, woken;

static int sleeper(void *data)
{
	DEFINE_WAIT(wait);

	complete(&started);
	while (!READ_ONCE(flag)) {
		prepare_to_wait(&queue, &wait, TASK_UNINTERRUPTIBLE);
		if (!READ_ONCE(flag))
			schedule();
	}
	finish_wait(&queue, &wait);
	woken++;
	complete(&started);
	return 0;
}

static void waiting_by_hand(struct kunit *test)
{
	struct task_struct *task;

	init_completion(&started);
	init_waitqueue_head(&queue);
	flag = woken = 0;
	task = kthread_run(sleeper, NULL, "sleeper");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	wait_for_completion(&started);
	while (!wq_has_sleeper(&queue))
		usleep_range(100, 200);
	wake_up_all(&queue);
	KUNIT_EXPECT_EQ(test, woken, 0);
	smp_store_release(&flag, 1);
	wake_up_all(&queue);
	wait_for_completion(&started);
	KUNIT_EXPECT_EQ(test, woken, 1);
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&queue));
	/* Who waits for what is true already does not sleep. */
	wait_event(queue, flag == 1);
	KUNIT_EXPECT_EQ(test, wait_event_killable(queue, flag == 1), 0);
	wait_event_idle(queue, flag == 1);
}

static void sleeping(struct kunit *test)
{
	unsigned long begin = jiffies;

	KUNIT_EXPECT_EQ(test, get_current_state(), TASK_RUNNING);
	KUNIT_EXPECT_EQ(test, schedule_timeout_uninterruptible(2), 0);
	KUNIT_EXPECT_GE(test, jiffies - begin, 2);
	KUNIT_EXPECT_EQ(test, schedule_timeout_idle(1), 0);
	KUNIT_EXPECT_EQ(test, schedule_timeout_killable(1), 0);
	KUNIT_EXPECT_EQ(test, get_current_state(), TASK_RUNNING);
	KUNIT_EXPECT_EQ(test, signal_pending(current), 0);
	KUNIT_EXPECT_EQ(test, fatal_signal_pending(current), 0);
	KUNIT_EXPECT_EQ(test, MAX_SCHEDULE_TIMEOUT, LONG_MAX);
	KUNIT_EXPECT_TRUE(test, current->flags & PF_KTHREAD);
	KUNIT_EXPECT_PTR_EQ(test, get_current(), current);
	yield();
	cond_resched();
}

static struct kunit_case locks_cases[] = {
	KUNIT_CASE(spinlocks),
	KUNIT_CASE(attempts),
	KUNIT_CASE(readers_and_writers),
	KUNIT_CASE(counts_with_locks),
	KUNIT_CASE(krefs_with_locks),
	KUNIT_CASE(semaphores_of_readers),
	KUNIT_CASE(rcu_sections),
	KUNIT_CASE(waiting_by_hand),
	KUNIT_CASE(sleeping),
	{}
};

static struct kunit_suite locks_suite = {
	.name = "conformance-locks",
	.test_cases = locks_cases,
};
kunit_test_suite(locks_suite);

MODULE_LICENSE("Dual MIT/GPL");
