/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * An array of pointers or small integers that is as long as unsigned long counts, with up to three marks an entry.
 * Synchronization: xa_lock is taken by functions without `__`; loads and walks need only RCU, and take it themselves.
 * Fidelity: faithful; nodes have the kernel's form.
 *
 * Here is the interface that locks itself; linux/ktest_xa_state.h has states (xas_*), which it brings in.
 */
#ifndef KTEST_LINUX_XARRAY_H
#define KTEST_LINUX_XARRAY_H
#include <ktest/open.h>

#include <linux/bitmap.h>
#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/kconfig.h>
#include <linux/limits.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/rcupdate.h>
#include <linux/sched/mm.h>
#include <linux/spinlock.h>
#include <linux/types.h>

/*
 * The two lowest bits say what an entry is: x1 a value or a tagged pointer, 00 a pointer, 10 one of the array's own:
 * a node, 0 to 62 (a sibling: the entry is in that slot), 256 (try again), 257 (nothing, but reserved), or an error.
 */
#define BITS_PER_XA_VALUE (BITS_PER_LONG - 1)

/* An entry for an integer up to LONG_MAX. */
static inline void *xa_mk_value(unsigned long v)
{
	WARN_ON((long)v < 0);
	return (void *)(v << 1 | 1);
}
static inline unsigned long xa_to_value(const void *entry) { return (unsigned long)entry >> 1; }
static inline bool xa_is_value(const void *entry) { return (unsigned long)entry & 1; }
/* tag: 0, 1 or 3. */
static inline void *xa_tag_pointer(void *p, unsigned long tag) { return (void *)((unsigned long)p | tag); }
static inline void *xa_untag_pointer(void *entry) { return (void *)((unsigned long)entry & ~3ul); }
static inline unsigned int xa_pointer_tag(void *entry) { return (unsigned long)entry & 3ul; }

static inline void *xa_mk_internal(unsigned long v) { return (void *)(v << 2 | 2); }
static inline unsigned long xa_to_internal(const void *entry) { return (unsigned long)entry >> 2; }
static inline bool xa_is_internal(const void *entry) { return ((unsigned long)entry & 3) == 2; }

#define XA_ZERO_ENTRY xa_mk_internal(257)
static inline bool xa_is_zero(const void *entry) { return entry == XA_ZERO_ENTRY; }
static inline bool xa_is_err(const void *entry)
{
	return xa_is_internal(entry) && entry >= xa_mk_internal(-MAX_ERRNO);
}
/* The error that the functions below returned in place of an entry, or 0. */
static inline int xa_err(void *entry) { return xa_is_err(entry) ? (int)((long)entry >> 2) : 0; }

/* Both ends belong to it. */
struct xa_limit {
	u32 max;
	u32 min;
};

#define XA_LIMIT(_min, _max) ((struct xa_limit) { .max = (_max), .min = (_min) })
#define xa_limit_32b XA_LIMIT(0, UINT_MAX)
#define xa_limit_31b XA_LIMIT(0, INT_MAX)
#define xa_limit_16b XA_LIMIT(0, USHRT_MAX)

typedef unsigned __bitwise xa_mark_t;
#define XA_MARK_0 ((__force xa_mark_t)0u)
#define XA_MARK_1 ((__force xa_mark_t)1u)
#define XA_MARK_2 ((__force xa_mark_t)2u)
/* In place of a mark: any entry. */
#define XA_PRESENT ((__force xa_mark_t)8u)
#define XA_MARK_MAX XA_MARK_2
#define XA_FREE_MARK XA_MARK_0

enum xa_lock_type {
	XA_LOCK_IRQ = 1,
	XA_LOCK_BH = 2,
};

