// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Binary search in a sorted array. */
#ifndef KTEST_LIB_BSEARCH_C
#define KTEST_LIB_BSEARCH_C

#include <linux/bsearch.h>

KTEST_DEF void *bsearch(const void *key, const void *base, size_t num, size_t size, cmp_func_t cmp)
{
	return __inline_bsearch(key, base, num, size, cmp);
}

#endif
