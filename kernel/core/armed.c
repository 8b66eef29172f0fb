/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Objects that are active: something that their owner does not see, as the list of pending timers or a work queue, leads to
 * them. What frees one, or makes it anew, ends the case, as CONFIG_DEBUG_OBJECTS would tell of it. What is known of them
 * stands beside them: one that was overwritten is found before it is used.
 */
#include "alone.h"
#include "engine.h"

#define ARMED_MAX 4096u		/* more are not looked after */
#define ARMED_FRAMES 6

#define ARMED_LINES 1024u	/* power of two: lists by lines of 64 bytes */
#define ARMED_LINE(at) ((at) >> 6)

struct armed {
	kt_addr object;		/* 0: free */
	unsigned int next;	/* of its list, or of the free ones: the number from 1; 0: none */
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
static unsigned int armed_free;
static unsigned int armed_lines[ARMED_LINES];

/* Under the lock: where the number is of the first one within the range. */
static unsigned int *armed_find(kt_addr from, kt_size size)
{
	kt_addr line = ARMED_LINE(from), end = ARMED_LINE(from + size - 1);

	if (end - line >= ARMED_LINES)
		end = line + ARMED_LINES - 1;
	for (; size && line <= end; line++) {
		unsigned int *at = &armed_lines[line % ARMED_LINES];

		for (; *at; at = &armed_table[*at - 1].next)
			if (armed_table[*at - 1].object - from < size)
				return at;
	}
	return 0;
}

static struct armed *armed_room(void)
{
	struct armed *at = armed_free ? &armed_table[armed_free - 1] : 0;

	if (at) {
		armed_free = at->next;
		return at;
	}
	if (!armed_table)
		armed_table = kth_map(ARMED_MAX * sizeof(*armed_table));
	return armed_table && armed_used < ARMED_MAX ? &armed_table[armed_used++] : 0;
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
	kt_table_lock(&armed_lock);
	at = armed_room();
	if (at) {
		unsigned int *line = &armed_lines[ARMED_LINE(armed.object) % ARMED_LINES];

		armed.next = *line;
		*at = armed;
		*line = (unsigned int)(at - armed_table) + 1;
		__atomic_add_fetch(&armed_count, 1, __ATOMIC_RELAXED);
	}
	kt_table_unlock(&armed_lock);
}

void kt_armed_drop(const void *object)
{
	unsigned int *at, number;

	kt_table_lock(&armed_lock);
	at = armed_find((kt_addr)object, 1);
	if (at) {
		number = *at;
		*at = armed_table[number - 1].next;
		armed_table[number - 1].object = 0;
		armed_table[number - 1].next = armed_free;
		armed_free = number;
		__atomic_sub_fetch(&armed_count, 1, __ATOMIC_RELAXED);
	}
	kt_table_unlock(&armed_lock);
}

static const char *armed_function(const struct armed *armed)
{
	const char *name = kt_symbol_name(armed->function, 0, 0);

	return name ? name : armed->function ? "of unknown name" : "that of kfree_rcu()";
}

static KT_NORETURN void armed_misused(const struct armed *armed, const char *what, const void *frame)
{
	const struct kth_trace trace = { "started at", armed->frames, armed->nr_frames };

	kt_fatal_traced(frame, KT_FATAL_MEMORY, &trace, 1,
			"%s %s is %s while it is pending (its function is %s)",
			*armed->type == 'h' || *armed->type == 'r' ? "an" : "a", armed->type, what, armed_function(armed));
}

void kt_armed_check(const void *start, kt_size size, const char *what, const void *frame)
{
	const unsigned int *at;

	/* Each free asks. */
	if (!__atomic_load_n(&armed_count, __ATOMIC_RELAXED))
		return;
	kt_table_lock(&armed_lock);
	at = armed_find((kt_addr)start, size);
	if (at) {
		const struct armed armed = armed_table[*at - 1];

		kt_table_unlock(&armed_lock);
		armed_misused(&armed, what, frame);
	}
	kt_table_unlock(&armed_lock);
}

void kt_armed_verify(void)
{
	struct armed armed = { 0 };
	struct kth_trace trace = { .title = "armed at", .frames = armed.frames };

	kt_table_lock(&armed_lock);
	for (unsigned int i = 0; i < armed_used && !armed.object; i++)
		if (armed_table[i].object && armed_table[i].field &&
		    (kt_addr)*armed_table[i].field != armed_table[i].function)
			armed = armed_table[i];
	kt_table_unlock(&armed_lock);
	if (!armed.object)
		return;
	trace.nr = armed.nr_frames;
	kt_fatal_traced(__builtin_frame_address(0), KT_FATAL_MEMORY, &trace, 1,
			"a timer was overwritten while it was pending (its function was %s)",
			armed_function(&armed));
}
