/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What code expects to get along with the page allocator.
 * Fidelity: simplified: there are no zones
 */
#ifndef KTEST_LINUX_MMZONE_H
#define KTEST_LINUX_MMZONE_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/bitops.h>
#include <linux/cache.h>
#include <linux/init.h>
#include <linux/list.h>
#include <linux/mm_types.h>
#include <linux/nodemask.h>
#include <linux/numa.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/threads.h>
#include <linux/wait.h>
#include <asm/page.h>

#define MAX_PAGE_ORDER KT_MAX_ORDER
#define NR_PAGE_ORDERS (MAX_PAGE_ORDER + 1)
#define MAX_ORDER_NR_PAGES (1 << MAX_PAGE_ORDER)

#include <ktest/close.h>
#endif
