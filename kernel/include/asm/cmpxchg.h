/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Atomic exchange of a variable of 1, 2, 4 or 8 bytes (integer or pointer).
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_CMPXCHG_H
#define KTEST_ASM_CMPXCHG_H
#include <ktest/open.h>

#include <linux/compiler.h>

#define KTEST_XCHG(ptr, x, order) \
	({ \
		typeof(*(ptr)) ktest_x = (x); \
		(__unqual_scalar_typeof(*(ptr)))__atomic_exchange_n((ptr), ktest_x, order); \
	})
#define xchg(ptr, x) KTEST_XCHG(ptr, x, __ATOMIC_SEQ_CST)
#define xchg_acquire(ptr, x) KTEST_XCHG(ptr, x, __ATOMIC_ACQUIRE)
#define xchg_release(ptr, x) KTEST_XCHG(ptr, x, __ATOMIC_RELEASE)
#define xchg_relaxed(ptr, x) KTEST_XCHG(ptr, x, __ATOMIC_RELAXED)

#define KTEST_CMPXCHG(ptr, old, new, success, failure) \
	({ \
		__unqual_scalar_typeof(*(ptr)) ktest_old = (old); \
		__unqual_scalar_typeof(*(ptr)) ktest_new = (new); \
		__atomic_compare_exchange_n((ptr), &ktest_old, ktest_new, 0, success, failure); \
		ktest_old; \
	})
#define cmpxchg(ptr, o, n) KTEST_CMPXCHG(ptr, o, n, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define cmpxchg_acquire(ptr, o, n) KTEST_CMPXCHG(ptr, o, n, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)
#define cmpxchg_release(ptr, o, n) KTEST_CMPXCHG(ptr, o, n, __ATOMIC_RELEASE, __ATOMIC_RELAXED)
#define cmpxchg_relaxed(ptr, o, n) KTEST_CMPXCHG(ptr, o, n, __ATOMIC_RELAXED, __ATOMIC_RELAXED)
#define cmpxchg_local(ptr, o, n) cmpxchg_relaxed(ptr, o, n)
#define cmpxchg64(ptr, o, n) cmpxchg(ptr, o, n)
#define cmpxchg64_local(ptr, o, n) cmpxchg_relaxed(ptr, o, n)
#define cmpxchg64_relaxed(ptr, o, n) cmpxchg_relaxed(ptr, o, n)
#define cmpxchg64_acquire(ptr, o, n) cmpxchg_acquire(ptr, o, n)
#define cmpxchg64_release(ptr, o, n) cmpxchg_release(ptr, o, n)
#define sync_cmpxchg(ptr, o, n) cmpxchg(ptr, o, n)

#define KTEST_TRY_CMPXCHG(ptr, oldp, new, success, failure) \
	({ \
		typeof(ptr) ktest_ptr = (ptr); \
		typeof(oldp) ktest_oldp = (oldp); \
		__unqual_scalar_typeof(*(ptr)) ktest_old = *ktest_oldp; \
		__unqual_scalar_typeof(*(ptr)) ktest_new = (new); \
		_Bool ktest_ok = __atomic_compare_exchange_n(ktest_ptr, &ktest_old, ktest_new, 0, \
							     success, failure); \
		if (unlikely(!ktest_ok)) \
			*ktest_oldp = ktest_old; \
		likely(ktest_ok); \
	})
#define try_cmpxchg(ptr, oldp, new) \
	KTEST_TRY_CMPXCHG(ptr, oldp, new, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define try_cmpxchg_acquire(ptr, oldp, new) \
	KTEST_TRY_CMPXCHG(ptr, oldp, new, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE)
#define try_cmpxchg_release(ptr, oldp, new) \
	KTEST_TRY_CMPXCHG(ptr, oldp, new, __ATOMIC_RELEASE, __ATOMIC_RELAXED)
#define try_cmpxchg_relaxed(ptr, oldp, new) \
	KTEST_TRY_CMPXCHG(ptr, oldp, new, __ATOMIC_RELAXED, __ATOMIC_RELAXED)
#define try_cmpxchg_local(ptr, oldp, new) try_cmpxchg_relaxed(ptr, oldp, new)
#define try_cmpxchg64(ptr, oldp, new) try_cmpxchg(ptr, oldp, new)
#define try_cmpxchg64_acquire(ptr, oldp, new) try_cmpxchg_acquire(ptr, oldp, new)
#define try_cmpxchg64_release(ptr, oldp, new) try_cmpxchg_release(ptr, oldp, new)
#define try_cmpxchg64_relaxed(ptr, oldp, new) try_cmpxchg_relaxed(ptr, oldp, new)

#include <ktest/close.h>
#endif
