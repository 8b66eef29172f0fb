/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Objects that are active: something that their owner does not see, as the list of pending timers or a work queue, leads to
 * them. What frees one, or makes it anew, ends the case, as CONFIG_DEBUG_OBJECTS would tell of it. What is known of them
 * stands beside them: one that was overwritten is found before it is used.
 */
#include "engine.h"

#define ARMED_MAX 4096u		/* more are not looked after */
#define ARMED_FRAMES 6

struct armed {
	kt_addr object;		/* 0: free */
	const char *type;
	kt_addr function;
	void *const *field;	/* where it keeps its function; 0: nobody looks there */
	kt_addr frames[ARMED_FRAMES];
	unsigned int nr_frames;
};

static struct kth_mutex armed_lock;
static struct armed *armed_table;
static unsigned int armed_used;		/* upper end of what was ever used */
static unsigned int armed_count;

/* Under the lock: the first one within the range. */
static struct armed *armed_find(kt_addr from, kt_size size)
{
	for (unsigned int i = 0; i < armed_used; i++)
		if (armed_table[i].object && armed_table[i].object - from < size)
			return &armed_table[i];
	return 0;
}

static struct armed *armed_room(void)
{
	if (!armed_table)
		armed_table = kth_map(ARMED_MAX * sizeof(*armed_table));
	if (!armed_table)
		return 0;
	for (unsigned int i = 0; armed_count < armed_used && i < armed_used; i++)
		if (!armed_table[i].object)
			return &armed_table[i];
	return armed_used < ARMED_MAX ? &armed_table[armed_used++] : 0;
}

void kt_armed_add(const void *object, const char *type, kt_addr function, void *const *field,
		  const void *frame)
{
	struct armed armed = {
		.object = (kt_addr)object,
		.type = type,
		.function = function,
		.field = field,
	};
	struct armed *at;

	armed.nr_frames = kt_trace(frame, armed.frames, ARMED_FRAMES);
	kth_lock(&armed_lock);
	at = armed_room();
	if (at) {
		*at = armed;
		__atomic_add_fetch(&armed_count, 1, __ATOMIC_RELAXED);
	}
	kth_unlock(&armed_lock);
}

void kt_armed_drop(const void *object)
{
	struct armed *at;

	kth_lock(&armed_lock);
	at = armed_find((kt_addr)object, 1);
	if (at) {
		at->object = 0;
		__atomic_sub_fetch(&armed_count, 1, __ATOMIC_RELAXED);
	}
	kth_unlock(&armed_lock);
}

static const char *armed_function(const struct armed *armed)
{
	const char *name = kt_symbol_name(armed->function, 0, 0);

	return name ? name : "of unknown name";
}

void kt_armed_check(const void *start, kt_size size, const char *what, const void *frame)
{
	struct armed armed = { 0 };
	struct kth_trace trace = { .title = "started at", .frames = armed.frames };
	struct armed *at;

	if (!__atomic_load_n(&armed_count, __ATOMIC_RELAXED))
		return;
	kth_lock(&armed_lock);
	at = armed_find((kt_addr)start, size);
	if (at)
		armed = *at;
	kth_unlock(&armed_lock);
	if (!armed.object)
		return;
	trace.nr = armed.nr_frames;
	kt_fatal_traced(frame, KT_FATAL_MEMORY, &trace, 1,
			"%s %s is %s while it is pending (its function is %s)",
			*armed.type == 'h' ? "an" : "a", armed.type, what, armed_function(&armed));
}

void kt_armed_verify(void)
{
	struct armed armed = { 0 };
	struct kth_trace trace = { .title = "armed at", .frames = armed.frames };

	kth_lock(&armed_lock);
	for (unsigned int i = 0; i < armed_used && !armed.object; i++)
		if (armed_table[i].object && armed_table[i].field &&
		    (kt_addr)*armed_table[i].field != armed_table[i].function)
			armed = armed_table[i];
	kth_unlock(&armed_lock);
	if (!armed.object)
		return;
	trace.nr = armed.nr_frames;
	kt_fatal_traced(__builtin_frame_address(0), KT_FATAL_MEMORY, &trace, 1,
			"a timer was overwritten while it was pending (its function was %s)",
			armed_function(&armed));
}
