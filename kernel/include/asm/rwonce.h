/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * READ_ONCE() and WRITE_ONCE(): exactly one access, not torn, not repeated.
 * Fidelity: faithful
 */
#ifndef __ASM_RWONCE_H
#define __ASM_RWONCE_H

#include <linux/compiler_types.h>

#if defined(KTEST_HOSTED) || !KTEST_TSAN
#define __READ_ONCE(x) (*(const volatile __unqual_scalar_typeof(x) *)&(x))
/* For the headers' own functions, which each file compiles: no check of the size, which is known there. */
#define KTEST_READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#else
/* Plain mode: for ThreadSanitizer, a volatile access is a race. Readers may depend on what they read. */
#define __READ_ONCE(x) __atomic_load_n(&(x), __ATOMIC_ACQUIRE)
#define KTEST_READ_ONCE(x) __READ_ONCE(x)
#endif
#define READ_ONCE(x) \
	({ \
		compiletime_assert(__native_word(x) || sizeof(x) == sizeof(long long), \
				   "Unsupported access size for {READ,WRITE}_ONCE()."); \
		__READ_ONCE(x); \
	})
#if defined(KTEST_HOSTED) || !KTEST_TSAN
#define __WRITE_ONCE(x, val) do { *(volatile typeof(x) *)&(x) = (val); } while (0)
#else
#define __WRITE_ONCE(x, val) \
	do { \
		typeof(x) ktest_once = (val); \
		__atomic_store(&(x), &ktest_once, __ATOMIC_RELEASE); \
	} while (0)
#endif
#define WRITE_ONCE(x, val) \
	do { \
		compiletime_assert(__native_word(x) || sizeof(x) == sizeof(long long), \
				   "Unsupported access size for {READ,WRITE}_ONCE()."); \
		__WRITE_ONCE(x, val); \
	} while (0)
#define READ_ONCE_NOCHECK(x) READ_ONCE(x)

static inline __attribute__((__no_sanitize_address__)) unsigned long
read_word_at_a_time(const void *addr)
{
	unsigned long word;

	__builtin_memcpy(&word, addr, sizeof(word));
	return word;
}

#endif
