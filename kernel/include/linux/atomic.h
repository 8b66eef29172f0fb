/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * atomic_t, atomic64_t and atomic_long_t with every ordering.
 * Synchronization table: every operation may run concurrently with every other.
 * Fidelity: faithful; void operations are relaxed, value-returning ones fully ordered, as documented
 */
#ifndef KTEST_LINUX_ATOMIC_H
#define KTEST_LINUX_ATOMIC_H
#include <ktest/open.h>

#include <linux/types.h>
#include <asm/barrier.h>
#include <asm/cmpxchg.h>

typedef atomic64_t atomic_long_t;
#define ATOMIC_LONG_INIT(i) { (i) }

/* One read-modify-write family in four orderings: NAME_return and fetch. */
#define KTEST_ATOMIC_RMW(P, A, T, op, builtin, suffix, order) \
static __always_inline T P##_##op##_return##suffix(T i, A *v) \
{ \
	return __atomic_##builtin##_fetch(&v->counter, i, order); \
} \
static __always_inline T P##_fetch_##op##suffix(T i, A *v) \
{ \
	return __atomic_fetch_##builtin(&v->counter, i, order); \
}
#define KTEST_ATOMIC_ADDSUB(P, A, T, op) \
static __always_inline void P##_##op(T i, A *v) \
{ \
	__atomic_fetch_##op(&v->counter, i, __ATOMIC_RELAXED); \
} \
KTEST_ATOMIC_RMW(P, A, T, op, op, , __ATOMIC_SEQ_CST) \
KTEST_ATOMIC_RMW(P, A, T, op, op, _acquire, __ATOMIC_ACQUIRE) \
KTEST_ATOMIC_RMW(P, A, T, op, op, _release, __ATOMIC_RELEASE) \
KTEST_ATOMIC_RMW(P, A, T, op, op, _relaxed, __ATOMIC_RELAXED)

#define KTEST_ATOMIC_STEP1(P, A, T, op, base, suffix) \
static __always_inline T P##_##op##_return##suffix(A *v) \
{ \
	return P##_##base##_return##suffix(1, v); \
} \
static __always_inline T P##_fetch_##op##suffix(A *v) \
{ \
	return P##_fetch_##base##suffix(1, v); \
}
#define KTEST_ATOMIC_STEP(P, A, T, op, base) \
static __always_inline void P##_##op(A *v) \
{ \
	P##_##base(1, v); \
} \
KTEST_ATOMIC_STEP1(P, A, T, op, base, ) \
KTEST_ATOMIC_STEP1(P, A, T, op, base, _acquire) \
KTEST_ATOMIC_STEP1(P, A, T, op, base, _release) \
KTEST_ATOMIC_STEP1(P, A, T, op, base, _relaxed)

#define KTEST_ATOMIC_LOGIC1(P, A, T, op, builtin, sign, suffix, order) \
static __always_inline T P##_fetch_##op##suffix(T i, A *v) \
{ \
	return __atomic_fetch_##builtin(&v->counter, sign i, order); \
}
#define KTEST_ATOMIC_LOGIC(P, A, T, op, builtin, sign) \
static __always_inline void P##_##op(T i, A *v) \
{ \
	__atomic_fetch_##builtin(&v->counter, sign i, __ATOMIC_RELAXED); \
} \
KTEST_ATOMIC_LOGIC1(P, A, T, op, builtin, sign, , __ATOMIC_SEQ_CST) \
KTEST_ATOMIC_LOGIC1(P, A, T, op, builtin, sign, _acquire, __ATOMIC_ACQUIRE) \
KTEST_ATOMIC_LOGIC1(P, A, T, op, builtin, sign, _release, __ATOMIC_RELEASE) \
KTEST_ATOMIC_LOGIC1(P, A, T, op, builtin, sign, _relaxed, __ATOMIC_RELAXED)

#define KTEST_ATOMIC_SWAP(P, A, T, suffix, order, failure) \
static __always_inline T P##_xchg##suffix(A *v, T n) \
{ \
	return __atomic_exchange_n(&v->counter, n, order); \
} \
static __always_inline T P##_cmpxchg##suffix(A *v, T old, T n) \
{ \
	__atomic_compare_exchange_n((T *)&v->counter, &old, n, 0, order, failure); \
	return old; \
} \
static __always_inline bool P##_try_cmpxchg##suffix(A *v, T *old, T n) \
{ \
	return __atomic_compare_exchange_n((T *)&v->counter, old, n, 0, order, failure); \
} \
static __always_inline bool P##_add_negative##suffix(T i, A *v) \
{ \
	return P##_add_return##suffix(i, v) < 0; \
}

