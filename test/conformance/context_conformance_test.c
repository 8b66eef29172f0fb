// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What context a task is in, what a lock or a switch changes of it, barriers, static keys, CPUs that stay. */
#include <kunit/test.h>
#include <linux/bottom_half.h>
#include <linux/cpu.h>
#include <linux/delay.h>
#include <linux/instrumented.h>
#include <linux/interrupt.h>
#include <linux/irqflags.h>
#include <linux/jump_label.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/nospec.h>
#include <linux/preempt.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/semaphore.h>
#include <linux/seqlock.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <asm/barrier.h>

/* ---- switches ---------------------------------------------------------------------------------- */

/* A case begins and ends as an ordinary task that may be preempted. */
#define ORDINARY()							\
	do {								\
		KUNIT_EXPECT_EQ(test, preempt_count(), 0);		\
		KUNIT_EXPECT_TRUE(test, preemptible());			\
		KUNIT_EXPECT_FALSE(test, in_atomic());			\
		KUNIT_EXPECT_FALSE(test, in_interrupt());		\
		KUNIT_EXPECT_FALSE(test, irqs_disabled());		\
		KUNIT_EXPECT_EQ(test, softirq_count(), 0);		\
		KUNIT_EXPECT_EQ(test, irq_count(), 0);			\
		KUNIT_EXPECT_TRUE(test, in_task());			\
	} while (0)

static void ordinary_tasks(struct kunit *test)
{
	ORDINARY();
	KUNIT_EXPECT_FALSE(test, in_hardirq());
	KUNIT_EXPECT_FALSE(test, in_serving_softirq());
	KUNIT_EXPECT_FALSE(test, in_nmi());
	might_sleep();
	might_sleep_if(true);
	might_resched();
	might_fault();
}

static void preemption_counts(struct kunit *test)
{
	preempt_disable();
	KUNIT_EXPECT_EQ(test, preempt_count(), 1);
	preempt_disable_notrace();
	KUNIT_EXPECT_EQ(test, preempt_count(), 2);
	KUNIT_EXPECT_FALSE(test, preemptible());
	KUNIT_EXPECT_TRUE(test, in_atomic());
	/* Atomic, but a task all the same. */
	KUNIT_EXPECT_TRUE(test, in_task());
	KUNIT_EXPECT_FALSE(test, in_interrupt());
	might_sleep_if(false);
	cant_sleep();
	preempt_disable_nested();
	KUNIT_EXPECT_EQ(test, preempt_count(), 2);
	preempt_enable_nested();
	preempt_enable_notrace();
	KUNIT_EXPECT_EQ(test, preempt_count(), 1);
	preempt_enable();
	ORDINARY();
	scoped_guard(preempt)
		KUNIT_EXPECT_EQ(test, preempt_count(), 1);
	ORDINARY();
}

static void bottom_halves_count(struct kunit *test)
{
	local_bh_disable();
	KUNIT_EXPECT_EQ(test, softirq_count(), SOFTIRQ_DISABLE_OFFSET);
	KUNIT_EXPECT_EQ(test, preempt_count(), SOFTIRQ_DISABLE_OFFSET);
	local_bh_disable();
	KUNIT_EXPECT_EQ(test, softirq_count(), 2 * SOFTIRQ_DISABLE_OFFSET);
	KUNIT_EXPECT_EQ(test, irq_count(), 2 * SOFTIRQ_DISABLE_OFFSET);
	KUNIT_EXPECT_TRUE(test, in_interrupt());
	KUNIT_EXPECT_TRUE(test, in_atomic());
	/* Off is not served. */
	KUNIT_EXPECT_FALSE(test, in_serving_softirq());
	KUNIT_EXPECT_TRUE(test, in_task());
	preempt_disable();
	KUNIT_EXPECT_EQ(test, preempt_count(), 2 * SOFTIRQ_DISABLE_OFFSET + 1);
	preempt_enable();
	local_bh_enable();
	KUNIT_EXPECT_EQ(test, softirq_count(), SOFTIRQ_DISABLE_OFFSET);
	local_bh_enable();
	ORDINARY();
	KUNIT_EXPECT_EQ(test, SOFTIRQ_DISABLE_OFFSET, 2 * SOFTIRQ_OFFSET);
}

