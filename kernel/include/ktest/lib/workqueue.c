// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Work queues: items and how they are queued. */
#ifndef KTEST_LIB_WORKQUEUE_C
#define KTEST_LIB_WORKQUEUE_C

#include <ktest/lib/workqueue_part.h>

__weak DEFINE_SPINLOCK(ktest_works_lock);
__weak LIST_HEAD(ktest_queues);
__weak LIST_HEAD(ktest_workers);
__weak LIST_HEAD(ktest_flushes);
__weak unsigned int ktest_works_ended;

#define WQ_SYSTEM(title, how) { { NULL, NULL }, NULL, (how), WQ_DFL_ACTIVE, 0, { 0 }, (title), { 0 } }
__weak struct workqueue_struct ktest_system_wqs[KTEST_SYSTEM_WQS] = {
	WQ_SYSTEM("events", 0),
	WQ_SYSTEM("events_highpri", WQ_HIGHPRI),
	WQ_SYSTEM("events_long", 0),
	WQ_SYSTEM("events_unbound", WQ_UNBOUND),
	WQ_SYSTEM("events_freezable", WQ_FREEZABLE),
	WQ_SYSTEM("events_power_efficient", WQ_POWER_EFFICIENT),
	WQ_SYSTEM("events_freezable_pwr_efficient", WQ_FREEZABLE | WQ_POWER_EFFICIENT),
	WQ_SYSTEM("events_bh", WQ_BH),
	WQ_SYSTEM("events_bh_highpri", WQ_BH | WQ_HIGHPRI),
};
__weak struct workqueue_struct *system_wq = &ktest_system_wqs[0], *system_percpu_wq = &ktest_system_wqs[0];
__weak struct workqueue_struct *system_highpri_wq = &ktest_system_wqs[1], *system_long_wq = &ktest_system_wqs[2];
__weak struct workqueue_struct *system_unbound_wq = &ktest_system_wqs[3], *system_dfl_wq = &ktest_system_wqs[3];
__weak struct workqueue_struct *system_freezable_wq = &ktest_system_wqs[4], *system_power_efficient_wq = &ktest_system_wqs[5];
__weak struct workqueue_struct *system_freezable_power_efficient_wq = &ktest_system_wqs[6];
__weak struct workqueue_struct *system_bh_wq = &ktest_system_wqs[7], *system_bh_highpri_wq = &ktest_system_wqs[8];

KTEST_DEF void ktest_init_work(struct work_struct *work, work_func_t func)
{
	kt_armed_check(work, sizeof(*work), "initialized", __builtin_frame_address(0));
	work_set_data(work, WORK_STRUCT_NO_POOL);
	INIT_LIST_HEAD(&work->entry);
	work->func = func;
}

KTEST_DEF void destroy_work_on_stack(struct work_struct *work)
{
	kt_armed_check(work, sizeof(*work), "given up", __builtin_frame_address(0));
}

KTEST_DEF void destroy_delayed_work_on_stack(struct delayed_work *dwork)
{
	destroy_timer_on_stack(&dwork->timer);
	destroy_work_on_stack(&dwork->work);
}

/* ---- queueing ---------------------------------------------------------------------------------------- */

/* The caller may queue it: it was not pending, and is not disabled. Takes the lock, and keeps it only then. */
static inline bool wq_claim(struct work_struct *work, unsigned long *flags)
{
	bool is_claimed;

	spin_lock_irqsave(&ktest_works_lock, *flags);
	is_claimed = !(work_data(work) & WORK_STRUCT_PENDING) && !work_disabled(work_data(work));
	if (is_claimed)
		set_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(work));
	else
		spin_unlock_irqrestore(&ktest_works_lock, *flags);
	return is_claimed;
}

KTEST_DEF bool queue_work_on(int cpu, struct workqueue_struct *wq, struct work_struct *work)
{
	unsigned long flags;

	if (!wq_claim(work, &flags))
		return false;
	wq_insert(cpu, wq, work, __builtin_frame_address(0));
	spin_unlock_irqrestore(&ktest_works_lock, flags);
	return true;
}

/* On the first CPU of the node, of a queue that is not unbound the running one's. */
KTEST_DEF bool queue_work_node(int node, struct workqueue_struct *wq, struct work_struct *work)
{
	(void)node;
	WARN_ON_ONCE(!(wq->flags & WQ_UNBOUND));
	return queue_work_on(WORK_CPU_UNBOUND, wq, work);
}

KTEST_DEF void delayed_work_timer_fn(struct timer_list *timer)
{
	struct delayed_work *dwork = container_of(timer, struct delayed_work, timer);
	unsigned long flags;

	spin_lock_irqsave(&ktest_works_lock, flags);
	/* Unless it was cancelled since the timer ran out. */
	if (work_data(&dwork->work) & WORK_STRUCT_PENDING && !work_is_queued(&dwork->work))
		wq_insert(dwork->cpu, dwork->wq, &dwork->work, __builtin_frame_address(0));
	spin_unlock_irqrestore(&ktest_works_lock, flags);
}

KTEST_DEF bool queue_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)
{
	unsigned long flags;

	if (!wq_claim(&dwork->work, &flags))
		return false;
	wq_delay(cpu, wq, dwork, delay, __builtin_frame_address(0));
	spin_unlock_irqrestore(&ktest_works_lock, flags);
	return true;
}

static inline void wq_rcu_passed(struct rcu_head *head)
{
	struct rcu_work *rwork = container_of(head, struct rcu_work, rcu);
	unsigned long flags;

	spin_lock_irqsave(&ktest_works_lock, flags);
	wq_insert(WORK_CPU_UNBOUND, rwork->wq, &rwork->work, __builtin_frame_address(0));
	spin_unlock_irqrestore(&ktest_works_lock, flags);
}

KTEST_DEF bool queue_rcu_work(struct workqueue_struct *wq, struct rcu_work *rwork)
{
	unsigned long flags;

	if (!wq_claim(&rwork->work, &flags))
		return false;
	rwork->wq = wq;
	spin_unlock_irqrestore(&ktest_works_lock, flags);
	call_rcu(&rwork->rcu, wq_rcu_passed);
	return true;
}

#endif
