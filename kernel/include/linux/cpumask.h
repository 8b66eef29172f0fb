/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Sets of CPUs. CPU numbers below nr_cpu_ids are possible, present and online.
 * Fidelity: faithful; CPUs do not come or go
 */
#ifndef KTEST_LINUX_CPUMASK_H
#define KTEST_LINUX_CPUMASK_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/atomic.h>
#include <linux/bitmap.h>
#include <linux/bug.h>
#include <linux/gfp_types.h>
#include <linux/kernel.h>
#include <linux/numa.h>
#include <linux/threads.h>

typedef struct cpumask { DECLARE_BITMAP(bits, NR_CPUS); } cpumask_t;
typedef struct cpumask cpumask_var_t[1];

extern struct cpumask __cpu_possible_mask, __cpu_online_mask, __cpu_present_mask;
extern struct cpumask __cpu_active_mask, __cpu_dying_mask, __cpu_enabled_mask;
#ifdef KTEST_HOSTED
extern unsigned int nr_cpu_ids;
#else
#define nr_cpu_ids ((unsigned int)NR_CPUS)
#endif
#define cpu_possible_mask ((const struct cpumask *)&__cpu_possible_mask)
#define cpu_online_mask ((const struct cpumask *)&__cpu_online_mask)
#define cpu_present_mask ((const struct cpumask *)&__cpu_present_mask)
#define cpu_active_mask ((const struct cpumask *)&__cpu_active_mask)
#define cpu_dying_mask ((const struct cpumask *)&__cpu_dying_mask)
#define cpu_enabled_mask ((const struct cpumask *)&__cpu_enabled_mask)
#define nr_cpumask_bits nr_cpu_ids
#define small_cpumask_bits nr_cpu_ids
#define large_cpumask_bits nr_cpu_ids
#define cpumask_bits(maskp) ((maskp)->bits)
#define cpumask_pr_args(maskp) nr_cpu_ids, cpumask_bits(maskp)

#define CPU_BITS_NONE { 0UL }
#define CPU_MASK_NONE ((cpumask_t) { CPU_BITS_NONE })
#define CPU_MASK_ALL ((cpumask_t) { { [0 ... BITS_TO_LONGS(NR_CPUS) - 1] = ~0UL } })

