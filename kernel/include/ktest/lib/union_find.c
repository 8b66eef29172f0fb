// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Sets that grow together. */
#ifndef KTEST_LIB_UNION_FIND_C
#define KTEST_LIB_UNION_FIND_C

#include <linux/union_find.h>

/* Each element on the way is led to its grandparent: ways get shorter. */
KTEST_DEF struct uf_node *uf_find(struct uf_node *node)
{
	while (node->parent != node) {
		struct uf_node *up = node->parent;

		node->parent = up->parent;
		node = up;
	}
	return node;
}

KTEST_DEF void uf_union(struct uf_node *node1, struct uf_node *node2)
{
	struct uf_node *top = uf_find(node1), *other = uf_find(node2);

	if (top == other)
		return;
	if (top->rank < other->rank) {
		top->parent = other;
		return;
	}
	other->parent = top;
	top->rank += top->rank == other->rank;
}

#endif
