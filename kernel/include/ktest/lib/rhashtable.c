// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Hash tables that resize themselves. A new table is attached behind the old one; objects go there bucket by bucket,
 * and whoever looks for one follows. The old table is freed when no reader can be in it any more.
 */
#ifndef KTEST_LIB_RHASHTABLE_C
#define KTEST_LIB_RHASHTABLE_C

#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/random.h>
#include <linux/rhashtable.h>
#include <linux/sched.h>
#include <linux/slab.h>

static inline struct bucket_table *krht_make(size_t size, gfp_t gfp)
{
	struct bucket_table *tbl;

	tbl = (struct bucket_table *)kvmalloc(struct_size(tbl, buckets, size), gfp | __GFP_ZERO);
	if (!tbl)
		return NULL;
	tbl->size = size;
	tbl->hash_rnd = get_random_u32();
	rcu_head_init(&tbl->rcu);
	INIT_LIST_HEAD(&tbl->walkers);
	return tbl;
}

static inline void krht_free(struct rcu_head *head)
{
	kvfree(container_of(head, struct bucket_table, rcu));
}

static inline struct bucket_table *krht_last(struct bucket_table *tbl)
{
	struct bucket_table *next;

	while ((next = READ_ONCE(tbl->future_tbl)) != NULL)
		tbl = next;
	return tbl;
}

static inline u32 krht_words(const void *key, u32 length, u32 seed)
{
	return jhash2((const u32 *)key, length, seed);
}

static inline void krht_params(struct rhashtable *ht, const struct rhashtable_params *params)
{
	ht->p = *params;
	if (params->min_size)
		ht->p.min_size = roundup_pow_of_two((unsigned long)params->min_size);
	if (ht->p.min_size < 4)
		ht->p.min_size = 4;
	ht->max_elems = 1u << 31;
	if (params->max_size) {
		ht->p.max_size = rounddown_pow_of_two((unsigned long)params->max_size);
		if (ht->p.max_size < ht->max_elems / 2)
			ht->max_elems = ht->p.max_size * 2;
	}
	ht->key_len = ht->p.key_len;
	if (params->hashfn)
		return;
	ht->p.hashfn = jhash;
	if (ht->key_len % sizeof(u32) == 0) {
		ht->key_len /= sizeof(u32);
		ht->p.hashfn = krht_words;
	}
}

KTEST_DEF int rhashtable_init(struct rhashtable *ht, const struct rhashtable_params *params)
{
	unsigned long size = 64;

	if ((!params->key_len && !params->obj_hashfn) || (params->obj_hashfn && !params->obj_cmpfn))
		return -EINVAL;
	memset(ht, 0, sizeof(*ht));
	mutex_init(&ht->mutex);
	spin_lock_init(&ht->lock);
	krht_params(ht, params);
	if (params->nelem_hint)
		size = roundup_pow_of_two(params->nelem_hint * 4ul / 3);
	if (size < ht->p.min_size)
		size = ht->p.min_size;
	ht->tbl = krht_make(size, GFP_KERNEL);
	if (!ht->tbl)
		ht->tbl = krht_make(ht->p.min_size, GFP_KERNEL | __GFP_NOFAIL);
	return 0;
}

KTEST_DEF int rhltable_init(struct rhltable *hlt, const struct rhashtable_params *params)
{
	int err = rhashtable_init(&hlt->ht, params);

	hlt->ht.rhlist = true;
	return err;
}

/* ---- other sizes -------------------------------------------------------------------------- */

/* -EEXIST: somebody was faster. */
static inline int krht_attach(struct bucket_table *tbl, size_t size, gfp_t gfp)
{
	struct bucket_table *fresh = krht_make(size, gfp);

	if (!fresh)
		return -ENOMEM;
	if (!cmpxchg(&tbl->future_tbl, (struct bucket_table *)NULL, fresh))
		return 0;
	kvfree(fresh);
	return -EEXIST;
}

