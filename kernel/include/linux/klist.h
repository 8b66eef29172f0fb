/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Lists whose nodes stay valid while somebody walks over them.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_KLIST_H
#define KTEST_LINUX_KLIST_H
#include <ktest/open.h>

#include <linux/kref.h>
#include <linux/list.h>
#include <linux/spinlock.h>

struct klist_node;
struct klist {
	spinlock_t k_lock;
	struct list_head k_list;
	void (*get)(struct klist_node *);
	void (*put)(struct klist_node *);
} __attribute__((aligned(sizeof(void *))));

#define KLIST_INIT(_name, _get, _put) \
	{ .k_lock = __SPIN_LOCK_UNLOCKED(_name.k_lock), .k_list = LIST_HEAD_INIT(_name.k_list), \
	  .get = _get, .put = _put, }
#define DEFINE_KLIST(_name, _get, _put) struct klist _name = KLIST_INIT(_name, _get, _put)

struct klist_node { void *n_klist; struct list_head n_node; struct kref n_ref; };
struct klist_iter { struct klist *i_klist; struct klist_node *i_cur; };

KTEST_FN void klist_init(struct klist *k, void (*get)(struct klist_node *),
		void (*put)(struct klist_node *));
KTEST_FN void klist_add_tail(struct klist_node *n, struct klist *k);
KTEST_FN void klist_add_head(struct klist_node *n, struct klist *k);
KTEST_FN void klist_add_behind(struct klist_node *n, struct klist_node *pos);
KTEST_FN void klist_add_before(struct klist_node *n, struct klist_node *pos);
KTEST_FN void klist_del(struct klist_node *n);
KTEST_FN void klist_remove(struct klist_node *n);
KTEST_FN int klist_node_attached(struct klist_node *n);
KTEST_FN void klist_iter_init(struct klist *k, struct klist_iter *i);
KTEST_FN void klist_iter_init_node(struct klist *k, struct klist_iter *i, struct klist_node *n);
KTEST_FN void klist_iter_exit(struct klist_iter *i);
KTEST_FN struct klist_node *klist_prev(struct klist_iter *i);
KTEST_FN struct klist_node *klist_next(struct klist_iter *i);

#include <ktest/close.h>
#endif
