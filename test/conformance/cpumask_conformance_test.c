// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Sets of CPUs and of nodes. Every case has at least four CPUs. */
/* ktest: needs cpus >= 4 */

#include <kunit/test.h>
#include <linux/cpumask.h>
#include <linux/module.h>
#include <linux/nodemask.h>
#include <linux/slab.h>
#include <linux/topology.h>

static void machine_has_its_cpus(struct kunit *test)
{
	unsigned int cpu, n = 0;

	KUNIT_EXPECT_GE(test, num_online_cpus(), 4);
	KUNIT_EXPECT_GE(test, num_possible_cpus(), num_present_cpus());
	KUNIT_EXPECT_GE(test, num_present_cpus(), num_online_cpus());
	KUNIT_EXPECT_EQ(test, num_active_cpus(), num_online_cpus());
	KUNIT_EXPECT_TRUE(test, cpu_online(0) && cpu_possible(0) && cpu_present(0) && cpu_active(0));
	KUNIT_EXPECT_TRUE(test, cpumask_subset(cpu_online_mask, cpu_possible_mask));
	KUNIT_EXPECT_TRUE(test, cpumask_subset(cpu_active_mask, cpu_present_mask));
	for_each_online_cpu(cpu)
		n++;
	KUNIT_EXPECT_EQ(test, n, num_online_cpus());
	n = 0;
	for_each_present_cpu(cpu)
		n++;
	KUNIT_EXPECT_EQ(test, n, num_present_cpus());
	KUNIT_EXPECT_LE(test, nr_cpu_ids, NR_CPUS);
	KUNIT_EXPECT_GE(test, nr_cpumask_bits, nr_cpu_ids);
	KUNIT_EXPECT_GE(test, large_cpumask_bits, nr_cpu_ids);
	KUNIT_EXPECT_GE(test, small_cpumask_bits, nr_cpu_ids);
	KUNIT_EXPECT_EQ(test, cpumask_size(), BITS_TO_LONGS(large_cpumask_bits) * sizeof(long));
}

static void one_cpu(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, cpumask_weight(cpumask_of(2)), 1);
	KUNIT_EXPECT_TRUE(test, cpumask_test_cpu(2, cpumask_of(2)));
	KUNIT_EXPECT_FALSE(test, cpumask_test_cpu(1, cpumask_of(2)));
	KUNIT_EXPECT_TRUE(test, cpumask_equal(get_cpu_mask(3), cpumask_of(3)));
	KUNIT_EXPECT_EQ(test, cpumask_first(cpumask_of(3)), 3);
	KUNIT_EXPECT_EQ(test, cpumask_last(cpumask_of(3)), 3);
	KUNIT_EXPECT_GE(test, cpumask_any_but(cpumask_of(3), 3), nr_cpu_ids);
}

static void sets(struct kunit *test)
{
	static cpumask_t a, b, c;

	cpumask_clear(&a);
	KUNIT_EXPECT_TRUE(test, cpumask_empty(&a));
	cpumask_set_cpu(0, &a);
	cpumask_set_cpu(2, &a);
	KUNIT_EXPECT_TRUE(test, cpumask_test_and_set_cpu(2, &a));
	KUNIT_EXPECT_FALSE(test, cpumask_test_and_set_cpu(3, &a));
	KUNIT_EXPECT_TRUE(test, cpumask_test_and_clear_cpu(3, &a));
	cpumask_copy(&b, &a);
	KUNIT_EXPECT_TRUE(test, cpumask_equal(&a, &b));
	cpumask_assign_cpu(1, &b, true);
	cpumask_assign_cpu(0, &b, false);
	KUNIT_EXPECT_TRUE(test, cpumask_and(&c, &a, &b));
	KUNIT_EXPECT_EQ(test, cpumask_bits(&c)[0], BIT(2));
	cpumask_or(&c, &a, &b);
	KUNIT_EXPECT_EQ(test, cpumask_bits(&c)[0], 7UL);
	cpumask_xor(&c, &a, &b);
	KUNIT_EXPECT_EQ(test, cpumask_bits(&c)[0], 3UL);
	KUNIT_EXPECT_TRUE(test, cpumask_andnot(&c, &a, &b));
	KUNIT_EXPECT_EQ(test, cpumask_bits(&c)[0], 1UL);
	KUNIT_EXPECT_FALSE(test, cpumask_andnot(&c, &a, &a));
	KUNIT_EXPECT_TRUE(test, cpumask_intersects(&a, &b));
	KUNIT_EXPECT_FALSE(test, cpumask_intersects(cpumask_of(0), cpumask_of(1)));
	KUNIT_EXPECT_EQ(test, cpumask_weight_and(&a, &b), 1);
	KUNIT_EXPECT_EQ(test, cpumask_weight_andnot(&a, &b), 1);
	cpumask_setall(&c);
	KUNIT_EXPECT_TRUE(test, cpumask_full(&c));
	KUNIT_EXPECT_FALSE(test, cpumask_full(&a));
	cpumask_clear_cpu(2, &a);
	KUNIT_EXPECT_EQ(test, cpumask_weight(&a), 1);
}

