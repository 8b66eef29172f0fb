/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Linkage words, and for assembly the macros that begin and end a symbol.
 * Fidelity: faithful; without the branch-target instructions and the paddings
 * that a kernel's configuration may add.
 */
#ifndef KTEST_LINUX_LINKAGE_H
#define KTEST_LINUX_LINKAGE_H
#include <ktest/open.h>

#include <linux/compiler_types.h>
#include <linux/stringify.h>

#ifdef __cplusplus
#define CPP_ASMLINKAGE extern "C"
#else
#define CPP_ASMLINKAGE
#endif
#define asmlinkage CPP_ASMLINKAGE
#define asmlinkage_protect(n, ret, args...) do {} while (0)
#define __page_aligned_data __aligned(4096)
#define __page_aligned_bss __aligned(4096)
#define __lockfunc

#ifdef __ASSEMBLY__

#define ASM_NL ;
#define __ALIGN .balign 16
#define __ALIGN_STR __stringify(__ALIGN)
#define ALIGN __ALIGN
#define ALIGN_STR __ALIGN_STR
#ifdef __x86_64__
#define RET ret
#endif
#define __PAGE_ALIGNED_DATA .section ".data..page_aligned", "aw"
#define __PAGE_ALIGNED_BSS .section ".bss..page_aligned", "aw"

/* A symbol's type, its alignment and its binding, which the macros below take. */
#define SYM_T_FUNC @function
#define SYM_T_OBJECT @object
#define SYM_T_NONE @notype
#define SYM_A_ALIGN ALIGN
#define SYM_A_NONE
#define SYM_F_ALIGN ALIGN
#define SYM_L_GLOBAL(name) .globl name
#define SYM_L_WEAK(name) .weak name
#define SYM_L_LOCAL(name)

#define SYM_ENTRY(name, linkage, align...) linkage(name) ASM_NL align ASM_NL name:
#define SYM_START(name, linkage, align...) SYM_ENTRY(name, linkage, align)
#define SYM_END(name, sym_type) .type name, sym_type ASM_NL .set .L__sym_size_##name, . - name ASM_NL .size name, . - name
#define SYM_ALIAS(alias, name, linkage) linkage(alias) ASM_NL .set alias, name

#define SYM_INNER_LABEL(name, linkage) .type name, SYM_T_NONE ASM_NL SYM_ENTRY(name, linkage, SYM_A_NONE)
#define SYM_INNER_LABEL_ALIGN(name, linkage) .type name, SYM_T_NONE ASM_NL SYM_ENTRY(name, linkage, SYM_A_ALIGN)

#define SYM_FUNC_START(name) SYM_START(name, SYM_L_GLOBAL, SYM_F_ALIGN)
#define SYM_FUNC_START_NOALIGN(name) SYM_START(name, SYM_L_GLOBAL, SYM_A_NONE)
#define SYM_FUNC_START_LOCAL(name) SYM_START(name, SYM_L_LOCAL, SYM_F_ALIGN)
#define SYM_FUNC_START_LOCAL_NOALIGN(name) SYM_START(name, SYM_L_LOCAL, SYM_A_NONE)
#define SYM_FUNC_START_WEAK(name) SYM_START(name, SYM_L_WEAK, SYM_F_ALIGN)
#define SYM_FUNC_START_WEAK_NOALIGN(name) SYM_START(name, SYM_L_WEAK, SYM_A_NONE)
#define SYM_TYPED_FUNC_START(name) SYM_FUNC_START(name)
#define SYM_FUNC_END(name) SYM_END(name, SYM_T_FUNC)
#define KTEST_FUNC_ALIAS(alias, name, linkage) SYM_ALIAS(alias, name, linkage) ASM_NL .type alias, SYM_T_FUNC ASM_NL .size alias, .L__sym_size_##name
#define SYM_FUNC_ALIAS(alias, name) KTEST_FUNC_ALIAS(alias, name, SYM_L_GLOBAL)
#define SYM_FUNC_ALIAS_LOCAL(alias, name) KTEST_FUNC_ALIAS(alias, name, SYM_L_LOCAL)
#define SYM_FUNC_ALIAS_WEAK(alias, name) KTEST_FUNC_ALIAS(alias, name, SYM_L_WEAK)
#define SYM_FUNC_ALIAS_MEMFUNC SYM_FUNC_ALIAS

/* Code that does not follow the calling convention. */
#define SYM_CODE_START(name) SYM_START(name, SYM_L_GLOBAL, SYM_A_ALIGN)
#define SYM_CODE_START_NOALIGN(name) SYM_START(name, SYM_L_GLOBAL, SYM_A_NONE)
#define SYM_CODE_START_LOCAL(name) SYM_START(name, SYM_L_LOCAL, SYM_A_ALIGN)
#define SYM_CODE_START_LOCAL_NOALIGN(name) SYM_START(name, SYM_L_LOCAL, SYM_A_NONE)
#define SYM_CODE_END(name) SYM_END(name, SYM_T_NONE)

#define SYM_DATA_START(name) SYM_START(name, SYM_L_GLOBAL, SYM_A_NONE)
#define SYM_DATA_START_LOCAL(name) SYM_START(name, SYM_L_LOCAL, SYM_A_NONE)
#define SYM_DATA_END(name) SYM_END(name, SYM_T_OBJECT)
#define SYM_DATA_END_LABEL(name, linkage, label) linkage(label) ASM_NL .type label, SYM_T_OBJECT ASM_NL label: SYM_END(name, SYM_T_OBJECT)
#define SYM_DATA(name, data...) SYM_DATA_START(name) ASM_NL data ASM_NL SYM_DATA_END(name)
#define SYM_DATA_LOCAL(name, data...) SYM_DATA_START_LOCAL(name) ASM_NL data ASM_NL SYM_DATA_END(name)

/* Their names before 5.5. */
#define GLOBAL(name) .globl name ASM_NL name:
#define ENTRY(name) SYM_FUNC_START(name)
#define WEAK(name) SYM_FUNC_START_WEAK(name)
#define END(name) .size name, . - name
#define ENDPROC(name) SYM_FUNC_END(name)
#define EXPORT_SYMBOL(name)
#define EXPORT_SYMBOL_GPL(name)

#else

#include <linux/export.h>

#endif

#include <ktest/close.h>
#endif
