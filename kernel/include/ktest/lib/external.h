/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Calls of the host's libraries (docs/decisions/0008-libraries.md). KTEST_EXTERNAL(library, package, type, name) is the
 * function `name`, looked up once.
 */
#ifndef KTEST_LIB_EXTERNAL_H
#define KTEST_LIB_EXTERNAL_H

#include <ktest/core.h>
#include <linux/types.h>

static inline void *ktest_external(void **known, const char *library, const char *package, const char *name)
{
	void *function = __atomic_load_n(known, __ATOMIC_ACQUIRE);

	if (!function) {
		function = kt_external(library, package, name);
		__atomic_store_n(known, function, __ATOMIC_RELEASE);
	}
	return function;
}

#define KTEST_EXTERNAL(library, package, type, name) \
	({ \
		static void *ktest_known; \
		(__typeof__(type) *)ktest_external(&ktest_known, library, package, #name); \
	})

/* Bytes that a library wrote, if it says how many; the number again. */
static inline long ktest_external_wrote(const void *at, long size)
{
	if (size > 0)
		kt_external_wrote(at, size);
	return size;
}

#endif
