/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Modules: the code under test is always built in.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_MODULE_H
#define KTEST_LINUX_MODULE_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/cache.h>
#include <linux/dynamic_debug.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/jump_label.h>
#include <linux/kernel.h>
#include <linux/kmod.h>
#include <linux/list.h>
#include <linux/moduleparam.h>
#include <linux/percpu.h>
#include <linux/stat.h>
#include <linux/stringify.h>

struct module;
#define MODULE_NAME_LEN (64 - sizeof(unsigned long))
#define module_init(fn) __initcall(fn);
#define module_exit(fn) __exitcall(fn);
#define MODULE_INFO(tag, info)
#define MODULE_ALIAS(alias)
#define MODULE_SOFTDEP(dep)
#define MODULE_WEAKDEP(dep)
#define MODULE_LICENSE(license)
#define MODULE_AUTHOR(author)
#define MODULE_DESCRIPTION(description)
#define MODULE_VERSION(version)
#define MODULE_FIRMWARE(firmware)
#if KTEST_HAS_quoted_namespace
#define MODULE_IMPORT_NS(ns) KTEST_QUOTED(ns)
#else
#define MODULE_IMPORT_NS(ns)
#endif
#if KTEST_HAS_MODULE_SUPPORTED_DEVICE
#define MODULE_SUPPORTED_DEVICE(name)
#endif
#define MODULE_DEVICE_TABLE(type, name)
#define MODULE_ALIAS_CHARDEV_MAJOR(major)
#define MODULE_ALIAS_MISCDEV(minor)

static inline bool try_module_get(struct module *module) { (void)module; return true; }
static inline void __module_get(struct module *module) { (void)module; }
static inline void module_put(struct module *module) { (void)module; }
static inline unsigned int module_refcount(struct module *module) { (void)module; return 0; }
static inline const char *module_name(const struct module *module)
{
	(void)module;
	return "kernel";
}

#include <ktest/close.h>
#endif

/* For min() and max(), each time. */
#include <linux/minmax.h>
