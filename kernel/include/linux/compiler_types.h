/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Included before every file: annotations for checkers, inlining words, and
 * compile-time questions about types.
 * Fidelity: faithful; checker annotations are empty as in an ordinary build.
 */
#ifndef __LINUX_COMPILER_TYPES_H
#define __LINUX_COMPILER_TYPES_H

#include <linux/kconfig.h>

#ifndef __ASSEMBLY__

#include <linux/compiler_attributes.h>

/* -std=c99 and its kin keep these words of GNU C for the program; its kernel headers have always had them. */
#if defined(__STRICT_ANSI__) && !defined(__cplusplus)
#define typeof __typeof__
#define asm __asm__
#endif

/*
 * Before the declaration and the definition of what is out of line. Hosted, it is in the runtime, which
 * is weak. In plain mode (ktest/core.h) each translation unit has its own, if it calls it.
 */
#ifdef KTEST_HOSTED
#define KTEST_FN
#define KTEST_DEF __weak
#define KTEST_OWN(name) name
#else
#define KTEST_FN static inline __attribute__((__unused__))
#define KTEST_DEF KTEST_FN
#define KTEST_OWN(name) ktp_own_##name
#endif
/* Of functions that a program may have a copy of: ktest/plain/replaceable.h. */
#ifdef __cplusplus
#define KTEST_REPLACEABLE_FN extern "C"
#else
#define KTEST_REPLACEABLE_FN extern
#endif
/* Files that may include libc's headers of the user-space API: where a name is in both, libc's counts. */
#if !defined(KTEST_HOSTED) || defined(KTEST_PROGRAM_NAME) || defined(__cplusplus)
#define KTEST_WITH_LIBC
#endif
/* Of functions that a libc may have, too. */
#ifdef __cplusplus
#define KTEST_NOEXCEPT noexcept
#else
#define KTEST_NOEXCEPT
#endif
#if defined(__SANITIZE_THREAD__)
#define KTEST_TSAN 1
#elif defined(__has_feature)
#define KTEST_TSAN __has_feature(thread_sanitizer)
#else
#define KTEST_TSAN 0
#endif
/* The calls that the compiler makes for ThreadSanitizer go to the engine, for --races and --explore, not to the sanitizer's library. */
#if defined(KTEST_HOSTED) && !defined(KTEST_TSAN_LIBRARY)
#define KTEST_TSAN_IS_OWN 1
#else
#define KTEST_TSAN_IS_OWN 0
#endif
/* Before constants. */
#ifdef __cplusplus
#define KTEST_DATA extern __weak
#else
#define KTEST_DATA __weak
#endif
/* A name that C++ keeps for itself. */
#ifdef __cplusplus
#define KTEST_PRIVATE private_
#else
#define KTEST_PRIVATE private
#endif
#ifdef __cplusplus
#include <ktest/plain/cxx.h>
#endif

#define __kernel
#define __user
#define __iomem
#define __percpu
#define __rcu
#define __force
#define __nocast
#define __safe
#define __private
#define __bitwise
#define __bitwise__
#define __must_hold(x)
#define __acquires(x)
#define __releases(x)
#define __cond_acquires(x)
#define __acquire(x) ((void)0)
#define __release(x) ((void)0)
#define __cond_lock(x, c) (c)
#define __chk_user_ptr(x) ((void)(x))
#define __chk_io_ptr(x) ((void)(x))
#define ACCESS_PRIVATE(p, member) ((p)->member)
#define __builtin_warning(x, y...) (1)
#define BTF_TYPE_TAG(value)

#define notrace __attribute__((__no_instrument_function__))
#define noinline_for_stack noinline
#define noinstr noinline notrace
#define __cpuidle
#define __latent_entropy
#define __noscs
#define __nocfi
#define __no_kasan_or_inline __always_inline
#define __no_kcsan
#define __no_sanitize_or_inline __always_inline
#define __no_sanitize_memory
#define __no_sanitize_coverage
#define __signed_wrap
#define __no_caller_saved_registers
#define __no_sanitize_address __attribute__((__no_sanitize_address__))
#define __no_sanitize_undefined __attribute__((__no_sanitize_undefined__))
#define __no_sanitize_thread __attribute__((__no_sanitize_thread__))
#define __alloc_size(x, ...) __attribute__((__alloc_size__(x, ##__VA_ARGS__)))
#define __realloc_size(x, ...) __attribute__((__alloc_size__(x, ##__VA_ARGS__)))
#define __randomize_layout
#define __no_randomize_layout
#define randomized_struct_fields_start
#define randomized_struct_fields_end
#define asm_inline asm
#define asm_goto_output(x...) asm goto(x)
#define auto_type __auto_type

#define ___PASTE(a, b) a##b
#define __PASTE(a, b) ___PASTE(a, b)
#define __stringify_label(n) #n

#define __same_type(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))
#if __has_builtin(__builtin_dynamic_object_size)
#define __struct_size(p) __builtin_dynamic_object_size(p, 0)
#define __member_size(p) __builtin_dynamic_object_size(p, 1)
#else
#define __struct_size(p) __builtin_object_size(p, 0)
#define __member_size(p) __builtin_object_size(p, 1)
#endif
#define __native_word(t) \
	(sizeof(t) == sizeof(char) || sizeof(t) == sizeof(short) || \
	 sizeof(t) == sizeof(int) || sizeof(t) == sizeof(long))

/* The type without qualifiers, for scalar types; others stay as they are. */
#ifdef __cplusplus
#define __unqual_scalar_typeof(x) ktp_unqual<__typeof__(x)>::type
#else
#define KTEST_UNQUAL(type) unsigned type: (unsigned type)0, signed type: (signed type)0
#define __unqual_scalar_typeof(x) \
	typeof(_Generic((x), char: (char)0, KTEST_UNQUAL(char), KTEST_UNQUAL(short), \
		KTEST_UNQUAL(int), KTEST_UNQUAL(long), KTEST_UNQUAL(long long), default: (x)))
#endif

#define __diag_push() _Pragma("GCC diagnostic push")
#define __diag_pop() _Pragma("GCC diagnostic pop")
#define __diag(string)
#define __diag_ignore(compiler, version, option, comment)
#define __diag_warn(compiler, version, option, comment)
#define __diag_error(compiler, version, option, comment)
#define __diag_ignore_all(option, comment)

#ifdef __OPTIMIZE__
#define KTEST_COMPILETIME_ASSERT(condition, msg, name) \
	do { \
		__noreturn extern void name(void) __compiletime_error(msg); \
		if (!(condition)) \
			name(); \
	} while (0)
#else
#define KTEST_COMPILETIME_ASSERT(condition, msg, name) ((void)(condition))
#endif
#define _compiletime_assert(condition, msg, prefix, suffix) \
	KTEST_COMPILETIME_ASSERT(condition, msg, __PASTE(prefix, suffix))
#define compiletime_assert(condition, msg) \
	_compiletime_assert(condition, msg, __compiletime_assert_, __COUNTER__)
#define compiletime_assert_atomic_type(t) \
	compiletime_assert(__native_word(t), "Need native word sized stores/loads for atomicity.")


#endif
#endif
