/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Hash tables that grow and shrink while they are used. rhashtable: a key is there once; rhltable: many times.
 * Synchronization: changes lock the bucket; lookups need rcu_read_lock(). Any context may do both.
 * Fidelity: faithful; the task that resizes is the one that calls RCU's callbacks
 *
 * `params` is constant at most places, so that hash and comparison are inlined: it must equal those of the table.
 */
#ifndef KTEST_LINUX_RHASHTABLE_H
#define KTEST_LINUX_RHASHTABLE_H
#include <ktest/open.h>

#include <linux/bit_spinlock.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/jhash.h>
#include <linux/ktest_rht_bucket.h>
#include <linux/list_nulls.h>
#include <linux/rculist.h>
#include <linux/rhashtable-types.h>
#include <linux/string.h>

/* Tables on the way to others, chains that are too long, elements that are too many. */
KTEST_FN void *rhashtable_insert_slow(struct rhashtable *ht, const void *key, struct rhash_head *obj);
/* Another task will look at the size. */
KTEST_FN void ktest_rht_resize_later(struct rhashtable *ht);

/* A walk sees each object that stays, some twice if the table is resized; it may sleep between stop and start. */
KTEST_FN void rhashtable_walk_enter(struct rhashtable *ht, struct rhashtable_iter *iter);
KTEST_FN void rhashtable_walk_exit(struct rhashtable_iter *iter);
/* -EAGAIN: the table was resized, the walk begins again. */
KTEST_FN int rhashtable_walk_start_check(struct rhashtable_iter *iter);
static inline void rhashtable_walk_start(struct rhashtable_iter *iter) { (void)rhashtable_walk_start_check(iter); }
/* NULL: the end; ERR_PTR(-EAGAIN): as above. */
KTEST_FN void *rhashtable_walk_next(struct rhashtable_iter *iter);
/* The object that the last call gave, or the first one. */
KTEST_FN void *rhashtable_walk_peek(struct rhashtable_iter *iter);
KTEST_FN void rhashtable_walk_stop(struct rhashtable_iter *iter);
/* free_fn, if any, is called of each object. Nobody else uses the table any more. May sleep. */
KTEST_FN void rhashtable_free_and_destroy(struct rhashtable *ht, void (*free_fn)(void *ptr, void *arg), void *arg);
KTEST_FN void rhashtable_destroy(struct rhashtable *ht);

static inline int rhashtable_compare(struct rhashtable_compare_arg *arg, const void *obj)
{
	const struct rhashtable *ht = arg->ht;

	return memcmp((const char *)obj + ht->p.key_offset, arg->key, ht->p.key_len);
}
static __always_inline bool ktest_rht_is(struct rhashtable *ht, const void *key, const struct rhash_head *he,
					 const struct rhashtable_params params)
{
	struct rhashtable_compare_arg arg = { ht, key };

	return !(params.obj_cmpfn ? params.obj_cmpfn(&arg, rht_obj(ht, he)) : rhashtable_compare(&arg, rht_obj(ht, he)));
}

static __always_inline struct rhash_head *__rhashtable_lookup(struct rhashtable *ht, const void *key,
							      const struct rhashtable_params params)
{
	struct bucket_table *tbl = KTEST_READ_ONCE(ht->tbl);

	do {
		struct rhash_lock_head __rcu *const *bkt = rht_bucket(tbl, rht_key_hashfn(ht, tbl, key, params));
		struct rhash_head *he;

		/* Another end than the bucket's own: an object on the way was moved. */
		do {
			rht_for_each_rcu_from(he, rht_ptr_rcu(bkt), tbl, hash)
				if (ktest_rht_is(ht, key, he, params))
					return he;
		} while (he != RHT_NULLS_MARKER(bkt));
		smp_rmb();
		tbl = KTEST_READ_ONCE(tbl->future_tbl);
	} while (unlikely(tbl));
	return NULL;
}

