/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Percentiles of a stream of samples (say, latencies) in fixed memory.
 *
 * A histogram has PSTATS_SUB buckets one unit wide, from 0 on, and then
 * PSTATS_SUB buckets for each doubling of the value: a bucket is never wider
 * than 1/PSTATS_SUB of the values in it. The unit is 1 until a sample lies
 * beyond the last bucket; then units double, and pairs of buckets merge, until
 * it fits. So the memory follows the range of the samples, not their number.
 *
 * A percentile is off by at most half its bucket, pstats_error(): about 3 % of
 * the value, or half a unit if that is more.
 *
 * Each CPU collects in a histogram of its own; readers merge them.
 *
 * Synchronization table
 *   pstats_record(), pstats_snapshot(), pstats_reset(): with each other, in
 *	process context
 *   pstats_hist_*(): the caller keeps others off the histogram
 */
#ifndef PSTATS_H
#define PSTATS_H

#include <linux/percpu.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#define PSTATS_SUB_BITS	4
#define PSTATS_SUB	(1 << PSTATS_SUB_BITS)
#define PSTATS_OCTAVES	12
#define PSTATS_BUCKETS	(PSTATS_SUB * (PSTATS_OCTAVES + 1))

struct pstats_hist {
	u64 bucket[PSTATS_BUCKETS];
	u64 count;
	u64 min, max;			/* exact; U64_MAX and 0 without samples */
	unsigned int unit_shift;	/* the unit is 1 << unit_shift */
};

struct pstats_cpu {
	spinlock_t lock;		/* taken by others only to read */
	struct pstats_hist hist;
};

struct pstats {
	struct pstats_cpu __percpu *cpu;
};

void pstats_hist_init(struct pstats_hist *hist);
void pstats_hist_add(struct pstats_hist *hist, u64 value);
void pstats_hist_merge(struct pstats_hist *to, const struct pstats_hist *from);
u64 pstats_hist_percentile(const struct pstats_hist *hist, unsigned int per_mille);
u64 pstats_error(const struct pstats_hist *hist, u64 value);

int pstats_init(struct pstats *stats);
void pstats_destroy(struct pstats *stats);
void pstats_record(struct pstats *stats, u64 value);
void pstats_snapshot(struct pstats *stats, struct pstats_hist *sum);
void pstats_reset(struct pstats *stats);
u64 pstats_recorded(void);

#endif
