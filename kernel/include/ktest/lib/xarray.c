// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The interface of xarrays that locks itself, over states. */
#ifndef KTEST_LIB_XARRAY_C
#define KTEST_LIB_XARRAY_C

#include <linux/kernel.h>

#include "xa_node.h"

/* As xas_nomem(), with xa_lock held: what may sleep lets it go. */
static __always_inline bool kxa_nomem(struct xa_state *xas, gfp_t gfp)
{
	unsigned int type = (__force unsigned int)xas->xa->xa_flags & (XA_LOCK_IRQ | XA_LOCK_BH);
	bool again;

	if (xas->xa_node != XA_ERROR(-ENOMEM) || !gfpflags_allow_blocking(gfp))
		return xas_nomem(xas, gfp);
	if (type == XA_LOCK_IRQ)
		xas_unlock_irq(xas);
	else if (type == XA_LOCK_BH)
		xas_unlock_bh(xas);
	else
		xas_unlock(xas);
	again = xas_nomem(xas, gfp);
	if (type == XA_LOCK_IRQ)
		xas_lock_irq(xas);
	else if (type == XA_LOCK_BH)
		xas_lock_bh(xas);
	else
		xas_lock(xas);
	return again;
}

static __always_inline void *kxa_result(struct xa_state *xas, void *entry)
{
	if (xa_is_zero(entry))
		return NULL;
	return xas_error(xas) ? xas->xa_node : entry;
}

KTEST_DEF void *xa_load(struct xarray *xa, unsigned long index)
{
	XA_STATE(xas, xa, index);
	void *entry;

	rcu_read_lock();
	do
		entry = xas_load(&xas);
	while (xa_is_retry(entry) && xas_retry(&xas, entry));
	rcu_read_unlock();
	return xa_is_zero(entry) ? NULL : entry;
}

KTEST_DEF void *__xa_erase(struct xarray *xa, unsigned long index)
{
	XA_STATE(xas, xa, index);
	void *was = xas_store(&xas, NULL);

	return kxa_result(&xas, was);
}

KTEST_DEF void *xa_erase(struct xarray *xa, unsigned long index)
{
	void *was;

	xa_lock(xa);
	was = __xa_erase(xa, index);
	xa_unlock(xa);
	return was;
}

KTEST_DEF void *__xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	XA_STATE(xas, xa, index);
	void *was;

	if (WARN_ON_ONCE(xa_is_advanced(entry)))
		return XA_ERROR(-EINVAL);
	if (kxa_tracks_free(xa) && !entry)
		entry = XA_ZERO_ENTRY;
	do {
		was = xas_store(&xas, entry);
		if (kxa_tracks_free(xa))
			xas_clear_mark(&xas, XA_FREE_MARK);
	} while (kxa_nomem(&xas, gfp));
	return kxa_result(&xas, was);
}

KTEST_DEF void *xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	void *was;

	xa_lock(xa);
	was = __xa_store(xa, index, entry, gfp);
	xa_unlock(xa);
	return was;
}

KTEST_DEF void *__xa_cmpxchg(struct xarray *xa, unsigned long index, void *old, void *entry, gfp_t gfp)
{
	XA_STATE(xas, xa, index);
	void *was;

	if (WARN_ON_ONCE(xa_is_advanced(entry)))
		return XA_ERROR(-EINVAL);
	do {
		was = xas_load(&xas);
		if (was != old)
			continue;
		xas_store(&xas, entry);
		if (kxa_tracks_free(xa) && entry && !was)
			xas_clear_mark(&xas, XA_FREE_MARK);
	} while (kxa_nomem(&xas, gfp));
	return kxa_result(&xas, was);
}

KTEST_DEF int __xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	XA_STATE(xas, xa, index);

	if (WARN_ON_ONCE(xa_is_advanced(entry)))
		return -EINVAL;
	do {
		if (xas_load(&xas)) {
			xas_set_err(&xas, -EBUSY);
			continue;
		}
		xas_store(&xas, entry ? entry : XA_ZERO_ENTRY);
		if (kxa_tracks_free(xa))
			xas_clear_mark(&xas, XA_FREE_MARK);
	} while (kxa_nomem(&xas, gfp));
	return xas_error(&xas);
}

