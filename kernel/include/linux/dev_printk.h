/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Messages about a device.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_DEV_PRINTK_H
#define KTEST_LINUX_DEV_PRINTK_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>
#include <linux/types.h>

struct device;
#ifndef dev_fmt
#define dev_fmt(fmt) fmt
#endif
__printf(3, 4) void _dev_printk(const char *level, const struct device *dev, const char *fmt, ...);
__printf(3, 4) int dev_err_probe(const struct device *dev, int err, const char *fmt, ...);
#define dev_printk(level, dev, fmt, ...) _dev_printk(level, dev, fmt, ##__VA_ARGS__)
#define dev_emerg(dev, fmt, ...) _dev_printk(KERN_EMERG, dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_alert(dev, fmt, ...) _dev_printk(KERN_ALERT, dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_crit(dev, fmt, ...) _dev_printk(KERN_CRIT, dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_err(dev, fmt, ...) _dev_printk(KERN_ERR, dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_warn(dev, fmt, ...) _dev_printk(KERN_WARNING, dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_notice(dev, fmt, ...) _dev_printk(KERN_NOTICE, dev, dev_fmt(fmt), ##__VA_ARGS__)
#define dev_info(dev, fmt, ...) _dev_printk(KERN_INFO, dev, dev_fmt(fmt), ##__VA_ARGS__)
#ifdef DEBUG
#define dev_dbg(dev, fmt, ...) _dev_printk(KERN_DEBUG, dev, dev_fmt(fmt), ##__VA_ARGS__)
#else
#define dev_dbg(dev, fmt, ...) \
	do { if (0) _dev_printk(KERN_DEBUG, dev, dev_fmt(fmt), ##__VA_ARGS__); } while (0)
#endif
#define dev_vdbg(dev, fmt, ...) dev_dbg(dev, fmt, ##__VA_ARGS__)
#define dev_err_once(dev, fmt, ...) DO_ONCE_LITE(dev_err, dev, fmt, ##__VA_ARGS__)
#define dev_warn_once(dev, fmt, ...) DO_ONCE_LITE(dev_warn, dev, fmt, ##__VA_ARGS__)
#define dev_info_once(dev, fmt, ...) DO_ONCE_LITE(dev_info, dev, fmt, ##__VA_ARGS__)
#define KTEST_DEV_RATELIMITED(fn, dev, fmt, ...) \
	do { \
		static DEFINE_RATELIMIT_STATE(ktest_rs, DEFAULT_RATELIMIT_INTERVAL, \
					      DEFAULT_RATELIMIT_BURST); \
		if (__ratelimit(&ktest_rs)) \
			fn(dev, fmt, ##__VA_ARGS__); \
	} while (0)
#define dev_err_ratelimited(dev, fmt, ...) KTEST_DEV_RATELIMITED(dev_err, dev, fmt, ##__VA_ARGS__)
#define dev_warn_ratelimited(dev, fmt, ...) KTEST_DEV_RATELIMITED(dev_warn, dev, fmt, ##__VA_ARGS__)
#define dev_info_ratelimited(dev, fmt, ...) KTEST_DEV_RATELIMITED(dev_info, dev, fmt, ##__VA_ARGS__)
#define dev_WARN(dev, fmt, ...) WARN(1, "%s: " fmt, dev_name(dev), ##__VA_ARGS__)
#define dev_WARN_ONCE(dev, condition, fmt, ...) \
	WARN_ONCE(condition, "%s: " fmt, dev_name(dev), ##__VA_ARGS__)

#include <ktest/close.h>
#endif