static void interrupts_do_not_count(struct kunit *test)
{
	unsigned long flags, inner;

	local_save_flags(flags);
	KUNIT_EXPECT_FALSE(test, irqs_disabled_flags(flags));
	local_irq_disable();
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	KUNIT_EXPECT_TRUE(test, raw_irqs_disabled());
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);
	KUNIT_EXPECT_FALSE(test, preemptible());
	KUNIT_EXPECT_FALSE(test, in_atomic());
	KUNIT_EXPECT_TRUE(test, in_task());
	local_save_flags(flags);
	KUNIT_EXPECT_TRUE(test, irqs_disabled_flags(flags));
	/* Off twice is on at once. */
	local_irq_disable();
	local_irq_enable();
	ORDINARY();
	/* But what was saved is what is restored. */
	local_irq_save(flags);
	local_irq_save(inner);
	KUNIT_EXPECT_FALSE(test, irqs_disabled_flags(flags));
	KUNIT_EXPECT_TRUE(test, irqs_disabled_flags(inner));
	local_irq_restore(inner);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	local_irq_restore(flags);
	ORDINARY();
}

static void raw_interrupts(struct kunit *test)
{
	unsigned long flags;

	raw_local_irq_save(flags);
	KUNIT_EXPECT_TRUE(test, raw_irqs_disabled());
	raw_local_irq_enable();
	KUNIT_EXPECT_FALSE(test, raw_irqs_disabled());
	raw_local_irq_disable();
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	raw_local_irq_restore(flags);
	ORDINARY();
	scoped_guard(irq)
		KUNIT_EXPECT_TRUE(test, irqs_disabled());
	scoped_guard(irqsave)
		KUNIT_EXPECT_TRUE(test, irqs_disabled());
	ORDINARY();
}

/* A task that may not migrate may be preempted, and sleep. */
static void migration_is_not_preemption(struct kunit *test)
{
	unsigned int cpu;

	migrate_disable();
	cpu = raw_smp_processor_id();
	ORDINARY();
	KUNIT_EXPECT_EQ(test, smp_processor_id(), cpu);
	migrate_disable();
	for (int i = 0; i < 5; i++) {
		usleep_range(100, 200);
		KUNIT_EXPECT_EQ(test, raw_smp_processor_id(), cpu);
		KUNIT_EXPECT_EQ(test, task_cpu(current), cpu);
	}
	migrate_enable();
	yield();
	KUNIT_EXPECT_EQ(test, raw_smp_processor_id(), cpu);
	migrate_enable();
	scoped_guard(migrate)
		ORDINARY();
	ORDINARY();
}

static void cpus_of_tasks(struct kunit *test)
{
	unsigned int cpu;

	preempt_disable();
	cpu = smp_processor_id();
	KUNIT_EXPECT_EQ(test, raw_smp_processor_id(), cpu);
	KUNIT_EXPECT_EQ(test, task_cpu(current), cpu);
	KUNIT_EXPECT_LT(test, cpu, nr_cpu_ids);
	preempt_enable();
	KUNIT_EXPECT_EQ(test, get_cpu(), raw_smp_processor_id());
	KUNIT_EXPECT_EQ(test, preempt_count(), 1);
	put_cpu();
	ORDINARY();
}

/* CPUs neither come nor go while somebody reads; readers may be many, and sleep. */
static void cpus_that_stay(struct kunit *test)
{
	unsigned int online = num_online_cpus();

	cpus_read_lock();
	ORDINARY();
	KUNIT_EXPECT_EQ(test, cpus_read_trylock(), 1);
	might_sleep();
	cpus_read_unlock();
	cpus_read_unlock();
	KUNIT_EXPECT_EQ(test, cpus_read_trylock(), 1);
	cpus_read_unlock();
	cpu_hotplug_disable();
	KUNIT_EXPECT_EQ(test, num_online_cpus(), online);
	cpu_hotplug_enable();
	scoped_guard(cpus_read_lock)
		ORDINARY();
	for (int i = 0; i < 3; i++)
		cpu_relax();
	ORDINARY();
}

