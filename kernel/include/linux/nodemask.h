/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Sets of NUMA nodes, and which nodes are what.
 * Fidelity: faithful; nodes do not come or go, so all that are possible are online
 */
#ifndef KTEST_LINUX_NODEMASK_H
#define KTEST_LINUX_NODEMASK_H
#include <ktest/open.h>

#include <linux/bitmap.h>
#include <linux/minmax.h>
#include <linux/numa.h>
#include <linux/random.h>

typedef struct { DECLARE_BITMAP(bits, MAX_NUMNODES); } nodemask_t;

enum node_states {
	N_POSSIBLE,
	N_ONLINE,
	N_NORMAL_MEMORY,
	N_HIGH_MEMORY = N_NORMAL_MEMORY,
	N_MEMORY,
	N_CPU,
	N_GENERIC_INITIATOR,
	NR_NODE_STATES
};
extern nodemask_t node_states[NR_NODE_STATES];
extern unsigned int nr_node_ids, nr_online_nodes;
#define node_online_map node_states[N_ONLINE]
#define node_possible_map node_states[N_POSSIBLE]
#define nodemask_pr_args(maskp) MAX_NUMNODES, (maskp)->bits
#define node_set(node, dst) set_bit((node), (dst).bits)
#define node_clear(node, dst) clear_bit((node), (dst).bits)
#define node_isset(node, mask) test_bit((node), (mask).bits)
#define node_test_and_set(node, mask) test_and_set_bit((node), (mask).bits)
#define nodes_clear(dst) bitmap_zero((dst).bits, MAX_NUMNODES)
#define nodes_setall(dst) bitmap_fill((dst).bits, MAX_NUMNODES)
#define nodes_and(dst, a, b) bitmap_and((dst).bits, (a).bits, (b).bits, MAX_NUMNODES)
#define nodes_or(dst, a, b) bitmap_or((dst).bits, (a).bits, (b).bits, MAX_NUMNODES)
#define nodes_andnot(dst, a, b) bitmap_andnot((dst).bits, (a).bits, (b).bits, MAX_NUMNODES)
#define nodes_equal(a, b) bitmap_equal((a).bits, (b).bits, MAX_NUMNODES)
#define nodes_intersects(a, b) bitmap_intersects((a).bits, (b).bits, MAX_NUMNODES)
#define nodes_subset(a, b) bitmap_subset((a).bits, (b).bits, MAX_NUMNODES)
#define nodes_empty(mask) bitmap_empty((mask).bits, MAX_NUMNODES)
#define nodes_weight(mask) bitmap_weight((mask).bits, MAX_NUMNODES)
#define first_node(mask) ((int)find_first_bit((mask).bits, MAX_NUMNODES))
#define next_node(n, mask) ((int)find_next_bit((mask).bits, MAX_NUMNODES, (n) + 1))
#define next_node_in(n, mask) \
	({ int ktest_n = next_node(n, mask); ktest_n == MAX_NUMNODES ? first_node(mask) : ktest_n; })
#define for_each_node_mask(node, mask) for_each_set_bit(node, (mask).bits, MAX_NUMNODES)
#define for_each_node(node) for_each_node_mask(node, node_possible_map)
#define for_each_online_node(node) for_each_node_mask(node, node_online_map)
#define num_online_nodes() ((int)nr_online_nodes)
#define num_possible_nodes() ((int)nr_node_ids)
#define node_online(node) node_isset(node, node_online_map)
#define node_possible(node) node_isset(node, node_possible_map)
#define first_online_node first_node(node_online_map)
#define first_memory_node first_node(node_states[N_MEMORY])
#define next_online_node(node) next_node((node), node_states[N_ONLINE])
#define next_memory_node(node) next_node((node), node_states[N_MEMORY])
static inline int node_state(int node, enum node_states state)
{
	return node_isset(node, node_states[state]);
}
static inline void node_set_state(int node, enum node_states state)
{
	node_set(node, node_states[state]);
}
static inline void node_clear_state(int node, enum node_states state)
{
	node_clear(node, node_states[state]);
}
static inline int num_node_state(enum node_states state)
{
	return nodes_weight(node_states[state]);
}
#define for_each_node_state(node, state) for_each_node_mask(node, node_states[state])
#define NODE_MASK_NONE ((nodemask_t) { { 0UL } })
#define NODE_MASK_ALL ((nodemask_t) { { [0 ... BITS_TO_LONGS(MAX_NUMNODES) - 1] = ~0UL } })

#include <ktest/close.h>
#endif
