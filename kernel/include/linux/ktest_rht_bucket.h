/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Buckets of a hash table that resizes itself: of linux/rhashtable.h.
 * Synchronization: the lowest bit of a bucket is its lock; readers need rcu_read_lock().
 * Fidelity: faithful; tables are never nested
 */
#ifndef KTEST_LINUX_KTEST_RHT_BUCKET_H
#define KTEST_LINUX_KTEST_RHT_BUCKET_H
#include <ktest/open.h>

#include <linux/bit_spinlock.h>
#include <linux/jhash.h>
#include <linux/list_nulls.h>
#include <linux/rculist.h>
#include <linux/rhashtable-types.h>

struct rhash_lock_head {
	struct rhash_head *ktest_first;
};

/* The objects of more buckets than this in one bucket make the table be hashed anew. */
#define RHT_ELASTICITY 16u

/* future_tbl: where the objects are on their way to. */
struct bucket_table {
	unsigned int size;
	unsigned int nest;
	u32 hash_rnd;
	struct list_head walkers;
	struct rcu_head rcu;
	struct bucket_table __rcu *future_tbl;
	struct rhash_lock_head __rcu *buckets[] ____cacheline_aligned_in_smp;
};

/* A chain ends with the address of its bucket, odd. */
#define RHT_NULLS_MARKER(ptr) ((struct rhash_head *)NULLS_MARKER(((unsigned long)(ptr)) >> 1))
#define INIT_RHT_NULLS_HEAD(ptr) ((ptr) = NULL)
static inline bool rht_is_a_nulls(const struct rhash_head *ptr) { return (unsigned long)ptr & 1; }
static inline void *rht_obj(const struct rhashtable *ht, const struct rhash_head *he)
{
	return (char *)he - ht->p.head_offset;
}
static inline unsigned int rht_bucket_index(const struct bucket_table *tbl, unsigned int hash)
{
	return hash & (tbl->size - 1);
}

/* Constant parameters leave one call of one hash function. */
static __always_inline unsigned int rht_key_get_hash(struct rhashtable *ht, const void *key,
						     const struct rhashtable_params params, unsigned int hash_rnd)
{
	unsigned int len = params.key_len ? params.key_len : ht->p.key_len;

	if (!__builtin_constant_p(params.key_len))
		return ht->p.hashfn(key, ht->key_len, hash_rnd);
	if (params.hashfn)
		return params.hashfn(key, len, hash_rnd);
	if (params.key_len && len % sizeof(u32) == 0)
		return jhash2((const u32 *)key, len / sizeof(u32), hash_rnd);
	return jhash(key, len, hash_rnd);
}
static __always_inline unsigned int rht_key_hashfn(struct rhashtable *ht, const struct bucket_table *tbl,
						   const void *key, const struct rhashtable_params params)
{
	return rht_bucket_index(tbl, rht_key_get_hash(ht, key, params, tbl->hash_rnd));
}
static __always_inline unsigned int rht_head_hashfn(struct rhashtable *ht, const struct bucket_table *tbl,
						    const struct rhash_head *he,
						    const struct rhashtable_params params)
{
	const char *obj = (const char *)rht_obj(ht, he);
	unsigned int len = params.key_len ? params.key_len : ht->p.key_len;

	if (params.obj_hashfn)
		return rht_bucket_index(tbl, params.obj_hashfn(obj, len, tbl->hash_rnd));
	return rht_key_hashfn(ht, tbl, obj + params.key_offset, params);
}

static inline bool ktest_rht_may_grow(const struct rhashtable *ht, const struct bucket_table *tbl)
{
	return !ht->p.max_size || tbl->size < ht->p.max_size;
}
static inline bool rht_grow_above_75(const struct rhashtable *ht, const struct bucket_table *tbl)
{
	return (unsigned int)atomic_read(&ht->nelems) > tbl->size / 4 * 3 && ktest_rht_may_grow(ht, tbl);
}
static inline bool rht_grow_above_100(const struct rhashtable *ht, const struct bucket_table *tbl)
{
	return (unsigned int)atomic_read(&ht->nelems) > tbl->size && ktest_rht_may_grow(ht, tbl);
}
static inline bool rht_grow_above_max(const struct rhashtable *ht, const struct bucket_table *tbl)
{
	(void)tbl;
	return (unsigned int)atomic_read(&ht->nelems) >= ht->max_elems;
}
static inline bool rht_shrink_below_30(const struct rhashtable *ht, const struct bucket_table *tbl)
{
	return (unsigned int)atomic_read(&ht->nelems) < tbl->size * 3 / 10 && tbl->size > ht->p.min_size;
}

#if defined(KTEST_HOSTED) && !defined(__cplusplus)
#define lockdep_rht_mutex_is_held(ht) lockdep_is_held(&(ht)->mutex)
#else
static inline int lockdep_rht_mutex_is_held(struct rhashtable *ht) { return (void)ht, 1; }
#endif
static inline int lockdep_rht_bucket_is_held(const struct bucket_table *tbl, u32 hash)
{
	return (void)tbl, (void)hash, 1;
}
#define rht_dereference(p, ht) rcu_dereference_protected(p, lockdep_rht_mutex_is_held(ht))
#define rht_dereference_rcu(p, ht) rcu_dereference_check(p, lockdep_rht_mutex_is_held(ht))
#define rht_dereference_bucket(p, tbl, hash) rcu_dereference_protected(p, lockdep_rht_bucket_is_held(tbl, hash))
#define rht_dereference_bucket_rcu(p, tbl, hash) rcu_dereference_check(p, lockdep_rht_bucket_is_held(tbl, hash))
#define rht_entry(tpos, pos, member) ({ tpos = container_of(pos, typeof(*tpos), member); 1; })

