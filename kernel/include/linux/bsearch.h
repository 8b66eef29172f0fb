/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Binary search.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_BSEARCH_H
#define KTEST_LINUX_BSEARCH_H
#include <ktest/open.h>

#include <linux/types.h>

#define bsearch ktest_bsearch
KTEST_FN void *bsearch(const void *key, const void *base, size_t num, size_t size, cmp_func_t cmp);

static __always_inline void *__inline_bsearch(const void *key, const void *base, size_t num,
					      size_t size, cmp_func_t cmp)
{
	const char *low = (const char *)base;

	while (num) {
		const char *pivot = low + (num >> 1) * size;
		int result = cmp(key, pivot);

		if (!result)
			return (void *)pivot;
		if (result > 0) {
			low = pivot + size;
			num--;
		}
		num >>= 1;
	}
	return NULL;
}

#include <ktest/close.h>
#endif
