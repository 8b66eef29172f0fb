/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Types of linux/rhashtable.h.
 * Fidelity: faithful; what resizes a table is no work_struct
 */
#ifndef KTEST_LINUX_RHASHTABLE_TYPES_H
#define KTEST_LINUX_RHASHTABLE_TYPES_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/types.h>

struct rhash_head {
	struct rhash_head __rcu *next;
};
/* Of objects with equal keys the first is in the table; `next` leads to the others. */
struct rhlist_head {
	struct rhash_head rhead;
	struct rhlist_head __rcu *next;
};

struct rhashtable;
struct bucket_table;
struct rhashtable_compare_arg {
	struct rhashtable *ht;
	const void *key;
};
typedef u32 (*rht_hashfn_t)(const void *data, u32 len, u32 seed);
typedef u32 (*rht_obj_hashfn_t)(const void *data, u32 len, u32 seed);
/* 0: the object has the key. */
typedef int (*rht_obj_cmpfn_t)(struct rhashtable_compare_arg *arg, const void *obj);

/* Sizes are buckets, 0: as usual. max_size bounds them; twice as many elements may be in the table. */
struct rhashtable_params {
	u16 nelem_hint;
	u16 key_len;
	u16 key_offset;
	u16 head_offset;
	unsigned int max_size;
	u16 min_size;
	bool automatic_shrinking;
	rht_hashfn_t hashfn;
	rht_obj_hashfn_t obj_hashfn;
	rht_obj_cmpfn_t obj_cmpfn;
};

struct rhashtable {
	struct bucket_table __rcu *tbl;
	unsigned int key_len;
	unsigned int max_elems;
	struct rhashtable_params p;
	bool rhlist;
	unsigned int ktest_resizing;	/* ktest_resize waits to be called */
	struct rcu_head ktest_resize;
	struct mutex mutex;		/* one resizes */
	spinlock_t lock;		/* the lists of walkers */
	atomic_t nelems;
};
struct rhltable {
	struct rhashtable ht;
};

struct rhashtable_walker {
	struct list_head list;
	struct bucket_table *tbl;
};
/* skip: how many objects of the bucket `slot` the walk has behind it. */
struct rhashtable_iter {
	struct rhashtable *ht;
	struct rhash_head *p;
	struct rhlist_head *list;
	struct rhashtable_walker walker;
	unsigned int slot;
	unsigned int skip;
	bool end_of_table;
};

/* -EINVAL: neither a key's length nor obj_hashfn, or obj_hashfn without obj_cmpfn. */
KTEST_FN int rhashtable_init(struct rhashtable *ht, const struct rhashtable_params *params);
KTEST_FN int rhltable_init(struct rhltable *hlt, const struct rhashtable_params *params);

#include <ktest/close.h>
#endif
