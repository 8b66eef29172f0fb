/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Logarithms in fixed point, 24 fractional bits.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_INT_LOG_H
#define KTEST_LINUX_INT_LOG_H
#include <ktest/open.h>

#include <linux/types.h>

KTEST_FN unsigned int intlog2(u32 value);
KTEST_FN unsigned int intlog10(u32 value);

#include <ktest/close.h>
#endif
