// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Red-black trees. Red nodes have no red child, and every path from a node down has the same
 * number of black nodes. Both repairs walk up; `right` is the side of the parent that is wrong. They are
 * compiled into their few callers: there the callback, and often the side, is a constant.
 */
#ifndef KTEST_LIB_RBTREE_C
#define KTEST_LIB_RBTREE_C

#include <linux/rbtree_augmented.h>

typedef void (*rbtree_rotate_fn)(struct rb_node *old, struct rb_node *fresh);

static __always_inline struct rb_node **rbtree_child(struct rb_node *node, bool right)
{
	return right ? &node->rb_right : &node->rb_left;
}

/* `node`'s child on side !right comes up, `node` goes down to the side `right`. */
static __always_inline struct rb_node *rbtree_rotate(struct rb_node *node, bool right, struct rb_root *root,
				     rbtree_rotate_fn augment)
{
	struct rb_node *up = *rbtree_child(node, !right), *inner = *rbtree_child(up, right);
	struct rb_node *parent = rb_parent(node);

	__WRITE_ONCE(*rbtree_child(node, !right), inner);
	if (inner)
		rb_set_parent(inner, node);
	__WRITE_ONCE(*rbtree_child(up, right), node);
	rb_set_parent(up, parent);
	__rb_change_child(node, up, parent, root);
	rb_set_parent(node, up);
	augment(node, up);
	return up;
}

static __always_inline void rbtree_set_color(struct rb_node *node, int color)
{
	rb_set_parent_color(node, rb_parent(node), color);
}

static __always_inline bool rbtree_is_red(const struct rb_node *node)
{
	return node && rb_is_red(node);
}

/* The parent and a node below it are red, the uncle is not: one or two rotations, and the tree is right. */
static __always_inline void rbtree_insert_end(struct rb_node *node, struct rb_node *parent, struct rb_node *grand,
					      bool right, struct rb_root *root, rbtree_rotate_fn augment)
{
	if (*rbtree_child(parent, !right) == node)
		parent = rbtree_rotate(parent, right, root, augment);
	rbtree_rotate(grand, !right, root, augment);
	rb_set_parent_color(parent, rb_parent(parent), RB_BLACK);
	rb_set_parent_color(grand, parent, RB_RED);
}

static __always_inline void rbtree_insert(struct rb_node *node, struct rb_root *root, rbtree_rotate_fn augment)
{
	struct rb_node *parent = rb_parent(node), *grand, *uncle;

	while (true) {
		if (!parent) {
			rb_set_parent_color(node, NULL, RB_BLACK);
			return;
		}
		rb_set_parent_color(node, parent, RB_RED);
		if (rb_is_black(parent))
			return;
		grand = rb_parent(parent); /* exists: the root is black */
		uncle = grand->rb_right == parent ? grand->rb_left : grand->rb_right;
		if (!rbtree_is_red(uncle))
			break;
		rb_set_parent_color(uncle, grand, RB_BLACK);
		rb_set_parent_color(parent, grand, RB_BLACK);
		node = grand;
		parent = rb_parent(node);
	}
	if (grand->rb_right == parent)
		rbtree_insert_end(node, parent, grand, true, root, augment);
	else
		rbtree_insert_end(node, parent, grand, false, root, augment);
}

/*
 * A black node is missing on the side `right` of the parent. Returns the parent if one is missing in its
 * whole subtree now; NULL when the tree is right.
 */
static __always_inline struct rb_node *rbtree_erase_step(struct rb_node *parent, bool right, struct rb_root *root,
							 rbtree_rotate_fn augment)
{
	struct rb_node *sibling = *rbtree_child(parent, !right), *near, *far;

	if (rb_is_red(sibling)) {
		rbtree_rotate(parent, right, root, augment);
		rbtree_set_color(sibling, RB_BLACK);
		rb_set_parent_color(parent, sibling, RB_RED);
		sibling = *rbtree_child(parent, !right);
	}
	near = *rbtree_child(sibling, right);
	far = *rbtree_child(sibling, !right);
	if (!rbtree_is_red(near) && !rbtree_is_red(far)) {
		rb_set_parent_color(sibling, parent, RB_RED);
		if (!rb_is_red(parent))
			return parent;
		rbtree_set_color(parent, RB_BLACK);
		return NULL;
	}
	if (!rbtree_is_red(far)) {
		rbtree_rotate(sibling, !right, root, augment);
		far = sibling;
		sibling = near;
	}
	rbtree_rotate(parent, right, root, augment);
	rbtree_set_color(sibling, rb_color(parent));
	rb_set_parent_color(parent, sibling, RB_BLACK);
	rb_set_parent_color(far, sibling, RB_BLACK);
	return NULL;
}

