/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Locks over kt_wait().
 *
 * kt_lock.word: 0 unlocked, 1 locked, 2 locked and perhaps waited for. Who is resumed with KT_HANDED has the lock.
 * kt_rwlock.word: number of readers, LOCK_WRITER, and LOCK_QUEUED while a
 * writer waits; new readers wait as long as either bit is set.
 */
#include "alone.h"
#include "explore.h"
#include "order.h"
#include "task.h"

#define LOCK_WRITER 0x80000000u
#define LOCK_QUEUED 0x40000000u
#define LOCK_READERS 0x3fffffffu

#define LOCK_HERE __builtin_frame_address(0)

int kt_shares_locks;

/* Of another process's tasks, which share the lock's memory, one may have the same address. */
static int lock_is_own(const void *lock, const struct kt_task *owner)
{
	return owner == kt_self() && !(kt_shares_locks && kt_held_how(lock) == KT_HELD_NOT);
}

/* Until the word may have changed. Another process wakes nobody here. */
static int lock_sleep(const unsigned int *word, unsigned int value, const char *what, struct kt_task *owner, const void *frame)
{
	if (!kt_shares_locks)
		return kt_wait_on(word, value, KT_FOREVER, what, owner, frame);
	kth_yield();
	return KT_CHANGED;
}

static unsigned int lock_load(const unsigned int *word)
{
	return __atomic_load_n(word, __ATOMIC_SEQ_CST);
}

static void lock_set_owner(struct kt_task **owner, struct kt_task *task)
{
	__atomic_store_n(owner, task, __ATOMIC_RELAXED);
}

unsigned int kt_lock_uses(const struct kt_task *self)
{
	unsigned int uses = self->irqs_off ? 0 : KT_USE_HARDIRQS_ON;

	if (self->hardirq)
		return KT_USE_IN_HARDIRQ;
	if (self->softirq)
		return uses | KT_USE_IN_SOFTIRQ;
	return uses && !self->bh_count ? uses | KT_USE_SOFTIRQS_ON : uses;
}

/* The contexts of a spinning lock that were not told yet. */
static void lock_tell_use(const void *lock, unsigned int *told, const struct kt_task *self, int is_read, const char *what,
			  const void *frame)
{
	unsigned int uses = kt_lock_uses(self);

	if (is_read)
		uses = KT_USE_READ(uses);
	uses &= ~__atomic_load_n(told, __ATOMIC_RELAXED);
	if (!uses)
		return;
	__atomic_or_fetch(told, uses, __ATOMIC_RELAXED);
	for (; uses; uses &= uses - 1)
		kt_lock_used(lock, what, uses & -uses, frame);
}

/* The running task has it: spinning locks are those taken with preemption off. */
static void lock_taken(const void *lock, struct kt_task *self, const char *what, const void *frame)
{
	kt_held_add(lock, what, self->preempt_count > 0, frame);
	if (self->order)
		kt_order_acquire(lock);
}

static void lock_taken_alone(struct kt_lock *lock, int is_tried, const char *what, const void *frame)
{
	struct kt_task *self = kt_self();

	lock_set_owner(&lock->owner, self);
	lock_taken(lock, self, what, frame);
	/* An interrupt that only tries does not wait. */
	if (self->preempt_count && !(is_tried && (self->softirq || self->hardirq)))
		lock_tell_use(lock, &lock->uses, self, 0, what, frame);
}

static void lock_taken_shared(struct kt_rwlock *lock, int is_read, const char *what, const void *frame)
{
	struct kt_task *self = kt_self();

	lock_taken(lock, self, what, frame);
	if (is_read)
		kt_held_read();
	if (self->preempt_count)
		lock_tell_use(lock, &lock->uses, self, is_read, what, frame);
}

/* A writer comes after the readers before it, and readers come after writers. */
static const void *lock_readers(const struct kt_rwlock *lock)
{
	return &lock->waiting_writers;
}

