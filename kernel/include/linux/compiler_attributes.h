/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The kernel's short names of compiler attributes.
 * Fidelity: faithful; attributes that no supported compiler has are empty.
 */
#ifndef __LINUX_COMPILER_ATTRIBUTES_H
#define __LINUX_COMPILER_ATTRIBUTES_H

#ifndef __has_builtin
#define __has_builtin(x) 0
#endif
#ifndef __has_feature
#define __has_feature(x) 0
#endif

#define __alias(symbol) __attribute__((__alias__(#symbol)))
#define __aligned(x) __attribute__((__aligned__(x)))
#define __aligned_largest __attribute__((__aligned__))
#undef __always_inline /* glibc has one too */
#define __always_inline inline __attribute__((__always_inline__))
#define __assume_aligned(a, ...) __attribute__((__assume_aligned__(a, ##__VA_ARGS__)))
#undef __attribute_const__ /* glibc has it, too */
#define __attribute_const__ __attribute__((__const__))
#define __cleanup(func) __maybe_unused __attribute__((__cleanup__(func)))
#define __cold __attribute__((__cold__))
#if __has_attribute(__copy__)
#define __copy(symbol) __attribute__((__copy__(symbol)))
#else
#define __copy(symbol)
#endif
#if __has_attribute(__counted_by__)
#define __counted_by(member) __attribute__((__counted_by__(member)))
#else
#define __counted_by(member)
#endif
#define __counted_by_le(member)
#define __counted_by_be(member)
#define __deprecated
#if __has_attribute(__designated_init__)
#define __designated_init __attribute__((__designated_init__))
#else
#define __designated_init
#endif
#define __diagnose_as(builtin...)
#define __compiletime_error(msg) __attribute__((__error__(msg)))
#define __compiletime_warning(msg) __attribute__((__warning__(msg)))
#define __flatten __attribute__((__flatten__))
#define __gnu_inline __attribute__((__gnu_inline__))
#define __malloc __attribute__((__malloc__))
#define __maybe_unused __attribute__((__unused__))
#define __always_unused __attribute__((__unused__))
#define __mode(x) __attribute__((__mode__(x)))
#define __must_check __attribute__((__warn_unused_result__))
#ifdef __clang__
#define __noclone
#define __nonstring
#define __overloadable __attribute__((__overloadable__))
#define __uninitialized __attribute__((__uninitialized__))
#else
#define __noclone __attribute__((__noclone__))
#define __nonstring __attribute__((__nonstring__))
#define __overloadable
#define __uninitialized
#endif
#define noinline __attribute__((__noinline__))
#define __noreturn __attribute__((__noreturn__))
#define __no_profile __attribute__((__no_instrument_function__))
#define __no_stack_protector
#define __packed __attribute__((__packed__))
#define __pass_dynamic_object_size(type)
#define __pass_object_size(type)
#define __printf(a, b) __attribute__((__format__(printf, a, b)))
#define __scanf(a, b) __attribute__((__format__(scanf, a, b)))
#define __pure __attribute__((__pure__))
#define __section(section) __attribute__((__section__(section)))
#define __used __attribute__((__used__))
#define __always_used __used __maybe_unused
#define __visible __attribute__((__externally_visible__))
#ifdef __clang__
#undef __visible
#define __visible
#endif
#define __weak __attribute__((__weak__))
#define __fix_address noinline __noclone

#if __has_attribute(__fallthrough__)
#define fallthrough __attribute__((__fallthrough__))
#else
#define fallthrough do {} while (0)
#endif

#endif
