/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Red-black trees whose nodes carry something computed from their subtree.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_RBTREE_AUGMENTED_H
#define KTEST_LINUX_RBTREE_AUGMENTED_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/rbtree.h>
#include <linux/rcupdate.h>

struct rb_augment_callbacks {
	void (*propagate)(struct rb_node *node, struct rb_node *stop);
	void (*copy)(struct rb_node *old, struct rb_node *fresh);
	void (*rotate)(struct rb_node *old, struct rb_node *fresh);
};

#define RB_RED 0
#define RB_BLACK 1
#define __rb_parent(pc) ((struct rb_node *)((pc) & ~3UL))
#define __rb_color(pc) ((pc) & 1)
#define __rb_is_black(pc) __rb_color(pc)
#define __rb_is_red(pc) (!__rb_color(pc))
#define rb_color(rb) __rb_color((rb)->__rb_parent_color)
#define rb_is_red(rb) __rb_is_red((rb)->__rb_parent_color)
#define rb_is_black(rb) __rb_is_black((rb)->__rb_parent_color)

KTEST_REPLACEABLE_FN void __rb_insert_augmented(struct rb_node *node, struct rb_root *root,
			   void (*augment_rotate)(struct rb_node *old, struct rb_node *fresh));
KTEST_REPLACEABLE_FN void __rb_erase_color(struct rb_node *parent, struct rb_root *root,
		      void (*augment_rotate)(struct rb_node *old, struct rb_node *fresh));

static inline void rb_set_parent(struct rb_node *rb, struct rb_node *p)
{
	rb->__rb_parent_color = rb_color(rb) | (unsigned long)p;
}

static inline void rb_set_parent_color(struct rb_node *rb, struct rb_node *p, int color)
{
	rb->__rb_parent_color = (unsigned long)p | color;
}

static inline struct rb_node **ktest_rb_link(struct rb_node *old, struct rb_node *parent,
					     struct rb_root *root)
{
	return !parent ? &root->rb_node :
	       parent->rb_left == old ? &parent->rb_left : &parent->rb_right;
}

static inline void __rb_change_child(struct rb_node *old, struct rb_node *fresh,
				     struct rb_node *parent, struct rb_root *root)
{
	__WRITE_ONCE(*ktest_rb_link(old, parent, root), fresh);
}

static inline void __rb_change_child_rcu(struct rb_node *old, struct rb_node *fresh,
					 struct rb_node *parent, struct rb_root *root)
{
	rcu_assign_pointer(*ktest_rb_link(old, parent, root), fresh);
}

static inline void rb_insert_augmented(struct rb_node *node, struct rb_root *root,
				       const struct rb_augment_callbacks *augment)
{
	__rb_insert_augmented(node, root, augment->rotate);
}

static inline void rb_insert_augmented_cached(struct rb_node *node, struct rb_root_cached *root,
					      bool newleft,
					      const struct rb_augment_callbacks *augment)
{
	if (newleft)
		root->rb_leftmost = node;
	rb_insert_augmented(node, &root->rb_root, augment);
}

static __always_inline struct rb_node *
rb_add_augmented_cached(struct rb_node *node, struct rb_root_cached *tree,
			bool (*less)(struct rb_node *, const struct rb_node *),
			const struct rb_augment_callbacks *augment)
{
	struct rb_node **link = &tree->rb_root.rb_node, *parent = NULL;
	bool leftmost = ktest_rb_place(node, &link, &parent, less);

	rb_link_node(node, parent, link);
	augment->propagate(parent, NULL);
	rb_insert_augmented_cached(node, tree, leftmost, augment);
	return leftmost ? node : NULL;
}

/*
 * Takes the node out. Returns where a black node is missing now (the parent of the empty
 * place), or NULL when the colors are right already.
 */
