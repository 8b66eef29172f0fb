// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* An entry of an xarray that covers many indices becomes several that cover fewer each. */
#ifndef KTEST_LIB_XAS_SPLIT_C
#define KTEST_LIB_XAS_SPLIT_C

#include <linux/kernel.h>

#include "xa_node.h"

#ifdef CONFIG_XARRAY_MULTI
/* Nodes in reserve, already filled: one for each slot of the entry, if the new ones live below these. */
KTEST_DEF void xas_split_alloc(struct xa_state *xas, void *entry, unsigned int order, gfp_t gfp)
{
	unsigned int nodes = 1u << order % XA_CHUNK_SHIFT;

	if (WARN_ON(xas->xa_shift + 2 * XA_CHUNK_SHIFT < (int)order))
		goto failed;
	if (xas->xa_shift + XA_CHUNK_SHIFT > (int)order)
		return;
	while (nodes--) {
		struct xa_node *node = kxa_alloc(xas, gfp);
		unsigned int slot;

		if (!node)
			goto failed;
		node->array = xas->xa;
		for (slot = 0; slot < XA_CHUNK_SIZE; slot++) {
			unsigned int own = slot & ~(unsigned int)xas->xa_sibs;

			node->slots[slot] = slot == own ? entry : xa_mk_sibling(own);
		}
		node->parent = xas->xa_alloc;
		xas->xa_alloc = node;
	}
	return;
failed:
	xas_destroy(xas);
	xas_set_err(xas, -ENOMEM);
}

/* Gives a slot the marks of the one that is split, and all entries of a node that is put there. */
static inline void kxa_copy_marks(const struct xa_state *xas, unsigned int marks, unsigned int slot,
				  struct xa_node *child)
{
	xa_mark_t mark;
	unsigned int i;

	for (mark = XA_MARK_0; mark <= XA_MARK_MAX; mark++) {
		if (!(marks & 1u << (__force unsigned int)mark))
			continue;
		__set_bit(slot, kxa_marks(xas->xa_node, mark));
		for (i = 0; child && i < XA_CHUNK_SIZE; i += xas->xa_sibs + 1)
			__set_bit(i, kxa_marks(child, mark));
	}
}

/* Returns how many more slots hold values. */
static inline int kxa_split_slot(struct xa_state *xas, void *entry, unsigned int marks, unsigned int slot)
{
	struct xa_node *node = xas->xa_node, *child = xas->xa_alloc;
	unsigned int i;

	if (xas->xa_shift == node->shift) {
		kxa_copy_marks(xas, marks, slot, NULL);
		rcu_assign_pointer(node->slots[slot], entry);
		for (i = xas->xa_sibs; i > 0; i--)
			rcu_assign_pointer(node->slots[slot + i], xa_mk_sibling(slot));
		return xa_is_value(entry) * (xas->xa_sibs + 1);
	}
	xas->xa_alloc = child->parent;
	child->shift = node->shift - XA_CHUNK_SHIFT;
	child->offset = slot;
	child->count = XA_CHUNK_SIZE;
	child->nr_values = xa_is_value(entry) ? XA_CHUNK_SIZE : 0;
	child->parent = node;
	kxa_copy_marks(xas, marks, slot, child);
	rcu_assign_pointer(node->slots[slot], xa_mk_node(child));
	kxa_updated(xas, child);
	return 0;
}

KTEST_DEF void xas_split(struct xa_state *xas, void *entry, unsigned int order)
{
	unsigned int slots = 1u << order % XA_CHUNK_SHIFT, marks = 0, step;
	void *old = xas_load(xas);
	struct xa_node *node = xas->xa_node;
	xa_mark_t mark;
	int values, slot;

	if (xas_top(node))
		return;
	for (mark = XA_MARK_0; mark <= XA_MARK_MAX; mark++)
		marks |= (unsigned int)kxa_marked(node, xas->xa_offset, mark) << (__force unsigned int)mark;
	step = xas->xa_shift < node->shift ? 1 : xas->xa_sibs + 1;
	values = -(int)(xa_is_value(old) * slots);
	/* From the end: siblings lead to the first slot until it changes. */
	for (slot = xas->xa_offset + slots - step; slot >= (int)xas->xa_offset; slot -= step)
		values += kxa_split_slot(xas, entry, marks, slot);
	node->nr_values += values;
	kxa_updated(xas, node);
}
#endif

#endif
