/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Makes insert, remove and search functions for trees of closed intervals.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_INTERVAL_TREE_GENERIC_H
#define KTEST_LINUX_INTERVAL_TREE_GENERIC_H
#include <ktest/open.h>

#include <linux/rbtree_augmented.h>

#define INTERVAL_TREE_DEFINE(ITSTRUCT, ITRB, ITTYPE, ITSUBTREE, ITSTART, ITLAST, ITSTATIC, ITPREFIX) \
RB_DECLARE_CALLBACKS_MAX(static, ITPREFIX##_augment, ITSTRUCT, ITRB, ITTYPE, ITSUBTREE, ITLAST) \
ITSTATIC void ITPREFIX##_insert(ITSTRUCT *node, struct rb_root_cached *root) \
{ \
	struct rb_node **link = &root->rb_root.rb_node, *rb_parent = NULL; \
	ITTYPE start = ITSTART(node), last = ITLAST(node); \
	bool leftmost = true; \
	while (*link) { \
		ITSTRUCT *parent = rb_entry(*link, ITSTRUCT, ITRB); \
		rb_parent = *link; \
		if (parent->ITSUBTREE < last) \
			parent->ITSUBTREE = last; \
		if (start < ITSTART(parent)) { \
			link = &parent->ITRB.rb_left; \
		} else { \
			link = &parent->ITRB.rb_right; \
			leftmost = false; \
		} \
	} \
	node->ITSUBTREE = last; \
	rb_link_node(&node->ITRB, rb_parent, link); \
	rb_insert_augmented_cached(&node->ITRB, root, leftmost, &ITPREFIX##_augment); \
} \
ITSTATIC void ITPREFIX##_remove(ITSTRUCT *node, struct rb_root_cached *root) \
{ \
	rb_erase_augmented_cached(&node->ITRB, root, &ITPREFIX##_augment); \
} \
/* The first node below `rb` that meets [start, last]; some node there ends at start or later. */ \
static ITSTRUCT *ITPREFIX##_subtree_search(struct rb_node *rb, ITTYPE start, ITTYPE last) \
{ \
	while (rb) { \
		ITSTRUCT *node = rb_entry(rb, ITSTRUCT, ITRB); \
		ITSTRUCT *left = rb_entry_safe(rb->rb_left, ITSTRUCT, ITRB); \
		if (left && left->ITSUBTREE >= start) { \
			/* If none of those meets it, they begin too late, and so do all others. */ \
			rb = rb->rb_left; \
			continue; \
		} \
		if (ITSTART(node) > last) \
			return NULL; \
		if (ITLAST(node) >= start) \
			return node; \
		rb = rb->rb_right; \
		if (!rb || rb_entry(rb, ITSTRUCT, ITRB)->ITSUBTREE < start) \
			return NULL; \
	} \
	return NULL; \
} \
ITSTATIC ITSTRUCT *ITPREFIX##_iter_first(struct rb_root_cached *root, ITTYPE start, ITTYPE last) \
{ \
	ITSTRUCT *top = rb_entry_safe(root->rb_root.rb_node, ITSTRUCT, ITRB); \
	if (!top || top->ITSUBTREE < start) \
		return NULL; \
	return ITPREFIX##_subtree_search(&top->ITRB, start, last); \
} \
ITSTATIC ITSTRUCT *ITPREFIX##_iter_next(ITSTRUCT *node, ITTYPE start, ITTYPE last) \
{ \
	struct rb_node *rb = node->ITRB.rb_right, *child; \
	for (;;) { \
		if (rb && rb_entry(rb, ITSTRUCT, ITRB)->ITSUBTREE >= start) \
			return ITPREFIX##_subtree_search(rb, start, last); \
		do { \
			child = &node->ITRB; \
			rb = rb_parent(child); \
			if (!rb) \
				return NULL; \
			node = rb_entry(rb, ITSTRUCT, ITRB); \
		} while (child == rb->rb_right); \
		if (ITSTART(node) > last) \
			return NULL; \
		if (ITLAST(node) >= start) \
			return node; \
		rb = rb->rb_right; \
	} \
}

#include <ktest/close.h>
#endif
