// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Barriers between tasks, locks with classes, RCU's other words, tasks bound to CPUs, CPUs that stay. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/cpu.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/kref.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/sched/clock.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/semaphore.h>
#include <linux/seqlock.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/topology.h>
#include <asm/barrier.h>
#include <asm/timex.h>

#define ROUNDS 200

/* One task writes two words in an order, the other one reads them in the opposite order. */
struct message { int data, ready, turn, wrong; };

static int write_messages(void *arg)
{
	struct message *m = arg;

	for (int i = 1; i <= ROUNDS; i++) {
		WRITE_ONCE(m->data, i);
		switch (i % 4) {
		case 0:
			smp_wmb();
			WRITE_ONCE(m->ready, i);
			break;
		case 1:
			smp_store_release(&m->ready, i);
			break;
		case 2:
			virt_wmb();
			WRITE_ONCE(m->ready, i);
			break;
		default:
			wmb();
			smp_store_mb(m->ready, i);
		}
		smp_cond_load_acquire(&m->turn, VAL == i);
	}
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}

static void messages_between_tasks(struct kunit *test)
{
	struct message *m = kunit_kzalloc(test, sizeof(*m), GFP_KERNEL);
	struct task_struct *task;

	KUNIT_ASSERT_NOT_NULL(test, m);
	task = kthread_run(write_messages, m, "ktest_messages");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	for (int i = 1; i <= ROUNDS; i++) {
		if (i % 2) {
			while (smp_load_acquire(&m->ready) != i)
				cond_resched();
		} else {
			while (READ_ONCE(m->ready) != i)
				cond_resched();
			smp_rmb();
		}
		if (READ_ONCE(m->data) != i)
			m->wrong++;
		smp_store_release(&m->turn, i);
	}
	kthread_stop(task);
	KUNIT_EXPECT_EQ(test, m->wrong, 0);
	KUNIT_EXPECT_EQ(test, m->ready, ROUNDS);
}

static void barriers_keep_values(struct kunit *test)
{
	int x = 1, y;

	smp_store_mb(x, 2);
	mb();
	y = smp_load_acquire(&x);
	rmb();
	dma_wmb();
	dma_rmb();
	dma_mb();
	virt_mb();
	virt_rmb();
	virt_mb__before_atomic();
	virt_mb__after_atomic();
	virt_store_mb(x, 3);
	virt_store_release(&x, virt_load_acquire(&x) + 1);
	KUNIT_EXPECT_EQ(test, virt_load_acquire(&x), 4);
	virt_store_mb(x, 2);
	smp_mb();
	smp_mb__before_atomic();
	smp_mb__after_atomic();
	smp_mb__after_spinlock();
	smp_acquire__after_ctrl_dep();
	io_stop_wc();
	KUNIT_EXPECT_EQ(test, y, 2);
	KUNIT_EXPECT_EQ(test, smp_cond_load_relaxed(&x, VAL > 1), 2);
	KUNIT_EXPECT_EQ(test, smp_cond_load_acquire(&x, VAL > 1), 2);
}

static DEFINE_SPINLOCK(outer);
static DEFINE_SPINLOCK(inner);
static DEFINE_RAW_SPINLOCK(raw);
static DEFINE_MUTEX(outer_mutex);
static DEFINE_MUTEX(inner_mutex);

