/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What comes before what: of two things that different tasks do, which one is ordered before the other by locks, wake-ups,
 * atomic operations and barriers, whatever the schedule. Kept by vector clocks, in instrumented programs only.
 *
 * A task's clock says how far each task had come in all that is ordered before its next step. It gives its clock to a
 * place of memory by a release (kt_order_release: an unlock, a wake-up), and takes up what others left there by an acquire.
 */
#ifndef KTEST_ORDER_H
#define KTEST_ORDER_H

#include <ktest/core.h>

#define KT_ORDER_TASKS 64	/* tasks at a time; what more of them do is not looked at */

struct kt_clock {
	kt_u32 of[KT_ORDER_TASKS];
	kt_u32 stores;			/* so many of all stores must be seen (store.h) */
};

#define KT_STORES 8

/* A store that others may not see yet: what was there before, or, while it is hidden, what was stored (store.h). */
struct kt_store {
	void *at;
	unsigned int size;
	kt_u32 number;			/* of the first store there (store.h) */
	unsigned char value[8];
	unsigned char shown[8];		/* of an old value that a load reads: that one */
};

#define KT_LOADS 8

/* What a task read, and how many stores were numbered then: it does not see older ones of that place any more. */
struct kt_load {
	const void *at;
	unsigned int stores;
};

struct kt_order {
	int is_used;
	unsigned int slot;
	struct kt_clock now;
	struct kt_clock seen;		/* left at places that it read without an acquire: up to its next read barrier */
	struct kt_clock fence;		/* its clock at its last write barrier */
	int has_seen, has_fence;
	unsigned int marked_reads;	/* so many further accesses count as marked: a seqlock's reader */
	unsigned int marked_writes;	/* nesting of a seqlock's writers */
	unsigned int racy;		/* nesting of data_race() */
	unsigned int nr_stores;		/* since its last release, the oldest first */
	struct kt_store stores[KT_STORES];
	unsigned int nr_loads;
	struct kt_load loads[KT_LOADS];	/* beyond what is ordered before it */
	struct kt_store older;		/* size 0, or: memory has an older value for its load, and this is the right one */
};

/* NULL: nobody looks at what the running task does. */
static inline struct kt_order *kt_order_self(void)
{
	return kt_self_task ? kt_self_task->order : 0;
}

/* Whether the step `at` of the task in `slot` is ordered before the next step of `self`. */
static inline int kt_order_is_before(const struct kt_order *self, unsigned int slot, kt_u32 at)
{
	return self->now.of[slot] >= at;
}

/* From here on, tasks have clocks; once, before the case. */
void kt_order_begin(void);
/* A task begins, as the running one's next step, and ends. */
void kt_order_task_begins(struct kt_task *t);
void kt_order_task_ends(struct kt_task *t);

/*
 * Atomic operations at an address; `order` is an __ATOMIC_… of the compiler's. A volatile access is a relaxed one; what it
 * reads may be a pointer, on whose target everything depends.
 */
void kt_order_load(const void *at, int order);
void kt_order_store(const void *at, int order);
void kt_order_swap(const void *at, int order);
void kt_order_fence(int order);

#endif
