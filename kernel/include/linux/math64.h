/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * 64-bit division and multiplication.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_MATH64_H
#define KTEST_LINUX_MATH64_H
#include <ktest/open.h>

#include <linux/math.h>
#include <linux/types.h>
#include <asm/div64.h>

#define div64_long(x, y) div64_s64((x), (y))
#define div64_ul(x, y) div64_u64((x), (y))
#define DIV64_U64_ROUND_UP(ll, d) \
	({ u64 ktest_d64 = (d); div64_u64((ll) + ktest_d64 - 1, ktest_d64); })
#define DIV_U64_ROUND_UP(ll, d) \
	({ u32 ktest_d32 = (d); div_u64((ll) + ktest_d32 - 1, ktest_d32); })
#define DIV64_U64_ROUND_CLOSEST(dividend, divisor) \
	({ u64 ktest_d64 = (divisor); div64_u64((dividend) + ktest_d64 / 2, ktest_d64); })
#define DIV_U64_ROUND_CLOSEST(dividend, divisor) \
	({ u32 ktest_d32 = (divisor); div_u64((u64)(dividend) + ktest_d32 / 2, ktest_d32); })
#define DIV_S64_ROUND_CLOSEST(dividend, divisor) \
	({ \
		s64 ktest_n = (dividend); \
		s32 ktest_d32 = (divisor); \
		((ktest_n > 0) == (ktest_d32 > 0)) ? \
			((ktest_n + (ktest_d32 / 2)) / ktest_d32) : \
			((ktest_n - (ktest_d32 / 2)) / ktest_d32); \
	})

static inline u64 div_u64_rem(u64 dividend, u32 divisor, u32 *remainder)
{
	*remainder = (u32)(dividend % divisor);
	return dividend / divisor;
}

static inline s64 div_s64_rem(s64 dividend, s32 divisor, s32 *remainder)
{
	*remainder = (s32)(dividend % divisor);
	return dividend / divisor;
}

static inline u64 div64_u64_rem(u64 dividend, u64 divisor, u64 *remainder)
{
	*remainder = dividend % divisor;
	return dividend / divisor;
}

static inline u64 div64_u64(u64 dividend, u64 divisor) { return dividend / divisor; }
static inline s64 div64_s64(s64 dividend, s64 divisor) { return dividend / divisor; }
static inline u64 div_u64(u64 dividend, u32 divisor) { return dividend / divisor; }
static inline s64 div_s64(s64 dividend, s32 divisor) { return dividend / divisor; }
static inline u64 mul_u32_u32(u32 a, u32 b) { return (u64)a * b; }

static inline u32 __iter_div_u64_rem(u64 dividend, u32 divisor, u64 *remainder)
{
	*remainder = dividend % divisor;
	return (u32)(dividend / divisor);
}

KTEST_FN u32 iter_div_u64_rem(u64 dividend, u32 divisor, u64 *remainder);

static inline u64 mul_u64_u32_shr(u64 a, u32 mul, unsigned int shift)
{
	return (u64)(((u128)a * mul) >> shift);
}

static inline u64 mul_u64_u64_shr(u64 a, u64 mul, unsigned int shift)
{
	return (u64)(((u128)a * mul) >> shift);
}

static inline u64 mul_s64_u64_shr(s64 a, u64 b, unsigned int shift)
{
	u64 product = mul_u64_u64_shr(a < 0 ? -(u64)a : (u64)a, b, shift);

	return a < 0 ? -product : product;
}

static inline u64 mul_u64_u32_div(u64 a, u32 mul, u32 divisor)
{
	return (u64)((u128)a * mul / divisor);
}

/* All ones when the quotient does not fit. */
KTEST_FN u64 mul_u64_u64_div_u64(u64 a, u64 mul, u64 div);

static inline u64 roundup_u64(u64 x, u32 y)
{
	return DIV_U64_ROUND_UP(x, y) * y;
}

#include <ktest/close.h>
#endif
