// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Tasks: sleeping, waking and kernel threads over the engine's tasks. */
#include <linux/bug.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/slab.h>

/* A kernel thread's life: created (waits for its first wake) → runs → exited. */
struct sched_kthread {
	struct task_struct task;
	int (*fn)(void *data);
	void *data;
	unsigned int started, should_stop, exited;
	long result;
};

static const char sched_owner;

static struct task_struct *sched_adopt(struct kt_task *kt)
{
	struct task_struct *t = kt_alloc(sizeof(*t), 64, KT_ZERO | KT_QUIET, KT_MEM_SLAB, -1,
					 &sched_owner);

	BUG_ON(!t);
	t->pid = t->tgid = kt->id;
	t->ktest_task = kt;
	refcount_set(&t->usage, 1);
	t->flags = PF_KTHREAD;	/* a case is run by a thread of the kernel */
	strscpy(t->comm, kt->name, sizeof(t->comm));
	kt->skin = t;
	return t;
}

__weak struct task_struct *ktest_current(void)
{
	struct kt_task *kt = kt_self();

	return kt->skin ?: sched_adopt(kt);
}

__weak struct task_struct *get_task_struct(struct task_struct *t)
{
	refcount_inc(&t->usage);
	return t;
}

__weak void put_task_struct(struct task_struct *t)
{
	if (refcount_dec_and_test(&t->usage))
		kt_free(t, KT_MEM_SLAB, &sched_owner);
}

/*
 * A waker first sets the state to running, then counts up the word; a sleeper reads the word,
 * then looks at its state: so a wake between the two is never lost.
 */
static bool sched_sleep(kt_u64 deadline)
{
	struct task_struct *t = current;
	bool timed_out = false;

	might_sleep();
	while (!timed_out) {
		unsigned int seen = __atomic_load_n(&t->ktest_wakeups, __ATOMIC_SEQ_CST);

		if (READ_ONCE(t->__state) == TASK_RUNNING)
			break;
		timed_out = kt_wait(&t->ktest_wakeups, seen, deadline) == KT_TIMEOUT;
	}
	WRITE_ONCE(t->__state, TASK_RUNNING);
	return timed_out;
}

__weak void schedule(void)
{
	if (READ_ONCE(current->__state) == TASK_RUNNING)
		kt_relax();
	else
		sched_sleep(KT_FOREVER);
}

__weak void io_schedule(void)
{
	schedule();
}

__weak long schedule_timeout(long timeout)
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

__weak long io_schedule_timeout(long timeout)
{
	return schedule_timeout(timeout);
}

#define SCHED_TIMEOUT(name, state) \
	__weak long name(long timeout) \
	{ \
		__set_current_state(state); \
		return schedule_timeout(timeout); \
	}
SCHED_TIMEOUT(schedule_timeout_interruptible, TASK_INTERRUPTIBLE)
SCHED_TIMEOUT(schedule_timeout_killable, TASK_KILLABLE)
SCHED_TIMEOUT(schedule_timeout_uninterruptible, TASK_UNINTERRUPTIBLE)
SCHED_TIMEOUT(schedule_timeout_idle, TASK_IDLE)

__weak void yield(void)
{
	kt_relax();
}

__weak int ktest_cond_resched(void)
{
	kt_relax();
	return 0;
}

static void sched_kthread_main(void *arg)
{
	struct sched_kthread *k = arg;

	kt_self()->skin = &k->task;
	k->task.ktest_task = kt_self();
	while (!__atomic_load_n(&k->started, __ATOMIC_ACQUIRE))
		kt_wait(&k->started, 0, KT_FOREVER);
	if (k->should_stop)
		kthread_exit(-EINTR); /* stopped before it ever ran */
	kthread_exit(k->fn(k->data));
}

__weak int wake_up_state(struct task_struct *tsk, unsigned int state)
{
	struct sched_kthread *k = tsk->kthread;
	unsigned int old = READ_ONCE(tsk->__state);

	if (k && !__atomic_exchange_n(&k->started, 1, __ATOMIC_ACQ_REL)) {
		WRITE_ONCE(tsk->__state, TASK_RUNNING);
		kt_wake(&k->started, 1);
		return 1;
	}
	do {
		if (!(old & state))
			return 0;
	} while (!try_cmpxchg(&tsk->__state, &old, TASK_RUNNING));
	__atomic_add_fetch(&tsk->ktest_wakeups, 1, __ATOMIC_SEQ_CST);
	kt_wake(&tsk->ktest_wakeups, 1);
	return 1;
}

