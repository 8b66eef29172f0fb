// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Lock-less lists. */
#ifndef KTEST_LIB_LLIST_C
#define KTEST_LIB_LLIST_C

#include <linux/llist.h>

KTEST_DEF bool llist_add_batch(struct llist_node *new_first, struct llist_node *new_last,
			    struct llist_head *head)
{
	struct llist_node *first = READ_ONCE(head->first);

	kt_order_release(&head->first);
	do {
		new_last->next = first;
	} while (!try_cmpxchg(&head->first, &first, new_first));
	return !first;
}

KTEST_DEF struct llist_node *llist_del_first(struct llist_head *head)
{
	struct llist_node *first = smp_load_acquire(&head->first);

	while (first && !try_cmpxchg(&head->first, &first, READ_ONCE(first->next)))
		;
	kt_order_acquire(&head->first);
	return first;
}

/* Only when it is the first. */
KTEST_DEF bool llist_del_first_this(struct llist_head *head, struct llist_node *node)
{
	struct llist_node *first = smp_load_acquire(&head->first);

	do {
		if (first != node)
			return false;
	} while (!try_cmpxchg(&head->first, &first, READ_ONCE(node->next)));
	kt_order_acquire(&head->first);
	return true;
}

KTEST_DEF struct llist_node *llist_reverse_order(struct llist_node *head)
{
	struct llist_node *reversed = NULL;

	while (head) {
		struct llist_node *next = head->next;

		head->next = reversed;
		reversed = head;
		head = next;
	}
	return reversed;
}

#endif
