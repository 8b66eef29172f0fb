/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Small lookups in sorted arrays.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_UTIL_MACROS_H
#define KTEST_LINUX_UTIL_MACROS_H

#include <linux/math.h>

/* Index of the element next to x; at a tie the lower (ascending) one. */
#define find_closest(x, a, as) \
	({ \
		typeof(as) ktest_i, ktest_n = (as) - 1; \
		long ktest_mid, ktest_left, ktest_right; \
		typeof(&(a)[0]) ktest_a = (a); \
		typeof(x) ktest_x = (x); \
		for (ktest_i = 0; ktest_i < ktest_n; ktest_i++) { \
			ktest_mid = ((long)ktest_a[ktest_i] + ktest_a[ktest_i + 1]) / 2; \
			if ((long)ktest_x <= ktest_mid) { \
				ktest_left = (long)ktest_x - ktest_a[ktest_i]; \
				ktest_right = (long)ktest_a[ktest_i + 1] - ktest_x; \
				if (ktest_right < ktest_left) \
					ktest_i++; \
				break; \
			} \
		} \
		ktest_i; \
	})
/* From the end, so that of two that are as close the later and smaller one is taken. */
#define find_closest_descending(x, a, as) \
	({ \
		typeof(as) ktest_i; \
		long ktest_mid, ktest_left, ktest_right; \
		typeof(&(a)[0]) ktest_a = (a); \
		typeof(x) ktest_x = (x); \
		for (ktest_i = (as) - 1; ktest_i >= 1; ktest_i--) { \
			ktest_mid = ((long)ktest_a[ktest_i] + ktest_a[ktest_i - 1]) / 2; \
			if ((long)ktest_x <= ktest_mid) { \
				ktest_left = (long)ktest_x - ktest_a[ktest_i]; \
				ktest_right = (long)ktest_a[ktest_i - 1] - ktest_x; \
				if (ktest_right < ktest_left) \
					ktest_i--; \
				break; \
			} \
		} \
		ktest_i; \
	})

#endif
