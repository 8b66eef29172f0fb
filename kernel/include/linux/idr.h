/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Numbers for pointers (IDR), and numbers alone (IDA): the lowest that is free in a range.
 * Fidelity: faithful; the tree behind an IDA has a form of its own.
 *
 * An IDR has no lock of its own for changes; idr_find() and walks may run beside them under rcu_read_lock().
 */
#ifndef KTEST_LINUX_IDR_H
#define KTEST_LINUX_IDR_H
#include <ktest/open.h>

#include <linux/bug.h>
#include <linux/gfp.h>
#include <linux/limits.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/radix-tree.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct idr {
	struct radix_tree_root idr_rt;
	unsigned int idr_base;
	unsigned int idr_next;
};

/* The tag of numbers that are free, and what says that a tree has it. */
#define IDR_FREE 0
#define IDR_RT_MARKER (ROOT_IS_IDR | (__force gfp_t)(1 << (ROOT_TAG_SHIFT + IDR_FREE)))

#define IDR_INIT_BASE(name, base) { RADIX_TREE_INIT((name).idr_rt, IDR_RT_MARKER), (base), 0 }
#define IDR_INIT(name) IDR_INIT_BASE(name, 0)
#define DEFINE_IDR(name) struct idr name = IDR_INIT(name)

static inline void idr_init_base(struct idr *idr, int base)
{
	INIT_RADIX_TREE(&idr->idr_rt, IDR_RT_MARKER);
	idr->idr_base = base;
	idr->idr_next = 0;
}
static inline void idr_init(struct idr *idr) { idr_init_base(idr, 0); }
/* NULL may be a number's pointer: the tree has a node then. */
static inline bool idr_is_empty(const struct idr *idr)
{
	return radix_tree_empty(&idr->idr_rt) && radix_tree_tagged(&idr->idr_rt, IDR_FREE);
}

/* From where idr_alloc_cyclic() goes on. */
static inline unsigned int idr_get_cursor(const struct idr *idr) { return KTEST_READ_ONCE(idr->idr_next); }
static inline void idr_set_cursor(struct idr *idr, unsigned int val) { __WRITE_ONCE(idr->idr_next, val); }

#define idr_lock(idr) spin_lock(&(idr)->idr_rt.xa_lock)
#define idr_unlock(idr) spin_unlock(&(idr)->idr_rt.xa_lock)
#define idr_lock_bh(idr) spin_lock_bh(&(idr)->idr_rt.xa_lock)
#define idr_unlock_bh(idr) spin_unlock_bh(&(idr)->idr_rt.xa_lock)
#define idr_lock_irq(idr) spin_lock_irq(&(idr)->idr_rt.xa_lock)
#define idr_unlock_irq(idr) spin_unlock_irq(&(idr)->idr_rt.xa_lock)
#define idr_lock_irqsave(idr, flags) spin_lock_irqsave(&(idr)->idr_rt.xa_lock, flags)
#define idr_unlock_irqrestore(idr, flags) spin_unlock_irqrestore(&(idr)->idr_rt.xa_lock, flags)

/* Disables preemption; memory is found by the allocation itself. */
KTEST_FN void idr_preload(gfp_t gfp_mask);
static inline void idr_preload_end(void) { radix_tree_preload_end(); }

/* Errors: -ENOMEM, -ENOSPC (no number is free), -EINVAL (start < 0). `end` is the first number above; <= 0: INT_MAX + 1. */
KTEST_FN int idr_alloc(struct idr *idr, void *ptr, int start, int end, gfp_t gfp);
/* *id: the lowest number that may be taken, and the one that was; `max` is the highest. */
KTEST_FN int __must_check idr_alloc_u32(struct idr *idr, void *ptr, u32 *id, unsigned long max, gfp_t gfp);
KTEST_FN int idr_alloc_cyclic(struct idr *idr, void *ptr, int start, int end, gfp_t gfp);
/* The pointer that was there, or NULL. */
KTEST_FN void *idr_remove(struct idr *idr, unsigned long id);
KTEST_FN void *idr_find(const struct idr *idr, unsigned long id);
/* The pointer before, or ERR_PTR(-ENOENT). */
KTEST_FN void *idr_replace(struct idr *idr, void *ptr, unsigned long id);
/* Calls fn with each number and pointer until it returns another value than 0, which is returned. */
KTEST_FN int idr_for_each(const struct idr *idr, int (*fn)(int id, void *p, void *data), void *data);
/* The next pointer that is not NULL, from *nextid on; NULL: none. */
KTEST_FN void *idr_get_next(struct idr *idr, int *nextid);
KTEST_FN void *idr_get_next_ul(struct idr *idr, unsigned long *nextid);
KTEST_FN void idr_destroy(struct idr *idr);

#define idr_for_each_entry(idr, entry, id) for (id = 0; ((entry) = idr_get_next(idr, &(id))) != NULL; id += 1U)
#define idr_for_each_entry_continue(idr, entry, id) \
	for ((entry) = idr_get_next((idr), &(id)); entry; ++id, (entry) = idr_get_next((idr), &(id)))
/* `tmp` is the number before: after ULONG_MAX there is none. */
#define idr_for_each_entry_continue_ul(idr, entry, tmp, id) \
	for (tmp = id; ((entry) = tmp <= id ? idr_get_next_ul(idr, &(id)) : NULL) != NULL; tmp = id, ++id)
#define idr_for_each_entry_ul(idr, entry, tmp, id) \
	for (tmp = 0, id = 0; ((entry) = tmp <= id ? idr_get_next_ul(idr, &(id)) : NULL) != NULL; tmp = id, ++id)

/* Of the kernel's own tree; tests of it count in them. */
#define IDA_CHUNK_SIZE 128
#define IDA_BITMAP_LONGS (IDA_CHUNK_SIZE / sizeof(long))
#define IDA_BITMAP_BITS (IDA_BITMAP_LONGS * sizeof(long) * 8)

/* Locks itself: any context may call these. */
struct ida {
	struct xarray xa;
};

struct ida_bitmap {
	unsigned long bitmap[IDA_BITMAP_LONGS];
};

#define IDA_INIT_FLAGS (XA_FLAGS_LOCK_IRQ | XA_FLAGS_ALLOC)
#define IDA_INIT(name) { XARRAY_INIT((name).xa, IDA_INIT_FLAGS) }
#define DEFINE_IDA(name) struct ida name = IDA_INIT(name)

static inline void ida_init(struct ida *ida) { xa_init_flags(&ida->xa, IDA_INIT_FLAGS); }
static inline bool ida_is_empty(const struct ida *ida) { return xa_empty(&ida->xa); }

/* min and max are numbers, at most INT_MAX. Errors: -ENOMEM, -ENOSPC. */
KTEST_FN int ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max, gfp_t gfp);
static inline int ida_alloc(struct ida *ida, gfp_t gfp) { return ida_alloc_range(ida, 0, ~0u, gfp); }
static inline int ida_alloc_min(struct ida *ida, unsigned int min, gfp_t gfp)
{
	return ida_alloc_range(ida, min, ~0u, gfp);
}
static inline int ida_alloc_max(struct ida *ida, unsigned int max, gfp_t gfp)
{
	return ida_alloc_range(ida, 0, max, gfp);
}
/* Warns of a number that is not taken. */
KTEST_FN void ida_free(struct ida *ida, unsigned int id);
KTEST_FN void ida_destroy(struct ida *ida);

#define ida_simple_get(ida, start, end, gfp) ida_alloc_range(ida, start, (end) - 1, gfp)
#define ida_simple_remove(ida, id) ida_free(ida, id)

#include <ktest/close.h>
#endif
