/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Events in the order of their times.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_TIMERQUEUE_H
#define KTEST_LINUX_TIMERQUEUE_H
#include <ktest/open.h>

#include <linux/rbtree.h>
#include <linux/timerqueue_types.h>

KTEST_FN bool timerqueue_add(struct timerqueue_head *head, struct timerqueue_node *node);
KTEST_FN bool timerqueue_del(struct timerqueue_head *head, struct timerqueue_node *node);
KTEST_FN struct timerqueue_node *timerqueue_iterate_next(struct timerqueue_node *node);

static inline struct timerqueue_node *timerqueue_getnext(struct timerqueue_head *head)
{
	return rb_entry_safe(rb_first_cached(&head->rb_root), struct timerqueue_node, node);
}
static inline void timerqueue_init(struct timerqueue_node *node) { RB_CLEAR_NODE(&node->node); }
static inline bool timerqueue_node_queued(struct timerqueue_node *node)
{
	return !RB_EMPTY_NODE(&node->node);
}
static inline void timerqueue_init_head(struct timerqueue_head *head)
{
	head->rb_root = RB_ROOT_CACHED;
}

#include <ktest/close.h>
#endif
