/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * do_div(): divides in place, yields the remainder.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_DIV64_H
#define KTEST_ASM_DIV64_H
#include <ktest/open.h>

#include <linux/types.h>

#define do_div(n, base) \
	({ \
		u32 ktest_base = (base); \
		u32 ktest_rem = (u32)((u64)(n) % ktest_base); \
		(n) = (u64)(n) / ktest_base; \
		ktest_rem; \
	})

#include <ktest/close.h>
#endif
