/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Functions in which errors may be injected.
 * Fidelity: simplified: accepted; nothing is injected by this list
 */
#ifndef KTEST_LINUX_ERROR_INJECTION_H
#define KTEST_LINUX_ERROR_INJECTION_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/types.h>

enum { EI_ETYPE_NULL, EI_ETYPE_ERRNO, EI_ETYPE_ERRNO_NULL, EI_ETYPE_TRUE };
#define ALLOW_ERROR_INJECTION(fname, etype)
static inline bool within_error_injection_list(unsigned long addr) { (void)addr; return false; }
static inline int get_injectable_error_type(unsigned long addr) { (void)addr; return -EOPNOTSUPP; }

#include <ktest/close.h>
#endif
