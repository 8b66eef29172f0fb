// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Statistics that several CPUs collect. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/smp.h>

#include "pstats.h"

#define NR_SAMPLES	2000

/* A thread on each CPU. It counts errors: KUNIT_* belongs to the test's thread. */
struct recorder {
	struct pstats *stats;
	struct task_struct *task;
	struct completion done;
	unsigned int errors;
};

static int pstats_cpus_init(struct kunit *test)
{
	struct pstats *stats = kunit_kzalloc(test, sizeof(*stats), GFP_KERNEL);

	test->priv = stats;
	return stats ? pstats_init(stats) : -ENOMEM;
}

static void pstats_cpus_exit(struct kunit *test)
{
	if (test->priv)
		pstats_destroy(test->priv);
}

/* Other values on each CPU, and ever larger ones, so that units double meanwhile. */
static u64 sample_of(unsigned int cpu, unsigned int i)
{
	return (u64)(cpu + 1) << (i / 100);
}

static int record_samples(void *data)
{
	struct recorder *r = data;
	unsigned int cpu = get_cpu();
	unsigned int i;

	put_cpu();
	for (i = 0; i < NR_SAMPLES; i++) {
		pstats_record(r->stats, sample_of(cpu, i));
		r->errors += raw_smp_processor_id() != cpu;
	}
	complete(&r->done);
	return 0;
}

static struct recorder *start_recorders(struct kunit *test)
{
	struct recorder *recorders;
	struct recorder *r;
	unsigned int cpu;

	recorders = kunit_kcalloc(test, nr_cpu_ids, sizeof(*recorders), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, recorders);
	for_each_online_cpu(cpu) {
		r = &recorders[cpu];
		r->stats = test->priv;
		init_completion(&r->done);
		r->task = kthread_create_on_cpu(record_samples, r, cpu, "pstats/%u");
		KUNIT_EXPECT_FALSE(test, IS_ERR(r->task));
		if (IS_ERR(r->task))
			complete(&r->done);
		else
			wake_up_process(r->task);
	}
	return recorders;
}

static void join_recorders(struct kunit *test, struct recorder *recorders)
{
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		wait_for_completion(&recorders[cpu].done);
		KUNIT_EXPECT_EQ_MSG(test, recorders[cpu].errors, 0, "CPU %u", cpu);
	}
}

static void each_cpu_collects_its_own(struct kunit *test)
{
	struct pstats *stats = test->priv;
	const struct pstats_hist *hist;
	unsigned int cpu;

	join_recorders(test, start_recorders(test));
	for_each_online_cpu(cpu) {
		hist = &per_cpu_ptr(stats->cpu, cpu)->hist;
		KUNIT_EXPECT_EQ(test, hist->count, NR_SAMPLES);
		KUNIT_EXPECT_EQ(test, hist->min, sample_of(cpu, 0));
		KUNIT_EXPECT_EQ(test, hist->max, sample_of(cpu, NR_SAMPLES - 1));
	}
}

static void a_snapshot_has_the_samples_of_all_cpus(struct kunit *test)
{
	struct pstats_hist *sum = kunit_kmalloc(test, sizeof(*sum), GFP_KERNEL);
	struct pstats_hist *expected = kunit_kmalloc(test, sizeof(*expected), GFP_KERNEL);
	unsigned int cpu, i;

	KUNIT_ASSERT_NOT_NULL(test, sum);
	KUNIT_ASSERT_NOT_NULL(test, expected);
	join_recorders(test, start_recorders(test));

	pstats_hist_init(expected);
	for_each_online_cpu(cpu)
		for (i = 0; i < NR_SAMPLES; i++)
			pstats_hist_add(expected, sample_of(cpu, i));
	pstats_snapshot(test->priv, sum);
	KUNIT_EXPECT_EQ(test, sum->count, expected->count);
	KUNIT_EXPECT_MEMEQ(test, sum->bucket, expected->bucket, sizeof(sum->bucket));
}

static u64 sum_of_buckets(const struct pstats_hist *hist)
{
	unsigned int i;
	u64 sum = 0;

	for (i = 0; i < PSTATS_BUCKETS; i++)
		sum += hist->bucket[i];
	return sum;
}

static void snapshots_are_consistent_while_cpus_record(struct kunit *test)
{
	struct pstats_hist *sum = kunit_kmalloc(test, sizeof(*sum), GFP_KERNEL);
	struct recorder *recorders;
	u64 last = 0, all = (u64)num_online_cpus() * NR_SAMPLES;
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, sum);
	recorders = start_recorders(test);
	for (i = 0; i < 100; i++) {
		pstats_snapshot(test->priv, sum);
		KUNIT_EXPECT_GE(test, sum->count, last);
		KUNIT_EXPECT_LE(test, sum->count, all);
		KUNIT_EXPECT_EQ(test, sum_of_buckets(sum), sum->count);
		last = sum->count;
		cond_resched();
	}
	join_recorders(test, recorders);
	pstats_snapshot(test->priv, sum);
	KUNIT_EXPECT_EQ(test, sum->count, all);
}

static void reset_forgets_the_samples_of_all_cpus(struct kunit *test)
{
	struct pstats_hist *sum = kunit_kmalloc(test, sizeof(*sum), GFP_KERNEL);
	u64 before = pstats_recorded();

	KUNIT_ASSERT_NOT_NULL(test, sum);
	join_recorders(test, start_recorders(test));
	pstats_reset(test->priv);
	pstats_snapshot(test->priv, sum);
	KUNIT_EXPECT_EQ(test, sum->count, 0);
	KUNIT_EXPECT_EQ_MSG(test, pstats_recorded() - before, num_online_cpus() * NR_SAMPLES,
			    "the module's own count goes on");
}

static struct kunit_case pstats_cpus_cases[] = {
	KUNIT_CASE(each_cpu_collects_its_own),
	KUNIT_CASE(a_snapshot_has_the_samples_of_all_cpus),
	KUNIT_CASE(snapshots_are_consistent_while_cpus_record),
	KUNIT_CASE(reset_forgets_the_samples_of_all_cpus),
	{}
};

static struct kunit_suite pstats_cpus_suite = {
	.name = "pstats-cpus",
	.init = pstats_cpus_init,
	.exit = pstats_cpus_exit,
	.test_cases = pstats_cpus_cases,
};
kunit_test_suite(pstats_cpus_suite);

MODULE_DESCRIPTION("Tests of the percentile statistics on several CPUs");
MODULE_LICENSE("Dual MIT/GPL");
