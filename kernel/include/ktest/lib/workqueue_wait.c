// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Work queues: waiting for items, taking them back, keeping them off. */
#ifndef KTEST_LIB_WORKQUEUE_WAIT_C
#define KTEST_LIB_WORKQUEUE_WAIT_C

#include <ktest/lib/workqueue_part.h>

/* ---- waiting ------------------------------------------------------------------------------------------ */

/* With the lock held; lets it go meanwhile. */
static inline void wq_await_end(void)
{
	unsigned int ended = READ_ONCE(ktest_works_ended);

	spin_unlock_irq(&ktest_works_lock);
	kt_wait(&ktest_works_ended, ended, KT_FOREVER);
	spin_lock_irq(&ktest_works_lock);
}

/* `frame` is that of what the code under test called. */
static inline bool wq_flush(struct work_struct *work, const void *frame)
{
	struct ktest_flush flush = { { NULL, NULL }, work, NULL, 0 };

	might_sleep();
	if (WARN_ON(!work->func))
		return false;
	kt_deferred_awaited(work, (kt_addr)work->func, "work item", frame);
	spin_lock_irq(&ktest_works_lock);
	flush.worker = work_is_queued(work) ? NULL : wq_worker_of(work, NULL);
	if (!work_is_queued(work) && !flush.worker) {
		spin_unlock_irq(&ktest_works_lock);
		return false;
	}
	list_add(&flush.link, &ktest_flushes);
	while (!flush.is_done)
		wq_await_end();
	list_del(&flush.link);
	spin_unlock_irq(&ktest_works_lock);
	return true;
}

KTEST_DEF bool flush_work(struct work_struct *work)
{
	return wq_flush(work, __builtin_frame_address(0));
}

KTEST_DEF bool flush_delayed_work(struct delayed_work *dwork)
{
	spin_lock_irq(&ktest_works_lock);
	if (ktest_timer_delete(&dwork->timer, false))
		wq_insert(dwork->cpu, dwork->wq, &dwork->work, __builtin_frame_address(0));
	spin_unlock_irq(&ktest_works_lock);
	return wq_flush(&dwork->work, __builtin_frame_address(0));
}

KTEST_DEF bool flush_rcu_work(struct rcu_work *rwork)
{
	if (!work_pending(&rwork->work))
		return flush_work(&rwork->work);
	rcu_barrier();
	flush_work(&rwork->work);
	return true;
}

KTEST_DEF void __flush_workqueue(struct workqueue_struct *wq)
{
	struct ktest_worker *me;
	unsigned int mine, left;

	might_sleep();
	spin_lock_irq(&ktest_works_lock);
	me = wq_current_worker();
	if (me && me->part->wq == wq) {
		spin_unlock_irq(&ktest_works_lock);
		kt_fatal(KT_FATAL_LOCK, "deadlock: a work item of workqueue %s waits for all of its work items", wq->name);
	}
	/* What comes from now on has the next colour, as soon as nothing old has that one. */
	for (mine = wq->color; wq->color == mine && wq->in_flight[mine];) {
		unsigned int next = (mine + 1) % WORK_NR_COLORS;

		if (wq->in_flight[next])
			wq_await_end();
		else
			wq->color = next;
	}
	left = wq_colors(wq) & ~(1u << wq->color);
	while ((left &= wq_colors(wq)) != 0)
		wq_await_end();
	spin_unlock_irq(&ktest_works_lock);
}

/* ---- taking back ------------------------------------------------------------------------------------------ */

/* With the lock held: pending no longer, and disabled as often as said. Returns whether it was pending. */
static inline bool wq_take(struct work_struct *work, struct timer_list *timer, unsigned int disabled)
{
	bool was_pending = work_data(work) & WORK_STRUCT_PENDING;

	if (work_is_queued(work)) {
		struct workqueue_struct *wq = work_part(work)->wq;
		unsigned int color = work_color(work);

		wq_pass_flushes(work, NULL, NULL);
		wq_unlink(work, disabled);
		wq_instance_ended(wq, color);
		return true;
	}
	if (timer)
		ktest_timer_delete(timer, false);
	work_set_idle(work, disabled);
	return was_pending;
}

