// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Numbers, and pointers by number, in a tree of nodes with 64 slots. The nodes of level 1 hold the pointers; those
 * above hold nodes. Two words say which slots are in use and behind which no number is free, so the lowest free number
 * is found on one way down. Readers need no lock: a node tells its level, and is freed after a grace period.
 */
#ifndef KTEST_LIB_IDR_C
#define KTEST_LIB_IDR_C

#include <linux/bitops.h>
#include <linux/err.h>
#include <linux/idr.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#define ID_BITS 6
#define ID_SLOTS (1u << ID_BITS)

struct ktest_id_node {
	u64 used;
	u64 full;
	unsigned int level;
	struct rcu_head rcu;
	void *slots[ID_SLOTS];
};

static inline unsigned int id_shift(unsigned int level)
{
	return (level - 1) * ID_BITS;
}

/* Whether a tree with a top of this level has a place for the number. */
static inline bool id_fits(unsigned int level, unsigned long id)
{
	return level && (level * ID_BITS >= BITS_PER_LONG || !(id >> level * ID_BITS));
}

static inline unsigned int id_level(const struct ktest_id_tree *tree)
{
	return tree->top ? tree->top->level : 0;
}

/* The part of a number that its slot at this level leaves. */
static inline unsigned long id_below(unsigned int level, unsigned long id)
{
	return id & ((1ul << id_shift(level)) - 1);
}

static inline unsigned int id_slot(unsigned int level, unsigned long id)
{
	return id >> id_shift(level) & (ID_SLOTS - 1);
}

static inline const struct ktest_id_node *id_leaf(const struct ktest_id_tree *tree, unsigned long id)
{
	const struct ktest_id_node *node = READ_ONCE(tree->top);

	if (node && !id_fits(node->level, id))
		return NULL;
	while (node && node->level > 1)
		node = READ_ONCE(node->slots[id_slot(node->level, id)]);
	return node && node->used & BIT_ULL(id_slot(1, id)) ? node : NULL;
}

static inline void *id_find(const struct ktest_id_tree *tree, unsigned long id)
{
	const struct ktest_id_node *leaf = id_leaf(tree, id);

	return leaf ? READ_ONCE(leaf->slots[id_slot(1, id)]) : NULL;
}

/* ---- taking a number ---------------------------------------------------------------------- */

static inline bool id_first_free(const struct ktest_id_node *node, unsigned long min, unsigned long *id)
{
	unsigned int slot;

	for (slot = id_slot(node->level, min); slot < ID_SLOTS; slot++) {
		const struct ktest_id_node *child = node->level > 1 ? node->slots[slot] : NULL;

		if (!(node->full & BIT_ULL(slot))) {
			*id = id_below(node->level, min);
			if (!child || id_first_free(child, *id, id)) {
				*id |= (unsigned long)slot << id_shift(node->level);
				return true;
			}
		}
		min = 0;
	}
	return false;
}

static inline struct ktest_id_node *id_make(unsigned int level, gfp_t gfp)
{
	struct ktest_id_node *node = kzalloc(sizeof(*node), gfp);

	if (node)
		node->level = level;
	return node;
}

/* Makes the tree high enough for `id`. */
static inline int id_grow(struct ktest_id_tree *tree, unsigned long id, gfp_t gfp)
{
	while (!id_fits(id_level(tree), id)) {
		struct ktest_id_node *old = tree->top, *top;

		if (!old) {
			unsigned int level = 1;

			while (!id_fits(level, id))
				level++;
			top = id_make(level, gfp);
		} else {
			top = id_make(old->level + 1, gfp);
		}
		if (!top)
			return -ENOMEM;
		if (old) {
			top->slots[0] = old;
			top->used = 1;
			top->full = old->full == ~0ull;
		}
		rcu_assign_pointer(tree->top, top);
	}
	return 0;
}

static inline int id_put(struct ktest_id_node *node, unsigned long id, void *ptr, gfp_t gfp)
{
	unsigned int slot = id_slot(node->level, id);
	struct ktest_id_node *child = NULL;
	int err = 0;

	if (node->level == 1) {
		WRITE_ONCE(node->slots[slot], ptr);
	} else {
		child = node->slots[slot] ?: id_make(node->level - 1, gfp);
		if (!child)
			return -ENOMEM;
		err = id_put(child, id_below(node->level, id), ptr, gfp);
		if (err && !child->used)
			kfree(child);
		if (err)
			return err;
		rcu_assign_pointer(node->slots[slot], child);
	}
	node->used |= BIT_ULL(slot);
	if (!child || child->full == ~0ull)
		node->full |= BIT_ULL(slot);
	return 0;
}

