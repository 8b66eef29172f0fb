/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Code that depends on the processor's features: the first version is taken.
 * Fidelity: simplified: nothing is patched
 */
#ifndef KTEST_ASM_ALTERNATIVE_ASM_H
#define KTEST_ASM_ALTERNATIVE_ASM_H
#include <ktest/open.h>

#include <linux/linkage.h>

#ifdef __ASSEMBLY__
.macro LOCK_PREFIX
	lock
.endm
.macro ALTERNATIVE oldinstr, newinstr, feature
	\oldinstr
.endm
.macro ALTERNATIVE_2 oldinstr, newinstr1, feature1, newinstr2, feature2
	\oldinstr
.endm
#endif

#include <ktest/close.h>
#endif
