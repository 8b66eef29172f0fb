// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Changes of a maple tree: ranges that a store covers are cut, split or taken out. */
#ifndef KTEST_LIB_MAPLE_TREE_C
#define KTEST_LIB_MAPLE_TREE_C

#include "maple_range.h"

/* At most two ranges are new: the one stored, and what is behind it of one that it splits. */
static inline bool kmt_reserve(struct ma_state *mas, unsigned int count, gfp_t gfp)
{
	struct ktest_mt_range *range = mas->alloc;

	for (; range && count; range = range->next)
		count--;
	for (; count; count--) {
		range = (struct ktest_mt_range *)kmalloc(sizeof(*range), gfp);
		if (!range)
			return false;
		range->next = mas->alloc;
		mas->alloc = range;
	}
	return true;
}

KTEST_DEF void mas_destroy(struct ma_state *mas)
{
	while (mas->alloc) {
		struct ktest_mt_range *range = mas->alloc;

		mas->alloc = range->next;
		kfree(range);
	}
}

static inline void kmt_link(struct ma_state *mas, unsigned long first, unsigned long last, void *entry)
{
	struct rb_node **at = &mas->tree->ktest_ranges.rb_node, *parent = NULL;
	struct ktest_mt_range *range = mas->alloc;

	mas->alloc = range->next;
	range->first = first;
	range->last = last;
	range->entry = entry;
	while (*at) {
		parent = *at;
		at = first < kmt_of(parent)->first ? &parent->rb_left : &parent->rb_right;
	}
	rb_link_node(&range->node, parent, at);
	rb_insert_color(&range->node, &mas->tree->ktest_ranges);
}

/* Nothing of first..last is left. */
static inline void kmt_clear(struct ma_state *mas, unsigned long first, unsigned long last)
{
	struct ktest_mt_range *range = kmt_from(mas->tree, first), *next;

	if (range && range->first < first) {
		unsigned long end = range->last;

		WRITE_ONCE(range->last, first - 1);
		if (end > last) {
			kmt_link(mas, last + 1, end, range->entry);
			return;
		}
		range = kmt_of(rb_next(&range->node));
	}
	for (; range && range->first <= last; range = next) {
		next = kmt_of(rb_next(&range->node));
		if (range->last > last) {
			WRITE_ONCE(range->first, last + 1);
			return;
		}
		rb_erase(&range->node, &mas->tree->ktest_ranges);
		kfree_rcu(range, rcu);
	}
}

KTEST_DEF bool ktest_mt_put(struct ma_state *mas, void *entry)
{
	struct maple_tree *mt = mas->tree;
	struct ktest_mt_range *range = kmt_from(mt, mas->index);

	if (entry && range && range->first == mas->index && range->last == mas->last) {
		rcu_assign_pointer(range->entry, entry);
		return true;
	}
	if (!kmt_reserve(mas, 2, GFP_NOWAIT | __GFP_NOWARN)) {
		kmt_fail(mas, -ENOMEM);
		return false;
	}
	kt_order_release(&mt->ktest_changes);
	WRITE_ONCE(mt->ktest_changes, mt->ktest_changes + 1);
	smp_wmb();
	kmt_clear(mas, mas->index, mas->last);
	if (entry)
		kmt_link(mas, mas->index, mas->last, entry);
	smp_store_release(&mt->ktest_changes, mt->ktest_changes + 1);
	mas->status = ma_active;
	return true;
}

/* What is at `index`; the state stays as it is. */
static inline void *kmt_peek(const struct ma_state *mas)
{
	const struct ktest_mt_range *range = kmt_from(mas->tree, mas->index);

	return range && range->first <= mas->index ? range->entry : NULL;
}

KTEST_DEF bool mas_nomem(struct ma_state *mas, gfp_t gfp)
{
	bool sleeps = gfpflags_allow_blocking(gfp) && !mt_external_lock(mas->tree), enough;

	if (mas->node != MA_ERROR(-ENOMEM))
		return false;
	if (sleeps)
		mtree_unlock(mas->tree);
	enough = kmt_reserve(mas, 2, gfp);
	if (sleeps)
		mtree_lock(mas->tree);
	if (enough)
		mas_reset(mas);
	return enough;
}

KTEST_DEF void *mas_store(struct ma_state *mas, void *entry)
{
	void *was = kmt_peek(mas);

	if (mas->index > mas->last) {
		kmt_fail(mas, -EINVAL);
		return NULL;
	}
	if (ktest_mt_put(mas, entry))
		mas_destroy(mas);
	return was;
}

