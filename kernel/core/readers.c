/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Readers that updaters wait for. */
#include "alone.h"
#include "held.h"
#include "task.h"

void kt_readers_enter(struct kt_readers *readers, const char *what, const void *frame)
{
	struct kt_task *self = kt_self();

	self->reads_half = __atomic_load_n(&readers->half, __ATOMIC_SEQ_CST);
	kt_word_add(&readers->nr[self->reads_half], 1);
	held_add(self, readers, what, 1, frame);
	if (self->order)
		kt_order_acquire(&readers->nr_awaiting);
}

void kt_readers_leave(struct kt_readers *readers)
{
	struct kt_task *self = kt_self();
	unsigned int *nr = &readers->nr[self->reads_half];

	if (held_is_last(self, readers))
		self->nr_held--;
	else
		kt_held_drop(readers);
	if (self->order)
		kt_order_release(readers);
	if (!kt_word_add(nr, -1u) && __atomic_load_n(&readers->nr_awaiting, __ATOMIC_SEQ_CST))
		kt_wake(nr, ~0u);
}