/* To be disabled once more (1), once less (-1), or as often as now (0). */
static inline bool wq_change(struct work_struct *work, struct timer_list *timer, int change)
{
	unsigned long flags;
	unsigned int disabled;
	bool was_pending;

	spin_lock_irqsave(&ktest_works_lock, flags);
	disabled = work_disabled(work_data(work));
	if (change > 0 && disabled == (1 << WORK_OFFQ_DISABLE_BITS) - 1)
		WARN_ONCE(true, "workqueue: work disable count overflowed\n");
	else
		disabled += change;
	was_pending = wq_take(work, timer, disabled);
	spin_unlock_irqrestore(&ktest_works_lock, flags);
	return was_pending;
}

static inline bool wq_enable(struct work_struct *work)
{
	unsigned long flags;
	unsigned int disabled;

	spin_lock_irqsave(&ktest_works_lock, flags);
	disabled = work_disabled(work_data(work));
	if (!disabled)
		WARN_ONCE(true, "workqueue: work disable count underflowed\n");
	else
		work_set_idle(work, disabled - 1);
	spin_unlock_irqrestore(&ktest_works_lock, flags);
	return disabled <= 1;
}

/* While it waits the item is disabled: its function can not queue it again. */
static inline bool wq_cancel_sync(struct work_struct *work, struct timer_list *timer, const void *frame)
{
	bool was_pending = wq_change(work, timer, 1);

	if (work->func)
		wq_flush(work, frame);
	return was_pending;
}

KTEST_DEF bool cancel_work(struct work_struct *work)
{
	return wq_change(work, NULL, 0);
}

KTEST_DEF bool cancel_work_sync(struct work_struct *work)
{
	bool was_pending = wq_cancel_sync(work, NULL, __builtin_frame_address(0));

	wq_enable(work);
	return was_pending;
}

KTEST_DEF bool cancel_delayed_work(struct delayed_work *dwork)
{
	return wq_change(&dwork->work, &dwork->timer, 0);
}

KTEST_DEF bool cancel_delayed_work_sync(struct delayed_work *dwork)
{
	bool was_pending = wq_cancel_sync(&dwork->work, &dwork->timer, __builtin_frame_address(0));

	wq_enable(&dwork->work);
	return was_pending;
}

KTEST_DEF bool disable_work(struct work_struct *work)
{
	return wq_change(work, NULL, 1);
}

KTEST_DEF bool disable_work_sync(struct work_struct *work)
{
	return wq_cancel_sync(work, NULL, __builtin_frame_address(0));
}

KTEST_DEF bool enable_work(struct work_struct *work)
{
	return wq_enable(work);
}

KTEST_DEF bool disable_delayed_work(struct delayed_work *dwork)
{
	return wq_change(&dwork->work, &dwork->timer, 1);
}

KTEST_DEF bool disable_delayed_work_sync(struct delayed_work *dwork)
{
	return wq_cancel_sync(&dwork->work, &dwork->timer, __builtin_frame_address(0));
}

KTEST_DEF bool enable_delayed_work(struct delayed_work *dwork)
{
	return wq_enable(&dwork->work);
}

KTEST_DEF bool mod_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)
{
	unsigned long flags;
	bool was_pending;

	spin_lock_irqsave(&ktest_works_lock, flags);
	was_pending = wq_take(&dwork->work, &dwork->timer, work_disabled(work_data(&dwork->work)));
	if (!work_disabled(work_data(&dwork->work))) {
		set_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(&dwork->work));
		wq_delay(cpu, wq, dwork, delay, __builtin_frame_address(0));
	}
	spin_unlock_irqrestore(&ktest_works_lock, flags);
	return was_pending;
}

KTEST_DEF unsigned int work_busy(struct work_struct *work)
{
	unsigned int busy = work_pending(work) ? WORK_BUSY_PENDING : 0;
	unsigned long flags;

	spin_lock_irqsave(&ktest_works_lock, flags);
	if (wq_worker_of(work, NULL))
		busy |= WORK_BUSY_RUNNING;
	spin_unlock_irqrestore(&ktest_works_lock, flags);
	return busy;
}

#endif
