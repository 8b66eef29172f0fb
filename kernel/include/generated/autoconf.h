/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The emulated kernel's configuration. A test may override a number with -D.
 * Fidelity: simplified: only options that emulated headers or common code ask for.
 */
#ifndef KTEST_GENERATED_AUTOCONF_H
#define KTEST_GENERATED_AUTOCONF_H

#define CONFIG_64BIT 1
#define CONFIG_SMP 1
#define CONFIG_NUMA 1
#define CONFIG_MMU 1
#define CONFIG_KUNIT 1
#define CONFIG_KUNIT_DEFAULT_ENABLED 1
#define CONFIG_PRINTK 1
#define CONFIG_BUG 1
#define CONFIG_MODULES 1
#define CONFIG_PREEMPTION 1
#define CONFIG_PREEMPT 1
#define CONFIG_PREEMPT_COUNT 1
#define CONFIG_KALLSYMS 1
#define CONFIG_PROC_FS 1
#define CONFIG_XARRAY_MULTI 1
#define CONFIG_HZ_1000 1
#ifndef CONFIG_HZ
#define CONFIG_HZ 1000
#endif
#ifndef CONFIG_NR_CPUS
#ifdef KTEST_HOSTED
#define CONFIG_NR_CPUS 8
#elif defined(NR_CPUS)
#define CONFIG_NR_CPUS NR_CPUS
#else
#define CONFIG_NR_CPUS 32
#endif
#endif
#ifndef CONFIG_NODES_SHIFT
#define CONFIG_NODES_SHIFT 3
#endif
#define CONFIG_PGTABLE_LEVELS 4
#define CONFIG_PAGE_SHIFT 12
#define CONFIG_BASE_SMALL 0
#define CONFIG_MESSAGE_LOGLEVEL_DEFAULT 4
#define CONFIG_CONSOLE_LOGLEVEL_DEFAULT 7
#define CONFIG_LOG_BUF_SHIFT 17
#define CONFIG_ARCH_SUPPORTS_INT128 1
#define CONFIG_HAVE_EFFICIENT_UNALIGNED_ACCESS 1
#define CONFIG_DEFAULT_HOSTNAME "(none)"
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define CONFIG_CPU_LITTLE_ENDIAN 1
#else
#define CONFIG_CPU_BIG_ENDIAN 1
#endif
#if defined(__x86_64__)
#define CONFIG_X86_64 1
#define CONFIG_X86 1
#elif defined(__aarch64__)
#define CONFIG_ARM64 1
#endif
#if defined(__clang__)
#define CONFIG_CC_IS_CLANG 1
#define CONFIG_CLANG_VERSION (__clang_major__ * 10000 + __clang_minor__ * 100 + __clang_patchlevel__)
#define CONFIG_GCC_VERSION 0
#else
#define CONFIG_CC_IS_GCC 1
#define CONFIG_FORTIFY_SOURCE 1
#define CONFIG_GCC_VERSION (__GNUC__ * 10000 + __GNUC_MINOR__ * 100 + __GNUC_PATCHLEVEL__)
#define CONFIG_CLANG_VERSION 0
#endif

#endif
