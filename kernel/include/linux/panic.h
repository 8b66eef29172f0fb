/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The end of the kernel: ends the case.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_PANIC_H
#define KTEST_LINUX_PANIC_H

#include <linux/compiler_attributes.h>
#include <linux/types.h>

__printf(1, 2) __noreturn void panic(const char *fmt, ...);
extern int panic_timeout;
enum lockdep_ok { LOCKDEP_STILL_OK, LOCKDEP_NOW_UNRELIABLE };
#define TAINT_WARN 9
#define TAINT_USER 6
#define TAINT_TEST 18
void add_taint(unsigned int flag, enum lockdep_ok lockdep_ok);
int test_taint(unsigned int flag);
unsigned long get_taint(void);

#endif
