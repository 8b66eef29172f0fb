/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include "trie.h"

#define BUCKET 8
#define IS_BUCKET 1u	/* of a link; nodes and buckets are aligned */

struct node { u32 branch[16]; };
struct bucket {
	spinlock_t lock;
	u32 count;
	u32 is_burst;
	struct { u64 key, value; } record[BUCKET];
} ____cacheline_aligned;

static void *at(struct trie *t, u32 link)
{
	return (char *)t + (link & ~IS_BUCKET);
}

static u32 take(struct trie *t, size_t size)
{
	u32 link = 0;

	size = ALIGN(size, L1_CACHE_BYTES);
	spin_lock_bh(&t->grow);
	if (t->used + size <= t->size) {
		link = t->used;
		t->used += size;
	}
	spin_unlock_bh(&t->grow);
	return link;
}

struct trie *trie_make(void *map, size_t size)
{
	struct trie *t = map;

	BUILD_BUG_ON(sizeof(struct bucket) % L1_CACHE_BYTES);
	t->size = size;
	t->used = ALIGN(sizeof(*t), L1_CACHE_BYTES);
	t->root = take(t, sizeof(struct node));
	return t->root ? t : NULL;
}

/* Puts the records of a full bucket one level down; the bucket's lock is held. */
static int burst(struct trie *t, u32 *link, struct bucket *full, unsigned int shift)
{
	u32 fresh = take(t, sizeof(struct node)), i;
	struct node *node = at(t, fresh);

	if (!fresh)
		return -ENOSPC;
	for (i = 0; i < full->count; i++) {
		u32 *branch = &node->branch[full->record[i].key >> shift & 15];
		struct bucket *b;

		if (!*branch) {
			u32 bucket = take(t, sizeof(struct bucket));

			if (!bucket)
				return -ENOSPC;
			*branch = bucket | IS_BUCKET;
		}
		b = at(t, *branch);
		b->record[b->count++] = full->record[i];
	}
	full->is_burst = 1;
	smp_store_release(link, fresh);
	return 0;
}

/* 0, or 1 when it has to be tried again from the link on. */
static int put(struct trie *t, u32 *link, struct bucket *b, u64 key, u64 value, unsigned int shift)
{
	int result = 1;

	spin_lock(&b->lock);
	if (b->is_burst)
		goto out;
	if (b->count == BUCKET) {
		result = burst(t, link, b, shift);
		if (!result)
			result = 1;
		goto out;
	}
	b->record[b->count].key = key;
	b->record[b->count].value = value;
	WRITE_ONCE(b->count, b->count + 1);
	result = 0;
out:
	spin_unlock(&b->lock);
	return result;
}

int trie_insert(struct trie *t, u64 key, u64 value)
{
	unsigned int shift = 0;
	struct node *node = at(t, t->root);
	int result;

	for (;;) {
		u32 *link = &node->branch[key >> shift & 15], child = smp_load_acquire(link);

		if (!child) {
			u32 bucket = take(t, sizeof(struct bucket));

			if (!bucket)
				return -ENOSPC;
			cmpxchg(link, 0, bucket | IS_BUCKET);
		} else if (child & IS_BUCKET) {
			result = put(t, link, at(t, child), key, value, shift + 4);
			if (result < 0)
				return result;
			if (!result)
				break;
		} else {
			node = at(t, child);
			shift += 4;
		}
	}
	__atomic_fetch_add(&t->records, 1, __ATOMIC_RELAXED);
	return 0;
}

const u64 *trie_find(struct trie *t, u64 key)
{
	unsigned int shift = 0, i;
	struct node *node = at(t, t->root);
	u32 child;

	while ((child = smp_load_acquire(&node->branch[key >> shift & 15])) && !(child & IS_BUCKET)) {
		node = at(t, child);
		shift += 4;
	}
	if (child) {
		struct bucket *b = at(t, child);

		for (i = 0; i < READ_ONCE(b->count); i++)
			if (b->record[i].key == key)
				return &b->record[i].value;
	}
	return NULL;
}