static inline unsigned int cpumask_first(const struct cpumask *p)
{
	return find_first_bit(cpumask_bits(p), nr_cpu_ids);
}
static inline unsigned int cpumask_first_zero(const struct cpumask *p)
{
	return find_first_zero_bit(cpumask_bits(p), nr_cpu_ids);
}
static inline unsigned int cpumask_first_and(const struct cpumask *a, const struct cpumask *b)
{
	return find_first_and_bit(cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}
static inline unsigned int cpumask_first_and_and(const struct cpumask *a,
						 const struct cpumask *b,
						 const struct cpumask *c)
{
	return find_first_and_and_bit(cpumask_bits(a), cpumask_bits(b), cpumask_bits(c),
				      nr_cpu_ids);
}
static inline unsigned int cpumask_last(const struct cpumask *p)
{
	return find_last_bit(cpumask_bits(p), nr_cpu_ids);
}
static inline unsigned int cpumask_next(int n, const struct cpumask *p)
{
	return find_next_bit(cpumask_bits(p), nr_cpu_ids, n + 1);
}
static inline unsigned int cpumask_next_zero(int n, const struct cpumask *p)
{
	return find_next_zero_bit(cpumask_bits(p), nr_cpu_ids, n + 1);
}
static inline unsigned int cpumask_next_and(int n, const struct cpumask *a,
					    const struct cpumask *b)
{
	return find_next_and_bit(cpumask_bits(a), cpumask_bits(b), nr_cpu_ids, n + 1);
}
static inline unsigned int cpumask_nth(unsigned int cpu, const struct cpumask *p)
{
	return find_nth_bit(cpumask_bits(p), nr_cpu_ids, cpu);
}
static inline unsigned int cpumask_nth_and(unsigned int cpu, const struct cpumask *a,
					   const struct cpumask *b)
{
	return find_nth_and_bit(cpumask_bits(a), cpumask_bits(b), nr_cpu_ids, cpu);
}
static inline unsigned int cpumask_nth_andnot(unsigned int cpu, const struct cpumask *a,
					      const struct cpumask *b)
{
	return find_nth_andnot_bit(cpumask_bits(a), cpumask_bits(b), nr_cpu_ids, cpu);
}
KTEST_FN unsigned int cpumask_local_spread(unsigned int i, int node);
KTEST_FN unsigned int cpumask_any_and_distribute(const struct cpumask *a, const struct cpumask *b);
KTEST_FN unsigned int cpumask_any_distribute(const struct cpumask *p);
#if KTEST_HAS_cpumask_next_wrap_of_two
static inline unsigned int cpumask_next_wrap(int n, const struct cpumask *src)
{
	unsigned int next = cpumask_next(n, src);

	return next < nr_cpu_ids ? next : cpumask_first(src);
}
#else
KTEST_FN unsigned int cpumask_next_wrap(int n, const struct cpumask *mask, int start, bool wrap);
#endif
static inline unsigned int cpumask_any_but(const struct cpumask *mask, unsigned int cpu)
{
	unsigned int i;

	for_each_set_bit(i, cpumask_bits(mask), nr_cpu_ids)
		if (i != cpu)
			break;
	return i;
}
#define cpumask_any(srcp) cpumask_first(srcp)
#define cpumask_any_and(a, b) cpumask_first_and((a), (b))

#define for_each_cpu(cpu, mask) for_each_set_bit(cpu, cpumask_bits(mask), nr_cpu_ids)
#define for_each_cpu_and(cpu, a, b) \
	for_each_and_bit(cpu, cpumask_bits(a), cpumask_bits(b), nr_cpu_ids)
#define for_each_cpu_andnot(cpu, a, b) \
	for_each_andnot_bit(cpu, cpumask_bits(a), cpumask_bits(b), nr_cpu_ids)
#define for_each_cpu_or(cpu, a, b) \
	for_each_or_bit(cpu, cpumask_bits(a), cpumask_bits(b), nr_cpu_ids)
#if KTEST_HAS_for_each_cpu_not
#define for_each_cpu_not(cpu, mask) for_each_clear_bit(cpu, cpumask_bits(mask), nr_cpu_ids)
#endif
#define for_each_cpu_from(cpu, mask) for_each_set_bit_from(cpu, cpumask_bits(mask), nr_cpu_ids)
#define for_each_cpu_wrap(cpu, mask, start) \
	for_each_set_bit_wrap(cpu, cpumask_bits(mask), nr_cpu_ids, start)
#ifdef KTEST_HOSTED
#define for_each_possible_cpu(cpu) for_each_cpu((cpu), cpu_possible_mask)
#define for_each_online_cpu(cpu) for_each_cpu((cpu), cpu_online_mask)
#define for_each_present_cpu(cpu) for_each_cpu((cpu), cpu_present_mask)
#else
#define for_each_possible_cpu(cpu) for ((cpu) = 0; (cpu) < NR_CPUS; (cpu)++)
#define for_each_online_cpu(cpu) for_each_possible_cpu(cpu)
#define for_each_present_cpu(cpu) for_each_possible_cpu(cpu)
#endif

static inline void cpumask_set_cpu(unsigned int cpu, struct cpumask *p)
{
	set_bit(cpu, cpumask_bits(p));
}
static inline void __cpumask_set_cpu(unsigned int cpu, struct cpumask *p)
{
	__set_bit(cpu, cpumask_bits(p));
}
static inline void cpumask_clear_cpu(int cpu, struct cpumask *p) { clear_bit(cpu, cpumask_bits(p)); }
static inline void __cpumask_clear_cpu(int cpu, struct cpumask *p)
{
	__clear_bit(cpu, cpumask_bits(p));
}
static inline void cpumask_assign_cpu(int cpu, struct cpumask *mask, bool value)
{
	assign_bit(cpu, cpumask_bits(mask), value);
}
static inline bool cpumask_test_cpu(int cpu, const struct cpumask *p)
{
	return test_bit(cpu, cpumask_bits(p));
}
static inline bool cpumask_test_and_set_cpu(int cpu, struct cpumask *p)
{
	return test_and_set_bit(cpu, cpumask_bits(p));
}
static inline bool cpumask_test_and_clear_cpu(int cpu, struct cpumask *p)
{
	return test_and_clear_bit(cpu, cpumask_bits(p));
}
static inline void cpumask_setall(struct cpumask *p) { bitmap_zero(p->bits, NR_CPUS); bitmap_set(p->bits, 0, nr_cpu_ids); }
static inline void cpumask_clear(struct cpumask *p) { bitmap_zero(cpumask_bits(p), NR_CPUS); }
static inline bool cpumask_and(struct cpumask *d, const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_and(cpumask_bits(d), cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}
static inline void cpumask_or(struct cpumask *d, const struct cpumask *a, const struct cpumask *b)
{
	bitmap_or(cpumask_bits(d), cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}
static inline void cpumask_xor(struct cpumask *d, const struct cpumask *a, const struct cpumask *b)
{
	bitmap_xor(cpumask_bits(d), cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}
static inline bool cpumask_andnot(struct cpumask *d, const struct cpumask *a,
				  const struct cpumask *b)
{
	return bitmap_andnot(cpumask_bits(d), cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}
static inline bool cpumask_equal(const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_equal(cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}
static inline bool cpumask_intersects(const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_intersects(cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}
static inline bool cpumask_subset(const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_subset(cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}
static inline bool cpumask_empty(const struct cpumask *p)
{
	return bitmap_empty(cpumask_bits(p), nr_cpu_ids);
}
static inline bool cpumask_full(const struct cpumask *p)
{
	return bitmap_full(cpumask_bits(p), nr_cpu_ids);
}
static inline unsigned int cpumask_weight(const struct cpumask *p)
{
	return bitmap_weight(cpumask_bits(p), nr_cpu_ids);
}
static inline unsigned int cpumask_weight_and(const struct cpumask *a, const struct cpumask *b)
{
	return bitmap_weight_and(cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}
static inline unsigned int cpumask_weight_andnot(const struct cpumask *a,
						 const struct cpumask *b)
{
	return bitmap_weight_andnot(cpumask_bits(a), cpumask_bits(b), nr_cpu_ids);
}
static inline void cpumask_copy(struct cpumask *d, const struct cpumask *s)
{
	bitmap_copy(cpumask_bits(d), cpumask_bits(s), NR_CPUS);
}
static inline int cpumask_parse(const char *buf, struct cpumask *dstp)
{
	return bitmap_parse(buf, UINT_MAX, cpumask_bits(dstp), nr_cpu_ids);
}
static inline int cpulist_parse(const char *buf, struct cpumask *dstp)
{
	return bitmap_parselist(buf, cpumask_bits(dstp), nr_cpu_ids);
}
static inline unsigned int cpumask_size(void) { return bitmap_size(NR_CPUS); }
KTEST_FN const struct cpumask *get_cpu_mask(unsigned int cpu);
#define cpumask_of(cpu) get_cpu_mask(cpu)
static inline unsigned int num_online_cpus(void) { return cpumask_weight(cpu_online_mask); }
#define num_possible_cpus() cpumask_weight(cpu_possible_mask)
#define num_present_cpus() cpumask_weight(cpu_present_mask)
#define num_active_cpus() cpumask_weight(cpu_active_mask)
static inline bool cpu_online(unsigned int cpu) { return cpumask_test_cpu(cpu, cpu_online_mask); }
static inline bool cpu_possible(unsigned int cpu)
{
	return cpumask_test_cpu(cpu, cpu_possible_mask);
}
static inline bool cpu_present(unsigned int cpu)
{
	return cpumask_test_cpu(cpu, cpu_present_mask);
}
static inline bool cpu_active(unsigned int cpu) { return cpumask_test_cpu(cpu, cpu_active_mask); }

/* A cpumask_var_t is the mask itself, so allocating cannot fail. */
static inline bool alloc_cpumask_var(cpumask_var_t *mask, gfp_t flags)
{
	(void)mask, (void)flags;
	return true;
}
static inline bool alloc_cpumask_var_node(cpumask_var_t *mask, gfp_t flags, int node)
{
	(void)mask, (void)flags, (void)node;
	return true;
}
static inline bool zalloc_cpumask_var(cpumask_var_t *mask, gfp_t flags)
{
	(void)flags;
	cpumask_clear(*mask);
	return true;
}
static inline bool zalloc_cpumask_var_node(cpumask_var_t *mask, gfp_t flags, int node)
{
	(void)node;
	return zalloc_cpumask_var(mask, flags);
}
static inline void free_cpumask_var(cpumask_var_t mask) { (void)mask; }
static inline bool cpumask_available(cpumask_var_t mask) { (void)mask; return true; }

#include <ktest/close.h>
#endif
