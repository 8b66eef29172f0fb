// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Changes of an xarray. Readers may walk meanwhile: a new node is complete before it is linked, and one that is taken
 * out holds entries that say "try again" until a grace period has passed.
 */
#ifndef KTEST_LIB_XAS_STORE_C
#define KTEST_LIB_XAS_STORE_C

#include <linux/bitmap.h>
#include <linux/kernel.h>

#include "xa_node.h"

/* ---- marks -------------------------------------------------------------------------------- */

KTEST_DEF bool xas_get_mark(const struct xa_state *xas, xa_mark_t mark)
{
	if (xas_invalid(xas))
		return false;
	return xas->xa_node ? kxa_marked(xas->xa_node, xas->xa_offset, mark) : xa_marked(xas->xa, mark);
}

/* A slot's mark is set in its node, and that of the node's slot in its parent. */
KTEST_DEF void xas_set_mark(const struct xa_state *xas, xa_mark_t mark)
{
	struct xa_node *node = xas->xa_node;
	unsigned int slot = xas->xa_offset;

	if (xas_invalid(xas))
		return;
	for (; node; slot = node->offset, node = node->parent)
		if (__test_and_set_bit(slot, kxa_marks(node, mark)))
			return;
	kxa_head_mark(xas->xa, mark, true);
}

KTEST_DEF void xas_clear_mark(const struct xa_state *xas, xa_mark_t mark)
{
	struct xa_node *node = xas->xa_node;
	unsigned int slot = xas->xa_offset;

	if (xas_invalid(xas))
		return;
	for (; node; slot = node->offset, node = node->parent)
		if (!__test_and_clear_bit(slot, kxa_marks(node, mark)) ||
		    !bitmap_empty(kxa_marks(node, mark), XA_CHUNK_SIZE))
			return;
	kxa_head_mark(xas->xa, mark, false);
}

KTEST_DEF void xas_init_marks(const struct xa_state *xas)
{
	xa_mark_t mark;

	for (mark = XA_MARK_0; mark <= XA_MARK_MAX; mark++) {
		if (kxa_tracks_free(xas->xa) && mark == XA_FREE_MARK)
			xas_set_mark(xas, mark);
		else
			xas_clear_mark(xas, mark);
	}
}

/* ---- nodes -------------------------------------------------------------------------------- */

KTEST_DEF void xas_destroy(struct xa_state *xas)
{
	while (xas->xa_alloc) {
		struct xa_node *node = xas->xa_alloc;

		xas->xa_alloc = node->parent;
		kfree(node);
	}
}

KTEST_DEF bool xas_nomem(struct xa_state *xas, gfp_t gfp)
{
	if (xas->xa_node != XA_ERROR(-ENOMEM)) {
		xas_destroy(xas);
		return false;
	}
	xas->xa_alloc = kxa_alloc(xas, gfp);
	if (xas->xa_alloc)
		xas->xa_node = XAS_RESTART;
	return xas->xa_alloc != NULL;
}

/* A node for the state's slot, or for the top. */
static inline struct xa_node *kxa_new_node(struct xa_state *xas, unsigned int shift)
{
	struct xa_node *parent = xas->xa_node, *node = xas->xa_alloc;

	if (xas_invalid(xas))
		return NULL;
	if (node)
		xas->xa_alloc = NULL;
	else
		node = kxa_alloc(xas, GFP_NOWAIT | __GFP_NOWARN);
	if (!node) {
		xas_set_err(xas, -ENOMEM);
		return NULL;
	}
	if (parent) {
		node->offset = xas->xa_offset;
		parent->count++;
		kxa_updated(xas, parent);
	}
	node->shift = shift;
	node->parent = parent;
	node->array = xas->xa;
	return node;
}

/* RCU lets readers that are in the node go on. */
static inline void kxa_free(struct xa_node *node)
{
	node->array = NULL;
	kfree_rcu(node, rcu_head);
}

KTEST_DEF void ktest_xas_free_below(struct xa_state *xas, struct xa_node *top)
{
	unsigned int slot;

	for (slot = 0; slot < XA_CHUNK_SIZE; slot++) {
		void *entry = top->slots[slot];

		if (top->shift && xa_is_node(entry))
			ktest_xas_free_below(xas, xa_to_node(entry));
		else if (entry)
			WRITE_ONCE(top->slots[slot], XA_RETRY_ENTRY);
	}
	top->count = 0;
	top->nr_values = 0;
	kxa_updated(xas, top);
	kxa_free(top);
}

/* The marks of a new top over `head`. */
static inline void kxa_mark_top(struct xarray *xa, struct xa_node *top)
{
	xa_mark_t mark;

	for (mark = XA_MARK_0; mark <= XA_MARK_MAX; mark++) {
		if (!kxa_tracks_free(xa) || mark != XA_FREE_MARK) {
			if (xa_marked(xa, mark))
				__set_bit(0, kxa_marks(top, mark));
			continue;
		}
		bitmap_fill(kxa_marks(top, mark), XA_CHUNK_SIZE);
		if (!xa_marked(xa, mark)) {
			__clear_bit(0, kxa_marks(top, mark));
			kxa_head_mark(xa, mark, true);
		}
	}
}

