/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Waiting for something to be done.
 * Synchronization table: every operation but the initializers may run concurrently.
 * Fidelity: faithful; an interruptible wait is never interrupted
 */
#ifndef KTEST_LINUX_COMPLETION_H
#define KTEST_LINUX_COMPLETION_H
#include <ktest/open.h>

#include <linux/wait.h>

#ifdef KTEST_HOSTED
struct completion { unsigned int done; wait_queue_head_t wait; const void *ktest_self; /* where it was initialized */ };
#define COMPLETION_INITIALIZER(work) { 0, __WAIT_QUEUE_HEAD_INITIALIZER((work).wait), &(work) }
#else
struct completion { unsigned int done; wait_queue_head_t wait; };
#define COMPLETION_INITIALIZER(work) { 0, __WAIT_QUEUE_HEAD_INITIALIZER((work).wait) }
#endif
#define COMPLETION_INITIALIZER_ONSTACK(work) (*({ init_completion(&work); &work; }))
#define DECLARE_COMPLETION(work) struct completion work = COMPLETION_INITIALIZER(work)
#define DECLARE_COMPLETION_ONSTACK(work) DECLARE_COMPLETION(work)

static inline void init_completion(struct completion *x)
{
	x->done = 0;
#ifdef KTEST_HOSTED
	x->ktest_self = x;
#endif
	init_waitqueue_head(&x->wait);
}
static inline void reinit_completion(struct completion *x) { x->done = 0; }
KTEST_FN void complete(struct completion *x);
KTEST_FN void complete_all(struct completion *x);
KTEST_FN bool try_wait_for_completion(struct completion *x);
KTEST_FN bool completion_done(struct completion *x);
KTEST_FN void wait_for_completion(struct completion *x);
KTEST_FN void wait_for_completion_io(struct completion *x);
KTEST_FN int wait_for_completion_interruptible(struct completion *x);
KTEST_FN int wait_for_completion_killable(struct completion *x);
KTEST_FN unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout);
KTEST_FN unsigned long wait_for_completion_io_timeout(struct completion *x, unsigned long timeout);
KTEST_FN long wait_for_completion_interruptible_timeout(struct completion *x, unsigned long timeout);
KTEST_FN long wait_for_completion_killable_timeout(struct completion *x, unsigned long timeout);

#include <ktest/close.h>
#endif
