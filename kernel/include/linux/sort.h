/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Sorting arrays in place; not stable.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_SORT_H
#define KTEST_LINUX_SORT_H
#include <ktest/open.h>

#include <linux/types.h>

KTEST_REPLACEABLE_FN void sort_r(void *base, size_t num, size_t size, cmp_r_func_t cmp_func, swap_r_func_t swap_func,
	    const void *priv);
KTEST_REPLACEABLE_FN void sort(void *base, size_t num, size_t size, cmp_func_t cmp_func, swap_func_t swap_func);

#include <ktest/close.h>
#endif
