// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * What a sanitizer finds becomes a crash event (a finding, for races), with our own backtraces, so
 * that a report reads the same whatever compiler made it. Its own text is kept apart from what the
 * case prints, and shown only when nothing better is known.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../core/engine.h"
#include "internal.h"
#include "sanitizer.h"

extern void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));
extern void __sanitizer_set_report_fd(void *fd) __attribute__((weak));
extern void __msan_init(void) __attribute__((weak));
extern void __ubsan_get_current_report_data(const char **kind, const char **message,
					    const char **file, unsigned int *line,
					    unsigned int *column, char **address)
	__attribute__((weak));

static int sanitizer_text = -1;		/* where its own report goes, in a case's process */

void kth_sanitizer_crash(const char *text, kt_addr pc, const struct kth_trace *traces,
			 unsigned int nr)
{
	const void *hi = kt_self_task ? kt_self_task->stack_hi : NULL;
	kt_addr frames[64];
	struct kth_crash crash = { .kind = "memory", .text = text, .frames = frames,
				   .traces = traces, .nr_traces = nr };

	crash.nr_frames = pc ? kth_unwind_from(pc, hi, frames, 64) : 0;
	/* Inside an intercepted memcpy(), say, the place is no return address of ours. */
	if (!crash.nr_frames)
		crash.nr_frames = kth_unwind(__builtin_frame_address(0), hi, frames, 64);
	kth_sink->crash(&crash);
	if (kth_in_case)
		kth_crash_ends();
}

/* ---- undefined behaviour ------------------------------------------------------------ */

/* The library calls it before it prints. GCC's ends the process without asking ASan's. */
void __ubsan_on_report(void);
__attribute__((used)) void __ubsan_on_report(void)
{
	const char *kind, *message = "undefined behaviour", *file;
	unsigned int line, column;
	char *address, text[512];

	if (!kth_crash_begins())
		return;
	if (__ubsan_get_current_report_data)
		__ubsan_get_current_report_data(&kind, &message, &file, &line, &column, &address);
	kth_format(text, sizeof(text), "UndefinedBehaviorSanitizer: %s", message);
	kth_sanitizer_crash(text, 0, NULL, 0);
}

/* ---- uninitialized memory, and whatever else ends the process ------------------------ */

static KTH_UNWATCHED kt_size sanitizer_read_text(char *text, kt_size size)
{
	ssize_t n = sanitizer_text < 0 ? 0 : pread(sanitizer_text, text, size - 1, 0);

	text[n > 0 ? n : 0] = 0;
	return n > 0 ? (kt_size)n : 0;
}

/* The backtrace that follows a sentence of the report: lines "#1 0x4a28b9 in …". */
static KTH_UNWATCHED unsigned int sanitizer_frames_after(const char *text, const char *sentence,
							 kt_addr *frames, unsigned int max)
{
	const char *at = strstr(text, sentence);
	unsigned int n = 0;

	at = at ? strchr(at, '\n') : NULL;
	while (at && n < max) {
		kt_addr value = 0;

		at += 1 + strspn(at + 1, " ");
		if (*at != '#')
			break;
		at = strstr(at, "0x");
		for (at = at ? at + 2 : NULL; at && strchr("0123456789abcdef", *at); at++)
			value = value * 16 + (kt_addr)(*at <= '9' ? *at - '0' : *at - 'a' + 10);
		frames[n++] = value;
		at = at ? strchr(at, '\n') : NULL;
	}
	return n;
}

static void sanitizer_dies(void)
{
	static char text[65536];
	static kt_addr frames[32];
	struct kth_trace origin = { "the value comes from", frames, 0 };
	kt_size length;

	if (!kth_crash_begins())
		return;
	length = sanitizer_read_text(text, sizeof(text));
	if (__msan_init && strstr(text, "use-of-uninitialized-value")) {
		origin.nr = sanitizer_frames_after(text, "Uninitialized value was created", frames, 32);
		kth_sanitizer_crash("MemorySanitizer: use of an uninitialized value", 0, &origin,
				    origin.nr ? 1 : 0);
		return;
	}
	kth_write(STDERR_FILENO, text, length);
	kth_sanitizer_crash("a sanitizer ended the process (see the output)", 0, NULL, 0);
}

void kth_catch_sanitizer(void)
{
	if (__sanitizer_set_death_callback)
		__sanitizer_set_death_callback(sanitizer_dies);
	kth_catch_asan();
	if (!kth_in_case || !__sanitizer_set_report_fd)
		return;
	sanitizer_text = memfd_create("ktest sanitizer", MFD_CLOEXEC);
	if (sanitizer_text >= 0)
		__sanitizer_set_report_fd((void *)(uintptr_t)sanitizer_text);
}
