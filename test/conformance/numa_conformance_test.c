// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * NUMA nodes, their CPUs and their memory, on machines that the cases declare: the same answers
 * are wanted from the emulated one and from QEMU's.
 */
#include <kunit/test.h>
#include <linux/cpumask.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/nodemask.h>
#include <linux/slab.h>
#include <linux/topology.h>

/* ktest: needs nodes >= 4, cpus >= 4 */
static void every_cpu_is_on_its_node(struct kunit *test)
{
	unsigned int cpu, sum = 0;
	int node;

	KUNIT_EXPECT_GE(test, num_online_nodes(), 4);
	for_each_online_cpu(cpu)
		KUNIT_EXPECT_TRUE(test, cpumask_test_cpu(cpu, cpumask_of_node(cpu_to_node(cpu))));
	for_each_online_node(node)
		sum += cpumask_weight(cpumask_of_node(node));
	KUNIT_EXPECT_EQ(test, sum, num_online_cpus());
}

/* ktest: needs nodes >= 4 */
static void distances(struct kunit *test)
{
	int from, to;

	for_each_online_node(from) {
		KUNIT_EXPECT_EQ(test, node_distance(from, from), LOCAL_DISTANCE);
		for_each_online_node(to)
			if (from != to) {
				KUNIT_EXPECT_GT(test, node_distance(from, to), LOCAL_DISTANCE);
				KUNIT_EXPECT_EQ(test, node_distance(from, to), node_distance(to, from));
			}
	}
}

/* ktest: needs nodes >= 2 */
static void node_masks_of_states(struct kunit *test)
{
	int node, count = 0;

	KUNIT_EXPECT_EQ(test, num_node_state(N_ONLINE), num_online_nodes());
	KUNIT_EXPECT_TRUE(test, node_state(0, N_ONLINE));
	KUNIT_EXPECT_TRUE(test, node_state(0, N_CPU));
	KUNIT_EXPECT_TRUE(test, node_state(first_memory_node, N_MEMORY));
	KUNIT_EXPECT_FALSE(test, node_state(MAX_NUMNODES - 1, N_ONLINE));
	for_each_node_state(node, N_ONLINE)
		count++;
	KUNIT_EXPECT_EQ(test, count, num_online_nodes());
	KUNIT_EXPECT_EQ(test, first_online_node, 0);
	KUNIT_EXPECT_EQ(test, next_online_node(0), 1);
	KUNIT_EXPECT_EQ(test, next_online_node(MAX_NUMNODES - 1), MAX_NUMNODES);
	KUNIT_EXPECT_TRUE(test, nodes_subset(node_states[N_MEMORY], node_states[N_ONLINE]));
	KUNIT_EXPECT_TRUE(test, nodes_subset(node_states[N_ONLINE], node_states[N_POSSIBLE]));
}

/* ktest: needs cpuless node */
static void node_without_cpus(struct kunit *test)
{
	int node, found = NUMA_NO_NODE;
	unsigned int cpu;
	struct page *page;

	for_each_online_node(node)
		if (!node_state(node, N_CPU))
			found = node;
	KUNIT_ASSERT_NE(test, found, NUMA_NO_NODE);
	KUNIT_EXPECT_TRUE(test, cpumask_empty(cpumask_of_node(found)));
	KUNIT_EXPECT_EQ(test, nr_cpus_node(found), 0);
	for_each_online_cpu(cpu)
		KUNIT_EXPECT_NE(test, cpu_to_node(cpu), found);
	/* Its memory is memory as any other's. */
	KUNIT_ASSERT_TRUE(test, node_state(found, N_MEMORY));
	page = alloc_pages_node(found, GFP_KERNEL | __GFP_THISNODE, 0);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_EQ(test, page_to_nid(page), found);
	__free_pages(page, 0);
}

/* ktest: needs memoryless node */
static void node_without_memory(struct kunit *test)
{
	int node, found = NUMA_NO_NODE;
	struct page *page;

	for_each_online_node(node)
		if (!node_state(node, N_MEMORY))
			found = node;
	KUNIT_ASSERT_NE(test, found, NUMA_NO_NODE);
	/* Asked for memory there, the kernel takes a neighbour's, unless it may not. */
	page = alloc_pages_node(found, GFP_KERNEL, 0);
	KUNIT_ASSERT_NOT_NULL(test, page);
	KUNIT_EXPECT_NE(test, page_to_nid(page), found);
	__free_pages(page, 0);
	KUNIT_EXPECT_NULL(test, alloc_pages_node(found, GFP_KERNEL | __GFP_THISNODE | __GFP_NOWARN, 0));
}

/* ktest: needs nodes >= 2 */
static void memory_of_each_node(struct kunit *test)
{
	int node;

	for_each_node_state(node, N_MEMORY) {
		struct page *page = alloc_pages_node(node, GFP_KERNEL | __GFP_THISNODE, 1);
		void *object = kmalloc_node(100, GFP_KERNEL | __GFP_THISNODE, node);

		/* That virt_to_page(object) is there, too, is not emulated: <linux/slab.h>. */
		KUNIT_ASSERT_NOT_NULL(test, page);
		KUNIT_EXPECT_EQ(test, page_to_nid(page), node);
		KUNIT_ASSERT_NOT_NULL(test, object);
		kfree(object);
		__free_pages(page, 1);
	}
}

static struct kunit_case numa_cases[] = {
	KUNIT_CASE(every_cpu_is_on_its_node),
	KUNIT_CASE(distances),
	KUNIT_CASE(node_masks_of_states),
	KUNIT_CASE(node_without_cpus),
	KUNIT_CASE(node_without_memory),
	KUNIT_CASE(memory_of_each_node),
	{}
};

static struct kunit_suite numa_suite = {
	.name = "conformance-numa",
	.test_cases = numa_cases,
};
kunit_test_suite(numa_suite);

MODULE_LICENSE("Dual MIT/GPL");
