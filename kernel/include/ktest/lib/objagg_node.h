/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What lib/objagg.c and objagg_hints.c know of objects and hints. */
#ifndef KTEST_LIB_OBJAGG_NODE_H
#define KTEST_LIB_OBJAGG_NODE_H

#include <linux/idr.h>
#include <linux/list.h>
#include <linux/objagg.h>

/* What an object shall be when it comes again. */
struct ktest_objagg_hint {
	struct list_head list;
	struct ktest_objagg_hint *parent;
	unsigned int root_id;
	struct objagg_obj_stats_info info;
	unsigned long obj[];
};

struct objagg_hints {
	const struct objagg_ops *ops;
	struct list_head nodes;
	unsigned int nr, roots, references;
};

struct objagg {
	const struct objagg_ops *ops;
	void *priv;
	struct list_head objects;
	unsigned int nr;
	struct ida root_ids;
	struct objagg_hints *hints;
};

struct objagg_obj {
	struct list_head list;
	struct objagg_obj *parent;	/* NULL: a root */
	void *made;			/* what root_create() or delta_create() returned */
	unsigned int root_id;
	unsigned int references;	/* users, and objects that differ from this one */
	struct objagg_obj_stats stats;
	unsigned long obj[];
};

#endif
