/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Caches that follow memory by themselves: there is nothing to flush.
 * Fidelity: faithful; as on this architecture
 */
#ifndef KTEST_ASM_CACHEFLUSH_H
#define KTEST_ASM_CACHEFLUSH_H
#include <ktest/open.h>

#include <linux/mm.h>

#define ARCH_IMPLEMENTS_FLUSH_DCACHE_PAGE 0
static inline void flush_cache_all(void) { }
static inline void flush_dcache_page(struct page *page) { (void)page; }
static inline void flush_dcache_folio(struct folio *folio) { (void)folio; }
static inline void flush_icache_range(unsigned long start, unsigned long end) { (void)start, (void)end; }
static inline void flush_cache_vmap(unsigned long start, unsigned long end) { (void)start, (void)end; }
static inline void flush_cache_vunmap(unsigned long start, unsigned long end) { (void)start, (void)end; }

#include <ktest/close.h>
#endif
