/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * States in an xarray: an index, and the node and slot where the walk is. Of linux/xarray.h.
 * Synchronization: the caller holds xa_lock, or rcu_read_lock() where nothing changes.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_KTEST_XA_STATE_H
#define KTEST_LINUX_KTEST_XA_STATE_H
#include <ktest/open.h>

#include <linux/xarray.h>

#ifndef XA_CHUNK_SHIFT
#define XA_CHUNK_SHIFT 6
#endif
#define XA_CHUNK_SIZE (1ul << XA_CHUNK_SHIFT)
#define XA_CHUNK_MASK (XA_CHUNK_SIZE - 1)
#define XA_MAX_MARKS 3
#define XA_MARK_LONGS BITS_TO_LONGS(XA_CHUNK_SIZE)

/* shift: bits of the index that each slot leaves; offset: its slot in parent; count: slots in use, nr_values: by values. */
struct xa_node {
	unsigned char shift;
	unsigned char offset;
	unsigned char count;
	unsigned char nr_values;
	struct xa_node __rcu *parent;
	struct xarray *array;
	union {
		struct list_head private_list;
		struct rcu_head rcu_head;
	};
	void __rcu *slots[XA_CHUNK_SIZE];
	union {
		unsigned long tags[XA_MAX_MARKS][XA_MARK_LONGS];
		unsigned long marks[XA_MAX_MARKS][XA_MARK_LONGS];
	};
};

/* To the log; in a program of the hosted engine. */
void xa_dump(const struct xarray *xa);
void xa_dump_node(const struct xa_node *node);

#ifdef XA_DEBUG
#define XA_BUG_ON(xa, x) \
	do { \
		if (x) { \
			xa_dump(xa); \
			BUG(); \
		} \
	} while (0)
#define XA_NODE_BUG_ON(node, x) \
	do { \
		if (x) { \
			if (node) \
				xa_dump_node(node); \
			BUG(); \
		} \
	} while (0)
#else
#define XA_BUG_ON(xa, x) do { } while (0)
#define XA_NODE_BUG_ON(node, x) do { } while (0)
#endif

static inline void *xa_head(const struct xarray *xa) { return KTEST_READ_ONCE(xa->xa_head); }
static inline void *xa_head_locked(const struct xarray *xa) { return xa->xa_head; }
static inline void *xa_entry(const struct xarray *xa, const struct xa_node *node, unsigned int offset)
{
	(void)xa;
	XA_NODE_BUG_ON(node, offset >= XA_CHUNK_SIZE);
	return KTEST_READ_ONCE(node->slots[offset]);
}
static inline void *xa_entry_locked(const struct xarray *xa, const struct xa_node *node, unsigned int offset)
{
	(void)xa;
	XA_NODE_BUG_ON(node, offset >= XA_CHUNK_SIZE);
	return node->slots[offset];
}
static inline struct xa_node *xa_parent(const struct xarray *xa, const struct xa_node *node)
{
	(void)xa;
	return KTEST_READ_ONCE(node->parent);
}
static inline struct xa_node *xa_parent_locked(const struct xarray *xa, const struct xa_node *node)
{
	(void)xa;
	return node->parent;
}

static inline void *xa_mk_node(const struct xa_node *node) { return (void *)((unsigned long)node | 2); }
static inline struct xa_node *xa_to_node(const void *entry) { return (struct xa_node *)((unsigned long)entry - 2); }
static inline bool xa_is_node(const void *entry)
{
	return xa_is_internal(entry) && (unsigned long)entry > 4096;
}
static inline void *xa_mk_sibling(unsigned int offset) { return xa_mk_internal(offset); }
static inline unsigned long xa_to_sibling(const void *entry) { return xa_to_internal(entry); }
static inline bool xa_is_sibling(const void *entry)
{
	return IS_ENABLED(CONFIG_XARRAY_MULTI) && xa_is_internal(entry) && entry < xa_mk_sibling(XA_CHUNK_SIZE - 1);
}
#define XA_RETRY_ENTRY xa_mk_internal(256)
static inline bool xa_is_retry(const void *entry) { return entry == XA_RETRY_ENTRY; }
/* What the functions without a state refuse. */
static inline bool xa_is_advanced(const void *entry) { return xa_is_internal(entry) && entry <= XA_RETRY_ENTRY; }

