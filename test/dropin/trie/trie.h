/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* A burst trie in a file: nodes of 16 branches, buckets of records; links are offsets in the file. */
#ifndef TRIE_H
#define TRIE_H

#include <linux/spinlock.h>
#include <linux/types.h>

struct trie {
	spinlock_t grow;	/* of `used`; in the file, as all locks here */
	u32 used;
	u32 size;
	u32 root;
	unsigned long records;
};

struct trie *trie_make(void *map, size_t size);
int trie_insert(struct trie *t, u64 key, u64 value);
const u64 *trie_find(struct trie *t, u64 key);

#endif
