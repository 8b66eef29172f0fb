/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The order in which locks are taken. Whoever waits for a lock while it holds another makes an edge from the held one to the
 * wanted one. A circle of edges is a deadlock that some schedule has, although this one may not have it.
 *
 * Locks are single ones, not classes of them: two locks of one place in the source are in no order by that. Locks on stacks
 * are left out, since others come to lie where they were. Readers do not keep readers out.
 */
#include "deferred.h"
#include "../core/alone.h"

#define ORDER_EDGES 1024u	/* of more, nothing is known */
#define ORDER_SLOTS 4096u
#define ORDER_CIRCLE 6		/* locks of a circle that is found */
#define ORDER_FRAMES 4

struct order_end {
	const void *lock;
	const char *what;
	int is_read;
	unsigned int nr_frames;
	kt_addr frames[ORDER_FRAMES];
};

struct order_edge {
	struct order_end held, wanted;
	char task[32];
	unsigned int id, seen;
};

const void *kt_lock_unordered;

static struct kth_mutex order_lock;
static struct order_edge order_edges[ORDER_EDGES];
static unsigned int order_nr_edges, order_searches;
static struct kt_span order_heap;
static unsigned short order_slots[ORDER_SLOTS];		/* number of the edge from 1; 0: none */

static unsigned int order_hash(const void *held, const void *wanted)
{
	return (unsigned int)(((kt_addr)held * 31 + (kt_addr)wanted) * 0x9e3779b97f4a7c15u >> 40);
}

/* Where the edge is, or may be put. */
static unsigned short *order_slot(const void *held, const void *wanted)
{
	unsigned int at = order_hash(held, wanted);

	/* There are four times as many as edges. */
	for (;; at++) {
		unsigned short *slot = &order_slots[at % ORDER_SLOTS];
		const struct order_edge *e = *slot ? &order_edges[*slot - 1] : 0;

		if (!e || (e->held.lock == held && e->wanted.lock == wanted))
			return slot;
	}
}

static int order_excludes(int is_read, int is_other_read)
{
	return !is_read || !is_other_read;
}

/* A way from `from`, which is taken so, to the end of `to`: its edges, and how many. 0: there is none. */
static unsigned int order_find(const struct order_end *from, const struct order_end *to, struct order_edge **way,
			       unsigned int length)
{
	for (unsigned int i = 0; length < ORDER_CIRCLE - 1 && i < order_nr_edges; i++) {
		struct order_edge *e = &order_edges[i];
		unsigned int found;

		if (e->held.lock != from->lock || e->seen == order_searches ||
		    !order_excludes(e->held.is_read, from->is_read))
			continue;
		e->seen = order_searches;
		way[length] = e;
		if (e->wanted.lock == to->lock && order_excludes(e->wanted.is_read, to->is_read))
			return length + 1;
		found = order_find(&e->wanted, to, way, length + 1);
		if (found)
			return found;
	}
	return 0;
}

/* What happens at an edge, in words. */
static void order_phrase(const struct order_edge *e, char *text, kt_size size)
{
	char held[96], wanted[96];
	int runs = kt_deferred_text(e->held.lock, e->held.what, held, sizeof(held));
	int waits = kt_deferred_text(e->wanted.lock, e->wanted.what, wanted, sizeof(wanted));

	if (runs)
		kth_format(text, size, waits ? "%s waits for %s" : "%s takes %s", held, wanted);
	else
		kth_format(text, size, waits ? "%s is waited for while %s is held" : "%s is taken while %s is held", wanted, held);
}

/* The two traces of an edge, with their titles. */
static void order_traces(const struct order_edge *e, char (*titles)[160], struct kth_trace *traces)
{
	char name[96];
	int is_call = kt_deferred_text(e->wanted.lock, e->wanted.what, name, sizeof(name));

	kth_format(titles[0], sizeof(*titles), "%s (task %u) %s %s at", e->task, e->id, is_call ? "waits for" : "takes", name);
	traces[0] = (struct kth_trace){ titles[0], e->wanted.frames, e->wanted.nr_frames };
	is_call = kt_deferred_text(e->held.lock, e->held.what, name, sizeof(name));
	kth_format(titles[1], sizeof(*titles), is_call ? "and is in %s, called at" : "and holds %s, taken at", name);
	traces[1] = (struct kth_trace){ titles[1], e->held.frames, e->held.nr_frames };
}

