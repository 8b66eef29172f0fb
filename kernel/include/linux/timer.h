/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Timers of jiffies, on the emulated clock. A callback runs in soft interrupt context: it may not sleep.
 * Synchronization table: every function may be called by several tasks at once, and by callbacks; timer_delete_sync() and
 * timer_shutdown_sync() wait for a callback that runs, so a callback does not call them for its own timer.
 * Fidelity: simplified: expiry is rounded up as by the kernel's timer wheel; callbacks run one after another, in a task of
 * their own, on the CPU that started the timer and on top of what runs there, with preemption off or not, as soon as soft
 * interrupts are enabled there. A deferrable timer is like another one. As with CONFIG_DEBUG_OBJECTS_TIMERS, a pending timer that is freed, initialized or
 * given up by destroy_timer_on_stack() ends the case; not in plain mode
 */
#ifndef KTEST_LINUX_TIMER_H
#define KTEST_LINUX_TIMER_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/container_of.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/stddef.h>
#include <linux/stringify.h>
#include <linux/types.h>

struct lock_class_key;

struct timer_list {
	struct hlist_node entry;
	unsigned long expires;
	void (*function)(struct timer_list *timer);	/* NULL: was shut down */
	u32 flags;
	unsigned long ktest_due;	/* the tick that runs it */
};

#define TIMER_CPUMASK 0x0003FFFF
#define TIMER_MIGRATING 0x00040000
#define TIMER_BASEMASK (TIMER_CPUMASK | TIMER_MIGRATING)
#define TIMER_DEFERRABLE 0x00080000
#define TIMER_PINNED 0x00100000
#define TIMER_IRQSAFE 0x00200000
#define TIMER_INIT_FLAGS (TIMER_DEFERRABLE | TIMER_PINNED | TIMER_IRQSAFE)

#define __TIMER_INITIALIZER(_function, _flags) { { NULL, NULL }, 0, (_function), (_flags), 0 }
#define DEFINE_TIMER(_name, _function) struct timer_list _name = __TIMER_INITIALIZER(_function, 0)

KTEST_FN void init_timer_key(struct timer_list *timer, void (*func)(struct timer_list *timer), unsigned int flags,
			     const char *name, struct lock_class_key *key);
#define __init_timer(_timer, _fn, _flags) init_timer_key((_timer), (_fn), (_flags), NULL, NULL)
#define __init_timer_on_stack(_timer, _fn, _flags) __init_timer(_timer, _fn, _flags)
#define timer_setup(timer, callback, flags) __init_timer((timer), (callback), (flags))
#define timer_setup_on_stack(timer, callback, flags) __init_timer_on_stack((timer), (callback), (flags))
KTEST_FN void destroy_timer_on_stack(struct timer_list *timer);

static inline int timer_pending(const struct timer_list *timer) { return !hlist_unhashed_lockless(&timer->entry); }

/* 1: it was pending. Of a timer that was shut down they do nothing. */
KTEST_FN int mod_timer(struct timer_list *timer, unsigned long expires);
KTEST_FN int mod_timer_pending(struct timer_list *timer, unsigned long expires);	/* starts none */
KTEST_FN int timer_reduce(struct timer_list *timer, unsigned long expires);		/* makes none later */
/* The timer may not be pending: warns. */
KTEST_FN void add_timer(struct timer_list *timer);
KTEST_FN void add_timer_local(struct timer_list *timer);
KTEST_FN void add_timer_global(struct timer_list *timer);
KTEST_FN void add_timer_on(struct timer_list *timer, int cpu);

/* -1: its callback runs. */
KTEST_FN int try_to_del_timer_sync(struct timer_list *timer);
KTEST_FN int ktest_timer_delete(struct timer_list *timer, bool shutdown);
KTEST_FN int ktest_timer_delete_sync(struct timer_list *timer, bool shutdown);
#if KTEST_HAS_timer_delete
/* libc's <time.h> has another function of this name: our time.h keeps the two apart. */
#define timer_delete ktest_delete_timer
static inline int timer_delete(struct timer_list *timer) { return ktest_timer_delete(timer, false); }
#endif
#if KTEST_HAS_timer_delete_sync
static inline int timer_delete_sync(struct timer_list *timer) { return ktest_timer_delete_sync(timer, false); }
#endif
#if KTEST_HAS_timer_shutdown
static inline int timer_shutdown(struct timer_list *timer) { return ktest_timer_delete(timer, true); }
#endif
#if KTEST_HAS_timer_shutdown_sync
static inline int timer_shutdown_sync(struct timer_list *timer) { return ktest_timer_delete_sync(timer, true); }
#endif
#if KTEST_HAS_del_timer
static inline int del_timer(struct timer_list *timer) { return ktest_timer_delete(timer, false); }
#endif
#if KTEST_HAS_del_timer_sync
static inline int del_timer_sync(struct timer_list *timer) { return ktest_timer_delete_sync(timer, false); }
#endif
#if KTEST_HAS_timer_container_of
#define timer_container_of(var, timer, field) container_of(timer, typeof(*var), field)
#endif
#if KTEST_HAS_from_timer
#define from_timer(var, timer, field) container_of(timer, typeof(*var), field)
#endif

/* To whole seconds, another moment on each CPU; down for less than a quarter unless "up"; never to the past. */
KTEST_FN unsigned long __round_jiffies(unsigned long j, int cpu);
KTEST_FN unsigned long __round_jiffies_relative(unsigned long j, int cpu);
KTEST_FN unsigned long __round_jiffies_up(unsigned long j, int cpu);
KTEST_FN unsigned long __round_jiffies_up_relative(unsigned long j, int cpu);
KTEST_FN unsigned long round_jiffies(unsigned long j);
KTEST_FN unsigned long round_jiffies_relative(unsigned long j);
KTEST_FN unsigned long round_jiffies_up(unsigned long j);
KTEST_FN unsigned long round_jiffies_up_relative(unsigned long j);

#include <ktest/close.h>
#endif