#define XA_FLAGS_LOCK_IRQ ((__force gfp_t)XA_LOCK_IRQ)
#define XA_FLAGS_LOCK_BH ((__force gfp_t)XA_LOCK_BH)
#define XA_FLAGS_TRACK_FREE ((__force gfp_t)4u)
#define XA_FLAGS_ZERO_BUSY ((__force gfp_t)8u)
#define XA_FLAGS_ALLOC_WRAPPED ((__force gfp_t)16u)
#define XA_FLAGS_ACCOUNT ((__force gfp_t)32u)
#define XA_FLAGS_MARK(mark) ((__force gfp_t)((1u << __GFP_BITS_SHIFT) << (__force unsigned)(mark)))
/* xa_alloc() gives indices from 0, or from 1 on. */
#define XA_FLAGS_ALLOC (XA_FLAGS_TRACK_FREE | XA_FLAGS_MARK(XA_FREE_MARK))
#define XA_FLAGS_ALLOC1 (XA_FLAGS_TRACK_FREE | XA_FLAGS_ZERO_BUSY)

/* xa_head: NULL, the entry of index 0 if there is no other, or the topmost node. */
struct xarray {
	spinlock_t xa_lock;
	gfp_t xa_flags;
	void __rcu *xa_head;
};

#define XARRAY_INIT(name, flags) { __SPIN_LOCK_UNLOCKED((name).xa_lock), flags, NULL }
#define DEFINE_XARRAY_FLAGS(name, flags) struct xarray name = XARRAY_INIT(name, flags)
#define DEFINE_XARRAY(name) DEFINE_XARRAY_FLAGS(name, 0)
#define DEFINE_XARRAY_ALLOC(name) DEFINE_XARRAY_FLAGS(name, XA_FLAGS_ALLOC)
#define DEFINE_XARRAY_ALLOC1(name) DEFINE_XARRAY_FLAGS(name, XA_FLAGS_ALLOC1)

/* NULL: none. */
KTEST_FN void *xa_load(struct xarray *xa, unsigned long index);
/* What was there before, or an error (xa_err()): -EINVAL for an entry of the array's own, -ENOMEM. */
KTEST_FN void *xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);
KTEST_FN void *xa_erase(struct xarray *xa, unsigned long index);
/* One entry for all indices from first to last; it may be found at each, and be erased as a whole. */
KTEST_FN void *xa_store_range(struct xarray *xa, unsigned long first, unsigned long last, void *entry, gfp_t gfp);
KTEST_FN bool xa_get_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
/* Marks of what is not there are neither set nor cleared. */
KTEST_FN void xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
KTEST_FN void xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
/* The first entry from *index on, at most max, with that mark (or XA_PRESENT); *index becomes where it is. */
KTEST_FN void *xa_find(struct xarray *xa, unsigned long *index, unsigned long max, xa_mark_t filter)
	__attribute__((__nonnull__(2)));
/* Behind the entry at *index. */
KTEST_FN void *xa_find_after(struct xarray *xa, unsigned long *index, unsigned long max, xa_mark_t filter)
	__attribute__((__nonnull__(2)));
/* Copies at most n entries. Returns how many. */
KTEST_FN unsigned int xa_extract(struct xarray *xa, void **dst, unsigned long start, unsigned long max,
				 unsigned int n, xa_mark_t filter);
/* Frees the nodes, not what entries point to. */
KTEST_FN void xa_destroy(struct xarray *xa);

static inline void xa_init_flags(struct xarray *xa, gfp_t flags)
{
	spin_lock_init(&xa->xa_lock);
	xa->xa_flags = flags;
	xa->xa_head = NULL;
}
static inline void xa_init(struct xarray *xa) { xa_init_flags(xa, 0); }
static inline bool xa_empty(const struct xarray *xa) { return KTEST_READ_ONCE(xa->xa_head) == NULL; }
static inline bool xa_marked(const struct xarray *xa, xa_mark_t mark)
{
	return (KTEST_READ_ONCE(xa->xa_flags) & XA_FLAGS_MARK(mark)) != 0;
}