/* The last index of the state's entry; a whole array's is taken to be one level higher. */
static inline unsigned long kxa_max(const struct xa_state *xas)
{
	unsigned long mask = ((xas->xa_sibs + 1ul) << xas->xa_shift) - 1;
	unsigned long max = xas->xa_index | mask;

	return mask && mask == max && max != ULONG_MAX ? max + 1 : max;
}

/* Makes the array high enough. Returns the shift of what is above its head, or -ENOMEM. */
static inline int kxa_grow(struct xa_state *xas, void *head)
{
	unsigned long max = kxa_max(xas);
	struct xa_node *node = NULL;
	int shift = 0;

	if (!head) {
		if (!max)
			return 0;
		while (max >> shift >= XA_CHUNK_SIZE)
			shift += XA_CHUNK_SHIFT;
		return shift + XA_CHUNK_SHIFT;
	}
	if (xa_is_node(head)) {
		node = xa_to_node(head);
		shift = node->shift + XA_CHUNK_SHIFT;
	}
	for (; max > kxa_last(head); shift += XA_CHUNK_SHIFT) {
		xas->xa_node = NULL;
		node = kxa_new_node(xas, shift);
		if (!node)
			return -ENOMEM;
		node->count = 1;
		node->nr_values = xa_is_value(head);
		node->slots[0] = head;
		kxa_mark_top(xas->xa, node);
		if (xa_is_node(head)) {
			xa_to_node(head)->offset = 0;
			rcu_assign_pointer(xa_to_node(head)->parent, node);
		}
		head = xa_mk_node(node);
		rcu_assign_pointer(xas->xa->xa_head, head);
		kxa_updated(xas, node);
	}
	xas->xa_node = node;
	return shift;
}

KTEST_DEF void *ktest_xas_create(struct xa_state *xas, bool allow_root)
{
	struct xarray *xa = xas->xa;
	void __rcu **at = &xa->xa_head;
	void *entry;
	int shift = 0;

	if (xas_error(xas))
		return NULL;
	if (xas_is_node(xas)) {
		shift = xas->xa_node->shift;
		at = &xas->xa_node->slots[xas->xa_offset];
	} else {
		entry = xa->xa_head;
		xas->xa_node = NULL;
		if (!entry && xa->xa_flags & XA_FLAGS_ZERO_BUSY)
			entry = XA_ZERO_ENTRY;
		shift = kxa_grow(xas, entry);
		if (shift < 0)
			return NULL;
		if (!shift && !allow_root)
			shift = XA_CHUNK_SHIFT;
	}
	for (entry = *at; shift > xas->xa_shift; at = &xas->xa_node->slots[xas->xa_offset]) {
		struct xa_node *node;

		shift -= XA_CHUNK_SHIFT;
		if (entry && !xa_is_node(entry))
			break;
		if (!entry) {
			node = kxa_new_node(xas, shift);
			if (!node)
				break;
			if (kxa_tracks_free(xa))
				bitmap_fill(kxa_marks(node, XA_FREE_MARK), XA_CHUNK_SIZE);
			rcu_assign_pointer(*at, xa_mk_node(node));
		} else {
			node = xa_to_node(entry);
		}
		entry = kxa_descend(xas, node);
	}
	return entry;
}

/* From the last leaf to the first, so that the state ends there. */
KTEST_DEF void xas_create_range(struct xa_state *xas)
{
	unsigned long index = xas->xa_index, last = index | (((xas->xa_sibs + 1ul) << xas->xa_shift) - 1);
	unsigned char shift = xas->xa_shift, sibs = xas->xa_sibs;

	xas->xa_shift = 0;
	xas->xa_sibs = 0;
	for (;; last -= XA_CHUNK_SIZE) {
		if (!xas_error(xas))
			xas_set(xas, last);
		ktest_xas_create(xas, true);
		if (xas_error(xas) || last <= (index | XA_CHUNK_MASK))
			break;
	}
	xas->xa_index = index;
	if (xas_error(xas)) {
		xas->xa_shift = shift;
		xas->xa_sibs = sibs;
	} else if (xas->xa_node) {
		xas->xa_offset = kxa_slot(xas->xa_node, index);
	}
}

