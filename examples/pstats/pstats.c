// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Percentiles in fixed memory; pstats.h tells how it works.
 */
#include <linux/bitops.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/string.h>

#include "pstats.h"

/* Samples this machine has recorded, whoever's they were. */
static DEFINE_PER_CPU(u64, pstats_samples);

/* The bucket for @value, which may lie beyond the last one. */
static unsigned int bucket_of(const struct pstats_hist *hist, u64 value)
{
	unsigned int octave;

	value >>= hist->unit_shift;
	if (value < PSTATS_SUB)
		return value;
	octave = fls64(value) - 1 - PSTATS_SUB_BITS;
	/* The shifted value has its highest bit at PSTATS_SUB: it counts the octave. */
	return octave * PSTATS_SUB + (value >> octave);
}

static unsigned int bucket_shift(const struct pstats_hist *hist, unsigned int i)
{
	return hist->unit_shift + (i < 2 * PSTATS_SUB ? 0 : i / PSTATS_SUB - 1);
}

static u64 bucket_start(const struct pstats_hist *hist, unsigned int i)
{
	u64 units = i < PSTATS_SUB ? i : PSTATS_SUB + i % PSTATS_SUB;

	return units << bucket_shift(hist, i);
}

/*
 * Double the unit. The two lowest rows of buckets become one by pairs; each
 * octave above is the same buckets one row further down. No count is split, so
 * the result is as if the unit had been that large from the start.
 */
static void pstats_hist_widen(struct pstats_hist *hist)
{
	unsigned int i;

	for (i = 0; i < PSTATS_SUB; i++)
		hist->bucket[i] = hist->bucket[2 * i] + hist->bucket[2 * i + 1];
	memmove(&hist->bucket[PSTATS_SUB], &hist->bucket[2 * PSTATS_SUB],
		(PSTATS_BUCKETS - 2 * PSTATS_SUB) * sizeof(hist->bucket[0]));
	memset(&hist->bucket[PSTATS_BUCKETS - PSTATS_SUB], 0,
	       PSTATS_SUB * sizeof(hist->bucket[0]));
	hist->unit_shift++;
}

/**
 * pstats_hist_init - empty a histogram
 * @hist: the histogram
 */
void pstats_hist_init(struct pstats_hist *hist)
{
	memset(hist, 0, sizeof(*hist));
	hist->min = U64_MAX;
}
EXPORT_SYMBOL_GPL(pstats_hist_init);

/**
 * pstats_hist_add - count a sample
 * @hist: the histogram
 * @value: the sample; any value will do
 */
void pstats_hist_add(struct pstats_hist *hist, u64 value)
{
	while (bucket_of(hist, value) >= PSTATS_BUCKETS)
		pstats_hist_widen(hist);
	hist->bucket[bucket_of(hist, value)]++;
	hist->count++;
	hist->min = min(hist->min, value);
	hist->max = max(hist->max, value);
}
EXPORT_SYMBOL_GPL(pstats_hist_add);

/**
 * pstats_hist_merge - add the samples of another histogram
 * @to: the histogram that gets them
 * @from: the other one; it may have another unit
 *
 * Afterwards @to is as if it had counted all the samples itself.
 */
void pstats_hist_merge(struct pstats_hist *to, const struct pstats_hist *from)
{
	unsigned int i;

	while (to->unit_shift < from->unit_shift)
		pstats_hist_widen(to);
	/* A bucket of a smaller unit lies within one bucket of a larger unit. */
	for (i = 0; i < PSTATS_BUCKETS; i++)
		if (from->bucket[i])
			to->bucket[bucket_of(to, bucket_start(from, i))] += from->bucket[i];
	to->count += from->count;
	to->min = min(to->min, from->min);
	to->max = max(to->max, from->max);
}
EXPORT_SYMBOL_GPL(pstats_hist_merge);

/**
 * pstats_hist_percentile - estimate the value that a share of samples does not exceed
 * @hist: the histogram
 * @per_mille: the share: 500 for the median, 999 for p99.9; 0: the smallest
 *	sample, 1000 and above: the largest
 *
 * Return: the estimate, which lies between the smallest and the largest sample;
 * 0 when there is none.
 */
