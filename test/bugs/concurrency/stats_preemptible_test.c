// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Statistics of each CPU are changed where the task may move to another CPU.
 * Rule: per-CPU access
 */
#include <linux/percpu.h>
#include <linux/preempt.h>
#include "two_tasks.h"

struct port_stats {
	u64 packets, bytes;
};

static DEFINE_PER_CPU(struct port_stats, stats);

static int count_preemptible(void *size)
{
	struct port_stats *s = this_cpu_ptr(&stats);

	s->packets++;
	s->bytes += (long)size;
	return 0;
}

static int count(void *size)
{
	struct port_stats *s = get_cpu_ptr(&stats);

	s->packets++;
	s->bytes += (long)size;
	put_cpu_ptr(&stats);
	return 0;
}

static void run(struct kunit *test, int (*counts)(void *))
{
	u64 packets = 0, bytes = 0;
	int cpu;

	two_tasks(test, counts, counts, (void *)1500l);
	for_each_possible_cpu(cpu) {
		packets += per_cpu(stats, cpu).packets;
		bytes += per_cpu(stats, cpu).bytes;
	}
	KUNIT_EXPECT_EQ(test, packets, 2ull);
	KUNIT_EXPECT_EQ(test, bytes, 3000ull);
}

static void bug(struct kunit *test)
{
	run(test, count_preemptible);
}

static void fixed(struct kunit *test)
{
	run(test, count);
}

TWO_TASKS_SUITE("stats_preemptible");
