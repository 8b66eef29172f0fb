// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Sorting an array in place: heap sort, so the time is bounded, nothing is
 * allocated and no stack grows. Not stable, like the kernel's.
 */
#ifndef KTEST_LIB_SORT_C
#define KTEST_LIB_SORT_C

#include <linux/sort.h>
#include <linux/types.h>

struct sort_funcs { cmp_func_t cmp; swap_func_t swap; };
struct sort_job {
	char *base;
	size_t size;
	cmp_r_func_t cmp;
	swap_r_func_t swap;
	const void *priv;
};

static inline void sort_swap(const struct sort_job *job, size_t i, size_t j)
{
	char *a = job->base + i * job->size, *b = job->base + j * job->size;
	size_t n;

	if (job->swap) {
		(job->swap)(a, b, (int)job->size, job->priv);
		return;
	}
	for (n = 0; n < job->size; n++) {
		char byte = a[n];

		a[n] = b[n];
		b[n] = byte;
	}
}

static inline bool sort_less(const struct sort_job *job, size_t i, size_t j)
{
	return job->cmp(job->base + i * job->size, job->base + j * job->size, job->priv) < 0;
}

/* Lets element `root` sink to its place in the heap of `num` elements. */
static inline void sort_sink(const struct sort_job *job, size_t root, size_t num)
{
	size_t child;

	while ((child = 2 * root + 1) < num) {
		if (child + 1 < num && sort_less(job, child, child + 1))
			child++;
		if (!sort_less(job, root, child))
			return;
		sort_swap(job, root, child);
		root = child;
	}
}

KTEST_DEF void KTEST_OWN(sort_r)(void *base, size_t num, size_t size, cmp_r_func_t cmp_func,
		   swap_r_func_t swap_func, const void *priv)
{
	const struct sort_job job = { (char *)base, size, cmp_func, swap_func, priv };
	size_t i;
	size_t left;

	for (i = num / 2; i--;)
		sort_sink(&job, i, num);
	for (left = num; left > 1;) {
		sort_swap(&job, 0, --left);
		sort_sink(&job, 0, left);
	}
}

static inline int sort_call_cmp(const void *a, const void *b, const void *priv)
{
	return ((const struct sort_funcs *)priv)->cmp(a, b);
}

static inline void sort_call_swap(void *a, void *b, int size, const void *priv)
{
	(((const struct sort_funcs *)priv)->swap)(a, b, size);
}

KTEST_DEF void KTEST_OWN(sort)(void *base, size_t num, size_t size, cmp_func_t cmp_func, swap_func_t swap_func)
{
	const struct sort_funcs funcs = { cmp_func, swap_func };

	sort_r(base, num, size, sort_call_cmp, swap_func ? sort_call_swap : NULL, &funcs);
}

#endif
