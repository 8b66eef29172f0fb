/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_BITSPERLONG_H
#define KTEST_ASM_BITSPERLONG_H

#include <asm/types.h>

#endif