static struct kunit_case switches_cases[] = {
	KUNIT_CASE(ordinary_tasks),
	KUNIT_CASE(preemption_counts),
	KUNIT_CASE(bottom_halves_count),
	KUNIT_CASE(interrupts_do_not_count),
	KUNIT_CASE(raw_interrupts),
	KUNIT_CASE(migration_is_not_preemption),
	KUNIT_CASE(cpus_of_tasks),
	KUNIT_CASE(cpus_that_stay),
	{}
};

static struct kunit_suite switches_suite = {
	.name = "conformance-context",
	.test_cases = switches_cases,
};

/* ---- locks --------------------------------------------------------------------------------------- */

static DEFINE_SPINLOCK(spin);
static DEFINE_RAW_SPINLOCK(raw);
static DEFINE_RWLOCK(rw);
static DEFINE_MUTEX(mutex);

#define SECTION(enter, leave, count, irqs_off)				\
	do {								\
		enter;							\
		KUNIT_EXPECT_EQ(test, preempt_count(), count);		\
		KUNIT_EXPECT_EQ(test, irqs_disabled(), irqs_off);	\
		leave;							\
		ORDINARY();						\
	} while (0)

static void what_spinlocks_count(struct kunit *test)
{
	unsigned long flags;
	raw_spinlock_t own_raw;
	spinlock_t own;

	raw_spin_lock_init(&own_raw);
	spin_lock_init(&own);
	SECTION(spin_lock(&own), spin_unlock(&own), 1, 0);
	SECTION(raw_spin_lock(&own_raw), raw_spin_unlock(&own_raw), 1, 0);
	SECTION(spin_lock_bh(&own), spin_unlock_bh(&own), SOFTIRQ_LOCK_OFFSET, 0);
	SECTION(spin_lock_irq(&own), spin_unlock_irq(&own), 1, 1);
	SECTION(spin_lock_irqsave_nested(&own, flags, SINGLE_DEPTH_NESTING),
		spin_unlock_irqrestore(&own, flags), 1, 1);
	SECTION(raw_spin_lock_irqsave_nested(&own_raw, flags, SINGLE_DEPTH_NESTING),
		raw_spin_unlock_irqrestore(&own_raw, flags), 1, 1);
	mutex_lock(&mutex);
	SECTION(spin_lock_nest_lock(&own, &mutex), spin_unlock(&own), 1, 0);
	SECTION(raw_spin_lock_nest_lock(&own_raw, &mutex), raw_spin_unlock(&own_raw), 1, 0);
	mutex_unlock(&mutex);
	SECTION(read_lock(&rw), read_unlock(&rw), 1, 0);
	SECTION(write_lock(&rw), write_unlock(&rw), 1, 0);
	SECTION(write_lock_bh(&rw), write_unlock_bh(&rw), SOFTIRQ_LOCK_OFFSET, 0);
	SECTION(rcu_read_lock_bh(), rcu_read_unlock_bh(), SOFTIRQ_DISABLE_OFFSET, 0);
	SECTION(rcu_read_lock_sched(), rcu_read_unlock_sched(), 1, 0);
	SECTION(rcu_read_lock(), rcu_read_unlock(), 0, 0);
	SECTION(mutex_lock(&mutex), mutex_unlock(&mutex), 0, 0);
}

static void nobody_contends(struct kunit *test)
{
	spin_lock(&spin);
	KUNIT_EXPECT_FALSE(test, spin_needbreak(&spin));
	KUNIT_EXPECT_FALSE(test, spin_is_contended(&spin));
	/* There is nothing to give way to; the lock is held afterwards as before. */
	cond_resched_lock(&spin);
	KUNIT_EXPECT_TRUE(test, spin_is_locked(&spin));
	spin_unlock(&spin);
	raw_spin_lock(&raw);
	KUNIT_EXPECT_FALSE(test, raw_spin_is_contended(&raw));
	raw_spin_unlock(&raw);
}