/* A single node at the top whose only entry is its first gives way to that. */
static inline void kxa_lower(struct xa_state *xas, bool flat)
{
	struct xarray *xa = xas->xa;
	struct xa_node *node = xas->xa_node;

	while (node->count == 1) {
		void *entry = node->slots[0];

		if (!entry || (!xa_is_node(entry) && (node->shift || !flat)))
			break;
		if (xa_is_zero(entry) && xa->xa_flags & XA_FLAGS_ZERO_BUSY)
			entry = NULL;
		xas->xa_node = XAS_BOUNDS;
		WRITE_ONCE(xa->xa_head, entry);
		if (kxa_tracks_free(xa) && !kxa_marked(node, 0, XA_FREE_MARK))
			kxa_head_mark(xa, XA_FREE_MARK, false);
		node->count = 0;
		node->nr_values = 0;
		if (!xa_is_node(entry))
			WRITE_ONCE(node->slots[0], XA_RETRY_ENTRY);
		kxa_updated(xas, node);
		kxa_free(node);
		if (!xa_is_node(entry))
			break;
		node = xa_to_node(entry);
		node->parent = NULL;
	}
}

KTEST_DEF void ktest_xas_prune(struct xa_state *xas, bool flat)
{
	struct xa_node *node;

	while (!(node = xas->xa_node)->count) {
		xas->xa_node = node->parent;
		xas->xa_offset = node->offset;
		kxa_free(node);
		if (!xas->xa_node) {
			xas->xa->xa_head = NULL;
			xas->xa_node = XAS_BOUNDS;
			return;
		}
		WRITE_ONCE(xas->xa_node->slots[xas->xa_offset], NULL);
		xas->xa_node->count--;
		kxa_updated(xas, xas->xa_node);
	}
	if (!node->parent)
		kxa_lower(xas, flat);
}

/* ---- entries ------------------------------------------------------------------------------ */

/* Marks of the slots that become siblings go to the entry's own. */
static inline void kxa_join_marks(const struct xa_state *xas)
{
	unsigned int end = xas->xa_offset + xas->xa_sibs + 1;
	xa_mark_t mark;

	for (mark = XA_MARK_0; mark <= XA_MARK_MAX; mark++) {
		unsigned long *marks = kxa_marks(xas->xa_node, mark);

		if (find_next_bit(marks, end, xas->xa_offset + 1) < end) {
			__set_bit(xas->xa_offset, marks);
			bitmap_clear(marks, xas->xa_offset + 1, xas->xa_sibs);
		}
	}
}

/* Fills the slots of an entry with it, or empties those of the one that is there. Returns the old entry's last. */
static __always_inline void *kxa_fill(struct xa_state *xas, void *entry, void *first)
{
	struct xa_node *node = xas->xa_node;
	unsigned int slot = xas->xa_offset, last = slot + xas->xa_sibs;
	int count = 0, values = 0;

	for (; slot < XA_CHUNK_SIZE; slot++) {
		void *old = node->slots[slot], *put = entry;

		if (slot > last && (entry || !xa_is_sibling(old)))
			break;
		if (entry && slot != xas->xa_offset)
			put = xa_mk_sibling(xas->xa_offset);
		if (!xa_is_sibling(old))
			first = old;
		rcu_assign_pointer(node->slots[slot], put);
		if (node->shift && xa_is_node(old))
			ktest_xas_free_below(xas, xa_to_node(old));
		count += !!put - !!old;
		values += xa_is_value(entry) - xa_is_value(first);
	}
	if (count || values) {
		node->count += count;
		node->nr_values += values;
		kxa_updated(xas, node);
	}
	if (count < 0)
		ktest_xas_prune(xas, true);
	return first;
}

/* The entry in the state's way. Mostly its node is there; otherwise it is made for an entry. */
static __always_inline void *kxa_reach(struct xa_state *xas, void *entry)
{
	void *first = xas_load(xas);

	if (!entry || (xas_is_node(xas) && xas->xa_node->shift == xas->xa_shift))
		return first;
	return ktest_xas_create(xas, !xa_is_node(entry) && !xa_is_zero(entry));
}

KTEST_DEF void *xas_store(struct xa_state *xas, void *entry)
{
	void *first = kxa_reach(xas, entry);
	struct xa_node *node = xas->xa_node;

	if (xas_invalid(xas))
		return first;
	if (node && xas->xa_shift < node->shift)
		xas->xa_sibs = 0;
	if (first == entry && !xas->xa_sibs)
		return first;
	kt_order_release(&xas->xa->xa_head);
	if (node && xas->xa_sibs)
		kxa_join_marks(xas);
	if (!entry)
		xas_init_marks(xas);
	if (node)
		return kxa_fill(xas, entry, first);
	rcu_assign_pointer(xas->xa->xa_head, entry);
	if (xa_is_node(first))
		ktest_xas_free_below(xas, xa_to_node(first));
	return first;
}

KTEST_DEF void xa_delete_node(struct xa_node *node, xa_update_node_t update)
{
	unsigned int shift = node->shift + XA_CHUNK_SHIFT;
	struct xa_state xas = __XA_STATE(node->array, (unsigned long)node->offset << shift, shift, 0);

	xas.xa_offset = node->offset;
	xas.xa_node = node->parent;
	xas.xa_update = update;
	xas_store(&xas, NULL);
}

#endif