static __always_inline struct rb_node *
__rb_erase_augmented(struct rb_node *node, struct rb_root *root,
		     const struct rb_augment_callbacks *augment)
{
	struct rb_node *left = node->rb_left, *right = node->rb_right;
	unsigned long pc = node->__rb_parent_color;
	struct rb_node *parent = __rb_parent(pc), *rebalance = NULL, *next, *hole, *child;

	if (!left || !right) {
		/* A single child of a valid tree is red: it takes the node's place and color. */
		child = left ? left : right;
		__rb_change_child(node, child, parent, root);
		if (child)
			child->__rb_parent_color = pc;
		else
			rebalance = __rb_is_black(pc) ? parent : NULL;
		augment->propagate(parent, NULL);
		return rebalance;
	}

	/* The in-order successor moves into the node's place. */
	for (next = right; next->rb_left; next = next->rb_left)
		;
	child = next->rb_right;
	if (next == right) {
		hole = next;
		augment->copy(node, next);
	} else {
		hole = rb_parent(next);
		__WRITE_ONCE(hole->rb_left, child);
		__WRITE_ONCE(next->rb_right, right);
		rb_set_parent(right, next);
		augment->copy(node, next);
		augment->propagate(hole, next);
	}
	__WRITE_ONCE(next->rb_left, left);
	rb_set_parent(left, next);
	__rb_change_child(node, next, parent, root);
	if (child)
		rb_set_parent_color(child, hole, RB_BLACK);
	else
		rebalance = rb_is_black(next) ? hole : NULL;
	next->__rb_parent_color = pc;
	augment->propagate(next, NULL);
	return rebalance;
}

static __always_inline void rb_erase_augmented(struct rb_node *node, struct rb_root *root,
					       const struct rb_augment_callbacks *augment)
{
	struct rb_node *rebalance = __rb_erase_augmented(node, root, augment);

	if (rebalance)
		__rb_erase_color(rebalance, root, augment->rotate);
}

static __always_inline void rb_erase_augmented_cached(struct rb_node *node,
						      struct rb_root_cached *root,
						      const struct rb_augment_callbacks *augment)
{
	if (root->rb_leftmost == node)
		root->rb_leftmost = rb_next(node);
	rb_erase_augmented(node, &root->rb_root, augment);
}

/* RBCOMPUTE(node, exit) stores the value; true when exit was asked for and it is unchanged. */
#define RB_DECLARE_CALLBACKS(RBSTATIC, RBNAME, RBSTRUCT, RBFIELD, RBAUGMENTED, RBCOMPUTE) \
static inline void RBNAME##_propagate(struct rb_node *rb, struct rb_node *stop) \
{ \
	while (rb != stop) { \
		RBSTRUCT *node = rb_entry(rb, RBSTRUCT, RBFIELD); \
		if (RBCOMPUTE(node, true)) \
			break; \
		rb = rb_parent(&node->RBFIELD); \
	} \
} \
static inline void RBNAME##_copy(struct rb_node *rb_old, struct rb_node *rb_new) \
{ \
	rb_entry(rb_new, RBSTRUCT, RBFIELD)->RBAUGMENTED = \
		rb_entry(rb_old, RBSTRUCT, RBFIELD)->RBAUGMENTED; \
} \
static void RBNAME##_rotate(struct rb_node *rb_old, struct rb_node *rb_new) \
{ \
	RBNAME##_copy(rb_old, rb_new); \
	RBCOMPUTE(rb_entry(rb_old, RBSTRUCT, RBFIELD), false); \
} \
RBSTATIC const struct rb_augment_callbacks RBNAME = { \
	.propagate = RBNAME##_propagate, .copy = RBNAME##_copy, .rotate = RBNAME##_rotate \
};

#define RB_DECLARE_CALLBACKS_MAX(RBSTATIC, RBNAME, RBSTRUCT, RBFIELD, RBTYPE, RBAUGMENTED, RBCOMPUTE) \
static inline bool RBNAME##_compute_max(RBSTRUCT *node, bool exit) \
{ \
	RBTYPE max = RBCOMPUTE(node); \
	RBSTRUCT *child = rb_entry_safe(node->RBFIELD.rb_left, RBSTRUCT, RBFIELD); \
	if (child && child->RBAUGMENTED > max) \
		max = child->RBAUGMENTED; \
	child = rb_entry_safe(node->RBFIELD.rb_right, RBSTRUCT, RBFIELD); \
	if (child && child->RBAUGMENTED > max) \
		max = child->RBAUGMENTED; \
	if (exit && node->RBAUGMENTED == max) \
		return true; \
	node->RBAUGMENTED = max; \
	return false; \
} \
RB_DECLARE_CALLBACKS(RBSTATIC, RBNAME, RBSTRUCT, RBFIELD, RBAUGMENTED, RBNAME##_compute_max)

#include <ktest/close.h>
#endif
