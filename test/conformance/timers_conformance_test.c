// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Timers: when and where callbacks run, what starting and stopping returns, shutting down, whole seconds. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/smp.h>
#include <linux/timer.h>

struct ticker {
	struct timer_list timer;
	struct completion done;
	int runs, again, cpu, order;
	bool was_pending, in_softirq, serving, in_task;
	unsigned long late;
};
static int order;

static void tick(struct timer_list *t)
{
	struct ticker *ticker = from_timer(ticker, t, timer);

	ticker->was_pending = timer_pending(t);
	ticker->in_softirq = in_softirq() && in_interrupt() && in_atomic();
	ticker->serving = in_serving_softirq();
	ticker->in_task = in_task();
	ticker->late = jiffies - t->expires;
	ticker->cpu = raw_smp_processor_id();
	ticker->order = ++order;
	WRITE_ONCE(ticker->runs, ticker->runs + 1);
	if (ticker->again-- > 0)
		mod_timer(t, jiffies + 1);
	else
		complete(&ticker->done);
}

static struct ticker *ticker_of(struct kunit *test)
{
	struct ticker *ticker = kunit_kzalloc(test, sizeof(*ticker), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, ticker);
	init_completion(&ticker->done);
	timer_setup(&ticker->timer, tick, 0);
	return ticker;
}

static void running(struct kunit *test)
{
	struct ticker *ticker = ticker_of(test);
	unsigned long expires = jiffies + 3;

	KUNIT_EXPECT_FALSE(test, timer_pending(&ticker->timer));
	KUNIT_EXPECT_EQ(test, mod_timer(&ticker->timer, expires), 0);
	KUNIT_EXPECT_EQ(test, ticker->timer.expires, expires);
	wait_for_completion(&ticker->done);
	KUNIT_EXPECT_FALSE(test, ticker->was_pending);
	KUNIT_EXPECT_TRUE(test, ticker->in_softirq);
	KUNIT_EXPECT_TRUE(test, ticker->serving);
	KUNIT_EXPECT_FALSE(test, ticker->in_task);
	KUNIT_EXPECT_GE(test, (long)ticker->late, 0);
	KUNIT_EXPECT_EQ(test, timer_delete_sync(&ticker->timer), 0);
	KUNIT_EXPECT_EQ(test, ticker->runs, 1);
	KUNIT_EXPECT_TRUE(test, in_task());
	/* What is over is soon. */
	mod_timer(&ticker->timer, jiffies - 100);
	KUNIT_EXPECT_NE(test, wait_for_completion_timeout(&ticker->done, HZ), 0);
	timer_delete_sync(&ticker->timer);
}

static void starting(struct kunit *test)
{
	struct ticker *ticker = ticker_of(test);
	struct timer_list *timer = &ticker->timer;
	unsigned long far = jiffies + 1000 * HZ;

	KUNIT_EXPECT_EQ(test, mod_timer_pending(timer, far), 0);
	KUNIT_EXPECT_FALSE(test, timer_pending(timer));
	KUNIT_EXPECT_EQ(test, timer_reduce(timer, far), 0);
	KUNIT_EXPECT_TRUE(test, timer_pending(timer));
	KUNIT_EXPECT_EQ(test, mod_timer(timer, far), 1);
	KUNIT_EXPECT_EQ(test, timer_reduce(timer, far + HZ), 1);
	KUNIT_EXPECT_EQ(test, timer->expires, far);
	KUNIT_EXPECT_EQ(test, timer_reduce(timer, far - HZ), 1);
	KUNIT_EXPECT_EQ(test, timer->expires, far - HZ);
	KUNIT_EXPECT_EQ(test, mod_timer_pending(timer, far + HZ), 1);
	KUNIT_EXPECT_EQ(test, timer->expires, far + HZ);
	KUNIT_EXPECT_EQ(test, timer_delete(timer), 1);
	KUNIT_EXPECT_EQ(test, timer_delete(timer), 0);
	KUNIT_EXPECT_FALSE(test, timer_pending(timer));
	timer->expires = far;
	add_timer(timer);
	KUNIT_EXPECT_EQ(test, try_to_del_timer_sync(timer), 1);
	KUNIT_EXPECT_EQ(test, try_to_del_timer_sync(timer), 0);
	add_timer_local(timer);
	KUNIT_EXPECT_EQ(test, timer->flags & TIMER_PINNED, TIMER_PINNED);
	KUNIT_EXPECT_EQ(test, del_timer(timer), 1);
	add_timer_global(timer);
	KUNIT_EXPECT_EQ(test, timer->flags & TIMER_PINNED, 0);
	KUNIT_EXPECT_EQ(test, del_timer_sync(timer), 1);
	KUNIT_EXPECT_EQ(test, ticker->runs, 0);
}

static void starting_on_a_cpu(struct kunit *test)
{
	struct ticker *ticker = ticker_of(test);
	int cpu;

	for_each_online_cpu(cpu) {
		ticker->timer.expires = jiffies + 1;
		add_timer_on(&ticker->timer, cpu);
		wait_for_completion(&ticker->done);
		KUNIT_EXPECT_EQ(test, ticker->cpu, cpu);
		timer_delete_sync(&ticker->timer);
	}
}

