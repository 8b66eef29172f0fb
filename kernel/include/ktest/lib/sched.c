// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Tasks: sleeping and waking over the engine's tasks. */
#ifndef KTEST_LIB_SCHED_C
#define KTEST_LIB_SCHED_C

#include <linux/bug.h>
#include <linux/cpumask.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <ktest/lib/sched_sleep.h>

static const char sched_owner = 0;

KTEST_DEF void ktest_task_allow_cpus(struct task_struct *t, const struct cpumask *mask)
{
	cpumask_copy(&t->cpus_mask, mask);
	t->cpus_ptr = &t->cpus_mask;
	t->nr_cpus_allowed = cpumask_weight(mask);
}

static inline struct task_struct *sched_adopt(struct kt_task *kt)
{
	struct task_struct *t = (struct task_struct *)kt_alloc(sizeof(*t), 64, KT_ZERO | KT_QUIET, KT_MEM_SLAB, -1,
					 &sched_owner);

	BUG_ON(!t);
	t->pid = t->tgid = kt->id;
	t->ktest_task = kt;
	refcount_set(&t->usage, 1);
	t->flags = PF_KTHREAD;	/* a case is run by a thread of the kernel */
	strscpy(t->comm, kt->name, sizeof(t->comm));
	ktest_task_allow_cpus(t, cpu_possible_mask);
	kt->skin = t;
#ifdef KTEST_HOSTED
	kt->skin_state = &t->__state;
#else
	kt->owns_skin = 1;
#endif
	return t;
}

KTEST_DEF struct task_struct *ktest_current(void)
{
	struct kt_task *kt = kt_self();

	return (struct task_struct *)kt->skin ?: sched_adopt(kt);
}

KTEST_DEF struct task_struct *get_task_struct(struct task_struct *t)
{
	refcount_inc(&t->usage);
	return t;
}

KTEST_DEF void put_task_struct(struct task_struct *t)
{
	if (refcount_dec_and_test(&t->usage))
		kt_free(t, KT_MEM_SLAB, &sched_owner);
}

KTEST_DEF void schedule(void)
{
	might_resched();
	if (READ_ONCE(get_current()->__state) == TASK_RUNNING)
		kt_relax();
	else
		sched_sleep(KT_FOREVER);
}

KTEST_DEF void io_schedule(void)
{
	schedule();
}

KTEST_DEF long schedule_timeout(long timeout)
{
	kt_u64 start = kt_now(), deadline, now;

	if (timeout == MAX_SCHEDULE_TIMEOUT) {
		schedule();
		return timeout;
	}
	if (timeout < 0) {
		_printk("schedule_timeout: wrong timeout value %lx\n", timeout);
		__set_current_state(TASK_RUNNING);
		return 0;
	}
	deadline = start + (kt_u64)timeout * (NSEC_PER_SEC / HZ);
	if (sched_sleep(deadline))
		return 0;
	now = kt_now();
	return now >= deadline ? 0 : (long)DIV_ROUND_UP(deadline - now, NSEC_PER_SEC / HZ);
}

KTEST_DEF long io_schedule_timeout(long timeout)
{
	return schedule_timeout(timeout);
}

#define SCHED_TIMEOUT(name, state) \
	KTEST_DEF long name(long timeout) \
	{ \
		__set_current_state(state); \
		return schedule_timeout(timeout); \
	}
SCHED_TIMEOUT(schedule_timeout_interruptible, TASK_INTERRUPTIBLE)
SCHED_TIMEOUT(schedule_timeout_killable, TASK_KILLABLE)
SCHED_TIMEOUT(schedule_timeout_uninterruptible, TASK_UNINTERRUPTIBLE)
SCHED_TIMEOUT(schedule_timeout_idle, TASK_IDLE)

KTEST_DEF void yield(void)
{
	might_resched();
	kt_relax();
}

KTEST_DEF int ktest_cond_resched(void)
{
	might_resched();
	kt_relax();
	return 0;
}

KTEST_DEF int wake_up_state(struct task_struct *tsk, unsigned int state)
{
	unsigned int old = READ_ONCE(tsk->__state);

	do {
		if (!(old & state))
			return 0;
	} while (!try_cmpxchg(&tsk->__state, &old, TASK_RUNNING));
	if (tsk->ktest_start)
		tsk->ktest_start(tsk);
	__atomic_add_fetch(&tsk->ktest_wakeups, 1, __ATOMIC_SEQ_CST);
	kt_wake(&tsk->ktest_wakeups, 1);
	return 1;
}

KTEST_DEF int wake_up_process(struct task_struct *tsk)
{
	return wake_up_state(tsk, TASK_NORMAL);
}

KTEST_DEF int set_cpus_allowed_ptr(struct task_struct *p, const struct cpumask *new_mask)
{
	unsigned int cpu = cpumask_first_and(new_mask, cpu_online_mask);

	if (cpu >= nr_cpu_ids)
		return -EINVAL;
#ifdef KTEST_HOSTED
	p->ktest_task->bind_to = 0;
#endif
	/* On any CPU, or on one of the mask: the engine has nothing in between. */
	if (cpumask_subset(cpu_online_mask, new_mask))
		p->ktest_task->bound = 0;
	else
		kt_task_bind(p->ktest_task, cpumask_test_cpu(task_cpu(p), new_mask) ? task_cpu(p) : cpu);
	ktest_task_allow_cpus(p, new_mask);
	return 0;
}

/* Lets others run, as a kernel does that has somebody to run. */
KTEST_DEF int __cond_resched_lock(spinlock_t *lock)
{
	spin_unlock(lock);
	spin_lock(lock);
	return 0;
}

#endif
