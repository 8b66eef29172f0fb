/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What the files of host/ share beyond host.h. */
#ifndef KTEST_HOST_INTERNAL_H
#define KTEST_HOST_INTERNAL_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "host.h"

extern int kth_in_case;		/* this process is one case */

/* ---- json.c ------------------------------------------------------------------ */

/*
 * Text under construction. A growing one is malloc'ed; a fixed one (crash
 * handlers) drops what does not fit and says so in `full`.
 */
struct kth_text {
	char *data;
	size_t len, cap;
	int grows, full;
};
void kth_text_add(struct kth_text *text, const char *data, size_t len);
void kth_text_str(struct kth_text *text, const char *string);
void kth_text_u64(struct kth_text *text, uint64_t value);
/* A JSON string; bytes that are not UTF-8 become \u00XX. */
void kth_json_string(struct kth_text *text, const char *data, size_t len);
/* ,"name":"value" (no comma after an opening brace) */
void kth_json_member(struct kth_text *text, const char *name, const char *value);
void kth_json_number(struct kth_text *text, const char *name, int64_t value);
void kth_json_bool(struct kth_text *text, const char *name, int value);
void kth_json_frames(struct kth_text *text, const kt_addr *frames, unsigned int nr);
/* Bytes of the UTF-8 character at p; 0: none, -1: cut off by the end. */
int kth_utf8(const char *p, size_t len);
int kth_json_is_object(const char *p, size_t len);

/* Removes the first n bytes. */
void kth_text_drop(struct kth_text *text, size_t n);

/* ---- messages.c ------------------------------------------------------------------ */

void kth_message_begin(struct kth_text *out, const char *type, uint64_t id);
void kth_message_end(struct kth_text *out);
void kth_message_hello(struct kth_text *out, const struct kt_suite *suites, unsigned int nr);
/* Move what is whole in `in` (or everything) to `out`, as messages. */
void kth_relay_output(struct kth_text *out, uint64_t id, struct kth_text *in, int all);
/* Returns how many bytes were no event. */
uint64_t kth_relay_events(struct kth_text *out, uint64_t id, struct kth_text *in, int all);

/* ---- events.c ------------------------------------------------------------------ */

#define KTH_EVENT_MAX (1u << 20)
void kth_events_prepare(void);		/* in the server: buffers */
void kth_events_open(int fd);		/* in the case's process */

/* ---- backtrace.c ----------------------------------------------------------------- */

/* As kth_unwind from within a signal handler, from the interrupted `pc` on. */
unsigned int kth_unwind_from(kt_addr pc, const void *hi, kt_addr *out, unsigned int max);
/* As kth_unwind_from, with the lower end of each frame. */
unsigned int kth_unwind_bounds(kt_addr pc, kt_addr *out, kt_addr *bounds, unsigned int max);
int kth_is_code(kt_addr pc);
/* Whether `at` lies in a part of the object that is loaded with these flags (PF_…; 0: any). */
struct dl_phdr_info;
int kth_object_covers(const struct dl_phdr_info *info, kt_addr at, unsigned int flags);

/* ---- signals.c ------------------------------------------------------------------- */

/* In the server: alternate stacks for the first threads of each case. */
void kth_signals_prepare(void);
/* A trap stub was reached, and how: its callers, the innermost first. */
void kth_log_trap(const char *name, const kt_addr *frames, unsigned int nr);

/* ---- wild_pointer.c -------------------------------------------------------------- */

/*
 * Says of a fault at `addr` what the pointer was, if it was an error pointer or ZERO_SIZE_PTR; returns
 * the length, 0: neither. `context` is the signal handler's; has_address: the processor told `addr`.
 */
kt_size kth_wild_pointer(char *text, kt_size size, const void *context, kt_addr addr,
			 int has_address);

/* ---- threads.c ------------------------------------------------------------------- */

/* In the server: makes the first threads of each case cheaper. */
void kth_threads_prepare(void);
/* Detached; the new thread calls fn(arg) with its stack's bounds known. */
int kth_thread(void (*fn)(void *arg), void *arg);

/* ---- fiber.c --------------------------------------------------------------------- */

/* Makes stacks for the next fibers, up to that many. */
void kth_fibers_prepare(unsigned int stacks);
#define KTH_FIBER_STACKS 128u	/* so many are kept at most */
/* The stacks of the next fibers. */
void kth_fiber_stacks(void (*each)(void *lo, kt_size size));
/* Keeps the values of the running one's thread-local variables, and brings them back. */
void kth_context_keep(struct kth_context *c);
void kth_context_resume(const struct kth_context *c);
/* If it is a fiber that runs: its stack, and 1. */
int kth_fiber_stack(void **lo, void **hi);
/* If it is a fiber that runs, it ends. */
void kth_fiber_exit(void);

/* ---- sanitizer.c ------------------------------------------------------------------- */

void kth_catch_sanitizer(void);

/* ---- case.c ------------------------------------------------------------------------ */

struct kth_limits {
	uint64_t cpu_s, memory, output;
};
/* Ends all children of this process; returns how many were still alive. */
unsigned int kth_end_children(void);
/* In a new case process: session, descriptors, limits, handlers, verdict. */
void kth_case_become(const struct kth_limits *limits, int out_fd, int event_fd);
void kth_case_prepare(void);	/* in the server */

#endif
