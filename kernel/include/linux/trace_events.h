/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Trace events: what __print_flags() and its kin in TP_printk() call.
 * Fidelity: faithful; of the trace buffer and its files there is nothing
 */
#ifndef KTEST_LINUX_TRACE_EVENTS_H
#define KTEST_LINUX_TRACE_EVENTS_H
#include <ktest/open.h>

#include <linux/percpu.h>
#include <linux/trace_seq.h>
#include <linux/tracepoint.h>

/* A string that is NULL. */
#define EVENT_NULL_STR "(null)"
#define TRACE_EVENT_STR_MAX 512

/* An entry begins with it. */
struct trace_entry {
	unsigned short type;
	unsigned char flags;
	unsigned char preempt_count;
	int pid;
};

/* Each writes a text with its NUL behind what p has, and returns where it begins. */
KTEST_FN const char *trace_print_flags_seq(struct trace_seq *p, const char *delim, unsigned long flags,
					   const struct trace_print_flags *flag_array);
KTEST_FN const char *trace_print_symbols_seq(struct trace_seq *p, unsigned long val,
					     const struct trace_print_flags *symbol_array);
KTEST_FN const char *trace_print_bitmask_seq(struct trace_seq *p, void *bitmask_ptr, unsigned int bitmask_size);
KTEST_FN const char *trace_print_hex_seq(struct trace_seq *p, const unsigned char *buf, int len, bool concatenate);
KTEST_FN const char *trace_print_array_seq(struct trace_seq *p, const void *buf, int count, size_t el_size);
KTEST_FN const char *trace_print_hex_dump_seq(struct trace_seq *p, const char *prefix_str, int prefix_type,
					      int rowsize, int groupsize, const void *buf, size_t len, bool ascii);

/* How long the text of a __vstring() is, with its NUL. */
KTEST_FN __printf(1, 0) int ktest_trace_vstr_len(const char *fmt, va_list *va);
#define __trace_event_vstr_len(fmt, va) ktest_trace_vstr_len(fmt, va)

/* An entry that is being made: all of it fits into a page, or the event is dropped, as in the kernel. */
KTEST_FN void *ktest_trace_entry(size_t size);
/* Where `bytes` more begin, counted from the entry's begin, with the length in the upper half; 0: no room. */
KTEST_FN u32 ktest_trace_room(size_t *size, size_t bytes);
/* The entry is complete: its text is kept. Frees it. */
KTEST_FN void ktest_trace_commit(struct tracepoint *tp, void *entry);
KTEST_FN void ktest_trace_drop(void *entry);

#include <ktest/close.h>
#endif
