/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * For tests: which tracepoints fired, how often, and what TP_printk() says. `name` is the event's: ktest_trace_start(foo)
 * is for TRACE_EVENT(foo, …), whose header the test includes. As in a kernel a tracepoint is off, and does nothing, until
 * somebody wants it: ktest_trace_start(), or a probe of register_trace_foo().
 *
 *	KUNIT_ASSERT_EQ(test, ktest_trace_start(foo), 0);
 *	code_under_test();
 *	KUNIT_EXPECT_EQ(test, ktest_trace_count(foo), 2);
 *	KUNIT_EXPECT_STREQ(test, ktest_trace_text(foo, 0), "bytes=12");
 *
 * Each case begins with nothing recorded.
 */
#ifndef KTEST_TRACE_H
#define KTEST_TRACE_H
#include <ktest/open.h>

#include <linux/trace_events.h>
#include <linux/tracepoint.h>

/* Switches the tracepoint on and keeps its texts from now on. 0, or what the event's reg function returned. */
#define ktest_trace_start(name) ktest_tracepoint_start(&__tracepoint_##name)
#define ktest_trace_stop(name) ktest_tracepoint_stop(&__tracepoint_##name)
/* How often it fired while it was on, with its condition fulfilled. */
#define ktest_trace_count(name) ktest_tracepoint_count(&__tracepoint_##name)
/* What TP_printk() said the nth time, from 0 on. NULL: it did not fire so often, or DECLARE_TRACE() made it. */
#define ktest_trace_text(name, nth) ktest_tracepoint_text(&__tracepoint_##name, nth)
/* Of all events that were started, the nth that fired, as "foo: bytes=12"; NULL at the end. */
#define ktest_trace_line(nth) ktest_tracepoint_line(nth)
/* Forgets counts and texts of all events. */
#define ktest_trace_clear() ktest_tracepoint_clear()

KTEST_FN int ktest_tracepoint_start(struct tracepoint *tp);
KTEST_FN void ktest_tracepoint_stop(struct tracepoint *tp);
KTEST_FN unsigned long ktest_tracepoint_count(struct tracepoint *tp);
KTEST_FN const char *ktest_tracepoint_text(struct tracepoint *tp, unsigned int nth);
KTEST_FN const char *ktest_tracepoint_line(unsigned int nth);
KTEST_FN void ktest_tracepoint_clear(void);

#include <ktest/close.h>
#endif
