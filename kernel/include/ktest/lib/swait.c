// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Simple wait queues. */
#ifndef KTEST_LIB_SWAIT_C
#define KTEST_LIB_SWAIT_C

#include <linux/sched.h>
#include <linux/swait.h>

KTEST_DEF void swake_up_locked(struct swait_queue_head *q, int wake_flags)
{
	struct swait_queue *first;

	(void)wake_flags;
	if (list_empty(&q->task_list))
		return;
	first = list_first_entry(&q->task_list, struct swait_queue, task_list);
	wake_up_process(first->task);
	list_del_init(&first->task_list);
}

KTEST_DEF void swake_up_one(struct swait_queue_head *q)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&q->lock, flags);
	swake_up_locked(q, 0);
	raw_spin_unlock_irqrestore(&q->lock, flags);
}

/* Those that wait now; not those that come back while they are woken. */
KTEST_DEF void swake_up_all(struct swait_queue_head *q)
{
	struct swait_queue *each, *next;

	raw_spin_lock_irq(&q->lock);
	list_for_each_entry_safe(each, next, &q->task_list, task_list) {
		wake_up_state(each->task, TASK_NORMAL);
		list_del_init(&each->task_list);
	}
	raw_spin_unlock_irq(&q->lock);
}

KTEST_DEF void prepare_to_swait_exclusive(struct swait_queue_head *q, struct swait_queue *wait, int state)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&q->lock, flags);
	wait->task = get_current();
	if (list_empty(&wait->task_list))
		list_add_tail(&wait->task_list, &q->task_list);
	set_current_state(state);
	raw_spin_unlock_irqrestore(&q->lock, flags);
}

KTEST_DEF long prepare_to_swait_event(struct swait_queue_head *q, struct swait_queue *wait, int state)
{
	prepare_to_swait_exclusive(q, wait, state);
	return 0;
}

KTEST_DEF void finish_swait(struct swait_queue_head *q, struct swait_queue *wait)
{
	unsigned long flags;

	__set_current_state(TASK_RUNNING);
	raw_spin_lock_irqsave(&q->lock, flags);
	list_del_init(&wait->task_list);
	raw_spin_unlock_irqrestore(&q->lock, flags);
}

#endif