static struct kt_task *lock_owner(struct kt_task *const *owner)
{
	return __atomic_load_n(owner, __ATOMIC_RELAXED);
}

static KT_NORETURN void lock_recursion(const void *lock, const char *what,
					const struct kt_task *self, const void *frame)
{
	const struct kt_held *held = kt_held_find(lock);
	const struct kth_trace taken = { "taken at", held ? held->frames : 0,
					 held ? held->nr_frames : 0 };

	kt_fatal_traced(frame, KT_FATAL_LOCK, &taken, held ? 1 : 0,
			"recursive locking: %s (task %u) already holds %s", self->name, self->id, what);
}

static KT_NORETURN void lock_not_held(const void *lock, const char *what, const void *frame)
{
	struct kth_trace before;

	kt_fatal_traced(frame, KT_FATAL_LOCK, &before, kt_released_trace(lock, &before),
			"unlock of %s, which is not locked", what);
}

/* ---- one holder ---------------------------------------------------------------- */

int kt_trylock(struct kt_lock *lock, const char *what)
{
	struct kt_task *self = kt_self();

	kt_point(LOCK_HERE);
	if (!kt_word_swap(&lock->word, 0, 1)) {
		/* It may be tried in a loop. */
		kt_others_turn();
		return 0;
	}
	lock_taken_alone(lock, 1, what, LOCK_HERE);
	return 1;
}

/* Until the running task has it. */
static void lock_wait(struct kt_lock *lock, const char *what, const void *frame)
{
	while (kt_word_exchange(&lock->word, 2) != 0) {
		if (lock_sleep(&lock->word, 2, what, lock_owner(&lock->owner), frame) == KT_HANDED)
			return;
	}
}

void kt_lock_at(struct kt_lock *lock, const char *what, const void *frame)
{
	struct kt_task *self = kt_self();

	kt_point(frame);
	if (self->nr_held)
		kt_lock_wanted(lock, what, 0, frame);
	if (kt_word_swap(&lock->word, 0, 1))
		goto taken;
	if (lock_load(&lock->word) > 2)
		kt_fatal_at(frame, KT_FATAL_LOCK, "%s is not initialized, or was overwritten", what);
	if (lock_is_own(lock, lock_owner(&lock->owner)))
		lock_recursion(lock, what, self, frame);
	lock_wait(lock, what, frame);
taken:
	lock_taken_alone(lock, 0, what, frame);
}

void kt_lock(struct kt_lock *lock, const char *what)
{
	kt_lock_at(lock, what, LOCK_HERE);
}

void kt_unlock_at(struct kt_lock *lock, const char *what, const void *frame)
{
	struct kt_task *self = kt_self(), *owner = lock_owner(&lock->owner);
	unsigned int word = lock_load(&lock->word);

	if (word == 0)
		lock_not_held(lock, what, frame);
	if (word > 2)
		kt_fatal_at(frame, KT_FATAL_LOCK, "%s is not initialized, or was overwritten", what);
	if (owner != self)
		kt_fatal_at(frame, KT_FATAL_LOCK, "%s (task %u) unlocks %s, which %s (task %u) holds",
			 self->name, self->id, what, owner ? owner->name : "nobody known",
			 owner ? owner->id : 0);
	lock_set_owner(&lock->owner, 0);
	kt_held_drop(lock);
	if (self->order)
		kt_order_release(lock);
	kt_lock_released(lock, frame);
	if (kt_word_exchange(&lock->word, 0) == 2)
		kt_wake(&lock->word, 1);
	/* Of a spinning lock preempt_enable() comes next. */
	if (!self->preempt_count)
		kt_point(frame);
}

