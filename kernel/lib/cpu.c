// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* CPU masks, nodes and per-CPU memory, from the engine's topology. */
#include <linux/cpu.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/cpumask.h>
#include <linux/percpu.h>
#include <linux/topology.h>

__weak struct cpumask __cpu_possible_mask, __cpu_online_mask, __cpu_present_mask;
__weak struct cpumask __cpu_active_mask, __cpu_dying_mask, __cpu_enabled_mask;
__weak unsigned int nr_cpu_ids = NR_CPUS;
__weak unsigned int nr_node_ids = 1, nr_online_nodes = 1;
__weak nodemask_t node_states[NR_NODE_STATES];
static struct cpumask cpu_single[NR_CPUS], cpu_of_node[MAX_NUMNODES];

void ktest_boot_cpus(void);
__weak void ktest_boot_cpus(void)
{
	nr_cpu_ids = min_t(unsigned int, kt_topology.nr_cpus, NR_CPUS);
	nr_node_ids = nr_online_nodes = kt_topology.nr_nodes;
	for (unsigned int cpu = 0; cpu < nr_cpu_ids; cpu++) {
		__cpumask_set_cpu(cpu, &cpu_single[cpu]);
		__cpumask_set_cpu(cpu, &cpu_of_node[kt_topology.node_of_cpu[cpu]]);
		__cpumask_set_cpu(cpu, &__cpu_possible_mask);
	}
	__cpu_online_mask = __cpu_present_mask = __cpu_active_mask = __cpu_enabled_mask =
		__cpu_possible_mask;
	for (unsigned int node = 0; node < nr_node_ids; node++) {
		node_set(node, node_states[N_POSSIBLE]);
		node_set(node, node_states[N_ONLINE]);
		if (!(kt_topology.memoryless_nodes & 1u << node)) {
			node_set(node, node_states[N_NORMAL_MEMORY]);
			node_set(node, node_states[N_MEMORY]);
		}
		if (!cpumask_empty(&cpu_of_node[node]))
			node_set(node, node_states[N_CPU]);
	}
}

__weak const struct cpumask *get_cpu_mask(unsigned int cpu)
{
	return &cpu_single[cpu];
}

__weak const struct cpumask *cpumask_of_node(int node)
{
	return node < 0 ? cpu_online_mask : &cpu_of_node[node];
}

/* Home first, then the other nodes in the order of their numbers. */
__weak int sched_numa_find_nth_cpu(const struct cpumask *cpus, int cpu, int node)
{
	int home = node == NUMA_NO_NODE ? 0 : node;

	for (int step = -1; step < (int)nr_node_ids; step++) {
		const struct cpumask *mask = cpumask_of_node(step < 0 ? home : step);
		int count = cpumask_weight_and(cpus, mask);

		if (step == home)
			continue;
		if (cpu < count)
			return cpumask_nth_and(cpu, cpus, mask);
		cpu -= count;
	}
	return nr_cpu_ids;
}

__weak unsigned int cpumask_local_spread(unsigned int i, int node)
{
	return sched_numa_find_nth_cpu(cpu_online_mask, i % num_online_cpus(), node);
}

static DEFINE_PER_CPU(int, cpu_distribute_prev);

__weak unsigned int cpumask_any_and_distribute(const struct cpumask *a, const struct cpumask *b)
{
	int prev = raw_cpu_read(cpu_distribute_prev);
	unsigned int next = find_next_and_bit_wrap(cpumask_bits(a), cpumask_bits(b),
						   nr_cpumask_bits, prev + 1);

	if (next < nr_cpu_ids)
		raw_cpu_write(cpu_distribute_prev, next);
	return next;
}

__weak unsigned int cpumask_any_distribute(const struct cpumask *p)
{
	return cpumask_any_and_distribute(p, p);
}

__weak void *ktest_alloc_percpu(size_t size, size_t align, gfp_t gfp)
{
	might_sleep_if((gfp & GFP_KERNEL) == GFP_KERNEL);
	if (WARN_ON(!size || size > 32768 || !is_power_of_2(align)))
		return NULL;
	return kt_percpu_alloc(size, align);
}

__weak void free_percpu(void *pdata)
{
	if (pdata)
		kt_percpu_free(pdata);
}

__weak bool is_kernel_percpu_address(unsigned long addr)
{
	return kt_is_percpu((const void *)addr);
}
