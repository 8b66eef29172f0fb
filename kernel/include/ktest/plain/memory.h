/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Plain mode: memory from malloc, aligned as the caller asks, and random numbers. With DBG_TLS_NO_RAND,
 * numbers are constant bytes.
 */
#ifndef KTEST_PLAIN_MEMORY_H
#define KTEST_PLAIN_MEMORY_H

#include <ktest/plain/vm_area.h>

KTP_FN void *kt_alloc(kt_size size, kt_size align, unsigned int flags, enum kt_mem_kind kind,
			int node, const void *owner)
{
	void *p = (void *)0;

	(void)node, (void)owner;
	if (align <= 16)
		p = flags & KT_ZERO ? ktp_calloc(1, size) : ktp_malloc(size);
	else if (ktp_memalign(&p, align, size))
		p = (void *)0;
	else if (flags & KT_ZERO)
		__builtin_memset(p, 0, size);
	if (p && kind == KT_MEM_VMALLOC && align == 4096 && !ktp_area_add(p, size)) {
		ktp_free(p);
		p = (void *)0;
	}
	return p;
}

KTP_WEAK kt_u64 ktp_random_state;

#ifdef DBG_TLS_NO_RAND
KTP_FN kt_u64 kt_random(void)
{
	return 0xaaaaaaaaaaaaaaaaull;
}
#else
/* SplitMix64, from the clock and where the system loaded the program. */
KTP_FN kt_u64 kt_random(void)
{
	kt_u64 z = __atomic_load_n(&ktp_random_state, __ATOMIC_RELAXED), none = 0;

	if (!z)
		__atomic_compare_exchange_n(&ktp_random_state, &none,
					    kt_now_real() ^ (kt_addr)&ktp_random_state, 0,
					    __ATOMIC_RELAXED, __ATOMIC_RELAXED);
	z = __atomic_add_fetch(&ktp_random_state, 0x9e3779b97f4a7c15ull, __ATOMIC_RELAXED);
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
	return z ^ (z >> 31);
}
#endif

#endif
