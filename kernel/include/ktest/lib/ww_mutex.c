// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Mutexes in any order. The stamp says who came first. Of two contexts the later one steps back: with wait-die
 * when it meets the lock of an earlier one, with wound-wait when an earlier one meets its lock and it has to wait.
 */
#ifndef KTEST_LIB_WW_MUTEX_C
#define KTEST_LIB_WW_MUTEX_C

#include <linux/errno.h>
#include <linux/spinlock.h>
#include <linux/wait.h>
#include <linux/ww_mutex.h>

/* For the contexts of all locks; whoever waits with a context looks again when a lock is free or it is wounded. */
__weak DEFINE_SPINLOCK(ww_mutex_contexts);
__weak DECLARE_WAIT_QUEUE_HEAD(ww_mutex_waiters);

static inline bool ww_mutex_later(const struct ww_acquire_ctx *a, const struct ww_acquire_ctx *b)
{
	return (long)(a->stamp - b->stamp) > 0;
}

/* A context without a lock is in nobody's way. */
static inline void ww_mutex_begin(struct ww_acquire_ctx *ctx)
{
	spin_lock(&ww_mutex_contexts);
	if (!ctx->acquired)
		ctx->wounded = 0;
	spin_unlock(&ww_mutex_contexts);
}

/* With preemption on, as the lock may be held while its holder sleeps. */
static inline bool ww_mutex_take(struct ww_mutex *lock, struct ww_acquire_ctx *ctx)
{
	if (!mutex_trylock(&lock->base))
		return false;
	spin_lock(&ww_mutex_contexts);
	WRITE_ONCE(lock->ctx, ctx);
	ctx->acquired++;
	spin_unlock(&ww_mutex_contexts);
	/* Who has seen a holder without a context looks again. */
	wake_up_all(&ww_mutex_waiters);
	return true;
}

/* 1: taken; 0: wait; < 0: the error. */
static inline int ww_mutex_try(struct ww_mutex *lock, struct ww_acquire_ctx *ctx)
{
	struct ww_acquire_ctx *holder;
	bool wounds = false, steps_back;

	if (ww_mutex_take(lock, ctx))
		return 1;
	spin_lock(&ww_mutex_contexts);
	holder = lock->ctx;
	steps_back = ctx->wounded;
	if (holder && ctx->is_wait_die) {
		steps_back = ww_mutex_later(ctx, holder);
	} else if (holder && !holder->wounded && ww_mutex_later(holder, ctx)) {
		holder->wounded = 1;
		wounds = true;
	}
	spin_unlock(&ww_mutex_contexts);
	if (wounds)
		wake_up_all(&ww_mutex_waiters);
	return steps_back && ctx->acquired ? -EDEADLK : 0;
}

KTEST_DEF int ww_mutex_lock(struct ww_mutex *lock, struct ww_acquire_ctx *ctx)
{
	int result = 0;

	might_sleep();
	if (!ctx) {
		mutex_lock(&lock->base);
		return 0;
	}
	if (READ_ONCE(lock->ctx) == ctx)
		return -EALREADY;
	ww_mutex_begin(ctx);
	wait_event(ww_mutex_waiters, (result = ww_mutex_try(lock, ctx)) != 0);
	return result < 0 ? result : 0;
}

KTEST_DEF int ww_mutex_lock_interruptible(struct ww_mutex *lock, struct ww_acquire_ctx *ctx)
{
	return ww_mutex_lock(lock, ctx);
}

KTEST_DEF int ww_mutex_trylock(struct ww_mutex *lock, struct ww_acquire_ctx *ctx)
{
	if (!ctx)
		return mutex_trylock(&lock->base);
	ww_mutex_begin(ctx);
	return ww_mutex_take(lock, ctx);
}

KTEST_DEF void ww_mutex_unlock(struct ww_mutex *lock)
{
	spin_lock(&ww_mutex_contexts);
	if (lock->ctx) {
		lock->ctx->acquired--;
		WRITE_ONCE(lock->ctx, NULL);
	}
	spin_unlock(&ww_mutex_contexts);
	mutex_unlock(&lock->base);
	wake_up_all(&ww_mutex_waiters);
}

#endif
