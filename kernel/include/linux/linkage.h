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

#define asmlinkage
#define asmlinkage_protect(n, ret, args...) do {} while (0)
#define __page_aligned_data __aligned(4096)
#define __page_aligned_bss __aligned(4096)
#define __lockfunc

#ifdef __ASSEMBLY__

#define ASM_NL ;
#define ALIGN .balign 16
#define SYM_T_FUNC @function
#define SYM_T_OBJECT @object
#define SYM_T_NONE @notype
#ifdef __x86_64__
#define RET ret
#endif

#define KTEST_SYM_BEGIN(name, binding) ALIGN ASM_NL binding ASM_NL name:
#define KTEST_SYM_END(name, kind) .type name, kind ASM_NL .size name, . - name

#define SYM_FUNC_START(name) KTEST_SYM_BEGIN(name, .globl name)
#define SYM_FUNC_START_NOALIGN(name) .globl name ASM_NL name:
#define SYM_FUNC_START_WEAK(name) KTEST_SYM_BEGIN(name, .weak name)
#define SYM_FUNC_START_LOCAL(name) KTEST_SYM_BEGIN(name, .local name)
#define SYM_FUNC_END(name) KTEST_SYM_END(name, SYM_T_FUNC)
#define SYM_FUNC_ALIAS(alias, name) .globl alias ASM_NL .set alias, name
#define SYM_FUNC_ALIAS_WEAK(alias, name) .weak alias ASM_NL .set alias, name
#define SYM_TYPED_FUNC_START(name) SYM_FUNC_START(name)
#define SYM_CODE_START(name) SYM_FUNC_START(name)
#define SYM_CODE_END(name) KTEST_SYM_END(name, SYM_T_NONE)
#define SYM_DATA_START(name) KTEST_SYM_BEGIN(name, .globl name)
#define SYM_DATA_START_LOCAL(name) KTEST_SYM_BEGIN(name, .local name)
#define SYM_DATA_END(name) KTEST_SYM_END(name, SYM_T_OBJECT)
#define SYM_DATA(name, data...) SYM_DATA_START(name) ASM_NL data ASM_NL SYM_DATA_END(name)
#define SYM_INNER_LABEL(name, binding) .globl name ASM_NL name:
#define ENTRY(name) SYM_FUNC_START(name)
#define END(name) .size name, . - name
#define ENDPROC(name) SYM_FUNC_END(name)
#define EXPORT_SYMBOL(name)
#define EXPORT_SYMBOL_GPL(name)

#else

#include <linux/export.h>

#endif

#include <ktest/close.h>
#endif
