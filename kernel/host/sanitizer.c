// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What a sanitizer finds becomes a crash event too, and its defaults suit us. */
#define _GNU_SOURCE

#include "internal.h"

extern void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));
extern int __asan_report_present(void) __attribute__((weak));
extern const char *__asan_get_report_description(void) __attribute__((weak));
extern void *__asan_get_report_pc(void) __attribute__((weak));
extern void *__asan_get_report_address(void) __attribute__((weak));

/* Leaks are ours to find: LeakSanitizer would see the whole process, at its end. */
const char *__asan_default_options(void);
__attribute__((weak, used)) const char *__asan_default_options(void)
{
	return "detect_leaks=0:allocator_may_return_null=1:abort_on_error=0:"
	       "detect_stack_use_after_return=0";
}

/* "heap-use-after-free" and the like; the whole report is in the output. */
static void sanitizer_dies(void)
{
	kt_addr frames[64];
	char text[256] = "a sanitizer ended the process (see the output)";
	struct kth_crash crash = { .kind = "memory", .text = text, .frames = frames };
	kt_addr pc = 0;

	if (!kth_crash_begins())
		return;
	if (__asan_report_present && __asan_report_present()) {
		kth_format(text, sizeof(text), "AddressSanitizer: %s",
			   __asan_get_report_description());
		pc = (kt_addr)__asan_get_report_pc();
	}
	crash.nr_frames = kth_unwind_from(pc, kt_self_task ? kt_self_task->stack_hi : NULL,
					  frames, 64);
	if (pc && !crash.nr_frames) {
		frames[0] = pc;
		crash.nr_frames = 1;
	}
	kth_sink->crash(&crash);
}

void kth_catch_sanitizer(void)
{
	if (__sanitizer_set_death_callback)
		__sanitizer_set_death_callback(sanitizer_dies);
}