__weak int wake_up_process(struct task_struct *tsk)
{
	return wake_up_state(tsk, TASK_NORMAL);
}

__weak int set_cpus_allowed_ptr(struct task_struct *p, const struct cpumask *new_mask)
{
	unsigned int cpu = cpumask_first_and(new_mask, cpu_online_mask);

	if (cpu >= nr_cpu_ids)
		return -EINVAL;
	if (cpumask_weight(new_mask) == 1 || !cpumask_test_cpu(task_cpu(p), new_mask))
		kt_task_bind(p->ktest_task, cpu);
	return 0;
}

static struct task_struct *sched_kthread_new(int (*fn)(void *), void *data, int cpu,
					     const char *namefmt, va_list args)
{
	struct sched_kthread *k = kt_alloc(sizeof(*k), 64, KT_ZERO | KT_QUIET, KT_MEM_SLAB, -1,
					   &sched_owner);
	char name[32];

	if (!k)
		return ERR_PTR(-ENOMEM);
	vsnprintf(name, sizeof(name), namefmt, args);
	k->fn = fn;
	k->data = data;
	k->task.kthread = k;
	k->task.flags = PF_KTHREAD | (cpu < 0 ? 0 : PF_NO_SETAFFINITY);
	k->task.__state = TASK_UNINTERRUPTIBLE;
	strscpy(k->task.comm, name, sizeof(k->task.comm));
	refcount_set(&k->task.usage, 2); /* the thread's own and the creator's for kthread_stop() */
	k->task.ktest_task = kt_spawn(name, cpu, sched_kthread_main, k);
	if (!k->task.ktest_task) {
		kt_free(k, KT_MEM_SLAB, &sched_owner);
		return ERR_PTR(-ENOMEM);
	}
	/* It has its number before it runs: it waits for who gets the pointer. */
	k->task.pid = k->task.tgid = k->task.ktest_task->id;
	return &k->task;
}

__weak struct task_struct *kthread_create_on_node(int (*threadfn)(void *data), void *data,
						  int node, const char namefmt[], ...)
{
	struct task_struct *t;
	va_list args;

	(void)node;
	va_start(args, namefmt);
	t = sched_kthread_new(threadfn, data, -1, namefmt, args);
	va_end(args);
	return t;
}

__weak struct task_struct *ktest_kthread_on_cpu(int (*threadfn)(void *data), void *data,
						unsigned int cpu, const char *namefmt, ...)
{
	struct task_struct *t;
	va_list args;

	va_start(args, namefmt);
	t = sched_kthread_new(threadfn, data, cpu, namefmt, args);
	va_end(args);
	return t;
}

__weak void kthread_bind(struct task_struct *k, unsigned int cpu)
{
	WARN_ON(((struct sched_kthread *)k->kthread)->started);
	k->flags |= PF_NO_SETAFFINITY;
	kt_task_bind(k->ktest_task, cpu);
}

__weak bool kthread_should_stop(void)
{
	struct sched_kthread *k = current->kthread;

	return k && READ_ONCE(k->should_stop);
}

__weak void *kthread_data(struct task_struct *t)
{
	return ((struct sched_kthread *)t->kthread)->data;
}

__weak void kthread_exit(long result)
{
	struct sched_kthread *k = current->kthread;

	if (k) {
		k->result = result;
		__atomic_store_n(&k->exited, 1, __ATOMIC_RELEASE);
		kt_wake(&k->exited, ~0u);
	}
	kt_task_exit();
}

__weak void kthread_complete_and_exit(struct completion *comp, long code)
{
	if (comp)
		complete(comp);
	kthread_exit(code);
}

__weak int kthread_stop(struct task_struct *t)
{
	struct sched_kthread *k = t->kthread;

	get_task_struct(t);
	WRITE_ONCE(k->should_stop, 1);
	wake_up_process(t);
	while (!__atomic_load_n(&k->exited, __ATOMIC_ACQUIRE))
		kt_wait(&k->exited, 0, KT_FOREVER);
	put_task_struct(t);
	return k->result;
}

__weak int kthread_stop_put(struct task_struct *t)
{
	int result = kthread_stop(t);

	put_task_struct(t);
	return result;
}
