/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Protected returns and indirect branches of assembler files, without the protection.
 * Fidelity: simplified: ordinary branches
 */
#ifndef KTEST_ASM_NOSPEC_BRANCH_H
#define KTEST_ASM_NOSPEC_BRANCH_H
#include <ktest/open.h>

#include <linux/linkage.h>

#ifdef __ASSEMBLY__
#define ANNOTATE_NOENDBR
#define ANNOTATE_RETPOLINE_SAFE
#define ANNOTATE_UNRET_SAFE
.macro JMP_NOSPEC reg:req
	jmp *%\reg
.endm
.macro CALL_NOSPEC reg:req
	call *%\reg
.endm
.macro FILL_RETURN_BUFFER reg:req nr:req ftr:req
.endm
#endif

#include <ktest/close.h>
#endif
