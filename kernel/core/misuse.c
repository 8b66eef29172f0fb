/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Findings of a skin that checks by itself how locks and contexts are used. */
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

void kt_context_misused(const char *fmt, ...)
{
	__builtin_va_list args;
	char text[256];

	__builtin_va_start(args, fmt);
	kth_vformat(text, sizeof(text), fmt, args);
	__builtin_va_end(args);
	kt_report_finding("context", text, 0, 0);
}