typedef void (*xa_update_node_t)(struct xa_node *node);
/* Erases all that is below a node, and the node. */
KTEST_FN void xa_delete_node(struct xa_node *node, xa_update_node_t update);

struct list_lru;
/* xa_alloc: nodes in reserve; xa_update: called of each node whose count changes. */
struct xa_state {
	struct xarray *xa;
	unsigned long xa_index;
	unsigned char xa_shift;
	unsigned char xa_sibs;
	unsigned char xa_offset;
	unsigned char xa_pad;
	struct xa_node *xa_node;
	struct xa_node *xa_alloc;
	xa_update_node_t xa_update;
	struct list_lru *xa_lru;
};

/* In place of a node: NULL is the head of the array. */
#define XA_ERROR(errno) ((struct xa_node *)(((unsigned long)(errno) << 2) | 2ul))
#define XAS_BOUNDS ((struct xa_node *)1ul)
#define XAS_RESTART ((struct xa_node *)3ul)

#define __XA_STATE(array, index, shift, sibs) \
	{ array, index, (unsigned char)(shift), (unsigned char)(sibs), 0, 0, XAS_RESTART, NULL, NULL, NULL }
#define XA_STATE(name, array, index) struct xa_state name = __XA_STATE(array, index, 0, 0)
/* The entry is to have 2^order indices. */
#define XA_STATE_ORDER(name, array, index, order) \
	struct xa_state name = __XA_STATE(array, ((index) >> (order)) << (order), \
					  (order) - ((order) % XA_CHUNK_SHIFT), \
					  (1u << ((order) % XA_CHUNK_SHIFT)) - 1)

#define xas_marked(xas, mark) xa_marked((xas)->xa, (mark))
#define xas_trylock(xas) xa_trylock((xas)->xa)
#define xas_lock(xas) xa_lock((xas)->xa)
#define xas_unlock(xas) xa_unlock((xas)->xa)
#define xas_lock_bh(xas) xa_lock_bh((xas)->xa)
#define xas_unlock_bh(xas) xa_unlock_bh((xas)->xa)
#define xas_lock_irq(xas) xa_lock_irq((xas)->xa)
#define xas_unlock_irq(xas) xa_unlock_irq((xas)->xa)
#define xas_lock_irqsave(xas, flags) xa_lock_irqsave((xas)->xa, flags)
#define xas_unlock_irqrestore(xas, flags) xa_unlock_irqrestore((xas)->xa, flags)

static inline int xas_error(const struct xa_state *xas) { return xa_err(xas->xa_node); }
static inline void xas_set_err(struct xa_state *xas, long err) { xas->xa_node = XA_ERROR(err); }
static inline bool xas_invalid(const struct xa_state *xas) { return (unsigned long)xas->xa_node & 3; }
static inline bool xas_valid(const struct xa_state *xas) { return !xas_invalid(xas); }
static inline bool xas_is_node(const struct xa_state *xas) { return xas_valid(xas) && xas->xa_node; }
static inline bool xas_not_node(struct xa_node *node) { return ((unsigned long)node & 3) || !node; }
/* An error, or XAS_RESTART. */
static inline bool xas_frozen(struct xa_node *node) { return (unsigned long)node & 2; }
static inline bool xas_top(struct xa_node *node) { return node <= XAS_RESTART; }
static inline void xas_reset(struct xa_state *xas) { xas->xa_node = XAS_RESTART; }
/* Whether the walk has to come back here: the entry is no entry yet, or the reserved one. */
static inline bool xas_retry(struct xa_state *xas, const void *entry)
{
	if (xa_is_retry(entry))
		xas_reset(xas);
	return xa_is_zero(entry) || xa_is_retry(entry);
}