/* ---- free indices ------------------------------------------------------------------------- */

KTEST_DEF int __xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit, gfp_t gfp)
{
	XA_STATE(xas, xa, 0);

	if (WARN_ON_ONCE(xa_is_advanced(entry)) || WARN_ON_ONCE(!kxa_tracks_free(xa)))
		return -EINVAL;
	do {
		xas.xa_index = limit.min;
		xas_find_marked(&xas, limit.max, XA_FREE_MARK);
		if (xas.xa_node == XAS_RESTART)
			xas_set_err(&xas, -EBUSY);
		else
			*id = xas.xa_index;
		xas_store(&xas, entry ? entry : XA_ZERO_ENTRY);
		xas_clear_mark(&xas, XA_FREE_MARK);
	} while (kxa_nomem(&xas, gfp));
	return xas_error(&xas);
}

KTEST_DEF int __xa_alloc_cyclic(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit, u32 *next,
				gfp_t gfp)
{
	u32 lowest = limit.min;
	int err;

	limit.min = max(lowest, *next);
	err = __xa_alloc(xa, id, entry, limit, gfp);
	/* The index before was the last there is: *next is 0 since. */
	if (xa->xa_flags & XA_FLAGS_ALLOC_WRAPPED && !err) {
		xa->xa_flags &= ~XA_FLAGS_ALLOC_WRAPPED;
		err = 1;
	}
	if (err < 0 && limit.min > lowest) {
		limit.min = lowest;
		err = __xa_alloc(xa, id, entry, limit, gfp) ?: 1;
	}
	if (err < 0)
		return err;
	*next = *id + 1;
	if (!*next)
		xa->xa_flags |= XA_FLAGS_ALLOC_WRAPPED;
	return err;
}

/* ---- marks -------------------------------------------------------------------------------- */

KTEST_DEF void __xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	XA_STATE(xas, xa, index);

	if (xas_load(&xas))
		xas_set_mark(&xas, mark);
}

KTEST_DEF void __xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	XA_STATE(xas, xa, index);

	if (xas_load(&xas))
		xas_clear_mark(&xas, mark);
}

KTEST_DEF void xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	xa_lock(xa);
	__xa_set_mark(xa, index, mark);
	xa_unlock(xa);
}

KTEST_DEF void xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	xa_lock(xa);
	__xa_clear_mark(xa, index, mark);
	xa_unlock(xa);
}

KTEST_DEF bool xa_get_mark(struct xarray *xa, unsigned long index, xa_mark_t mark)
{
	XA_STATE(xas, xa, index);
	bool marked;
	void *entry;

	rcu_read_lock();
	entry = kxa_start(&xas);
	while ((marked = xas_get_mark(&xas, mark)) && xa_is_node(entry))
		entry = kxa_descend(&xas, xa_to_node(entry));
	rcu_read_unlock();
	return marked;
}

/* ---- walks -------------------------------------------------------------------------------- */

static inline void *kxa_find(struct xa_state *xas, unsigned long max, xa_mark_t filter)
{
	return (__force unsigned int)filter < XA_MAX_MARKS ? xas_find_marked(xas, max, filter) : xas_find(xas, max);
}

KTEST_DEF void *xa_find(struct xarray *xa, unsigned long *indexp, unsigned long max, xa_mark_t filter)
{
	XA_STATE(xas, xa, *indexp);
	void *entry;

	rcu_read_lock();
	do
		entry = kxa_find(&xas, max, filter);
	while (xas_retry(&xas, entry));
	rcu_read_unlock();
	if (entry)
		*indexp = xas.xa_index;
	return entry;
}

/* Whether the index is not the first one of the entry that was found. */
static inline bool kxa_within(const struct xa_state *xas)
{
	const struct xa_node *node = xas->xa_node;

	return node && (xas->xa_index & ((XA_CHUNK_SIZE << node->shift) - 1)) >
		       (unsigned long)xas->xa_offset << node->shift;
}

