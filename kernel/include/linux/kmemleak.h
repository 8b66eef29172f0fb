/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Hints to the kernel's leak detector, which is not there; valgrind, LeakSanitizer and ktest see for themselves.
 * Fidelity: faithful, as without CONFIG_DEBUG_KMEMLEAK
 */
#ifndef KTEST_LINUX_KMEMLEAK_H
#define KTEST_LINUX_KMEMLEAK_H
#include <ktest/open.h>

#include <linux/types.h>

static inline void kmemleak_init(void) {}
static inline void kmemleak_alloc(const void *ptr, size_t size, int min_count, gfp_t gfp)
{
	(void)ptr, (void)size, (void)min_count, (void)gfp;
}
static inline void kmemleak_free(const void *ptr) { (void)ptr; }
static inline void kmemleak_free_part(const void *ptr, size_t size) { (void)ptr, (void)size; }
static inline void kmemleak_update_trace(const void *ptr) { (void)ptr; }
static inline void kmemleak_not_leak(const void *ptr) { (void)ptr; }
static inline void kmemleak_ignore(const void *ptr) { (void)ptr; }
static inline void kmemleak_no_scan(const void *ptr) { (void)ptr; }
static inline void kmemleak_erase(void **ptr) { (void)ptr; }

#include <ktest/close.h>
#endif