static inline struct rhash_lock_head __rcu *const *rht_bucket(const struct bucket_table *tbl, unsigned int hash)
{
	return &tbl->buckets[hash];
}
static inline struct rhash_lock_head __rcu **rht_bucket_var(struct bucket_table *tbl, unsigned int hash)
{
	return &tbl->buckets[hash];
}
static inline struct rhash_lock_head __rcu **rht_bucket_insert(struct rhashtable *ht, struct bucket_table *tbl,
								unsigned int hash)
{
	(void)ht;
	return &tbl->buckets[hash];
}

static inline unsigned long rht_lock(struct bucket_table *tbl, struct rhash_lock_head __rcu **bkt)
{
	unsigned long flags;

	(void)tbl;
	local_irq_save(flags);
	bit_spin_lock(0, (unsigned long *)bkt);
	return flags;
}
static inline void rht_unlock(struct bucket_table *tbl, struct rhash_lock_head __rcu **bkt, unsigned long flags)
{
	(void)tbl;
	bit_spin_unlock(0, (unsigned long *)bkt);
	local_irq_restore(flags);
}

static inline struct rhash_head *__rht_ptr(struct rhash_lock_head *p, struct rhash_lock_head __rcu *const *bkt)
{
	struct rhash_head *first = (struct rhash_head *)((unsigned long)p & ~1ul);

	return first ? first : RHT_NULLS_MARKER(bkt);
}
static inline struct rhash_head *rht_ptr_rcu(struct rhash_lock_head __rcu *const *bkt)
{
	return __rht_ptr(KTEST_READ_ONCE(*bkt), bkt);
}
/* The bucket is locked. */
static inline struct rhash_head *rht_ptr(struct rhash_lock_head __rcu *const *bkt, struct bucket_table *tbl,
					 unsigned int hash)
{
	(void)tbl, (void)hash;
	return __rht_ptr(KTEST_READ_ONCE(*bkt), bkt);
}
/* Nobody else uses the table. */
static inline struct rhash_head *rht_ptr_exclusive(struct rhash_lock_head __rcu *const *bkt)
{
	return __rht_ptr(KTEST_READ_ONCE(*bkt), bkt);
}
/* The bucket's first object; the lock stays as it is. */
static inline void rht_assign_locked(struct rhash_lock_head __rcu **bkt, struct rhash_head *obj)
{
	unsigned long first = rht_is_a_nulls(obj) ? 0 : (unsigned long)obj;

	rcu_assign_pointer(*bkt, (struct rhash_lock_head *)(first | 1));
}
/* The same, and lets the lock go. */
static inline void rht_assign_unlock(struct bucket_table *tbl, struct rhash_lock_head __rcu **bkt,
				     struct rhash_head *obj, unsigned long flags)
{
	(void)tbl;
	rcu_assign_pointer(*bkt, (struct rhash_lock_head *)(rht_is_a_nulls(obj) ? NULL : obj));
	preempt_enable();
	local_irq_restore(flags);
}

#define rht_for_each_from(pos, head, tbl, hash) \
	for (pos = head; !rht_is_a_nulls(pos); pos = rht_dereference_bucket((pos)->next, tbl, hash))
#define rht_for_each(pos, tbl, hash) rht_for_each_from(pos, rht_ptr(rht_bucket(tbl, hash), tbl, hash), tbl, hash)
#define rht_for_each_entry_from(tpos, pos, head, tbl, hash, member) \
	for (pos = head; !rht_is_a_nulls(pos) && rht_entry(tpos, pos, member); \
	     pos = rht_dereference_bucket((pos)->next, tbl, hash))
#define rht_for_each_entry(tpos, pos, tbl, hash, member) \
	rht_for_each_entry_from(tpos, pos, rht_ptr(rht_bucket(tbl, hash), tbl, hash), tbl, hash, member)
#define rht_for_each_entry_safe(tpos, pos, next, tbl, hash, member) \
	for (pos = rht_ptr(rht_bucket(tbl, hash), tbl, hash); \
	     !rht_is_a_nulls(pos) && ({ next = (pos)->next; rht_entry(tpos, pos, member); }); pos = next)
#define rht_for_each_rcu_from(pos, head, tbl, hash) \
	for (pos = head; !rht_is_a_nulls(pos); pos = READ_ONCE(pos->next))
#define rht_for_each_rcu(pos, tbl, hash) rht_for_each_rcu_from(pos, rht_ptr_rcu(rht_bucket(tbl, hash)), tbl, hash)
#define rht_for_each_entry_rcu_from(tpos, pos, head, tbl, hash, member) \
	for (pos = head; !rht_is_a_nulls(pos) && rht_entry(tpos, pos, member); pos = READ_ONCE(pos->next))
#define rht_for_each_entry_rcu(tpos, pos, tbl, hash, member) \
	rht_for_each_entry_rcu_from(tpos, pos, rht_ptr_rcu(rht_bucket(tbl, hash)), tbl, hash, member)
/* Objects with equal keys. */
#define rhl_for_each_rcu(pos, list) for (pos = list; pos; pos = READ_ONCE(pos->next))
#define rhl_for_each_entry_rcu(tpos, pos, list, member) \
	for (pos = list; pos && rht_entry(tpos, pos, member); pos = READ_ONCE(pos->next))

#include <ktest/close.h>
#endif
