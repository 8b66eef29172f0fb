/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Trace events of lib/objagg.c.
 * Fidelity: faithful
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM objagg

#if !defined(KTEST_TRACE_EVENTS_OBJAGG_H) || defined(TRACE_HEADER_MULTI_READ)
#define KTEST_TRACE_EVENTS_OBJAGG_H

#include <linux/tracepoint.h>

struct objagg;
struct objagg_obj;

#define KTEST_OBJAGG_EVENT(name) \
	TRACE_EVENT(objagg_##name, TP_PROTO(const struct objagg *objagg), TP_ARGS(objagg), \
		    TP_STRUCT__entry(__field(const void *, objagg)), \
		    TP_fast_assign(__entry->objagg = objagg;), \
		    TP_printk("objagg %p", __entry->objagg))
#define KTEST_OBJAGG_OBJ_EVENT(name) \
	TRACE_EVENT(objagg_obj_##name, TP_PROTO(const struct objagg *objagg, const struct objagg_obj *obj), \
		    TP_ARGS(objagg, obj), \
		    TP_STRUCT__entry(__field(const void *, objagg) __field(const void *, obj)), \
		    TP_fast_assign(__entry->objagg = objagg; __entry->obj = obj;), \
		    TP_printk("objagg %p, obj %p", __entry->objagg, __entry->obj))
#define KTEST_OBJAGG_COUNT_EVENT(name) \
	TRACE_EVENT(objagg_obj_##name, \
		    TP_PROTO(const struct objagg *objagg, const struct objagg_obj *obj, unsigned int refcount), \
		    TP_ARGS(objagg, obj, refcount), \
		    TP_STRUCT__entry(__field(const void *, objagg) __field(const void *, obj) \
				     __field(unsigned int, refcount)), \
		    TP_fast_assign(__entry->objagg = objagg; __entry->obj = obj; __entry->refcount = refcount;), \
		    TP_printk("objagg %p, obj %p, refcount %u", __entry->objagg, __entry->obj, __entry->refcount))
#define KTEST_OBJAGG_PARENT_EVENT(name) \
	TRACE_EVENT(objagg_obj_parent_##name, \
		    TP_PROTO(const struct objagg *objagg, const struct objagg_obj *obj, \
			     const struct objagg_obj *parent, unsigned int parent_refcount), \
		    TP_ARGS(objagg, obj, parent, parent_refcount), \
		    TP_STRUCT__entry(__field(const void *, objagg) __field(const void *, obj) \
				     __field(const void *, parent) __field(unsigned int, parent_refcount)), \
		    TP_fast_assign(__entry->objagg = objagg; __entry->obj = obj; __entry->parent = parent; \
				   __entry->parent_refcount = parent_refcount;), \
		    TP_printk("objagg %p, obj %p, parent %p, parent_refcount %u", __entry->objagg, __entry->obj, \
			      __entry->parent, __entry->parent_refcount))

KTEST_OBJAGG_EVENT(create)
KTEST_OBJAGG_EVENT(destroy)
KTEST_OBJAGG_OBJ_EVENT(create)
KTEST_OBJAGG_OBJ_EVENT(destroy)
KTEST_OBJAGG_OBJ_EVENT(root_create)
KTEST_OBJAGG_OBJ_EVENT(root_destroy)
KTEST_OBJAGG_COUNT_EVENT(get)
KTEST_OBJAGG_COUNT_EVENT(put)
KTEST_OBJAGG_PARENT_EVENT(assign)
KTEST_OBJAGG_PARENT_EVENT(unassign)

#endif

#include <trace/define_trace.h>
