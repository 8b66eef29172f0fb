// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Walks over an xarray: loads, searches, steps. */
#ifndef KTEST_LIB_XAS_WALK_C
#define KTEST_LIB_XAS_WALK_C

#include <linux/bitops.h>
#include <linux/kernel.h>

#include "xa_node.h"

KTEST_DEF void *xas_load(struct xa_state *xas)
{
	void *entry = kxa_start(xas);

	while (xa_is_node(entry)) {
		struct xa_node *node = xa_to_node(entry);

		if (xas->xa_shift > node->shift)
			break;
		entry = kxa_descend(xas, node);
		if (!node->shift)
			break;
	}
	return entry;
}

KTEST_DEF void xas_pause(struct xa_state *xas)
{
	const struct xa_node *node = xas->xa_node;
	unsigned long slot = xas->xa_offset;

	if (xas_invalid(xas))
		return;
	xas->xa_node = XAS_RESTART;
	if (!node) {
		xas->xa_index++;
		return;
	}
	do
		slot++;
	while (slot < XA_CHUNK_SIZE && xa_is_sibling(xa_entry(xas->xa, node, slot)));
	xas->xa_index += (slot - xas->xa_offset) << node->shift;
	if (!xas->xa_index)
		xas->xa_node = XAS_BOUNDS;
}

/* The next index (by = 1) or the one before (by = -1). */
static inline void *kxa_step(struct xa_state *xas, int by)
{
	void *entry;
	int slot;

	kt_order_acquire(&xas->xa->xa_head);
	if (!xas_frozen(xas->xa_node))
		xas->xa_index += by;
	if (!xas->xa_node)
		return kxa_out(xas);
	if (xas_not_node(xas->xa_node))
		return xas_load(xas);
	slot = xas->xa_offset;
	if (xas->xa_offset != kxa_slot(xas->xa_node, xas->xa_index))
		slot += by;
	while (slot < 0 || slot == (int)XA_CHUNK_SIZE) {
		slot = xas->xa_node->offset + by;
		xas->xa_node = xa_parent(xas->xa, xas->xa_node);
		if (!xas->xa_node)
			return kxa_out(xas);
	}
	while (xa_is_node(entry = xa_entry(xas->xa, xas->xa_node, slot))) {
		xas->xa_node = xa_to_node(entry);
		slot = kxa_slot(xas->xa_node, xas->xa_index);
	}
	xas->xa_offset = slot;
	return entry;
}

KTEST_DEF void *__xas_next(struct xa_state *xas)
{
	return kxa_step(xas, 1);
}

KTEST_DEF void *__xas_prev(struct xa_state *xas)
{
	return kxa_step(xas, -1);
}

/* From the state's slot on: the next entry that is not NULL. */
static inline void *kxa_scan(struct xa_state *xas, unsigned long max)
{
	while (xas->xa_node && xas->xa_index <= max) {
		void *entry;

		if (xas->xa_offset == XA_CHUNK_SIZE) {
			xas->xa_offset = xas->xa_node->offset + 1;
			xas->xa_node = xa_parent(xas->xa, xas->xa_node);
			continue;
		}
		entry = xa_entry(xas->xa, xas->xa_node, xas->xa_offset);
		if (xa_is_node(entry) && xas->xa_node->shift) {
			xas->xa_node = xa_to_node(entry);
			xas->xa_offset = 0;
			continue;
		}
		if (entry && !xa_is_sibling(entry))
			return entry;
		kxa_to_slot(xas, ++xas->xa_offset);
	}
	if (!xas->xa_node)
		xas->xa_node = XAS_BOUNDS;
	return NULL;
}

KTEST_DEF void *xas_find(struct xa_state *xas, unsigned long max)
{
	if (xas_error(xas) || xas->xa_node == XAS_BOUNDS)
		return NULL;
	if (xas->xa_index > max)
		return kxa_out(xas);
	if (!xas->xa_node) {
		/* The head's entry was the last one found. */
		xas->xa_index = 1;
		return kxa_out(xas);
	}
	if (xas->xa_node == XAS_RESTART) {
		void *entry = xas_load(xas);

		if (entry || xas_not_node(xas->xa_node))
			return entry;
	} else if (!xas->xa_node->shift && xas->xa_offset != (xas->xa_index & XA_CHUNK_MASK)) {
		/* Somebody moved the index: go on from there. */
		xas->xa_offset = ((xas->xa_index - 1) & XA_CHUNK_MASK) + 1;
	}
	kxa_to_slot(xas, ++xas->xa_offset);
	return kxa_scan(xas, max);
}

static inline void *kxa_beyond(struct xa_state *xas)
{
	xas->xa_node = XAS_RESTART;
	return NULL;
}

static inline void *kxa_end_marked(struct xa_state *xas, unsigned long max)
{
	return xas->xa_index > max ? kxa_beyond(xas) : kxa_out(xas);
}