/* The array may change meanwhile. `entry` is NULL at the end. */
#define xa_for_each_range(xa, index, entry, start, last) \
	for (index = (start), entry = xa_find(xa, &index, last, XA_PRESENT); entry; \
	     entry = xa_find_after(xa, &index, last, XA_PRESENT))
#define xa_for_each_start(xa, index, entry, start) xa_for_each_range(xa, index, entry, start, ULONG_MAX)
#define xa_for_each(xa, index, entry) xa_for_each_start(xa, index, entry, 0)
#define xa_for_each_marked(xa, index, entry, filter) \
	for (index = 0, entry = xa_find(xa, &index, ULONG_MAX, filter); entry; \
	     entry = xa_find_after(xa, &index, ULONG_MAX, filter))

#define xa_trylock(xa) spin_trylock(&(xa)->xa_lock)
#define xa_lock(xa) spin_lock(&(xa)->xa_lock)
#define xa_unlock(xa) spin_unlock(&(xa)->xa_lock)
#define xa_lock_bh(xa) spin_lock_bh(&(xa)->xa_lock)
#define xa_unlock_bh(xa) spin_unlock_bh(&(xa)->xa_lock)
#define xa_lock_irq(xa) spin_lock_irq(&(xa)->xa_lock)
#define xa_unlock_irq(xa) spin_unlock_irq(&(xa)->xa_lock)
#define xa_lock_irqsave(xa, flags) spin_lock_irqsave(&(xa)->xa_lock, flags)
#define xa_unlock_irqrestore(xa, flags) spin_unlock_irqrestore(&(xa)->xa_lock, flags)
#define xa_lock_nested(xa, subclass) spin_lock_nested(&(xa)->xa_lock, subclass)
#define xa_lock_bh_nested(xa, subclass) spin_lock_bh_nested(&(xa)->xa_lock, subclass)
#define xa_lock_irq_nested(xa, subclass) spin_lock_irq_nested(&(xa)->xa_lock, subclass)
#define xa_lock_irqsave_nested(xa, flags, subclass) spin_lock_irqsave_nested(&(xa)->xa_lock, flags, subclass)

/* With xa_lock held. An allocation that may sleep lets it go, and takes it again as XA_FLAGS_LOCK_* say. */
KTEST_FN void *__xa_erase(struct xarray *xa, unsigned long index);
KTEST_FN void *__xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);
/* Stores if `old` is there. Returns what was there. */
KTEST_FN void *__xa_cmpxchg(struct xarray *xa, unsigned long index, void *old, void *entry, gfp_t gfp);
/* -EBUSY: something is there. NULL reserves. */
KTEST_FN int __must_check __xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);
/* *id: the first free index within the limits. -EBUSY: none is. Needs XA_FLAGS_ALLOC or XA_FLAGS_ALLOC1. */
KTEST_FN int __must_check __xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit, gfp_t gfp);
/* From *next on, which becomes the index behind. 1: it began again at the lower limit. */
KTEST_FN int __must_check __xa_alloc_cyclic(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit,
					    u32 *next, gfp_t gfp);
KTEST_FN void __xa_set_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);
KTEST_FN void __xa_clear_mark(struct xarray *xa, unsigned long index, xa_mark_t mark);

/* The same for each way to lock. */
#define KTEST_XA_LOCKED(type, suffix, flags, call) \
	do { \
		type ktest_result; \
		might_alloc(flags); \
		xa_lock##suffix(xa); \
		ktest_result = (call); \
		xa_unlock##suffix(xa); \
		return ktest_result; \
	} while (0)
