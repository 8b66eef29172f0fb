/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Asking for modules: all code is in the program, so that each is there.
 * Fidelity: simplified: always 0
 */
#ifndef KTEST_LINUX_KMOD_H
#define KTEST_LINUX_KMOD_H
#include <ktest/open.h>

#include <linux/compiler.h>

#define request_module(fmt, ...) ktest_request_module(fmt, ##__VA_ARGS__)
#define request_module_nowait(fmt, ...) ktest_request_module(fmt, ##__VA_ARGS__)
#define try_then_request_module(x, fmt, ...) ((x) ?: (request_module(fmt, ##__VA_ARGS__), (x)))
static inline __printf(1, 2) int ktest_request_module(const char *fmt, ...) { (void)fmt; return 0; }

#include <ktest/close.h>
#endif
