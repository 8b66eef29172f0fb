/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What the running task holds: a list that only the task itself changes.
 *
 * Locks beyond KT_HELD_MAX are counted, not listed. When others are released, they have empty places in the list: a place for each.
 */
#include "held.h"

void kt_held_add(const void *lock, const char *what, int is_atomic, const void *frame)
{
	held_add(kt_self(), lock, what, is_atomic, frame);
}

void kt_held_read(void)
{
	struct kt_task *self = kt_self();

	if (self->nr_held && self->nr_held <= KT_HELD_MAX)
		self->held[self->nr_held - 1].is_read = 1;
}

void kt_held_sleeps(void)
{
	struct kt_task *self = kt_self();

	if (self->nr_held && self->nr_held <= KT_HELD_MAX)
		self->held[self->nr_held - 1].is_atomic = 0;
}

int kt_held_how(const void *lock)
{
	const struct kt_held *held = kt_held_find(lock);

	if (held)
		return held->is_read ? KT_HELD_READ : KT_HELD_WRITE;
	return kt_self()->nr_held > KT_HELD_MAX || kt_held_find(0) ? KT_HELD_UNKNOWN : KT_HELD_NOT;
}

void kt_held_check(const void *start, kt_size size, const char *what, const void *frame)
{
	const struct kt_task *self = kt_self();

	for (unsigned int i = 0; i < self->nr_held && i < KT_HELD_MAX; i++) {
		const void *lock = self->held[i].lock;

		if (!lock || (kt_addr)lock - (kt_addr)start >= size)
			continue;
		kt_rule_broken(frame, lock, "held lock: %s is %s while %s (task %u) holds it", self->held[i].what, what,
			       self->name, self->id);
		kt_held_drop(lock);
		return;
	}
}

/* The last place of the lock in the list, from 1; 0: it has none. */
static unsigned int held_place(const struct kt_task *self, unsigned int listed, const void *lock)
{
	while (listed && self->held[listed - 1].lock != lock)
		listed--;
	return listed;
}

void kt_held_drop(const void *lock)
{
	struct kt_task *self = kt_self();
	unsigned int listed = self->nr_held < KT_HELD_MAX ? self->nr_held : KT_HELD_MAX;
	unsigned int at;

	if (held_is_last(self, lock)) {
		self->nr_held--;
		return;
	}
	at = held_place(self, listed, lock);

	/* Not listed for want of room; or released by another task than its taker. */
	if (!at && self->nr_held > KT_HELD_MAX)
		self->nr_held--;
	else if (!at)
		at = held_place(self, listed, 0);
	if (!at)
		return;
	for (; at < listed; at++)
		self->held[at - 1] = self->held[at];
	if (self->nr_held > KT_HELD_MAX)
		self->held[KT_HELD_MAX - 1] = (struct kt_held){ .what = "a lock that is not listed" };
	self->nr_held--;
}

static void held_text(char *buf, kt_size size, const struct kt_held *held)
{
	const char *taker = held->nr_frames ? kt_symbol_name(held->frames[0] - 1, 0, 0) : 0;

	if (taker)
		kth_format(buf, size, "it holds %s (taken in %s())", held->what, taker);
	else
		kth_format(buf, size, "it holds %s", held->what);
}

const struct kt_held *kt_held_find(const void *lock)
{
	const struct kt_task *self = kt_self();

	for (unsigned int i = 0; i < self->nr_held && i < KT_HELD_MAX; i++)
		if (self->held[i].lock == lock)
			return &self->held[i];
	return 0;
}

int kt_may_sleep(void)
{
	return held_may_sleep(kt_self());
}

int kt_atomic_reason(char *buf, kt_size size)
{
	const struct kt_task *self = kt_self();

	for (unsigned int i = 0; i < self->nr_held && i < KT_HELD_MAX; i++) {
		if (!self->held[i].is_atomic || !self->held[i].lock)
			continue;
		held_text(buf, size, &self->held[i]);
		return 1;
	}
	if (self->hardirq)
		kth_format(buf, size, "it is in an interrupt");
	else if (self->softirq)
		kth_format(buf, size, "it is in a soft interrupt: a timer, a tasklet");
	else if (self->irqs_off)
		kth_format(buf, size, "interrupts are disabled");
	else if (self->preempt_count > 0)
		kth_format(buf, size, "preemption is disabled");
	else
		return 0;
	return 1;
}
