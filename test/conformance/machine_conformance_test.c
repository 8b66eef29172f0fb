// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What a test does with the machine: tasks on CPUs, time, interrupts. */
#include <kunit/test.h>
#include <kunit/machine.h>
#include <linux/cpumask.h>
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/smp.h>
#include <linux/timer.h>

static int where(void *unused)
{
	return raw_smp_processor_id();
}

static void tasks(struct kunit *test)
{
	int last = cpumask_last(cpu_online_mask);
	struct ktest_task *task = ktest_spawn(test, last, where, NULL);

	ktest_spawn(test, -1, where, NULL);
	KUNIT_EXPECT_EQ(test, ktest_join(task), last);
	/* The other one is joined by the case's end. */
}

static int raised;

static int counts(void *done)
{
	WRITE_ONCE(raised, READ_ONCE(raised) + 1);
	wait_for_completion(done);
	return 7;
}

static void settling(struct kunit *test)
{
	struct completion done;
	struct ktest_task *task;

	init_completion(&done);
	WRITE_ONCE(raised, 0);
	task = ktest_spawn(test, -1, counts, &done);
	ktest_settle();
	KUNIT_EXPECT_EQ(test, READ_ONCE(raised), 1);
	complete(&done);
	KUNIT_EXPECT_EQ(test, ktest_join(task), 7);
}

static void tick(struct timer_list *unused)
{
	WRITE_ONCE(raised, READ_ONCE(raised) + 1);
}

static void advancing(struct kunit *test)
{
	struct timer_list timer;
	ktime_t start = ktime_get();

	WRITE_ONCE(raised, 0);
	timer_setup_on_stack(&timer, tick, 0);
	mod_timer(&timer, jiffies + 2);
	ktest_advance(test, 100 * NSEC_PER_MSEC);
	KUNIT_EXPECT_GE(test, ktime_ms_delta(ktime_get(), start), 100ll);
	KUNIT_EXPECT_EQ(test, READ_ONCE(raised), 1);
	timer_delete_sync(&timer);
	destroy_timer_on_stack(&timer);
}

static struct kunit_case machine_cases[] = {
	KUNIT_CASE(tasks),
	KUNIT_CASE(settling),
	KUNIT_CASE(advancing),
	{}
};

static struct kunit_suite machine_suite = {
	.name = "machine_conformance",
	.test_cases = machine_cases,
};
kunit_test_suite(machine_suite);
MODULE_DESCRIPTION("What a test does with the machine, equal in the process and in a kernel");
MODULE_LICENSE("GPL");