/* NULL: none. With rcu_read_lock() held, as long as the object is used. */
static __always_inline void *rhashtable_lookup(struct rhashtable *ht, const void *key,
					       const struct rhashtable_params params)
{
	struct rhash_head *he = __rhashtable_lookup(ht, key, params);

	return he ? rht_obj(ht, he) : NULL;
}
static __always_inline void *rhashtable_lookup_fast(struct rhashtable *ht, const void *key,
						    const struct rhashtable_params params)
{
	void *obj;

	rcu_read_lock();
	obj = rhashtable_lookup(ht, key, params);
	rcu_read_unlock();
	return obj;
}
/* The list of all objects with the key. */
static __always_inline struct rhlist_head *rhltable_lookup(struct rhltable *hlt, const void *key,
							   const struct rhashtable_params params)
{
	struct rhash_head *he = __rhashtable_lookup(&hlt->ht, key, params);

	return he ? container_of(he, struct rhlist_head, rhead) : NULL;
}

/* ---- insertion ---------------------------------------------------------------------------- */

/* What leads to an object: another one, or the locked bucket. */
static inline void ktest_rht_lead(struct rhash_lock_head __rcu **bkt, struct rhash_head *before, struct rhash_head *to)
{
	if (before)
		rcu_assign_pointer(before->next, to);
	else
		rht_assign_locked(bkt, to);
}

/*
 * In a locked bucket: the object with the key; NULL, if obj went to the list of those with the key; -ENOENT: there is
 * none; -EAGAIN: neither, and the chain is too long.
 */
static __always_inline void *ktest_rht_join(struct rhashtable *ht, struct rhash_lock_head __rcu **bkt, const void *key,
					    struct rhash_head *obj, const struct rhashtable_params params, bool rhlist)
{
	struct rhash_head *he, *before = NULL;
	unsigned int length = 0;

	rht_for_each_from(he, __rht_ptr(KTEST_READ_ONCE(*bkt), bkt), (struct bucket_table *)NULL, 0) {
		length++;
		if (key && ktest_rht_is(ht, key, he, params)) {
			struct rhlist_head *own = container_of(obj, struct rhlist_head, rhead);

			if (!rhlist)
				return rht_obj(ht, he);
			__WRITE_ONCE(own->next, container_of(he, struct rhlist_head, rhead));
			__WRITE_ONCE(own->rhead.next, he->next);
			ktest_rht_lead(bkt, before, obj);
			return NULL;
		}
		before = he;
	}
	return ERR_PTR(length >= RHT_ELASTICITY ? -EAGAIN : -ENOENT);
}

/* The same, and inserts: NULL. -E2BIG: no more elements fit; -EAGAIN: rhashtable_insert_slow() has to see to it. */
static __always_inline void *ktest_rht_add(struct rhashtable *ht, struct bucket_table *tbl,
					   struct rhash_lock_head __rcu **bkt, const void *key, struct rhash_head *obj,
					   const struct rhashtable_params params, bool rhlist)
{
	void *was = ktest_rht_join(ht, bkt, key, obj, params, rhlist);

	if (was != ERR_PTR(-ENOENT))
		return was;
	if (unlikely(rht_grow_above_max(ht, tbl)))
		return ERR_PTR(-E2BIG);
	if (unlikely(rht_grow_above_100(ht, tbl)))
		return ERR_PTR(-EAGAIN);
	__WRITE_ONCE(obj->next, __rht_ptr(KTEST_READ_ONCE(*bkt), bkt));
	if (rhlist)
		container_of(obj, struct rhlist_head, rhead)->next = NULL;
	atomic_inc(&ht->nelems);
	rht_assign_locked(bkt, obj);
	return NULL;
}

static __always_inline void *__rhashtable_insert_fast(struct rhashtable *ht, const void *key, struct rhash_head *obj,
						      const struct rhashtable_params params, bool rhlist)
{
	struct rhash_lock_head __rcu **bkt;
	struct bucket_table *tbl;
	void *was = ERR_PTR(-EAGAIN);
	unsigned long flags;
	bool grow;

	rcu_read_lock();
	tbl = KTEST_READ_ONCE(ht->tbl);
	bkt = rht_bucket_insert(ht, tbl, rht_head_hashfn(ht, tbl, obj, params));
	flags = rht_lock(tbl, bkt);
	if (likely(!KTEST_READ_ONCE(tbl->future_tbl)))
		was = ktest_rht_add(ht, tbl, bkt, key, obj, params, rhlist);
	rht_unlock(tbl, bkt, flags);
	grow = !was && rht_grow_above_75(ht, tbl);
	rcu_read_unlock();
	if (grow)
		ktest_rht_resize_later(ht);
	return unlikely(was == ERR_PTR(-EAGAIN)) ? rhashtable_insert_slow(ht, key, obj) : was;
}

