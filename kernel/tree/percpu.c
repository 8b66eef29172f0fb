// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Per-CPU data of a uniprocessor: plain data. */
#include "tree.h"
#include <linux/percpu.h>

#ifdef alloc_hooks
void __percpu *pcpu_alloc_noprof(size_t size, size_t align, bool reserved, gfp_t flags)
#else
void __percpu *__alloc_percpu_gfp(size_t size, size_t align, gfp_t flags)
#endif
{
	if (!size || !align || size > PCPU_MIN_UNIT_SIZE || align > PAGE_SIZE) {
		WARN(1, "illegal size (%zu) or align (%zu) for percpu allocation\n", size, align);
		return NULL;
	}
	return (void __percpu __force *)kt_alloc(size, max_t(size_t, align, 16), KT_ZERO,
						 KT_MEM_PERCPU, -1, NULL);
}

#ifndef alloc_hooks
void __percpu *__alloc_percpu(size_t size, size_t align)
{
	return __alloc_percpu_gfp(size, align, GFP_KERNEL);
}
#endif

void free_percpu(void __percpu *ptr)
{
	if (ptr)
		kt_free((void __force *)ptr, KT_MEM_PERCPU, NULL);
}

bool is_kernel_percpu_address(unsigned long addr)
{
	return false;
}