static void searches(struct kunit *test)
{
	static cpumask_t a, b, c;
	unsigned int cpu;

	cpumask_clear(&a);
	cpumask_set_cpu(0, &a);
	cpumask_set_cpu(2, &a);
	cpumask_set_cpu(3, &a);
	cpumask_copy(&b, &a);
	cpumask_clear_cpu(0, &b);
	cpumask_setall(&c);
	KUNIT_EXPECT_EQ(test, cpumask_next(0, &a), 2);
	KUNIT_EXPECT_EQ(test, cpumask_next(-1, &a), 0);
	KUNIT_EXPECT_GE(test, cpumask_next(3, &a), nr_cpu_ids);
	KUNIT_EXPECT_EQ(test, cpumask_next_zero(-1, &a), 1);
	KUNIT_EXPECT_EQ(test, cpumask_first_zero(&a), 1);
	KUNIT_EXPECT_EQ(test, cpumask_next_and(0, &a, &b), 2);
	KUNIT_EXPECT_EQ(test, cpumask_first_and(&a, &b), 2);
	KUNIT_EXPECT_EQ(test, cpumask_first_and_and(&a, &b, &c), 2);
	KUNIT_EXPECT_EQ(test, cpumask_any_and(&a, cpumask_of(3)), 3);
	KUNIT_EXPECT_EQ(test, cpumask_nth(1, &a), 2);
	KUNIT_EXPECT_GE(test, cpumask_nth(3, &a), nr_cpu_ids);
	KUNIT_EXPECT_EQ(test, cpumask_nth_and(1, &a, &b), 3);
	KUNIT_EXPECT_EQ(test, cpumask_nth_andnot(0, &a, &b), 0);
	KUNIT_EXPECT_EQ(test, cpumask_next_wrap(3, &a, 3, false), 0);
	KUNIT_EXPECT_EQ(test, cpumask_next_wrap(3, &a, 3, true), 0);
	KUNIT_EXPECT_EQ(test, cpumask_next_wrap(3, &a, -1, true), 0);
	KUNIT_EXPECT_GE(test, cpumask_next_wrap(2, &a, 3, true), nr_cpu_ids);
	KUNIT_EXPECT_GE(test, cpumask_next_wrap(3, &a, 0, true), nr_cpu_ids);
	KUNIT_EXPECT_EQ(test, cpumask_any_but(&b, 2), 3);
	cpu = cpumask_any_distribute(&a);
	KUNIT_EXPECT_TRUE(test, cpumask_test_cpu(cpu, &a));
	cpu = cpumask_any_and_distribute(&a, &b);
	KUNIT_EXPECT_TRUE(test, cpumask_test_cpu(cpu, &b));
	KUNIT_EXPECT_LT(test, cpumask_local_spread(0, 0), nr_cpu_ids);
}

static void loops(struct kunit *test)
{
	static cpumask_t a, b;
	unsigned long seen;
	unsigned int cpu;

	cpumask_clear(&a);
	cpumask_set_cpu(0, &a);
	cpumask_set_cpu(2, &a);
	cpumask_copy(&b, cpumask_of(2));
	cpumask_set_cpu(3, &b);
#define SEEN(loop) ({ seen = 0; loop seen |= BIT(cpu); seen; })
	KUNIT_EXPECT_EQ(test, SEEN(for_each_cpu(cpu, &a)), 5UL);
	KUNIT_EXPECT_EQ(test, SEEN(for_each_cpu_and(cpu, &a, &b)), 4UL);
	KUNIT_EXPECT_EQ(test, SEEN(for_each_cpu_or(cpu, &a, &b)), 13UL);
	KUNIT_EXPECT_EQ(test, SEEN(for_each_cpu_andnot(cpu, &a, &b)), 1UL);
	KUNIT_EXPECT_EQ(test, SEEN(for_each_cpu_wrap(cpu, &a, 1)), 5UL);
	cpu = 1;
	KUNIT_EXPECT_EQ(test, SEEN(for_each_cpu_from(cpu, &a)), 4UL);
#undef SEEN
}

