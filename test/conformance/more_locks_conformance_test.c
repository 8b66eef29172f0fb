// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Locks of CPUs and of all CPUs, mutexes with contexts, simple wait queues, waiting for bits and variables. */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/local_lock.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/percpu-rwsem.h>
#include <linux/rtmutex.h>
#include <linux/rwsem.h>
#include <linux/swait.h>
#include <linux/wait_bit.h>
#include <linux/ww_mutex.h>

/* Runs fn() in a thread of its own; `ended` says that it has returned, `steps` how often it got what it waited for before that. */
static struct task {
	void (*fn)(void);
	struct task_struct *thread;
	int ended, steps;
} task;

static int run_task(void *arg)
{
	task.fn();
	smp_store_release(&task.ended, 1);
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}

/* A thread that begins is parked for a moment. */
static bool is_asleep(void)
{
	char state = task_state_to_char(task.thread);

	return state == 'S' || state == 'D' || state == 'I';
}

/* A busy machine may run it late. */
static void task_sleeps(struct kunit *test)
{
	for (int i = 0; i < 1000 && !is_asleep(); i++)
		msleep(1);
	KUNIT_EXPECT_TRUE(test, is_asleep());
}

/* It waits for the next: who is woken seems to sleep while it looks whether it may go on. */
static void task_steps(struct kunit *test)
{
	while (!READ_ONCE(task.steps))
		msleep(1);
	task_sleeps(test);
}

/* Returns when it has ended, or waits. */
static void task_begin(struct kunit *test, void (*fn)(void))
{
	task.fn = fn;
	task.ended = task.steps = 0;
	task.thread = kthread_run(run_task, NULL, "other");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task.thread));
	task_sleeps(test);
}

/* After it got what it waits for. */
static void task_end(struct kunit *test)
{
	for (int i = 0; i < 1000 && !smp_load_acquire(&task.ended); i++)
		msleep(1);
	KUNIT_EXPECT_EQ(test, smp_load_acquire(&task.ended), 1);
	kthread_stop(task.thread);
}

/* ---- locks --------------------------------------------------------------------------------- */

struct counted {
	local_lock_t lock;
	int count;
};
static DEFINE_PER_CPU(struct counted, counted) = { .lock = INIT_LOCAL_LOCK(lock) };

static void locks_of_a_cpu(struct kunit *test)
{
	unsigned long flags;

	local_lock(&counted.lock);
	KUNIT_EXPECT_EQ(test, ++this_cpu_ptr(&counted)->count > 0, 1);
	local_unlock(&counted.lock);
	local_lock_irq(&counted.lock);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	local_unlock_irq(&counted.lock);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	local_lock_irqsave(&counted.lock, flags);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	local_unlock_irqrestore(&counted.lock, flags);
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	local_bh_disable();
	local_lock_nested_bh(&counted.lock);
	local_unlock_nested_bh(&counted.lock);
	local_bh_enable();
	{
		guard(local_lock)(&counted.lock);
		this_cpu_inc(counted.count);
	}
	scoped_guard(local_lock_irqsave, &counted.lock)
		KUNIT_EXPECT_TRUE(test, irqs_disabled());
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
}

DEFINE_STATIC_PERCPU_RWSEM(everywhere);

static void read_everywhere(void)
{
	percpu_down_read(&everywhere);
	percpu_up_read(&everywhere);
}

static void write_everywhere(void)
{
	percpu_down_write(&everywhere);
	percpu_up_write(&everywhere);
}

static void locks_of_all_cpus(struct kunit *test)
{
	struct percpu_rw_semaphore own;

	KUNIT_EXPECT_FALSE(test, percpu_is_read_locked(&everywhere));
	percpu_down_read(&everywhere);
	KUNIT_EXPECT_TRUE(test, percpu_down_read_trylock(&everywhere));
	KUNIT_EXPECT_TRUE(test, percpu_is_read_locked(&everywhere));
	KUNIT_EXPECT_FALSE(test, percpu_is_write_locked(&everywhere));
	percpu_up_read(&everywhere);
	/* A writer waits for a grace period, then for the reader, and keeps new ones out. */
	task_begin(test, write_everywhere);
	for (int i = 0; i < 1000 && !percpu_is_write_locked(&everywhere); i++)
		msleep(1);
	KUNIT_EXPECT_EQ(test, smp_load_acquire(&task.ended), 0);
	KUNIT_EXPECT_TRUE(test, percpu_is_write_locked(&everywhere));
	KUNIT_EXPECT_FALSE(test, percpu_down_read_trylock(&everywhere));
	percpu_up_read(&everywhere);
	task_end(test);
	percpu_down_write(&everywhere);
	KUNIT_EXPECT_TRUE(test, percpu_is_write_locked(&everywhere));
	task_begin(test, read_everywhere);
	KUNIT_EXPECT_EQ(test, smp_load_acquire(&task.ended), 0);
	percpu_up_write(&everywhere);
	task_end(test);
	KUNIT_ASSERT_EQ(test, percpu_init_rwsem(&own), 0);
	percpu_down_read(&own);
	percpu_up_read(&own);
	percpu_free_rwsem(&own);
}

