/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* u64 mpi_mul_add(u64 *x, const u64 *a, size_t n, u64 b): x += a * b, returns the carry. */
#include <linux/linkage.h>
#include <asm/alternative-asm.h>
#include <asm/export.h>
#include <asm/nospec-branch.h>

#define SYM_FUNC_START_32(name) SYM_START(name, SYM_L_GLOBAL, .align 32)

.text
SYM_FUNC_START_32(mpi_mul_add)
	movq	%rdx, %r10
	xorl	%r8d, %r8d
	xorl	%r9d, %r9d
	testq	%r10, %r10
	jz	2f
1:	movq	(%rsi,%r9,8), %rax
	mulq	%rcx
	addq	%r8, %rax
	adcq	$0, %rdx
	addq	%rax, (%rdi,%r9,8)
	adcq	$0, %rdx
	movq	%rdx, %r8
	incq	%r9
	cmpq	%r10, %r9
	jb	1b
2:	movq	%r8, %rax
	RET
SYM_FUNC_END(mpi_mul_add)
EXPORT_SYMBOL(mpi_mul_add)
.section .note.GNU-stack, "", @progbits
