// SPDX-License-Identifier: MIT OR GPL-2.0-only
#pragma once
#include <linux/hash.h>
#include <linux/hashtable.h>
#include <linux/rbtree.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

// What follows what: pairs of pages by hash, and the most frequent ones in order.
struct prediction {
	struct hlist_node node;
	struct rb_node order;
	u32 from, to;
	unsigned long seen;
};

class table {
public:
	table();
	~table();
	bool saw(u32 from, u32 to);
	u32 next(u32 from);
	const prediction *best() const;

private:
	void put_in_order(prediction *p);
	static const int bits = 6;
	struct hlist_head buckets[1 << bits];
	struct rb_root tree;
	spinlock_t lock;
};