/* First taken, first released. */
static void many_locks_at_once(struct kunit *test)
{
	static struct mutex mutexes[20];
	static struct rw_semaphore sems[20];

	for (int i = 0; i < 20; i++) {
		mutex_init(&mutexes[i]);
		init_rwsem(&sems[i]);
	}
	for (int i = 0; i < 20; i++)
		mutex_lock(&mutexes[i]);
	for (int i = 0; i < 20; i++)
		down_read(&sems[i]);
	for (int i = 0; i < 20; i++) {
		mutex_unlock(&mutexes[i]);
		up_read(&sems[i]);
	}
	for (int i = 0; i < 20; i++) {
		KUNIT_EXPECT_FALSE(test, mutex_is_locked(&mutexes[i]));
		KUNIT_EXPECT_FALSE(test, rwsem_is_locked(&sems[i]));
	}
}

static DEFINE_RT_MUTEX(real_time);

static void take_real_time(void)
{
	rt_mutex_lock(&real_time);
	rt_mutex_unlock(&real_time);
}

static void mutexes_with_priorities(struct kunit *test)
{
	struct rt_mutex own;

	rt_mutex_init(&own);
	KUNIT_EXPECT_EQ(test, rt_mutex_trylock(&own), 1);
	KUNIT_EXPECT_TRUE(test, rt_mutex_base_is_locked(&own.rtmutex));
	rt_mutex_unlock(&own);
	KUNIT_EXPECT_FALSE(test, rt_mutex_base_is_locked(&own.rtmutex));
	KUNIT_EXPECT_EQ(test, rt_mutex_lock_interruptible(&own), 0);
	rt_mutex_unlock(&own);
	KUNIT_EXPECT_EQ(test, rt_mutex_lock_killable(&own), 0);
	rt_mutex_unlock(&own);
	rt_mutex_lock_nested(&real_time, 1);
	task_begin(test, take_real_time);
	KUNIT_EXPECT_EQ(test, smp_load_acquire(&task.ended), 0);
	rt_mutex_unlock(&real_time);
	task_end(test);
}

static DEFINE_WD_CLASS(wait_die);
static DEFINE_WW_CLASS(wound_wait);
static struct ww_mutex a, b;
static struct ww_class *class_of_task;
static int first, second, slow;

/* As drivers do: b, then a; when it has to step back, a first. */
static void take_b_and_a(void)
{
	struct ww_acquire_ctx ctx;

	ww_acquire_init(&ctx, class_of_task);
	WRITE_ONCE(first, ww_mutex_lock(&b, &ctx));
	second = ww_mutex_lock(&a, &ctx);
	if (second == -EDEADLK) {
		ww_mutex_unlock(&b);
		ww_mutex_lock_slow(&a, &ctx);
		slow = ww_mutex_lock(&b, &ctx);
	}
	ww_acquire_done(&ctx);
	ww_mutex_unlock(&a);
	ww_mutex_unlock(&b);
	ww_acquire_fini(&ctx);
}

static void who_came_later_steps_back(struct kunit *test, struct ww_class *class)
{
	struct ww_acquire_ctx ctx;

	class_of_task = class;
	first = second = slow = 1;
	ww_mutex_init(&a, class);
	ww_mutex_init(&b, class);
	ww_acquire_init(&ctx, class);
	KUNIT_EXPECT_EQ(test, ww_mutex_lock(&a, &ctx), 0);
	KUNIT_EXPECT_EQ(test, ww_mutex_lock(&a, &ctx), -EALREADY);
	task_begin(test, take_b_and_a);
	KUNIT_EXPECT_EQ(test, READ_ONCE(first), 0);
	/* The other gives b back. */
	KUNIT_EXPECT_EQ(test, ww_mutex_lock_interruptible(&b, &ctx), 0);
	ww_acquire_done(&ctx);
	KUNIT_EXPECT_EQ(test, ctx.acquired, 2u);
	/* b first: else the other, who gets a, has to step back again. */
	ww_mutex_unlock(&b);
	ww_mutex_unlock(&a);
	ww_acquire_fini(&ctx);
	task_end(test);
	KUNIT_EXPECT_EQ(test, second, -EDEADLK);
	KUNIT_EXPECT_EQ(test, slow, 0);
	KUNIT_EXPECT_FALSE(test, ww_mutex_is_locked(&a));
	KUNIT_EXPECT_FALSE(test, ww_mutex_is_locked(&b));
	ww_mutex_destroy(&a);
	ww_mutex_destroy(&b);
}