/* Moves the last object of a locked bucket: readers on the way to it see another end, and look again. */
static inline void krht_move_last(struct rhashtable *ht, struct rhash_lock_head __rcu **bkt, struct bucket_table *to)
{
	struct rhash_head *he = __rht_ptr(READ_ONCE(*bkt), bkt), *before = NULL, *end;
	struct rhash_lock_head __rcu **other;

	while (!rht_is_a_nulls(he->next)) {
		before = he;
		he = he->next;
	}
	end = he->next;
	other = rht_bucket_var(to, rht_head_hashfn(ht, to, he, ht->p));
	bit_spin_lock(0, (unsigned long *)other);
	WRITE_ONCE(he->next, __rht_ptr(READ_ONCE(*other), other));
	rht_assign_locked(other, he);
	bit_spin_unlock(0, (unsigned long *)other);
	ktest_rht_lead(bkt, before, end);
}

/* Moves all objects of the first table. -EAGAIN: one more waits for that. */
static inline int krht_move_all(struct rhashtable *ht)
{
	struct bucket_table *from = ht->tbl, *to = READ_ONCE(from->future_tbl);
	struct rhashtable_walker *walker;
	unsigned int i;

	if (!to)
		return 0;
	for (i = 0; i < from->size; i++) {
		struct rhash_lock_head __rcu **bkt = rht_bucket_var(from, i);
		unsigned long flags = rht_lock(from, bkt);

		while (!rht_is_a_nulls(__rht_ptr(READ_ONCE(*bkt), bkt)))
			krht_move_last(ht, bkt, krht_last(to));
		rht_unlock(from, bkt, flags);
		cond_resched();
	}
	rcu_assign_pointer(ht->tbl, to);
	spin_lock(&ht->lock);
	list_for_each_entry(walker, &from->walkers, list)
		walker->tbl = NULL;
	call_rcu(&from->rcu, krht_free);
	spin_unlock(&ht->lock);
	return READ_ONCE(to->future_tbl) ? -EAGAIN : 0;
}

static inline int krht_other_size(struct rhashtable *ht)
{
	struct bucket_table *tbl = krht_last(ht->tbl);
	unsigned int count = atomic_read(&ht->nelems), size;

	if (rht_grow_above_75(ht, tbl))
		return krht_attach(tbl, tbl->size * 2ul, GFP_KERNEL);
	if (!ht->p.automatic_shrinking || !rht_shrink_below_30(ht, tbl))
		return 0;
	size = count ? roundup_pow_of_two((unsigned long)count * 3 / 2) : 0;
	if (size < ht->p.min_size)
		size = ht->p.min_size;
	return tbl->size > size ? krht_attach(tbl, size, GFP_KERNEL) : 0;
}

static inline void krht_resize(struct rcu_head *head)
{
	struct rhashtable *ht = container_of(head, struct rhashtable, ktest_resize);
	int err;

	__atomic_store_n(&ht->ktest_resizing, 0, __ATOMIC_SEQ_CST);
	mutex_lock(&ht->mutex);
	do {
		err = krht_other_size(ht);
		if (!err || err == -EEXIST)
			err = krht_move_all(ht);
	} while (err == -EAGAIN);
	mutex_unlock(&ht->mutex);
}

KTEST_DEF void ktest_rht_resize_later(struct rhashtable *ht)
{
	WRITE_ONCE(ktest_rcu_work, krht_resize);
	if (!__atomic_exchange_n(&ht->ktest_resizing, 1, __ATOMIC_SEQ_CST))
		call_rcu(&ht->ktest_resize, krht_resize);
}

/* A chain is too long, or elements are too many: a table behind this one, without sleeping. */
static inline int krht_make_room(struct rhashtable *ht, struct bucket_table *tbl)
{
	bool grow = rht_grow_above_75(ht, tbl);
	int err = -EBUSY;

	/* Of the same size with other hashes, but not twice. */
	if (grow || READ_ONCE(ht->tbl) == tbl)
		err = krht_attach(tbl, tbl->size * (grow ? 2ul : 1ul), GFP_ATOMIC | __GFP_NOWARN);
	if (!err || err == -ENOMEM)
		ktest_rht_resize_later(ht);
	return READ_ONCE(tbl->future_tbl) ? 0 : err;
}

