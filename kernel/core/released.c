/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Where locks were released last, for an unlock too many. Written without a lock: only a hint. */
#include "engine.h"

#define RELEASED_MAX 64u
static struct kt_held released[RELEASED_MAX];
static unsigned int released_nr;

KTH_UNWATCHED void kt_lock_released(const void *lock, const void *frame)
{
	unsigned int at = __atomic_fetch_add(&released_nr, 1, __ATOMIC_RELAXED);
	struct kt_held *r = &released[at % RELEASED_MAX];

	r->lock = 0;
	r->nr_frames = kt_trace(frame, r->frames, 3);
	r->lock = lock;
}

KTH_UNWATCHED unsigned int kt_released_trace(const void *lock, struct kth_trace *trace)
{
	for (unsigned int i = 1; i <= RELEASED_MAX && i <= released_nr; i++) {
		const struct kt_held *r = &released[(released_nr - i) % RELEASED_MAX];

		if (r->lock != lock || !r->nr_frames)
			continue;
		*trace = (struct kth_trace){ "released before at", r->frames, r->nr_frames };
		return 1;
	}
	return 0;
}