u64 pstats_hist_percentile(const struct pstats_hist *hist, unsigned int per_mille)
{
	u64 rank, seen = 0;
	unsigned int i;

	if (!hist->count)
		return 0;
	if (!per_mille)
		return hist->min;
	if (per_mille >= 1000)
		return hist->max;

	rank = DIV_ROUND_UP_ULL(hist->count * per_mille, 1000);
	for (i = 0; i < PSTATS_BUCKETS - 1; i++) {
		seen += hist->bucket[i];
		if (seen >= rank)
			break;
	}
	return clamp(bucket_start(hist, i) + ((1ULL << bucket_shift(hist, i)) >> 1),
		     hist->min, hist->max);
}
EXPORT_SYMBOL_GPL(pstats_hist_percentile);

/**
 * pstats_error - how far an estimate may be off
 * @hist: the histogram
 * @value: the exact value, which must not exceed the largest sample
 *
 * Return: half the width of the value's bucket.
 */
u64 pstats_error(const struct pstats_hist *hist, u64 value)
{
	return (1ULL << bucket_shift(hist, bucket_of(hist, value))) >> 1;
}
EXPORT_SYMBOL_GPL(pstats_error);

/**
 * pstats_init - make statistics that all CPUs can record in
 * @stats: the statistics
 *
 * Return: 0 or -ENOMEM.
 */
int pstats_init(struct pstats *stats)
{
	struct pstats_cpu *c;
	unsigned int cpu;

	stats->cpu = alloc_percpu(struct pstats_cpu);
	if (!stats->cpu)
		return -ENOMEM;
	for_each_possible_cpu(cpu) {
		c = per_cpu_ptr(stats->cpu, cpu);
		spin_lock_init(&c->lock);
		pstats_hist_init(&c->hist);
	}
	return 0;
}
EXPORT_SYMBOL_GPL(pstats_init);

/**
 * pstats_destroy - free what pstats_init() made
 * @stats: the statistics
 */
void pstats_destroy(struct pstats *stats)
{
	free_percpu(stats->cpu);
	stats->cpu = NULL;
}
EXPORT_SYMBOL_GPL(pstats_destroy);

/**
 * pstats_record - count a sample on this CPU
 * @stats: the statistics
 * @value: the sample
 */
void pstats_record(struct pstats *stats, u64 value)
{
	struct pstats_cpu *c = get_cpu_ptr(stats->cpu);

	spin_lock(&c->lock);
	pstats_hist_add(&c->hist, value);
	spin_unlock(&c->lock);
	put_cpu_ptr(stats->cpu);
	this_cpu_inc(pstats_samples);
}
EXPORT_SYMBOL_GPL(pstats_record);

/**
 * pstats_snapshot - merge what all CPUs have recorded
 * @stats: the statistics
 * @sum: where the sum goes
 *
 * CPUs are read one after the other: each part of the sum is consistent, but
 * recording goes on between them.
 */
void pstats_snapshot(struct pstats *stats, struct pstats_hist *sum)
{
	struct pstats_cpu *c;
	unsigned int cpu;

	pstats_hist_init(sum);
	for_each_possible_cpu(cpu) {
		c = per_cpu_ptr(stats->cpu, cpu);
		spin_lock(&c->lock);
		pstats_hist_merge(sum, &c->hist);
		spin_unlock(&c->lock);
	}
}
EXPORT_SYMBOL_GPL(pstats_snapshot);

/**
 * pstats_reset - forget all samples
 * @stats: the statistics
 */
void pstats_reset(struct pstats *stats)
{
	struct pstats_cpu *c;
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		c = per_cpu_ptr(stats->cpu, cpu);
		spin_lock(&c->lock);
		pstats_hist_init(&c->hist);
		spin_unlock(&c->lock);
	}
}
EXPORT_SYMBOL_GPL(pstats_reset);

/**
 * pstats_recorded - how many samples were recorded since the module was loaded
 *
 * Return: the sum over all CPUs, for all statistics together.
 */
u64 pstats_recorded(void)
{
	u64 sum = 0;
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(*per_cpu_ptr(&pstats_samples, cpu));
	return sum;
}
EXPORT_SYMBOL_GPL(pstats_recorded);

MODULE_DESCRIPTION("Percentile statistics in fixed memory");
MODULE_LICENSE("Dual MIT/GPL");
