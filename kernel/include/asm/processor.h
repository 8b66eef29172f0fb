/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Busy waiting; where user addresses end.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_PROCESSOR_H
#define KTEST_ASM_PROCESSOR_H
#include <ktest/open.h>

#include <ktest/core.h>

#define TASK_SIZE_MAX 0x7ffffffff000UL
#define TASK_SIZE TASK_SIZE_MAX
#define TASK_SIZE_OF(task) TASK_SIZE
static inline void cpu_relax(void) { kt_relax(); }
#define cpu_relax_yield() kt_relax()

#include <ktest/close.h>
#endif