/* From the state's slot on, or behind it: the next marked entry. With XA_FREE_MARK that is a free slot, or nothing yet. */
static inline void *kxa_scan_marked(struct xa_state *xas, unsigned long max, xa_mark_t mark, bool behind)
{
	bool wants_free = kxa_tracks_free(xas->xa) && mark == XA_FREE_MARK;

	while (xas->xa_index <= max) {
		unsigned int slot;
		void *entry;

		if (xas->xa_offset == XA_CHUNK_SIZE) {
			xas->xa_offset = xas->xa_node->offset + 1;
			xas->xa_node = xa_parent(xas->xa, xas->xa_node);
			if (!xas->xa_node)
				break;
			behind = false;
			continue;
		}
		entry = xa_entry(xas->xa, xas->xa_node, xas->xa_offset);
		if (!behind && xa_is_sibling(entry)) {
			xas->xa_offset = xa_to_sibling(entry);
			kxa_to_slot(xas, xas->xa_offset);
		}
		slot = xas_find_chunk(xas, behind, mark);
		if (slot > xas->xa_offset) {
			behind = false;
			kxa_to_slot(xas, slot);
			/* Past the last index, it is 0. */
			if (xas->xa_index - 1 >= max)
				return kxa_beyond(xas);
			xas->xa_offset = slot;
			if (slot == XA_CHUNK_SIZE)
				continue;
		}
		entry = xa_entry(xas->xa, xas->xa_node, xas->xa_offset);
		if (xa_is_node(entry) && xas->xa_node->shift) {
			xas->xa_node = xa_to_node(entry);
			xas->xa_offset = kxa_slot(xas->xa_node, xas->xa_index);
		} else if (entry || wants_free) {
			return entry;
		}
	}
	return kxa_end_marked(xas, max);
}

KTEST_DEF void *xas_find_marked(struct xa_state *xas, unsigned long max, xa_mark_t mark)
{
	bool behind = true;

	if (xas_error(xas))
		return NULL;
	if (xas->xa_index > max)
		return kxa_beyond(xas);
	if (!xas->xa_node) {
		xas->xa_index = 1;
		return kxa_end_marked(xas, max);
	}
	if (xas_top(xas->xa_node)) {
		void *head = xa_head(xas->xa);

		behind = false;
		xas->xa_node = NULL;
		if (xas->xa_index > kxa_last(head))
			return kxa_end_marked(xas, max);
		if (!xa_is_node(head)) {
			if (xa_marked(xas->xa, mark))
				return head;
			xas->xa_index = 1;
			return kxa_end_marked(xas, max);
		}
		xas->xa_node = xa_to_node(head);
		xas->xa_offset = xas->xa_index >> xas->xa_node->shift;
	}
	return kxa_scan_marked(xas, max, mark, behind);
}

/* Behind the state's slot, in the range of its size: the next entry. */
static inline void *kxa_next_conflict(struct xa_state *xas)
{
	for (;;) {
		void *entry;

		if (xas->xa_node->shift == xas->xa_shift) {
			if ((xas->xa_offset & xas->xa_sibs) == xas->xa_sibs)
				break;
		} else if (xas->xa_offset == XA_CHUNK_MASK) {
			xas->xa_offset = xas->xa_node->offset;
			xas->xa_node = xa_parent_locked(xas->xa, xas->xa_node);
			if (!xas->xa_node)
				break;
			continue;
		}
		entry = xa_entry_locked(xas->xa, xas->xa_node, ++xas->xa_offset);
		if (xa_is_sibling(entry))
			continue;
		while (xa_is_node(entry)) {
			xas->xa_node = xa_to_node(entry);
			xas->xa_offset = 0;
			entry = xa_entry_locked(xas->xa, xas->xa_node, 0);
		}
		if (entry)
			return entry;
	}
	xas->xa_offset -= xas->xa_sibs;
	return NULL;
}

KTEST_DEF void *xas_find_conflict(struct xa_state *xas)
{
	if (xas_error(xas) || !xas->xa_node)
		return NULL;
	if (xas_top(xas->xa_node)) {
		void *entry = kxa_start(xas);

		if (!entry)
			return NULL;
		while (xa_is_node(entry))
			entry = kxa_descend(xas, xa_to_node(entry));
		if (entry)
			return entry;
	}
	return xas->xa_node->shift > xas->xa_shift ? NULL : kxa_next_conflict(xas);
}

#ifdef CONFIG_XARRAY_MULTI
KTEST_DEF int xas_get_order(struct xa_state *xas)
{
	int order = 0;

	if (!xas->xa_node)
		return 0;
	while (xas->xa_offset + (1u << order) < XA_CHUNK_SIZE &&
	       xa_is_sibling(xa_entry(xas->xa, xas->xa_node, xas->xa_offset + (1u << order))))
		order++;
	return order + xas->xa_node->shift;
}
#endif

#endif
