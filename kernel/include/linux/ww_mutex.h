/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Mutexes that are taken in any order: who came first gets them all, others step back with -EDEADLK.
 * Synchronization table: every operation but the initializers may run concurrently; a context is one task's.
 * Fidelity: faithful, as without CONFIG_DEBUG_MUTEXES; a wait is never interrupted
 */
#ifndef KTEST_LINUX_WW_MUTEX_H
#define KTEST_LINUX_WW_MUTEX_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/mutex.h>
#include <linux/rtmutex.h>
#include <linux/sched.h>

struct ww_class {
	atomic_long_t stamp;
	struct lock_class_key acquire_key;
	struct lock_class_key mutex_key;
	const char *acquire_name;
	const char *mutex_name;
	unsigned int is_wait_die;
};

struct ww_mutex {
	struct mutex base;
	struct ww_acquire_ctx *ctx;
};

struct ww_acquire_ctx {
	struct task_struct *task;
	unsigned long stamp;
	unsigned int acquired;
	unsigned short wounded;
	unsigned short is_wait_die;
};

#define __WW_CLASS_INITIALIZER(ww_class, is_wait_die) \
	{ ATOMIC_LONG_INIT(0), { 0 }, { 0 }, #ww_class "_acquire", #ww_class "_mutex", is_wait_die }
#define DEFINE_WD_CLASS(classname) struct ww_class classname = __WW_CLASS_INITIALIZER(classname, 1)
#define DEFINE_WW_CLASS(classname) struct ww_class classname = __WW_CLASS_INITIALIZER(classname, 0)

static inline void ww_mutex_init(struct ww_mutex *lock, struct ww_class *ww_class)
{
	__mutex_init(&lock->base, ww_class->mutex_name, &ww_class->mutex_key);
	lock->ctx = NULL;
}
static inline void ww_mutex_destroy(struct ww_mutex *lock) { mutex_destroy(&lock->base); }
static inline bool ww_mutex_is_locked(struct ww_mutex *lock) { return mutex_is_locked(&lock->base); }

static inline void ww_acquire_init(struct ww_acquire_ctx *ctx, struct ww_class *ww_class)
{
	ctx->task = get_current();
	ctx->stamp = atomic_long_inc_return(&ww_class->stamp);
	ctx->acquired = 0;
	ctx->wounded = 0;
	ctx->is_wait_die = ww_class->is_wait_die;
}
static inline void ww_acquire_done(struct ww_acquire_ctx *ctx) { (void)ctx; }
static inline void ww_acquire_fini(struct ww_acquire_ctx *ctx) { (void)ctx; }

/* 0, -EALREADY (this context has it) or -EDEADLK: give back all, and take this one first. ctx may be NULL. */
KTEST_FN int ww_mutex_lock(struct ww_mutex *lock, struct ww_acquire_ctx *ctx);
KTEST_FN int __must_check ww_mutex_lock_interruptible(struct ww_mutex *lock, struct ww_acquire_ctx *ctx);
/* After -EDEADLK, when the context has no lock any more. */
static inline void ww_mutex_lock_slow(struct ww_mutex *lock, struct ww_acquire_ctx *ctx)
{
	(void)ww_mutex_lock(lock, ctx);
}
static inline int __must_check ww_mutex_lock_slow_interruptible(struct ww_mutex *lock, struct ww_acquire_ctx *ctx)
{
	return ww_mutex_lock_interruptible(lock, ctx);
}
/* 1: taken. */
KTEST_FN int __must_check ww_mutex_trylock(struct ww_mutex *lock, struct ww_acquire_ctx *ctx);
KTEST_FN void ww_mutex_unlock(struct ww_mutex *lock);

#include <ktest/close.h>
#endif