static __always_inline int ktest_rht_verdict(void *was) { return IS_ERR(was) ? (int)PTR_ERR(was) : was ? -EEXIST : 0; }

/* Looks for no other with the key. -ENOMEM, -E2BIG, -EBUSY: chains are too long. */
static __always_inline int rhashtable_insert_fast(struct rhashtable *ht, struct rhash_head *obj,
						  const struct rhashtable_params params)
{
	return ktest_rht_verdict(__rhashtable_insert_fast(ht, NULL, obj, params, false));
}
/* The object that was there, NULL: none, so this one is now; or an error. */
static __always_inline void *rhashtable_lookup_get_insert_fast(struct rhashtable *ht, struct rhash_head *obj,
							       const struct rhashtable_params params)
{
	BUG_ON(ht->p.obj_hashfn);
	return __rhashtable_insert_fast(ht, (char *)rht_obj(ht, obj) + ht->p.key_offset, obj, params, false);
}
/* -EEXIST: the key is there. */
static __always_inline int rhashtable_lookup_insert_fast(struct rhashtable *ht, struct rhash_head *obj,
							 const struct rhashtable_params params)
{
	return ktest_rht_verdict(rhashtable_lookup_get_insert_fast(ht, obj, params));
}
/* For tables with obj_hashfn. */
static __always_inline void *rhashtable_lookup_get_insert_key(struct rhashtable *ht, const void *key,
							      struct rhash_head *obj,
							      const struct rhashtable_params params)
{
	BUG_ON(!ht->p.obj_hashfn || !key);
	return __rhashtable_insert_fast(ht, key, obj, params, false);
}
static __always_inline int rhashtable_lookup_insert_key(struct rhashtable *ht, const void *key, struct rhash_head *obj,
							const struct rhashtable_params params)
{
	return ktest_rht_verdict(rhashtable_lookup_get_insert_key(ht, key, obj, params));
}
static __always_inline int rhltable_insert_key(struct rhltable *hlt, const void *key, struct rhlist_head *list,
					       const struct rhashtable_params params)
{
	return PTR_ERR(__rhashtable_insert_fast(&hlt->ht, key, &list->rhead, params, true));
}
static __always_inline int rhltable_insert(struct rhltable *hlt, struct rhlist_head *list,
					   const struct rhashtable_params params)
{
	return rhltable_insert_key(hlt, (char *)rht_obj(&hlt->ht, &list->rhead) + params.key_offset, list, params);
}

/* ---- removal and replacement -------------------------------------------------------------- */

/* Out of the list of those with the same key, behind the first. */
static inline bool ktest_rht_unlist(struct rhash_head *first, const struct rhash_head *obj)
{
	struct rhlist_head *at = container_of(first, struct rhlist_head, rhead);

	while (at->next && &at->next->rhead != obj)
		at = at->next;
	if (!at->next)
		return false;
	__WRITE_ONCE(at->next, at->next->next);
	return true;
}