KTEST_DEF void *rhashtable_insert_slow(struct rhashtable *ht, const void *key, struct rhash_head *obj)
{
	struct bucket_table *tbl, *next;
	void *was;
	bool grow;

	do {
		rcu_read_lock();
		next = READ_ONCE(ht->tbl);
		/* The key may be in any of the tables. */
		do {
			struct rhash_lock_head __rcu **bkt;
			unsigned long flags;

			tbl = next;
			bkt = rht_bucket_var(tbl, rht_head_hashfn(ht, tbl, obj, ht->p));
			flags = rht_lock(tbl, bkt);
			next = READ_ONCE(tbl->future_tbl);
			if (next)
				was = ktest_rht_join(ht, bkt, key, obj, ht->p, ht->rhlist);
			else
				was = ktest_rht_add(ht, tbl, bkt, key, obj, ht->p, ht->rhlist);
			rht_unlock(tbl, bkt, flags);
		} while (next && IS_ERR(was));
		grow = !was && rht_grow_above_75(ht, tbl);
		if (was == ERR_PTR(-EAGAIN)) {
			int err = krht_make_room(ht, tbl);

			if (err)
				was = ERR_PTR(err);
		}
		rcu_read_unlock();
	} while (was == ERR_PTR(-EAGAIN));
	if (grow)
		ktest_rht_resize_later(ht);
	return was;
}

/* ---- walks -------------------------------------------------------------------------------- */

KTEST_DEF void rhashtable_walk_enter(struct rhashtable *ht, struct rhashtable_iter *iter)
{
	memset(iter, 0, sizeof(*iter));
	iter->ht = ht;
	spin_lock(&ht->lock);
	iter->walker.tbl = ht->tbl;
	list_add(&iter->walker.list, &iter->walker.tbl->walkers);
	spin_unlock(&ht->lock);
}

KTEST_DEF void rhashtable_walk_exit(struct rhashtable_iter *iter)
{
	spin_lock(&iter->ht->lock);
	if (iter->walker.tbl)
		list_del(&iter->walker.list);
	spin_unlock(&iter->ht->lock);
}

static inline struct rhlist_head *krht_list(struct rhash_head *he)
{
	return container_of(he, struct rhlist_head, rhead);
}

/* Where the last object is in its bucket now; iter->p is NULL if it has gone. */
static inline void krht_find_again(struct rhashtable_iter *iter)
{
	struct rhash_head *he;
	unsigned int skip = 0;

	rht_for_each_rcu(he, iter->walker.tbl, iter->slot) {
		struct rhlist_head *list = krht_list(he);

		do {
			skip++;
			if (iter->ht->rhlist ? list == iter->list : he == iter->p) {
				iter->p = he;
				iter->skip = skip;
				return;
			}
			list = iter->ht->rhlist ? READ_ONCE(list->next) : NULL;
		} while (list);
	}
	iter->p = NULL;
}

KTEST_DEF int rhashtable_walk_start_check(struct rhashtable_iter *iter)
{
	struct rhashtable *ht = iter->ht;

	rcu_read_lock();
	spin_lock(&ht->lock);
	if (iter->walker.tbl)
		list_del(&iter->walker.list);
	spin_unlock(&ht->lock);
	if (iter->end_of_table)
		return 0;
	if (!iter->walker.tbl) {
		iter->walker.tbl = READ_ONCE(ht->tbl);
		iter->slot = 0;
		iter->skip = 0;
		iter->p = NULL;
		return -EAGAIN;
	}
	if (iter->p)
		krht_find_again(iter);
	return 0;
}

static inline void *krht_at(struct rhashtable_iter *iter, struct rhash_head *he, struct rhlist_head *list)
{
	iter->skip++;
	iter->p = he;
	iter->list = list;
	return rht_obj(iter->ht, iter->ht->rhlist ? &list->rhead : he);
}

