/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Exponentially weighted moving averages: a new value has the weight 1/weight_rcp, the average before it the rest. The
 * average is kept with `precision` bits behind the point; the first value that is added is the average.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_AVERAGE_H
#define KTEST_LINUX_AVERAGE_H

#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/log2.h>

#define KTEST_EWMA_CHECK(precision, weight_rcp) \
	do { \
		BUILD_BUG_ON(!__builtin_constant_p(precision)); \
		BUILD_BUG_ON(!__builtin_constant_p(weight_rcp)); \
		BUILD_BUG_ON((precision) > 30); \
		BUILD_BUG_ON_NOT_POWER_OF_2(weight_rcp); \
	} while (0)

#define DECLARE_EWMA(name, _precision, _weight_rcp) \
	struct ewma_##name { \
		unsigned long internal; \
	}; \
	static inline void ewma_##name##_init(struct ewma_##name *e) \
	{ \
		KTEST_EWMA_CHECK(_precision, _weight_rcp); \
		e->internal = 0; \
	} \
	static inline unsigned long ewma_##name##_read(struct ewma_##name *e) \
	{ \
		KTEST_EWMA_CHECK(_precision, _weight_rcp); \
		return e->internal >> (_precision); \
	} \
	static inline void ewma_##name##_add(struct ewma_##name *e, unsigned long val) \
	{ \
		unsigned long was = READ_ONCE(e->internal), now = val << (_precision); \
		KTEST_EWMA_CHECK(_precision, _weight_rcp); \
		if (was) \
			now = ((was << ilog2(_weight_rcp)) - was + now) >> ilog2(_weight_rcp); \
		WRITE_ONCE(e->internal, now); \
	}

#endif
