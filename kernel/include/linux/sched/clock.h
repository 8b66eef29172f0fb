/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A clock for traces.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_SCHED_CLOCK_H
#define KTEST_LINUX_SCHED_CLOCK_H
#include <ktest/open.h>

#include <linux/types.h>
#include <ktest/core.h>

static inline u64 local_clock(void) { return kt_now(); }
static inline u64 sched_clock(void) { return kt_now(); }
static inline u64 cpu_clock(int cpu) { (void)cpu; return kt_now(); }

#include <ktest/close.h>
#endif