KTEST_FN void *xas_load(struct xa_state *xas);
/* What was there before; xas_error() says what failed. */
KTEST_FN void *xas_store(struct xa_state *xas, void *entry);
KTEST_FN void *xas_find(struct xa_state *xas, unsigned long max);
/* The next entry in the way of one of the state's size. */
KTEST_FN void *xas_find_conflict(struct xa_state *xas);
KTEST_FN bool xas_get_mark(const struct xa_state *xas, xa_mark_t mark);
KTEST_FN void xas_set_mark(const struct xa_state *xas, xa_mark_t mark);
KTEST_FN void xas_clear_mark(const struct xa_state *xas, xa_mark_t mark);
KTEST_FN void *xas_find_marked(struct xa_state *xas, unsigned long max, xa_mark_t mark);
/* Those of a free slot. */
KTEST_FN void xas_init_marks(const struct xa_state *xas);
/* Whether to try again: allocates after -ENOMEM, and frees what is left in reserve at the end. */
KTEST_FN bool xas_nomem(struct xa_state *xas, gfp_t gfp);
KTEST_FN void xas_destroy(struct xa_state *xas);
/* Before the locks are let go within a walk, which then goes on behind this entry. */
KTEST_FN void xas_pause(struct xa_state *xas);
/* Nodes for each index of the state's entry. */
KTEST_FN void xas_create_range(struct xa_state *xas);

#ifdef CONFIG_XARRAY_MULTI
/* How many indices the entry has, as a power of two. */
KTEST_FN int xa_get_order(struct xarray *xa, unsigned long index);
KTEST_FN int xas_get_order(struct xa_state *xas);
/* Makes of an entry of that order several of the state's order; xas_split_alloc() first, without the lock. */
KTEST_FN void xas_split(struct xa_state *xas, void *entry, unsigned int order);
KTEST_FN void xas_split_alloc(struct xa_state *xas, void *entry, unsigned int order, gfp_t gfp);
#else
static inline int xa_get_order(struct xarray *xa, unsigned long index) { return (void)xa, (void)index, 0; }
static inline int xas_get_order(struct xa_state *xas) { return (void)xas, 0; }
static inline void xas_split(struct xa_state *xas, void *entry, unsigned int order) { (void)order, xas_store(xas, entry); }
static inline void xas_split_alloc(struct xa_state *xas, void *entry, unsigned int order, gfp_t gfp)
{
	(void)xas, (void)entry, (void)order, (void)gfp;
}
#endif

/* The entry of the slot where the state is, as it is now. */
static inline void *xas_reload(struct xa_state *xas)
{
	const struct xa_node *node = xas->xa_node;
	void *entry;

	if (!node)
		return xa_head(xas->xa);
	if (!IS_ENABLED(CONFIG_XARRAY_MULTI))
		return xa_entry(xas->xa, node, xas->xa_offset);
	entry = xa_entry(xas->xa, node, xas->xa_index >> node->shift & XA_CHUNK_MASK);
	return xa_is_sibling(entry) ? xa_entry(xas->xa, node, xa_to_sibling(entry)) : entry;
}
static inline void xas_set(struct xa_state *xas, unsigned long index)
{
	xas->xa_index = index;
	xas->xa_node = XAS_RESTART;
}
/* Within the same node. */
static inline void xas_advance(struct xa_state *xas, unsigned long index)
{
	xas->xa_index = index;
	xas->xa_offset = index >> (xas_is_node(xas) ? xas->xa_node->shift : 0) & XA_CHUNK_MASK;
}
static inline void xas_set_order(struct xa_state *xas, unsigned long index, unsigned int order)
{
	BUG_ON(!IS_ENABLED(CONFIG_XARRAY_MULTI) && order);
	xas_set(xas, order < BITS_PER_LONG ? index >> order << order : 0);
	xas->xa_shift = order - order % XA_CHUNK_SHIFT;
	xas->xa_sibs = (1 << order % XA_CHUNK_SHIFT) - 1;
}
static inline void xas_set_update(struct xa_state *xas, xa_update_node_t update) { xas->xa_update = update; }
/* Nodes are on no list of reclaimable ones here. */
static inline void xas_set_lru(struct xa_state *xas, struct list_lru *lru) { xas->xa_lru = lru; }

