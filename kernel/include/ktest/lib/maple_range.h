/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Ranges of a maple tree, ordered, in a red-black tree. */
#ifndef KT_LIB_MAPLE_RANGE_H
#define KT_LIB_MAPLE_RANGE_H

#include <linux/maple_tree.h>
#include <linux/rbtree.h>
#include <linux/slab.h>
#include <linux/xarray.h>

struct ktest_mt_range {
	struct rb_node node;
	unsigned long first, last;
	void *entry;
	struct ktest_mt_range *next;	/* in reserve */
	struct rcu_head rcu;
};

static inline struct ktest_mt_range *kmt_of(struct rb_node *node)
{
	return node ? rb_entry(node, struct ktest_mt_range, node) : NULL;
}

/* The first range that ends at or behind an index. */
static inline struct ktest_mt_range *kmt_from(const struct maple_tree *mt, unsigned long index)
{
	struct rb_node *at = READ_ONCE(mt->ktest_ranges.rb_node);
	struct ktest_mt_range *best = NULL;

	while (at) {
		struct ktest_mt_range *range = kmt_of(at);

		if (READ_ONCE(range->last) < index) {
			at = READ_ONCE(at->rb_right);
		} else {
			best = range;
			at = READ_ONCE(at->rb_left);
		}
	}
	return best;
}

/* The last range that begins before an index. */
static inline struct ktest_mt_range *kmt_before(const struct maple_tree *mt, unsigned long index)
{
	struct rb_node *at = READ_ONCE(mt->ktest_ranges.rb_node);
	struct ktest_mt_range *best = NULL;

	while (at) {
		struct ktest_mt_range *range = kmt_of(at);

		if (READ_ONCE(range->first) < index) {
			best = range;
			at = READ_ONCE(at->rb_right);
		} else {
			at = READ_ONCE(at->rb_left);
		}
	}
	return best;
}

static inline void kmt_fail(struct ma_state *mas, long err)
{
	mas->node = MA_ERROR(err);
	mas->status = ma_error;
}

/* Stores to index..last without a look at what is there. False: no memory, and the state says so. */
KTEST_FN bool ktest_mt_put(struct ma_state *mas, void *entry);

#endif
