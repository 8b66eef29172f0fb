/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Per-CPU variables. Static ones live in section ktest_percpu, which the engine copies.
 * Synchronization table: this_cpu_*() may run concurrently with everything; __this_cpu_*() need
 * preemption off or no other user.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_PERCPU_H
#define KTEST_LINUX_PERCPU_H
#include <ktest/open.h>

#include <linux/cpumask.h>
#include <linux/gfp_types.h>
#include <linux/preempt.h>
#include <linux/smp.h>
#include <linux/types.h>
#include <ktest/core.h>

#define DECLARE_PER_CPU(type, name) extern __section("ktest_percpu") __typeof__(type) name
#define DEFINE_PER_CPU(type, name) __section("ktest_percpu") __typeof__(type) name
#define DECLARE_PER_CPU_ALIGNED(type, name) DECLARE_PER_CPU(type, name) ____cacheline_aligned
#define DEFINE_PER_CPU_ALIGNED(type, name) DEFINE_PER_CPU(type, name) ____cacheline_aligned
#define DECLARE_PER_CPU_SHARED_ALIGNED(type, name) DECLARE_PER_CPU_ALIGNED(type, name)
#define DEFINE_PER_CPU_SHARED_ALIGNED(type, name) DEFINE_PER_CPU_ALIGNED(type, name)
#define DECLARE_PER_CPU_READ_MOSTLY(type, name) DECLARE_PER_CPU(type, name)
#define DEFINE_PER_CPU_READ_MOSTLY(type, name) DEFINE_PER_CPU(type, name)
#define DEFINE_PER_CPU_PAGE_ALIGNED(type, name) DEFINE_PER_CPU(type, name) __aligned(4096)
#define EXPORT_PER_CPU_SYMBOL(var)
#define EXPORT_PER_CPU_SYMBOL_GPL(var)

#define per_cpu_offset(cpu) (kt_percpu_offset[cpu])
#define per_cpu_ptr(ptr, cpu) \
	((typeof(*(ptr)) *)((unsigned long)(ptr) + kt_percpu_offset[cpu]))
#define raw_cpu_ptr(ptr) per_cpu_ptr(ptr, kt_self()->cpu)
#define this_cpu_ptr(ptr) (ktest_check_this_cpu("this_cpu_ptr(" #ptr ")"), raw_cpu_ptr(ptr))
#define per_cpu(var, cpu) (*per_cpu_ptr(&(var), cpu))
#define get_cpu_var(var) (*({ kt_preempt_disable(); this_cpu_ptr(&(var)); }))
#define put_cpu_var(var) do { (void)&(var); kt_preempt_enable(); } while (0)
#define get_cpu_ptr(var) ({ kt_preempt_disable(); this_cpu_ptr(var); })
#define put_cpu_ptr(var) do { (void)(var); kt_preempt_enable(); } while (0)

/*
 * One atomic operation on the running CPU's copy. A task that moves on between finding the
 * copy and changing it changes its former CPU's, as if it had moved a little later.
 */
#define this_cpu_read(pcp) (__atomic_load_n(raw_cpu_ptr(&(pcp)), __ATOMIC_RELAXED))
#define this_cpu_write(pcp, val) \
	do { \
		typeof(pcp) ktest_val = (val); \
		__atomic_store_n(raw_cpu_ptr(&(pcp)), ktest_val, __ATOMIC_RELAXED); \
	} while (0)
#define this_cpu_add(pcp, val) \
	((void)__atomic_fetch_add(raw_cpu_ptr(&(pcp)), (val), __ATOMIC_RELAXED))
#define this_cpu_sub(pcp, val) this_cpu_add(pcp, -(typeof(pcp))(val))
#define this_cpu_inc(pcp) this_cpu_add(pcp, 1)
#define this_cpu_dec(pcp) this_cpu_sub(pcp, 1)
#define this_cpu_and(pcp, val) \
	((void)__atomic_fetch_and(raw_cpu_ptr(&(pcp)), (val), __ATOMIC_RELAXED))
#define this_cpu_or(pcp, val) \
	((void)__atomic_fetch_or(raw_cpu_ptr(&(pcp)), (val), __ATOMIC_RELAXED))
#define this_cpu_add_return(pcp, val) \
	(__atomic_add_fetch(raw_cpu_ptr(&(pcp)), (val), __ATOMIC_RELAXED))
#define this_cpu_sub_return(pcp, val) this_cpu_add_return(pcp, -(typeof(pcp))(val))
#define this_cpu_inc_return(pcp) this_cpu_add_return(pcp, 1)
#define this_cpu_dec_return(pcp) this_cpu_sub_return(pcp, 1)
#define this_cpu_xchg(pcp, val) xchg_relaxed(raw_cpu_ptr(&(pcp)), val)
#define this_cpu_cmpxchg(pcp, oval, nval) cmpxchg_relaxed(raw_cpu_ptr(&(pcp)), oval, nval)
#define this_cpu_try_cmpxchg(pcp, ovalp, nval) \
	try_cmpxchg_relaxed(raw_cpu_ptr(&(pcp)), ovalp, nval)

