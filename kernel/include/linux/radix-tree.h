/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The older interface of xarrays: pointers by index, with up to three tags. A tree has no lock of its own.
 * Synchronization: changes need the caller's lock; lookups and walks may run beside them under rcu_read_lock().
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_RADIX_TREE_H
#define KTEST_LINUX_RADIX_TREE_H
#include <ktest/open.h>

#include <linux/bitops.h>
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/local_lock.h>
#include <linux/lockdep.h>
#include <linux/math.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/xarray.h>

#define radix_tree_root xarray
#define radix_tree_node xa_node

/* The kernel's own code keeps nodes in reserve there. Here it is empty: an insertion finds memory by itself. */
struct radix_tree_preload {
	local_lock_t lock;
	unsigned nr;
	struct radix_tree_node *nodes;
};
#ifdef KTEST_HOSTED
DECLARE_PER_CPU(struct radix_tree_preload, radix_tree_preloads);
#endif

#define RADIX_TREE_ENTRY_MASK 3ul
#define RADIX_TREE_INTERNAL_NODE 2ul
static inline bool radix_tree_is_internal_node(void *ptr) { return xa_is_internal(ptr); }

#define RADIX_TREE_MAP_SHIFT XA_CHUNK_SHIFT
#define RADIX_TREE_MAP_SIZE (1ul << RADIX_TREE_MAP_SHIFT)
#define RADIX_TREE_MAP_MASK (RADIX_TREE_MAP_SIZE - 1)
#define RADIX_TREE_MAX_TAGS XA_MAX_MARKS
#define RADIX_TREE_TAG_LONGS XA_MARK_LONGS
#define RADIX_TREE_INDEX_BITS (8 * sizeof(unsigned long))
#define RADIX_TREE_MAX_PATH (DIV_ROUND_UP(RADIX_TREE_INDEX_BITS, RADIX_TREE_MAP_SHIFT))

/* In xa_flags: that a tree is an IDR's, and above the allocation flags the tags that some entry has. */
#define ROOT_IS_IDR ((__force gfp_t)4)
#define ROOT_TAG_SHIFT (__GFP_BITS_SHIFT)

/* mask: how nodes are allocated. */
#define RADIX_TREE_INIT(name, mask) XARRAY_INIT(name, mask)
#define RADIX_TREE(name, mask) struct radix_tree_root name = RADIX_TREE_INIT(name, mask)
#define INIT_RADIX_TREE(root, mask) xa_init_flags(root, mask)
static inline bool radix_tree_empty(const struct radix_tree_root *root) { return root->xa_head == NULL; }

/* A piece of the tree within one node: from index to next_index, and which of its slots have the tag. */
struct radix_tree_iter {
	unsigned long index;
	unsigned long next_index;
	unsigned long tags;
	struct radix_tree_node *node;
};

static inline void *radix_tree_deref_slot(void __rcu **slot) { return KTEST_READ_ONCE(*slot); }
static inline void *radix_tree_deref_slot_protected(void __rcu **slot, spinlock_t *treelock)
{
	(void)treelock;
	return *slot;
}
/* Whether the lookup has to begin again: the tree has changed. */
static inline int radix_tree_deref_retry(void *arg) { return unlikely(radix_tree_is_internal_node(arg)); }
/* Something else than a pointer. */
static inline int radix_tree_exception(void *arg) { return unlikely((unsigned long)arg & RADIX_TREE_ENTRY_MASK); }

/* -EEXIST, -ENOMEM. */
KTEST_FN int radix_tree_insert(struct radix_tree_root *root, unsigned long index, void *item);
KTEST_FN void *__radix_tree_lookup(const struct radix_tree_root *root, unsigned long index,
				   struct radix_tree_node **nodep, void __rcu ***slotp);
KTEST_FN void *radix_tree_lookup(const struct radix_tree_root *root, unsigned long index);
/* NULL: there is nothing at the index. */
KTEST_FN void __rcu **radix_tree_lookup_slot(const struct radix_tree_root *root, unsigned long index);
KTEST_FN void __radix_tree_replace(struct radix_tree_root *root, struct radix_tree_node *node, void __rcu **slot,
				   void *entry);
KTEST_FN void radix_tree_iter_replace(struct radix_tree_root *root, const struct radix_tree_iter *iter,
				      void __rcu **slot, void *entry);
/* Neither of both entries may be NULL: use radix_tree_iter_replace() then. */
KTEST_FN void radix_tree_replace_slot(struct radix_tree_root *root, void __rcu **slot, void *entry);
KTEST_FN void radix_tree_iter_delete(struct radix_tree_root *root, struct radix_tree_iter *iter, void __rcu **slot);
/* Deletes what is there if it is `item`, or `item` is NULL. Returns it. */
KTEST_FN void *radix_tree_delete_item(struct radix_tree_root *root, unsigned long index, void *item);
KTEST_FN void *radix_tree_delete(struct radix_tree_root *root, unsigned long index);
KTEST_FN unsigned int radix_tree_gang_lookup(const struct radix_tree_root *root, void **results,
					     unsigned long first_index, unsigned int max_items);