static void attempts_at_rwlocks(struct kunit *test)
{
	unsigned long flags;

	SECTION(KUNIT_ASSERT_TRUE(test, write_trylock(&rw)), write_unlock(&rw), 1, 0);
	SECTION(KUNIT_ASSERT_TRUE(test, read_trylock(&rw)), read_unlock(&rw), 1, 0);
	SECTION(KUNIT_ASSERT_TRUE(test, write_trylock_irqsave(&rw, flags)),
		write_unlock_irqrestore(&rw, flags), 1, 1);
	write_lock(&rw);
	KUNIT_EXPECT_FALSE(test, read_trylock(&rw));
	KUNIT_EXPECT_FALSE(test, write_trylock(&rw));
	KUNIT_EXPECT_FALSE(test, write_trylock_irqsave(&rw, flags));
	KUNIT_EXPECT_EQ(test, preempt_count(), 1);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	write_unlock(&rw);
	ORDINARY();
}

static void nested_sleeping_locks(struct kunit *test)
{
	struct rw_semaphore sem;
	struct semaphore count;
	struct mutex own;
	static struct lock_class_key key;

	init_rwsem(&sem);
	sema_init(&count, 1);
	mutex_init(&own);
	mutex_lock_nested(&own, SINGLE_DEPTH_NESTING);
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(&own));
	mutex_lock_nest_lock(&mutex, &own);
	mutex_unlock(&mutex);
	mutex_unlock(&own);
	KUNIT_EXPECT_EQ(test, mutex_lock_interruptible_nested(&own, 1), 0);
	mutex_unlock(&own);
	KUNIT_EXPECT_EQ(test, mutex_lock_killable_nested(&own, 1), 0);
	mutex_unlock(&own);
	mutex_lock_io(&own);
	KUNIT_EXPECT_FALSE(test, mutex_trylock(&own));
	mutex_unlock(&own);
	down_read_nested(&sem, 1);
	KUNIT_EXPECT_FALSE(test, down_write_trylock(&sem));
	up_read(&sem);
	down_write_nested(&sem, 1);
	KUNIT_EXPECT_FALSE(test, down_read_trylock(&sem));
	up_write(&sem);
	KUNIT_EXPECT_EQ(test, down_killable(&count), 0);
	KUNIT_EXPECT_EQ(test, down_trylock(&count), 1);
	up(&count);
	lockdep_register_key(&key);
	lockdep_set_class(&own, &key);
	lockdep_unregister_key(&key);
}

/* Assertions that are true say nothing, watched or not; they leave everything as it is. */
static void assertions_about_locks(struct kunit *test)
{
	static struct lock_class_key key;
	struct lockdep_map map __maybe_unused;
	struct rw_semaphore sem;
	struct pin_cookie cookie;
	spinlock_t own;

	init_rwsem(&sem);
	spin_lock_init(&own);
	lockdep_set_class_and_name(&own, &key, "own");
	lockdep_set_subclass(&own, 1);
	lockdep_set_novalidate_class(&own);
	might_lock(&own);
	might_lock_nested(&own, 1);
	might_lock_read(&rw);
	lockdep_assert_not_held(&own);
	spin_lock(&own);
	lockdep_assert_held(&own);
	lockdep_assert_held_once(&own);
	lockdep_assert(true);
	lockdep_assert_once(true);
	cookie = lockdep_pin_lock(&own);
	lockdep_unpin_lock(&own, cookie);
	KUNIT_EXPECT_TRUE(test, spin_is_locked(&own));
	spin_unlock(&own);
	lockdep_assert_none_held_once();
	down_read(&sem);
	lockdep_assert_held(&sem);
	lockdep_assert_held_read(&sem);
	up_read(&sem);
	down_write(&sem);
	lockdep_assert_held_write(&sem);
	up_write(&sem);
	read_lock(&rw);
	lockdep_assert_held(&rw);
	lockdep_assert_held_read(&rw);
	read_unlock(&rw);
	write_lock(&rw);
	lockdep_assert_held_write(&rw);
	write_unlock(&rw);
	mutex_lock(&mutex);
	lockdep_assert_held(&mutex);
	mutex_unlock(&mutex);
	lockdep_assert_not_held(&mutex);
	lockdep_init_map(&map, "map", &key, 0);
	lock_map_acquire(&map);
	lock_map_release(&map);
	lock_acquire(&map, 0, 0, 0, 1, NULL, _THIS_IP_);
	lock_release(&map, _THIS_IP_);
	lockdep_off();
	lockdep_on();
	ORDINARY();
}

