/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Functions that are called later (work items, timers, tasklets, interrupt handlers) in the order of locks: who runs one is
 * like the holder of a lock, and who waits until it does not run is like one that takes it. So a wait under a lock which the
 * function takes, too, is a circle (lock_order.c), and a function that waits for itself is found at once.
 */
#include "deferred.h"
#include "../core/alone.h"

#define DEFERRED_CALLS 1024u

/* Its address stands for a call. Of two with one place, what is known of the first is forgotten. */
struct deferred_call {
	const void *object;
	kt_addr function;
};

static struct kth_mutex deferred_lock;
static struct deferred_call deferred_calls[DEFERRED_CALLS];

static struct deferred_call *deferred_call_of(const void *object, kt_addr function)
{
	unsigned int at = (unsigned int)(((kt_addr)object * 31 + function) * 0x9e3779b97f4a7c15u >> 40) % DEFERRED_CALLS;
	struct deferred_call *call = &deferred_calls[at];

	kt_table_lock(&deferred_lock);
	if (call->object && (call->object != object || call->function != function))
		kt_lock_order_forget(call, sizeof(*call));
	call->object = object;
	call->function = function;
	kt_table_unlock(&deferred_lock);
	return call;
}

int kt_deferred_text(const void *lock, const char *what, char *text, kt_size size)
{
	const struct deferred_call *call = lock;
	const char *name;

	if (call < deferred_calls || call >= deferred_calls + DEFERRED_CALLS) {
		kth_format(text, size, "%s", what);
		return 0;
	}
	name = kt_symbol_name(call->function, 0, 0);
	kth_format(text, size, name ? "%s %s()" : "%s", what, name);
	return 1;
}

void kt_deferred_begins(const void *object, kt_addr function, const char *what)
{
	kt_held_add(deferred_call_of(object, function), what, 0, __builtin_frame_address(0));
}

void kt_deferred_ends(const void *object, kt_addr function)
{
	kt_held_drop(deferred_call_of(object, function));
}

void kt_deferred_awaited(const void *object, kt_addr function, const char *what, const void *frame)
{
	const struct deferred_call *call = deferred_call_of(object, function);
	char text[96];

	if (kt_held_find(call)) {
		kt_deferred_text(call, what, text, sizeof(text));
		kt_fatal_at(frame, KT_FATAL_LOCK, "deadlock: %s waits for its own end", text);
	}
	kt_lock_wanted(call, what, 0, frame);
}
