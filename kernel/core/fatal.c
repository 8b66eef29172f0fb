/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Ends of a case that the program itself is to blame for. */
#include "engine.h"

static const char *fatal_kind_name(enum kt_fatal_kind kind)
{
	switch (kind) {
	case KT_FATAL_BUG:
		return "bug";
	case KT_FATAL_PANIC:
		return "panic";
	case KT_FATAL_MEMORY:
		return "memory";
	case KT_FATAL_DEADLOCK:
		return "deadlock";
	case KT_FATAL_LOCK:
		return "lock";
	case KT_FATAL_UNSUPPORTED:
		break;
	}
	return "unsupported";
}

static KT_NORETURN void fatal_end(const void *frame, enum kt_fatal_kind kind,
				  const struct kth_trace *traces, unsigned int nr_traces,
				  const char *fmt, __builtin_va_list args)
{
	static char fatal_text[8192];
	static struct kth_task_note fatal_tasks[64];
	kt_addr frames[64];
	struct kth_crash crash = { .kind = fatal_kind_name(kind),
				   .text = fatal_text,
				   .traces = traces,
				   .nr_traces = nr_traces };

	if (!kth_crash_begins())
		for (;;)
			kth_pause_us(1000000);
	kth_tell_races();
	kth_vformat(fatal_text, sizeof(fatal_text), fmt, args);
	crash.nr_frames = frame ? kth_unwind(frame, kt_self()->stack_hi, frames, 64) : 0;
	crash.frames = frames;
	if (crash.nr_frames)
		frames[0]--;	/* the call itself: the first frame is exact */
	if (kind == KT_FATAL_DEADLOCK) {
		crash.nr_tasks = kt_tasks_describe(fatal_tasks, 64);
		crash.tasks = fatal_tasks;
	}
	kth_sink->crash(&crash);
	kth_crash_ends();
}

void kt_fatal(enum kt_fatal_kind kind, const char *fmt, ...)
{
	__builtin_va_list args;

	__builtin_va_start(args, fmt);
	fatal_end(__builtin_frame_address(0), kind, 0, 0, fmt, args);
}

void kt_fatal_at(const void *frame, enum kt_fatal_kind kind, const char *fmt, ...)
{
	__builtin_va_list args;

	__builtin_va_start(args, fmt);
	fatal_end(frame, kind, 0, 0, fmt, args);
}

void kt_fatal_traced(const void *frame, enum kt_fatal_kind kind, const struct kth_trace *traces,
		     unsigned int nr, const char *fmt, ...)
{
	__builtin_va_list args;

	__builtin_va_start(args, fmt);
	fatal_end(frame, kind, traces, nr, fmt, args);
}

void kt_describe_frame(kt_addr addr, char *buf, kt_size size)
{
	kt_addr offset = 0, length = 0;
	const char *name = kt_symbol_name(addr - 1, &offset, &length);

	if (name)
		kth_format(buf, size, "%s+0x%lx/0x%lx", name, (unsigned long)offset + 1,
			   (unsigned long)length);
	else
		kth_format(buf, size, "0x%lx", (unsigned long)addr);
}

kt_addr kth_stubs_lo = KTH_TRAP_LO, kth_stubs_hi = KTH_TRAP_HI;

int kt_is_stub(const void *addr)
{
	return (kt_addr)addr >= kth_stubs_lo && (kt_addr)addr < kth_stubs_hi;
}
