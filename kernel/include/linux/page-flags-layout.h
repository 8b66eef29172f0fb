/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Which bits of page->flags are flags, and which say where the page is.
 * Fidelity: faithful, as with the configuration of a distribution's kernel for x86-64
 */
#ifndef KTEST_LINUX_PAGE_FLAGS_LAYOUT_H
#define KTEST_LINUX_PAGE_FLAGS_LAYOUT_H
#include <ktest/open.h>

#include <linux/numa.h>

#define NR_PAGEFLAGS 24
#define MAX_NR_ZONES 5
#define ZONES_SHIFT 3
#define ZONES_WIDTH ZONES_SHIFT
#define SECTIONS_SHIFT 19
#define SECTIONS_WIDTH 0
#define NODES_WIDTH 10
#define KASAN_TAG_WIDTH 0
#define LAST__PID_SHIFT 8
#define LAST__PID_MASK ((1 << LAST__PID_SHIFT) - 1)
#define LAST__CPU_SHIFT 13
#define LAST__CPU_MASK ((1 << LAST__CPU_SHIFT) - 1)
#define LAST_CPUPID_SHIFT (LAST__PID_SHIFT + LAST__CPU_SHIFT)
#define LAST_CPUPID_WIDTH LAST_CPUPID_SHIFT
#define LRU_GEN_WIDTH 3
#define LRU_REFS_WIDTH 2

#include <ktest/close.h>
#endif
