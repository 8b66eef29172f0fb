/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The structure of timers.
 * Fidelity: simplified: there is no timer wheel yet, so that what would start a timer is absent
 */
#ifndef KTEST_LINUX_TIMER_H
#define KTEST_LINUX_TIMER_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/container_of.h>
#include <linux/jiffies.h>
#include <linux/list.h>
#include <linux/types.h>

struct timer_list {
	struct hlist_node entry;
	unsigned long expires;
	void (*function)(struct timer_list *timer);
	u32 flags;
};
#if KTEST_HAS_timer_container_of
#define timer_container_of(var, timer, field) container_of(timer, typeof(*var), field)
#endif
#if KTEST_HAS_from_timer
#define from_timer(var, timer, field) container_of(timer, typeof(*var), field)
#endif
static inline int timer_pending(const struct timer_list *timer) { return timer->entry.pprev != NULL; }

#include <ktest/close.h>
#endif
