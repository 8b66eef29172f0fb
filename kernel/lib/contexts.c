// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What the emulated headers find where the code under test runs in a context that it should not run in. */
#include <linux/bottom_half.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <linux/rculist.h>
#include <linux/smp.h>
#include <linux/wait.h>

#define CONTEXT_HERE __builtin_frame_address(0)

__weak noinline void ktest_is_preemptible(const char *what)
{
	kt_rule_broken(CONTEXT_HERE, NULL,
		       "per-CPU access: %s while preemptible: the task may be on another CPU when it uses what it found", what);
}

/* The return address of a function is where it was called, whose own one that is inlined does not have. */
__weak noinline void ktest_irqs_come_on(void)
{
	if (kt_self()->irqs_off)
		kt_self()->irqs_on_at = (kt_addr)__builtin_return_address(0);
}

__weak noinline void ktest_irqs_are_on(void)
{
	kt_rule_broken_since(CONTEXT_HERE, "interrupts were enabled at", kt_self()->irqs_on_at,
			     "interrupt flag: the state of interrupts is restored while they are enabled: somebody enabled them inside the section");
}

__weak noinline void ktest_bh_misused(void)
{
	if (kt_self()->bh_count <= 0)
		kt_lock_misused(CONTEXT_HERE, NULL, "local_bh_enable() without local_bh_disable()");
	else
		kt_rule_broken(CONTEXT_HERE, NULL,
			       "soft interrupts: they are enabled (local_bh_enable(), spin_unlock_bh()) while interrupts are disabled");
}

__weak noinline void ktest_rcu_suspicious(const char *text)
{
	kt_rule_broken(CONTEXT_HERE, NULL, "suspicious RCU usage: %s", text);
}

/* Without a condition any lock will do: the one of those who change the list is among them. */
__weak noinline void ktest_list_check_rcu(long condition)
{
	if (condition > 0 || rcu_read_lock_any_held() || (condition < 0 && kt_self()->nr_held))
		return;
	kt_rule_broken(CONTEXT_HERE, NULL, condition < 0 ? "suspicious RCU usage: a list is walked outside of rcu_read_lock(), and no lock is held" :
		       "suspicious RCU usage: a list is walked outside of rcu_read_lock(), and its condition is false");
}

__weak noinline void ktest_lost_wakeup(void)
{
	kt_deadlock(CONTEXT_HERE, "lost wake-up: %s (task %u) sleeps although its condition holds: nobody woke it after that became so",
		    kt_self()->name, kt_self()->id);
}