/* The object behind the first iter->skip ones of bucket iter->slot, or one of the next buckets. */
static inline void *krht_walk(struct rhashtable_iter *iter)
{
	struct bucket_table *tbl = iter->walker.tbl;

	if (!tbl)
		return NULL;
	for (; iter->slot < tbl->size; iter->slot++, iter->skip = 0) {
		unsigned int skip = iter->skip;
		struct rhash_head *he;

		rht_for_each_rcu(he, tbl, iter->slot) {
			struct rhlist_head *list = krht_list(he);

			do {
				if (!skip)
					return krht_at(iter, he, list);
				skip--;
				list = iter->ht->rhlist ? READ_ONCE(list->next) : NULL;
			} while (list);
		}
	}
	iter->p = NULL;
	smp_rmb();
	iter->walker.tbl = READ_ONCE(tbl->future_tbl);
	if (!iter->walker.tbl) {
		iter->end_of_table = true;
		return NULL;
	}
	iter->slot = 0;
	iter->skip = 0;
	return ERR_PTR(-EAGAIN);
}

KTEST_DEF void *rhashtable_walk_next(struct rhashtable_iter *iter)
{
	struct rhash_head *he = iter->p;
	struct rhlist_head *list = he && iter->ht->rhlist ? READ_ONCE(iter->list->next) : NULL;

	if (list)
		return krht_at(iter, he, list);
	if (he) {
		he = READ_ONCE(he->next);
		if (!rht_is_a_nulls(he))
			return krht_at(iter, he, krht_list(he));
		iter->skip = 0;
		iter->slot++;
	}
	return krht_walk(iter);
}

KTEST_DEF void *rhashtable_walk_peek(struct rhashtable_iter *iter)
{
	if (iter->p)
		return rht_obj(iter->ht, iter->ht->rhlist ? &iter->list->rhead : iter->p);
	/* What was the last object has gone: the one that took its place. */
	if (iter->skip)
		iter->skip--;
	return krht_walk(iter);
}

KTEST_DEF void rhashtable_walk_stop(struct rhashtable_iter *iter)
{
	struct bucket_table *tbl = iter->walker.tbl;

	if (tbl) {
		spin_lock(&iter->ht->lock);
		if (rcu_head_after_call_rcu(&tbl->rcu, krht_free))
			iter->walker.tbl = NULL;
		else
			list_add(&iter->walker.list, &tbl->walkers);
		spin_unlock(&iter->ht->lock);
	}
	rcu_read_unlock();
}

/* ---- the end ------------------------------------------------------------------------------ */

static inline void krht_free_chain(struct rhashtable *ht, struct rhash_head *he, void (*free_fn)(void *, void *),
				   void *arg)
{
	while (!rht_is_a_nulls(he)) {
		struct rhash_head *next = he->next;
		struct rhlist_head *list = krht_list(he), *after;

		do {
			after = ht->rhlist ? list->next : NULL;
			free_fn(rht_obj(ht, &list->rhead), arg);
			list = after;
		} while (list);
		he = next;
	}
}

KTEST_DEF void rhashtable_free_and_destroy(struct rhashtable *ht, void (*free_fn)(void *ptr, void *arg), void *arg)
{
	struct bucket_table *tbl, *next;
	unsigned int i;

	/* A call to resize that waits still is waited for. */
	while (__atomic_load_n(&ht->ktest_resizing, __ATOMIC_SEQ_CST))
		rcu_barrier();
	mutex_lock(&ht->mutex);
	for (tbl = ht->tbl; tbl; tbl = next) {
		for (i = 0; free_fn && i < tbl->size; i++) {
			cond_resched();
			krht_free_chain(ht, rht_ptr_exclusive(rht_bucket(tbl, i)), free_fn, arg);
		}
		next = READ_ONCE(tbl->future_tbl);
		kvfree(tbl);
	}
	mutex_unlock(&ht->mutex);
}

KTEST_DEF void rhashtable_destroy(struct rhashtable *ht)
{
	rhashtable_free_and_destroy(ht, NULL, NULL);
}

#endif