static void shutting_down(struct kunit *test)
{
	struct ticker *ticker = ticker_of(test);
	struct timer_list *timer = &ticker->timer;

	KUNIT_EXPECT_EQ(test, timer_shutdown_sync(timer), 0);
	KUNIT_EXPECT_EQ(test, mod_timer(timer, jiffies + 1), 0);
	KUNIT_EXPECT_FALSE(test, timer_pending(timer));
	timer->expires = jiffies + 1;
	add_timer(timer);
	KUNIT_EXPECT_FALSE(test, timer_pending(timer));
	add_timer_on(timer, 0);
	KUNIT_EXPECT_FALSE(test, timer_pending(timer));
	timer_setup(timer, tick, 0);
	KUNIT_EXPECT_EQ(test, mod_timer(timer, jiffies + 1000 * HZ), 0);
	KUNIT_EXPECT_EQ(test, timer_shutdown(timer), 1);
	KUNIT_EXPECT_EQ(test, timer_shutdown(timer), 0);
	KUNIT_EXPECT_EQ(test, ticker->runs, 0);
	/* A callback that starts its timer again is stopped, too. */
	timer_setup(timer, tick, 0);
	ticker->again = 1 << 20;
	mod_timer(timer, jiffies + 1);
	while (READ_ONCE(ticker->runs) < 3)
		msleep(1);
	timer_shutdown_sync(timer);
	ticker->again = 0;
	order = ticker->runs;
	msleep(50);
	KUNIT_EXPECT_EQ(test, ticker->runs, order);
	KUNIT_EXPECT_FALSE(test, timer_pending(timer));
}

static void again_and_in_order(struct kunit *test)
{
	struct ticker *first = ticker_of(test), *second = ticker_of(test), *third = ticker_of(test);
	unsigned long now = jiffies;

	order = 0;
	mod_timer(&third->timer, now + HZ / 5);
	mod_timer(&second->timer, now + HZ / 10);
	mod_timer(&first->timer, now + 5);
	wait_for_completion(&third->done);
	KUNIT_EXPECT_EQ(test, first->order, 1);
	KUNIT_EXPECT_EQ(test, second->order, 2);
	KUNIT_EXPECT_EQ(test, third->order, 3);
	first->again = 4;
	mod_timer(&first->timer, jiffies + 1);
	reinit_completion(&first->done);
	wait_for_completion(&first->done);
	KUNIT_EXPECT_EQ(test, first->runs, 6);
	timer_delete_sync(&first->timer);
	timer_delete_sync(&second->timer);
	timer_delete_sync(&third->timer);
}

static int slow_state;
static void slow(struct timer_list *unused)
{
	WRITE_ONCE(slow_state, 1);
	while (READ_ONCE(slow_state) != 2)
		cpu_relax();
	mdelay(5);
	WRITE_ONCE(slow_state, 3);
}
static DEFINE_TIMER(slow_timer, slow);

static void waiting_for_callbacks(struct kunit *test)
{
	int cpu = cpumask_last(cpu_online_mask);

	if (num_online_cpus() < 2)
		kunit_skip(test, "needs two CPUs");
	KUNIT_EXPECT_FALSE(test, timer_pending(&slow_timer));
	slow_timer.expires = jiffies + 1;
	migrate_disable();
	add_timer_on(&slow_timer, cpu == raw_smp_processor_id() ? 0 : cpu);
	while (!READ_ONCE(slow_state))
		cpu_relax();
	KUNIT_EXPECT_EQ(test, try_to_del_timer_sync(&slow_timer), -1);
	WRITE_ONCE(slow_state, 2);
	KUNIT_EXPECT_EQ(test, timer_delete_sync(&slow_timer), 0);
	migrate_enable();
	KUNIT_EXPECT_EQ(test, slow_state, 3);
}

static void whole_seconds(struct kunit *test)
{
	unsigned long at = jiffies + 100 * HZ, second = at - at % HZ, less = HZ / 4 - 1;

	KUNIT_EXPECT_EQ(test, __round_jiffies(second, 0), second);
	KUNIT_EXPECT_EQ(test, __round_jiffies(second + less, 0), second);
	KUNIT_EXPECT_EQ(test, __round_jiffies(second + less + 1, 0), second + HZ);
	KUNIT_EXPECT_EQ(test, __round_jiffies_up(second, 0), second + HZ);
	KUNIT_EXPECT_EQ(test, __round_jiffies_up(second + 1, 0), second + HZ);
	KUNIT_EXPECT_EQ(test, __round_jiffies(second, 2), second - 6);
	KUNIT_EXPECT_EQ(test, __round_jiffies_up(second, 2), second + HZ - 6);
	KUNIT_EXPECT_EQ(test, __round_jiffies(0, 0), 0);	/* not to the past */
	KUNIT_EXPECT_LT(test, round_jiffies_relative(10 * HZ), 11 * HZ);
	KUNIT_EXPECT_GE(test, round_jiffies_up_relative(10 * HZ), 10 * HZ - 3 * nr_cpu_ids);
}

static struct kunit_case timer_cases[] = {
	KUNIT_CASE(running), KUNIT_CASE(starting), KUNIT_CASE(starting_on_a_cpu), KUNIT_CASE(shutting_down),
	KUNIT_CASE(again_and_in_order), KUNIT_CASE(waiting_for_callbacks), KUNIT_CASE(whole_seconds), {}
};
static struct kunit_suite timer_suite = { .name = "timers_conformance", .test_cases = timer_cases };
kunit_test_suite(timer_suite);
MODULE_DESCRIPTION("Conformance of timers");
MODULE_LICENSE("Dual MIT/GPL");
