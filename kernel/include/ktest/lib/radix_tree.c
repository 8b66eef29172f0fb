// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Radix trees are xarrays whose user locks, and keeps no entry of more than one index. */
#ifndef KTEST_LIB_RADIX_TREE_C
#define KTEST_LIB_RADIX_TREE_C

#include <linux/bug.h>
#include <linux/err.h>
#include <linux/idr.h>
#include <linux/kernel.h>
#include <linux/radix-tree.h>

#include "xa_node.h"

static inline void __rcu **rt_slot(const struct xa_state *xas)
{
	return xas->xa_node ? &xas->xa_node->slots[xas->xa_offset] : &xas->xa->xa_head;
}

/* A state for a slot that the caller knows. */
static inline void rt_at(struct xa_state *xas, const struct radix_tree_root *root, struct radix_tree_node *node,
			 void __rcu **slot)
{
	memset(xas, 0, sizeof(*xas));
	xas->xa = (struct xarray *)root;
	xas->xa_node = node;
	xas->xa_offset = node ? slot - node->slots : 0;
}

KTEST_DEF int radix_tree_insert(struct radix_tree_root *root, unsigned long index, void *item)
{
	XA_STATE(xas, root, index);
	gfp_t gfp = root->xa_flags & __GFP_BITS_MASK & ~GFP_ZONEMASK;

	BUG_ON(radix_tree_is_internal_node(item));
	do {
		if (xas_load(&xas))
			return -EEXIST;
		xas_store(&xas, item);
	} while (xas_nomem(&xas, gfp));
	return xas_error(&xas);
}

KTEST_DEF void *__radix_tree_lookup(const struct radix_tree_root *root, unsigned long index,
				    struct radix_tree_node **nodep, void __rcu ***slotp)
{
	XA_STATE(xas, (struct xarray *)root, index);
	void *entry;

	do
		entry = xas_load(&xas);
	while (xa_is_retry(entry) && xas_retry(&xas, entry));
	if (xas_invalid(&xas))
		return NULL;
	if (nodep)
		*nodep = xas.xa_node;
	if (slotp)
		*slotp = rt_slot(&xas);
	return entry;
}

KTEST_DEF void *radix_tree_lookup(const struct radix_tree_root *root, unsigned long index)
{
	return __radix_tree_lookup(root, index, NULL, NULL);
}

KTEST_DEF void __rcu **radix_tree_lookup_slot(const struct radix_tree_root *root, unsigned long index)
{
	void __rcu **slot;

	return __radix_tree_lookup(root, index, NULL, &slot) ? slot : NULL;
}

/* By how much the node's count changes. A number of an IDR is in use whatever its pointer is. */
static inline int rt_count(const struct xa_state *xas, void *item, void *old)
{
	if (kxa_tracks_free(xas->xa)) {
		if (!xas_get_mark(xas, XA_FREE_MARK))
			return 0;
		if (!old)
			return 1;
	}
	return !!item - !!old;
}

KTEST_DEF void __radix_tree_replace(struct radix_tree_root *root, struct radix_tree_node *node, void __rcu **slot,
				    void *item)
{
	void *old = *slot;
	int values = xa_is_value(item) - xa_is_value(old), count;
	struct xa_state xas;

	rt_at(&xas, root, node, slot);
	count = rt_count(&xas, item, old);
	WARN_ON_ONCE(!node && slot != &root->xa_head && (count || values));
	if (node) {
		node->count += count;
		node->nr_values += values;
	}
	rcu_assign_pointer(*slot, item);
	if (node)
		ktest_xas_prune(&xas, !kxa_tracks_free(root));
}

KTEST_DEF void radix_tree_replace_slot(struct radix_tree_root *root, void __rcu **slot, void *item)
{
	__radix_tree_replace(root, NULL, slot, item);
}

KTEST_DEF void radix_tree_iter_replace(struct radix_tree_root *root, const struct radix_tree_iter *iter,
				       void __rcu **slot, void *item)
{
	__radix_tree_replace(root, iter->node, slot, item);
}

/* Returns whether nodes were freed. */
static inline bool rt_delete(struct radix_tree_root *root, struct radix_tree_node *node, void __rcu **slot)
{
	struct xa_state xas;

	rt_at(&xas, root, node, slot);
	xas_init_marks(&xas);
	if (node) {
		node->count--;
		node->nr_values -= xa_is_value(*slot);
	}
	rcu_assign_pointer(*slot, NULL);
	if (node)
		ktest_xas_prune(&xas, !kxa_tracks_free(root));
	return xas.xa_node != node;
}

