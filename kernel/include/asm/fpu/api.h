/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Sections that use vector registers: a program may always.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_FPU_API_H
#define KTEST_ASM_FPU_API_H
#include <ktest/open.h>

#include <linux/preempt.h>

static inline void kernel_fpu_begin(void) { preempt_disable(); }
static inline void kernel_fpu_end(void) { preempt_enable(); }
static inline bool irq_fpu_usable(void) { return true; }

#include <ktest/close.h>
#endif
