/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: sets of CPUs. All NR_CPUS are there, on one node. */
#ifndef KTEST_PLAIN_CPUMASK_H
#define KTEST_PLAIN_CPUMASK_H

__weak struct cpumask __cpu_possible_mask, __cpu_online_mask, __cpu_present_mask;
__weak struct cpumask __cpu_active_mask, __cpu_dying_mask, __cpu_enabled_mask;
__weak struct cpumask ktp_cpu_single[NR_CPUS];

/* Each translation unit may ask for it. */
KTEST_DEF void ktp_cpumask_boot(void) __attribute__((__constructor__(101)));
KTEST_DEF void ktp_cpumask_boot(void)
{
	unsigned int cpu;

	for (cpu = 0; cpu < NR_CPUS; cpu++) {
		ktp_cpu_single[cpu].bits[cpu / 64] = 1ul << cpu % 64;
		__cpu_possible_mask.bits[cpu / 64] |= 1ul << cpu % 64;
	}
	__cpu_online_mask = __cpu_present_mask = __cpu_active_mask = __cpu_enabled_mask =
		__cpu_possible_mask;
}

KTEST_DEF const struct cpumask *get_cpu_mask(unsigned int cpu)
{
	return &ktp_cpu_single[cpu];
}

KTEST_DEF unsigned int cpumask_local_spread(unsigned int i, int node)
{
	(void)node;
	return i % NR_CPUS;
}

KTEST_DEF unsigned int cpumask_any_and_distribute(const struct cpumask *a, const struct cpumask *b)
{
	static __thread int prev;
	unsigned int next = find_next_and_bit_wrap(cpumask_bits(a), cpumask_bits(b), nr_cpumask_bits,
						   prev + 1);

	if (next < nr_cpu_ids)
		prev = next;
	return next;
}

KTEST_DEF unsigned int cpumask_any_distribute(const struct cpumask *p)
{
	return cpumask_any_and_distribute(p, p);
}

#endif
