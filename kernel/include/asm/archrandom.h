/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Random numbers of the processor: rdrand where the compiler may use it (-mrdrnd), else the machine's.
 * Plain mode with DBG_TLS_NO_RAND: constant bytes.
 * Fidelity: simplified: never out of numbers; without rdrand they are no secret
 */
#ifndef KTEST_ASM_ARCHRANDOM_H
#define KTEST_ASM_ARCHRANDOM_H
#include <ktest/open.h>

#include <linux/types.h>
#include <ktest/core.h>

static inline size_t __must_check arch_get_random_longs(unsigned long *v, size_t max_longs)
{
	if (!max_longs)
		return 0;
#if defined(__RDRND__) && !defined(DBG_TLS_NO_RAND) && !defined(KTEST_HOSTED)
	{
		unsigned long long word;

		if (__builtin_ia32_rdrand64_step(&word)) {
			*v = (unsigned long)word;
			return 1;
		}
	}
#endif
	*v = (unsigned long)kt_random();
	return 1;
}

static inline size_t __must_check arch_get_random_seed_longs(unsigned long *v, size_t max_longs)
{
	return arch_get_random_longs(v, max_longs);
}

#include <ktest/close.h>
#endif
