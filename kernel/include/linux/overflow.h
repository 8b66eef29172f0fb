/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Arithmetic that tells when it does not fit. Operands may have different types.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_OVERFLOW_H
#define KTEST_LINUX_OVERFLOW_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/const.h>
#include <linux/limits.h>
#include <linux/types.h>

#define __type_half_max(type) ((type)1 << (8 * sizeof(type) - 1 - is_signed_type(type)))
#define __type_max(T) ((T)((__type_half_max(T) - 1) + __type_half_max(T)))
#define type_max(t) __type_max(typeof(t))
#define __type_min(T) ((T)((T)-type_max(T) - (T)1))
#define type_min(t) __type_min(typeof(t))
#ifdef __cplusplus	/* functions of the library have these names, too */
extern "C++" {
template <class T> inline bool is_negative(T a) { return T(-1) < T(1) && a < T(1) && a != T(0); }
template <class T> inline bool is_non_negative(T a) { return !is_negative(a); }
}
#else
#define is_non_negative(a) ((a) > 0 || (a) == 0)
#define is_negative(a) (!(is_non_negative(a)))
#endif

static inline bool __must_check __must_check_overflow(bool overflow)
{
	return unlikely(overflow);
}

#define check_add_overflow(a, b, d) __must_check_overflow(__builtin_add_overflow(a, b, d))
#define check_sub_overflow(a, b, d) __must_check_overflow(__builtin_sub_overflow(a, b, d))
#define check_mul_overflow(a, b, d) __must_check_overflow(__builtin_mul_overflow(a, b, d))

#define KTEST_WRAPPING(type, a, op, b) \
	({ type ktest_val; (void)__builtin_##op##_overflow(a, b, &ktest_val); ktest_val; })
#define wrapping_add(type, a, b) KTEST_WRAPPING(type, a, add, b)
#define wrapping_sub(type, a, b) KTEST_WRAPPING(type, a, sub, b)
#define wrapping_mul(type, a, b) KTEST_WRAPPING(type, a, mul, b)
#define wrapping_assign_add(var, offset) \
	({ typeof(var) *ktest_ptr = &(var); *ktest_ptr = wrapping_add(typeof(var), *ktest_ptr, offset); })
#define wrapping_assign_sub(var, offset) \
	({ typeof(var) *ktest_ptr = &(var); *ktest_ptr = wrapping_sub(typeof(var), *ktest_ptr, offset); })

/* *d = a << s; true when bits or the sign were lost or s is out of range. */
#define check_shl_overflow(a, s, d) \
	__must_check_overflow(({ \
		typeof(a) ktest_a = (a); \
		typeof(s) ktest_s = (s); \
		typeof(d) ktest_d = (d); \
		unsigned long long ktest_full = ktest_a; \
		unsigned int ktest_shift = \
			is_non_negative(ktest_s) && ktest_s < 8 * (int)sizeof(*d) ? ktest_s : 0; \
		*ktest_d = (ktest_full << ktest_shift); \
		((typeof(ktest_s))ktest_shift != ktest_s || is_negative(*ktest_d) || is_negative(ktest_a) || \
		 (typeof(a))(*ktest_d >> ktest_shift) != ktest_a); \
	}))

/* The bits or the sign differ after the conversion. Comparisons would warn of constants and of signs. */
#define KTEST_SIGN_BIT(x, type) (is_signed_type(type) & (int)((unsigned long long)(x) >> 63))
#define __overflows_type_constexpr(x, T) \
	((unsigned long long)(typeof(T))(x) != (unsigned long long)(x) || \
	 KTEST_SIGN_BIT((typeof(T))(x), typeof(T)) != KTEST_SIGN_BIT(x, typeof(x)))
#define __overflows_type(x, T) \
	({ typeof(T) ktest_v = 0; __builtin_add_overflow((x), ktest_v, &ktest_v); })
#define overflows_type(n, T) \
	__builtin_choose_expr(__is_constexpr(n), __overflows_type_constexpr(n, T), \
			      __overflows_type(n, T))
#define castable_to_type(n, T) \
	__builtin_choose_expr(__is_constexpr(n), (!__overflows_type_constexpr(n, T)), \
			      __same_type(n, T))

/* Sizes that stick at SIZE_MAX, which no allocator grants. */
static inline size_t __must_check size_mul(size_t a, size_t b)
{
	size_t bytes;

	return check_mul_overflow(a, b, &bytes) ? SIZE_MAX : bytes;
}

static inline size_t __must_check size_add(size_t a, size_t b)
{
	size_t bytes;

	return check_add_overflow(a, b, &bytes) ? SIZE_MAX : bytes;
}

static inline size_t __must_check size_sub(size_t a, size_t b)
{
	size_t bytes;

	if (a == SIZE_MAX || b == SIZE_MAX || check_sub_overflow(a, b, &bytes))
		return SIZE_MAX;
	return bytes;
}

#define array_size(a, b) size_mul(a, b)
#define array3_size(a, b, c) size_mul(size_mul(a, b), c)
#define flex_array_size(p, member, count) \
	__builtin_choose_expr(__is_constexpr(count), \
			      (count) * sizeof(*(p)->member) + __must_be_array((p)->member), \
			      size_mul(count, sizeof(*(p)->member) + __must_be_array((p)->member)))
#define struct_size(p, member, count) \
	__builtin_choose_expr(__is_constexpr(count), \
			      sizeof(*(p)) + flex_array_size(p, member, count), \
			      size_add(sizeof(*(p)), flex_array_size(p, member, count)))
#define struct_size_t(type, member, count) struct_size((type *)NULL, member, count)
#define _DEFINE_FLEX(type, name, member, count, initializer...) \
	union { \
		u8 bytes[struct_size_t(type, member, count)]; \
		type obj; \
	} name##_u initializer; \
	type *name = (type *)&name##_u
#define DEFINE_RAW_FLEX(type, name, member, count) _DEFINE_FLEX(type, name, member, count, = {})
#define DEFINE_FLEX(type, name, member, counter, count) \
	_DEFINE_FLEX(type, name, member, count, = { .obj.counter = count, })

#include <ktest/close.h>
#endif
