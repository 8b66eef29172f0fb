// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Logarithms in fixed point: between the 256 points of an octave a kernel interpolates. The
 * points, which it has in a table, are computed here.
 */
#ifndef KTEST_LIB_INT_LOG_C
#define KTEST_LIB_INT_LOG_C

#include <linux/bitops.h>
#include <linux/bug.h>
#include <linux/int_log.h>

/* log2(1 + point / 256) in units of 2^-16, rounded: its bits are the carries of repeated squaring. */
static inline u32 int_log_point(u32 point)
{
	u64 x = (256ull + point) << 24;
	u32 bits = 0;
	int i;

	for (i = 0; i < 17; i++) {
		x = (unsigned __int128)x * x >> 32;
		bits <<= 1;
		if (x >> 33) {
			x >>= 1;
			bits |= 1;
		}
	}
	return (bits + 1) >> 1;
}

KTEST_DEF unsigned int intlog2(u32 value)
{
	u32 msb, significand, point, low, high;

	if (WARN_ON(!value))
		return 0;
	msb = fls(value) - 1;
	significand = value << (31 - msb);
	point = significand >> 23 & 255;
	low = int_log_point(point);
	high = int_log_point(point + 1);
	return (msb << 24) + (low << 8) + ((significand & 0x7fffff) * (high - low) >> 15);
}

KTEST_DEF unsigned int intlog10(u32 value)
{
	if (WARN_ON(!value))
		return 0;
	/* log10(2) in units of 2^-31 */
	return intlog2(value) * 646456993ull >> 31;
}

#endif