static void locks_inside_of_others(struct kunit *test)
{
	static struct lock_class_key key;
	unsigned long flags;
	raw_spinlock_t own;
	struct mutex keyed;

	spin_lock(&outer);
	spin_lock_irqsave_nested(&inner, flags, SINGLE_DEPTH_NESTING);
	KUNIT_EXPECT_TRUE(test, spin_is_locked(&inner));
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	lockdep_assert_held(&inner);
	spin_unlock_irqrestore(&inner, flags);
	spin_lock_nest_lock(&inner, &outer);
	KUNIT_EXPECT_FALSE(test, spin_trylock(&inner));
	spin_unlock(&inner);
	KUNIT_EXPECT_FALSE(test, spin_needbreak(&outer));
	spin_unlock(&outer);
	raw_spin_lock_init(&own);
	raw_spin_lock_irqsave_nested(&own, flags, SINGLE_DEPTH_NESTING);
	KUNIT_EXPECT_TRUE(test, raw_spin_is_locked(&own));
	KUNIT_EXPECT_FALSE(test, raw_spin_is_contended(&own));
	raw_spin_unlock_irqrestore(&own, flags);
	raw_spin_lock_nest_lock(&raw, &outer);
	KUNIT_EXPECT_FALSE(test, raw_spin_trylock(&raw));
	raw_spin_unlock(&raw);

	mutex_lock(&outer_mutex);
	mutex_lock_nested(&inner_mutex, SINGLE_DEPTH_NESTING);
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(&inner_mutex));
	mutex_unlock(&inner_mutex);
	KUNIT_EXPECT_EQ(test, mutex_lock_interruptible_nested(&inner_mutex, 1), 0);
	KUNIT_EXPECT_FALSE(test, mutex_trylock(&inner_mutex));
	mutex_unlock(&inner_mutex);
	KUNIT_EXPECT_EQ(test, mutex_lock_killable_nested(&inner_mutex, 1), 0);
	mutex_unlock(&inner_mutex);
	mutex_lock_nest_lock(&inner_mutex, &outer_mutex);
	lockdep_assert_held(&inner_mutex);
	mutex_unlock(&inner_mutex);
	mutex_lock_io(&inner_mutex);
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(&inner_mutex));
	mutex_unlock(&inner_mutex);
	mutex_unlock(&outer_mutex);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&inner_mutex));
	mutex_init(&keyed);
	lockdep_set_class(&keyed, &key);
	lockdep_set_class_and_name(&keyed, &key, "keyed");
	lockdep_set_subclass(&keyed, 1);
	lockdep_set_novalidate_class(&keyed);
	might_lock(&keyed);
	might_lock_nested(&keyed, 1);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&keyed));
	KUNIT_EXPECT_TRUE(test, mutex_trylock(&keyed));
	mutex_unlock(&keyed);
}

static void claims_that_hold(struct kunit *test)
{
	struct rw_semaphore sem;
	struct semaphore one;
	int passed = 0;

	init_rwsem(&sem);
	down_read_nested(&sem, SINGLE_DEPTH_NESTING);
	lockdep_assert_held_read(&sem);
	lockdep_assert_held(&sem);
	KUNIT_EXPECT_FALSE(test, down_write_trylock(&sem));
	up_read(&sem);
	down_write_nested(&sem, SINGLE_DEPTH_NESTING);
	lockdep_assert_held_write(&sem);
	lockdep_assert_held_once(&sem);
	KUNIT_EXPECT_FALSE(test, down_read_trylock(&sem));
	up_write(&sem);
	lockdep_assert_not_held(&sem);
	sema_init(&one, 1);
	KUNIT_EXPECT_EQ(test, down_killable(&one), 0);
	KUNIT_EXPECT_EQ(test, down_trylock(&one), 1);
	up(&one);
	lockdep_assert_irqs_enabled();
	lockdep_assert_preemption_enabled();
	preempt_disable();
	lockdep_assert_preemption_disabled();
	preempt_enable();
	local_irq_disable();
	lockdep_assert_irqs_disabled();
	local_irq_enable();
	lockdep_assert(true);
	lockdep_assert_once(true);
	lockdep_off();
	lockdep_on();
	passed = 1;
	KUNIT_EXPECT_EQ(test, passed, 1);
}

static int released;

static void release_ref(struct kref *ref)
{
	released++;
	mutex_unlock(&inner_mutex);
}

static void references_under_a_mutex(struct kunit *test)
{
	struct kref ref;

	released = 0;
	kref_init(&ref);
	kref_get(&ref);
	KUNIT_EXPECT_EQ(test, kref_put_mutex(&ref, release_ref, &inner_mutex), 0);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&inner_mutex));
	KUNIT_EXPECT_EQ(test, kref_put_mutex(&ref, release_ref, &inner_mutex), 1);
	KUNIT_EXPECT_EQ(test, released, 1);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&inner_mutex));
}

