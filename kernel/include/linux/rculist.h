/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Lists that readers walk under rcu_read_lock().
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_RCULIST_H
#define KTEST_LINUX_RCULIST_H
#include <ktest/open.h>

#include <linux/list.h>
#include <linux/rcupdate.h>

#define list_next_rcu(list) (*((struct list_head **)(&(list)->next)))
#define list_tail_rcu(head) (*((struct list_head **)(&(head)->prev)))
#define hlist_first_rcu(head) (*((struct hlist_node **)(&(head)->first)))
#define hlist_next_rcu(node) (*((struct hlist_node **)(&(node)->next)))
#define hlist_pprev_rcu(node) (*((struct hlist_node **)((node)->pprev)))

static inline void INIT_LIST_HEAD_RCU(struct list_head *list) { INIT_LIST_HEAD(list); }

static inline void __list_add_rcu(struct list_head *entry, struct list_head *prev,
				  struct list_head *next)
{
	if (!__list_add_valid(entry, prev, next))
		return;
	entry->next = next;
	entry->prev = prev;
	rcu_assign_pointer(prev->next, entry);
	next->prev = entry;
}

static inline void list_add_rcu(struct list_head *entry, struct list_head *head)
{
	__list_add_rcu(entry, head, head->next);
}

static inline void list_add_tail_rcu(struct list_head *entry, struct list_head *head)
{
	__list_add_rcu(entry, head->prev, head);
}

static inline void list_del_rcu(struct list_head *entry)
{
	__list_del_entry(entry);
	entry->prev = LIST_POISON2;
}

static inline void list_replace_rcu(struct list_head *old, struct list_head *entry)
{
	entry->next = old->next;
	entry->prev = old->prev;
	rcu_assign_pointer(entry->prev->next, entry);
	entry->next->prev = entry;
	old->prev = LIST_POISON2;
}

static inline void hlist_del_rcu(struct hlist_node *n)
{
	__hlist_del(n);
	__WRITE_ONCE(n->pprev, LIST_POISON2);
}

static inline void hlist_del_init_rcu(struct hlist_node *n)
{
	if (!hlist_unhashed(n)) {
		__hlist_del(n);
		__WRITE_ONCE(n->pprev, NULL);
	}
}

static inline void hlist_add_head_rcu(struct hlist_node *n, struct hlist_head *h)
{
	struct hlist_node *first = h->first;

	n->next = first;
	__WRITE_ONCE(n->pprev, &h->first);
	rcu_assign_pointer(h->first, n);
	if (first)
		__WRITE_ONCE(first->pprev, &n->next);
}

static inline void hlist_add_tail_rcu(struct hlist_node *n, struct hlist_head *h)
{
	struct hlist_node *last = h->first;

	if (!last) {
		hlist_add_head_rcu(n, h);
		return;
	}
	while (last->next)
		last = last->next;
	n->next = NULL;
	__WRITE_ONCE(n->pprev, &last->next);
	rcu_assign_pointer(last->next, n);
}
static inline void hlist_add_before_rcu(struct hlist_node *n, struct hlist_node *next)
{
	__WRITE_ONCE(n->pprev, next->pprev);
	n->next = next;
	rcu_assign_pointer(*n->pprev, n);
	__WRITE_ONCE(next->pprev, &n->next);
}
static inline void hlist_add_behind_rcu(struct hlist_node *n, struct hlist_node *prev)
{
	n->next = prev->next;
	__WRITE_ONCE(n->pprev, &prev->next);
	rcu_assign_pointer(prev->next, n);
	if (n->next)
		__WRITE_ONCE(n->next->pprev, &n->next);
}
static inline void hlist_replace_rcu(struct hlist_node *old, struct hlist_node *entry)
{
	entry->next = old->next;
	__WRITE_ONCE(entry->pprev, old->pprev);
	rcu_assign_pointer(*entry->pprev, entry);
	if (entry->next)
		__WRITE_ONCE(entry->next->pprev, &entry->next);
	__WRITE_ONCE(old->pprev, LIST_POISON2);
}
/* Neither list is empty. */
static inline void hlists_swap_heads_rcu(struct hlist_head *left, struct hlist_head *right)
{
	struct hlist_node *first = left->first, *second = right->first;

	rcu_assign_pointer(left->first, second);
	rcu_assign_pointer(right->first, first);
	__WRITE_ONCE(second->pprev, &left->first);
	__WRITE_ONCE(first->pprev, &right->first);
}