static __always_inline void rbtree_erase_color(struct rb_node *parent, struct rb_root *root, rbtree_rotate_fn augment)
{
	struct rb_node *node = NULL;

	do {
		/* Never both sides are empty: a black node is missing here. */
		node = parent->rb_right == node ? rbtree_erase_step(parent, true, root, augment)
						: rbtree_erase_step(parent, false, root, augment);
	} while (node && (parent = rb_parent(node)) != NULL);
}

KTEST_DEF void KTEST_OWN(__rb_insert_augmented)(struct rb_node *node, struct rb_root *root, rbtree_rotate_fn augment)
{
	rbtree_insert(node, root, augment);
}

KTEST_DEF void KTEST_OWN(__rb_erase_color)(struct rb_node *parent, struct rb_root *root, rbtree_rotate_fn augment)
{
	rbtree_erase_color(parent, root, augment);
}

static inline void rbtree_no_propagate(struct rb_node *node, struct rb_node *stop)
{
	(void)node, (void)stop;
}

static inline void rbtree_no_copy(struct rb_node *old, struct rb_node *fresh)
{
	(void)old, (void)fresh;
}

static const struct rb_augment_callbacks rbtree_plain = {
	rbtree_no_propagate, rbtree_no_copy, rbtree_no_copy
};

KTEST_DEF void KTEST_OWN(rb_insert_color)(struct rb_node *node, struct rb_root *root)
{
	rbtree_insert(node, root, rbtree_no_copy);
}

KTEST_DEF void KTEST_OWN(rb_erase)(struct rb_node *node, struct rb_root *root)
{
	struct rb_node *rebalance = __rb_erase_augmented(node, root, &rbtree_plain);

	if (rebalance)
		rbtree_erase_color(rebalance, root, rbtree_no_copy);
}

static __always_inline struct rb_node *rbtree_extreme(struct rb_node *node, bool right)
{
	while (node && *rbtree_child(node, right))
		node = *rbtree_child(node, right);
	return node;
}

static __always_inline struct rb_node *rbtree_step(const struct rb_node *node, bool right)
{
	struct rb_node *parent, *child;

	if (RB_EMPTY_NODE(node))
		return NULL;
	child = right ? node->rb_right : node->rb_left;
	if (child)
		return rbtree_extreme(child, !right);
	for (; (parent = rb_parent(node)) != NULL; node = parent)
		if (node != *rbtree_child(parent, right))
			break;
	return parent;
}

KTEST_DEF struct rb_node *KTEST_OWN(rb_first)(const struct rb_root *root)
{
	return rbtree_extreme(root->rb_node, false);
}

KTEST_DEF struct rb_node *KTEST_OWN(rb_last)(const struct rb_root *root)
{
	return rbtree_extreme(root->rb_node, true);
}

KTEST_DEF struct rb_node *KTEST_OWN(rb_next)(const struct rb_node *node)
{
	return rbtree_step(node, true);
}

KTEST_DEF struct rb_node *KTEST_OWN(rb_prev)(const struct rb_node *node)
{
	return rbtree_step(node, false);
}

static inline struct rb_node *rbtree_deepest(struct rb_node *node)
{
	while (node->rb_left || node->rb_right)
		node = node->rb_left ?: node->rb_right;
	return node;
}

KTEST_DEF struct rb_node *KTEST_OWN(rb_first_postorder)(const struct rb_root *root)
{
	return root->rb_node ? rbtree_deepest(root->rb_node) : NULL;
}

KTEST_DEF struct rb_node *KTEST_OWN(rb_next_postorder)(const struct rb_node *node)
{
	struct rb_node *parent = node ? rb_parent(node) : NULL;

	if (parent && node == parent->rb_left && parent->rb_right)
		return rbtree_deepest(parent->rb_right);
	return parent;
}

KTEST_DEF void KTEST_OWN(rb_replace_node_rcu)(struct rb_node *victim, struct rb_node *fresh,
				struct rb_root *root)
{
	*fresh = *victim;
	if (victim->rb_left)
		rb_set_parent(victim->rb_left, fresh);
	if (victim->rb_right)
		rb_set_parent(victim->rb_right, fresh);
	__rb_change_child_rcu(victim, fresh, rb_parent(victim), root);
}

KTEST_DEF void KTEST_OWN(rb_replace_node)(struct rb_node *victim, struct rb_node *fresh, struct rb_root *root)
{
	rb_replace_node_rcu(victim, fresh, root);
}

#endif
