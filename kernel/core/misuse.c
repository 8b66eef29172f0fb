/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Findings of those who check how locks and contexts are used. */
#include "engine.h"

void kt_lock_misused(const void *frame, const void *lock, const char *fmt, ...)
{
	const struct kt_held *held = kt_held_find(lock);
	struct kth_trace trace = { .title = "taken at" };
	__builtin_va_list args;
	char text[256];

	__builtin_va_start(args, fmt);
	kth_vformat(text, sizeof(text), fmt, args);
	__builtin_va_end(args);
	if (held) {
		trace.frames = held->frames;
		trace.nr = held->nr_frames;
	} else {
		kt_released_trace(lock, &trace);
	}
	if (kt_run.is_lenient)
		kt_report_finding("lock", text, &trace, trace.nr > 0);
	else
		kt_fatal_traced(frame, KT_FATAL_LOCK, &trace, trace.nr > 0, "%s", text);
}

#define MISUSE_PLACES 64u

/* Of this case: the format, which is the rule, and where. */
static struct {
	const char *fmt;
	kt_addr at;
	unsigned int epoch;
} misuse_told[MISUSE_PLACES];
static unsigned int misuse_nr_told;

static int misuse_is_told_of(const char *fmt, kt_addr at)
{
	for (unsigned int i = 0; i < misuse_nr_told && i < MISUSE_PLACES; i++)
		if (misuse_told[i].fmt == fmt && misuse_told[i].at == at && misuse_told[i].epoch == kt_epoch)
			return 1;
	misuse_told[misuse_nr_told % MISUSE_PLACES].fmt = fmt;
	misuse_told[misuse_nr_told % MISUSE_PLACES].at = at;
	misuse_told[misuse_nr_told++ % MISUSE_PLACES].epoch = kt_epoch;
	return 0;
}

static int misuse_is_told(const char *fmt, const struct kth_trace *trace)
{
	kt_addr at = 0;

	for (unsigned int i = 0; i < trace->nr && i < 4; i++)
		at = at * 31 + trace->frames[i];
	return misuse_is_told_of(fmt, at);
}

/* Tells of it at `frame`, and of another place, which may have no frames; once. */
static void misuse_tell(const char *kind, const void *frame, const struct kth_trace *other, const char *fmt, __builtin_va_list args)
{
	kt_addr frames[KT_TRACE_DEPTH];
	const struct kth_trace traces[2] = { { "at", frames, kt_trace(frame, frames, KT_TRACE_DEPTH) }, *other };
	char text[320];

	if (misuse_is_told(fmt, &traces[0]))
		return;
	kth_vformat(text, sizeof(text), fmt, args);
	kt_report_finding(kind, text, traces, other->nr ? 2 : 1);
}

void kt_rule_broken(const void *frame, const void *lock, const char *fmt, ...)
{
	const struct kt_held *held = lock ? kt_held_find(lock) : 0;
	struct kth_trace other = { "taken at", held ? held->frames : 0, held ? held->nr_frames : 0 };
	__builtin_va_list args;

	if (kt_run.is_program)
		return;
	if (lock && !held)
		kt_released_trace(lock, &other);
	__builtin_va_start(args, fmt);
	misuse_tell(lock ? "lock" : "context", frame, &other, fmt, args);
	__builtin_va_end(args);
}

void kt_rule_broken_since(const void *frame, const char *title, kt_addr at, const char *fmt, ...)
{
	const struct kth_trace other = { title, &at, at ? 1 : 0 };
	__builtin_va_list args;

	if (kt_run.is_program)
		return;
	__builtin_va_start(args, fmt);
	misuse_tell("context", frame, &other, fmt, args);
	__builtin_va_end(args);
}

const char *kt_lock_unnamed(const void *lock, const char *name, const char *without)
{
	const void *frame = __builtin_frame_address(0);
	struct kt_freed freed;
	struct kth_trace traces[2];

	if ((!name || name == KT_LOCK_DESTROYED) && misuse_is_told_of(without, (kt_addr)lock))
		return without;
	if (!name)
		kt_rule_broken(frame, 0, "lock initialization: %s is used (its memory is zero)", without);
	else if (name == KT_LOCK_DESTROYED)
		kt_rule_broken(frame, lock, "lock initialization: a mutex is used after mutex_destroy()");
	if (!name || name == KT_LOCK_DESTROYED)
		return without;
	if (!kt_quarantine_find((kt_addr)lock, &freed))
		kt_fatal_at(frame, KT_FATAL_LOCK, "lock initialization: %s is used, or one that was overwritten", without);
	traces[0] = (struct kth_trace){ "allocated at", freed.record.frames, freed.record.nr_frames };
	traces[1] = (struct kth_trace){ "freed at", freed.freed_by, freed.nr_freed_by };
	kt_fatal_traced(frame, KT_FATAL_LOCK, traces, 2, "use after free: a lock is used in memory that was freed");
}

void kt_deadlock(const void *frame, const char *fmt, ...)
{
	__builtin_va_list args;
	char text[256];

	__builtin_va_start(args, fmt);
	kth_vformat(text, sizeof(text), fmt, args);
	__builtin_va_end(args);
	kt_fatal_at(frame, KT_FATAL_DEADLOCK, "%s", text);
}

void kt_context_misused(const char *fmt, ...)
{
	__builtin_va_list args;
	char text[256];

	__builtin_va_start(args, fmt);
	kth_vformat(text, sizeof(text), fmt, args);
	__builtin_va_end(args);
	kt_report_finding("context", text, 0, 0);
}
