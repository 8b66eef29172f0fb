// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* node_list links all nodes; prio_list links the first node of each priority. */
#ifndef KTEST_LIB_PLIST_C
#define KTEST_LIB_PLIST_C

#include <linux/plist.h>

KTEST_DEF void plist_add(struct plist_node *node, struct plist_head *head)
{
	struct list_head *before = &head->node_list;
	struct plist_node *iter, *same = NULL;

	WARN_ON(!plist_node_empty(node) || !list_empty(&node->prio_list));
	plist_for_each(iter, head) {
		if (iter->prio > node->prio) {
			before = &iter->node_list;
			break;
		}
		if (iter->prio == node->prio && !same)
			same = iter;
	}
	if (!same && !plist_head_empty(head)) {
		/* The first of a priority of its own goes before the next larger one. */
		iter = before == &head->node_list ? plist_first(head) :
		       list_entry(before, struct plist_node, node_list);
		list_add_tail(&node->prio_list, &iter->prio_list);
	}
	list_add_tail(&node->node_list, before);
}

KTEST_DEF void plist_del(struct plist_node *node, struct plist_head *head)
{
	if (!list_empty(&node->prio_list) || plist_first(head) == node) {
		struct plist_node *next = plist_next(node);

		/* The next of the same priority inherits the place in prio_list. */
		if (node->node_list.next != &head->node_list && next->prio == node->prio &&
		    list_empty(&next->prio_list))
			list_add(&next->prio_list, &node->prio_list);
		list_del_init(&node->prio_list);
	}
	list_del_init(&node->node_list);
}

KTEST_DEF void plist_requeue(struct plist_node *node, struct plist_head *head)
{
	plist_del(node, head);
	plist_add(node, head);
}

#endif
