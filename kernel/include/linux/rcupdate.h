/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Read-copy-update: readers mark themselves, updaters wait for those that were there before.
 * Synchronization table: everything may run concurrently; updates need the caller's lock.
 * Fidelity: faithful; readers may be preempted, as with PREEMPT_RCU
 */
#ifndef KTEST_LINUX_RCUPDATE_H
#define KTEST_LINUX_RCUPDATE_H

#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/bottom_half.h>
#include <linux/preempt.h>
#include <linux/types.h>
#include <asm/barrier.h>

void __rcu_read_lock(void);
void __rcu_read_unlock(void);
void synchronize_rcu(void);
void rcu_barrier(void);
void call_rcu(struct rcu_head *head, rcu_callback_t func);
int ktest_rcu_nesting(void);
void ktest_kvfree_rcu(struct rcu_head *head, void *ptr);
void kvfree_call_rcu_synchronously(void *ptr);

#define rcu_read_lock() __rcu_read_lock()
#define rcu_read_unlock() __rcu_read_unlock()
#define rcu_read_lock_bh() do { __rcu_read_lock(); local_bh_disable(); } while (0)
#define rcu_read_unlock_bh() do { local_bh_enable(); __rcu_read_unlock(); } while (0)
#define rcu_read_lock_sched() do { __rcu_read_lock(); kt_preempt_disable(); } while (0)
#define rcu_read_unlock_sched() do { kt_preempt_enable(); __rcu_read_unlock(); } while (0)
#define rcu_read_lock_held() (ktest_rcu_nesting() > 0)
#define rcu_read_lock_bh_held() (in_softirq() || irqs_disabled())
#define rcu_read_lock_sched_held() (ktest_rcu_nesting() > 0 || !preemptible())
#define rcu_read_lock_any_held() (ktest_rcu_nesting() > 0 || !preemptible())
#define synchronize_rcu_expedited() synchronize_rcu()
#define synchronize_net() synchronize_rcu()
#define call_rcu_hurry(head, func) call_rcu(head, func)
/* A grace period from now on has passed when poll_state_synchronize_rcu() says so of the cookie. */
unsigned long get_state_synchronize_rcu(void);
bool poll_state_synchronize_rcu(unsigned long cookie);
void cond_synchronize_rcu(unsigned long cookie);
#define rcu_is_watching() true
#define RCU_LOCKDEP_WARN(c, s) do { } while (0 && (c))
#define rcu_lockdep_assert(c, s) do { } while (0 && (c))

#define RCU_INITIALIZER(v) (typeof(*(v)) *)(v)
#define RCU_INIT_POINTER(p, v) WRITE_ONCE(p, v)
#define RCU_POINTER_INITIALIZER(p, v) .p = (v)
#define rcu_assign_pointer(p, v) smp_store_release(&(p), (typeof(p))(v))
#define rcu_replace_pointer(p, ptr, c) \
	({ typeof(p) ktest_old = (p); rcu_assign_pointer(p, ptr); ktest_old; })
#define rcu_access_pointer(p) ((typeof(*(p)) *)READ_ONCE(p))
#define rcu_dereference(p) ((typeof(*(p)) *)READ_ONCE(p))
#define rcu_dereference_raw(p) rcu_dereference(p)
#define rcu_dereference_check(p, c) rcu_dereference(p)
#define rcu_dereference_bh(p) rcu_dereference(p)
#define rcu_dereference_sched(p) rcu_dereference(p)
#define rcu_dereference_raw_check(p) rcu_dereference(p)
#define rcu_dereference_protected(p, c) ((typeof(*(p)) *)(p))
#define rcu_pointer_handoff(p) (p)
static inline void rcu_head_init(struct rcu_head *head) { head->func = (rcu_callback_t)~0L; }
/* Whether call_rcu() was called with it, and f, since. */
static inline bool rcu_head_after_call_rcu(struct rcu_head *head, rcu_callback_t f)
{
	return READ_ONCE(head->func) == f;
}
#define init_rcu_head(head) do {} while (0)
#define destroy_rcu_head(head) do {} while (0)

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

#endif