KTEST_DEF int mas_store_gfp(struct ma_state *mas, void *entry, gfp_t gfp)
{
	do
		mas_store(mas, entry);
	while (mas_nomem(mas, gfp));
	mas_destroy(mas);
	return mas_is_err(mas) ? xa_err(mas->node) : 0;
}

KTEST_DEF int mas_preallocate(struct ma_state *mas, void *entry, gfp_t gfp)
{
	(void)entry;
	if (kmt_reserve(mas, 2, gfp))
		return 0;
	mas_destroy(mas);
	mas_reset(mas);
	return -ENOMEM;
}

KTEST_DEF void mas_store_prealloc(struct ma_state *mas, void *entry)
{
	ktest_mt_put(mas, entry);
	mas_destroy(mas);
}

KTEST_DEF int mas_expected_entries(struct ma_state *mas, unsigned long nr_entries)
{
	(void)nr_entries;
	return mas_preallocate(mas, NULL, GFP_KERNEL);
}

KTEST_DEF void *mas_erase(struct ma_state *mas)
{
	void *was;

	do {
		was = mas_walk(mas);
		if (!was)
			return NULL;
		ktest_mt_put(mas, NULL);
	} while (mas_nomem(mas, GFP_KERNEL));
	mas_destroy(mas);
	return was;
}

/* ---- with the lock ------------------------------------------------------------------------ */

KTEST_DEF int mtree_store_range(struct maple_tree *mt, unsigned long first, unsigned long last, void *entry, gfp_t gfp)
{
	MA_STATE(mas, mt, first, last);
	int err;

	if (WARN_ON_ONCE(xa_is_advanced(entry)) || first > last)
		return -EINVAL;
	mtree_lock(mt);
	err = mas_store_gfp(&mas, entry, gfp);
	mtree_unlock(mt);
	return err;
}

KTEST_DEF int mtree_store(struct maple_tree *mt, unsigned long index, void *entry, gfp_t gfp)
{
	return mtree_store_range(mt, index, index, entry, gfp);
}

/* Stores if nothing of the range is there, and frees what is in reserve. */
static inline int kmt_insert(struct ma_state *mas, void *entry, gfp_t gfp)
{
	unsigned long first = mas->index, last = mas->last;

	do {
		const struct ktest_mt_range *range = kmt_from(mas->tree, first);

		mas_set_range(mas, first, last);
		if (range && range->first <= last)
			kmt_fail(mas, -EEXIST);
		else
			ktest_mt_put(mas, entry);
	} while (mas_nomem(mas, gfp));
	mas_destroy(mas);
	return mas_is_err(mas) ? xa_err(mas->node) : 0;
}

KTEST_DEF int mtree_insert_range(struct maple_tree *mt, unsigned long first, unsigned long last, void *entry, gfp_t gfp)
{
	MA_STATE(mas, mt, first, last);
	int err;

	if (WARN_ON_ONCE(xa_is_advanced(entry)) || first > last)
		return -EINVAL;
	mtree_lock(mt);
	err = kmt_insert(&mas, entry, gfp);
	mtree_unlock(mt);
	return err;
}

KTEST_DEF int mtree_insert(struct maple_tree *mt, unsigned long index, void *entry, gfp_t gfp)
{
	return mtree_insert_range(mt, index, index, entry, gfp);
}

static inline bool kmt_no_alloc(const struct maple_tree *mt, const void *entry)
{
	return !(mt->ma_flags & MT_FLAGS_ALLOC_RANGE) ||
	       WARN_ON_ONCE((unsigned long)entry < MAPLE_RESERVED_RANGE && xa_is_internal(entry));
}

static inline int kmt_alloc(struct maple_tree *mt, unsigned long *startp, void *entry, gfp_t gfp, unsigned long size,
			    unsigned long min, unsigned long max, bool last)
{
	MA_STATE(mas, mt, 0, 0);
	int err;

	if (kmt_no_alloc(mt, entry))
		return -EINVAL;
	mtree_lock(mt);
	/* Without the lock, somebody may take the gap. */
	do {
		err = last ? mas_empty_area_rev(&mas, min, max, size) : mas_empty_area(&mas, min, max, size);
		if (!err)
			err = kmt_insert(&mas, entry, gfp);
	} while (err == -EEXIST);
	mtree_unlock(mt);
	if (!err)
		*startp = mas.index;
	return err;
}

