/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * BUG() ends the case, WARN() is counted and fails it (unless the case expects warnings).
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_BUG_H
#define KTEST_LINUX_BUG_H
#include <ktest/open.h>

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/once_lite.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <ktest/core.h>

struct pt_regs;

#define BUG() kt_fatal(KT_FATAL_BUG, "kernel BUG at %s:%d!", __FILE__, __LINE__)
#define BUG_ON(condition) do { if (unlikely(condition)) BUG(); } while (0)

KTEST_FN __printf(4, 5) void ktest_warn(const char *file, int line, const char *func, const char *fmt, ...);
#define __WARN() kt_warn(__FILE__, __LINE__, __func__, "")
#define __WARN_printf(taint, fmt...) ktest_warn(__FILE__, __LINE__, __func__, fmt)

#define WARN_ON(condition) \
	({ \
		int ktest_warn_on = !!(condition); \
		if (unlikely(ktest_warn_on)) \
			kt_warn(__FILE__, __LINE__, __func__, #condition); \
		unlikely(ktest_warn_on); \
	})
#define WARN(condition, format...) \
	({ \
		int ktest_warn_on = !!(condition); \
		if (unlikely(ktest_warn_on)) \
			ktest_warn(__FILE__, __LINE__, __func__, format); \
		unlikely(ktest_warn_on); \
	})
/* Simplified: TAINT_WARN is set as well. */
#define WARN_TAINT(condition, taint, format...) \
	({ \
		int ktest_warn_on = !!(condition); \
		if (unlikely(ktest_warn_on)) { \
			add_taint(taint, LOCKDEP_STILL_OK); \
			ktest_warn(__FILE__, __LINE__, __func__, format); \
		} \
		unlikely(ktest_warn_on); \
	})
#define WARN_ON_ONCE(condition) \
	({ \
		int ktest_warn_on = !!(condition); \
		if (__ONCE_LITE_IF(ktest_warn_on)) \
			kt_warn(__FILE__, __LINE__, __func__, #condition); \
		unlikely(ktest_warn_on); \
	})
#define WARN_ONCE(condition, format...) DO_ONCE_LITE_IF(condition, WARN, 1, format)
#define WARN_TAINT_ONCE(condition, taint, format...) \
	DO_ONCE_LITE_IF(condition, WARN_TAINT, 1, taint, format)
#define WARN_ON_SMP(x) WARN_ON(x)
/* Warns and says so, as a kernel without CONFIG_BUG_ON_DATA_CORRUPTION does. */
#define CHECK_DATA_CORRUPTION(condition, fmt, ...) \
	({ \
		bool ktest_corrupt = unlikely(condition); \
		if (ktest_corrupt) \
			WARN(1, fmt, ##__VA_ARGS__); \
		ktest_corrupt; \
	})

#include <ktest/close.h>
#endif
