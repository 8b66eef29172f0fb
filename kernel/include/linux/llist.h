/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Lists that several tasks may push to, and one empty, without a lock.
 * Synchronization table: llist_add() and llist_del_all() may run concurrently with anything;
 * llist_del_first() needs a lock against itself and against llist_del_all().
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_LLIST_H
#define KTEST_LINUX_LLIST_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/container_of.h>
#include <linux/stddef.h>
#include <linux/types.h>

struct llist_node { struct llist_node *next; };
struct llist_head { struct llist_node *first; };
#define LLIST_HEAD_INIT(name) { NULL }
#define LLIST_HEAD(name) struct llist_head name = LLIST_HEAD_INIT(name)

static inline void init_llist_head(struct llist_head *list) { list->first = NULL; }
static inline void init_llist_node(struct llist_node *node) { __WRITE_ONCE(node->next, node); }
static inline bool llist_on_list(const struct llist_node *node)
{
	return KTEST_READ_ONCE(node->next) != node;
}

#define llist_entry(ptr, type, member) container_of(ptr, type, member)
#define member_address_is_nonnull(ptr, member) \
	((uintptr_t)(ptr) + offsetof(typeof(*(ptr)), member) != 0)
#define llist_for_each(pos, node) for ((pos) = (node); pos; (pos) = (pos)->next)
#define llist_for_each_safe(pos, n, node) \
	for ((pos) = (node); (pos) && ((n) = (pos)->next, true); (pos) = (n))
/* After the last one, NULL less the offset: in numbers, as pointers must not do that. */
#define KTEST_LLIST_ENTRY(node, pos, member) \
	((typeof(pos))((unsigned long)(1 ? (node) : (struct llist_node *)NULL) - \
		       offsetof(typeof(*(pos)), member)))
#define llist_for_each_entry(pos, node, member) \
	for ((pos) = KTEST_LLIST_ENTRY((node), pos, member); \
	     member_address_is_nonnull(pos, member); \
	     (pos) = KTEST_LLIST_ENTRY((pos)->member.next, pos, member))
#define llist_for_each_entry_safe(pos, n, node, member) \
	for (pos = KTEST_LLIST_ENTRY((node), pos, member); \
	     member_address_is_nonnull(pos, member) && \
	     (n = KTEST_LLIST_ENTRY(pos->member.next, n, member), true); \
	     pos = n)

static inline bool llist_empty(const struct llist_head *head) { return !KTEST_READ_ONCE(head->first); }
static inline struct llist_node *llist_next(struct llist_node *node) { return node->next; }

KTEST_FN bool llist_add_batch(struct llist_node *new_first, struct llist_node *new_last,
		     struct llist_head *head);
KTEST_FN struct llist_node *llist_del_first(struct llist_head *head);
KTEST_FN bool llist_del_first_this(struct llist_head *head, struct llist_node *node);
KTEST_FN struct llist_node *llist_reverse_order(struct llist_node *head);

static inline bool __llist_add_batch(struct llist_node *new_first, struct llist_node *new_last,
				     struct llist_head *head)
{
	new_last->next = head->first;
	head->first = new_first;
	return !new_last->next;
}

/* True when the list was empty before. */
static inline bool llist_add(struct llist_node *node, struct llist_head *head)
{
	return llist_add_batch(node, node, head);
}

static inline bool __llist_add(struct llist_node *node, struct llist_head *head)
{
	return __llist_add_batch(node, node, head);
}

static inline struct llist_node *llist_del_all(struct llist_head *head)
{
	return xchg(&head->first, NULL);
}

static inline struct llist_node *__llist_del_all(struct llist_head *head)
{
	struct llist_node *first = head->first;

	head->first = NULL;
	return first;
}

static inline struct llist_node *llist_del_first_init(struct llist_head *head)
{
	struct llist_node *n = llist_del_first(head);

	if (n)
		init_llist_node(n);
	return n;
}

#include <ktest/close.h>
#endif
