// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Numbers in a tree of nodes with 64 slots. A slot of level 1 is a number; those above hold nodes. Two words
 * say which slots are in use and behind which no number is free, so the lowest free number is found on one way down.
 */
#ifndef KTEST_LIB_IDA_C
#define KTEST_LIB_IDA_C

#include <linux/bitops.h>
#include <linux/err.h>
#include <linux/idr.h>
#include <linux/kernel.h>
#include <linux/overflow.h>
#include <linux/slab.h>

#define ID_BITS 6
#define ID_SLOTS (1u << ID_BITS)

struct ktest_id_node {
	u64 used;
	u64 full;
	unsigned int level;
	struct ktest_id_node *slots[];	/* none in level 1 */
};

static inline struct ktest_id_node *id_top(const struct ida *ida)
{
	return (struct ktest_id_node *)ida->xa.xa_head;
}

static inline unsigned int id_shift(unsigned int level)
{
	return (level - 1) * ID_BITS;
}

/* Whether a tree with a top of this level has a place for the number. */
static inline bool id_fits(unsigned int level, unsigned long id)
{
	return level && (level * ID_BITS >= BITS_PER_LONG || !(id >> level * ID_BITS));
}

static inline unsigned int id_level(const struct ida *ida)
{
	return id_top(ida) ? id_top(ida)->level : 0;
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

static inline bool id_taken(const struct ida *ida, unsigned long id)
{
	const struct ktest_id_node *node = id_top(ida);

	if (node && !id_fits(node->level, id))
		return false;
	while (node && node->level > 1)
		node = node->slots[id_slot(node->level, id)];
	return node && node->used & BIT_ULL(id_slot(1, id));
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
	struct ktest_id_node *node;

	node = (struct ktest_id_node *)kzalloc(struct_size(node, slots, level > 1 ? ID_SLOTS : 0), gfp);

	if (node)
		node->level = level;
	return node;
}

/* Makes the tree high enough for `id`. */
static inline int id_grow(struct ida *ida, unsigned long id, gfp_t gfp)
{
	while (!id_fits(id_level(ida), id)) {
		struct ktest_id_node *old = id_top(ida), *top;

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
		ida->xa.xa_head = top;
	}
	return 0;
}

static inline int id_put(struct ktest_id_node *node, unsigned long id, gfp_t gfp)
{
	unsigned int slot = id_slot(node->level, id);
	struct ktest_id_node *child = NULL;
	int err = 0;

	if (node->level > 1) {
		child = node->slots[slot] ? node->slots[slot] : id_make(node->level - 1, gfp);
		if (!child)
			return -ENOMEM;
		err = id_put(child, id_below(node->level, id), gfp);
		if (err && !child->used)
			kfree(child);
		if (err)
			return err;
		node->slots[slot] = child;
	}
	node->used |= BIT_ULL(slot);
	if (!child || child->full == ~0ull)
		node->full |= BIT_ULL(slot);
	return 0;
}

/* Tops with a single node in their first slot, or none, are not needed. */
static inline void id_shrink(struct ida *ida)
{
	struct ktest_id_node *top;

	while ((top = id_top(ida)) != NULL && (!top->used || (top->level > 1 && top->used == 1))) {
		ida->xa.xa_head = top->used ? (void *)top->slots[0] : NULL;
		kfree(top);
	}
}

/* Takes the lowest free number from `min` to `max`. */
static inline int id_take(struct ida *ida, unsigned long *id, unsigned long max, gfp_t gfp)
{
	unsigned int level = id_level(ida);
	unsigned long at = *id;
	int err;

	if (id_fits(level, at) && !id_first_free(id_top(ida), at, &at)) {
		if (level * ID_BITS >= BITS_PER_LONG)
			return -ENOSPC;
		at = 1ul << level * ID_BITS;
	}
	if (at > max)
		return -ENOSPC;
	err = id_grow(ida, at, gfp);
	if (!err)
		err = id_put(id_top(ida), at, gfp);
	if (err)
		id_shrink(ida);
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
	if (child) {
		node->slots[slot] = NULL;
		kfree(child);
	}
}

/* Returns whether the number was taken. */
static inline bool id_drop(struct ida *ida, unsigned long id)
{
	if (!id_taken(ida, id))
		return false;
	id_clear(id_top(ida), id);
	id_shrink(ida);
	return true;
}

static inline void id_free_all(struct ktest_id_node *node)
{
	unsigned int slot;

	if (node->level > 1)
		for (slot = 0; slot < ID_SLOTS; slot++)
			if (node->slots[slot])
				id_free_all(node->slots[slot]);
	kfree(node);
}

/* ---- the interface ------------------------------------------------------------------------ */

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
	err = id_take(ida, &id, max, gfp & ~__GFP_DIRECT_RECLAIM);
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
	was_taken = id_drop(ida, id);
	spin_unlock_irqrestore(&ida->xa.xa_lock, flags);
	WARN(!was_taken, "ida_free called for id=%d which is not allocated.\n", id);
}

KTEST_DEF void ida_destroy(struct ida *ida)
{
	unsigned long flags;

	spin_lock_irqsave(&ida->xa.xa_lock, flags);
	if (id_top(ida))
		id_free_all(id_top(ida));
	ida->xa.xa_head = NULL;
	spin_unlock_irqrestore(&ida->xa.xa_lock, flags);
}

#endif
