/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Cache line sizes and placement.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CACHE_H
#define KTEST_LINUX_CACHE_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/align.h>

#define L1_CACHE_SHIFT 6
/* `getconf LEVEL1_DCACHE_LINESIZE`, which Makefiles ask, does not know it on every machine: 0 or nothing. */
#if defined(L1_CACHE_BYTES) && (L1_CACHE_BYTES + 0) == 0
#undef L1_CACHE_BYTES
#endif
#ifndef L1_CACHE_BYTES
#define L1_CACHE_BYTES (1 << L1_CACHE_SHIFT)
#endif
#define SMP_CACHE_BYTES L1_CACHE_BYTES
#define L1_CACHE_ALIGN(x) ALIGN(x, L1_CACHE_BYTES)
#define INTERNODE_CACHE_SHIFT L1_CACHE_SHIFT
#define ____cacheline_aligned __aligned(SMP_CACHE_BYTES)
#define ____cacheline_aligned_in_smp ____cacheline_aligned
#define __cacheline_aligned ____cacheline_aligned
#define __cacheline_aligned_in_smp ____cacheline_aligned
#define ____cacheline_internodealigned_in_smp ____cacheline_aligned
#define __read_mostly
#define __ro_after_init
#define cache_line_size() L1_CACHE_BYTES

#include <asm/types.h>

#include <ktest/close.h>
#endif