/* In one table. 1: the table has an element less; 0: only its list has. -ENOENT. */
static __always_inline int __rhashtable_remove_fast_one(struct rhashtable *ht, struct bucket_table *tbl,
							struct rhash_head *obj, const struct rhashtable_params params,
							bool rhlist)
{
	struct rhash_lock_head __rcu **bkt = rht_bucket_var(tbl, rht_head_hashfn(ht, tbl, obj, params));
	struct rhash_head *he, *before = NULL, *next;
	unsigned long flags = rht_lock(tbl, bkt);
	int result = -ENOENT;

	rht_for_each_from(he, __rht_ptr(KTEST_READ_ONCE(*bkt), bkt), tbl, 0) {
		if (he == obj) {
			struct rhlist_head *second = rhlist ? container_of(obj, struct rhlist_head, rhead)->next : NULL;

			next = obj->next;
			if (second) {
				__WRITE_ONCE(second->rhead.next, next);
				next = &second->rhead;
			}
			ktest_rht_lead(bkt, before, next);
			result = !second;
			break;
		}
		if (rhlist && ktest_rht_unlist(he, obj)) {
			result = 0;
			break;
		}
		before = he;
	}
	rht_unlock(tbl, bkt, flags);
	return result;
}
static __always_inline int __rhashtable_remove_fast(struct rhashtable *ht, struct rhash_head *obj,
						    const struct rhashtable_params params, bool rhlist)
{
	struct bucket_table *tbl;
	int result = -ENOENT;
	bool shrink = false;

	rcu_read_lock();
	for (tbl = KTEST_READ_ONCE(ht->tbl); tbl && result < 0; tbl = KTEST_READ_ONCE(tbl->future_tbl)) {
		result = __rhashtable_remove_fast_one(ht, tbl, obj, params, rhlist);
		if (result > 0) {
			atomic_dec(&ht->nelems);
			shrink = ht->p.automatic_shrinking && rht_shrink_below_30(ht, tbl);
		}
	}
	rcu_read_unlock();
	if (unlikely(shrink))
		ktest_rht_resize_later(ht);
	return result < 0 ? result : 0;
}
/* -ENOENT: it is not there. */
static __always_inline int rhashtable_remove_fast(struct rhashtable *ht, struct rhash_head *obj,
						  const struct rhashtable_params params)
{
	return __rhashtable_remove_fast(ht, obj, params, false);
}
static __always_inline int rhltable_remove(struct rhltable *hlt, struct rhlist_head *list,
					   const struct rhashtable_params params)
{
	return __rhashtable_remove_fast(&hlt->ht, &list->rhead, params, true);
}

static __always_inline int __rhashtable_replace_fast(struct rhashtable *ht, struct bucket_table *tbl,
						     struct rhash_head *obj_old, struct rhash_head *obj_new,
						     const struct rhashtable_params params)
{
	unsigned int hash = rht_head_hashfn(ht, tbl, obj_old, params);
	struct rhash_lock_head __rcu **bkt = rht_bucket_var(tbl, hash);
	struct rhash_head *he, *before = NULL;
	unsigned long flags;
	int err = -ENOENT;

	if (hash != rht_head_hashfn(ht, tbl, obj_new, params))
		return -EINVAL;
	flags = rht_lock(tbl, bkt);
	rht_for_each_from(he, __rht_ptr(KTEST_READ_ONCE(*bkt), bkt), tbl, hash) {
		if (he == obj_old) {
			__WRITE_ONCE(obj_new->next, obj_old->next);
			ktest_rht_lead(bkt, before, obj_new);
			err = 0;
			break;
		}
		before = he;
	}
	rht_unlock(tbl, bkt, flags);
	return err;
}
/* -EINVAL: both do not have the same hash; -ENOENT. */
static __always_inline int rhashtable_replace_fast(struct rhashtable *ht, struct rhash_head *obj_old,
						   struct rhash_head *obj_new, const struct rhashtable_params params)
{
	struct bucket_table *tbl;
	int err = -ENOENT;

	rcu_read_lock();
	for (tbl = KTEST_READ_ONCE(ht->tbl); tbl && err; tbl = KTEST_READ_ONCE(tbl->future_tbl))
		err = __rhashtable_replace_fast(ht, tbl, obj_old, obj_new, params);
	rcu_read_unlock();
	return err;
}

static inline void rhltable_walk_enter(struct rhltable *hlt, struct rhashtable_iter *iter)
{
	rhashtable_walk_enter(&hlt->ht, iter);
}
static inline void rhltable_free_and_destroy(struct rhltable *hlt, void (*free_fn)(void *ptr, void *arg), void *arg)
{
	rhashtable_free_and_destroy(&hlt->ht, free_fn, arg);
}
static inline void rhltable_destroy(struct rhltable *hlt) { rhashtable_free_and_destroy(&hlt->ht, NULL, NULL); }

#include <ktest/close.h>
#endif