/* `list` still leads to what was in it, so readers of it may go on into `head`. */
static inline void __list_splice_rcu(struct list_head *list, struct list_head *prev, struct list_head *next)
{
	struct list_head *first = list->next, *last = list->prev;

	last->next = next;
	first->prev = prev;
	next->prev = last;
	rcu_assign_pointer(prev->next, first);
}
static inline void list_splice_rcu(struct list_head *list, struct list_head *head)
{
	if (!list_empty(list))
		__list_splice_rcu(list, head, head->next);
}
/* sync() waits until no reader is in `list` any more. */
static inline void __list_splice_init_rcu(struct list_head *list, struct list_head *prev, struct list_head *next,
					  void (*sync)(void))
{
	struct list_head *first = list->next, *last = list->prev;

	INIT_LIST_HEAD_RCU(list);
	sync();
	last->next = next;
	rcu_assign_pointer(prev->next, first);
	first->prev = prev;
	next->prev = last;
}
static inline void list_splice_init_rcu(struct list_head *list, struct list_head *head, void (*sync)(void))
{
	if (!list_empty(list))
		__list_splice_init_rcu(list, head, head->next, sync);
}
static inline void list_splice_tail_init_rcu(struct list_head *list, struct list_head *head, void (*sync)(void))
{
	if (!list_empty(list))
		__list_splice_init_rcu(list, head->prev, head, sync);
}

/* How a walk begins: its condition, or -1 if it has none. */
#ifdef KTEST_HOSTED
void ktest_list_check_rcu(long condition);
#else
static inline void ktest_list_check_rcu(long condition) { (void)condition; }
#endif
#define KTEST_LIST_CHECK_RCU(unused, cond, extra...) ktest_list_check_rcu((long)(cond))

#define list_entry_rcu(ptr, type, member) \
	({ \
		struct list_head *ktest_read = READ_ONCE(ptr); \
		container_of(ktest_read, type, member); \
	})
#define list_first_or_null_rcu(ptr, type, member) \
	({ \
		struct list_head *ktest_head = (ptr); \
		struct list_head *ktest_next = READ_ONCE(ktest_head->next); \
		ktest_head != ktest_next ? list_entry_rcu(ktest_next, type, member) : NULL; \
	})
#define list_next_or_null_rcu(head, ptr, type, member) \
	({ \
		struct list_head *ktest_head = (head); \
		struct list_head *ktest_next = READ_ONCE((ptr)->next); \
		ktest_head != ktest_next ? list_entry_rcu(ktest_next, type, member) : NULL; \
	})
#define list_entry_lockless(ptr, type, member) list_entry_rcu(ptr, type, member)
#define list_for_each_entry_lockless(pos, head, member) list_for_each_entry_rcu(pos, head, member, true)
#define list_for_each_entry_srcu(pos, head, member, cond) list_for_each_entry_rcu(pos, head, member, cond)
#define list_for_each_entry_from_rcu(pos, head, member) \
	for (; &(pos)->member != (head); pos = list_entry_rcu(pos->member.next, typeof(*(pos)), member))
#define list_for_each_entry_rcu(pos, head, member, cond...) \
	for (KTEST_LIST_CHECK_RCU(, ## cond, -1), pos = list_entry_rcu((head)->next, typeof(*pos), member); \
	     &pos->member != (head); \
	     pos = list_entry_rcu(pos->member.next, typeof(*pos), member))
#define list_for_each_entry_continue_rcu(pos, head, member) \
	for (pos = list_entry_rcu(pos->member.next, typeof(*pos), member); \
	     &pos->member != (head); \
	     pos = list_entry_rcu(pos->member.next, typeof(*pos), member))
#define hlist_for_each_entry_rcu(pos, head, member, cond...) \
	for (KTEST_LIST_CHECK_RCU(, ## cond, -1), \
	     pos = hlist_entry_safe(READ_ONCE((head)->first), typeof(*(pos)), member); pos; \
	     pos = hlist_entry_safe(READ_ONCE((pos)->member.next), typeof(*(pos)), member))
#define hlist_for_each_entry_srcu(pos, head, member, cond) hlist_for_each_entry_rcu(pos, head, member, cond)
#define hlist_for_each_entry_rcu_notrace(pos, head, member) hlist_for_each_entry_rcu(pos, head, member, true)
#define hlist_for_each_entry_rcu_bh(pos, head, member) hlist_for_each_entry_rcu(pos, head, member)
#define hlist_for_each_entry_from_rcu(pos, member) \
	for (; pos; pos = hlist_entry_safe(READ_ONCE((pos)->member.next), typeof(*(pos)), member))
#define hlist_for_each_entry_continue_rcu(pos, member) \
	for (pos = hlist_entry_safe(READ_ONCE((pos)->member.next), typeof(*(pos)), member); pos; \
	     pos = hlist_entry_safe(READ_ONCE((pos)->member.next), typeof(*(pos)), member))
#define hlist_for_each_entry_continue_rcu_bh(pos, member) hlist_for_each_entry_continue_rcu(pos, member)
#define __hlist_for_each_rcu(pos, head) for (pos = READ_ONCE((head)->first); pos; pos = READ_ONCE(pos->next))

#include <ktest/close.h>
#endif
