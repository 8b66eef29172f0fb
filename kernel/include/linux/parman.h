/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Items in an array, ordered by priority, that moves as few as it can.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_PARMAN_H
#define KTEST_LINUX_PARMAN_H
#include <ktest/open.h>

#include <linux/list.h>

enum parman_algo_type { PARMAN_ALGO_TYPE_LSORT };

struct parman_item {
	struct list_head list;
	unsigned long index;
};
struct parman_prio {
	struct list_head list;
	struct list_head item_list;
	unsigned long priority;
};
struct parman_ops {
	unsigned long base_count;
	unsigned long resize_step;
	int (*resize)(void *priv, unsigned long new_count);
	void (*move)(void *priv, unsigned long from_index, unsigned long to_index, unsigned long count);
	enum parman_algo_type algo;
};

struct parman;
KTEST_FN struct parman *parman_create(const struct parman_ops *ops, void *priv);
KTEST_FN void parman_destroy(struct parman *parman);
KTEST_FN void parman_prio_init(struct parman *parman, struct parman_prio *prio, unsigned long priority);
KTEST_FN void parman_prio_fini(struct parman_prio *prio);
KTEST_FN int parman_item_add(struct parman *parman, struct parman_prio *prio, struct parman_item *item);
KTEST_FN void parman_item_remove(struct parman *parman, struct parman_prio *prio, struct parman_item *item);

#include <ktest/close.h>
#endif