/* Tops with a single node in their first slot, or none, are not needed. */
static inline void id_shrink(struct ktest_id_tree *tree)
{
	struct ktest_id_node *top;

	while ((top = tree->top) != NULL && (!top->used || (top->level > 1 && top->used == 1))) {
		rcu_assign_pointer(tree->top, top->used ? top->slots[0] : NULL);
		kfree_rcu(top, rcu);
	}
}

/* Takes the lowest free number from `min` to `max`. */
static inline int id_take(struct ktest_id_tree *tree, void *ptr, unsigned long *id, unsigned long max, gfp_t gfp)
{
	unsigned int level = id_level(tree);
	unsigned long at = *id;
	int err;

	if (id_fits(level, at) && !id_first_free(tree->top, at, &at)) {
		if (level * ID_BITS >= BITS_PER_LONG)
			return -ENOSPC;
		at = 1ul << level * ID_BITS;
	}
	if (at > max)
		return -ENOSPC;
	err = id_grow(tree, at, gfp);
	if (!err)
		err = id_put(tree->top, at, ptr, gfp);
	if (err)
		id_shrink(tree);
	else
		*id = at;
	return err;
}

/* ---- giving it back ----------------------------------------------------------------------- */

static inline void id_clear(struct ktest_id_node *node, unsigned long id)
{
	unsigned int slot = id_slot(node->level, id);
	struct ktest_id_node *child = node->level > 1 ? node->slots[slot] : NULL;

	node->full &= ~BIT_ULL(slot);
	if (child) {
		id_clear(child, id_below(node->level, id));
		if (child->used)
			return;
	}
	node->used &= ~BIT_ULL(slot);
	WRITE_ONCE(node->slots[slot], NULL);
	if (child)
		kfree_rcu(child, rcu);
}

/* Returns whether the number was taken. */
static inline bool id_drop(struct ktest_id_tree *tree, unsigned long id)
{
	if (!id_leaf(tree, id))
		return false;
	id_clear(tree->top, id);
	id_shrink(tree);
	return true;
}

static inline void id_free_all(struct ktest_id_node *node)
{
	unsigned int slot;

	if (node->level > 1)
		for (slot = 0; slot < ID_SLOTS; slot++)
			if (node->slots[slot])
				id_free_all(node->slots[slot]);
	kfree_rcu(node, rcu);
}

static inline void id_destroy(struct ktest_id_tree *tree)
{
	struct ktest_id_node *top = tree->top;

	rcu_assign_pointer(tree->top, NULL);
	if (top)
		id_free_all(top);
}

/* ---- walking ------------------------------------------------------------------------------ */

/* The first pointer that is not NULL from `min` on, and its number. */
static inline void *id_next_in(const struct ktest_id_node *node, unsigned long min, unsigned long *id)
{
	unsigned int slot;

	for (slot = id_slot(node->level, min); slot < ID_SLOTS; slot++, min = 0) {
		void *found = READ_ONCE(node->slots[slot]);

		*id = 0;
		if (found && node->level > 1)
			found = id_next_in(found, id_below(node->level, min), id);
		if (!found)
			continue;
		*id |= (unsigned long)slot << id_shift(node->level);
		return found;
	}
	return NULL;
}

static inline void *id_next(const struct ktest_id_tree *tree, unsigned long min, unsigned long *id)
{
	const struct ktest_id_node *top = READ_ONCE(tree->top);

	return top && id_fits(top->level, min) ? id_next_in(top, min, id) : NULL;
}

/* ---- IDR ---------------------------------------------------------------------------------- */

KTEST_DEF void idr_preload(gfp_t gfp_mask)
{
	might_sleep_if(gfpflags_allow_blocking(gfp_mask));
	preempt_disable();
}

KTEST_DEF int idr_alloc_u32(struct idr *idr, void *ptr, u32 *nextid, unsigned long max, gfp_t gfp)
{
	unsigned long id = *nextid < idr->idr_base ? 0 : *nextid - idr->idr_base;
	int err = id_take(&idr->idr_rt, ptr, &id, max - idr->idr_base, gfp);

	if (!err)
		*nextid = id + idr->idr_base;
	return err;
}

