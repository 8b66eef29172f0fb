// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Interval trees of unsigned long, and spans of holes and used ranges. */
#ifndef KTEST_LIB_INTERVAL_TREE_C
#define KTEST_LIB_INTERVAL_TREE_C

#include <linux/interval_tree.h>
#include <linux/interval_tree_generic.h>
#include <linux/limits.h>
#include <linux/minmax.h>

#define INTERVAL_START(node) ((node)->start)
#define INTERVAL_LAST(node) ((node)->last)
INTERVAL_TREE_DEFINE(struct interval_tree_node, rb, unsigned long, __subtree_last, INTERVAL_START,
		     INTERVAL_LAST, KTEST_DEF, interval_tree)

/* nodes[0] is the first interval that the next span has to take into account. */
static inline void interval_span(struct interval_tree_span_iter *iter, unsigned long at)
{
	struct interval_tree_node *node = iter->nodes[0];

	if (!node || node->start > at) {
		iter->is_hole = 1;
		iter->start_hole = at;
		iter->last_hole = node ? min(node->start - 1, iter->last_index) : iter->last_index;
		return;
	}
	iter->is_hole = 0;
	iter->start_used = at;
	iter->last_used = node->last;
	/* Touching and overlapping intervals are one span. */
	while ((node = interval_tree_iter_next(node, iter->first_index, iter->last_index))) {
		if (iter->last_used != ULONG_MAX && node->start > iter->last_used + 1)
			break;
		iter->last_used = max(iter->last_used, node->last);
	}
	iter->nodes[0] = node;
	iter->last_used = min(iter->last_used, iter->last_index);
}

KTEST_DEF void interval_tree_span_iter_first(struct interval_tree_span_iter *iter,
					  struct rb_root_cached *itree,
					  unsigned long first_index, unsigned long last_index)
{
	iter->first_index = first_index;
	iter->last_index = last_index;
	iter->nodes[0] = interval_tree_iter_first(itree, first_index, last_index);
	iter->nodes[1] = NULL;
	interval_span(iter, first_index);
}

KTEST_DEF void interval_tree_span_iter_next(struct interval_tree_span_iter *iter)
{
	if (iter->last_used >= iter->last_index) {
		iter->is_hole = -1;
		return;
	}
	interval_span(iter, iter->last_used + 1);
}

/* To the span that holds new_index, which then starts there. */
KTEST_DEF void interval_tree_span_iter_advance(struct interval_tree_span_iter *iter,
					    struct rb_root_cached *itree, unsigned long new_index)
{
	if (iter->is_hole == -1)
		return;
	if (new_index > iter->last_index) {
		iter->is_hole = -1;
		return;
	}
	iter->first_index = new_index;
	if (new_index <= iter->last_used) {
		iter->start_used = new_index;
		return;
	}
	interval_tree_span_iter_first(iter, itree, new_index, iter->last_index);
}

#endif
