// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What rtmutexes ask of the scheduler. Priorities mean nothing here: lending one to a lock's holder is only noted. */
#include "tree.h"
#include <linux/sched/rt.h>

void rt_mutex_pre_schedule(void);
void rt_mutex_pre_schedule(void)
{
}

void rt_mutex_schedule(void);
void rt_mutex_schedule(void)
{
	schedule();
}

void rt_mutex_post_schedule(void);
void rt_mutex_post_schedule(void)
{
}

#ifdef CONFIG_RT_MUTEXES
void rt_mutex_setprio(struct task_struct *task, struct task_struct *donor)
{
	task->pi_top_task = donor;
	task->prio = donor ? min(donor->prio, task->normal_prio) : task->normal_prio;
}
#endif