/* Not atomic: raw_ ones do not ask whether the task stays on its CPU. */
#define raw_cpu_read(pcp) (*raw_cpu_ptr(&(pcp)))
#define raw_cpu_write(pcp, val) ((void)(*raw_cpu_ptr(&(pcp)) = (val)))
#define raw_cpu_add(pcp, val) ((void)(*raw_cpu_ptr(&(pcp)) += (val)))
#define raw_cpu_sub(pcp, val) ((void)(*raw_cpu_ptr(&(pcp)) -= (val)))
#define raw_cpu_inc(pcp) raw_cpu_add(pcp, 1)
#define raw_cpu_dec(pcp) raw_cpu_sub(pcp, 1)
#define raw_cpu_and(pcp, val) ((void)(*raw_cpu_ptr(&(pcp)) &= (val)))
#define raw_cpu_or(pcp, val) ((void)(*raw_cpu_ptr(&(pcp)) |= (val)))
#define raw_cpu_add_return(pcp, val) (*raw_cpu_ptr(&(pcp)) += (val))
#define raw_cpu_sub_return(pcp, val) (*raw_cpu_ptr(&(pcp)) -= (val))
#define raw_cpu_inc_return(pcp) raw_cpu_add_return(pcp, 1)
#define raw_cpu_dec_return(pcp) raw_cpu_sub_return(pcp, 1)
#define raw_cpu_xchg(pcp, val) this_cpu_xchg(pcp, val)
#define raw_cpu_cmpxchg(pcp, oval, nval) this_cpu_cmpxchg(pcp, oval, nval)
#define KTEST_THIS_CPU(op, pcp) ktest_check_this_cpu("__this_cpu_" op "(" #pcp ")")
#define __this_cpu_read(pcp) (KTEST_THIS_CPU("read", pcp), raw_cpu_read(pcp))
#define __this_cpu_write(pcp, val) (KTEST_THIS_CPU("write", pcp), raw_cpu_write(pcp, val))
#define __this_cpu_add(pcp, val) (KTEST_THIS_CPU("add", pcp), raw_cpu_add(pcp, val))
#define __this_cpu_sub(pcp, val) (KTEST_THIS_CPU("sub", pcp), raw_cpu_sub(pcp, val))
#define __this_cpu_inc(pcp) (KTEST_THIS_CPU("inc", pcp), raw_cpu_inc(pcp))
#define __this_cpu_dec(pcp) (KTEST_THIS_CPU("dec", pcp), raw_cpu_dec(pcp))
#define __this_cpu_and(pcp, val) (KTEST_THIS_CPU("and", pcp), raw_cpu_and(pcp, val))
#define __this_cpu_or(pcp, val) (KTEST_THIS_CPU("or", pcp), raw_cpu_or(pcp, val))
#define __this_cpu_add_return(pcp, val) (KTEST_THIS_CPU("add_return", pcp), raw_cpu_add_return(pcp, val))
#define __this_cpu_sub_return(pcp, val) (KTEST_THIS_CPU("sub_return", pcp), raw_cpu_sub_return(pcp, val))
#define __this_cpu_inc_return(pcp) (KTEST_THIS_CPU("inc_return", pcp), raw_cpu_inc_return(pcp))
#define __this_cpu_dec_return(pcp) (KTEST_THIS_CPU("dec_return", pcp), raw_cpu_dec_return(pcp))
#define __this_cpu_xchg(pcp, val) (KTEST_THIS_CPU("xchg", pcp), raw_cpu_xchg(pcp, val))
#define __this_cpu_cmpxchg(pcp, oval, nval) (KTEST_THIS_CPU("cmpxchg", pcp), raw_cpu_cmpxchg(pcp, oval, nval))

KTEST_FN void *ktest_alloc_percpu(size_t size, size_t align, gfp_t gfp);
KTEST_FN void free_percpu(void *pdata);
KTEST_FN bool is_kernel_percpu_address(unsigned long addr);
#define __alloc_percpu(size, align) ktest_alloc_percpu(size, align, GFP_KERNEL)
#define __alloc_percpu_gfp(size, align, gfp) ktest_alloc_percpu(size, align, gfp)
#define alloc_percpu_gfp(type, gfp) \
	((typeof(type) *)ktest_alloc_percpu(sizeof(type), __alignof__(type), gfp))
#define alloc_percpu(type) alloc_percpu_gfp(type, GFP_KERNEL)
DEFINE_FREE(free_percpu, void *, free_percpu(_T))

#include <linux/cache.h>
#include <asm/cmpxchg.h>

#include <ktest/close.h>
#endif
