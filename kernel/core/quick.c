/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The usual case of locks: a task that holds no other one takes a lock that is free, and releases it while nobody waits.
 * It is told from all others by few comparisons, while tasks take turns and nothing is explored or ordered; then what
 * lock.c, cpu.c and held.c note is noted here without calls. Whatever else there is, they do.
 */
#include "alone.h"
#include "held.h"
#include "task.h"

#define QUICK_HERE __builtin_frame_address(0)

/* Nobody else runs until kt_alone_leave(), and nobody looks. `*self`: a thread that has no task yet gets one first, which ends turns. */
static inline enum kt_alone_how quick_enter(struct kt_task **self)
{
	*self = kt_self();
	return kt_alone_enter_as(KT_TURNS_UNWATCHED);
}

static inline void quick_taken(struct kt_task *self, struct kt_lock *lock, const char *what, int is_atomic, const void *frame)
{
	struct kt_held *held = &self->held[0];

	lock->word = 1;
	__atomic_store_n(&lock->owner, self, __ATOMIC_RELAXED);
	self->nr_held = 1;
	held_fill(held, lock, what, is_atomic);
	held->nr_frames = kt_trace_of(self, frame, held->frames, 3);
}

/* Whether the running task has it, and nothing else, and nobody waits for it. */
static inline int quick_may_release(const struct kt_task *self, const struct kt_lock *lock)
{
	return lock->word == 1 && lock->owner == self && self->nr_held == 1 && self->held[0].lock == lock;
}

static inline void quick_released(struct kt_task *self, struct kt_lock *lock, const void *frame)
{
	struct kt_released *r = held_released(self, lock);

	self->nr_held = 0;
	__atomic_store_n(&lock->owner, 0, __ATOMIC_RELAXED);
	r->nr_frames = kt_trace_of(self, frame, r->frames, 2);
	lock->word = 0;
}

/* ---- with preemption off ---------------------------------------------------------- */

static __attribute__((__noinline__)) void quick_spin_lock_slowly(struct kt_lock *lock, const char *what, kt_addr caller,
								  const void *frame)
{
	kt_preempt_off(kt_self(), caller, frame);
	kt_lock_at(lock, what, frame);
}

static __attribute__((__noinline__)) void quick_spin_unlock_slowly(struct kt_lock *lock, const char *what, const void *frame)
{
	kt_unlock_at(lock, what, frame);
	kt_preempt_on(kt_self(), frame);
}

/* Whether all is known of taking it in the task's context. */
static inline int quick_use_is_told(const struct kt_task *self, const struct kt_lock *lock)
{
	unsigned int uses = KT_USE_HARDIRQS_ON | KT_USE_SOFTIRQS_ON;

	if (self->irqs_off | self->hardirq | self->softirq | self->bh_count)
		uses = kt_lock_uses(self);
	return !(uses & ~lock->uses);
}

static inline int quick_spin_lock(struct kt_task *self, struct kt_lock *lock, const char *what, kt_addr caller, const void *frame)
{
	struct kt_cpu_token *token = &kt_cpu_token[self->cpu];

	if (lock->word || self->nr_held || !quick_use_is_told(self, lock))
		return 0;
	if (!self->preempt_count) {
		if (token->holder)
			return 0;
		token->holder = self;
		self->atomic_since = caller;
	}
	self->preempt_count++;
	quick_taken(self, lock, what, 1, frame);
	return 1;
}

void kt_spin_lock(struct kt_lock *lock, const char *what)
{
	const kt_addr caller = (kt_addr)__builtin_return_address(0);
	struct kt_task *self;
	enum kt_alone_how how = quick_enter(&self);
	int is_taken;

	if (how != KT_ALONE)
		goto slowly;
	is_taken = quick_spin_lock(self, lock, what, caller, QUICK_HERE);
	kt_alone_leave(KT_ALONE);
	if (is_taken)
		return;
slowly:
	quick_spin_lock_slowly(lock, what, caller, QUICK_HERE);
}

static inline int quick_spin_unlock(struct kt_task *self, struct kt_lock *lock, const void *frame)
{
	if (!quick_may_release(self, lock) || self->preempt_count <= 0 || self->bind_to || kt_cpu_waiters.nr)
		return 0;
	quick_released(self, lock, frame);
	if (!--self->preempt_count)
		kt_cpu_token[self->cpu].holder = 0;
	return 1;
}

void kt_spin_unlock(struct kt_lock *lock, const char *what)
{
	struct kt_task *self;
	enum kt_alone_how how = quick_enter(&self);
	int is_released;

	if (how != KT_ALONE)
		goto slowly;
	is_released = quick_spin_unlock(self, lock, QUICK_HERE);
	kt_alone_leave(KT_ALONE);
	if (is_released)
		return;
slowly:
	quick_spin_unlock_slowly(lock, what, QUICK_HERE);
}

/* ---- sleeping --------------------------------------------------------------------- */

int kt_lock_if_calm(struct kt_lock *lock, const char *what)
{
	struct kt_task *self;
	enum kt_alone_how how = quick_enter(&self);
	int is_taken;

	if (how != KT_ALONE)
		return 0;
	is_taken = !lock->word && held_may_sleep(self);
	if (is_taken)
		quick_taken(self, lock, what, 0, QUICK_HERE);
	kt_alone_leave(KT_ALONE);
	return is_taken;
}

void kt_unlock(struct kt_lock *lock, const char *what)
{
	struct kt_task *self;
	enum kt_alone_how how = quick_enter(&self);
	int is_released;

	if (how != KT_ALONE)
		goto slowly;
	is_released = quick_may_release(self, lock);
	if (is_released)
		quick_released(self, lock, QUICK_HERE);
	kt_alone_leave(KT_ALONE);
	if (is_released)
		return;
slowly:
	kt_unlock_at(lock, what, QUICK_HERE);
}
