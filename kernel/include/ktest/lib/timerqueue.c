// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Timer queues. */
#ifndef KTEST_LIB_TIMERQUEUE_C
#define KTEST_LIB_TIMERQUEUE_C

#include <linux/bug.h>
#include <linux/timerqueue.h>

static inline bool timerqueue_less(struct rb_node *a, const struct rb_node *b)
{
	return rb_entry(a, struct timerqueue_node, node)->expires <
	       rb_entry(b, struct timerqueue_node, node)->expires;
}

/* True when it is the next to expire. */
KTEST_DEF bool timerqueue_add(struct timerqueue_head *head, struct timerqueue_node *node)
{
	WARN_ON_ONCE(!RB_EMPTY_NODE(&node->node));
	return rb_add_cached(&node->node, &head->rb_root, timerqueue_less) != NULL;
}

/* True when others remain. */
KTEST_DEF bool timerqueue_del(struct timerqueue_head *head, struct timerqueue_node *node)
{
	WARN_ON_ONCE(RB_EMPTY_NODE(&node->node));
	rb_erase_cached(&node->node, &head->rb_root);
	RB_CLEAR_NODE(&node->node);
	return !RB_EMPTY_ROOT(&head->rb_root.rb_root);
}

KTEST_DEF struct timerqueue_node *timerqueue_iterate_next(struct timerqueue_node *node)
{
	return node ? rb_entry_safe(rb_next(&node->node), struct timerqueue_node, node) : NULL;
}

#endif
