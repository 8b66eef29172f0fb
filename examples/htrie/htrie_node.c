// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The memory of a trie: accounting, buckets that burst, and the end of it all.
 */
#include <linux/err.h>
#include <linux/overflow.h>
#include <linux/slab.h>

#include "htrie_node.h"

/* Zeroed memory within the budget, counted in @kind; or an ERR_PTR(). */
void *htrie_alloc(struct htrie *trie, atomic_long_t *kind, size_t size, gfp_t gfp)
{
	void *memory;
	int err = -ENOSPC;

	if (atomic_long_add_return(size, &trie->bytes) > trie->budget)
		goto refuse;
	err = -ENOMEM;
	memory = kzalloc(size, gfp);
	if (!memory)
		goto refuse;
	atomic_long_inc(kind);
	return memory;

refuse:
	atomic_long_sub(size, &trie->bytes);
	return ERR_PTR(err);
}

void htrie_free(struct htrie *trie, atomic_long_t *kind, void *memory, size_t size)
{
	atomic_long_dec(kind);
	atomic_long_sub(size, &trie->bytes);
	kfree(memory);
}

struct htrie_bucket *htrie_new_bucket(struct htrie *trie, unsigned int level, gfp_t gfp)
{
	struct htrie_bucket *bucket;

	bucket = htrie_alloc(trie, &trie->buckets, sizeof(*bucket), gfp);
	if (IS_ERR(bucket))
		return bucket;
	bucket->node.is_bucket = true;
	bucket->level = level;
	spin_lock_init(&bucket->lock);
	INIT_HLIST_HEAD(&bucket->entries);
	return bucket;
}

void htrie_free_entry(struct htrie *trie, struct htrie_entry *entry)
{
	htrie_free(trie, &trie->entries, entry, struct_size(entry, key, entry->len));
}

/*
 * Put an index node in the place of the locked @bucket, which becomes the child
 * for its first entry's digit; new buckets take the entries with other digits.
 * Nobody sees those before the index is published, so they need no locking.
 * Returns the bucket's new slot; NULL when memory is short, and nothing changed.
 */
struct htrie_node **htrie_burst(struct htrie *trie, struct htrie_bucket *bucket,
				struct htrie_node **slot)
{
	unsigned int digit, own, level = bucket->level;
	struct htrie_index *index;
	struct htrie_bucket *child;
	struct htrie_entry *entry;
	struct hlist_node *next;

	index = htrie_alloc(trie, &trie->indexes, sizeof(*index), GFP_NOWAIT);
	if (IS_ERR(index))
		return NULL;

	entry = hlist_entry(bucket->entries.first, struct htrie_entry, link);
	own = htrie_digit(entry->hash, level);
	index->slot[own] = &bucket->node;

	hlist_for_each_entry(entry, &bucket->entries, link) {
		digit = htrie_digit(entry->hash, level);
		if (index->slot[digit])
			continue;
		child = htrie_new_bucket(trie, level + 1, GFP_NOWAIT);
		if (IS_ERR(child))
			goto undo;
		index->slot[digit] = &child->node;
	}

	hlist_for_each_entry_safe(entry, next, &bucket->entries, link) {
		child = to_bucket(index->slot[htrie_digit(entry->hash, level)]);
		if (child == bucket)
			continue;
		hlist_del(&entry->link);
		bucket->count--;
		hlist_add_head(&entry->link, &child->entries);
		child->count++;
	}
	bucket->level++;
	/* Release: whoever finds the index finds its slots filled. */
	smp_store_release(slot, &index->node);
	return &index->slot[own];

undo:
	for (digit = 0; digit < HTRIE_FANOUT; digit++)
		if (digit != own && index->slot[digit])
			htrie_free(trie, &trie->buckets, to_bucket(index->slot[digit]),
				   sizeof(*child));
	htrie_free(trie, &trie->indexes, index, sizeof(*index));
	return NULL;
}

void htrie_free_slots(struct htrie *trie, struct htrie_node **slots)
{
	struct htrie_bucket *bucket;
	struct htrie_entry *entry;
	struct hlist_node *next;
	unsigned int digit;

	for (digit = 0; digit < HTRIE_FANOUT; digit++) {
		struct htrie_node *node = slots[digit];

		if (!node)
			continue;
		slots[digit] = NULL;
		if (!node->is_bucket) {
			htrie_free_slots(trie, to_index(node)->slot);
			htrie_free(trie, &trie->indexes, to_index(node),
				   sizeof(struct htrie_index));
			continue;
		}
		bucket = to_bucket(node);
		hlist_for_each_entry_safe(entry, next, &bucket->entries, link)
			htrie_free_entry(trie, entry);
		htrie_free(trie, &trie->buckets, bucket, sizeof(*bucket));
	}
}
