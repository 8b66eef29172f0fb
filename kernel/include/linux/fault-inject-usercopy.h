/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Copies that fail on purpose.
 * Fidelity: faithful, as without CONFIG_FAULT_INJECTION_USERCOPY
 */
#ifndef KTEST_LINUX_FAULT_INJECT_USERCOPY_H
#define KTEST_LINUX_FAULT_INJECT_USERCOPY_H
#include <ktest/open.h>

#include <linux/types.h>

static inline bool should_fail_usercopy(void) { return false; }

#include <ktest/close.h>
#endif