static void order_report(const struct order_edge *now, struct order_edge *const *way, unsigned int length)
{
	char titles[2 * ORDER_CIRCLE][160], phrase[256], text[384];
	struct kth_trace traces[2 * ORDER_CIRCLE];
	unsigned int nr = 0;

	for (unsigned int i = 0; i <= length; i++, nr += 2)
		order_traces(i ? way[i - 1] : now, titles + nr, traces + nr);
	order_phrase(now, phrase, sizeof(phrase));
	kth_format(text, sizeof(text), "lock order: %s, and elsewhere %s: both at once may wait for ever", phrase,
		   length > 1 ? "in a circle the other way round" : "the other way round");
	kt_report_finding("lock", text, traces, nr);
}

/* Under the lock, once more: another task may have added it. If there is a way back, it is in `way`. */
static void order_add(const struct order_edge *edge, struct order_edge **way, unsigned int *length)
{
	unsigned short *slot = order_slot(edge->held.lock, edge->wanted.lock);

	if (*slot || order_nr_edges == ORDER_EDGES)
		return;
	order_searches++;
	*length = order_find(&edge->wanted, &edge->held, way, 0);
	order_edges[order_nr_edges++] = *edge;
	kt_span_add(&order_heap, edge->held.lock);
	kt_span_add(&order_heap, edge->wanted.lock);
	*slot = (unsigned short)order_nr_edges;
}

/* Whether an edge would be a new one of locks that stay where they are. */
static int order_is_new(const void *held, const void *wanted)
{
	int is_new;

	kt_table_lock(&order_lock);
	is_new = !*order_slot(held, wanted) && !kt_task_of_stack((kt_addr)held) && !kt_task_of_stack((kt_addr)wanted);
	kt_table_unlock(&order_lock);
	return is_new;
}

void kt_lock_wanted(const void *lock, const char *what, int is_read, const void *frame)
{
	const struct kt_task *self = kt_self();

	if (lock == kt_lock_unordered)
		return;
	for (unsigned int i = 0; i < self->nr_held && i < KT_HELD_MAX; i++) {
		const struct kt_held *held = &self->held[i];
		struct order_edge *way[ORDER_CIRCLE], edge;
		unsigned int length = 0;

		if (!held->lock || held->lock == lock || held->lock == kt_lock_unordered ||
		    !order_is_new(held->lock, lock))
			continue;
		edge = (struct order_edge){
			.held = { .lock = held->lock, .what = held->what, .is_read = held->is_read },
			.wanted = { .lock = lock, .what = what, .is_read = is_read },
			.id = self->id,
		};
		for (; edge.held.nr_frames < held->nr_frames; edge.held.nr_frames++)
			edge.held.frames[edge.held.nr_frames] = held->frames[edge.held.nr_frames];
		edge.wanted.nr_frames = kt_trace(frame, edge.wanted.frames, ORDER_FRAMES);
		kth_format(edge.task, sizeof(edge.task), "%s", self->name);
		kt_table_lock(&order_lock);
		order_add(&edge, way, &length);
		kt_table_unlock(&order_lock);
		if (length)
			order_report(&edge, way, length);
	}
}

void kt_lock_order_forget(const void *at, kt_size size)
{
	kt_addr from = (kt_addr)at;
	unsigned int left = 0;

	if (!kt_span_meets(&order_heap, at, size))
		return;
	kt_table_lock(&order_lock);
	for (unsigned int i = 0; i < order_nr_edges; i++) {
		const struct order_edge *e = &order_edges[i];

		if ((kt_addr)e->held.lock - from < size || (kt_addr)e->wanted.lock - from < size)
			continue;
		if (left++ != i)
			order_edges[left - 1] = *e;
	}
	if (left != order_nr_edges) {
		order_nr_edges = left;
		__builtin_memset(order_slots, 0, sizeof(order_slots));
		for (unsigned int i = 0; i < left; i++)
			*order_slot(order_edges[i].held.lock, order_edges[i].wanted.lock) = (unsigned short)(i + 1);
	}
	kt_table_unlock(&order_lock);
}
