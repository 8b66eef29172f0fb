/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: red-black trees, of the program's own copy of lib/rbtree.c if it has one. */
#ifndef KTEST_PLAIN_RBTREE_H
#define KTEST_PLAIN_RBTREE_H
#include <ktest/plain/replaceable.h>
#pragma GCC system_header

KTEST_REPLACEABLE_VOID(rb_insert_color, (struct rb_node *node, struct rb_root *root), (node, root))
KTEST_REPLACEABLE_VOID(rb_erase, (struct rb_node *node, struct rb_root *root), (node, root))
KTEST_REPLACEABLE(struct rb_node *, rb_next, (const struct rb_node *node), (node))
KTEST_REPLACEABLE(struct rb_node *, rb_prev, (const struct rb_node *node), (node))
KTEST_REPLACEABLE(struct rb_node *, rb_first, (const struct rb_root *root), (root))
KTEST_REPLACEABLE(struct rb_node *, rb_last, (const struct rb_root *root), (root))
KTEST_REPLACEABLE(struct rb_node *, rb_first_postorder, (const struct rb_root *root), (root))
KTEST_REPLACEABLE(struct rb_node *, rb_next_postorder, (const struct rb_node *node), (node))
KTEST_REPLACEABLE_VOID(rb_replace_node, (struct rb_node *victim, struct rb_node *fresh, struct rb_root *root),
		       (victim, fresh, root))
KTEST_REPLACEABLE_VOID(rb_replace_node_rcu, (struct rb_node *victim, struct rb_node *fresh, struct rb_root *root),
		       (victim, fresh, root))
KTEST_REPLACEABLE_VOID(__rb_insert_augmented,
		       (struct rb_node *node, struct rb_root *root,
			void (*augment_rotate)(struct rb_node *old, struct rb_node *fresh)),
		       (node, root, augment_rotate))
KTEST_REPLACEABLE_VOID(__rb_erase_color,
		       (struct rb_node *parent, struct rb_root *root,
			void (*augment_rotate)(struct rb_node *old, struct rb_node *fresh)),
		       (parent, root, augment_rotate))

#endif
