// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Finding the suites that test files left in their sections, for the executor. */
#include <kunit/test.h>

#include "speed.h"

/* Weak: a program may have none of one kind. */
extern struct kunit_suite *__start_kunit_test_suites[] __weak;
extern struct kunit_suite *__stop_kunit_test_suites[] __weak;
extern struct kunit_suite *__start_kunit_init_test_suites[] __weak;
extern struct kunit_suite *__stop_kunit_init_test_suites[] __weak;
extern const struct ktest_suite_file __start_ktest_suite_files[] __weak;
extern const struct ktest_suite_file __stop_ktest_suite_files[] __weak;

static const char suites_owner;

static void *suites_alloc(size_t count, size_t size)
{
	return kt_alloc((count ? count : 1) * size, 16, KT_ZERO | KT_QUIET, KT_MEM_SLAB, -1,
			&suites_owner);
}

static const char *suites_file(const struct kunit_suite *suite)
{
	const struct ktest_suite_file *f;

	for (f = __start_ktest_suite_files; f < __stop_ktest_suite_files; f++)
		for (size_t i = 0; i < f->count; i++)
			if (f->suites[i] == suite)
				return f->file;
	return NULL;
}

static void suites_fill(struct kt_suite *out, struct kunit_suite *suite, bool is_init)
{
	size_t count = suite->test_cases ? kunit_suite_num_test_cases(suite) : 0;

	out->name = suite->name;
	out->file = suites_file(suite);
	out->is_init = is_init;
	out->cases = suites_alloc(count, sizeof(*out->cases));
	out->nr_cases = out->cases ? count : 0;
	out->skin = suite;
	for (unsigned int i = 0; i < out->nr_cases; i++) {
		struct kunit_case *test_case = &suite->test_cases[i];

		out->cases[i] = (struct kt_case){
			.name = test_case->name,
			.speed = kunit_speed_name(test_case->attr.speed, suite->attr.speed),
			.function = test_case->name,
			.skin = test_case,
		};
	}
}

static unsigned int suites_walk(struct kunit_suite **from, struct kunit_suite **to, bool is_init,
				struct kt_suite *out)
{
	unsigned int count = 0;

	/* Between the arrays of two files there may be padding. */
	for (; from < to; from++) {
		if (!*from)
			continue;
		if (out)
			suites_fill(&out[count], *from, is_init);
		count++;
	}
	return count;
}

/* Of module.c or program.c, which only programs of tests without KUnit have. */
extern const struct kt_suite *ktest_own_suites(unsigned int *nr) __weak;

__weak const struct kt_suite *kt_skin_suites(unsigned int *nr)
{
	static struct kt_suite *all;
	static unsigned int count;

	if (ktest_own_suites)
		return ktest_own_suites(nr);

	if (!all) {
		unsigned int plain = suites_walk(__start_kunit_test_suites,
						 __stop_kunit_test_suites, false, NULL);
		unsigned int init = suites_walk(__start_kunit_init_test_suites,
						__stop_kunit_init_test_suites, true, NULL);

		all = suites_alloc(plain + init, sizeof(*all));
		if (all) {
			count = plain + init;
			suites_walk(__start_kunit_test_suites, __stop_kunit_test_suites, false,
				    all);
			suites_walk(__start_kunit_init_test_suites,
				    __stop_kunit_init_test_suites, true, all + plain);
		}
	}
	*nr = count;
	return all;
}