static void sequences_with_locks(struct kunit *test)
{
	static seqcount_t plain = SEQCNT_ZERO(plain);
	static seqcount_spinlock_t with_spin = SEQCNT_SPINLOCK_ZERO(with_spin, &outer);
	static seqcount_raw_spinlock_t with_raw = SEQCNT_RAW_SPINLOCK_ZERO(with_raw, &raw);
	static seqcount_mutex_t with_mutex = SEQCNT_MUTEX_ZERO(with_mutex, &outer_mutex);
	static DEFINE_RWLOCK(rwlock);
	static seqcount_rwlock_t with_rwlock = SEQCNT_RWLOCK_ZERO(with_rwlock, &rwlock);
	seqcount_raw_spinlock_t own;
	seqcount_rwlock_t other;
	unsigned int start;

	seqcount_raw_spinlock_init(&own, &raw);
	seqcount_rwlock_init(&other, &rwlock);
	KUNIT_EXPECT_EQ(test, read_seqcount_begin(&plain), 0);
	KUNIT_EXPECT_EQ(test, read_seqcount_begin(&own), 0);
	KUNIT_EXPECT_EQ(test, read_seqcount_begin(&other), 0);
	start = read_seqcount_begin(&with_spin);
	spin_lock(&outer);
	write_seqcount_begin(&with_spin);
	write_seqcount_end(&with_spin);
	spin_unlock(&outer);
	KUNIT_EXPECT_TRUE(test, read_seqcount_retry(&with_spin, start));
	KUNIT_EXPECT_EQ(test, read_seqcount_begin(&with_spin), start + 2);
	mutex_lock(&outer_mutex);
	start = read_seqcount_begin(&with_mutex);
	write_seqcount_begin(&with_mutex);
	write_seqcount_end(&with_mutex);
	mutex_unlock(&outer_mutex);
	KUNIT_EXPECT_TRUE(test, read_seqcount_retry(&with_mutex, start));
	raw_spin_lock(&raw);
	start = read_seqcount_begin(&with_raw);
	write_seqcount_begin(&with_raw);
	write_seqcount_end(&with_raw);
	raw_spin_unlock(&raw);
	KUNIT_EXPECT_TRUE(test, read_seqcount_retry(&with_raw, start));
	write_lock(&rwlock);
	start = read_seqcount_begin(&with_rwlock);
	write_seqcount_begin_nested(&with_rwlock, SINGLE_DEPTH_NESTING);
	write_seqcount_end(&with_rwlock);
	write_unlock(&rwlock);
	KUNIT_EXPECT_TRUE(test, read_seqcount_retry(&with_rwlock, start));
}

struct guarded { int value; struct rcu_head rcu; };

static int called;

static void on_call(struct rcu_head *head)
{
	called = container_of(head, struct guarded, rcu)->value;
}

static void other_words_of_rcu(struct kunit *test)
{
	static struct guarded first = { .value = 1 };
	static struct guarded __rcu *pointer = RCU_INITIALIZER(&first);
	struct { struct guarded __rcu *inside; } holder = { RCU_POINTER_INITIALIZER(inside, &first) };
	struct guarded *own = kmalloc(sizeof(*own), GFP_KERNEL), *other;

	KUNIT_ASSERT_NOT_NULL(test, own);
	rcu_read_lock();
	KUNIT_EXPECT_EQ(test, rcu_dereference(pointer)->value, 1);
	KUNIT_EXPECT_EQ(test, rcu_dereference_raw_check(pointer)->value, 1);
	KUNIT_EXPECT_PTR_EQ(test, rcu_pointer_handoff(rcu_dereference(holder.inside)), &first);
	KUNIT_EXPECT_TRUE(test, rcu_read_lock_held());
	rcu_read_unlock();
	RCU_LOCKDEP_WARN(false, "never");
	local_bh_disable();
	KUNIT_EXPECT_TRUE(test, rcu_read_lock_bh_held());
	local_bh_enable();
	preempt_disable();
	KUNIT_EXPECT_TRUE(test, rcu_read_lock_sched_held());
	KUNIT_EXPECT_TRUE(test, rcu_read_lock_any_held());
	preempt_enable();
	called = 0;
	own->value = 7;
	init_rcu_head(&own->rcu);
	rcu_head_init(&own->rcu);
	call_rcu_hurry(&own->rcu, on_call);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, called, 7);
	destroy_rcu_head(&own->rcu);
	kvfree_rcu(own, rcu);
	other = kvmalloc(sizeof(*other), GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, other);
	kvfree_rcu_mightsleep(other);
	rcu_barrier();
}

static int tell_data(void *data)
{
	struct completion *done = data;

	if (kthread_data(current) == data && !kthread_freezable_should_stop(NULL))
		complete(done);
	while (!kthread_should_stop())
		msleep(1);
	return 5;
}

static int leave_early(void *data)
{
	kthread_complete_and_exit(data, 3);
}

static int leave_at_once(void *data)
{
	complete(data);
	kthread_exit(4);
}

static int last_cpu(void)
{
	return cpumask_last(cpu_online_mask);
}

static int report_cpu(void *data)
{
	int *cpu = data;

	WRITE_ONCE(*cpu, raw_smp_processor_id());
	while (!kthread_should_stop())
		msleep(1);
	return *cpu;
}

