/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Division by an invariant as a multiplication and shifts: figures 4.1 and 4.2
 * of Granlund and Montgomery, "Division by Invariant Integers using
 * Multiplication" (1994).
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_RECIPROCAL_DIV_H
#define KTEST_LINUX_RECIPROCAL_DIV_H
#include <ktest/open.h>

#include <linux/types.h>

struct reciprocal_value { u32 m; u8 sh1, sh2; };
struct reciprocal_value_adv { u32 m; u8 sh, exp; bool is_wide_m; };

/* The divisor is not 0. */
KTEST_FN struct reciprocal_value reciprocal_value(u32 d);
/* The divisor is at most 1 << 31, and dividends have at most `prec` bits. */
KTEST_FN struct reciprocal_value_adv reciprocal_value_adv(u32 d, u8 prec);

static inline u32 reciprocal_divide(u32 a, struct reciprocal_value R)
{
	u32 high = ((u64)a * R.m) >> 32;

	return (high + ((a - high) >> R.sh1)) >> R.sh2;
}

#include <ktest/close.h>
#endif
