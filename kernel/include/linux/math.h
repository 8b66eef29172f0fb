/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Rounding, division, roots and powers on plain integers.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_MATH_H
#define KTEST_LINUX_MATH_H
#include <ktest/open.h>

#include <linux/types.h>
#include <asm/div64.h>

#define __round_mask(x, y) ((__typeof__(x))((y) - 1))
#define round_up(x, y) ((((x) - 1) | __round_mask(x, y)) + 1)
#define round_down(x, y) ((x) & ~__round_mask(x, y))
#define DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))
#define DIV_ROUND_DOWN_ULL(ll, d) ((unsigned long long)(ll) / (d))
#define DIV_ROUND_UP_ULL(ll, d) \
	DIV_ROUND_DOWN_ULL((unsigned long long)(ll) + (d) - 1, (d))
#define DIV_ROUND_UP_SECTOR_T(ll, d) DIV_ROUND_UP_ULL(ll, d)
#define roundup(x, y) \
	({ \
		typeof(y) ktest_y = (y); \
		(((x) + (ktest_y - 1)) / ktest_y) * ktest_y; \
	})
#define rounddown(x, y) \
	({ \
		typeof(x) ktest_x = (x); \
		ktest_x - (ktest_x % (y)); \
	})
/* Rounds to the nearest; both may be negative if both are signed. */
#define DIV_ROUND_CLOSEST(x, divisor) \
	({ \
		typeof(x) ktest_x = (x); \
		typeof(divisor) ktest_d = (divisor); \
		(((typeof(x))-1) > 0 || ((typeof(divisor))-1) > 0 || \
		 (((ktest_x) > 0) == ((ktest_d) > 0))) ? \
			((ktest_x + (ktest_d / 2)) / ktest_d) : \
			((ktest_x - (ktest_d / 2)) / ktest_d); \
	})
#define DIV_ROUND_CLOSEST_ULL(x, divisor) \
	({ \
		typeof(divisor) ktest_d = (divisor); \
		unsigned long long ktest_n = (x) + ktest_d / 2; \
		ktest_n / ktest_d; \
	})
#define mult_frac(x, n, d) \
	({ \
		typeof(x) ktest_x = (x); \
		typeof(n) ktest_n = (n); \
		typeof(d) ktest_d = (d); \
		typeof(ktest_x) ktest_q = ktest_x / ktest_d; \
		typeof(ktest_x) ktest_r = ktest_x % ktest_d; \
		ktest_q * ktest_n + ktest_r * ktest_n / ktest_d; \
	})
#define sector_div(n, base) do_div(n, base)

#define KTEST_ABS(type, x) ((x) < 0 ? (type)-(x) : (type)(x))
#ifndef __cplusplus /* the standard library has its own */
#define abs(x) \
	({ \
		typeof(x) ktest_abs = (x); \
		_Generic((x), \
			 char: (char)KTEST_ABS(signed char, (signed char)ktest_abs), \
			 default: (typeof(x))(ktest_abs < 0 ? -ktest_abs : ktest_abs)); \
	})
#endif
#define abs_diff(a, b) \
	({ \
		typeof(a) ktest_a = (a); \
		typeof(b) ktest_b = (b); \
		ktest_a > ktest_b ? ktest_a - ktest_b : ktest_b - ktest_a; \
	})

static inline u32 reciprocal_scale(u32 val, u32 ep_ro)
{
	return (u32)(((u64)val * ep_ro) >> 32);
}

KTEST_FN u64 int_pow(u64 base, unsigned int exp);
KTEST_FN unsigned long int_sqrt(unsigned long x);

static inline u32 int_sqrt64(u64 x)
{
	return (u32)int_sqrt(x);
}

#include <ktest/close.h>
#endif
