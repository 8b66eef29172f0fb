/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What a trie is made of; private to it. */
#ifndef HTRIE_NODE_H
#define HTRIE_NODE_H

#include <linux/container_of.h>
#include <linux/list.h>
#include <linux/spinlock.h>

#include "htrie.h"

/* What a slot leads to: the first member of an index or of a bucket. */
struct htrie_node {
	bool is_bucket;
};

struct htrie_index {
	struct htrie_node node;
	struct htrie_node *slot[HTRIE_FANOUT];
};

struct htrie_bucket {
	struct htrie_node node;
	spinlock_t lock;		/* of everything below */
	unsigned int level;		/* digits of the hash that lead here */
	unsigned int count;
	struct hlist_head entries;
};

struct htrie_entry {
	struct hlist_node link;
	unsigned long value;
	u32 hash;
	size_t len;
	u8 key[];
};

static inline struct htrie_index *to_index(struct htrie_node *node)
{
	return container_of(node, struct htrie_index, node);
}

static inline struct htrie_bucket *to_bucket(struct htrie_node *node)
{
	return container_of(node, struct htrie_bucket, node);
}

static inline unsigned int htrie_digit(u32 hash, unsigned int level)
{
	return (hash >> (32 - HTRIE_DIGIT_BITS * (level + 1))) & (HTRIE_FANOUT - 1);
}

void *htrie_alloc(struct htrie *trie, atomic_long_t *kind, size_t size, gfp_t gfp);
void htrie_free(struct htrie *trie, atomic_long_t *kind, void *memory, size_t size);
void htrie_free_entry(struct htrie *trie, struct htrie_entry *entry);
void htrie_free_slots(struct htrie *trie, struct htrie_node **slots);

struct htrie_bucket *htrie_new_bucket(struct htrie *trie, unsigned int level, gfp_t gfp);
struct htrie_node **htrie_burst(struct htrie *trie, struct htrie_bucket *bucket,
				struct htrie_node **slot);

#endif
