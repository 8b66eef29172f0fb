/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Nodes of an xarray and their marks, for the files that walk and change it. */
#ifndef KT_LIB_XA_NODE_H
#define KT_LIB_XA_NODE_H

#include <linux/slab.h>
#include <linux/xarray.h>

/* Makes the nodes down to the state's slot, and returns its entry. allow_root: index 0 may live in the head. */
KTEST_FN void *ktest_xas_create(struct xa_state *xas, bool allow_root);
/* Frees the state's node and those above that have become empty; flat: a single entry of index 0 moves into the head. */
KTEST_FN void ktest_xas_prune(struct xa_state *xas, bool flat);
KTEST_FN void ktest_xas_free_below(struct xa_state *xas, struct xa_node *top);

static inline bool kxa_tracks_free(const struct xarray *xa)
{
	return xa->xa_flags & XA_FLAGS_TRACK_FREE;
}

static inline unsigned int kxa_slot(const struct xa_node *node, unsigned long index)
{
	return index >> node->shift & XA_CHUNK_MASK;
}

/* The last index below a head. */
static inline unsigned long kxa_last(const void *head)
{
	return xa_is_node(head) ? (XA_CHUNK_SIZE << xa_to_node(head)->shift) - 1 : 0;
}

static inline void *kxa_out(struct xa_state *xas)
{
	xas->xa_node = XAS_BOUNDS;
	return NULL;
}

/* The entry where a walk begins: that of the state's slot, or the head. */
static __always_inline void *kxa_start(struct xa_state *xas)
{
	void *head;

	kt_order_acquire(&xas->xa->xa_head);
	if (xas_valid(xas))
		return xas_reload(xas);
	if (xas_error(xas))
		return NULL;
	head = xa_head(xas->xa);
	if (xas->xa_index > kxa_last(head))
		return kxa_out(xas);
	xas->xa_node = NULL;
	return head;
}

/* One level down. A node in place of a sibling's entry is a split under way. */
static __always_inline void *kxa_descend(struct xa_state *xas, struct xa_node *node)
{
	unsigned int slot = kxa_slot(node, xas->xa_index);
	void *entry = xa_entry(xas->xa, node, slot);

	xas->xa_node = node;
	while (unlikely(xa_is_sibling(entry))) {
		slot = xa_to_sibling(entry);
		entry = xa_entry(xas->xa, node, slot);
		if (node->shift && xa_is_node(entry))
			entry = XA_RETRY_ENTRY;
	}
	xas->xa_offset = slot;
	return entry;
}

/* The state's index becomes the first one of a slot of its node. */
static inline void kxa_to_slot(struct xa_state *xas, unsigned long slot)
{
	unsigned int shift = xas->xa_node->shift;

	xas->xa_index = (xas->xa_index & ~XA_CHUNK_MASK << shift) + (slot << shift);
}

static inline unsigned long *kxa_marks(struct xa_node *node, xa_mark_t mark)
{
	return node->marks[(__force unsigned int)mark];
}

static inline bool kxa_marked(struct xa_node *node, unsigned int slot, xa_mark_t mark)
{
	return test_bit(slot, kxa_marks(node, mark));
}

static inline void kxa_head_mark(struct xarray *xa, xa_mark_t mark, bool on)
{
	gfp_t flags = on ? xa->xa_flags | XA_FLAGS_MARK(mark) : xa->xa_flags & ~XA_FLAGS_MARK(mark);

	if (flags != xa->xa_flags)
		xa->xa_flags = flags;
}

static inline struct xa_node *kxa_alloc(struct xa_state *xas, gfp_t gfp)
{
	struct xa_node *node;

	if (xas->xa->xa_flags & XA_FLAGS_ACCOUNT)
		gfp |= __GFP_ACCOUNT;
	might_sleep_if(gfpflags_allow_blocking(gfp));
	/* Of exactly this size, as the kernel's, which has a cache of them. */
	node = (struct xa_node *)kt_alloc(sizeof(*node), 8, KT_ZERO, KT_MEM_SLAB, -1, NULL);
	if (node)
		INIT_LIST_HEAD(&node->private_list);
	return node;
}

static inline void kxa_updated(struct xa_state *xas, struct xa_node *node)
{
	if (xas->xa_update)
		xas->xa_update(node);
}

#endif
