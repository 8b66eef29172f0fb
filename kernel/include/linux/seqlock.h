/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Readers that try again when a writer was at work.
 * Synchronization table: any number of readers, and one writer (which a seqlock_t's own spin
 * lock or the user's lock ensures).
 * Fidelity: faithful; associated locks are the user's business
 */
#ifndef KTEST_LINUX_SEQLOCK_H
#define KTEST_LINUX_SEQLOCK_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/seqlock_types.h>
#include <linux/spinlock.h>

#define seqcount_init(s) do { (s)->sequence = 0; } while (0)
#define seqcount_spinlock_init(s, l) do { (s)->seqcount.sequence = 0; (void)(l); } while (0)
#define seqcount_raw_spinlock_init(s, l) seqcount_spinlock_init(s, l)
#define seqcount_rwlock_init(s, l) seqcount_spinlock_init(s, l)
#define seqcount_mutex_init(s, l) seqcount_spinlock_init(s, l)
/* What a reader reads until it looks whether it must try again is no data race, but it does not read for ever. */
#define KTEST_SEQ_ACCESSES 1000u
/* Every kind starts with the plain counter. */
#define ktest_seq(s) ((seqcount_t *)(s))

static inline unsigned int ktest_read_begin(const seqcount_t *s)
{
	unsigned int seq;

	while ((seq = __atomic_load_n(&s->sequence, __ATOMIC_ACQUIRE)) & 1)
		kt_relax();
	kt_accesses_marked_next(KTEST_SEQ_ACCESSES);
	return seq;
}

static inline int ktest_read_retry(const seqcount_t *s, unsigned int start)
{
	smp_rmb();
	kt_accesses_marked_next(0);
	return KTEST_READ_ONCE(s->sequence) != start;
}

static inline void ktest_write_begin(seqcount_t *s)
{
	__WRITE_ONCE(s->sequence, s->sequence + 1);
	smp_wmb();
	smp_mb();
	kt_accesses_marked(1);
}

static inline void ktest_write_end(seqcount_t *s)
{
	kt_accesses_marked(0);
	smp_wmb();
	__atomic_store_n(&s->sequence, s->sequence + 1, __ATOMIC_RELEASE);
}

#define read_seqcount_begin(s) ktest_read_begin(ktest_seq(s))
#define raw_read_seqcount_begin(s) ktest_read_begin(ktest_seq(s))
#define __read_seqcount_begin(s) ktest_read_begin(ktest_seq(s))
#define raw_read_seqcount(s) __atomic_load_n(&ktest_seq(s)->sequence, __ATOMIC_ACQUIRE)
#define raw_seqcount_begin(s) (raw_read_seqcount(s) & ~1u)
#define read_seqcount_retry(s, start) ktest_read_retry(ktest_seq(s), start)
#define __read_seqcount_retry(s, start) ktest_read_retry(ktest_seq(s), start)
#define raw_write_seqcount_begin(s) ktest_write_begin(ktest_seq(s))
#define raw_write_seqcount_end(s) ktest_write_end(ktest_seq(s))
#define write_seqcount_begin(s) \
	do { kt_preempt_disable(); ktest_write_begin(ktest_seq(s)); } while (0)
#define write_seqcount_begin_nested(s, subclass) write_seqcount_begin(s)
#define write_seqcount_end(s) do { ktest_write_end(ktest_seq(s)); kt_preempt_enable(); } while (0)
static inline void ktest_seq_invalidate(seqcount_t *s)
{
	smp_wmb();
	__WRITE_ONCE(s->sequence, s->sequence + 2);
}
#define write_seqcount_invalidate(s) ktest_seq_invalidate(ktest_seq(s))

#define seqlock_init(sl) \
	do { spin_lock_init(&(sl)->lock); (sl)->seqcount.sequence = 0; } while (0)
static inline unsigned int read_seqbegin(const seqlock_t *sl)
{
	return ktest_read_begin(&sl->seqcount);
}
static inline unsigned int read_seqretry(const seqlock_t *sl, unsigned int start)
{
	return ktest_read_retry(&sl->seqcount, start);
}
#define KTEST_SEQLOCK(suffix, lock_fn, unlock_fn) \
static inline void write_seqlock##suffix(seqlock_t *sl) \
{ \
	lock_fn(&sl->lock); \
	ktest_write_begin(&sl->seqcount); \
} \
static inline void write_sequnlock##suffix(seqlock_t *sl) \
{ \
	ktest_write_end(&sl->seqcount); \
	unlock_fn(&sl->lock); \
} \
static inline void read_seqlock_excl##suffix(seqlock_t *sl) { lock_fn(&sl->lock); } \
static inline void read_sequnlock_excl##suffix(seqlock_t *sl) { unlock_fn(&sl->lock); }
KTEST_SEQLOCK(, spin_lock, spin_unlock)
KTEST_SEQLOCK(_bh, spin_lock_bh, spin_unlock_bh)
KTEST_SEQLOCK(_irq, spin_lock_irq, spin_unlock_irq)
#define write_seqlock_irqsave(sl, flags) \
	do { local_irq_save(flags); write_seqlock(sl); } while (0)
static inline void write_sequnlock_irqrestore(seqlock_t *sl, unsigned long flags)
{
	write_sequnlock(sl);
	local_irq_restore(flags);
}

/* First pass lockless (even *seq), the second with the lock (odd). */
static inline void read_seqbegin_or_lock(seqlock_t *lock, int *seq)
{
	if (!(*seq & 1))
		*seq = read_seqbegin(lock);
	else
		read_seqlock_excl(lock);
}
static inline int need_seqretry(seqlock_t *lock, int seq)
{
	return !(seq & 1) && read_seqretry(lock, seq);
}
static inline void done_seqretry(seqlock_t *lock, int seq)
{
	if (seq & 1)
		read_sequnlock_excl(lock);
}

#include <ktest/close.h>
#endif
