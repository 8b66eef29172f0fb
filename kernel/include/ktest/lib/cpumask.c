// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Walks over sets of CPUs. */
#ifndef KTEST_LIB_CPUMASK_C
#define KTEST_LIB_CPUMASK_C

#include <linux/cpumask.h>

#if !KTEST_HAS_cpumask_next_wrap_of_two
KTEST_DEF unsigned int cpumask_next_wrap(int n, const struct cpumask *mask, int start, bool wrap)
{
	unsigned int next = cpumask_next(n, mask);

	if (wrap && n < start && next >= (unsigned int)start)
		return nr_cpumask_bits;
	if (next < nr_cpu_ids)
		return next;
	/* From the first again, up to start; a start of -1 is never reached. */
	next = cpumask_next(-1, mask);
	return start >= 0 && next >= (unsigned int)start ? nr_cpumask_bits : next;
}
#endif

#endif
