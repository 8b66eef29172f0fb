// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Per-CPU data is changed by two tasks of one CPU, one of which may be preempted in between.
 * Rule: EXPECTATION FAILED
 */
#include <linux/percpu.h>
#include <linux/preempt.h>
#include "two_tasks.h"

static DEFINE_PER_CPU(int, events);

static int add(void *arg)
{
	/* All on CPU 0, as threads that are bound to it would. */
	int *mine = per_cpu_ptr(&events, 0);

	for (int i = 0; i < 2; i++)
		WRITE_ONCE(*mine, READ_ONCE(*mine) + 1);
	return 0;
}

static int add_safely(void *arg)
{
	for (int i = 0; i < 2; i++) {
		int *mine = get_cpu_ptr(&events);

		WRITE_ONCE(*mine, READ_ONCE(*mine) + 1);
		put_cpu_ptr(&events);
	}
	return 0;
}

static void run(struct kunit *test, int (*user)(void *))
{
	int cpu, sum = 0;

	two_tasks(test, user, user, NULL);
	for_each_possible_cpu(cpu)
		sum += *per_cpu_ptr(&events, cpu);
	KUNIT_EXPECT_EQ(test, sum, 4);
}

static void bug(struct kunit *test)
{
	run(test, add);
}

static void fixed(struct kunit *test)
{
	run(test, add_safely);
}

TWO_TASKS_SUITE("percpu_preempted");
