/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A burst hash trie: a map from byte strings to unsigned long.
 *
 * A key's 32-bit hash is read as eight digits of four bits. An index node has
 * a slot for each of the 16 digits; a slot is empty, or leads to a bucket of
 * entries or to the index node of the next digit. A bucket that gets too full
 * bursts: an index node takes its place and its entries move one level down.
 * Keys whose whole hash is the same share a bucket of the last level, which
 * never bursts.
 *
 * Each bucket has its own lock, index nodes are read without one. Buckets and
 * index nodes stay until htrie_destroy(), so a walk never meets freed memory
 * and needs no RCU; the memory of all of them is bounded by the trie's budget.
 *
 * Synchronization table
 *   insert, lookup, remove, for_each: with each other, in process context
 *   init, destroy: the caller keeps everyone else out
 */
#ifndef HTRIE_H
#define HTRIE_H

#include <linux/atomic.h>
#include <linux/types.h>

#define HTRIE_DIGIT_BITS	4
#define HTRIE_FANOUT		(1 << HTRIE_DIGIT_BITS)
#define HTRIE_LEVELS		(32 / HTRIE_DIGIT_BITS)
#define HTRIE_BUCKET_MAX	8	/* entries; with one more a bucket bursts */

struct htrie_node;

typedef u32 (*htrie_hash_t)(const void *key, size_t len);

struct htrie {
	struct htrie_node *root[HTRIE_FANOUT];
	htrie_hash_t hash;
	long budget;
	atomic_long_t bytes;
	/* What the bytes are. */
	atomic_long_t entries;
	atomic_long_t buckets;
	atomic_long_t indexes;
};

/* Called for one entry; a value other than 0 ends the iteration. */
typedef int (*htrie_visit_t)(const void *key, size_t len, unsigned long value, void *arg);

void htrie_init(struct htrie *trie, htrie_hash_t hash, long budget);
void htrie_destroy(struct htrie *trie);

int htrie_insert(struct htrie *trie, const void *key, size_t len, unsigned long value,
		 gfp_t gfp);
int htrie_lookup(struct htrie *trie, const void *key, size_t len, unsigned long *value);
int htrie_remove(struct htrie *trie, const void *key, size_t len);
int htrie_for_each(struct htrie *trie, htrie_visit_t visit, void *arg);

#endif
