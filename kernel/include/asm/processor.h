/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Busy waiting.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_PROCESSOR_H
#define KTEST_ASM_PROCESSOR_H

#include <ktest/core.h>

#define cpu_relax() kt_relax()
#define cpu_relax_yield() kt_relax()

#endif
