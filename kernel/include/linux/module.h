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
/*
 * For programs with a main(), also without the tool: all that their files name by module_init() and module_exit(), in
 * the linker's order and in reverse. init_module() returns the first error. A function of this name in the
 * program takes the place of each. Under `ktest run`, module_init() of other files than main()'s ran before main().
 */
#ifndef KTEST_HOSTED
#define init_module ktest_init_module /* libc's is a system call */
#define cleanup_module ktest_cleanup_module
#endif
KTEST_REPLACEABLE_FN int init_module(void);
KTEST_REPLACEABLE_FN void cleanup_module(void);
#define MODULE_NAME_LEN (64 - sizeof(unsigned long))
#define module_init(fn) __initcall(fn);
#define module_exit(fn) __exitcall(fn);
#define MODULE_INFO(tag, info) KTEST_QUOTED(info)
#define MODULE_ALIAS(alias) MODULE_INFO(alias, alias)
#define MODULE_SOFTDEP(dep) MODULE_INFO(softdep, dep)
#define MODULE_WEAKDEP(dep) MODULE_INFO(weakdep, dep)
#define MODULE_LICENSE(license) MODULE_INFO(license, license)
#define MODULE_AUTHOR(author) MODULE_INFO(author, author)
#define MODULE_DESCRIPTION(description) MODULE_INFO(description, description)
#define MODULE_VERSION(version) MODULE_INFO(version, version)
#define MODULE_FIRMWARE(firmware) MODULE_INFO(firmware, firmware)
#if KTEST_HAS_quoted_namespace
#define MODULE_IMPORT_NS(ns) MODULE_INFO(import_ns, ns)
#else
#define MODULE_IMPORT_NS(ns) MODULE_INFO(import_ns, __stringify(ns))
#endif
#if KTEST_HAS_MODULE_SUPPORTED_DEVICE
#define MODULE_SUPPORTED_DEVICE(name)
#endif
#define MODULE_DEVICE_TABLE(type, name) \
	static const void *const __UNIQUE_ID(type##_device_table) __maybe_unused = (name)
#define MODULE_ALIAS_CHARDEV_MAJOR(major) MODULE_ALIAS("char-major-" __stringify(major) "-*")
#define MODULE_ALIAS_MISCDEV(minor) MODULE_ALIAS("devname:" __stringify(minor))

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
