/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Timer queues' structures.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_TIMERQUEUE_TYPES_H
#define KTEST_LINUX_TIMERQUEUE_TYPES_H
#include <ktest/open.h>

#include <linux/ktime.h>
#include <linux/rbtree_types.h>
#include <linux/types.h>

struct timerqueue_node { struct rb_node node; ktime_t expires; };
struct timerqueue_head { struct rb_root_cached rb_root; };

#include <ktest/close.h>
#endif