/* Switches preemption off. */
KTEST_FN int radix_tree_preload(gfp_t gfp_mask);
KTEST_FN int radix_tree_maybe_preload(gfp_t gfp_mask);
void radix_tree_init(void);
/* There must be an entry. */
KTEST_FN void *radix_tree_tag_set(struct radix_tree_root *root, unsigned long index, unsigned int tag);
KTEST_FN void *radix_tree_tag_clear(struct radix_tree_root *root, unsigned long index, unsigned int tag);
KTEST_FN int radix_tree_tag_get(const struct radix_tree_root *root, unsigned long index, unsigned int tag);
KTEST_FN void radix_tree_iter_tag_clear(struct radix_tree_root *root, const struct radix_tree_iter *iter,
					unsigned int tag);
KTEST_FN unsigned int radix_tree_gang_lookup_tag(const struct radix_tree_root *root, void **results,
						 unsigned long first_index, unsigned int max_items, unsigned int tag);
KTEST_FN unsigned int radix_tree_gang_lookup_tag_slot(const struct radix_tree_root *root, void __rcu ***results,
						      unsigned long first_index, unsigned int max_items,
						      unsigned int tag);
KTEST_FN int radix_tree_tagged(const struct radix_tree_root *root, unsigned int tag);
static inline void radix_tree_preload_end(void)
{
#ifdef KTEST_HOSTED
	local_unlock(&radix_tree_preloads.lock);
#else
	preempt_enable();
#endif
}

/* Of idr.h: the slot of the first free number from iter->next_index on. ERR_PTR(-ENOSPC), ERR_PTR(-ENOMEM). */
KTEST_FN void __rcu **idr_get_free(struct radix_tree_root *root, struct radix_tree_iter *iter, gfp_t gfp,
				   unsigned long max);

enum {
	RADIX_TREE_ITER_TAG_MASK = 0x0f,
	RADIX_TREE_ITER_TAGGED = 0x10,
	RADIX_TREE_ITER_CONTIG = 0x20,
};

static inline void __rcu **radix_tree_iter_init(struct radix_tree_iter *iter, unsigned long start)
{
	iter->index = 0;
	iter->next_index = start;
	return NULL;
}
/* The first slot of the next piece, from iter->next_index on; RADIX_TREE_ITER_CONTIG: only right there. */
KTEST_FN void __rcu **radix_tree_next_chunk(const struct radix_tree_root *root, struct radix_tree_iter *iter,
					    unsigned flags);
static inline void __rcu **radix_tree_iter_lookup(const struct radix_tree_root *root, struct radix_tree_iter *iter,
						  unsigned long index)
{
	radix_tree_iter_init(iter, index);
	return radix_tree_next_chunk(root, iter, RADIX_TREE_ITER_CONTIG);
}
/* After radix_tree_deref_retry(): the same index again. */
static inline void __rcu **__must_check radix_tree_iter_retry(struct radix_tree_iter *iter)
{
	iter->next_index = iter->index;
	iter->tags = 0;
	return NULL;
}
static inline unsigned long __radix_tree_iter_add(struct radix_tree_iter *iter, unsigned long slots)
{
	return iter->index + slots;
}
/* The tree changed during the walk: go on behind this entry. */
KTEST_FN void __rcu **__must_check radix_tree_iter_resume(void __rcu **slot, struct radix_tree_iter *iter);
static inline long radix_tree_chunk_size(struct radix_tree_iter *iter) { return iter->next_index - iter->index; }

static inline void __rcu **radix_tree_next_slot(void __rcu **slot, struct radix_tree_iter *iter, unsigned flags)
{
	if (flags & RADIX_TREE_ITER_TAGGED) {
		unsigned int step;

		iter->tags >>= 1;
		if (!iter->tags)
			return NULL;
		step = __ffs(iter->tags);
		if (step && flags & RADIX_TREE_ITER_CONTIG)
			return NULL;
		iter->tags >>= step;
		iter->index += step + 1;
		return slot + step + 1;
	}
	while (radix_tree_chunk_size(iter) > 1) {
		iter->index++;
		if (*++slot)
			return slot;
		if (flags & RADIX_TREE_ITER_CONTIG) {
			iter->next_index = 0;
			break;
		}
	}
	return NULL;
}

#define radix_tree_for_each_slot(slot, root, iter, start) \
	for (slot = radix_tree_iter_init(iter, start); \
	     slot || (slot = radix_tree_next_chunk(root, iter, 0)) != NULL; \
	     slot = radix_tree_next_slot(slot, iter, 0))
#define radix_tree_for_each_tagged(slot, root, iter, start, tag) \
	for (slot = radix_tree_iter_init(iter, start); \
	     slot || (slot = radix_tree_next_chunk(root, iter, RADIX_TREE_ITER_TAGGED | (tag))) != NULL; \
	     slot = radix_tree_next_slot(slot, iter, RADIX_TREE_ITER_TAGGED | (tag)))

#include <ktest/close.h>
#endif