static inline void *xa_store_bh(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	KTEST_XA_LOCKED(void *, _bh, gfp, __xa_store(xa, index, entry, gfp));
}
static inline void *xa_erase_bh(struct xarray *xa, unsigned long index)
{
	KTEST_XA_LOCKED(void *, _bh, 0, __xa_erase(xa, index));
}
static inline void *xa_store_irq(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	KTEST_XA_LOCKED(void *, _irq, gfp, __xa_store(xa, index, entry, gfp));
}
static inline void *xa_erase_irq(struct xarray *xa, unsigned long index)
{
	KTEST_XA_LOCKED(void *, _irq, 0, __xa_erase(xa, index));
}
static inline void *xa_cmpxchg(struct xarray *xa, unsigned long index, void *old, void *entry, gfp_t gfp)
{
	KTEST_XA_LOCKED(void *, , gfp, __xa_cmpxchg(xa, index, old, entry, gfp));
}
static inline int __must_check xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	KTEST_XA_LOCKED(int, , gfp, __xa_insert(xa, index, entry, gfp));
}
static inline int __must_check xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit, gfp_t gfp)
{
	KTEST_XA_LOCKED(int, , gfp, __xa_alloc(xa, id, entry, limit, gfp));
}
static inline int xa_alloc_cyclic(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit, u32 *next, gfp_t gfp)
{
	KTEST_XA_LOCKED(int, , gfp, __xa_alloc_cyclic(xa, id, entry, limit, next, gfp));
}
/* Makes room: a later store at the index allocates nothing. */
static inline int __must_check xa_reserve(struct xarray *xa, unsigned long index, gfp_t gfp)
{
	return xa_err(xa_cmpxchg(xa, index, NULL, XA_ZERO_ENTRY, gfp));
}
static inline void *xa_cmpxchg_bh(struct xarray *xa, unsigned long index, void *old, void *entry, gfp_t gfp)
{
	KTEST_XA_LOCKED(void *, _bh, gfp, __xa_cmpxchg(xa, index, old, entry, gfp));
}
static inline int __must_check xa_insert_bh(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	KTEST_XA_LOCKED(int, _bh, gfp, __xa_insert(xa, index, entry, gfp));
}
static inline int __must_check xa_alloc_bh(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit, gfp_t gfp)
{
	KTEST_XA_LOCKED(int, _bh, gfp, __xa_alloc(xa, id, entry, limit, gfp));
}
static inline int xa_alloc_cyclic_bh(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit, u32 *next, gfp_t gfp)
{
	KTEST_XA_LOCKED(int, _bh, gfp, __xa_alloc_cyclic(xa, id, entry, limit, next, gfp));
}
static inline int __must_check xa_reserve_bh(struct xarray *xa, unsigned long index, gfp_t gfp)
{
	return xa_err(xa_cmpxchg_bh(xa, index, NULL, XA_ZERO_ENTRY, gfp));
}
static inline void *xa_cmpxchg_irq(struct xarray *xa, unsigned long index, void *old, void *entry, gfp_t gfp)
{
	KTEST_XA_LOCKED(void *, _irq, gfp, __xa_cmpxchg(xa, index, old, entry, gfp));
}
static inline int __must_check xa_insert_irq(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	KTEST_XA_LOCKED(int, _irq, gfp, __xa_insert(xa, index, entry, gfp));
}
static inline int __must_check xa_alloc_irq(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit, gfp_t gfp)
{
	KTEST_XA_LOCKED(int, _irq, gfp, __xa_alloc(xa, id, entry, limit, gfp));
}
static inline int xa_alloc_cyclic_irq(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit, u32 *next, gfp_t gfp)
{
	KTEST_XA_LOCKED(int, _irq, gfp, __xa_alloc_cyclic(xa, id, entry, limit, next, gfp));
}
static inline int __must_check xa_reserve_irq(struct xarray *xa, unsigned long index, gfp_t gfp)
{
	return xa_err(xa_cmpxchg_irq(xa, index, NULL, XA_ZERO_ENTRY, gfp));
}
/* Gives back what xa_reserve() made, unless something is stored there. */
static inline void xa_release(struct xarray *xa, unsigned long index)
{
	xa_cmpxchg(xa, index, XA_ZERO_ENTRY, NULL, 0);
}

#include <linux/ktest_xa_state.h>

#include <ktest/close.h>
#endif
