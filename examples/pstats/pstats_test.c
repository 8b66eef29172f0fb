// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <kunit/test.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/random.h>
#include <linux/sort.h>

#include "pstats.h"

#define NR_SAMPLES	5000

static const unsigned int per_milles[] = { 1, 10, 250, 500, 750, 900, 950, 990, 999 };

/* Each case gets an empty histogram. */
static int pstats_test_init(struct kunit *test)
{
	struct pstats_hist *hist = kunit_kmalloc(test, sizeof(*hist), GFP_KERNEL);

	if (!hist)
		return -ENOMEM;
	pstats_hist_init(hist);
	test->priv = hist;
	return 0;
}

static void expect_same(struct kunit *test, const struct pstats_hist *a,
			const struct pstats_hist *b)
{
	KUNIT_EXPECT_EQ(test, a->count, b->count);
	KUNIT_EXPECT_EQ(test, a->min, b->min);
	KUNIT_EXPECT_EQ(test, a->max, b->max);
	KUNIT_EXPECT_EQ(test, a->unit_shift, b->unit_shift);
	KUNIT_EXPECT_MEMEQ(test, a->bucket, b->bucket, sizeof(a->bucket));
}

static u64 distance(u64 a, u64 b)
{
	return a > b ? a - b : b - a;
}

static void without_samples_percentiles_are_0(struct kunit *test)
{
	struct pstats_hist *hist = test->priv;

	KUNIT_EXPECT_EQ(test, pstats_hist_percentile(hist, 0), 0);
	KUNIT_EXPECT_EQ(test, pstats_hist_percentile(hist, 500), 0);
	KUNIT_EXPECT_EQ(test, pstats_hist_percentile(hist, 1000), 0);
}

static const struct single {
	const char *name;
	u64 value;
} singles[] = {
	{ "0", 0 },
	{ "the last bucket of one unit", PSTATS_SUB - 1 },
	{ "the first octave", PSTATS_SUB },
	{ "the first wider bucket", 2 * PSTATS_SUB + 1 },
	{ "the last value before units double", ((u64)PSTATS_SUB << PSTATS_OCTAVES) - 1 },
	{ "the first value after", (u64)PSTATS_SUB << PSTATS_OCTAVES },
	{ "U32_MAX", U32_MAX },
	{ "U64_MAX", U64_MAX },
};
KUNIT_ARRAY_PARAM_DESC(single, singles, name);

static void a_single_sample_is_every_percentile(struct kunit *test)
{
	const struct single *single = test->param_value;
	struct pstats_hist *hist = test->priv;
	unsigned int per_mille;

	pstats_hist_add(hist, single->value);
	for (per_mille = 0; per_mille <= 1001; per_mille++)
		KUNIT_ASSERT_EQ(test, pstats_hist_percentile(hist, per_mille), single->value);
}

static void small_values_are_exact(struct kunit *test)
{
	struct pstats_hist *hist = test->priv;
	u64 value;

	for (value = 1; value <= 20; value++)
		pstats_hist_add(hist, value);
	KUNIT_EXPECT_EQ(test, pstats_hist_percentile(hist, 50), 1);
	KUNIT_EXPECT_EQ(test, pstats_hist_percentile(hist, 51), 2);
	KUNIT_EXPECT_EQ(test, pstats_hist_percentile(hist, 500), 10);
	KUNIT_EXPECT_EQ(test, pstats_hist_percentile(hist, 950), 19);
	KUNIT_EXPECT_EQ(test, pstats_hist_percentile(hist, 951), 20);
}

/* What the samples of a test look like. */
static u64 constant(void)
{
	return 777;
}

static u64 uniform(void)
{
	return get_random_u32_below(1000000);
}

static u64 two_peaks(void)
{
	return (get_random_u32_below(100) < 95 ? 1000 : 5000000) + get_random_u32_below(100);
}

static u64 of_any_magnitude(void)
{
	return get_random_u64() >> get_random_u32_below(64);
}

static const struct distribution {
	const char *name;
	u64 (*sample)(void);
} distributions[] = {
	{ "constant", constant },
	{ "uniform", uniform },
	{ "two peaks", two_peaks },
	{ "of any magnitude", of_any_magnitude },
};
KUNIT_ARRAY_PARAM_DESC(distribution, distributions, name);

static int compare_u64(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return x < y ? -1 : x > y;
}

