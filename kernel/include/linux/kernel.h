/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What nearly every file wants.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_KERNEL_H
#define KTEST_LINUX_KERNEL_H
#include <ktest/open.h>

#if !defined(KTEST_HOSTED) || defined(KTEST_PROGRAM_NAME)
/* Hand-made headers bring them, and programs rely on it. */
#include <ktest/plain/libc-headers.h>
#endif
#include <linux/align.h>
#include <linux/array_size.h>
#include <linux/bitops.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/hex.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include <linux/linkage.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/sprintf.h>
#include <linux/stdarg.h>
#include <linux/stddef.h>
#include <linux/stringify.h>
#include <linux/typecheck.h>
#include <linux/types.h>
#include <linux/util_macros.h>
#include <linux/wordpart.h>
#include <asm/byteorder.h>
#if defined(KTEST_HOSTED) && !defined(KTEST_PROGRAM_NAME)
#include <linux/minmax.h>
#else
/* What hand-made headers of this name bring; min() and max() are often the program's own. */
#include <linux/bug.h>
#include <linux/cache.h>
#include <linux/init.h>
#include <linux/ktest_minmax.h>
#include <linux/random.h>
#endif

#define STACK_MAGIC 0xdeadbeef
#define PTR_IF(cond, ptr) ((cond) ? (ptr) : NULL)
#define u64_to_user_ptr(x) \
	({ typecheck(u64, (x)); (void __user *)(uintptr_t)(x); })

#ifdef KTEST_HOSTED /* names that programs of their own may have */
#define READ 0
#define WRITE 1
#endif

enum system_states {
	SYSTEM_BOOTING, SYSTEM_SCHEDULING, SYSTEM_FREEING_INITMEM, SYSTEM_RUNNING,
	SYSTEM_HALT, SYSTEM_POWER_OFF, SYSTEM_RESTART, SYSTEM_SUSPEND,
};
extern enum system_states system_state;
extern int oops_in_progress;

KTEST_FN int get_option(char **str, int *pint);
KTEST_FN char *get_options(const char *str, int nints, int *ints);
KTEST_FN unsigned long long memparse(const char *ptr, char **retptr);
KTEST_FN bool parse_option_str(const char *str, const char *option);
KTEST_FN char *next_arg(char *args, char **param, char **val);
#ifdef KTEST_HOSTED
int core_kernel_text(unsigned long addr);
int __kernel_text_address(unsigned long addr);
int kernel_text_address(unsigned long addr);
#endif

#ifdef KTEST_HOSTED
void ktest_might_sleep(const char *file, int line);
/* Where a task gives its CPU up: that, without asking whether it is about to sleep already. */
void ktest_might_schedule(const char *file, int line);
void ktest_might_fault(const char *file, int line);
#else
/* Plain mode: nobody watches contexts. */
static inline void ktest_might_sleep(const char *file, int line) { (void)file, (void)line; }
static inline void ktest_might_schedule(const char *file, int line) { (void)file, (void)line; }
static inline void ktest_might_fault(const char *file, int line) { (void)file, (void)line; }
#endif
#define might_sleep() ktest_might_sleep(__FILE__, __LINE__)
#define might_sleep_if(cond) do { if (cond) might_sleep(); } while (0)
#define might_resched() ktest_might_schedule(__FILE__, __LINE__)
#define might_fault() ktest_might_fault(__FILE__, __LINE__)
#define cant_sleep() do {} while (0)
#define non_block_start() do {} while (0)
#define non_block_end() do {} while (0)

#define trace_printk(fmt, ...) no_printk(fmt, ##__VA_ARGS__)
static inline void tracing_on(void) {}
static inline void tracing_off(void) {}

#include <ktest/close.h>
#endif
