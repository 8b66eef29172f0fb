/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * min(), max(), clamp() and swap(); arguments are evaluated once.
 * In plain mode, and in the file of a program's main(), the macros min(), max(), MIN() and MAX() come with this header,
 * linux/slab.h, linux/mm.h, linux/module.h and ktest.h only: many such programs have their own after linux/kernel.h.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_MINMAX_H
#define KTEST_LINUX_MINMAX_H
#include <ktest/open.h>

#include <linux/ktest_minmax.h>
#ifdef __cplusplus
#include <ktest/plain/minmax-cxx.h>
#endif

#define MIN_T(type, a, b) MIN((type)(a), (type)(b))
#define MAX_T(type, a, b) MAX((type)(a), (type)(b))

#include <ktest/close.h>
#endif

/* Each time: ktest/close.h takes them back. */
#ifndef __cplusplus
#ifndef min
#define min(x, y) __cmp_once(min, x, <, y)
#endif
#ifndef max
#define max(x, y) __cmp_once(max, x, >, y)
#endif
#endif
#ifndef MIN
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#endif
#ifndef MAX
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#endif
