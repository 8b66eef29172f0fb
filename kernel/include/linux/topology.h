/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Which CPU is on which node.
 * Fidelity: faithful; distances are 10 at home and 20 elsewhere
 */
#ifndef KTEST_LINUX_TOPOLOGY_H
#define KTEST_LINUX_TOPOLOGY_H
#include <ktest/open.h>

#include <linux/cpumask.h>
#include <linux/percpu.h>
#include <linux/nodemask.h>
#include <linux/smp.h>

#define LOCAL_DISTANCE 10
#define REMOTE_DISTANCE 20
#define node_distance(from, to) ((from) == (to) ? LOCAL_DISTANCE : REMOTE_DISTANCE)
#ifdef KTEST_HOSTED
static inline int cpu_to_node(int cpu) { return kt_topology.node_of_cpu[cpu]; }
#else
/* Plain mode: one node. */
static inline int cpu_to_node(int cpu) { (void)cpu; return 0; }
#endif
static inline int cpu_to_mem(int cpu) { return cpu_to_node(cpu); }
static inline int numa_node_id(void) { return cpu_to_node(raw_smp_processor_id()); }
static inline int numa_mem_id(void) { return numa_node_id(); }
const struct cpumask *cpumask_of_node(int node);
#define nr_cpus_node(node) cpumask_weight(cpumask_of_node(node))
/* The n-th CPU of `cpus`, those nearest to `node` first; nr_cpu_ids when there are fewer. */
int sched_numa_find_nth_cpu(const struct cpumask *cpus, int cpu, int node);
#define for_each_node_with_cpus(node) for_each_online_node(node) if (nr_cpus_node(node))

#include <ktest/close.h>
#endif
