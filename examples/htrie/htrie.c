// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A burst hash trie; htrie.h tells how it works.
 *
 * The idea that makes the locking small: a bucket that bursts is not freed, it
 * becomes one of its own children. Whoever waits for its lock meanwhile sees by
 * the bucket's level, which only grows, that it has moved, and walks on from
 * the slot, which by then leads to the new index node.
 */
#include <linux/err.h>
#include <linux/export.h>
#include <linux/jhash.h>
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/string.h>

#include "htrie_node.h"

/* Where a walk stands: a slot, and the digits that were used to get there. */
struct htrie_place {
	struct htrie_node **slot;
	unsigned int level;
};

/* A slot that is empty gets a bucket, from us or from whoever was faster. */
static int htrie_fill_slot(struct htrie *trie, struct htrie_place place, gfp_t gfp)
{
	struct htrie_bucket *bucket = htrie_new_bucket(trie, place.level, gfp);

	if (IS_ERR(bucket))
		return PTR_ERR(bucket);
	if (cmpxchg(place.slot, NULL, &bucket->node))
		htrie_free(trie, &trie->buckets, bucket, sizeof(*bucket));
	return 0;
}

/*
 * Walk from @place to the bucket for @hash and lock it. NULL when @place, which
 * moves along, came to an empty slot.
 */
static struct htrie_bucket *htrie_lock_bucket(struct htrie_place *place, u32 hash)
{
	struct htrie_bucket *bucket;
	struct htrie_node *node;

	/* Acquire: pairs with htrie_fill_slot() and htrie_burst(). */
	while ((node = smp_load_acquire(place->slot))) {
		if (!node->is_bucket) {
			place->slot = &to_index(node)->slot[htrie_digit(hash, place->level)];
			place->level++;
			continue;
		}
		bucket = to_bucket(node);
		spin_lock(&bucket->lock);
		if (bucket->level == place->level)
			return bucket;
		spin_unlock(&bucket->lock);	/* it burst while we waited */
	}
	return NULL;
}

static struct htrie_place htrie_root(struct htrie *trie, u32 hash)
{
	return (struct htrie_place){ &trie->root[htrie_digit(hash, 0)], 1 };
}

static struct htrie_entry *htrie_find(struct htrie_bucket *bucket, u32 hash, const void *key,
				      size_t len)
{
	struct htrie_entry *entry;

	hlist_for_each_entry(entry, &bucket->entries, link)
		if (entry->hash == hash && entry->len == len && !memcmp(entry->key, key, len))
			return entry;
	return NULL;
}

static u32 htrie_default_hash(const void *key, size_t len)
{
	return jhash(key, len, 0);
}

/**
 * htrie_init - make an empty trie
 * @trie: the trie
 * @hash: hash of a key; NULL for the Jenkins hash
 * @budget: bytes of memory that entries, buckets and index nodes may take
 */
void htrie_init(struct htrie *trie, htrie_hash_t hash, long budget)
{
	memset(trie, 0, sizeof(*trie));
	trie->hash = hash ? hash : htrie_default_hash;
	trie->budget = budget;
}
EXPORT_SYMBOL_GPL(htrie_init);

/**
 * htrie_insert - add a key
 * @trie: the trie
 * @key: its bytes, which are copied
 * @len: how many
 * @value: what htrie_lookup() will find
 * @gfp: how to allocate the entry
 *
 * A bucket that is too full but cannot burst for lack of memory only gets
 * longer: that is slower, but no error.
 *
 * Return: 0, -EEXIST, -ENOMEM, or -ENOSPC when the budget is used up.
 */
int htrie_insert(struct htrie *trie, const void *key, size_t len, unsigned long value, gfp_t gfp)
{
	u32 hash = trie->hash(key, len);
	struct htrie_place place = htrie_root(trie, hash);
	struct htrie_bucket *bucket;
	struct htrie_entry *entry;
	int err = 0;

	entry = htrie_alloc(trie, &trie->entries, struct_size(entry, key, len), gfp);
	if (IS_ERR(entry))
		return PTR_ERR(entry);
	entry->hash = hash;
	entry->value = value;
	entry->len = len;
	memcpy(entry->key, key, len);

	while (!(bucket = htrie_lock_bucket(&place, hash))) {
		err = htrie_fill_slot(trie, place, gfp);
		if (err)
			goto free_entry;
	}
	if (htrie_find(bucket, hash, key, len)) {
		err = -EEXIST;
		goto unlock;
	}
	hlist_add_head(&entry->link, &bucket->entries);
	bucket->count++;
	/* Again if all entries had the same digit and so stayed together. */
	while (place.slot && bucket->count > HTRIE_BUCKET_MAX && bucket->level < HTRIE_LEVELS)
		place.slot = htrie_burst(trie, bucket, place.slot);
	spin_unlock(&bucket->lock);
	return 0;

unlock:
	spin_unlock(&bucket->lock);
free_entry:
	htrie_free_entry(trie, entry);
	return err;
}
EXPORT_SYMBOL_GPL(htrie_insert);

