/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Entries for ranges of indices that do not overlap.
 * Synchronization: changes need ma_lock, which mtree_* take; reads need that or rcu_read_lock(), which mtree_* and mt_* take.
 * Fidelity: faithful; ranges are in a red-black tree, so mas.node, min, max, offset and depth mean nothing, and a search
 * for a gap looks at one range after the other
 */
#ifndef KTEST_LINUX_MAPLE_TREE_H
#define KTEST_LINUX_MAPLE_TREE_H
#include <ktest/open.h>

#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/rbtree_types.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#define MT_FLAGS_ALLOC_RANGE 0x01
#define MT_FLAGS_USE_RCU 0x02
#define MT_FLAGS_HEIGHT_OFFSET 0x02
#define MT_FLAGS_HEIGHT_MASK 0x7c
#define MT_FLAGS_LOCK_MASK 0x300
#define MT_FLAGS_LOCK_IRQ 0x100
#define MT_FLAGS_LOCK_BH 0x200
#define MT_FLAGS_LOCK_EXTERN 0x300
#define MT_FLAGS_ALLOC_WRAPPED 0x0800
/* Entries of the tree's own are below. */
#define MAPLE_RESERVED_RANGE 4096

/* ktest_changes is odd while ranges change: whoever reads without the lock reads again. */
struct maple_tree {
	spinlock_t ma_lock;
	unsigned int ma_flags;
	unsigned int ktest_changes;
	union {
		void __rcu *ma_root;
		struct rb_root ktest_ranges;
	};
};

#define MTREE_INIT(name, flags) { __SPIN_LOCK_UNLOCKED((name).ma_lock), (flags), 0, { NULL } }
#define MTREE_INIT_EXT(name, flags, lock) MTREE_INIT(name, flags)
#define DEFINE_MTREE(name) struct maple_tree name = MTREE_INIT(name, 0)
#define mt_lock_is_held(mt) 1
#define mt_write_lock_is_held(mt) 1
#define mt_set_external_lock(mt, lock) do { } while (0)
#define mt_on_stack(mt) do { } while (0)
#define mtree_lock(mt) spin_lock(&(mt)->ma_lock)
#define mtree_lock_nested(mt, subclass) spin_lock_nested(&(mt)->ma_lock, subclass)
#define mtree_unlock(mt) spin_unlock(&(mt)->ma_lock)

static inline bool mt_external_lock(const struct maple_tree *mt)
{
	return (mt->ma_flags & MT_FLAGS_LOCK_MASK) == MT_FLAGS_LOCK_EXTERN;
}
static inline void mt_init_flags(struct maple_tree *mt, unsigned int flags)
{
	mt->ma_flags = flags;
	mt->ktest_changes = 0;
	if (!mt_external_lock(mt))
		spin_lock_init(&mt->ma_lock);
	mt->ma_root = NULL;
}
static inline void mt_init(struct maple_tree *mt) { mt_init_flags(mt, 0); }
static inline bool mt_in_rcu(struct maple_tree *mt) { return mt->ma_flags & MT_FLAGS_USE_RCU; }
/* Readers without the lock are always safe here. */
static inline void mt_clear_in_rcu(struct maple_tree *mt) { mt->ma_flags &= ~MT_FLAGS_USE_RCU; }
static inline void mt_set_in_rcu(struct maple_tree *mt) { mt->ma_flags |= MT_FLAGS_USE_RCU; }
static inline bool mtree_empty(const struct maple_tree *mt) { return KTEST_READ_ONCE(mt->ma_root) == NULL; }

