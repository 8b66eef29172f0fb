/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What linkage_conformance_test.c calls and reads. */
#include <linux/linkage.h>

#ifdef __x86_64__
#define RETURN(n) movl $n, %eax ASM_NL RET
#define GO(name) jmp name
#else
#define RETURN(n) mov w0, #n ASM_NL ret
#define GO(name) b name
#endif

	.text
SYM_FUNC_START(conform_seven)
	RETURN(7)
SYM_FUNC_END(conform_seven)
SYM_FUNC_ALIAS(conform_seven_too, conform_seven)
SYM_FUNC_ALIAS_WEAK(conform_seven_weak, conform_seven)

SYM_FUNC_START_NOALIGN(conform_eight)
	RETURN(8)
SYM_FUNC_END(conform_eight)

/* The test has a stronger one. */
SYM_FUNC_START_WEAK(conform_nine)
	RETURN(9)
SYM_FUNC_END(conform_nine)

SYM_FUNC_START_WEAK(conform_weak_ten)
	RETURN(10)
SYM_FUNC_END(conform_weak_ten)

/* The test has a function of this name, too. */
SYM_FUNC_START_LOCAL(conform_local)
	RETURN(11)
SYM_FUNC_END(conform_local)

SYM_FUNC_START(conform_eleven)
	GO(conform_local)
SYM_INNER_LABEL(conform_inside, SYM_L_GLOBAL)
	RETURN(12)
SYM_FUNC_END(conform_eleven)

/* By the macros that the others are made of. */
SYM_START(conform_aligned, SYM_L_GLOBAL, .balign 64)
	RETURN(13)
SYM_INNER_LABEL_ALIGN(conform_aligned_inside, SYM_L_GLOBAL)
	RETURN(14)
SYM_END(conform_aligned, SYM_T_FUNC)
SYM_ALIAS(conform_aligned_too, conform_aligned, SYM_L_WEAK)
SYM_CODE_START_LOCAL(conform_code)
	RETURN(15)
SYM_CODE_END(conform_code)
SYM_FUNC_START_WEAK_NOALIGN(conform_weak_code)
	GO(conform_code)
SYM_FUNC_END(conform_weak_code)

	.data
SYM_DATA_START(conform_words)
	.long 1, 2, 3
SYM_DATA_END(conform_words)
SYM_DATA(conform_word, .long 77)
SYM_DATA_START(conform_pair)
	.long 8, 9
SYM_DATA_END_LABEL(conform_pair, SYM_L_GLOBAL, conform_pair_end)
SYM_DATA_START_LOCAL(conform_local_word)
	.long 5
SYM_DATA_END(conform_local_word)
	.balign 8
SYM_DATA(conform_pointer, .quad conform_local_word)

	.section .note.GNU-stack, "", %progbits
