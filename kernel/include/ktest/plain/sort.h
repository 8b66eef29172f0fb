/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Plain mode: sorting arrays, by the program's own copy of lib/sort.c if it has one. */
#ifndef KTEST_PLAIN_SORT_H
#define KTEST_PLAIN_SORT_H
#include <ktest/plain/replaceable.h>
#pragma GCC system_header

KTEST_REPLACEABLE_VOID(sort_r,
		       (void *base, size_t num, size_t size, cmp_r_func_t cmp_func, swap_r_func_t swap_func,
			const void *priv),
		       (base, num, size, cmp_func, swap_func, priv))
KTEST_REPLACEABLE_VOID(sort, (void *base, size_t num, size_t size, cmp_func_t cmp_func, swap_func_t swap_func),
		       (base, num, size, cmp_func, swap_func))

#endif
