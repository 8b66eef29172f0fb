/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Memory barriers between CPUs, as C11 fences.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_BARRIER_H
#define KTEST_ASM_BARRIER_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/compiler.h>

#if !KTEST_TSAN || KTEST_TSAN_IS_OWN
#define KTEST_FENCE(order) __atomic_thread_fence(order)
#else
/* ThreadSanitizer's library does not know fences; all are an access to one word. */
__weak unsigned int ktest_fence;
#define KTEST_FENCE(order) ((void)__atomic_fetch_add(&ktest_fence, 0, __ATOMIC_SEQ_CST))
#endif
#define mb() KTEST_FENCE(__ATOMIC_SEQ_CST)
#define rmb() KTEST_FENCE(__ATOMIC_SEQ_CST)
#define wmb() KTEST_FENCE(__ATOMIC_SEQ_CST)
#define dma_mb() mb()
#define dma_rmb() rmb()
#define dma_wmb() wmb()
#define smp_mb() mb()
#define smp_rmb() KTEST_FENCE(__ATOMIC_ACQUIRE)
#define smp_wmb() KTEST_FENCE(__ATOMIC_RELEASE)
#define virt_mb() smp_mb()
#define virt_rmb() smp_rmb()
#define virt_wmb() smp_wmb()
#define virt_mb__before_atomic() smp_mb()
#define virt_mb__after_atomic() smp_mb()
#define virt_store_mb(var, value) smp_store_mb(var, value)
#define virt_store_release(p, v) smp_store_release(p, v)
#define virt_load_acquire(p) smp_load_acquire(p)
#define smp_mb__before_atomic() smp_mb()
#define smp_mb__after_atomic() smp_mb()
#define smp_mb__after_spinlock() smp_mb()
#define smp_mb__after_unlock_lock() smp_mb()
#define smp_acquire__after_ctrl_dep() smp_rmb()
#if KTEST_HAS_smp_read_barrier_depends
#define smp_read_barrier_depends() ((void)0)
#endif
#define io_stop_wc() ((void)0)

#define smp_store_mb(var, value) do { WRITE_ONCE(var, value); smp_mb(); } while (0)
#define smp_load_acquire(p) \
	({ \
		compiletime_assert_atomic_type(*(p)); \
		(__unqual_scalar_typeof(*(p)))__atomic_load_n((p), __ATOMIC_ACQUIRE); \
	})
#define smp_store_release(p, v) \
	do { \
		compiletime_assert_atomic_type(*(p)); \
		typeof(*(p)) ktest_stored = (v); \
		__atomic_store_n((p), ktest_stored, __ATOMIC_RELEASE); \
	} while (0)

/* Busy-wait until cond_expr, which sees the loaded value as VAL. */
#define KTEST_COND_LOAD(load, ptr, cond_expr) \
	({ \
		typeof(ptr) ktest_ptr = (ptr); \
		__unqual_scalar_typeof(*ptr) VAL; \
		for (;;) { \
			VAL = load(ktest_ptr); \
			if (cond_expr) \
				break; \
			kt_relax(); \
		} \
		(typeof(*ptr))VAL; \
	})
#define KTEST_LOAD_RELAXED(p) READ_ONCE(*(p))
#define smp_cond_load_relaxed(ptr, cond_expr) KTEST_COND_LOAD(KTEST_LOAD_RELAXED, ptr, cond_expr)
#define smp_cond_load_acquire(ptr, cond_expr) KTEST_COND_LOAD(smp_load_acquire, ptr, cond_expr)

#include <ktest/core.h>

#include <ktest/close.h>
#endif