KTEST_DEF int mtree_alloc_range(struct maple_tree *mt, unsigned long *startp, void *entry, unsigned long size,
				unsigned long min, unsigned long max, gfp_t gfp)
{
	return kmt_alloc(mt, startp, entry, gfp, size, min, max, false);
}

KTEST_DEF int mtree_alloc_rrange(struct maple_tree *mt, unsigned long *startp, void *entry, unsigned long size,
				 unsigned long min, unsigned long max, gfp_t gfp)
{
	return kmt_alloc(mt, startp, entry, gfp, size, min, max, true);
}

KTEST_DEF int mas_alloc_cyclic(struct ma_state *mas, unsigned long *startp, void *entry, unsigned long range_lo,
			       unsigned long range_hi, unsigned long *next, gfp_t gfp)
{
	struct maple_tree *mt = mas->tree;
	unsigned long min = *next > range_lo ? *next : range_lo;
	int again = 0, err = mas_empty_area(mas, min, range_hi, 1);

	if (mt->ma_flags & MT_FLAGS_ALLOC_WRAPPED && !err) {
		mt->ma_flags &= ~MT_FLAGS_ALLOC_WRAPPED;
		again = 1;
	}
	if (err && min > range_lo) {
		err = mas_empty_area(mas, range_lo, range_hi, 1);
		again = 1;
	}
	if (!err)
		err = kmt_insert(mas, entry, gfp);
	if (err)
		return err;
	*startp = mas->index;
	*next = *startp + 1;
	if (!*next)
		mt->ma_flags |= MT_FLAGS_ALLOC_WRAPPED;
	return again;
}

KTEST_DEF int mtree_alloc_cyclic(struct maple_tree *mt, unsigned long *startp, void *entry, unsigned long range_lo,
				 unsigned long range_hi, unsigned long *next, gfp_t gfp)
{
	MA_STATE(mas, mt, 0, 0);
	int err;

	if (kmt_no_alloc(mt, entry))
		return -EINVAL;
	mtree_lock(mt);
	err = mas_alloc_cyclic(&mas, startp, entry, range_lo, range_hi, next, gfp);
	mtree_unlock(mt);
	return err;
}

KTEST_DEF void *mtree_erase(struct maple_tree *mt, unsigned long index)
{
	MA_STATE(mas, mt, index, index);
	void *was;

	mtree_lock(mt);
	was = mas_erase(&mas);
	mtree_unlock(mt);
	return was;
}

KTEST_DEF int __mt_dup(struct maple_tree *mt, struct maple_tree *copy, gfp_t gfp)
{
	MA_STATE(mas, copy, 0, 0);
	struct ktest_mt_range *range;

	if ((mt->ma_flags ^ copy->ma_flags) & ~MT_FLAGS_HEIGHT_MASK || !mtree_empty(copy))
		return -EINVAL;
	for (range = kmt_from(mt, 0); range; range = kmt_of(rb_next(&range->node))) {
		mas_set_range(&mas, range->first, range->last);
		if (!kmt_reserve(&mas, 2, gfp)) {
			__mt_destroy(copy);
			mas_destroy(&mas);
			return -ENOMEM;
		}
		ktest_mt_put(&mas, range->entry);
	}
	mas_destroy(&mas);
	return 0;
}

KTEST_DEF int mtree_dup(struct maple_tree *mt, struct maple_tree *copy, gfp_t gfp)
{
	int err;

	mtree_lock(copy);
	spin_lock_nested(&mt->ma_lock, SINGLE_DEPTH_NESTING);
	err = __mt_dup(mt, copy, gfp & ~__GFP_DIRECT_RECLAIM);
	mtree_unlock(mt);
	mtree_unlock(copy);
	return err;
}

KTEST_DEF void __mt_destroy(struct maple_tree *mt)
{
	struct rb_root ranges = mt->ktest_ranges;
	struct rb_node *node;

	WRITE_ONCE(mt->ma_root, NULL);
	while ((node = ranges.rb_node) != NULL) {
		rb_erase(node, &ranges);
		kfree_rcu(kmt_of(node), rcu);
	}
}

KTEST_DEF void mtree_destroy(struct maple_tree *mt)
{
	mtree_lock(mt);
	__mt_destroy(mt);
	mtree_unlock(mt);
}

#endif