static void masks_that_are_allocated(struct kunit *test)
{
	cpumask_var_t a, b;

	KUNIT_ASSERT_TRUE(test, zalloc_cpumask_var(&a, GFP_KERNEL));
	KUNIT_ASSERT_TRUE(test, zalloc_cpumask_var_node(&b, GFP_KERNEL, 0));
	KUNIT_EXPECT_TRUE(test, cpumask_available(a));
	KUNIT_EXPECT_TRUE(test, cpumask_empty(a));
	KUNIT_EXPECT_TRUE(test, cpumask_empty(b));
	free_cpumask_var(a);
	free_cpumask_var(b);
	KUNIT_ASSERT_TRUE(test, alloc_cpumask_var(&a, GFP_KERNEL));
	KUNIT_ASSERT_TRUE(test, alloc_cpumask_var_node(&b, GFP_KERNEL, NUMA_NO_NODE));
	cpumask_copy(a, cpumask_of(1));
	cpumask_copy(b, a);
	KUNIT_EXPECT_TRUE(test, cpumask_test_cpu(1, b));
	free_cpumask_var(a);
	free_cpumask_var(b);
}

static void texts(struct kunit *test)
{
	static cpumask_t mask;
	char text[64];

	KUNIT_EXPECT_EQ(test, cpulist_parse("0,2-3", &mask), 0);
	KUNIT_EXPECT_EQ(test, cpumask_bits(&mask)[0], 13UL);
	scnprintf(text, sizeof(text), "%*pbl", cpumask_pr_args(&mask));
	KUNIT_EXPECT_STREQ(test, text, "0,2-3");
	KUNIT_EXPECT_EQ(test, cpumask_parse("5", &mask), 0);
	KUNIT_EXPECT_EQ(test, cpumask_bits(&mask)[0], 5UL);
	KUNIT_EXPECT_EQ(test, cpumask_parse("x", &mask), -EINVAL);
	KUNIT_EXPECT_EQ(test, cpulist_parse("3-1", &mask), -EINVAL);
}

static void constants_of_masks(struct kunit *test)
{
	static const struct cpumask none = { CPU_BITS_NONE };
	static cpumask_t all = CPU_MASK_ALL, empty = CPU_MASK_NONE;

	KUNIT_EXPECT_TRUE(test, cpumask_empty(&none));
	KUNIT_EXPECT_TRUE(test, cpumask_empty(&empty));
	KUNIT_EXPECT_TRUE(test, cpumask_test_cpu(0, &all));
}

static void sets_of_nodes(struct kunit *test)
{
	nodemask_t a = NODE_MASK_NONE, b = NODE_MASK_ALL, c;
	char text[32];
	int node, n = 0;

	KUNIT_EXPECT_FALSE(test, node_test_and_set(1, a));
	KUNIT_EXPECT_TRUE(test, node_test_and_set(1, a));
	node_set(3, a);
	nodes_and(c, a, b);
	KUNIT_EXPECT_TRUE(test, nodes_equal(a, c));
	nodes_andnot(c, b, a);
	KUNIT_EXPECT_FALSE(test, nodes_intersects(a, c));
	nodes_or(c, c, a);
	KUNIT_EXPECT_TRUE(test, nodes_equal(b, c));
	KUNIT_EXPECT_TRUE(test, nodes_subset(a, b));
	KUNIT_EXPECT_FALSE(test, nodes_subset(b, a));
	for_each_node_mask(node, a)
		n += node;
	KUNIT_EXPECT_EQ(test, n, 4);
	KUNIT_EXPECT_EQ(test, next_node_in(3, a), 1);
	scnprintf(text, sizeof(text), "%*pbl", nodemask_pr_args(&a));
	KUNIT_EXPECT_STREQ(test, text, "1,3");
	nodes_clear(c);
	KUNIT_EXPECT_TRUE(test, nodes_empty(c));
	nodes_setall(c);
	KUNIT_EXPECT_TRUE(test, node_isset(0, c));
	KUNIT_EXPECT_TRUE(test, node_online(0) && node_possible(0));
	n = 0;
	for_each_node(node)
		n++;
	KUNIT_EXPECT_EQ(test, n, num_possible_nodes());
	KUNIT_EXPECT_TRUE(test, nodes_subset(node_online_map, node_possible_map));
}

static struct kunit_case cpumask_cases[] = {
	KUNIT_CASE(machine_has_its_cpus),
	KUNIT_CASE(one_cpu),
	KUNIT_CASE(sets),
	KUNIT_CASE(searches),
	KUNIT_CASE(loops),
	KUNIT_CASE(masks_that_are_allocated),
	KUNIT_CASE(texts),
	KUNIT_CASE(constants_of_masks),
	KUNIT_CASE(sets_of_nodes),
	{}
};

static struct kunit_suite cpumask_suite = {
	.name = "conformance-cpumask",
	.test_cases = cpumask_cases,
};
kunit_test_suite(cpumask_suite);

MODULE_LICENSE("Dual MIT/GPL");
