/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Read-copy-update: readers mark themselves, updaters wait for those that were there before.
 * Synchronization table: everything may run concurrently; updates need the caller's lock.
 * Fidelity: faithful; readers may be preempted, as with PREEMPT_RCU
 */
#ifndef KTEST_LINUX_RCUPDATE_H
#define KTEST_LINUX_RCUPDATE_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/bottom_half.h>
#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <linux/types.h>
#include <asm/barrier.h>

KTEST_FN void __rcu_read_lock(void);
KTEST_FN void __rcu_read_unlock(void);
KTEST_FN void synchronize_rcu(void);
KTEST_FN void rcu_barrier(void);
KTEST_FN void call_rcu(struct rcu_head *head, rcu_callback_t func);
KTEST_FN int ktest_rcu_nesting(void);
extern rcu_callback_t ktest_rcu_work;
KTEST_FN void ktest_rcu_other_reader(int change);
KTEST_FN void ktest_kvfree_rcu(struct rcu_head *head, void *ptr);
KTEST_FN void kvfree_call_rcu_synchronously(void *ptr);

static inline void rcu_read_lock(void) { __rcu_read_lock(); }
static inline void rcu_read_unlock(void) { __rcu_read_unlock(); }
static inline void rcu_read_lock_bh(void)
{
	ktest_rcu_other_reader(1);
	local_bh_disable();
}
static inline void rcu_read_unlock_bh(void)
{
	local_bh_enable();
	ktest_rcu_other_reader(-1);
}
static inline void rcu_read_lock_sched(void)
{
	ktest_rcu_other_reader(1);
	kt_preempt_disable();
}
static inline void rcu_read_unlock_sched(void)
{
	kt_preempt_enable();
	ktest_rcu_other_reader(-1);
}
static inline int rcu_read_lock_held(void) { return ktest_rcu_nesting() > 0; }
static inline int rcu_read_lock_bh_held(void) { return in_softirq() || irqs_disabled(); }
static inline int rcu_read_lock_sched_held(void)
{
	return !preemptible();
}
static inline int rcu_read_lock_any_held(void)
{
	return ktest_rcu_nesting() > 0 || !preemptible();
}
static inline void synchronize_rcu_expedited(void) { synchronize_rcu(); }
static inline void synchronize_net(void) { synchronize_rcu(); }
static inline void call_rcu_hurry(struct rcu_head *head, rcu_callback_t func)
{
	call_rcu(head, func);
}
/* A grace period from now on has passed when poll_state_synchronize_rcu() says so of the cookie. */
KTEST_FN unsigned long get_state_synchronize_rcu(void);
KTEST_FN bool poll_state_synchronize_rcu(unsigned long cookie);
KTEST_FN void cond_synchronize_rcu(unsigned long cookie);
static inline bool rcu_is_watching(void) { return true; }
#if defined(KTEST_HOSTED) && !defined(__cplusplus)
void ktest_rcu_suspicious(const char *text);
#define RCU_LOCKDEP_WARN(c, s) do { if (c) ktest_rcu_suspicious(s); } while (0)
#define rcu_lockdep_assert(c, s) RCU_LOCKDEP_WARN(!(c), s)
#else
#define RCU_LOCKDEP_WARN(c, s) do { } while (0 && (c))
#define rcu_lockdep_assert(c, s) do { } while (0 && (c))
#endif

#define RCU_INITIALIZER(v) (typeof(*(v)) *)(v)
#define RCU_INIT_POINTER(p, v) WRITE_ONCE(p, v)
#define RCU_POINTER_INITIALIZER(p, v) .p = (v)
#define rcu_assign_pointer(p, v) smp_store_release(&(p), (typeof(p))(v))
#define rcu_replace_pointer(p, ptr, c) \
	({ typeof(p) ktest_old = rcu_dereference_protected(p, c); rcu_assign_pointer(p, ptr); ktest_old; })
#if KTEST_HAS_rcu_swap_protected
#define rcu_swap_protected(p, ptr, c) ((ptr) = rcu_replace_pointer(p, ptr, c))
#endif
#define rcu_access_pointer(p) ((typeof(*(p)) *)READ_ONCE(p))
#define rcu_dereference_raw(p) ((typeof(*(p)) *)READ_ONCE(p))
#define rcu_dereference_raw_check(p) rcu_dereference_raw(p)
#define KTEST_RCU_DEREFERENCE(p, c, text) ({ RCU_LOCKDEP_WARN(!(c), text); rcu_dereference_raw(p); })
#define rcu_dereference(p) \
	KTEST_RCU_DEREFERENCE(p, rcu_read_lock_held(), "rcu_dereference(" #p ") outside of rcu_read_lock()")
#define rcu_dereference_check(p, c) \
	KTEST_RCU_DEREFERENCE(p, (c) || rcu_read_lock_held(), \
			      "rcu_dereference_check(" #p ") outside of rcu_read_lock(), and its condition is false")
#define rcu_dereference_bh_check(p, c) \
	KTEST_RCU_DEREFERENCE(p, (c) || rcu_read_lock_bh_held(), \
			      "rcu_dereference_bh(" #p ") while soft interrupts are enabled")
#define rcu_dereference_sched_check(p, c) \
	KTEST_RCU_DEREFERENCE(p, (c) || rcu_read_lock_sched_held(), \
			      "rcu_dereference_sched(" #p ") while preemptible")
#define rcu_dereference_bh(p) rcu_dereference_bh_check(p, 0)
#define rcu_dereference_sched(p) rcu_dereference_sched_check(p, 0)
#if defined(KTEST_HOSTED) && !defined(__cplusplus)
#define rcu_dereference_protected(p, c) \
	({ \
		RCU_LOCKDEP_WARN(!(c), "rcu_dereference_protected(" #p ") while its condition is false"); \
		(typeof(*(p)) *)(p); \
	})
#else
#define rcu_dereference_protected(p, c) ((typeof(*(p)) *)(p))
#endif
#define rcu_pointer_handoff(p) (p)
static inline void rcu_head_init(struct rcu_head *head) { head->func = (rcu_callback_t)~0L; }
/* Whether call_rcu() was called with it, and f, since. */
static inline bool rcu_head_after_call_rcu(struct rcu_head *head, rcu_callback_t f)
{
	return KTEST_READ_ONCE(head->func) == f;
}
static inline void init_rcu_head(struct rcu_head *head) { (void)head; }
static inline void destroy_rcu_head(struct rcu_head *head) { (void)head; }

/* kfree_rcu(ptr, member) does not sleep; without a member it waits. */
#define kfree_rcu(ptr, member) \
	do { \
		typeof(ptr) ktest_ptr = (ptr); \
		if (ktest_ptr) \
			ktest_kvfree_rcu(&ktest_ptr->member, ktest_ptr); \
	} while (0)
#define kvfree_rcu(ptr, member) kfree_rcu(ptr, member)
#define kfree_rcu_mightsleep(ptr) kvfree_call_rcu_synchronously((void *)(ptr))
#define kvfree_rcu_mightsleep(ptr) kfree_rcu_mightsleep(ptr)
DEFINE_LOCK_GUARD_0(rcu, rcu_read_lock(), rcu_read_unlock())

#include <ktest/close.h>
#endif
