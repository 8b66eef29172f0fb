/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What linux/minmax.h has beside min() and max(): a program may have these two itself.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_KTEST_MINMAX_H
#define KTEST_LINUX_KTEST_MINMAX_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/const.h>
#include <linux/types.h>

/* Comparable: same signedness after promotion, or known not to be negative. */
#define KTEST_SIGNED(x) is_signed_type(typeof(1 ? (x) : (x)))
#define KTEST_COMPARABLE(x, y) \
	((KTEST_SIGNED(x) == KTEST_SIGNED(y)) || \
	 (KTEST_SIGNED(x) ? statically_true(!((unsigned long long)(x) >> 63)) : \
			    statically_true(!((unsigned long long)(y) >> 63))))
#define KTEST_CMP(name, x, op, y, ux, uy) \
	({ \
		__auto_type ux = (x); \
		__auto_type uy = (y); \
		BUILD_BUG_ON_MSG(!KTEST_COMPARABLE(ux, uy), \
				 #name "(" #x ", " #y ") signedness error"); \
		(ux) op (uy) ? ux : uy; \
	})
#define __cmp_once(name, x, op, y) \
	KTEST_CMP(name, x, op, y, __UNIQUE_ID(x_), __UNIQUE_ID(y_))
#define KTEST_CMP_T(type, x, op, y, ux, uy) \
	({ type ux = (x); type uy = (y); ux op uy ? ux : uy; })
#define __cmp_once_t(type, x, op, y) KTEST_CMP_T(type, x, op, y, __UNIQUE_ID(x_), __UNIQUE_ID(y_))

#define KTEST_UCMP(x, op, y, ux, uy) \
	({ \
		typeof((x) + 0u + 0ul * 0) ux = (x); \
		typeof((y) + 0u + 0ul * 0) uy = (y); \
		ux op uy ? ux : uy; \
	})
#define umin(x, y) KTEST_UCMP(x, <, y, __UNIQUE_ID(x_), __UNIQUE_ID(y_))
#define umax(x, y) KTEST_UCMP(x, >, y, __UNIQUE_ID(x_), __UNIQUE_ID(y_))
#define min3(x, y, z) __cmp_once(min, __cmp_once(min, x, <, y), <, z)
#define max3(x, y, z) __cmp_once(max, __cmp_once(max, x, >, y), >, z)
#define min_t(type, x, y) __cmp_once_t(type, x, <, y)
#define max_t(type, x, y) __cmp_once_t(type, x, >, y)
#define KTEST_MIN_NOT_ZERO(x, y, ux, uy) \
	({ \
		__auto_type ux = (x); \
		__auto_type uy = (y); \
		ux == 0 ? uy : (uy == 0 ? ux : __cmp_once(min, ux, <, uy)); \
	})
#define min_not_zero(x, y) KTEST_MIN_NOT_ZERO(x, y, __UNIQUE_ID(x_), __UNIQUE_ID(y_))

#define KTEST_CLAMP(val, lo, hi, uval, ulo, uhi) \
	({ \
		__auto_type uval = (val); \
		__auto_type ulo = (lo); \
		__auto_type uhi = (hi); \
		BUILD_BUG_ON_MSG(statically_true(ulo > uhi), \
				 "clamp() low limit " #lo " greater than high limit " #hi); \
		BUILD_BUG_ON_MSG(!KTEST_COMPARABLE(uval, ulo), "clamp() signedness error"); \
		BUILD_BUG_ON_MSG(!KTEST_COMPARABLE(uval, uhi), "clamp() signedness error"); \
		uval >= uhi ? uhi : (uval <= ulo ? ulo : uval); \
	})
#ifndef __cplusplus
#define clamp(val, lo, hi) \
	KTEST_CLAMP(val, lo, hi, __UNIQUE_ID(v_), __UNIQUE_ID(l_), __UNIQUE_ID(h_))
#endif
#define clamp_t(type, val, lo, hi) \
	({ \
		type ktest_val = (val), ktest_lo = (lo), ktest_hi = (hi); \
		ktest_val >= ktest_hi ? ktest_hi : (ktest_val <= ktest_lo ? ktest_lo : ktest_val); \
	})
#define clamp_val(val, lo, hi) clamp_t(typeof(val), val, lo, hi)

#define KTEST_REDUCE(name, op, array, len) \
	({ \
		typeof(&(array)[0]) ktest_array = (array); \
		typeof(len) ktest_len = (len); \
		__unqual_scalar_typeof(ktest_array[0]) ktest_best = ktest_array[--ktest_len]; \
		while (ktest_len--) \
			ktest_best = __cmp_once(name, ktest_best, op, ktest_array[ktest_len]); \
		ktest_best; \
	})
#define min_array(array, len) KTEST_REDUCE(min, <, array, len)
#define max_array(array, len) KTEST_REDUCE(max, >, array, len)

#if KTEST_HAS_in_range
static inline bool in_range64(u64 val, u64 start, u64 len)
{
	return (val - start) < len;
}

static inline bool in_range32(u32 val, u32 start, u32 len)
{
	return (val - start) < len;
}

#define in_range(val, start, len) \
	((sizeof(start) | sizeof(len) | sizeof(val)) <= sizeof(u32) ? \
	 in_range32(val, start, len) : in_range64(val, start, len))
#endif

#ifndef __cplusplus
#define swap(a, b) \
	do { typeof(a) ktest_swap = (a); (a) = (b); (b) = ktest_swap; } while (0)
#endif

#include <ktest/close.h>
#endif
