/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Cache hints.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_PREFETCH_H
#define KTEST_LINUX_PREFETCH_H
#include <ktest/open.h>

#include <linux/types.h>
#include <asm/cache.h>

#define prefetch(x) __builtin_prefetch(x)
#define prefetchw(x) __builtin_prefetch(x, 1)
static inline void prefetch_range(void *addr, size_t len) { (void)addr, (void)len; }

#include <ktest/close.h>
#endif
