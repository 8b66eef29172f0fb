/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Hash lists whose head has a lock: the lowest bit of its pointer.
 * Synchronization: changes need hlist_bl_lock() of the list.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_LIST_BL_H
#define KTEST_LINUX_LIST_BL_H
#include <ktest/open.h>

#include <linux/bit_spinlock.h>
#include <linux/list.h>

#define LIST_BL_LOCKMASK 1ul
#ifdef CONFIG_DEBUG_LIST
#define LIST_BL_BUG_ON(x) BUG_ON(x)
#else
#define LIST_BL_BUG_ON(x)
#endif

struct hlist_bl_node {
	struct hlist_bl_node *next, **pprev;
};
struct hlist_bl_head {
	struct hlist_bl_node *first;
};

#define INIT_HLIST_BL_HEAD(ptr) ((ptr)->first = NULL)
static inline void INIT_HLIST_BL_NODE(struct hlist_bl_node *h)
{
	h->next = NULL;
	h->pprev = NULL;
}
#define hlist_bl_entry(ptr, type, member) container_of(ptr, type, member)
static inline bool hlist_bl_unhashed(const struct hlist_bl_node *h) { return !h->pprev; }

static inline struct hlist_bl_node *hlist_bl_first(struct hlist_bl_head *h)
{
	return (struct hlist_bl_node *)((unsigned long)h->first & ~LIST_BL_LOCKMASK);
}
/* The lock must be held, and stays so. */
static inline void hlist_bl_set_first(struct hlist_bl_head *h, struct hlist_bl_node *n)
{
	LIST_BL_BUG_ON((unsigned long)n & LIST_BL_LOCKMASK);
	LIST_BL_BUG_ON(!((unsigned long)h->first & LIST_BL_LOCKMASK));
	h->first = (struct hlist_bl_node *)((unsigned long)n | LIST_BL_LOCKMASK);
}
static inline bool hlist_bl_empty(const struct hlist_bl_head *h)
{
	return !((unsigned long)KTEST_READ_ONCE(h->first) & ~LIST_BL_LOCKMASK);
}

/* What leads to a node may be the head: its lock bit stays as it is. */
static inline void ktest_hlist_bl_lead(struct hlist_bl_node **at, struct hlist_bl_node *to)
{
	__WRITE_ONCE(*at, (struct hlist_bl_node *)((unsigned long)to | ((unsigned long)*at & LIST_BL_LOCKMASK)));
}

static inline void hlist_bl_add_head(struct hlist_bl_node *n, struct hlist_bl_head *h)
{
	n->next = hlist_bl_first(h);
	if (n->next)
		n->next->pprev = &n->next;
	n->pprev = &h->first;
	hlist_bl_set_first(h, n);
}
static inline void hlist_bl_add_before(struct hlist_bl_node *n, struct hlist_bl_node *next)
{
	n->pprev = next->pprev;
	n->next = next;
	next->pprev = &n->next;
	ktest_hlist_bl_lead(n->pprev, n);
}
static inline void hlist_bl_add_behind(struct hlist_bl_node *n, struct hlist_bl_node *prev)
{
	n->next = prev->next;
	n->pprev = &prev->next;
	prev->next = n;
	if (n->next)
		n->next->pprev = &n->next;
}
static inline void __hlist_bl_del(struct hlist_bl_node *n)
{
	LIST_BL_BUG_ON((unsigned long)n & LIST_BL_LOCKMASK);
	ktest_hlist_bl_lead(n->pprev, n->next);
	if (n->next)
		n->next->pprev = n->pprev;
}
static inline void hlist_bl_del(struct hlist_bl_node *n)
{
	__hlist_bl_del(n);
	n->next = (struct hlist_bl_node *)LIST_POISON1;
	n->pprev = (struct hlist_bl_node **)LIST_POISON2;
}
static inline void hlist_bl_del_init(struct hlist_bl_node *n)
{
	if (hlist_bl_unhashed(n))
		return;
	__hlist_bl_del(n);
	INIT_HLIST_BL_NODE(n);
}

static inline void hlist_bl_lock(struct hlist_bl_head *b) { bit_spin_lock(0, (unsigned long *)b); }
static inline void hlist_bl_unlock(struct hlist_bl_head *b) { __bit_spin_unlock(0, (unsigned long *)b); }
static inline bool hlist_bl_is_locked(struct hlist_bl_head *b) { return bit_spin_is_locked(0, (unsigned long *)b); }

#define hlist_bl_for_each_entry(tpos, pos, head, member) \
	for (pos = hlist_bl_first(head); pos && ({ tpos = hlist_bl_entry(pos, typeof(*tpos), member); 1; }); \
	     pos = pos->next)
/* The entry may be deleted. */
#define hlist_bl_for_each_entry_safe(tpos, pos, n, head, member) \
	for (pos = hlist_bl_first(head); \
	     pos && ({ n = pos->next; tpos = hlist_bl_entry(pos, typeof(*tpos), member); 1; }); pos = n)

#include <ktest/close.h>
#endif