KTEST_DEF void radix_tree_iter_delete(struct radix_tree_root *root, struct radix_tree_iter *iter, void __rcu **slot)
{
	if (rt_delete(root, iter->node, slot))
		iter->index = iter->next_index;
}

KTEST_DEF void *radix_tree_delete_item(struct radix_tree_root *root, unsigned long index, void *item)
{
	struct radix_tree_node *node = NULL;
	void __rcu **slot = NULL;
	void *entry = __radix_tree_lookup(root, index, &node, &slot);

	if (!slot || (item && entry != item))
		return NULL;
	if (!entry) {
		struct xa_state xas;

		rt_at(&xas, root, node, slot);
		if (!kxa_tracks_free(root) || xas_get_mark(&xas, XA_FREE_MARK))
			return NULL;
	}
	rt_delete(root, node, slot);
	return entry;
}

KTEST_DEF void *radix_tree_delete(struct radix_tree_root *root, unsigned long index)
{
	return radix_tree_delete_item(root, index, NULL);
}

#ifdef KTEST_HOSTED
KTEST_DEF DEFINE_PER_CPU(struct radix_tree_preload, radix_tree_preloads) = { .lock = INIT_LOCAL_LOCK(lock) };
#endif

KTEST_DEF int radix_tree_maybe_preload(gfp_t gfp_mask)
{
	might_sleep_if(gfpflags_allow_blocking(gfp_mask));
#ifdef KTEST_HOSTED
	local_lock(&radix_tree_preloads.lock);
#else
	preempt_disable();
#endif
	return 0;
}

KTEST_DEF int radix_tree_preload(gfp_t gfp_mask)
{
	WARN_ON_ONCE(!gfpflags_allow_blocking(gfp_mask));
	return radix_tree_maybe_preload(gfp_mask);
}

/* ---- tags --------------------------------------------------------------------------------- */

KTEST_DEF void *radix_tree_tag_set(struct radix_tree_root *root, unsigned long index, unsigned int tag)
{
	XA_STATE(xas, root, index);
	void *entry = xas_load(&xas);

	BUG_ON(!entry);
	xas_set_mark(&xas, (__force xa_mark_t)tag);
	return entry;
}

KTEST_DEF void *radix_tree_tag_clear(struct radix_tree_root *root, unsigned long index, unsigned int tag)
{
	XA_STATE(xas, root, index);
	void *entry = xas_load(&xas);

	if (entry)
		xas_clear_mark(&xas, (__force xa_mark_t)tag);
	return entry;
}

KTEST_DEF int radix_tree_tag_get(const struct radix_tree_root *root, unsigned long index, unsigned int tag)
{
	return xa_get_mark((struct xarray *)root, index, (__force xa_mark_t)tag);
}

KTEST_DEF void radix_tree_iter_tag_clear(struct radix_tree_root *root, const struct radix_tree_iter *iter,
					 unsigned int tag)
{
	struct xa_state xas;

	rt_at(&xas, root, iter->node, iter->node ? &iter->node->slots[iter->index & RADIX_TREE_MAP_MASK] : NULL);
	xas_clear_mark(&xas, (__force xa_mark_t)tag);
}

KTEST_DEF int radix_tree_tagged(const struct radix_tree_root *root, unsigned int tag)
{
	return xa_marked(root, (__force xa_mark_t)tag);
}

/* ---- walks -------------------------------------------------------------------------------- */

KTEST_DEF void __rcu **radix_tree_iter_resume(void __rcu **slot, struct radix_tree_iter *iter)
{
	(void)slot;
	iter->next_index = ++iter->index;
	iter->tags = 0;
	return NULL;
}

/* The piece is what is left of the state's node. */
static inline void __rcu **rt_piece(const struct xa_state *xas, struct radix_tree_iter *iter, unsigned int tag)
{
	struct xa_node *node = xas->xa_node;

	iter->index = xas->xa_index;
	iter->node = node;
	iter->next_index = node ? (xas->xa_index | ((XA_CHUNK_SIZE << node->shift) - 1)) + 1 : 1;
	iter->tags = 1;
	if (node && tag < RADIX_TREE_MAX_TAGS) {
		unsigned int slot = xas->xa_offset, step = slot % BITS_PER_LONG;

		iter->tags = node->tags[tag][slot / BITS_PER_LONG] >> step;
	}
	return rt_slot(xas);
}

