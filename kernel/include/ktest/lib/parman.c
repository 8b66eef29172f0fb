// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Items in an array by priority: each priority has a range without gaps, and a neighbour gives way by one item. */
#ifndef KTEST_LIB_PARMAN_C
#define KTEST_LIB_PARMAN_C

#include <linux/bug.h>
#include <linux/parman.h>
#include <linux/slab.h>

struct parman {
	const struct parman_ops *ops;
	void *priv;
	unsigned long used, room;
	struct list_head prios;
};

#define ktest_parman_first(prio) list_first_entry(&(prio)->item_list, struct parman_item, list)
#define ktest_parman_last(prio) list_last_entry(&(prio)->item_list, struct parman_item, list)

KTEST_DEF struct parman *parman_create(const struct parman_ops *ops, void *priv)
{
	struct parman *parman = (struct parman *)kzalloc(sizeof(*parman), GFP_KERNEL);

	if (!parman)
		return NULL;
	parman->ops = ops;
	parman->priv = priv;
	parman->room = ops->base_count;
	INIT_LIST_HEAD(&parman->prios);
	return parman;
}

KTEST_DEF void parman_destroy(struct parman *parman)
{
	WARN_ON(!list_empty(&parman->prios));
	kfree(parman);
}

KTEST_DEF void parman_prio_init(struct parman *parman, struct parman_prio *prio, unsigned long priority)
{
	struct parman_prio *later;
	struct list_head *before = &parman->prios;

	INIT_LIST_HEAD(&prio->item_list);
	prio->priority = priority;
	list_for_each_entry(later, &parman->prios, list) {
		if (later->priority > priority) {
			before = &later->list;
			break;
		}
	}
	list_add_tail(&prio->list, before);
}

KTEST_DEF void parman_prio_fini(struct parman_prio *prio)
{
	WARN_ON(!list_empty(&prio->item_list));
	list_del(&prio->list);
}

/* An item's content goes to another place; the item is then the last of its priority's, or the first. */
static inline void ktest_parman_carry(struct parman *parman, struct parman_prio *prio, struct parman_item *item,
				      unsigned long to, bool last)
{
	parman->ops->move(parman->priv, item->index, to, 1);
	item->index = to;
	list_del(&item->list);
	if (last)
		list_add_tail(&item->list, &prio->item_list);
	else
		list_add(&item->list, &prio->item_list);
}

static inline int ktest_parman_resize(struct parman *parman, unsigned long room)
{
	int err = parman->ops->resize(parman->priv, room);

	if (!err)
		parman->room = room;
	return err;
}

KTEST_DEF int parman_item_add(struct parman *parman, struct parman_prio *prio, struct parman_item *item)
{
	struct parman_prio *other;
	int err;

	if (parman->used >= parman->room) {
		err = ktest_parman_resize(parman, parman->room + parman->ops->resize_step);
		if (err)
			return err;
	}
	item->index = 0;
	list_for_each_entry(other, &parman->prios, list) {
		if (!list_empty(&other->item_list))
			item->index = ktest_parman_last(other)->index + 1;
		if (other == prio)
			break;
	}
	list_for_each_entry_reverse(other, &parman->prios, list) {
		if (other == prio)
			break;
		if (!list_empty(&other->item_list))
			ktest_parman_carry(parman, other, ktest_parman_first(other), ktest_parman_last(other)->index + 1, true);
	}
	list_add_tail(&item->list, &prio->item_list);
	parman->used++;
	return 0;
}

KTEST_DEF void parman_item_remove(struct parman *parman, struct parman_prio *prio, struct parman_item *item)
{
	unsigned long step = parman->ops->resize_step;
	struct parman_item *last = ktest_parman_last(prio);

	if (last != item) {
		parman->ops->move(parman->priv, last->index, item->index, 1);
		last->index = item->index;
		list_del(&last->list);
		list_add(&last->list, &item->list);
	}
	list_del(&item->list);
	list_for_each_entry_continue(prio, &parman->prios, list) {
		if (!list_empty(&prio->item_list))
			ktest_parman_carry(parman, prio, ktest_parman_last(prio), ktest_parman_first(prio)->index - 1, false);
	}
	parman->used--;
	if (parman->room - parman->used >= step && parman->room - step >= parman->ops->base_count)
		ktest_parman_resize(parman, parman->room - step);
}

#endif
