/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Red-black trees: the user finds the place, the library keeps the balance.
 * Synchronization table: the caller locks; the *_rcu functions allow lockless descent.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_RBTREE_H
#define KTEST_LINUX_RBTREE_H
#include <ktest/open.h>

#include <linux/container_of.h>
#include <linux/rbtree_types.h>
#include <linux/rcupdate.h>
#include <linux/stddef.h>

#define rb_parent(r) ((struct rb_node *)((r)->__rb_parent_color & ~3UL))
#define rb_entry(ptr, type, member) container_of(ptr, type, member)
#define rb_entry_safe(ptr, type, member) \
	({ typeof(ptr) ktest_ptr = (ptr); ktest_ptr ? rb_entry(ktest_ptr, type, member) : NULL; })
#define RB_EMPTY_ROOT(root) (READ_ONCE((root)->rb_node) == NULL)
/* A node that is in no tree is its own parent. */
#define RB_EMPTY_NODE(node) ((node)->__rb_parent_color == (unsigned long)(node))
#define RB_CLEAR_NODE(node) ((node)->__rb_parent_color = (unsigned long)(node))

KTEST_REPLACEABLE_FN void rb_insert_color(struct rb_node *node, struct rb_root *root);
KTEST_REPLACEABLE_FN void rb_erase(struct rb_node *node, struct rb_root *root);
KTEST_REPLACEABLE_FN struct rb_node *rb_next(const struct rb_node *node);
KTEST_REPLACEABLE_FN struct rb_node *rb_prev(const struct rb_node *node);
KTEST_REPLACEABLE_FN struct rb_node *rb_first(const struct rb_root *root);
KTEST_REPLACEABLE_FN struct rb_node *rb_last(const struct rb_root *root);
KTEST_REPLACEABLE_FN struct rb_node *rb_first_postorder(const struct rb_root *root);
KTEST_REPLACEABLE_FN struct rb_node *rb_next_postorder(const struct rb_node *node);
KTEST_REPLACEABLE_FN void rb_replace_node(struct rb_node *victim, struct rb_node *fresh, struct rb_root *root);
KTEST_REPLACEABLE_FN void rb_replace_node_rcu(struct rb_node *victim, struct rb_node *fresh, struct rb_root *root);

static inline void rb_link_node(struct rb_node *node, struct rb_node *parent,
				struct rb_node **link)
{
	node->__rb_parent_color = (unsigned long)parent;
	node->rb_left = node->rb_right = NULL;
	*link = node;
}

static inline void rb_link_node_rcu(struct rb_node *node, struct rb_node *parent,
				    struct rb_node **link)
{
	node->__rb_parent_color = (unsigned long)parent;
	node->rb_left = node->rb_right = NULL;
	rcu_assign_pointer(*link, node);
}

#define rbtree_postorder_for_each_entry_safe(pos, n, root, field) \
	for (pos = rb_entry_safe(rb_first_postorder(root), typeof(*pos), field); \
	     pos && ({ n = rb_entry_safe(rb_next_postorder(&pos->field), typeof(*pos), field); 1; }); \
	     pos = n)

#define rb_first_cached(root) (root)->rb_leftmost

static inline void rb_insert_color_cached(struct rb_node *node, struct rb_root_cached *root,
					  bool leftmost)
{
	if (leftmost)
		root->rb_leftmost = node;
	rb_insert_color(node, &root->rb_root);
}

/* Returns the new leftmost node when that was erased, else NULL. */
static inline struct rb_node *rb_erase_cached(struct rb_node *node, struct rb_root_cached *root)
{
	struct rb_node *leftmost = NULL;

	if (root->rb_leftmost == node)
		leftmost = root->rb_leftmost = rb_next(node);
	rb_erase(node, &root->rb_root);
	return leftmost;
}

static inline void rb_replace_node_cached(struct rb_node *victim, struct rb_node *fresh,
					  struct rb_root_cached *root)
{
	if (root->rb_leftmost == victim)
		root->rb_leftmost = fresh;
	rb_replace_node(victim, fresh, &root->rb_root);
}