static inline unsigned int xas_find_chunk(struct xa_state *xas, bool advance, xa_mark_t mark)
{
	const unsigned long *marks = xas->xa_node->marks[(__force unsigned)mark];
	unsigned int from = xas->xa_offset + advance;

	if (XA_CHUNK_SIZE != BITS_PER_LONG)
		return find_next_bit(marks, XA_CHUNK_SIZE, from);
	return from < XA_CHUNK_SIZE && *marks >> from ? from + __ffs(*marks >> from) : XA_CHUNK_SIZE;
}

/* Whether the state is in a node of single indices. */
static inline bool ktest_xas_in_leaf(const struct xa_state *xas)
{
	return !xas_not_node(xas->xa_node) && !xas->xa_node->shift;
}

static inline void *xas_next_entry(struct xa_state *xas, unsigned long max)
{
	if (likely(ktest_xas_in_leaf(xas) && xas->xa_offset == (xas->xa_index & XA_CHUNK_MASK))) {
		while (xas->xa_index < max && xas->xa_offset < XA_CHUNK_MASK) {
			void *entry = xa_entry(xas->xa, xas->xa_node, xas->xa_offset + 1);

			if (xa_is_internal(entry))
				break;
			xas->xa_offset++;
			xas->xa_index++;
			if (entry)
				return entry;
		}
	}
	return xas_find(xas, max);
}
static inline void *xas_next_marked(struct xa_state *xas, unsigned long max, xa_mark_t mark)
{
	void *entry = NULL;
	unsigned int offset;

	if (!ktest_xas_in_leaf(xas))
		return xas_find_marked(xas, max, mark);
	offset = xas_find_chunk(xas, true, mark);
	xas->xa_offset = offset;
	xas->xa_index = (xas->xa_index & ~XA_CHUNK_MASK) + offset;
	if (xas->xa_index > max)
		return NULL;
	if (offset < XA_CHUNK_SIZE)
		entry = xa_entry(xas->xa, xas->xa_node, offset);
	return entry ? entry : xas_find_marked(xas, max, mark);
}

/* A long walk lets others run after so many entries. */
enum { XA_CHECK_SCHED = 4096 };

#define xas_for_each(xas, entry, max) for (entry = xas_find(xas, max); entry; entry = xas_next_entry(xas, max))
#define xas_for_each_marked(xas, entry, max, mark) \
	for (entry = xas_find_marked(xas, max, mark); entry; entry = xas_next_marked(xas, max, mark))
#define xas_for_each_conflict(xas, entry) while ((entry = xas_find_conflict(xas)))

KTEST_FN void *__xas_next(struct xa_state *xas);
KTEST_FN void *__xas_prev(struct xa_state *xas);

/* The entry at the next index or the one before, NULL too. The first call after xas_set() stays where it is. */
static inline void *xas_prev(struct xa_state *xas)
{
	if (!ktest_xas_in_leaf(xas) || !xas->xa_offset)
		return __xas_prev(xas);
	xas->xa_index--;
	return xa_entry(xas->xa, xas->xa_node, --xas->xa_offset);
}
static inline void *xas_next(struct xa_state *xas)
{
	if (!ktest_xas_in_leaf(xas) || xas->xa_offset == XA_CHUNK_MASK)
		return __xas_next(xas);
	xas->xa_index++;
	return xa_entry(xas->xa, xas->xa_node, ++xas->xa_offset);
}

#include <ktest/close.h>
#endif
