// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Lists with reference-counted nodes. A removed node that somebody still looks at stays linked,
 * marked dead, until the last reference goes; walks step over dead nodes.
 */
#ifndef KTEST_LIB_KLIST_C
#define KTEST_LIB_KLIST_C

#include <linux/bug.h>
#include <linux/completion.h>
#include <linux/klist.h>

#define KLIST_DEAD 1ul

/* Who waits in klist_remove() for a node to go. */
struct klist_waiter { struct list_head list; struct klist_node *node; struct completion gone; };
static DEFINE_SPINLOCK(klist_remove_lock);
static LIST_HEAD(klist_waiters);

static inline struct klist *klist_of(const struct klist_node *n)
{
	return (struct klist *)((unsigned long)n->n_klist & ~KLIST_DEAD);
}

static inline bool klist_is_dead(const struct klist_node *n)
{
	return (unsigned long)n->n_klist & KLIST_DEAD;
}

KTEST_DEF void klist_init(struct klist *k, void (*get)(struct klist_node *),
		       void (*put)(struct klist_node *))
{
	INIT_LIST_HEAD(&k->k_list);
	spin_lock_init(&k->k_lock);
	k->get = get;
	k->put = put;
}

static inline void klist_prepare(struct klist_node *n, struct klist *k)
{
	INIT_LIST_HEAD(&n->n_node);
	kref_init(&n->n_ref);
	n->n_klist = k;
	if (k->get)
		k->get(n);
}

static inline void klist_link(struct klist_node *n, struct klist *k, struct list_head *after)
{
	spin_lock(&k->k_lock);
	list_add(&n->n_node, after);
	spin_unlock(&k->k_lock);
}

KTEST_DEF void klist_add_head(struct klist_node *n, struct klist *k)
{
	klist_prepare(n, k);
	klist_link(n, k, &k->k_list);
}

KTEST_DEF void klist_add_tail(struct klist_node *n, struct klist *k)
{
	klist_prepare(n, k);
	spin_lock(&k->k_lock);
	list_add_tail(&n->n_node, &k->k_list);
	spin_unlock(&k->k_lock);
}

KTEST_DEF void klist_add_behind(struct klist_node *n, struct klist_node *pos)
{
	klist_prepare(n, klist_of(pos));
	klist_link(n, klist_of(pos), &pos->n_node);
}

KTEST_DEF void klist_add_before(struct klist_node *n, struct klist_node *pos)
{
	struct klist *k = klist_of(pos);

	klist_prepare(n, k);
	spin_lock(&k->k_lock);
	list_add_tail(&n->n_node, &pos->n_node);
	spin_unlock(&k->k_lock);
}

static inline void klist_release(struct kref *kref)
{
	struct klist_node *n = container_of(kref, struct klist_node, n_ref);
	struct klist_waiter *waiter, *next;

	WARN_ON(!klist_is_dead(n));
	list_del(&n->n_node);
	spin_lock(&klist_remove_lock);
	list_for_each_entry_safe(waiter, next, &klist_waiters, list) {
		if (waiter->node == n) {
			list_del(&waiter->list);
			complete(&waiter->gone);
		}
	}
	spin_unlock(&klist_remove_lock);
	n->n_klist = NULL;
}

static inline void klist_put(struct klist_node *n, bool kill)
{
	struct klist *k = klist_of(n);
	void (*put)(struct klist_node *) = k->put;

	spin_lock(&k->k_lock);
	if (kill) {
		WARN_ON(klist_is_dead(n));
		n->n_klist = (void *)((unsigned long)n->n_klist | KLIST_DEAD);
	}
	if (!kref_put(&n->n_ref, klist_release))
		put = NULL;
	spin_unlock(&k->k_lock);
	if (put)
		put(n);
}

KTEST_DEF void klist_del(struct klist_node *n)
{
	klist_put(n, true);
}

KTEST_DEF void klist_remove(struct klist_node *n)
{
	struct klist_waiter waiter = { .node = n };

	init_completion(&waiter.gone);
	spin_lock(&klist_remove_lock);
	list_add(&waiter.list, &klist_waiters);
	spin_unlock(&klist_remove_lock);
	klist_del(n);
	wait_for_completion(&waiter.gone);
}

KTEST_DEF int klist_node_attached(struct klist_node *n)
{
	return n->n_klist != NULL;
}

KTEST_DEF void klist_iter_init_node(struct klist *k, struct klist_iter *i, struct klist_node *n)
{
	i->i_klist = k;
	i->i_cur = n && kref_get_unless_zero(&n->n_ref) ? n : NULL;
}

KTEST_DEF void klist_iter_init(struct klist *k, struct klist_iter *i)
{
	klist_iter_init_node(k, i, NULL);
}

KTEST_DEF void klist_iter_exit(struct klist_iter *i)
{
	if (i->i_cur) {
		klist_put(i->i_cur, false);
		i->i_cur = NULL;
	}
}

static inline struct klist_node *klist_step(struct klist_iter *i, bool forward)
{
	struct klist *k = i->i_klist;
	struct klist_node *last = i->i_cur;
	struct list_head *pos;
	void (*put)(struct klist_node *) = NULL;
	unsigned long flags;

	spin_lock_irqsave(&k->k_lock, flags);
	pos = last ? &last->n_node : &k->k_list;
	pos = forward ? pos->next : pos->prev;
	/* The former node may vanish with its reference, so its neighbour is read first. */
	if (last && kref_put(&last->n_ref, klist_release))
		put = k->put;
	i->i_cur = NULL;
	for (; pos != &k->k_list; pos = forward ? pos->next : pos->prev) {
		struct klist_node *n = container_of(pos, struct klist_node, n_node);

		if (!klist_is_dead(n)) {
			kref_get(&n->n_ref);
			i->i_cur = n;
			break;
		}
	}
	spin_unlock_irqrestore(&k->k_lock, flags);
	if (put)
		put(last);
	return i->i_cur;
}

KTEST_DEF struct klist_node *klist_next(struct klist_iter *i)
{
	return klist_step(i, true);
}

KTEST_DEF struct klist_node *klist_prev(struct klist_iter *i)
{
	return klist_step(i, false);
}

#endif
