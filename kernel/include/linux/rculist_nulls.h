/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Hash lists with a number at their end (linux/list_nulls.h) that are read under rcu_read_lock().
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_RCULIST_NULLS_H
#define KTEST_LINUX_RCULIST_NULLS_H
#include <ktest/open.h>

#include <linux/list_nulls.h>
#include <linux/rcupdate.h>

#define hlist_nulls_first_rcu(head) (*((struct hlist_nulls_node __rcu **)&(head)->first))
#define hlist_nulls_next_rcu(node) (*((struct hlist_nulls_node __rcu **)&(node)->next))
#define hlist_nulls_pprev_rcu(node) (*((struct hlist_nulls_node __rcu **)(node)->pprev))

/* `next` of what is deleted still leads readers on. */
static inline void hlist_nulls_del_rcu(struct hlist_nulls_node *n) { hlist_nulls_del(n); }
static inline void hlist_nulls_del_init_rcu(struct hlist_nulls_node *n)
{
	if (hlist_nulls_unhashed(n))
		return;
	__hlist_nulls_del(n);
	__WRITE_ONCE(n->pprev, NULL);
}
static inline void hlist_nulls_add_head_rcu(struct hlist_nulls_node *n, struct hlist_nulls_head *h)
{
	struct hlist_nulls_node *first = h->first;

	__WRITE_ONCE(n->next, first);
	__WRITE_ONCE(n->pprev, &h->first);
	rcu_assign_pointer(h->first, n);
	if (!is_a_nulls(first))
		__WRITE_ONCE(first->pprev, &n->next);
}
static inline void hlist_nulls_add_tail_rcu(struct hlist_nulls_node *n, struct hlist_nulls_head *h)
{
	struct hlist_nulls_node *last = h->first;

	if (is_a_nulls(last)) {
		hlist_nulls_add_head_rcu(n, h);
		return;
	}
	while (!is_a_nulls(last->next))
		last = last->next;
	__WRITE_ONCE(n->next, last->next);
	n->pprev = &last->next;
	rcu_assign_pointer(last->next, n);
}
/* In no list, but not unhashed either. */
static inline void hlist_nulls_add_fake(struct hlist_nulls_node *n)
{
	n->pprev = &n->next;
	n->next = (struct hlist_nulls_node *)NULLS_MARKER(0);
}
static inline void hlist_nulls_replace_rcu(struct hlist_nulls_node *old, struct hlist_nulls_node *node)
{
	struct hlist_nulls_node *next = old->next;

	__WRITE_ONCE(node->next, next);
	__WRITE_ONCE(node->pprev, old->pprev);
	rcu_assign_pointer(*node->pprev, node);
	if (!is_a_nulls(next))
		__WRITE_ONCE(next->pprev, &node->next);
}
static inline void hlist_nulls_replace_init_rcu(struct hlist_nulls_node *old, struct hlist_nulls_node *node)
{
	hlist_nulls_replace_rcu(old, node);
	__WRITE_ONCE(old->pprev, NULL);
}

#define hlist_nulls_for_each_entry_rcu(tpos, pos, head, member) \
	for (pos = READ_ONCE((head)->first); \
	     !is_a_nulls(pos) && ({ tpos = hlist_nulls_entry(pos, typeof(*tpos), member); 1; }); \
	     pos = READ_ONCE(pos->next))
/* The entry may be deleted. */
#define hlist_nulls_for_each_entry_safe(tpos, pos, head, member) \
	for (pos = READ_ONCE((head)->first); !is_a_nulls(pos) && ({ \
		tpos = hlist_nulls_entry(pos, typeof(*tpos), member); \
		pos = READ_ONCE(pos->next); \
		1; \
	});)

#include <ktest/close.h>
#endif
