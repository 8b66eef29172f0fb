/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A cycle counter: the emulated clock.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_TIMEX_H
#define KTEST_ASM_TIMEX_H
#include <ktest/open.h>

#include <ktest/core.h>

typedef unsigned long cycles_t;
static inline cycles_t get_cycles(void) { return kt_now(); }
#define random_get_entropy() get_cycles()

#include <ktest/close.h>
#endif
