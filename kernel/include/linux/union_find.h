/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Sets that grow together: each is a tree of its elements, whose root stands for the set.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_UNION_FIND_H
#define KTEST_LINUX_UNION_FIND_H
#include <ktest/open.h>

/* rank: how high the tree below may be. */
struct uf_node {
	struct uf_node *parent;
	unsigned int rank;
};

#define UF_INIT_NODE(node) { &(node), 0 }
static inline void uf_node_init(struct uf_node *node)
{
	node->parent = node;
	node->rank = 0;
}
KTEST_FN struct uf_node *uf_find(struct uf_node *node);
/* The higher tree's root stands for both, the first one's if they are equal. */
KTEST_FN void uf_union(struct uf_node *node1, struct uf_node *node2);

#include <ktest/close.h>
#endif
