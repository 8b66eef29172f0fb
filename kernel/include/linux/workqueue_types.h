/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What a work item is made of.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_WORKQUEUE_TYPES_H
#define KTEST_LINUX_WORKQUEUE_TYPES_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/timer.h>
#include <linux/types.h>

struct workqueue_struct;
struct work_struct;
typedef void (*work_func_t)(struct work_struct *work);

struct work_struct {
	atomic_long_t data;
	struct list_head entry;
	work_func_t func;
};

#include <ktest/close.h>
#endif
