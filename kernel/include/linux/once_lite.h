/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Running something once, without locks.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_ONCE_LITE_H
#define KTEST_LINUX_ONCE_LITE_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/types.h>

#define DO_ONCE_LITE(func, ...) DO_ONCE_LITE_IF(true, func, ##__VA_ARGS__)
#define __ONCE_LITE_IF(condition) \
	({ \
		static bool ktest_done; \
		bool ktest_cond = !!(condition); \
		bool ktest_once = false; \
		if (unlikely(ktest_cond && !ktest_done)) { \
			ktest_done = true; \
			ktest_once = true; \
		} \
		unlikely(ktest_once); \
	})
#define DO_ONCE_LITE_IF(condition, func, ...) \
	({ \
		bool ktest_do = !!(condition); \
		if (__ONCE_LITE_IF(ktest_do)) \
			func(__VA_ARGS__); \
		unlikely(ktest_do); \
	})

#include <ktest/close.h>
#endif