#define KTEST_ATOMIC(P, A, T) \
static __always_inline T P##_read(const A *v) { return __READ_ONCE(v->counter); } \
static __always_inline T P##_read_acquire(const A *v) \
{ \
	return __atomic_load_n(&v->counter, __ATOMIC_ACQUIRE); \
} \
static __always_inline void P##_set(A *v, T i) { __WRITE_ONCE(v->counter, i); } \
static __always_inline void P##_set_release(A *v, T i) \
{ \
	__atomic_store_n(&v->counter, i, __ATOMIC_RELEASE); \
} \
KTEST_ATOMIC_ADDSUB(P, A, T, add) \
KTEST_ATOMIC_ADDSUB(P, A, T, sub) \
KTEST_ATOMIC_STEP(P, A, T, inc, add) \
KTEST_ATOMIC_STEP(P, A, T, dec, sub) \
KTEST_ATOMIC_LOGIC(P, A, T, and, and, ) \
KTEST_ATOMIC_LOGIC(P, A, T, or, or, ) \
KTEST_ATOMIC_LOGIC(P, A, T, xor, xor, ) \
KTEST_ATOMIC_LOGIC(P, A, T, andnot, and, ~) \
KTEST_ATOMIC_SWAP(P, A, T, , __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST) \
KTEST_ATOMIC_SWAP(P, A, T, _acquire, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE) \
KTEST_ATOMIC_SWAP(P, A, T, _release, __ATOMIC_RELEASE, __ATOMIC_RELAXED) \
KTEST_ATOMIC_SWAP(P, A, T, _relaxed, __ATOMIC_RELAXED, __ATOMIC_RELAXED) \
static __always_inline bool P##_sub_and_test(T i, A *v) { return P##_sub_return(i, v) == 0; } \
static __always_inline bool P##_dec_and_test(A *v) { return P##_dec_return(v) == 0; } \
static __always_inline bool P##_inc_and_test(A *v) { return P##_inc_return(v) == 0; } \
/* Adds unless the value is u; returns the old value. */ \
static __always_inline T P##_fetch_add_unless(A *v, T a, T u) \
{ \
	T c = P##_read(v); \
	do { \
		if (c == u) \
			break; \
	} while (!P##_try_cmpxchg(v, &c, c + a)); \
	return c; \
} \
static __always_inline bool P##_add_unless(A *v, T a, T u) \
{ \
	return P##_fetch_add_unless(v, a, u) != u; \
} \
static __always_inline bool P##_inc_not_zero(A *v) { return P##_add_unless(v, 1, 0); } \
static __always_inline bool P##_inc_unless_negative(A *v) \
{ \
	T c = P##_read(v); \
	do { \
		if (c < 0) \
			return false; \
	} while (!P##_try_cmpxchg(v, &c, c + 1)); \
	return true; \
} \
static __always_inline bool P##_dec_unless_positive(A *v) \
{ \
	T c = P##_read(v); \
	do { \
		if (c > 0) \
			return false; \
	} while (!P##_try_cmpxchg(v, &c, c - 1)); \
	return true; \
} \
/* The value minus one, stored only when that is not negative. */ \
static __always_inline T P##_dec_if_positive(A *v) \
{ \
	T c = P##_read(v); \
	do { \
		if (c - 1 < 0) \
			break; \
	} while (!P##_try_cmpxchg(v, &c, c - 1)); \
	return c - 1; \
}

KTEST_ATOMIC(atomic, atomic_t, int)
KTEST_ATOMIC(atomic64, atomic64_t, s64)
KTEST_ATOMIC(atomic_long, atomic_long_t, long)

#define atomic_read_mask(mask, v) (atomic_read(v) & (mask))
#define atomic_cond_read_acquire(v, c) smp_cond_load_acquire(&(v)->counter, (c))
#define atomic_cond_read_relaxed(v, c) smp_cond_load_relaxed(&(v)->counter, (c))
#define atomic64_cond_read_acquire(v, c) smp_cond_load_acquire(&(v)->counter, (c))
#define atomic64_cond_read_relaxed(v, c) smp_cond_load_relaxed(&(v)->counter, (c))

#include <ktest/close.h>
#endif
