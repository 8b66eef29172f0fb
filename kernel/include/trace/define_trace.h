/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A header of trace events includes this at its end, outside of its guard. Where CREATE_TRACE_POINTS is defined, the
 * header is read three times more; each time its macros make something else.
 * TRACE_SYSTEM names the header, unless TRACE_INCLUDE_FILE does (without .h); TRACE_INCLUDE_PATH says where it is,
 * by default trace/events.
 */
#ifdef CREATE_TRACE_POINTS
#undef CREATE_TRACE_POINTS

#include <linux/stringify.h>
#include <linux/trace_events.h>

#undef TRACE_INCLUDE
#undef __TRACE_INCLUDE
#ifndef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE TRACE_SYSTEM
#define UNDEF_TRACE_INCLUDE_FILE
#endif
#ifndef TRACE_INCLUDE_PATH
#define __TRACE_INCLUDE(system) <trace/events/system.h>
#define UNDEF_TRACE_INCLUDE_PATH
#else
#define __TRACE_INCLUDE(system) __stringify(TRACE_INCLUDE_PATH/system.h)
#endif
#define TRACE_INCLUDE(system) __TRACE_INCLUDE(system)

/* An event may leave out arguments of its tracepoint. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"
#define TRACE_HEADER_MULTI_READ
#include <trace/stages/stage1_tracepoints.h>
#include TRACE_INCLUDE(TRACE_INCLUDE_FILE)
#include <trace/stages/stage2_probes.h>
#include TRACE_INCLUDE(TRACE_INCLUDE_FILE)
#include <trace/stages/stage3_texts.h>
#include TRACE_INCLUDE(TRACE_INCLUDE_FILE)
#undef TRACE_HEADER_MULTI_READ
#pragma GCC diagnostic pop

#undef DECLARE_TRACE
#undef DECLARE_TRACE_CONDITION
#undef DECLARE_EVENT_CLASS
#undef DECLARE_EVENT_CLASS_NOP
#undef DEFINE_EVENT
#undef DEFINE_EVENT_FN
#undef DEFINE_EVENT_PRINT
#undef DEFINE_EVENT_CONDITION
#undef DEFINE_EVENT_NOP
#undef TRACE_EVENT
#undef TRACE_EVENT_FN
#undef TRACE_EVENT_FN_COND
#undef TRACE_EVENT_CONDITION
#undef TRACE_EVENT_NOP
#undef TRACE_EVENT_FLAGS
#undef TRACE_EVENT_PERF_PERM
#undef DECLARE_EVENT_NOP
#undef EXPORT_TRACEPOINT_SYMBOL
#undef EXPORT_TRACEPOINT_SYMBOL_GPL
#undef TP_PROTO
#undef TP_ARGS
#undef TP_CONDITION
#undef DEFINE_TRACE
#undef DEFINE_TRACE_FN
#undef KTEST_DEFINE_TRACE
#undef KTEST_DECLARE_TRACE
#include <linux/tracepoint.h>

#ifdef UNDEF_TRACE_INCLUDE_FILE
#undef TRACE_INCLUDE_FILE
#undef UNDEF_TRACE_INCLUDE_FILE
#endif
#ifdef UNDEF_TRACE_INCLUDE_PATH
#undef TRACE_INCLUDE_PATH
#undef UNDEF_TRACE_INCLUDE_PATH
#endif

#define CREATE_TRACE_POINTS
#endif
