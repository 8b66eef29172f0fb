/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Tracepoints: their structures.
 * Fidelity: simplified: no static calls in them; ktest_fired and ktest_event are for <ktest/trace.h>
 */
#ifndef KTEST_LINUX_TRACEPOINT_DEFS_H
#define KTEST_LINUX_TRACEPOINT_DEFS_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/static_key.h>

struct trace_print_flags {
	unsigned long mask;
	const char *name;
};
struct trace_print_flags_u64 {
	unsigned long long mask;
	const char *name;
};

struct tracepoint_func {
	void *func;
	void *data;
	int prio;
};

/* What TRACE_EVENT() adds to a tracepoint: a probe that stores an entry, and TP_printk(). */
struct trace_seq;
struct ktest_trace_event {
	void *probe;
	void (*print)(struct trace_seq *s, struct trace_seq *p, void *entry);
};

struct tracepoint {
	const char *name;
	struct static_key key;
	void *iterator;
	void *probestub;
	int (*regfunc)(void);
	void (*unregfunc)(void);
	struct tracepoint_func __rcu *funcs; /* up to one whose func is NULL */
	unsigned long ktest_fired;
	const struct ktest_trace_event *ktest_event;
};
typedef struct tracepoint *const tracepoint_ptr_t;

#define DECLARE_TRACEPOINT(tp) extern struct tracepoint __tracepoint_##tp
#define tracepoint_enabled(tp) static_key_false(&(__tracepoint_##tp).key)

#include <ktest/close.h>
#endif
