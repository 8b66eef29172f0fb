/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Trace events of tracing_conformance_test.c and test/emulated/tracing_test.c. */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM tracing_conformance

#if !defined(TRACING_EVENTS_H) || defined(TRACE_HEADER_MULTI_READ)
#define TRACING_EVENTS_H

#include <linux/tracepoint.h>

DECLARE_TRACE(conform_bare, TP_PROTO(int a, const char *text), TP_ARGS(a, text));

TRACE_EVENT(conform_event,
	TP_PROTO(const char *name, unsigned int state, const u16 *data, int len),
	TP_ARGS(name, state, data, len),
	TP_STRUCT__entry(
		__string(name, name)
		__field(unsigned int, state)
		__array(char, fixed, 8)
		__dynamic_array(u16, data, len)
	),
	TP_fast_assign(
		__assign_str(name);
		__entry->state = state;
		strscpy(__entry->fixed, name ?: "none", 8);
		memcpy(__get_dynamic_array(data), data, len * sizeof(*data));
	),
	TP_printk("name=%s fixed=%s state=%s flags=%s data=%s hex=%s", __get_str(name), __entry->fixed,
		  __print_symbolic(__entry->state, { 0, "idle" }, { 3, "both" }),
		  __print_flags(__entry->state, "|", { 1, "ONE" }, { 2, "TWO" }),
		  __print_dynamic_array(data, sizeof(u16)),
		  __print_hex(__get_dynamic_array(data), __get_dynamic_array_len(data)))
);

TRACE_EVENT_CONDITION(conform_even,
	TP_PROTO(int n),
	TP_ARGS(n),
	TP_CONDITION(n % 2 == 0),
	TP_STRUCT__entry(__field(int, n)),
	TP_fast_assign(__entry->n = n;),
	TP_printk("n=%d", __entry->n)
);

int conform_reg(void);
void conform_unreg(void);
TRACE_EVENT_FN(conform_fn,
	TP_PROTO(int n),
	TP_ARGS(n),
	TP_STRUCT__entry(__field(int, n)),
	TP_fast_assign(__entry->n = n;),
	TP_printk("n=%d", __entry->n),
	conform_reg, conform_unreg
);

DECLARE_EVENT_CLASS(conform_class,
	TP_PROTO(u64 ns, const char *text, int len),
	TP_ARGS(ns, text, len),
	TP_STRUCT__entry(
		__field(u64, ns)
		__string_len(text, text, len)
		__rel_string(whole, text)
	),
	TP_fast_assign(
		__entry->ns = ns;
		__assign_str(text);
		__assign_rel_str(whole);
	),
	TP_printk("%llu.%09u %s of %s", __print_ns_to_secs(__entry->ns), __print_ns_without_secs(__entry->ns),
		  __get_str(text), __get_rel_str(whole))
);
DEFINE_EVENT(conform_class, conform_first, TP_PROTO(u64 ns, const char *text, int len), TP_ARGS(ns, text, len));
DEFINE_EVENT_PRINT(conform_class, conform_second, TP_PROTO(u64 ns, const char *text, int len),
	TP_ARGS(ns, text, len), TP_printk("second: %s", __get_str(text)));
DEFINE_EVENT_CONDITION(conform_class, conform_third, TP_PROTO(u64 ns, const char *text, int len),
	TP_ARGS(ns, text, len), TP_CONDITION(len > 0));

TRACE_EVENT_NOP(conform_nop, TP_PROTO(int n), TP_ARGS(n), TP_STRUCT__entry(__field(int, n)),
	TP_fast_assign(__entry->n = n;), TP_printk("n=%d", __entry->n));

#endif

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE tracing_events
#include <trace/define_trace.h>
