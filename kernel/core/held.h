/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What each lock that is taken or released notes in its task. */
#ifndef KTEST_HELD_H
#define KTEST_HELD_H

#include "engine.h"

/* Of one that holds nothing at all: for sure. */
static inline int held_may_sleep(const struct kt_task *self)
{
	return !self->preempt_count && !self->irqs_off && !self->hardirq && !self->softirq && !self->nr_held &&
	       (!self->skin_state || !__atomic_load_n(self->skin_state, __ATOMIC_RELAXED));
}

/* Whether it is the lock that the task took last, and all that it holds are listed. */
static inline int held_is_last(const struct kt_task *self, const void *lock)
{
	return self->nr_held - 1 < KT_HELD_MAX && self->held[self->nr_held - 1].lock == lock;
}

/* To be filled in with where the lock is released. */
static inline struct kt_released *held_released(struct kt_task *self, const void *lock)
{
	struct kt_released *r = &self->released[self->nr_released++ % KT_RELEASED_MAX];

	r->lock = lock;
	return r;
}

static inline void held_fill(struct kt_held *held, const void *lock, const char *what, int is_atomic)
{
	held->lock = lock;
	held->what = what;
	held->is_atomic = is_atomic;
	held->is_read = 0;
}

static inline void held_add(struct kt_task *self, const void *lock, const char *what, int is_atomic, const void *frame)
{
	unsigned int at = self->nr_held++;
	struct kt_held *held = &self->held[at];

	if (at >= KT_HELD_MAX)
		return;
	held_fill(held, lock, what, is_atomic);
	held->nr_frames = kt_trace_of(self, frame, held->frames, 3);
}

#endif