KTEST_DEF int idr_alloc(struct idr *idr, void *ptr, int start, int end, gfp_t gfp)
{
	u32 id = start;
	int err;

	if (WARN_ON_ONCE(start < 0))
		return -EINVAL;
	err = idr_alloc_u32(idr, ptr, &id, end > 0 ? end - 1 : INT_MAX, gfp);
	return err ? err : (int)id;
}

KTEST_DEF int idr_alloc_cyclic(struct idr *idr, void *ptr, int start, int end, gfp_t gfp)
{
	u32 id = idr->idr_next;
	int err, max = end > 0 ? end - 1 : INT_MAX;

	if ((int)id < start)
		id = start;
	err = idr_alloc_u32(idr, ptr, &id, max, gfp);
	if (err == -ENOSPC && id > (u32)start) {
		id = start;
		err = idr_alloc_u32(idr, ptr, &id, max, gfp);
	}
	if (err)
		return err;
	idr->idr_next = id + 1;
	return id;
}

KTEST_DEF void *idr_find(const struct idr *idr, unsigned long id)
{
	return id_find(&idr->idr_rt, id - idr->idr_base);
}

KTEST_DEF void *idr_remove(struct idr *idr, unsigned long id)
{
	void *was = idr_find(idr, id);

	id_drop(&idr->idr_rt, id - idr->idr_base);
	return was;
}

KTEST_DEF void *idr_replace(struct idr *idr, void *ptr, unsigned long id)
{
	struct ktest_id_node *leaf = (struct ktest_id_node *)id_leaf(&idr->idr_rt, id - idr->idr_base);
	unsigned int slot = id_slot(1, id - idr->idr_base);
	void *was;

	if (!leaf)
		return ERR_PTR(-ENOENT);
	was = leaf->slots[slot];
	rcu_assign_pointer(leaf->slots[slot], ptr);
	return was;
}

KTEST_DEF int idr_for_each(const struct idr *idr, int (*fn)(int id, void *p, void *data), void *data)
{
	unsigned long id = 0;
	void *found;

	for (; (found = id_next(&idr->idr_rt, id, &id)) != NULL && id != ULONG_MAX; id++) {
		int result;

		if (WARN_ON_ONCE(id + idr->idr_base > INT_MAX))
			break;
		result = fn(id + idr->idr_base, found, data);
		if (result)
			return result;
	}
	return 0;
}

KTEST_DEF void *idr_get_next_ul(struct idr *idr, unsigned long *nextid)
{
	unsigned long id = *nextid < idr->idr_base ? 0 : *nextid - idr->idr_base;
	void *found = id_next(&idr->idr_rt, id, &id);

	if (found)
		*nextid = id + idr->idr_base;
	return found;
}

KTEST_DEF void *idr_get_next(struct idr *idr, int *nextid)
{
	unsigned long id = *nextid;
	void *found = idr_get_next_ul(idr, &id);

	if (WARN_ON_ONCE(id > INT_MAX))
		return NULL;
	*nextid = id;
	return found;
}

KTEST_DEF void idr_destroy(struct idr *idr)
{
	id_destroy(&idr->idr_rt);
}

/* ---- IDA ---------------------------------------------------------------------------------- */

KTEST_DEF int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max, gfp_t gfp)
{
	unsigned long flags, id = min;
	int err;

	if ((int)min < 0)
		return -ENOSPC;
	if ((int)max < 0)
		max = INT_MAX;
	/* What may sleep does it before the lock is taken. */
	might_sleep_if(gfpflags_allow_blocking(gfp));
	spin_lock_irqsave(&ida->xa.xa_lock, flags);
	err = id_take(&ida->xa, NULL, &id, max, gfp & ~__GFP_DIRECT_RECLAIM);
	spin_unlock_irqrestore(&ida->xa.xa_lock, flags);
	return err ? err : (int)id;
}

KTEST_DEF void ida_free(struct ida *ida, unsigned int id)
{
	unsigned long flags;
	bool was_taken;

	if ((int)id < 0)
		return;
	spin_lock_irqsave(&ida->xa.xa_lock, flags);
	was_taken = id_drop(&ida->xa, id);
	spin_unlock_irqrestore(&ida->xa.xa_lock, flags);
	WARN(!was_taken, "ida_free called for id=%d which is not allocated.\n", id);
}

KTEST_DEF void ida_destroy(struct ida *ida)
{
	unsigned long flags;

	spin_lock_irqsave(&ida->xa.xa_lock, flags);
	id_destroy(&ida->xa);
	spin_unlock_irqrestore(&ida->xa.xa_lock, flags);
}

#endif