static void estimates_are_as_close_as_promised(struct kunit *test)
{
	const struct distribution *distribution = test->param_value;
	struct pstats_hist *hist = test->priv;
	u64 *samples, exact, estimate, unit;
	unsigned int i;

	samples = kunit_kmalloc_array(test, NR_SAMPLES, sizeof(*samples), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, samples);
	for (i = 0; i < NR_SAMPLES; i++) {
		samples[i] = distribution->sample();
		pstats_hist_add(hist, samples[i]);
	}
	sort(samples, NR_SAMPLES, sizeof(*samples), compare_u64, NULL);
	unit = 1ULL << hist->unit_shift;

	for (i = 0; i < ARRAY_SIZE(per_milles); i++) {
		exact = samples[DIV_ROUND_UP(NR_SAMPLES * per_milles[i], 1000) - 1];
		estimate = pstats_hist_percentile(hist, per_milles[i]);
		KUNIT_EXPECT_LE_MSG(test, distance(estimate, exact), pstats_error(hist, exact),
				    "%u per mille", per_milles[i]);
		/* The promise itself: half of 1/16 of the value, or half a unit. */
		KUNIT_EXPECT_LE(test, pstats_error(hist, exact),
				max(div_u64(exact, 2 * PSTATS_SUB), unit / 2));
	}
	KUNIT_EXPECT_EQ(test, pstats_hist_percentile(hist, 0), samples[0]);
	KUNIT_EXPECT_EQ(test, pstats_hist_percentile(hist, 1000), samples[NR_SAMPLES - 1]);
}

static void percentiles_never_decrease(struct kunit *test)
{
	struct pstats_hist *hist = test->priv;
	u64 last = 0, next;
	unsigned int i;

	for (i = 0; i < 100; i++)
		pstats_hist_add(hist, of_any_magnitude());
	for (i = 0; i <= 1000; i++) {
		next = pstats_hist_percentile(hist, i);
		KUNIT_EXPECT_GE_MSG(test, next, last, "at %u per mille", i);
		last = next;
	}
}

static void the_unit_doubles_only_as_needed(struct kunit *test)
{
	struct pstats_hist *hist = test->priv;
	u64 value = (u64)PSTATS_SUB << PSTATS_OCTAVES;	/* one too much for unit 1 */

	pstats_hist_add(hist, value - 1);
	KUNIT_EXPECT_EQ(test, hist->unit_shift, 0);
	pstats_hist_add(hist, value);
	KUNIT_EXPECT_EQ(test, hist->unit_shift, 1);
	pstats_hist_add(hist, 4 * value);
	KUNIT_EXPECT_EQ(test, hist->unit_shift, 3);
	pstats_hist_add(hist, 1);
	KUNIT_EXPECT_EQ_MSG(test, hist->unit_shift, 3, "it never gets smaller");
}

static void an_outlier_leaves_the_others_in_place(struct kunit *test)
{
	struct pstats_hist *hist = test->priv;
	unsigned int i;

	for (i = 0; i < 999; i++)
		pstats_hist_add(hist, 100000 + i);
	pstats_hist_add(hist, 1000000000);
	KUNIT_EXPECT_EQ(test, hist->count, 1000);
	KUNIT_EXPECT_LE(test, distance(pstats_hist_percentile(hist, 500), 100499),
			pstats_error(hist, 100499));
	KUNIT_EXPECT_LE(test, pstats_error(hist, 100499), 1 << 13);
	KUNIT_EXPECT_EQ(test, pstats_hist_percentile(hist, 1000), 1000000000);
}

static void merging_equals_counting_together(struct kunit *test)
{
	struct pstats_hist *both = test->priv;
	struct pstats_hist *part = kunit_kmalloc_array(test, 2, sizeof(*part), GFP_KERNEL);
	struct pstats_hist *sum = kunit_kmalloc(test, sizeof(*sum), GFP_KERNEL);
	unsigned int i;
	u64 value;

	KUNIT_ASSERT_NOT_NULL(test, part);
	KUNIT_ASSERT_NOT_NULL(test, sum);
	pstats_hist_init(&part[0]);
	pstats_hist_init(&part[1]);
	pstats_hist_init(sum);
	for (i = 0; i < 1000; i++) {
		/* The second part has larger values, so another unit. */
		value = get_random_u32() >> (i % 2 ? 0 : 16);
		pstats_hist_add(&part[i % 2], value);
		pstats_hist_add(both, value);
	}
	KUNIT_ASSERT_LT(test, part[0].unit_shift, part[1].unit_shift);

	pstats_hist_merge(sum, &part[1]);
	pstats_hist_merge(sum, &part[0]);
	expect_same(test, sum, both);

	pstats_hist_merge(&part[0], &part[1]);
	expect_same(test, &part[0], both);
}

static struct kunit_case pstats_cases[] = {
	KUNIT_CASE(without_samples_percentiles_are_0),
	KUNIT_CASE_PARAM(a_single_sample_is_every_percentile, single_gen_params),
	KUNIT_CASE(small_values_are_exact),
	KUNIT_CASE_PARAM(estimates_are_as_close_as_promised, distribution_gen_params),
	KUNIT_CASE(percentiles_never_decrease),
	KUNIT_CASE(the_unit_doubles_only_as_needed),
	KUNIT_CASE(an_outlier_leaves_the_others_in_place),
	KUNIT_CASE(merging_equals_counting_together),
	{}
};

static struct kunit_suite pstats_suite = {
	.name = "pstats",
	.init = pstats_test_init,
	.test_cases = pstats_cases,
};
kunit_test_suite(pstats_suite);

MODULE_DESCRIPTION("Tests of the percentile statistics");
MODULE_LICENSE("Dual MIT/GPL");
