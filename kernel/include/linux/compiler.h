/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Hints and barriers for the compiler, and questions about expressions.
 * Fidelity: faithful
 */
#ifndef __LINUX_COMPILER_H
#define __LINUX_COMPILER_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/compiler_types.h>

#ifndef __ASSEMBLY__

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define likely_notrace(x) likely(x)
#define unlikely_notrace(x) unlikely(x)

#define barrier() __asm__ __volatile__("" : : : "memory")
#define barrier_data(ptr) __asm__ __volatile__("" : : "r"(ptr) : "memory")
#define barrier_before_unreachable() barrier()
#define unreachable() __builtin_unreachable()
#define annotate_unreachable() ((void)0)
#define annotate_reachable() ((void)0)

#define OPTIMIZER_HIDE_VAR(var) __asm__("" : "=r"(var) : "0"(var))
#define RELOC_HIDE(ptr, off) \
	({ \
		unsigned long ktest_hidden = (unsigned long)(ptr); \
		OPTIMIZER_HIDE_VAR(ktest_hidden); \
		(typeof(ptr))(ktest_hidden + (off)); \
	})
#define absolute_pointer(val) RELOC_HIDE((void *)(val), 0)

#define __UNIQUE_ID(prefix) __PASTE(__PASTE(__UNIQUE_ID_, prefix), __COUNTER__)
#define __ADDRESSABLE(sym) \
	static void *__used __UNIQUE_ID(__addressable_##sym) = (void *)(unsigned long)&sym;

#if defined(KTEST_HOSTED) && KTEST_TSAN
#include <ktest/core.h>
#define data_race(expr) \
	({ \
		kt_accesses_racy(1); \
		__auto_type ktest_racy = (expr); \
		kt_accesses_racy(0); \
		ktest_racy; \
	})
#else
#define data_race(expr) ({ __auto_type ktest_racy = (expr); ktest_racy; })
#endif

#define is_signed_type(type) (((type)(-1)) < (type)1)
#define is_unsigned_type(type) (!is_signed_type(type))

/* 1 for an integer constant expression, 0 otherwise; x is not evaluated. */
#ifdef __cplusplus
#define __is_constexpr(x) __builtin_constant_p(x)
#define KTEST_ZERO_OR_ERROR(condition, msg) 0
#else
#define __is_constexpr(x) \
	(sizeof(int) == sizeof(*(8 ? ((void *)((long)(x) * 0l)) : (int *)8)))
#ifdef __STRICT_ANSI__ /* libc has a macro _Static_assert there, that is no declaration of a member */
#define KTEST_ZERO_OR_ERROR(condition, msg) ((int)sizeof(char[1 - 2 * !!(condition)]) * 0)
#else
#define KTEST_ZERO_OR_ERROR(condition, msg) \
	((int)sizeof(struct { _Static_assert(!(condition), msg); int ktest_unused; }) * 0)
#endif
#endif
#define statically_true(x) (__builtin_constant_p(x) && (x))
#define const_true(x) (__is_constexpr(x) && (x))

#define __must_be_array(a) KTEST_ZERO_OR_ERROR(__same_type((a), &(a)[0]), "must be an array")
#define __must_be_cstr(p) KTEST_ZERO_OR_ERROR(0, "must be a C string")

static inline void *offset_to_ptr(const int *off)
{
	return (void *)((unsigned long)off + *off);
}

#include <asm/rwonce.h>

#endif

#if KTEST_HAS_uninitialized_var
#define uninitialized_var(x) x = x
#endif

#include <ktest/close.h>
#endif
