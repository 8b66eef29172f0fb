/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* How tasks wait for a word to change, and are woken. */
#include "alone.h"
#include "task.h"

/* Others see that it sleeps, until it is resumed; one that may not be preempted spins. */
static void wait_show(struct kt_task *self)
{
	unsigned int running = 0;

	if (self->skin_state && !self->preempt_count)
		self->shows_sleep = __atomic_compare_exchange_n(self->skin_state, &running, KT_SLEEPING, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}

int kt_wait_on(const volatile unsigned int *word, unsigned int expected, kt_u64 deadline,
	       const char *what, struct kt_task *owner, const void *frame)
{
	struct kt_task *self = kt_self();
	int result;

	kt_tasks_start_held();
	kth_lock(&kt_task_lock);
	if (__atomic_load_n(word, __ATOMIC_SEQ_CST) != expected) {
		kt_task_unlock();
		kt_order_acquire((const void *)word);
		return KT_CHANGED;
	}
	if (deadline <= kt_clock) {
		kt_task_unlock();
		return KT_TIMEOUT;
	}
	self->wait_word = word;
	self->wait_deadline = deadline;
	self->wait_what = what;
	self->wait_owner = owner;
	wait_show(self);
	result = kt_task_park(self, TASK_WAITING, "waits", frame);
	if (result != KT_TIMEOUT)
		kt_order_acquire((const void *)word);
	return result;
}

int kt_wait(const volatile unsigned int *word, unsigned int expected, kt_u64 deadline)
{
	return kt_wait_on(word, expected, deadline, 0, 0, __builtin_frame_address(0));
}

unsigned int kt_word_add(unsigned int *word, unsigned int by)
{
	enum kt_alone_how how = kt_alone_enter();
	unsigned int sum;

	if (!how)
		return __atomic_add_fetch(word, by, __ATOMIC_SEQ_CST);
	sum = *word += by;
	kt_alone_leave(how);
	return sum;
}

/* For sure: known without the lock as long as tasks take turns. */
static int wait_is_idle(void)
{
	enum kt_alone_how how = kt_alone_enter();
	int is_empty;

	if (!how)
		return 0;
	is_empty = !kt_task_waiters;
	kt_alone_leave(how);
	return is_empty;
}

static int wait_is_for(const struct kt_task *t, const volatile unsigned int *word)
{
	return t->state == TASK_WAITING && t->wait_word == word;
}

unsigned int kt_wake(const volatile unsigned int *word, unsigned int n)
{
	struct kt_task **at = &kt_task_waiters;
	unsigned int woken = 0;

	kt_order_release((const void *)word);
	if (wait_is_idle())
		return 0;
	kth_lock(&kt_task_lock);
	while (*at && woken < n) {
		if (wait_is_for(*at, word)) {
			kt_task_resume(kt_task_unlink(at), KT_WOKEN);
			woken++;
		} else {
			at = &(*at)->wait_next;
		}
	}
	kt_task_unlock();
	if (woken)
		kt_point(__builtin_frame_address(0));
	return woken;
}

unsigned int kt_task_waiters_of(const unsigned int *word)
{
	unsigned int n = 0;

	kth_lock(&kt_task_lock);
	for (const struct kt_task *t = kt_task_waiters; t; t = t->wait_next)
		n += (unsigned int)wait_is_for(t, word);
	kt_task_unlock();
	return n;
}

int kt_task_pass(struct kt_lock *lock, unsigned int nth, const char *what, const void *frame)
{
	const char *how = nth ? "is preempted" : "waits";
	struct kt_task **at = &kt_task_waiters, *self = kt_self(), *next;

	kth_lock(&kt_task_lock);
	while (*at && (!wait_is_for(*at, &lock->word) || (nth && --nth)))
		at = &(*at)->wait_next;
	if (!*at) {
		kt_task_unlock();
		return -1;
	}
	next = kt_task_unlink(at);
	__atomic_store_n(&lock->owner, next, __ATOMIC_RELAXED);
	kt_task_resume(next, KT_HANDED);
	self->wait_word = &lock->word;
	self->wait_deadline = KT_FOREVER;
	self->wait_what = what;
	self->wait_owner = next;
	return kt_task_park(self, TASK_WAITING, how, frame);
}