static void threads_that_end(struct kunit *test)
{
	struct completion done;
	struct task_struct *task;

	init_completion(&done);
	task = kthread_run(tell_data, &done, "ktest_data");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	KUNIT_EXPECT_NE(test, wait_for_completion_timeout(&done, 10 * HZ), 0);
	KUNIT_EXPECT_PTR_EQ(test, kthread_data(task), (void *)&done);
	get_task_struct(task);
	KUNIT_EXPECT_EQ(test, kthread_stop_put(task), 5);
	reinit_completion(&done);
	task = kthread_create(leave_early, &done, "ktest_early");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	get_task_struct(task);
	wake_up_process(task);
	wait_for_completion(&done);
	KUNIT_EXPECT_EQ(test, kthread_stop_put(task), 3);
	reinit_completion(&done);
	task = kthread_create(leave_at_once, &done, "ktest_once");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	get_task_struct(task);
	wake_up_process(task);
	wait_for_completion(&done);
	KUNIT_EXPECT_EQ(test, kthread_stop_put(task), 4);
}

/* A busy machine may start a thread late. */
static void wait_until_told(const int *cpu)
{
	while (READ_ONCE(*cpu) == -1)
		msleep(1);
}

static void threads_on_cpus(struct kunit *test)
{
	struct task_struct *task;
	int cpu = -1;

	task = kthread_create(report_cpu, &cpu, "ktest_bound");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	kthread_bind(task, last_cpu());
	KUNIT_EXPECT_TRUE(test, task->flags & PF_NO_SETAFFINITY);
	wake_up_process(task);
	wait_until_told(&cpu);
	KUNIT_EXPECT_EQ(test, kthread_stop(task), last_cpu());
	cpu = -1;
	task = kthread_run_on_cpu(report_cpu, &cpu, last_cpu(), "ktest_run/%u");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	wait_until_told(&cpu);
	KUNIT_EXPECT_EQ(test, kthread_stop(task), last_cpu());
	KUNIT_EXPECT_EQ(test, cpu, last_cpu());
}

static void names_and_numbers_of_tasks(struct kunit *test)
{
	struct task_struct *task = kthread_create(report_cpu, NULL, "ktest_%s", "named");
	char name[TASK_COMM_LEN];

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	KUNIT_EXPECT_EQ(test, TASK_COMM_LEN, 16);
	get_task_comm(name, task);
	KUNIT_EXPECT_STREQ(test, name, "ktest_named");
	KUNIT_EXPECT_NE(test, task_pid_nr(task), task_pid_nr(current));
	KUNIT_EXPECT_GT(test, task_pid_nr(task), 0);
	KUNIT_EXPECT_EQ(test, task_tgid_nr(task), task_pid_nr(task));
	KUNIT_EXPECT_EQ(test, task_pid_vnr(current), task_pid_nr(current));
	KUNIT_EXPECT_LT(test, task_cpu(task), nr_cpu_ids);
	kthread_stop(task);
}

static void tasks_that_move(struct kunit *test)
{
	static const struct cpumask none;
	struct task_struct *task;
	int cpu = -1;

	task = kthread_create(report_cpu, &cpu, "ktest_move");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	KUNIT_EXPECT_EQ(test, set_cpus_allowed_ptr(task, cpumask_of(last_cpu())), 0);
	/* Where there is no CPU, nothing can run. */
	KUNIT_EXPECT_EQ(test, set_cpus_allowed_ptr(task, &none), -EINVAL);
	wake_up_process(task);
	wait_until_told(&cpu);
	KUNIT_EXPECT_EQ(test, kthread_stop(task), last_cpu());
}

static void states_of_tasks(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, TASK_INTERRUPTIBLE, 1);
	KUNIT_EXPECT_EQ(test, TASK_UNINTERRUPTIBLE, 2);
	KUNIT_EXPECT_EQ(test, TASK_NORMAL, 3);
	KUNIT_EXPECT_EQ(test, EXIT_DEAD, 0x10);
	KUNIT_EXPECT_EQ(test, TASK_PARKED, 0x40);
	KUNIT_EXPECT_EQ(test, TASK_DEAD, 0x80);
	KUNIT_EXPECT_EQ(test, TASK_WAKEKILL, 0x100);
	KUNIT_EXPECT_EQ(test, TASK_NOLOAD, 0x400);
	KUNIT_EXPECT_EQ(test, TASK_KILLABLE, TASK_WAKEKILL | TASK_UNINTERRUPTIBLE);
	KUNIT_EXPECT_EQ(test, TASK_IDLE, TASK_NOLOAD | TASK_UNINTERRUPTIBLE);
	KUNIT_EXPECT_EQ(test, PF_MEMALLOC, 0x800);
	KUNIT_EXPECT_EQ(test, task_state_index(current), 0);
	KUNIT_EXPECT_FALSE(test, signal_pending_state(TASK_INTERRUPTIBLE, current));
	KUNIT_EXPECT_FALSE(test, signal_pending_state(TASK_UNINTERRUPTIBLE, current));
	spin_lock(&outer);
	cond_resched_lock(&outer);
	KUNIT_EXPECT_TRUE(test, spin_is_locked(&outer));
	spin_unlock(&outer);
	KUNIT_EXPECT_EQ(test, io_schedule_timeout(0), 0);
	set_current_state(TASK_UNINTERRUPTIBLE);
	KUNIT_EXPECT_EQ(test, io_schedule_timeout(2), 0);
	KUNIT_EXPECT_TRUE(test, task_is_running(current));
	io_schedule();
	KUNIT_EXPECT_TRUE(test, task_is_running(current));
}

