// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Libraries of the host that emulated headers are made over: opened when first asked for, so that no program needs them that does not use them. */
#define _GNU_SOURCE
#include <dlfcn.h>

#include "host.h"

/* A static program has none; glibc before 2.34 has them in a library of their own. */
#pragma weak dlopen
#pragma weak dlsym

extern void __msan_unpoison(const volatile void *at, unsigned long size) __attribute__((weak));

void *kth_external(const char *library, const char *symbol)
{
	void *opened = dlopen && dlsym ? dlopen(library, RTLD_NOW | RTLD_LOCAL) : 0;

	return opened ? dlsym(opened, symbol) : 0;
}

void kth_external_wrote(const void *at, kt_size size)
{
	if (__msan_unpoison)
		__msan_unpoison(at, size);
}
