/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Small lookups in sorted arrays.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_UTIL_MACROS_H
#define KTEST_LINUX_UTIL_MACROS_H
#include <ktest/open.h>

#include <linux/math.h>

/*
 * Index of the element next to x; at a tie that of the smaller one. Middles are worked out in the
 * array's own type.
 */
#define KTEST_CLOSER(x, at, beyond, step) \
	if ((x) <= ((at) + (beyond)) / 2) { \
		long ktest_left = (x) - (at), ktest_right = (beyond) - (x); \
		if (ktest_right < ktest_left) \
			step; \
		break; \
	}
#define find_closest(x, a, as) \
	({ \
		typeof(as) ktest_i, ktest_last = (as) - 1; \
		typeof(&(a)[0]) ktest_a = (a); \
		long ktest_x = (x); \
		for (ktest_i = 0; ktest_i < ktest_last; ktest_i++) \
			KTEST_CLOSER(ktest_x, ktest_a[ktest_i], ktest_a[ktest_i + 1], ktest_i++) \
		ktest_i; \
	})
#define find_closest_descending(x, a, as) \
	({ \
		typeof(as) ktest_i; \
		typeof(&(a)[0]) ktest_a = (a); \
		long ktest_x = (x); \
		for (ktest_i = (as) - 1; ktest_i >= 1; ktest_i--) \
			KTEST_CLOSER(ktest_x, ktest_a[ktest_i], ktest_a[ktest_i - 1], ktest_i--) \
		ktest_i; \
	})

#include <ktest/close.h>
#endif