static int lock_pass(struct kt_lock *lock, const char *what, unsigned int nth, const void *frame)
{
	struct kt_task *self = kt_self();
	int how;

	if (lock_load(&lock->word) != 2)
		return 0;
	kt_held_drop(lock);
	if (self->order)
		kt_order_release(lock);
	how = kt_task_pass(lock, nth, what, frame);
	if (how >= 0 && how != KT_HANDED)
		lock_wait(lock, what, frame);
	lock_taken_alone(lock, 0, what, frame);
	return how >= 0;
}

int kt_lock_pass(struct kt_lock *lock, const char *what)
{
	return lock_pass(lock, what, 0, LOCK_HERE);
}

void kt_lock_lose(struct kt_lock *lock, const char *what, unsigned int nth, const void *frame)
{
	lock_pass(lock, what, nth, frame);
}

/* ---- many readers or one writer --------------------------------------------------- */

static int lock_try_read(struct kt_rwlock *lock)
{
	unsigned int word = lock_load(&lock->word);

	while (!(word & (LOCK_WRITER | LOCK_QUEUED))) {
		if (kt_word_swap(&lock->word, word, word + 1))
			return 1;
		word = lock_load(&lock->word);
	}
	return 0;
}

int kt_read_trylock(struct kt_rwlock *lock, const char *what)
{
	if (!lock_try_read(lock))
		return 0;
	lock_taken_shared(lock, 1, what, LOCK_HERE);
	return 1;
}

/* A reader whose lock sleeps waits behind a writer that came in between, and that one for the first reader. */
static void lock_check_reader(const struct kt_rwlock *lock, const char *what, const struct kt_task *self, const void *frame)
{
	if (!self->preempt_count && kt_held_how(lock) == KT_HELD_READ)
		kt_rule_broken(frame, lock,
			       "recursive locking: %s (task %u) takes %s for reading once more: a writer that comes in between waits for ever, and so does this",
			       self->name, self->id, what);
}

void kt_read_lock(struct kt_rwlock *lock, const char *what)
{
	struct kt_task *self = kt_self();

	kt_point(LOCK_HERE);
	if (self->nr_held) {
		lock_check_reader(lock, what, self, LOCK_HERE);
		kt_lock_wanted(lock, what, 1, LOCK_HERE);
	}
	while (!lock_try_read(lock)) {
		unsigned int word = lock_load(&lock->word);

		if ((word & LOCK_WRITER) && lock_is_own(lock, lock_owner(&lock->owner)))
			lock_recursion(lock, what, self, LOCK_HERE);
		if (word & (LOCK_WRITER | LOCK_QUEUED))
			lock_sleep(&lock->word, word, what, lock_owner(&lock->owner), LOCK_HERE);
	}
	lock_taken_shared(lock, 1, what, LOCK_HERE);
}

void kt_read_unlock(struct kt_rwlock *lock, const char *what)
{
	const struct kt_task *self = kt_self();
	unsigned int word;

	if ((lock_load(&lock->word) & LOCK_READERS) && kt_held_how(lock) == KT_HELD_NOT)
		kt_fatal_at(LOCK_HERE, KT_FATAL_LOCK, "read unlock of %s, which others hold, but not %s (task %u)", what, self->name,
			    self->id);
	do {
		word = lock_load(&lock->word);
		if (!(word & LOCK_READERS))
			kt_fatal_at(LOCK_HERE, KT_FATAL_LOCK, "read unlock of %s, which no reader holds", what);
	} while (!kt_word_swap(&lock->word, word, word - 1));
	kt_held_drop(lock);
	if (self->order)
		kt_order_release(lock_readers(lock));
	if (word == (LOCK_QUEUED | 1))
		kt_wake(&lock->word, ~0u);
}

static int lock_try_write(struct kt_rwlock *lock)
{
	unsigned int word = lock_load(&lock->word);

	if ((word & ~LOCK_QUEUED) || !kt_word_swap(&lock->word, word, LOCK_WRITER))
		return 0;
	lock_set_owner(&lock->owner, kt_self());
	return 1;
}