static void assertions_about_context(struct kunit *test)
{
	lockdep_assert_irqs_enabled();
	lockdep_assert_preemption_enabled();
	local_irq_disable();
	lockdep_assert_irqs_disabled();
	lockdep_assert_preemption_disabled();
	local_irq_enable();
	preempt_disable();
	lockdep_assert_preemption_disabled();
	lockdep_assert_irqs_enabled();
	preempt_enable();
	non_block_start();
	non_block_end();
	ORDINARY();
}

static struct kunit_case lock_cases[] = {
	KUNIT_CASE(what_spinlocks_count),
	KUNIT_CASE(nobody_contends),
	KUNIT_CASE(attempts_at_rwlocks),
	KUNIT_CASE(nested_sleeping_locks),
	KUNIT_CASE(assertions_about_locks),
	KUNIT_CASE(assertions_about_context),
	{}
};

static struct kunit_suite lock_suite = {
	.name = "conformance-context-of-locks",
	.test_cases = lock_cases,
};

/* ---- barriers ------------------------------------------------------------------------------------- */

static int data, seen;
static unsigned int ready, turn;

static int writer(void *unused)
{
	WRITE_ONCE(data, 42);
	smp_wmb();
	WRITE_ONCE(ready, 1);
	while (!kthread_should_stop())
		cond_resched();
	return 0;
}

static void what_was_written_before_is_seen(struct kunit *test)
{
	struct task_struct *task;

	data = ready = 0;
	task = kthread_run(writer, NULL, "writer");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	while (!READ_ONCE(ready))
		cond_resched();
	smp_rmb();
	KUNIT_EXPECT_EQ(test, READ_ONCE(data), 42);
	KUNIT_EXPECT_EQ(test, kthread_stop(task), 0);
}

static int ping(void *unused)
{
	for (unsigned int i = 0; i < 100; i++) {
		unsigned int got;

		while (READ_ONCE(turn) % 2 == 0)
			cond_resched();
		/* The condition names what was read. */
		got = smp_cond_load_acquire(&turn, VAL % 2 == 1);
		seen += data == got;
		data = got + 1;
		smp_store_release(&turn, got + 1);
	}
	while (!kthread_should_stop())
		cond_resched();
	return 0;
}

static void handed_over_in_turns(struct kunit *test)
{
	struct task_struct *task;

	data = seen = 0;
	turn = 0;
	task = kthread_run(ping, NULL, "ping");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	for (unsigned int i = 0; i < 100; i++) {
		data = 2 * i + 1;
		smp_store_release(&turn, 2 * i + 1);
		while (smp_load_acquire(&turn) != 2 * i + 2)
			cond_resched();
		if (data != 2 * i + 2)
			KUNIT_FAIL(test, "turn %u", i);
	}
	kthread_stop(task);
	KUNIT_EXPECT_EQ(test, seen, 100);
}

static void barriers_that_store_and_load(struct kunit *test)
{
	u8 small = 1;
	u64 large = 1;
	int *pointer = NULL, there;

	smp_store_mb(large, 1ull << 40);
	KUNIT_EXPECT_EQ(test, large, 1ull << 40);
	smp_store_release(&small, 255);
	KUNIT_EXPECT_EQ(test, smp_load_acquire(&small), 255);
	smp_store_release(&pointer, &there);
	KUNIT_EXPECT_PTR_EQ(test, smp_load_acquire(&pointer), &there);
	/* True at once: the value is what was read. */
	KUNIT_EXPECT_EQ(test, smp_cond_load_relaxed(&large, VAL > 5), 1ull << 40);
	KUNIT_EXPECT_EQ(test, smp_cond_load_acquire(&small, VAL == 255), 255);
	smp_acquire__after_ctrl_dep();
}

