/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Second reading of a header of trace events: of each class a probe, which makes an entry of a tracepoint's arguments.
 * No include guard: for each such header.
 */
#include <ktest/versions.h>
#include <linux/string.h>

#undef DECLARE_TRACE
#define DECLARE_TRACE(name, proto, args)
#undef DECLARE_TRACE_CONDITION
#define DECLARE_TRACE_CONDITION(name, proto, args, cond)
#undef EXPORT_TRACEPOINT_SYMBOL
#define EXPORT_TRACEPOINT_SYMBOL(name)
#undef EXPORT_TRACEPOINT_SYMBOL_GPL
#define EXPORT_TRACEPOINT_SYMBOL_GPL(name)

#undef DECLARE_EVENT_CLASS
#define DECLARE_EVENT_CLASS(call, proto, args, tstruct, assign, print) \
	static void __maybe_unused trace_event_raw_event_##call(void *__data, proto) \
	{ \
		size_t __maybe_unused ktest_size = sizeof(struct trace_event_raw_##call); \
		struct trace_event_raw_##call *__entry = ktest_trace_entry(ktest_size); \
		if (!__entry) \
			return; \
		tstruct \
		{ assign; } \
		ktest_trace_commit(__data, __entry); \
	}

/* A probe of another type than the event's does not compile. */
#undef DEFINE_EVENT
#define DEFINE_EVENT(template, name, proto, args) \
	static inline void ftrace_test_probe_##name(void) \
	{ \
		check_trace_callback_type_##name(trace_event_raw_event_##template); \
	}
#undef DEFINE_EVENT_FN
#define DEFINE_EVENT_FN(template, name, proto, args, reg, unreg) \
	DEFINE_EVENT(template, name, PARAMS(proto), PARAMS(args))

#undef __field
#define __field(type, item)
#undef __field_ext
#define __field_ext(type, item, filter_type)
#undef __field_struct
#define __field_struct(type, item)
#undef __field_struct_ext
#define __field_struct_ext(type, item, filter_type)
#undef __array
#define __array(type, item, len)

#define KTEST_TRACE_ARRAY(loc, bytes, from) \
	__entry->loc = ktest_trace_room(&ktest_size, bytes); \
	if (!__entry->loc) { \
		ktest_trace_drop(__entry); \
		return; \
	} \
	__entry->loc -= (from);
#undef __dynamic_array
#define __dynamic_array(type, item, len) KTEST_TRACE_ARRAY(__data_loc_##item, (len) * sizeof(type), 0)
#undef __rel_dynamic_array
#define __rel_dynamic_array(type, item, len) \
	KTEST_TRACE_ARRAY(__rel_loc_##item, (len) * sizeof(type), \
			  offsetof(__typeof__(*__entry), __rel_loc_##item) + sizeof(u32))

/* What __assign_str(item) will copy. */
#define KTEST_TRACE_SOURCE(item, src) \
	const char *ktest_source_##item __maybe_unused = (const char *)(src) ?: EVENT_NULL_STR;
#undef __string
#define __string(item, src) \
	KTEST_TRACE_SOURCE(item, src) __dynamic_array(char, item, strlen(ktest_source_##item) + 1)
#undef __string_len
#define __string_len(item, src, len) KTEST_TRACE_SOURCE(item, src) __dynamic_array(char, item, (len) + 1)
#undef __vstring
#define __vstring(item, fmt, ap) __dynamic_array(char, item, __trace_event_vstr_len(fmt, ap))
#undef __rel_string
#define __rel_string(item, src) \
	KTEST_TRACE_SOURCE(item, src) __rel_dynamic_array(char, item, strlen(ktest_source_##item) + 1)
#undef __rel_string_len
#define __rel_string_len(item, src, len) KTEST_TRACE_SOURCE(item, src) __rel_dynamic_array(char, item, (len) + 1)

#undef TP_fast_assign
#define TP_fast_assign(args...) args
#undef __perf_count
#define __perf_count(c) (c)
#undef __perf_task
#define __perf_task(t) (t)

#define KTEST_TRACE_COPY(dst, bytes, src) \
	do { \
		char *ktest_dst = (dst); \
		int ktest_len = (int)(bytes) - 1; \
		memcpy(ktest_dst, (src), ktest_len); \
		ktest_dst[ktest_len] = '\0'; \
	} while (0)
#undef __assign_str
#undef __assign_rel_str
#if KTEST_HAS_assign_str_with_source
#define __assign_str(dst, src) KTEST_TRACE_COPY(__get_str(dst), __get_dynamic_array_len(dst), ktest_source_##dst)
#define __assign_rel_str(dst, src) \
	KTEST_TRACE_COPY(__get_rel_str(dst), __get_rel_dynamic_array_len(dst), ktest_source_##dst)
#else
#define __assign_str(dst) KTEST_TRACE_COPY(__get_str(dst), __get_dynamic_array_len(dst), ktest_source_##dst)
#define __assign_rel_str(dst) \
	KTEST_TRACE_COPY(__get_rel_str(dst), __get_rel_dynamic_array_len(dst), ktest_source_##dst)
#endif
#undef __assign_vstr
#define __assign_vstr(dst, fmt, va) \
	do { \
		va_list ktest_va; \
		va_copy(ktest_va, *(va)); \
		vsnprintf(__get_str(dst), __get_dynamic_array_len(dst), fmt, ktest_va); \
		va_end(ktest_va); \
	} while (0)
#undef __get_bitmask
#define __get_bitmask(field) ((char *)__get_dynamic_array(field))
#undef __get_cpumask
#define __get_cpumask(field) __get_bitmask(field)
#undef __get_rel_bitmask
#define __get_rel_bitmask(field) ((char *)__get_rel_dynamic_array(field))
#undef __get_rel_cpumask
#define __get_rel_cpumask(field) __get_rel_bitmask(field)
#undef __assign_bitmask
#define __assign_bitmask(dst, src, nr_bits) \
	memcpy(__get_bitmask(dst), (src), BITS_TO_LONGS(nr_bits) * sizeof(unsigned long))
#undef __assign_cpumask
#define __assign_cpumask(dst, src) __assign_bitmask(dst, src, nr_cpumask_bits)
#undef __assign_sockaddr
#define __assign_sockaddr(dest, src, len) memcpy(__get_dynamic_array(dest), src, len)
#undef __assign_rel_bitmask
#define __assign_rel_bitmask(dst, src, nr_bits) \
	memcpy(__get_rel_bitmask(dst), (src), BITS_TO_LONGS(nr_bits) * sizeof(unsigned long))
#undef __assign_rel_cpumask
#define __assign_rel_cpumask(dst, src) __assign_rel_bitmask(dst, src, nr_cpumask_bits)
#undef __assign_rel_sockaddr
#define __assign_rel_sockaddr(dest, src, len) memcpy(__get_rel_dynamic_array(dest), src, len)
