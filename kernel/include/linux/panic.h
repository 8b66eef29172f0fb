/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The end of the kernel: ends the case.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_PANIC_H
#define KTEST_LINUX_PANIC_H
#include <ktest/open.h>

#include <linux/compiler_attributes.h>
#include <linux/types.h>

KTEST_FN __printf(1, 2) __noreturn void panic(const char *fmt, ...);
extern int panic_timeout;
enum lockdep_ok { LOCKDEP_STILL_OK, LOCKDEP_NOW_UNRELIABLE };
#define TAINT_WARN 9
#define TAINT_USER 6
#define TAINT_TEST 18
KTEST_FN void add_taint(unsigned int flag, enum lockdep_ok lockdep_ok);
KTEST_FN int test_taint(unsigned int flag);
KTEST_FN unsigned long get_taint(void);

#include <ktest/close.h>
#endif
