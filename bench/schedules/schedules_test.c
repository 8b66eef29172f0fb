// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Two tasks of 20 steps each, explored: from a snapshot, and, since it makes a system call, with a process for each schedule. */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/kthread.h>

int getppid(void);

static atomic_t steps;

static int take_steps(void *calls_host)
{
	if (calls_host)
		getppid();
	for (int i = 0; i < 20; i++)
		atomic_inc(&steps);
	return 0;
}

static void run_both(struct kunit *test, void *calls_host)
{
	struct task_struct *one = kthread_run(take_steps, calls_host, "one");
	struct task_struct *other = kthread_run(take_steps, calls_host, "other");

	kthread_stop(one);
	kthread_stop(other);
	KUNIT_EXPECT_LE(test, atomic_read(&steps), 40);
}

static void from_snapshot(struct kunit *test)
{
	run_both(test, NULL);
}

static void with_processes(struct kunit *test)
{
	run_both(test, test);
}

static struct kunit_case cases[] = { KUNIT_CASE(from_snapshot), KUNIT_CASE(with_processes), {} };
static struct kunit_suite schedules = { .name = "schedules", .test_cases = cases };
kunit_test_suite(schedules);
MODULE_LICENSE("GPL");