/* Those without an operand: no value changes, and what is behind them is still done. */
static void plain_barriers(struct kunit *test)
{
	static volatile int order[4];

#define STEP(n, statement) do { order[n]++; statement; order[n]++; } while (0)
	STEP(0, mb()); STEP(0, rmb()); STEP(0, wmb());
	STEP(1, smp_mb()); STEP(1, smp_rmb()); STEP(1, smp_wmb());
	STEP(2, dma_mb()); STEP(2, dma_rmb()); STEP(2, dma_wmb());
	STEP(3, virt_mb()); STEP(3, virt_rmb()); STEP(3, virt_wmb());
	STEP(3, smp_mb__before_atomic()); STEP(3, smp_mb__after_atomic());
	STEP(3, smp_mb__after_spinlock());
	STEP(3, barrier_nospec());
	STEP(3, barrier());
#undef STEP
	KUNIT_EXPECT_EQ(test, order[0], 6);
	KUNIT_EXPECT_EQ(test, order[1], 6);
	KUNIT_EXPECT_EQ(test, order[2], 6);
	KUNIT_EXPECT_EQ(test, order[3], 16);
	/* All ones within the array, none behind its end. */
	KUNIT_EXPECT_EQ(test, array_index_mask_nospec(3, 4), ~0ul);
	KUNIT_EXPECT_EQ(test, array_index_mask_nospec(0, 4), ~0ul);
	KUNIT_EXPECT_EQ(test, array_index_mask_nospec(4, 4), 0);
	KUNIT_EXPECT_EQ(test, array_index_mask_nospec(0, 0), 0);
}

/* What tells a sanitizer of an access makes none. */
static void instruments(struct kunit *test)
{
	char a[4] = "abc", b[4] = "xyz";
	int n = 4;

	instrument_read(a, 4);
	instrument_write(a, 4);
	instrument_read_write(a, 4);
	instrument_atomic_read(a, 4);
	instrument_atomic_write(a, 4);
	instrument_atomic_read_write(a, 4);
	instrument_copy_to_user((void __user *)b, a, 0);
	instrument_copy_from_user_before(b, (void __user *)a, 0);
	instrument_copy_from_user_after(b, (void __user *)a, 0, 0);
	instrument_memcpy_before(b, a, 4);
	instrument_memcpy_after(b, a, 4, 0);
	instrument_get_user(n);
	instrument_put_user(n, &n, sizeof(n));
	KUNIT_EXPECT_STREQ(test, a, "abc");
	KUNIT_EXPECT_STREQ(test, b, "xyz");
	KUNIT_EXPECT_EQ(test, n, 4);
}

static struct kunit_case barrier_cases[] = {
	KUNIT_CASE(what_was_written_before_is_seen),
	KUNIT_CASE(handed_over_in_turns),
	KUNIT_CASE(barriers_that_store_and_load),
	KUNIT_CASE(plain_barriers),
	KUNIT_CASE(instruments),
	{}
};

static struct kunit_suite barrier_suite = {
	.name = "conformance-barriers",
	.test_cases = barrier_cases,
};

/* ---- static keys --------------------------------------------------------------------------------------- */

DECLARE_STATIC_KEY_TRUE(conform_on);
DECLARE_STATIC_KEY_FALSE(conform_off);
DEFINE_STATIC_KEY_TRUE(conform_on);
DEFINE_STATIC_KEY_FALSE(conform_off);
static DEFINE_STATIC_KEY_TRUE_RO(conform_on_for_ever);
static DEFINE_STATIC_KEY_FALSE_RO(conform_off_for_ever);
static struct static_key_true conform_made_true = STATIC_KEY_TRUE_INIT;
static struct static_key_false conform_made_false = STATIC_KEY_FALSE_INIT;
static struct static_key old_on = STATIC_KEY_INIT_TRUE, old_off = STATIC_KEY_INIT_FALSE;
static struct static_key old = STATIC_KEY_INIT;