static void clocks_and_delays(struct kunit *test)
{
	unsigned long begin;
	ktime_t before;
	u64 start, end;

	/* One CPU's clock does not go back. */
	preempt_disable();
	start = local_clock();
	mdelay(2);
	end = local_clock();
	KUNIT_EXPECT_GE(test, cpu_clock(raw_smp_processor_id()), end);
	preempt_enable();
	KUNIT_EXPECT_GT(test, end, start);
	KUNIT_EXPECT_NE(test, sched_clock(), 0);
	/* Sleeping lasts as long as it should; how long a loop does, an emulated CPU may get wrong. */
	before = ktime_get();
	fsleep(5);
	fsleep(500);
	ndelay(100);
	KUNIT_EXPECT_GE(test, ktime_to_ns(ktime_sub(ktime_get(), before)), 500000);
	/* These count jiffies, which may stand still on a host that stalls and then catch up. */
	begin = jiffies;
	fsleep(30000);
	KUNIT_EXPECT_EQ(test, msleep_interruptible(10), 0);
	ssleep(1);
	KUNIT_EXPECT_GE(test, jiffies - begin, msecs_to_jiffies(1040));
	KUNIT_EXPECT_NE(test, get_cycles(), 0);
	random_get_entropy();
}

static void cpus_that_stay(struct kunit *test)
{
	int cpu, count = 0;

	cpus_read_lock();
	KUNIT_EXPECT_TRUE(test, cpus_read_trylock());
	for_each_online_cpu(cpu)
		count++;
	KUNIT_EXPECT_EQ(test, count, num_online_cpus());
	cpus_read_unlock();
	cpus_read_unlock();
	cpu_hotplug_disable();
	cpu_hotplug_enable();
	KUNIT_EXPECT_EQ(test, cpumask_weight(cpu_dying_mask), 0);
	KUNIT_EXPECT_TRUE(test, cpumask_subset(cpu_online_mask, cpu_enabled_mask));
	KUNIT_EXPECT_TRUE(test, cpumask_test_cpu(cpumask_any(cpu_online_mask), cpu_online_mask));
	preempt_disable();
	KUNIT_EXPECT_EQ(test, numa_node_id(), cpu_to_node(smp_processor_id()));
	KUNIT_EXPECT_EQ(test, numa_mem_id(), cpu_to_mem(smp_processor_id()));
	preempt_enable();
	KUNIT_EXPECT_EQ(test, REMOTE_DISTANCE, 20);
	count = 0;
	for_each_node_with_cpus(cpu) {
		KUNIT_EXPECT_GT(test, nr_cpus_node(cpu), 0);
		count += nr_cpus_node(cpu);
	}
	KUNIT_EXPECT_GE(test, count, num_online_cpus());
}

static struct kunit_case ordering_cases[] = {
	KUNIT_CASE(messages_between_tasks),
	KUNIT_CASE(barriers_keep_values),
	KUNIT_CASE(locks_inside_of_others),
	KUNIT_CASE(claims_that_hold),
	KUNIT_CASE(references_under_a_mutex),
	KUNIT_CASE(sequences_with_locks),
	KUNIT_CASE(other_words_of_rcu),
	KUNIT_CASE(threads_that_end),
	KUNIT_CASE(threads_on_cpus),
	KUNIT_CASE(names_and_numbers_of_tasks),
	KUNIT_CASE(tasks_that_move),
	KUNIT_CASE(states_of_tasks),
	KUNIT_CASE(clocks_and_delays),
	KUNIT_CASE(cpus_that_stay),
	{}
};

static struct kunit_suite ordering_suite = {
	.name = "conformance-ordering",
	.test_cases = ordering_cases,
};
kunit_test_suite(ordering_suite);

MODULE_LICENSE("Dual MIT/GPL");
