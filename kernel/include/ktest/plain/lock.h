/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: locks. Whoever waits long sleeps in a futex, which also works between processes. */
#ifndef KTEST_PLAIN_LOCK_H
#define KTEST_PLAIN_LOCK_H

/* 0 free, 1 taken, 2 taken and somebody sleeps. */
KTP_FN int kt_trylock(struct kt_lock *lock, const char *what)
{
	unsigned int unlocked = 0;

	(void)what;
	return __atomic_compare_exchange_n(&lock->word, &unlocked, 1, 0, __ATOMIC_ACQUIRE,
					   __ATOMIC_RELAXED);
}

KTP_FN void kt_lock(struct kt_lock *lock, const char *what)
{
	unsigned int turns;

	for (turns = 0; turns < 100; turns++) {
		if (kt_trylock(lock, what))
			return;
		ktp_yield();
	}
	while (__atomic_exchange_n(&lock->word, 2, __ATOMIC_ACQUIRE))
		kt_wait(&lock->word, 2, KT_FOREVER);
}

KTP_FN void kt_unlock(struct kt_lock *lock, const char *what)
{
	(void)what;
	if (__atomic_exchange_n(&lock->word, 0, __ATOMIC_RELEASE) == 2)
		kt_wake(&lock->word, 1);
}

KTP_FN void kt_readers_enter(struct kt_readers *readers, const char *what, const void *frame)
{
	struct kt_task *self = kt_self();

	(void)what, (void)frame;
	self->reads_half = __atomic_load_n(&readers->half, __ATOMIC_SEQ_CST);
	kt_word_add(&readers->nr[self->reads_half], 1);
}

KTP_FN void kt_readers_leave(struct kt_readers *readers)
{
	unsigned int *nr = &readers->nr[kt_self()->reads_half];

	if (kt_word_add(nr, -1u) == 0 && __atomic_load_n(&readers->nr_awaiting, __ATOMIC_SEQ_CST))
		kt_wake(nr, ~0u);
}

/* The number of readers, or this for a writer. */
#define KTP_WRITER 0x80000000u

KTP_FN int kt_read_trylock(struct kt_rwlock *lock, const char *what)
{
	unsigned int readers = __atomic_load_n(&lock->word, __ATOMIC_RELAXED);

	(void)what;
	while (readers != KTP_WRITER)
		if (__atomic_compare_exchange_n(&lock->word, &readers, readers + 1, 0, __ATOMIC_ACQUIRE,
						__ATOMIC_RELAXED))
			return 1;
	return 0;
}

/* Lets writers that wait go first, unless this is for long. */
KTP_FN void kt_read_lock(struct kt_rwlock *lock, const char *what)
{
	unsigned int turns;

	for (turns = 0;; turns++) {
		unsigned int word = __atomic_load_n(&lock->word, __ATOMIC_RELAXED);

		if ((turns > 20 || !__atomic_load_n(&lock->waiting_writers, __ATOMIC_RELAXED)) &&
		    kt_read_trylock(lock, what))
			return;
		if (turns < 100 || word != KTP_WRITER)
			ktp_yield();
		else
			kt_wait(&lock->word, word, kt_now() + 1000000);
	}
}

KTP_FN int kt_write_trylock(struct kt_rwlock *lock, const char *what)
{
	unsigned int unlocked = 0;

	(void)what;
	return __atomic_compare_exchange_n(&lock->word, &unlocked, KTP_WRITER, 0, __ATOMIC_ACQUIRE,
					   __ATOMIC_RELAXED);
}

KTP_FN void kt_write_lock(struct kt_rwlock *lock, const char *what)
{
	unsigned int turns;

	__atomic_fetch_add(&lock->waiting_writers, 1, __ATOMIC_RELAXED);
	for (turns = 0; !kt_write_trylock(lock, what); turns++) {
		unsigned int word = __atomic_load_n(&lock->word, __ATOMIC_RELAXED);

		if (turns < 100 || !word)
			ktp_yield();
		else
			kt_wait(&lock->word, word, kt_now() + 1000000);
	}
	__atomic_fetch_sub(&lock->waiting_writers, 1, __ATOMIC_RELAXED);
}

KTP_FN void kt_read_unlock(struct kt_rwlock *lock, const char *what)
{
	(void)what;
	if (__atomic_sub_fetch(&lock->word, 1, __ATOMIC_RELEASE) == 0 &&
	    __atomic_load_n(&lock->waiting_writers, __ATOMIC_RELAXED))
		kt_wake(&lock->word, 1);
}

KTP_FN void kt_write_unlock(struct kt_rwlock *lock, const char *what)
{
	(void)what;
	__atomic_store_n(&lock->word, 0, __ATOMIC_RELEASE);
	kt_wake(&lock->word, ~0u);
}

KTP_FN void kt_write_downgrade(struct kt_rwlock *lock, const char *what)
{
	(void)what;
	__atomic_store_n(&lock->word, 1, __ATOMIC_RELEASE);
	kt_wake(&lock->word, ~0u);
}

#endif