/* NULL: none. */
KTEST_FN void *mtree_load(struct maple_tree *mt, unsigned long index);
/* -EINVAL (first > last, or an entry of the tree's own), -ENOMEM. NULL erases. */
KTEST_FN int mtree_store_range(struct maple_tree *mt, unsigned long first, unsigned long last, void *entry, gfp_t gfp);
KTEST_FN int mtree_store(struct maple_tree *mt, unsigned long index, void *entry, gfp_t gfp);
/* -EEXIST: something is there. */
KTEST_FN int mtree_insert_range(struct maple_tree *mt, unsigned long first, unsigned long last, void *entry, gfp_t gfp);
KTEST_FN int mtree_insert(struct maple_tree *mt, unsigned long index, void *entry, gfp_t gfp);
/* *startp: where the first (the last) gap of that size begins. -EBUSY: there is none; -EINVAL: no MT_FLAGS_ALLOC_RANGE. */
KTEST_FN int mtree_alloc_range(struct maple_tree *mt, unsigned long *startp, void *entry, unsigned long size,
			       unsigned long min, unsigned long max, gfp_t gfp);
KTEST_FN int mtree_alloc_rrange(struct maple_tree *mt, unsigned long *startp, void *entry, unsigned long size,
				unsigned long min, unsigned long max, gfp_t gfp);
/* One index from *next on, which becomes the one behind. 1: it began again at range_lo. */
KTEST_FN int mtree_alloc_cyclic(struct maple_tree *mt, unsigned long *startp, void *entry, unsigned long range_lo,
				unsigned long range_hi, unsigned long *next, gfp_t gfp);
/* The whole range that has the index. Returns its entry. */
KTEST_FN void *mtree_erase(struct maple_tree *mt, unsigned long index);
/* Into an empty tree with the same flags: -EINVAL; -ENOMEM. */
KTEST_FN int mtree_dup(struct maple_tree *mt, struct maple_tree *copy, gfp_t gfp);
KTEST_FN int __mt_dup(struct maple_tree *mt, struct maple_tree *copy, gfp_t gfp);
KTEST_FN void mtree_destroy(struct maple_tree *mt);
KTEST_FN void __mt_destroy(struct maple_tree *mt);

/* The first entry from *index to max; *index becomes the one behind its range. */
KTEST_FN void *mt_find(struct maple_tree *mt, unsigned long *index, unsigned long max);
KTEST_FN void *mt_find_after(struct maple_tree *mt, unsigned long *index, unsigned long max);
/* The next entry behind the range of an index, or the one before. */
KTEST_FN void *mt_next(struct maple_tree *mt, unsigned long index, unsigned long max);
KTEST_FN void *mt_prev(struct maple_tree *mt, unsigned long index, unsigned long min);
#define mt_for_each(tree, entry, index, max) \
	for (entry = mt_find(tree, &(index), max); entry; entry = mt_find_after(tree, &(index), max))

enum maple_status {
	ma_active,
	ma_start,
	ma_root,
	ma_none,
	ma_pause,
	ma_overflow,
	ma_underflow,
	ma_error,
};

struct maple_enode;
struct ktest_mt_range;
/* index, last: the range to store to, or that of the last entry or gap. alloc: memory in reserve. */
struct ma_state {
	struct maple_tree *tree;
	unsigned long index;
	unsigned long last;
	struct maple_enode *node;
	unsigned long min;
	unsigned long max;
	struct ktest_mt_range *alloc;
	enum maple_status status;
	unsigned char depth;
	unsigned char offset;
	unsigned char mas_flags;
	unsigned char end;
};

/* In `node`, with the status ma_error. */
#define MA_ERROR(err) ((struct maple_enode *)(((unsigned long)(err) << 2) | 2ul))
#define MA_STATE(name, mt, first, end) \
	struct ma_state name = { mt, first, end, NULL, 0, ULONG_MAX, NULL, ma_start, 0, 0, 0, 0 }

#define mas_lock(mas) spin_lock(&(mas)->tree->ma_lock)
#define mas_lock_irqsave(mas, flags) spin_lock_irqsave(&(mas)->tree->ma_lock, flags)
#define mas_lock_nested(mas, subclass) spin_lock_nested(&(mas)->tree->ma_lock, subclass)
#define mas_unlock(mas) spin_unlock(&(mas)->tree->ma_lock)
#define mas_unlock_irqrestore(mas, flags) spin_unlock_irqrestore(&(mas)->tree->ma_lock, flags)