/**
 * htrie_lookup - find a key
 * @trie: the trie
 * @key: its bytes
 * @len: how many
 * @value: where its value goes; may be NULL
 *
 * Return: 0 or -ENOENT.
 */
int htrie_lookup(struct htrie *trie, const void *key, size_t len, unsigned long *value)
{
	u32 hash = trie->hash(key, len);
	struct htrie_place place = htrie_root(trie, hash);
	struct htrie_bucket *bucket = htrie_lock_bucket(&place, hash);
	struct htrie_entry *entry;

	if (!bucket)
		return -ENOENT;
	entry = htrie_find(bucket, hash, key, len);
	if (entry && value)
		*value = entry->value;
	spin_unlock(&bucket->lock);
	return entry ? 0 : -ENOENT;
}
EXPORT_SYMBOL_GPL(htrie_lookup);

/**
 * htrie_remove - take a key out
 * @trie: the trie
 * @key: its bytes
 * @len: how many
 *
 * Return: 0 or -ENOENT.
 */
int htrie_remove(struct htrie *trie, const void *key, size_t len)
{
	u32 hash = trie->hash(key, len);
	struct htrie_place place = htrie_root(trie, hash);
	struct htrie_bucket *bucket = htrie_lock_bucket(&place, hash);
	struct htrie_entry *entry;

	if (!bucket)
		return -ENOENT;
	entry = htrie_find(bucket, hash, key, len);
	if (entry) {
		hlist_del(&entry->link);
		bucket->count--;
	}
	spin_unlock(&bucket->lock);
	if (!entry)
		return -ENOENT;
	htrie_free_entry(trie, entry);
	return 0;
}
EXPORT_SYMBOL_GPL(htrie_remove);

static int htrie_visit_slots(struct htrie_node **slots, unsigned int level, htrie_visit_t visit,
			     void *arg)
{
	struct htrie_bucket *bucket;
	struct htrie_entry *entry;
	struct htrie_node *node;
	unsigned int digit = 0;
	bool moved;
	int ret = 0;

	while (digit < HTRIE_FANOUT && !ret) {
		node = smp_load_acquire(&slots[digit]);	/* as in htrie_lock_bucket() */
		if (node && !node->is_bucket) {
			ret = htrie_visit_slots(to_index(node)->slot, level + 1, visit, arg);
		} else if (node) {
			bucket = to_bucket(node);
			spin_lock(&bucket->lock);
			moved = bucket->level != level;
			if (!moved) {
				hlist_for_each_entry(entry, &bucket->entries, link) {
					ret = visit(entry->key, entry->len, entry->value, arg);
					if (ret)
						break;
				}
			}
			spin_unlock(&bucket->lock);
			if (moved)
				continue;	/* the slot holds an index now */
		}
		digit++;
	}
	return ret;
}

/**
 * htrie_for_each - call a function for each entry, in no particular order
 * @trie: the trie
 * @visit: called under the lock of the entry's bucket: it must not sleep, nor
 *	call into the same trie; a value other than 0 ends the iteration
 * @arg: passed to @visit
 *
 * An entry that is there all the time is visited exactly once; one that comes
 * or goes meanwhile is visited once or not at all.
 *
 * Return: 0, or what @visit returned last.
 */
int htrie_for_each(struct htrie *trie, htrie_visit_t visit, void *arg)
{
	return htrie_visit_slots(trie->root, 1, visit, arg);
}
EXPORT_SYMBOL_GPL(htrie_for_each);

/**
 * htrie_destroy - free everything; the trie is empty and usable afterwards
 * @trie: the trie
 */
void htrie_destroy(struct htrie *trie)
{
	htrie_free_slots(trie, trie->root);
}
EXPORT_SYMBOL_GPL(htrie_destroy);

MODULE_DESCRIPTION("Burst hash trie");
MODULE_LICENSE("Dual MIT/GPL");
