/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Hash lists that end with a number (a "nulls" value, odd) in place of NULL: a reader whose entry moved to another list
 * finds another number at the end.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_LIST_NULLS_H
#define KTEST_LINUX_LIST_NULLS_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/const.h>
#include <linux/container_of.h>
#include <linux/poison.h>

struct hlist_nulls_node {
	struct hlist_nulls_node *next, **pprev;
};
struct hlist_nulls_head {
	struct hlist_nulls_node *first;
};

#define NULLS_MARKER(value) (1ul | (unsigned long)(long)(value) << 1)
#define INIT_HLIST_NULLS_HEAD(ptr, nulls) ((ptr)->first = (struct hlist_nulls_node *)NULLS_MARKER(nulls))
static inline int is_a_nulls(const struct hlist_nulls_node *ptr) { return (unsigned long)ptr & 1; }
static inline unsigned long get_nulls_value(const struct hlist_nulls_node *ptr) { return (unsigned long)ptr >> 1; }

#define hlist_nulls_entry(ptr, type, member) container_of(ptr, type, member)
/* NULL at the list's end. */
#define hlist_nulls_entry_safe(ptr, type, member) \
	({ \
		typeof(ptr) ktest_at = (ptr); \
		!is_a_nulls(ktest_at) ? hlist_nulls_entry(ktest_at, type, member) : NULL; \
	})

static inline int hlist_nulls_unhashed(const struct hlist_nulls_node *h) { return !h->pprev; }
static inline int hlist_nulls_unhashed_lockless(const struct hlist_nulls_node *h) { return !KTEST_READ_ONCE(h->pprev); }
static inline int hlist_nulls_empty(const struct hlist_nulls_head *h) { return is_a_nulls(KTEST_READ_ONCE(h->first)); }

static inline void hlist_nulls_add_head(struct hlist_nulls_node *n, struct hlist_nulls_head *h)
{
	struct hlist_nulls_node *first = h->first;

	n->next = first;
	__WRITE_ONCE(n->pprev, &h->first);
	h->first = n;
	if (!is_a_nulls(first))
		__WRITE_ONCE(first->pprev, &n->next);
}
static inline void __hlist_nulls_del(struct hlist_nulls_node *n)
{
	struct hlist_nulls_node *next = n->next;

	__WRITE_ONCE(*n->pprev, next);
	if (!is_a_nulls(next))
		__WRITE_ONCE(next->pprev, n->pprev);
}
static inline void hlist_nulls_del(struct hlist_nulls_node *n)
{
	__hlist_nulls_del(n);
	__WRITE_ONCE(n->pprev, (struct hlist_nulls_node **)LIST_POISON2);
}

#define hlist_nulls_for_each_entry_from(tpos, pos, member) \
	for (; !is_a_nulls(pos) && ({ tpos = hlist_nulls_entry(pos, typeof(*tpos), member); 1; }); pos = pos->next)
#define hlist_nulls_for_each_entry(tpos, pos, head, member) \
	for (pos = (head)->first; \
	     !is_a_nulls(pos) && ({ tpos = hlist_nulls_entry(pos, typeof(*tpos), member); 1; }); pos = pos->next)

#include <ktest/close.h>
#endif
