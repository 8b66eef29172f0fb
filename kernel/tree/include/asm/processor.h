/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Overlay: a loop that waits for something lets time pass, and others run. */
#ifndef KTEST_TREE_ASM_PROCESSOR_H
#define KTEST_TREE_ASM_PROCESSOR_H

#define cpu_relax ktree_um_cpu_relax
#include_next <asm/processor.h>
#undef cpu_relax

void ktree_cpu_relax(void);

static __always_inline void cpu_relax(void)
{
	ktree_cpu_relax();
}

#endif
