// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Threads that are parked or never run, sleeps that end at once, counts and times at their edges. */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/hrtimer.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/module.h>
#include <linux/refcount.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/time64.h>

/* ---- threads ------------------------------------------------------------------------------------ */

static int never(void *data)
{
	*(int *)data = 1;
	return 7;
}

static void stopped_before_it_ran(struct kunit *test)
{
	int ran = 0;
	struct task_struct *thread = kthread_create(never, &ran, "never");

	KUNIT_EXPECT_EQ(test, READ_ONCE(thread->__state), TASK_UNINTERRUPTIBLE);
	KUNIT_EXPECT_EQ(test, kthread_stop(thread), -EINTR);
	KUNIT_EXPECT_EQ(test, ran, 0);
}

static int has_no_memory(void *data)
{
	bool *none = data;

	WRITE_ONCE(*none, !current->mm && current->flags & PF_KTHREAD);
	return 3;
}

static void memory_of_threads(struct kunit *test)
{
	bool none = false;
	struct task_struct *thread = kthread_create(has_no_memory, &none, "%s %d", "a name too long for it", 1);

	get_task_struct(thread);
	wake_up_process(thread);
	while (!READ_ONCE(none))
		msleep(1);
	KUNIT_EXPECT_EQ(test, kthread_stop(thread), 3);
	KUNIT_EXPECT_TRUE(test, none);
	KUNIT_EXPECT_STREQ(test, thread->comm, "a name too long");
	put_task_struct(thread);
}

struct park_log { int turns, parked, unparked; };

static int parks(void *data)
{
	struct park_log *log = data;

	while (!kthread_should_stop()) {
		if (kthread_should_park()) {
			WRITE_ONCE(log->parked, log->parked + 1);
			kthread_parkme();
			WRITE_ONCE(log->unparked, log->unparked + 1);
			continue;
		}
		WRITE_ONCE(log->turns, log->turns + 1);
		schedule_timeout_interruptible(1);
	}
	return 5;
}

/* A busy machine may start a thread late. */
static void wait_until_counted(const int *count)
{
	while (!READ_ONCE(*count))
		msleep(1);
}

static void parked_and_unparked(struct kunit *test)
{
	struct park_log log = {};
	struct task_struct *thread = kthread_run(parks, &log, "parks");

	wait_until_counted(&log.turns);
	KUNIT_EXPECT_PTR_EQ(test, kthread_func(thread), (void *)parks);
	KUNIT_EXPECT_EQ(test, kthread_park(thread), 0);
	KUNIT_EXPECT_EQ(test, READ_ONCE(thread->__state), TASK_PARKED);
	KUNIT_EXPECT_EQ(test, READ_ONCE(log.parked), 1);
	KUNIT_EXPECT_EQ(test, READ_ONCE(log.unparked), 0);
	KUNIT_EXPECT_EQ(test, wake_up_process(thread), 0);
	kthread_unpark(thread);
	wait_until_counted(&log.unparked);
	KUNIT_EXPECT_EQ(test, READ_ONCE(log.unparked), 1);
	kthread_unpark(thread);
	KUNIT_EXPECT_EQ(test, kthread_stop(thread), 5);
	KUNIT_EXPECT_EQ(test, READ_ONCE(log.parked), 1);
}

static void parked_before_it_ran(struct kunit *test)
{
	struct park_log log = {};
	struct task_struct *thread = kthread_create(parks, &log, "parks");

	KUNIT_EXPECT_EQ(test, kthread_park(thread), 0);
	KUNIT_EXPECT_EQ(test, READ_ONCE(log.turns), 0);
	kthread_unpark(thread);
	wait_until_counted(&log.turns);
	KUNIT_EXPECT_GT(test, READ_ONCE(log.turns), 0);
	KUNIT_EXPECT_EQ(test, READ_ONCE(log.parked), 0);
	KUNIT_EXPECT_EQ(test, kthread_stop(thread), 5);
}

static void stopped_while_parked(struct kunit *test)
{
	struct park_log log = {};
	struct task_struct *thread = kthread_run(parks, &log, "parks");

	wait_until_counted(&log.turns);
	KUNIT_EXPECT_EQ(test, kthread_park(thread), 0);
	KUNIT_EXPECT_EQ(test, kthread_stop(thread), 5);
	KUNIT_EXPECT_EQ(test, READ_ONCE(log.unparked), 1);
}