static inline void mas_init(struct ma_state *mas, struct maple_tree *tree, unsigned long addr)
{
	memset(mas, 0, sizeof(*mas));
	mas->tree = tree;
	mas->index = addr;
	mas->last = addr;
	mas->max = ULONG_MAX;
	mas->status = ma_start;
}
static inline bool mas_is_active(struct ma_state *mas) { return mas->status == ma_active; }
static inline bool mas_is_err(struct ma_state *mas) { return mas->status == ma_error; }
/* The next walk begins at `index`. */
static inline void mas_reset(struct ma_state *mas)
{
	mas->status = ma_start;
	mas->node = NULL;
}
static inline void __mas_set_range(struct ma_state *mas, unsigned long start, unsigned long last)
{
	mas->index = start;
	mas->last = last;
}
static inline void mas_set_range(struct ma_state *mas, unsigned long start, unsigned long last)
{
	mas_reset(mas);
	__mas_set_range(mas, start, last);
}
static inline void mas_set(struct ma_state *mas, unsigned long index) { mas_set_range(mas, index, index); }

/* The entry at `index`; index and last become those of its range, or of the gap. */
KTEST_FN void *mas_walk(struct ma_state *mas);
/* From `index` on at first, then behind the last one found, up to max. */
KTEST_FN void *mas_find(struct ma_state *mas, unsigned long max);
/* Gaps, too: NULL. */
KTEST_FN void *mas_find_range(struct ma_state *mas, unsigned long max);
KTEST_FN void *mas_find_rev(struct ma_state *mas, unsigned long min);
KTEST_FN void *mas_find_range_rev(struct ma_state *mas, unsigned long min);
/* Behind the range of `index`, or before it. */
KTEST_FN void *mas_next(struct ma_state *mas, unsigned long max);
KTEST_FN void *mas_next_range(struct ma_state *mas, unsigned long max);
KTEST_FN void *mas_prev(struct ma_state *mas, unsigned long min);
KTEST_FN void *mas_prev_range(struct ma_state *mas, unsigned long min);
/* The lock is let go for a while: the walk goes on behind this entry. */
KTEST_FN void mas_pause(struct ma_state *mas);
#define mas_for_each(mas, entry, max) while (((entry) = mas_find((mas), (max))) != NULL)

/* Stores to index..last. Returns what was at `index`; without memory the state says so: mas_nomem(). */
KTEST_FN void *mas_store(struct ma_state *mas, void *entry);
KTEST_FN int mas_store_gfp(struct ma_state *mas, void *entry, gfp_t gfp);
/* Memory for one store, which can not fail then. */
KTEST_FN int mas_preallocate(struct ma_state *mas, void *entry, gfp_t gfp);
KTEST_FN void mas_store_prealloc(struct ma_state *mas, void *entry);
KTEST_FN int mas_expected_entries(struct ma_state *mas, unsigned long nr_entries);
/* The whole range that has `index`. Returns its entry. */
KTEST_FN void *mas_erase(struct ma_state *mas);
/* Whether to try again. The lock is let go if the allocation may sleep. */
KTEST_FN bool mas_nomem(struct ma_state *mas, gfp_t gfp);
/* Frees what is in reserve. */
KTEST_FN void mas_destroy(struct ma_state *mas);
/* index..last becomes the first (the last) gap of the size within min..max. -EBUSY, -EINVAL. */
KTEST_FN int mas_empty_area(struct ma_state *mas, unsigned long min, unsigned long max, unsigned long size);
KTEST_FN int mas_empty_area_rev(struct ma_state *mas, unsigned long min, unsigned long max, unsigned long size);
KTEST_FN int mas_alloc_cyclic(struct ma_state *mas, unsigned long *startp, void *entry, unsigned long range_lo,
			      unsigned long range_hi, unsigned long *next, gfp_t gfp);

#define MT_BUG_ON(tree, x) BUG_ON(x)
#define MAS_BUG_ON(mas, x) BUG_ON(x)
#define MT_WARN_ON(tree, x) WARN_ON(x)
#define MAS_WARN_ON(mas, x) WARN_ON(x)

#include <ktest/close.h>
#endif