int kt_write_trylock(struct kt_rwlock *lock, const char *what)
{
	if (!lock_try_write(lock))
		return 0;
	if (kt_self()->order)
		kt_order_acquire(lock_readers(lock));
	lock_taken_shared(lock, 0, what, LOCK_HERE);
	return 1;
}

void kt_write_lock(struct kt_rwlock *lock, const char *what)
{
	struct kt_task *self = kt_self();

	kt_point(LOCK_HERE);
	if (self->nr_held) {
		if (kt_held_find(lock))
			lock_recursion(lock, what, self, LOCK_HERE);
		kt_lock_wanted(lock, what, 0, LOCK_HERE);
	}
	if (lock_try_write(lock))
		goto taken;
	__atomic_add_fetch(&lock->waiting_writers, 1, __ATOMIC_SEQ_CST);
	while (!lock_try_write(lock)) {
		unsigned int word = lock_load(&lock->word);

		if ((word & LOCK_WRITER) && lock_is_own(lock, lock_owner(&lock->owner)))
			lock_recursion(lock, what, self, LOCK_HERE);
		if (!(word & ~LOCK_QUEUED))
			continue;
		if (!(word & LOCK_QUEUED) && !kt_word_swap(&lock->word, word, word | LOCK_QUEUED))
			continue;
		lock_sleep(&lock->word, word | LOCK_QUEUED, what, lock_owner(&lock->owner), LOCK_HERE);
	}
	__atomic_sub_fetch(&lock->waiting_writers, 1, __ATOMIC_SEQ_CST);
taken:
	if (self->order)
		kt_order_acquire(lock_readers(lock));
	lock_taken_shared(lock, 0, what, LOCK_HERE);
}

void kt_write_unlock(struct kt_rwlock *lock, const char *what)
{
	struct kt_task *self = kt_self(), *owner = lock_owner(&lock->owner);
	unsigned int word = lock_load(&lock->word), next;

	if (!(word & LOCK_WRITER))
		kt_fatal_at(LOCK_HERE, KT_FATAL_LOCK, "write unlock of %s, which no writer holds", what);
	if (owner != self)
		kt_fatal_at(LOCK_HERE, KT_FATAL_LOCK, "%s (task %u) unlocks %s, which %s (task %u) holds",
			 self->name, self->id, what, owner ? owner->name : "nobody known",
			 owner ? owner->id : 0);
	lock_set_owner(&lock->owner, 0);
	kt_held_drop(lock);
	if (self->order)
		kt_order_release(lock);
	do {
		word = lock_load(&lock->word);
		next = __atomic_load_n(&lock->waiting_writers, __ATOMIC_SEQ_CST) ? LOCK_QUEUED : 0;
	} while (!kt_word_swap(&lock->word, word, next));
	/* Readers set no bit when they queue, so this cannot be left out. */
	kt_wake(&lock->word, ~0u);
}

/* The writer becomes a reader, and lets the other readers in. */
void kt_write_downgrade(struct kt_rwlock *lock, const char *what)
{
	struct kt_task *self = kt_self();

	if (!(lock_load(&lock->word) & LOCK_WRITER) || lock_owner(&lock->owner) != self)
		kt_fatal_at(LOCK_HERE, KT_FATAL_LOCK, "downgrade of %s, which %s (task %u) does not hold for writing",
			    what, self->name, self->id);
	lock_set_owner(&lock->owner, 0);
	kt_held_drop(lock);
	kt_held_add(lock, what, self->preempt_count > 0, LOCK_HERE);
	kt_held_read();
	if (self->order)
		kt_order_release(lock);
	__atomic_store_n(&lock->word,
			 __atomic_load_n(&lock->waiting_writers, __ATOMIC_SEQ_CST) ? LOCK_QUEUED | 1 : 1,
			 __ATOMIC_SEQ_CST);
	kt_wake(&lock->word, ~0u);
}