static void mutexes_in_any_order(struct kunit *test)
{
	struct ww_acquire_ctx ctx;

	who_came_later_steps_back(test, &wait_die);
	who_came_later_steps_back(test, &wound_wait);
	ww_mutex_init(&a, &wound_wait);
	ww_acquire_init(&ctx, &wound_wait);
	KUNIT_EXPECT_EQ(test, ww_mutex_trylock(&a, &ctx), 1);
	KUNIT_EXPECT_EQ(test, ctx.acquired, 1u);
	KUNIT_EXPECT_EQ(test, ww_mutex_trylock(&a, NULL), 0);
	ww_mutex_unlock(&a);
	KUNIT_EXPECT_EQ(test, ctx.acquired, 0u);
	ww_acquire_fini(&ctx);
	KUNIT_EXPECT_EQ(test, ww_mutex_lock(&a, NULL), 0);
	KUNIT_EXPECT_TRUE(test, ww_mutex_is_locked(&a));
	ww_mutex_unlock(&a);
}

/* ---- waiting ------------------------------------------------------------------------------- */

static DECLARE_SWAIT_QUEUE_HEAD(simple);
static int ready;

static void wait_simply(void)
{
	swait_event_exclusive(simple, READ_ONCE(ready));
}

static void wait_simply_otherwise(void)
{
	swait_event_idle_exclusive(simple, READ_ONCE(ready) == 2);
	WRITE_ONCE(task.steps, 1);
	swait_event_interruptible_exclusive(simple, READ_ONCE(ready) == 3);
}

static void simple_wait_queues(struct kunit *test)
{
	struct swait_queue_head own;

	init_swait_queue_head(&own);
	KUNIT_EXPECT_FALSE(test, swait_active(&own));
	swake_up_one(&own);
	swake_up_all(&own);
	KUNIT_EXPECT_EQ(test, swait_event_timeout_exclusive(own, false, 2), 0);
	KUNIT_EXPECT_EQ(test, swait_event_timeout_exclusive(own, true, 2), 2);
	KUNIT_EXPECT_EQ(test, swait_event_interruptible_timeout_exclusive(own, false, 2), 0);
	KUNIT_EXPECT_EQ(test, swait_event_idle_timeout_exclusive(own, false, 0), 0);
	KUNIT_EXPECT_EQ(test, swait_event_idle_timeout_exclusive(own, true, 0), 1);
	KUNIT_EXPECT_EQ(test, swait_event_interruptible_exclusive(own, true), 0);
	ready = 0;
	task_begin(test, wait_simply);
	KUNIT_EXPECT_TRUE(test, swq_has_sleeper(&simple));
	swake_up_one(&simple);
	task_sleeps(test);
	KUNIT_EXPECT_EQ(test, smp_load_acquire(&task.ended), 0);
	WRITE_ONCE(ready, 1);
	swake_up_one(&simple);
	task_end(test);
	KUNIT_EXPECT_FALSE(test, swait_active(&simple));
	task_begin(test, wait_simply_otherwise);
	WRITE_ONCE(ready, 2);
	swake_up_all(&simple);
	task_steps(test);
	WRITE_ONCE(ready, 3);
	swake_up_all(&simple);
	task_end(test);
}

static unsigned long word;
static int waited;

static void wait_for_bit(void)
{
	waited = wait_on_bit(&word, 3, TASK_UNINTERRUPTIBLE);
}

static void lock_bit(void)
{
	waited = wait_on_bit_lock(&word, 3, TASK_UNINTERRUPTIBLE);
}

static int give_up(struct wait_bit_key *key, int mode)
{
	return key->flags == &word && key->bit_nr == 3 ? -ENODATA : -EINVAL;
}

