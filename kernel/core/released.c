/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Where each task released its last locks, for an unlock too many. */
#include "held.h"
#include "task.h"

void kt_lock_released(const void *lock, const void *frame)
{
	struct kt_task *self = kt_self();
	struct kt_released *r = held_released(self, lock);

	r->nr_frames = kt_trace_of(self, frame, r->frames, 2);
}

/* Of a task that may run meanwhile: only a hint. */
static KTH_UNWATCHED const struct kt_released *released_by(const struct kt_task *task, const void *lock)
{
	for (unsigned int i = 1; i <= KT_RELEASED_MAX && i <= task->nr_released; i++) {
		const struct kt_released *r = &task->released[(task->nr_released - i) % KT_RELEASED_MAX];

		if (r->lock == lock && r->nr_frames)
			return r;
	}
	return 0;
}

unsigned int kt_released_trace(const void *lock, struct kth_trace *trace)
{
	const struct kt_task *t = __atomic_load_n(&kt_task_all, __ATOMIC_ACQUIRE);
	const struct kt_released *r = released_by(kt_self(), lock);

	for (; t && !r; t = t->next)
		r = released_by(t, lock);
	if (r)
		*trace = (struct kth_trace){ "released before at", r->frames, r->nr_frames };
	return !!r;
}