static void parked_twice(struct kunit *test)
{
	struct park_log log = {};
	struct task_struct *thread = kthread_run(parks, &log, "parks");

	ktest_expect_warning(test);
	wait_until_counted(&log.turns);
	KUNIT_EXPECT_EQ(test, kthread_park(thread), 0);
	KUNIT_EXPECT_EQ(test, kthread_park(thread), -EBUSY);
	KUNIT_EXPECT_EQ(test, kthread_stop(thread), 5);
}

/* ---- sleeping ----------------------------------------------------------------------------------- */

static void sleeps_of_high_resolution(struct kunit *test)
{
	ktime_t time = ms_to_ktime(5), before = ktime_get();

	set_current_state(TASK_UNINTERRUPTIBLE);
	KUNIT_EXPECT_EQ(test, schedule_hrtimeout(&time, HRTIMER_MODE_REL), 0);
	KUNIT_EXPECT_GE(test, ktime_ms_delta(ktime_get(), before), 5);
	KUNIT_EXPECT_EQ(test, READ_ONCE(current->__state), TASK_RUNNING);
	time = ktime_add_ms(ktime_get(), 3);
	set_current_state(TASK_INTERRUPTIBLE);
	KUNIT_EXPECT_EQ(test, schedule_hrtimeout(&time, HRTIMER_MODE_ABS), 0);
	time = 0;
	set_current_state(TASK_INTERRUPTIBLE);
	KUNIT_EXPECT_EQ(test, schedule_hrtimeout(&time, HRTIMER_MODE_REL), 0);
	KUNIT_EXPECT_EQ(test, READ_ONCE(current->__state), TASK_RUNNING);
	/* A task that runs does not sleep. */
	time = ms_to_ktime(50);
	KUNIT_EXPECT_EQ(test, schedule_hrtimeout_range(&time, 1000, HRTIMER_MODE_REL), -EINTR);
}

/* They are functions, so expressions of type void, and have addresses. */
static void sleeps_as_expressions(struct kunit *test)
{
	void (*sleep)(unsigned int) = msleep;
	int value = test ? (msleep(1), usleep_range(1, 2), ssleep(0), fsleep(1), 2) : 0;

	sleep(1);
	value += (udelay(1), ndelay(1), mdelay(1), 3);
	KUNIT_EXPECT_EQ(test, value, 5);
	KUNIT_EXPECT_EQ(test, msleep_interruptible(1), 0);
}

/* ---- counts ------------------------------------------------------------------------------------- */

/* Only zero is wrong here, and stays what it is; other counts go down, even below the saturated ones. */
static void counts_not_one(struct kunit *test)
{
	static const struct { int from; bool done; int to; } rows[] = {
		{ 1, false, 1 }, { 2, true, 1 }, { INT_MAX, true, INT_MAX - 1 }, { -1, true, -2 },
		{ INT_MIN, true, INT_MAX }, { INT_MIN / 2, true, INT_MIN / 2 },
		{ INT_MIN / 2 + 1, true, INT_MIN / 2 }, { INT_MIN / 2 - 1, true, INT_MIN / 2 - 2 },
	};

	for (int i = 0; i < ARRAY_SIZE(rows); i++) {
		refcount_t count;

		refcount_set(&count, rows[i].from);
		KUNIT_EXPECT_EQ(test, refcount_dec_not_one(&count), rows[i].done);
		KUNIT_EXPECT_EQ_MSG(test, (int)refcount_read(&count), rows[i].to, "from %d", rows[i].from);
	}
}

static void count_of_zero(struct kunit *test)
{
	refcount_t count = REFCOUNT_INIT(0);

	ktest_expect_warning(test);
	KUNIT_EXPECT_TRUE(test, refcount_dec_not_one(&count));
	KUNIT_EXPECT_EQ(test, refcount_read(&count), 0);
}

/* ---- times -------------------------------------------------------------------------------------- */

