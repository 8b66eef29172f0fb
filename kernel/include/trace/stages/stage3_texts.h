/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Third reading of a header of trace events: what TP_printk() says of an entry, and the events.
 * No include guard: for each such header.
 */
#undef KTEST_TRACE_ARRAY
#undef KTEST_TRACE_SOURCE
#undef KTEST_TRACE_COPY

#undef DECLARE_EVENT_CLASS
#define DECLARE_EVENT_CLASS(call, proto, args, tstruct, assign, print) KTEST_TRACE_TEXT(call, call, PARAMS(print))
#define KTEST_TRACE_TEXT(template, call, print) \
	static void __maybe_unused \
	trace_raw_output_##call(struct trace_seq *s, struct trace_seq *p __maybe_unused, void *ktest_entry) \
	{ \
		struct trace_event_raw_##template *__entry __maybe_unused = ktest_entry; \
		trace_seq_printf(s, print); \
	}
#define KTEST_TRACE_EVENT(template, call, text) \
	const struct ktest_trace_event ktest_trace_event_##call = { \
		(void *)trace_event_raw_event_##template, \
		trace_raw_output_##text, \
	};
#undef DEFINE_EVENT
#define DEFINE_EVENT(template, call, proto, args) KTEST_TRACE_EVENT(template, call, template)
#undef DEFINE_EVENT_PRINT
#define DEFINE_EVENT_PRINT(template, call, proto, args, print) \
	KTEST_TRACE_TEXT(template, call, PARAMS(print)) KTEST_TRACE_EVENT(template, call, call)

#undef TP_printk
#define TP_printk(fmt, args...) fmt, ##args

#undef __get_bitmask
#define __get_bitmask(field) \
	trace_print_bitmask_seq(p, __get_dynamic_array(field), __get_dynamic_array_len(field))
#undef __get_cpumask
#define __get_cpumask(field) __get_bitmask(field)
#undef __get_rel_bitmask
#define __get_rel_bitmask(field) \
	trace_print_bitmask_seq(p, __get_rel_dynamic_array(field), __get_rel_dynamic_array_len(field))
#undef __get_rel_cpumask
#define __get_rel_cpumask(field) __get_rel_bitmask(field)

#undef __print_flags
#define __print_flags(flag, delim, flag_array...) \
	({ \
		static const struct trace_print_flags ktest_flags[] = { flag_array, { -1, NULL } }; \
		trace_print_flags_seq(p, delim, flag, ktest_flags); \
	})
#undef __print_symbolic
#define __print_symbolic(value, symbol_array...) \
	({ \
		static const struct trace_print_flags ktest_symbols[] = { symbol_array, { -1, NULL } }; \
		trace_print_symbols_seq(p, value, ktest_symbols); \
	})
#undef __print_flags_u64
#define __print_flags_u64(flag, delim, flag_array...) __print_flags(flag, delim, flag_array)
#undef __print_symbolic_u64
#define __print_symbolic_u64(value, symbol_array...) __print_symbolic(value, symbol_array)
#undef __print_hex
#define __print_hex(buf, buf_len) trace_print_hex_seq(p, buf, buf_len, false)
#undef __print_hex_str
#define __print_hex_str(buf, buf_len) trace_print_hex_seq(p, buf, buf_len, true)
#undef __print_array
#define __print_array(array, count, el_size) \
	({ \
		BUILD_BUG_ON((el_size) != 1 && (el_size) != 2 && (el_size) != 4 && (el_size) != 8); \
		trace_print_array_seq(p, array, count, el_size); \
	})
#undef __print_dynamic_array
#define __print_dynamic_array(array, el_size) \
	__print_array(__get_dynamic_array(array), __get_dynamic_array_len(array) / (el_size), (el_size))
#undef __print_hex_dump
#define __print_hex_dump(prefix_str, prefix_type, rowsize, groupsize, buf, len, ascii) \
	trace_print_hex_dump_seq(p, prefix_str, prefix_type, rowsize, groupsize, buf, len, ascii)
#undef __print_ns_to_secs
#define __print_ns_to_secs(value) ((u64)(value) / NSEC_PER_SEC)
#undef __print_ns_without_secs
#define __print_ns_without_secs(value) ((u32)((u64)(value) % NSEC_PER_SEC))
#undef __get_buf
#define __get_buf(len) trace_seq_acquire(p, (len))