KTEST_DEF void *xa_find_after(struct xarray *xa, unsigned long *indexp, unsigned long max, xa_mark_t filter)
{
	XA_STATE(xas, xa, *indexp + 1);
	void *entry;

	if (!xas.xa_index)
		return NULL;
	rcu_read_lock();
	do
		entry = kxa_find(&xas, max, filter);
	while (!xas_invalid(&xas) && (kxa_within(&xas) || xas_retry(&xas, entry)));
	rcu_read_unlock();
	if (entry)
		*indexp = xas.xa_index;
	return entry;
}

KTEST_DEF unsigned int xa_extract(struct xarray *xa, void **dst, unsigned long start, unsigned long max,
				  unsigned int n, xa_mark_t filter)
{
	XA_STATE(xas, xa, start);
	unsigned int copied = 0;
	void *entry;

	rcu_read_lock();
	while (copied < n && (entry = kxa_find(&xas, max, filter)) != NULL)
		if (!xas_retry(&xas, entry))
			dst[copied++] = entry;
	rcu_read_unlock();
	return copied;
}

KTEST_DEF void xa_destroy(struct xarray *xa)
{
	XA_STATE(xas, xa, 0);
	unsigned long flags;
	void *head;

	xas.xa_node = NULL;
	xas_lock_irqsave(&xas, flags);
	head = xa->xa_head;
	WRITE_ONCE(xa->xa_head, NULL);
	xas_init_marks(&xas);
	if (xa->xa_flags & XA_FLAGS_ZERO_BUSY)
		kxa_head_mark(xa, XA_FREE_MARK, false);
	if (xa_is_node(head))
		ktest_xas_free_below(&xas, xa_to_node(head));
	xas_unlock_irqrestore(&xas, flags);
}

/* ---- entries of many indices -------------------------------------------------------------- */

#ifdef CONFIG_XARRAY_MULTI
KTEST_DEF int xa_get_order(struct xarray *xa, unsigned long index)
{
	XA_STATE(xas, xa, index);
	int order = 0;

	rcu_read_lock();
	if (xas_load(&xas))
		order = xas_get_order(&xas);
	rcu_read_unlock();
	return order;
}

/* The state covers as much of first..last as one entry can: slots of one node, from first on. */
static inline void kxa_set_range(struct xa_state *xas, unsigned long first, unsigned long last)
{
	unsigned int shift = 0;
	unsigned long slots;

	/* A level up as long as first begins a node there and the range fills one. */
	while (shift + XA_CHUNK_SHIFT < BITS_PER_LONG && !(first & ((XA_CHUNK_SIZE << shift) - 1)) &&
	       last - first >= (XA_CHUNK_SIZE << shift) - 1)
		shift += XA_CHUNK_SHIFT;
	/* Whole slots of that level, the last one within the node. */
	slots = ((last - first) >> shift) + 1;
	if (((last - first) & ((1ul << shift) - 1)) != (1ul << shift) - 1)
		slots--;
	xas_set(xas, first);
	xas->xa_shift = shift;
	xas->xa_sibs = min(slots, XA_CHUNK_SIZE - (first >> shift & XA_CHUNK_MASK)) - 1;
}

KTEST_DEF void *xa_store_range(struct xarray *xa, unsigned long first, unsigned long last, void *entry, gfp_t gfp)
{
	XA_STATE(xas, xa, 0);

	if (WARN_ON_ONCE(xa_is_internal(entry)) || last < first)
		return XA_ERROR(-EINVAL);
	do {
		xas_lock(&xas);
		if (entry) {
			/* High enough for the whole range before its first part is stored. */
			xas_set_order(&xas, last, last + 1 ? __ffs(last + 1) : BITS_PER_LONG);
			ktest_xas_create(&xas, true);
		}
		while (!xas_error(&xas) && first <= last) {
			unsigned long end;

			kxa_set_range(&xas, first, last);
			end = first + (((xas.xa_sibs + 1ul) << xas.xa_shift) - 1);
			xas_store(&xas, entry);
			if (xas_error(&xas) || end == ULONG_MAX)
				break;
			first = end + 1;
		}
		xas_unlock(&xas);
	} while (xas_nomem(&xas, gfp));
	return kxa_result(&xas, NULL);
}
#endif

#endif