static void times_over_the_end(struct kunit *test)
{
	static const s64 over[] = { -1, 1LL << 40, S64_MAX, S64_MIN };
	const unsigned long most = 2199023255UL * HZ;
	struct timespec64 ts = { 2199023254, 999999999 };

	KUNIT_EXPECT_EQ(test, timespec64_to_jiffies(&ts), most);
	for (int i = 0; i < ARRAY_SIZE(over); i++) {
		ts = (struct timespec64){ over[i], 999999999 };
		KUNIT_EXPECT_EQ(test, timespec64_to_jiffies(&ts), most);
	}
	ts = (struct timespec64){ 1, TICK_NSEC + 1 };
	KUNIT_EXPECT_EQ(test, timespec64_to_jiffies(&ts), HZ + 2);
	ts = (struct timespec64){ 0, -1 };
	KUNIT_EXPECT_EQ(test, timespec64_to_jiffies(&ts), 0);
}

static unsigned int (*volatile no_constant)(unsigned int);
static unsigned int same(unsigned int x) { return x; }

static void longest_waits(struct kunit *test)
{
	no_constant = same;
	KUNIT_EXPECT_EQ(test, usecs_to_jiffies(no_constant(UINT_MAX)), MAX_JIFFY_OFFSET);
	KUNIT_EXPECT_EQ(test, usecs_to_jiffies(UINT_MAX), MAX_JIFFY_OFFSET);
	KUNIT_EXPECT_EQ(test, usecs_to_jiffies(0x80000000), DIV_ROUND_UP(0x80000000UL, 1000000 / HZ));
	KUNIT_EXPECT_EQ(test, msecs_to_jiffies(no_constant(0x80000000)), MAX_JIFFY_OFFSET);
}

static void jiffies_that_wrap(struct kunit *test)
{
	struct timespec64 ts;

	jiffies_to_timespec64(ULONG_MAX, &ts);
	KUNIT_EXPECT_EQ(test, ts.tv_sec, ((u64)ULONG_MAX * TICK_NSEC) / NSEC_PER_SEC);
	KUNIT_EXPECT_EQ(test, ts.tv_nsec, ((u64)ULONG_MAX * TICK_NSEC) % NSEC_PER_SEC);
	KUNIT_EXPECT_EQ(test, jiffies_to_nsecs(1UL << 62), 0);
	KUNIT_EXPECT_EQ(test, jiffies_to_clock_t(HZ), 100);
	KUNIT_EXPECT_EQ(test, jiffies_to_clock_t(HZ - 1), 99);
	KUNIT_EXPECT_EQ(test, clock_t_to_jiffies(100), HZ);
	KUNIT_EXPECT_EQ(test, clock_t_to_jiffies(ULONG_MAX), ULONG_MAX);
}

static void times_valid(struct kunit *test)
{
	struct timespec64 ts = { KTIME_SEC_MAX, 0 };

	KUNIT_EXPECT_TRUE(test, timespec64_valid(&ts));
	KUNIT_EXPECT_FALSE(test, timespec64_valid_strict(&ts));
	ts.tv_sec--;
	KUNIT_EXPECT_TRUE(test, timespec64_valid_strict(&ts));
	KUNIT_EXPECT_FALSE(test, timespec64_valid_settod(&ts));
	ts = (struct timespec64){ 1, 999999999 };
	timespec64_add_ns(&ts, 2000000002);
	KUNIT_EXPECT_EQ(test, ts.tv_sec, 4);
	KUNIT_EXPECT_EQ(test, ts.tv_nsec, 1);
}

static struct kunit_case edge_cases[] = {
	KUNIT_CASE(stopped_before_it_ran),
	KUNIT_CASE(memory_of_threads),
	KUNIT_CASE(parked_and_unparked),
	KUNIT_CASE(parked_before_it_ran),
	KUNIT_CASE(stopped_while_parked),
	KUNIT_CASE(parked_twice),
	KUNIT_CASE(sleeps_of_high_resolution),
	KUNIT_CASE(sleeps_as_expressions),
	KUNIT_CASE(counts_not_one),
	KUNIT_CASE(count_of_zero),
	KUNIT_CASE(times_over_the_end),
	KUNIT_CASE(longest_waits),
	KUNIT_CASE(jiffies_that_wrap),
	KUNIT_CASE(times_valid),
	{}
};

static struct kunit_suite edge_suite = {
	.name = "conformance-life-edges",
	.test_cases = edge_cases,
};
kunit_test_suite(edge_suite);

MODULE_DESCRIPTION("conformance: threads, sleeps, counts and times at their edges");
MODULE_LICENSE("Dual MIT/GPL");