static void waiting_for_bits(struct kunit *test)
{
	word = 0;
	KUNIT_EXPECT_EQ(test, wait_on_bit(&word, 3, TASK_UNINTERRUPTIBLE), 0);
	KUNIT_EXPECT_EQ(test, wait_on_bit_io(&word, 3, TASK_UNINTERRUPTIBLE), 0);
	KUNIT_EXPECT_EQ(test, wait_on_bit_timeout(&word, 3, TASK_UNINTERRUPTIBLE, 1), 0);
	KUNIT_EXPECT_EQ(test, wait_on_bit_lock(&word, 3, TASK_UNINTERRUPTIBLE), 0);
	KUNIT_EXPECT_EQ(test, word, 8u);
	KUNIT_EXPECT_EQ(test, wait_on_bit_timeout(&word, 3, TASK_UNINTERRUPTIBLE, 2), -EAGAIN);
	KUNIT_EXPECT_EQ(test, wait_on_bit_action(&word, 3, give_up, TASK_UNINTERRUPTIBLE), -ENODATA);
	KUNIT_EXPECT_EQ(test, wait_on_bit_lock_action(&word, 3, give_up, TASK_UNINTERRUPTIBLE), -ENODATA);
	waited = 1;
	task_begin(test, wait_for_bit);
	wake_up_bit(&word, 3);
	task_sleeps(test);
	KUNIT_EXPECT_EQ(test, smp_load_acquire(&task.ended), 0);
	clear_and_wake_up_bit(3, &word);
	task_end(test);
	KUNIT_EXPECT_EQ(test, waited, 0);
	word = 8;
	waited = 1;
	task_begin(test, lock_bit);
	KUNIT_EXPECT_TRUE(test, test_and_clear_wake_up_bit(3, &word));
	task_end(test);
	KUNIT_EXPECT_EQ(test, waited, 0);
	KUNIT_EXPECT_EQ(test, word, 8u);
	clear_bit(3, &word);
	KUNIT_EXPECT_FALSE(test, test_and_clear_wake_up_bit(3, &word));
	KUNIT_EXPECT_EQ(test, wait_on_bit_lock_io(&word, 3, TASK_UNINTERRUPTIBLE), 0);
}

static atomic_t left;
static int state;

static void wait_for_none(void)
{
	wait_var_event(&left, !atomic_read(&left));
}

static void wait_for_state(void)
{
	waited = wait_var_event_killable(&state, READ_ONCE(state) == 1);
	WRITE_ONCE(task.steps, 1);
	waited += wait_var_event_interruptible(&state, READ_ONCE(state) == 2);
}

static void waiting_for_variables(struct kunit *test)
{
	atomic_set(&left, 2);
	KUNIT_EXPECT_EQ(test, wait_var_event_timeout(&left, !atomic_read(&left), 2), 0);
	KUNIT_EXPECT_EQ(test, wait_var_event_timeout(&left, atomic_read(&left), 2), 2);
	task_begin(test, wait_for_none);
	KUNIT_EXPECT_FALSE(test, atomic_dec_and_wake_up(&left));
	task_sleeps(test);
	KUNIT_EXPECT_EQ(test, smp_load_acquire(&task.ended), 0);
	KUNIT_EXPECT_TRUE(test, atomic_dec_and_wake_up(&left));
	task_end(test);
	state = 0;
	waited = 1;
	task_begin(test, wait_for_state);
	WRITE_ONCE(state, 1);
	/* wake_up_var() looks for who waits without a lock. */
	smp_mb();
	wake_up_var(&state);
	task_steps(test);
	WRITE_ONCE(state, 2);
	smp_mb();
	wake_up_var(&state);
	task_end(test);
	KUNIT_EXPECT_EQ(test, waited, 0);
}

static struct kunit_case more_locks_cases[] = {
	KUNIT_CASE(locks_of_a_cpu),
	KUNIT_CASE(locks_of_all_cpus),
	KUNIT_CASE(many_locks_at_once),
	KUNIT_CASE(mutexes_with_priorities),
	KUNIT_CASE(mutexes_in_any_order),
	KUNIT_CASE(simple_wait_queues),
	KUNIT_CASE(waiting_for_bits),
	KUNIT_CASE(waiting_for_variables),
	{}
};

static struct kunit_suite more_locks_suite = {
	.name = "conformance-more_locks",
	.test_cases = more_locks_cases,
};
kunit_test_suite(more_locks_suite);
MODULE_LICENSE("GPL");
