/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Spinning locks and interrupts: a lock that an interrupt takes may be held by others with such interrupts disabled only.
 * Else one that comes on the holder's CPU waits for ever, for a holder that can not go on. No interrupt has to come for that
 * to be found.
 */
#include "../core/alone.h"
#include "../core/engine.h"
#include "../core/table.h"

#define CONTEXT_LOCKS 512u	/* of more, nothing is known */
#define CONTEXT_PROBES 16u
#define CONTEXT_FRAMES 4
#define CONTEXT_USES 8		/* KT_USE_…, and the same by readers */

struct context_place {
	char task[32];
	unsigned int id, nr_frames;
	kt_addr frames[CONTEXT_FRAMES];
};

struct context_lock {
	kt_addr lock;		/* 0: free */
	unsigned int uses;
	struct context_place places[CONTEXT_USES];
};

static struct kth_mutex context_lock;
static struct context_lock context_locks[CONTEXT_LOCKS];
/* The entries that are not free: a walk over the whole table would touch all its pages, in each case's process. */
static struct context_lock *context_known[CONTEXT_LOCKS];
static unsigned int context_nr_known;
static struct kt_span context_heap;

/* What may not be together: an interrupt's use, and one with such interrupts enabled; not both by readers. */
static const struct {
	unsigned int in, on;
	const char *what, *how;
} context_pairs[] = {
	{ KT_USE_IN_SOFTIRQ, KT_USE_SOFTIRQS_ON, "soft interrupt", "spin_lock_bh()" },
	{ KT_USE_IN_HARDIRQ, KT_USE_HARDIRQS_ON, "interrupt", "spin_lock_irqsave()" },
};

/* The number of a use that excludes `use`; -1: none does. `pair` gets the rule. */
static int context_conflict(const struct context_lock *c, unsigned int use, unsigned int *pair)
{
	for (*pair = 0; *pair < sizeof(context_pairs) / sizeof(context_pairs[0]); ++*pair) {
		unsigned int in = context_pairs[*pair].in, on = context_pairs[*pair].on, other = 0;

		if (use & (in | KT_USE_READ(in)))
			other = on;
		else if (use & (on | KT_USE_READ(on)))
			other = in;
		if (c->uses & other)
			return __builtin_ctz(other);
		if (!(use & (KT_USE_READ(in) | KT_USE_READ(on))) && (c->uses & KT_USE_READ(other)))
			return __builtin_ctz(KT_USE_READ(other));
	}
	return -1;
}

static void context_report(const struct context_lock *c, const char *what, unsigned int use, unsigned int pair, int other)
{
	unsigned int in = context_pairs[pair].in;
	int is_in = (use & (in | KT_USE_READ(in))) != 0;
	const struct context_place *now = &c->places[__builtin_ctz(use)], *then = &c->places[other];
	char text[256], title_now[128], title_then[128];
	const struct kth_trace traces[] = {
		{ title_now, now->frames, now->nr_frames },
		{ title_then, then->frames, then->nr_frames },
	};

	kth_format(text, sizeof(text),
		   "lock and interrupts: %s is taken in a%s %s, and elsewhere with %ss enabled: one that comes while it is held waits for ever; use %s there",
		   what, context_pairs[pair].what[0] == 'i' ? "n" : "", context_pairs[pair].what, context_pairs[pair].what,
		   context_pairs[pair].how);
	kth_format(title_now, sizeof(title_now), "%s (task %u) takes it %s at", now->task, now->id,
		   is_in ? "in an interrupt" : "with interrupts enabled");
	kth_format(title_then, sizeof(title_then), "before, %s (task %u) took it %s at", then->task, then->id,
		   is_in ? "with interrupts enabled" : "in an interrupt");
	kt_report_finding("lock", text, traces, 2);
}

void kt_lock_used(const void *lock, const char *what, unsigned int use, const void *frame)
{
	const struct kt_task *self = kt_self();
	struct context_lock *c, found;
	struct context_place *p;
	unsigned int pair = 0;
	int other = -1;

	kt_table_lock(&context_lock);
	c = KT_TABLE_FIND(context_locks, CONTEXT_LOCKS, CONTEXT_PROBES, lock);
	/* What lies on a stack later is another lock. */
	if (c && !(c->uses & use) && (c->lock || !kt_task_of_stack((kt_addr)lock))) {
		if (!c->lock) {
			kt_span_add(&context_heap, lock);
			context_known[context_nr_known++] = c;
		}
		c->lock = (kt_addr)lock;
		p = &c->places[__builtin_ctz(use)];
		kth_format(p->task, sizeof(p->task), "%s", self->name);
		p->id = self->id;
		p->nr_frames = kt_trace(frame, p->frames, CONTEXT_FRAMES);
		other = context_conflict(c, use, &pair);
		c->uses |= use;
		found = *c;
	}
	kt_table_unlock(&context_lock);
	if (other >= 0)
		context_report(&found, what, use, pair, other);
}

void kt_lock_contexts_forget(const void *at, kt_size size)
{
	if (!kt_span_meets(&context_heap, at, size))
		return;
	kt_table_lock(&context_lock);
	for (unsigned int i = 0; i < context_nr_known; i++)
		if (context_known[i]->lock - (kt_addr)at < size)
			context_known[i]->uses = 0;
	kt_table_unlock(&context_lock);
}