static void keys_begin(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, static_branch_likely(&conform_on));
	KUNIT_EXPECT_TRUE(test, static_branch_unlikely(&conform_on));
	KUNIT_EXPECT_FALSE(test, static_branch_likely(&conform_off));
	KUNIT_EXPECT_FALSE(test, static_branch_unlikely(&conform_off));
	KUNIT_EXPECT_TRUE(test, static_branch_likely(&conform_on_for_ever));
	KUNIT_EXPECT_FALSE(test, static_branch_unlikely(&conform_off_for_ever));
	KUNIT_EXPECT_TRUE(test, static_key_enabled(&conform_made_true));
	KUNIT_EXPECT_FALSE(test, static_key_enabled(&conform_made_false));
	KUNIT_EXPECT_TRUE(test, static_key_true(&old_on));
	KUNIT_EXPECT_FALSE(test, static_key_false(&old_off));
	KUNIT_EXPECT_FALSE(test, static_key_false(&old));
	KUNIT_EXPECT_EQ(test, static_key_count(&old_on), 1);
	KUNIT_EXPECT_EQ(test, static_key_count(&conform_off.key), 0);
	KUNIT_EXPECT_TRUE(test, static_branch_maybe(CONFIG_MMU, &conform_on));
	KUNIT_EXPECT_FALSE(test, static_branch_maybe(CONFIG_NO_SUCH_OPTION, &conform_off));
}

static void keys_are_switched(struct kunit *test)
{
	static_branch_enable(&conform_off);
	KUNIT_EXPECT_TRUE(test, static_branch_unlikely(&conform_off));
	/* Switched, not counted. */
	static_branch_enable(&conform_off);
	KUNIT_EXPECT_EQ(test, static_key_count(&conform_off.key), 1);
	static_branch_disable(&conform_off);
	KUNIT_EXPECT_FALSE(test, static_branch_unlikely(&conform_off));
	static_branch_disable(&conform_off);
	KUNIT_EXPECT_EQ(test, static_key_count(&conform_off.key), 0);
	static_branch_disable(&conform_on);
	KUNIT_EXPECT_FALSE(test, static_branch_likely(&conform_on));
	KUNIT_EXPECT_FALSE(test, static_key_enabled(&conform_on));
	static_branch_enable(&conform_on);
	KUNIT_EXPECT_TRUE(test, static_branch_likely(&conform_on));
	cpus_read_lock();
	static_branch_disable_cpuslocked(&conform_on);
	static_branch_enable_cpuslocked(&conform_off);
	cpus_read_unlock();
	KUNIT_EXPECT_FALSE(test, static_branch_likely(&conform_on));
	KUNIT_EXPECT_TRUE(test, static_branch_unlikely(&conform_off));
	static_branch_enable(&conform_on);
	static_branch_disable(&conform_off);
}

static void old_keys_count(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, static_key_slow_inc(&old));
	KUNIT_EXPECT_TRUE(test, static_key_slow_inc(&old));
	KUNIT_EXPECT_EQ(test, static_key_count(&old), 2);
	KUNIT_EXPECT_TRUE(test, static_key_false(&old));
	static_key_slow_dec(&old);
	KUNIT_EXPECT_TRUE(test, static_key_enabled(&old));
	static_key_slow_dec(&old);
	KUNIT_EXPECT_FALSE(test, static_key_false(&old));
	static_key_enable(&old);
	KUNIT_EXPECT_EQ(test, static_key_count(&old), 1);
	static_key_disable(&old);
	KUNIT_EXPECT_EQ(test, static_key_count(&old), 0);
	static_key_disable(&old_on);
	KUNIT_EXPECT_FALSE(test, static_key_true(&old_on));
	static_key_enable(&old_on);
	KUNIT_EXPECT_TRUE(test, static_key_true(&old_on));
}

static struct kunit_case key_cases[] = {
	KUNIT_CASE(keys_begin),
	KUNIT_CASE(keys_are_switched),
	KUNIT_CASE(old_keys_count),
	{}
};

static struct kunit_suite key_suite = {
	.name = "conformance-static-keys",
	.test_cases = key_cases,
};
kunit_test_suites(&switches_suite, &lock_suite, &barrier_suite, &key_suite);

MODULE_DESCRIPTION("The context that a task is in");
MODULE_LICENSE("GPL");
