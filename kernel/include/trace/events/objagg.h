/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Tracepoints of lib/objagg.c.
 * Fidelity: none: nothing can listen
 */
#ifndef KTEST_TRACE_EVENTS_OBJAGG_H
#define KTEST_TRACE_EVENTS_OBJAGG_H
#include <ktest/open.h>

#include <linux/objagg.h>

#define KTEST_OBJAGG_TRACE(name) \
	static inline void trace_objagg_##name(const struct objagg *objagg) { (void)objagg; }
#define KTEST_OBJAGG_TRACE_OBJ(name) \
	static inline void trace_objagg_obj_##name(const struct objagg *objagg, const struct objagg_obj *obj) \
	{ (void)objagg, (void)obj; }
#define KTEST_OBJAGG_TRACE_COUNT(name) \
	static inline void trace_objagg_obj_##name(const struct objagg *objagg, const struct objagg_obj *obj, \
						   unsigned int refcount) \
	{ (void)objagg, (void)obj, (void)refcount; }
#define KTEST_OBJAGG_TRACE_PARENT(name) \
	static inline void trace_objagg_obj_parent_##name(const struct objagg *objagg, const struct objagg_obj *obj, \
							  const struct objagg_obj *parent, unsigned int refcount) \
	{ (void)objagg, (void)obj, (void)parent, (void)refcount; }

KTEST_OBJAGG_TRACE(create)
KTEST_OBJAGG_TRACE(destroy)
KTEST_OBJAGG_TRACE_OBJ(create)
KTEST_OBJAGG_TRACE_OBJ(destroy)
KTEST_OBJAGG_TRACE_OBJ(root_create)
KTEST_OBJAGG_TRACE_OBJ(root_destroy)
KTEST_OBJAGG_TRACE_COUNT(get)
KTEST_OBJAGG_TRACE_COUNT(put)
KTEST_OBJAGG_TRACE_PARENT(assign)
KTEST_OBJAGG_TRACE_PARENT(unassign)

#include <ktest/close.h>
#endif
