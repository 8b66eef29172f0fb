// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* AddressSanitizer's findings in the engine's words: which allocation or variable, and its story. */
#define _GNU_SOURCE
#include <stddef.h>

#include "../core/engine.h"
#include "sanitizer.h"

#define ASAN_WEAK __attribute__((weak))

extern int __asan_report_present(void) ASAN_WEAK;
extern const char *__asan_get_report_description(void) ASAN_WEAK;
extern void *__asan_get_report_pc(void) ASAN_WEAK;
extern void *__asan_get_report_address(void) ASAN_WEAK;
extern int __asan_get_report_access_type(void) ASAN_WEAK;
extern size_t __asan_get_report_access_size(void) ASAN_WEAK;
#define ASAN_FRAME_MAGIC 0x41b58ab3ul	/* first word of a frame's variables, then their description */
#define ASAN_FRAME_MOST (64u << 10)

/* Leaks are ours to find: LeakSanitizer would see the whole process, at its end. */
const char *__asan_default_options(void);
__attribute__((used)) const char *__asan_default_options(void)
{
	return "detect_leaks=0:allocator_may_return_null=1:abort_on_error=0:"
	       "detect_stack_use_after_return=0";
}

struct asan_story {
	struct kth_trace traces[2];
	unsigned int nr;
	struct kt_freed freed;
	struct kt_record live;
};

static kt_size asan_block(char *text, kt_size size, kt_addr addr, const struct kt_record *r,
			  const char *state)
{
	return kth_format(text, size, "; first wrong byte: byte %ld of a %s%s allocation of %lu bytes",
			  (long)(addr - r->ptr), state, kt_mem_kind_name(r->kind),
			  (unsigned long)r->size);
}

static const char *asan_number(const char *at, kt_addr *value)
{
	for (*value = 0; *at >= '0' && *at <= '9'; at++)
		*value = *value * 10 + (kt_addr)(*at - '0');
	return *at == ' ' ? at + 1 : at;
}

/* The variable of a frame that is nearest to `offset`; description: "2 32 8 4 buf:7 64 4 1 n". */
static kt_size asan_variable(char *text, kt_size size, const char *description, kt_addr offset)
{
	kt_addr count, begin, length, name_length, best = ~0ul, best_begin = 0, best_length = 0;
	const char *at = asan_number(description, &count), *name = NULL;
	int shown = 0;

	while (count-- && *at) {
		kt_addr distance;

		at = asan_number(asan_number(asan_number(at, &begin), &length), &name_length);
		distance = offset < begin ? begin - offset :
			   offset < begin + length ? 0 : offset - begin - length + 1;
		if (distance < best) {
			best = distance;
			best_begin = begin;
			best_length = length;
			name = at;
			for (shown = 0; (kt_addr)shown < name_length && at[shown] != ':'; shown++)
				;
		}
		for (; name_length && *at; name_length--)
			at++;
		at += *at == ' ';
	}
	if (!name)
		return 0;
	return kth_format(text, size,
			  "; first wrong byte: byte %ld of the local variable %.*s of %lu bytes",
			  (long)(offset - best_begin), shown, name, (unsigned long)best_length);
}

/* The library's own search for it would wait for a lock that it holds now. */
static KTH_UNWATCHED kt_size asan_local(char *text, kt_size size, kt_addr addr)
{
	const kt_addr *word = (const kt_addr *)(addr & ~7ul);
	kt_addr lo = (kt_addr)kt_self_task->stack_lo;

	for (unsigned int i = 0; i < ASAN_FRAME_MOST / 8 && (kt_addr)word > lo; i++, word--)
		if (word[0] == ASAN_FRAME_MAGIC)
			return asan_variable(text, size, (const char *)word[1], addr - (kt_addr)word);
	return 0;
}

/* The variable at the address, or the one that ends a little before it. */
static kt_size asan_global(char *text, kt_size size, kt_addr addr)
{
	for (kt_addr before = 0; before <= 64; before++) {
		kt_addr offset = 0, length = 0;
		const char *name = kt_symbol_name(addr - before, &offset, &length);

		if (name && offset < length)
			/* Its length may count what clang adds to keep variables apart. */
			return kth_format(text, size, "; first wrong byte: byte %lu of the variable %s",
					  (unsigned long)(offset + before), name);
	}
	return 0;
}

/* What lies at the address, or beside it. */
static kt_size asan_place(char *text, kt_size size, kt_addr addr, struct asan_story *story)
{
	if (kt_self_task && addr >= (kt_addr)kt_self_task->stack_lo &&
	    addr < (kt_addr)kt_self_task->stack_hi)
		return asan_local(text, size, addr);
	if (kt_quarantine_find(addr, &story->freed)) {
		story->traces[story->nr++] = (struct kth_trace){
			"allocated at", story->freed.record.frames, story->freed.record.nr_frames };
		story->traces[story->nr++] = (struct kth_trace){ "freed at", story->freed.freed_by,
								 story->freed.nr_freed_by };
		return asan_block(text, size, addr, &story->freed.record, "freed ");
	}
	if (kt_record_near(addr, &story->live)) {
		story->traces[story->nr++] = (struct kth_trace){ "allocated at", story->live.frames,
								 story->live.nr_frames };
		return asan_block(text, size, addr, &story->live, "");
	}
	return asan_global(text, size, addr);
}

/* The library calls it before it prints. */
void __asan_on_error(void);
__attribute__((used)) void __asan_on_error(void)
{
	kt_addr addr = (kt_addr)__asan_get_report_address();
	kt_size access = __asan_get_report_access_size(), n;
	struct asan_story story = { .nr = 0 };
	char text[512];

	if (!kth_crash_begins())
		return;
	n = kth_format(text, sizeof(text), "AddressSanitizer: %s", __asan_get_report_description());
	if (access)
		n += kth_format(text + n, sizeof(text) - n, ": %s of %lu byte%s",
				__asan_get_report_access_type() ? "write" : "read",
				(unsigned long)access, access == 1 ? "" : "s");
	if (addr)
		asan_place(text + n, sizeof(text) - n, addr, &story);
	kth_sanitizer_crash(text, (kt_addr)__asan_get_report_pc(), story.traces, story.nr);
}

/* That this file is linked in is what lets the library find the functions above. */
void kth_catch_asan(void)
{
}