/* Goes down from *link; returns whether it only ever went left. */
static __always_inline bool ktest_rb_place(struct rb_node *node, struct rb_node ***link,
					   struct rb_node **parent,
					   bool (*less)(struct rb_node *, const struct rb_node *))
{
	bool leftmost = true;

	while (**link) {
		*parent = **link;
		if (less(node, *parent)) {
			*link = &(*parent)->rb_left;
		} else {
			*link = &(*parent)->rb_right;
			leftmost = false;
		}
	}
	return leftmost;
}

/* Returns the node when it is the new leftmost one, else NULL. */
static __always_inline struct rb_node *
rb_add_cached(struct rb_node *node, struct rb_root_cached *tree,
	      bool (*less)(struct rb_node *, const struct rb_node *))
{
	struct rb_node **link = &tree->rb_root.rb_node, *parent = NULL;
	bool leftmost = ktest_rb_place(node, &link, &parent, less);

	rb_link_node(node, parent, link);
	rb_insert_color_cached(node, tree, leftmost);
	return leftmost ? node : NULL;
}

static __always_inline void rb_add(struct rb_node *node, struct rb_root *tree,
				   bool (*less)(struct rb_node *, const struct rb_node *))
{
	struct rb_node **link = &tree->rb_node, *parent = NULL;

	ktest_rb_place(node, &link, &parent, less);
	rb_link_node(node, parent, link);
	rb_insert_color(node, tree);
}

/* Returns an equal node that is there already, or NULL after inserting. */
static __always_inline struct rb_node *
rb_find_add(struct rb_node *node, struct rb_root *tree,
	    int (*cmp)(struct rb_node *, const struct rb_node *))
{
	struct rb_node **link = &tree->rb_node, *parent = NULL;

	while (*link) {
		int order = cmp(node, *link);

		if (!order)
			return *link;
		parent = *link;
		link = order < 0 ? &parent->rb_left : &parent->rb_right;
	}
	rb_link_node_rcu(node, parent, link);
	rb_insert_color(node, tree);
	return NULL;
}

static __always_inline struct rb_node *
rb_find_add_rcu(struct rb_node *node, struct rb_root *tree,
		int (*cmp)(struct rb_node *, const struct rb_node *))
{
	return rb_find_add(node, tree, cmp);
}

static __always_inline struct rb_node *
rb_find(const void *key, const struct rb_root *tree,
	int (*cmp)(const void *key, const struct rb_node *))
{
	struct rb_node *node = tree->rb_node;

	while (node) {
		int order = cmp(key, node);

		if (!order)
			return node;
		node = rcu_dereference_raw(*(order < 0 ? &node->rb_left : &node->rb_right));
	}
	return NULL;
}

static __always_inline struct rb_node *
rb_find_rcu(const void *key, const struct rb_root *tree,
	    int (*cmp)(const void *key, const struct rb_node *))
{
	return rb_find(key, tree, cmp);
}

static __always_inline struct rb_node *
rb_find_first(const void *key, const struct rb_root *tree,
	      int (*cmp)(const void *key, const struct rb_node *))
{
	struct rb_node *node = tree->rb_node, *match = NULL;

	while (node) {
		int order = cmp(key, node);

		if (!order)
			match = node;
		node = order <= 0 ? node->rb_left : node->rb_right;
	}
	return match;
}

static __always_inline struct rb_node *
rb_next_match(const void *key, struct rb_node *node,
	      int (*cmp)(const void *key, const struct rb_node *))
{
	node = rb_next(node);
	return node && !cmp(key, node) ? node : NULL;
}

#define rb_for_each(node, key, tree, cmp) \
	for ((node) = rb_find_first((key), (tree), (cmp)); (node); \
	     (node) = rb_next_match((key), (node), (cmp)))

#include <ktest/close.h>
#endif