KTEST_DEF void __rcu **radix_tree_next_chunk(const struct radix_tree_root *root, struct radix_tree_iter *iter,
					     unsigned flags)
{
	XA_STATE(xas, (struct xarray *)root, iter->next_index);
	unsigned int tag = flags & RADIX_TREE_ITER_TAGGED ? flags & RADIX_TREE_ITER_TAG_MASK : RADIX_TREE_MAX_TAGS;
	bool tagged = tag < RADIX_TREE_MAX_TAGS;
	void *entry;

	/* Past the last index there is none. */
	if ((!iter->next_index && iter->index) || (tagged && !radix_tree_tagged(root, tag)))
		return NULL;
	if (flags & RADIX_TREE_ITER_CONTIG) {
		entry = xas_load(&xas);
		if (tagged && !xas_get_mark(&xas, (__force xa_mark_t)tag))
			entry = NULL;
	} else {
		entry = tagged ? xas_find_marked(&xas, ULONG_MAX, (__force xa_mark_t)tag) : xas_find(&xas, ULONG_MAX);
	}
	return entry ? rt_piece(&xas, iter, tag) : NULL;
}

/* Entries from `first_index` on; `flags` says which, as for radix_tree_next_chunk(). */
static inline unsigned int radix_gang(const struct radix_tree_root *root, void **results, unsigned long first_index,
				      unsigned int max_items, unsigned int flags)
{
	struct radix_tree_iter iter;
	unsigned int found = 0;
	void __rcu **slot = radix_tree_iter_init(&iter, first_index);

	if (!max_items)
		return 0;
	for (; slot || (slot = radix_tree_next_chunk(root, &iter, flags)); slot = radix_tree_next_slot(slot, &iter, flags)) {
		results[found] = READ_ONCE(*slot);
		if (radix_tree_deref_retry(results[found]))
			slot = radix_tree_iter_retry(&iter);
		else if (results[found] && ++found == max_items)
			break;
	}
	return found;
}

KTEST_DEF unsigned int radix_tree_gang_lookup(const struct radix_tree_root *root, void **results,
					      unsigned long first_index, unsigned int max_items)
{
	return radix_gang(root, results, first_index, max_items, 0);
}

KTEST_DEF unsigned int radix_tree_gang_lookup_tag(const struct radix_tree_root *root, void **results,
						  unsigned long first_index, unsigned int max_items, unsigned int tag)
{
	return radix_gang(root, results, first_index, max_items, RADIX_TREE_ITER_TAGGED | tag);
}

KTEST_DEF unsigned int radix_tree_gang_lookup_tag_slot(const struct radix_tree_root *root, void __rcu ***results,
						       unsigned long first_index, unsigned int max_items,
						       unsigned int tag)
{
	struct radix_tree_iter iter;
	unsigned int found = 0;
	void __rcu **slot;

	if (!max_items)
		return 0;
	radix_tree_for_each_tagged(slot, root, &iter, first_index, tag) {
		results[found++] = slot;
		if (found == max_items)
			break;
	}
	return found;
}

/* ---- for IDRs ----------------------------------------------------------------------------- */

KTEST_DEF void __rcu **idr_get_free(struct radix_tree_root *root, struct radix_tree_iter *iter, gfp_t gfp,
				    unsigned long max)
{
	XA_STATE(xas, root, 0);
	unsigned long last;

	do {
		xas.xa_index = iter->next_index;
		xas_find_marked(&xas, max, XA_FREE_MARK);
		if (xas.xa_node == XAS_RESTART)
			return (void __rcu **)ERR_PTR(-ENOSPC);
		ktest_xas_create(&xas, false);
	} while (xas_nomem(&xas, gfp));
	if (xas_error(&xas))
		return (void __rcu **)ERR_PTR(xas_error(&xas));
	rt_piece(&xas, iter, IDR_FREE);
	last = iter->next_index - 1;
	iter->next_index = min(max, last) + 1;
	return rt_slot(&xas);
}

KTEST_DEF void idr_preload(gfp_t gfp_mask)
{
	radix_tree_maybe_preload(gfp_mask);
}

/* The pointers may be any, so nothing but their places in the tree says what they are. */
KTEST_DEF void idr_destroy(struct idr *idr)
{
	XA_STATE(xas, &idr->idr_rt, 0);
	void *head = idr->idr_rt.xa_head;

	idr->idr_rt.xa_head = NULL;
	idr->idr_rt.xa_flags |= XA_FLAGS_MARK(XA_FREE_MARK);
	if (xa_is_node(head))
		ktest_xas_free_below(&xas, xa_to_node(head));
}

#endif
