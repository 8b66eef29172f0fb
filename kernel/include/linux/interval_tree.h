/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Trees of closed intervals of unsigned long, and walks over holes and used spans.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_INTERVAL_TREE_H
#define KTEST_LINUX_INTERVAL_TREE_H
#include <ktest/open.h>

#include <linux/rbtree.h>
#include <linux/types.h>

struct interval_tree_node {
	struct rb_node rb;
	unsigned long start;
	unsigned long last;
	unsigned long __subtree_last;
};

KTEST_FN void interval_tree_insert(struct interval_tree_node *node, struct rb_root_cached *root);
KTEST_FN void interval_tree_remove(struct interval_tree_node *node, struct rb_root_cached *root);
KTEST_FN struct interval_tree_node *interval_tree_iter_first(struct rb_root_cached *root,
						    unsigned long start, unsigned long last);
KTEST_FN struct interval_tree_node *interval_tree_iter_next(struct interval_tree_node *node,
						   unsigned long start, unsigned long last);

struct interval_tree_span_iter {
	struct interval_tree_node *nodes[2];
	unsigned long first_index;
	unsigned long last_index;
	union { unsigned long start_hole, start_used; };
	union { unsigned long last_hole, last_used; };
	int is_hole; /* -1: done */
};

KTEST_FN void interval_tree_span_iter_first(struct interval_tree_span_iter *state,
				   struct rb_root_cached *itree, unsigned long first_index,
				   unsigned long last_index);
KTEST_FN void interval_tree_span_iter_advance(struct interval_tree_span_iter *iter,
				     struct rb_root_cached *itree, unsigned long new_index);
KTEST_FN void interval_tree_span_iter_next(struct interval_tree_span_iter *state);
static inline bool interval_tree_span_iter_done(struct interval_tree_span_iter *state)
{
	return state->is_hole == -1;
}
#define interval_tree_for_each_span(span, itree, first_index, last_index) \
	for (interval_tree_span_iter_first(span, itree, first_index, last_index); \
	     !interval_tree_span_iter_done(span); interval_tree_span_iter_next(span))

#include <ktest/close.h>
#endif
