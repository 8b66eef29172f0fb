// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Kernel threads: tasks of the engine that wait for their first wake. */
#ifndef KTEST_LIB_KTHREAD_C
#define KTEST_LIB_KTHREAD_C

#include <linux/bug.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/string.h>

/*
 * A kernel thread's life:
 *
 *   created ──first wake──▶ (parked ⇄) running ──▶ exited
 *      └──── kthread_stop() before it ran ────────▶ exited, -EINTR
 */
struct kthread_life {
	struct task_struct task;
	int (*fn)(void *data);
	void *data;
	unsigned int started, should_stop, should_park, exited;
	struct completion parked;
	long result;
#ifndef KTEST_HOSTED
	unsigned long thread;	/* of the host; joined by who stops it first, or it detaches itself */
	unsigned int is_ending;
	struct kthread_life *next;
#endif
};

#ifndef KTEST_HOSTED
/* Plain mode: a thread's structure stays, as its user may look at it at any time. */
__weak struct kthread_life *ktp_kthreads;
#endif

static const char kthread_owner = 0;

static inline struct kthread_life *kthread_of(struct task_struct *t)
{
	return (struct kthread_life *)t->kthread;
}

/* Sleeps while it should be parked. */
static inline void kthread_park_while_asked(struct kthread_life *k)
{
	for (;;) {
		set_current_state(TASK_PARKED);
		if (!READ_ONCE(k->should_park))
			break;
		complete(&k->parked);
		schedule();
	}
	__set_current_state(TASK_RUNNING);
}

static inline void kthread_main(void *arg)
{
	struct kthread_life *k = (struct kthread_life *)arg;

	kt_self()->skin = &k->task;
#ifdef KTEST_HOSTED
	kt_self()->skin_state = &k->task.__state;
#endif
	while (!__atomic_load_n(&k->started, __ATOMIC_ACQUIRE))
		kt_wait(&k->started, 0, KT_FOREVER);
	kt_order_acquire(&k->started);
	if (READ_ONCE(k->should_stop))
		kthread_exit(-EINTR);
	kthread_park_while_asked(k);
	kthread_exit(k->fn(k->data));
}

/* The first wake-up lets it run. Its state was set before: from now on it is the thread's own. */
static void kthread_start(struct task_struct *t)
{
	struct kthread_life *k = kthread_of(t);

	if (k && !READ_ONCE(k->started) && !__atomic_exchange_n(&k->started, 1, __ATOMIC_ACQ_REL))
		kt_wake(&k->started, 1);
}

static inline struct task_struct *kthread_new(int (*fn)(void *), void *data, int cpu, const char *namefmt,
				       va_list args)
{
	struct kthread_life *k = (struct kthread_life *)kt_alloc(sizeof(*k), 64, KT_ZERO | KT_QUIET, KT_MEM_SLAB, -1,
					  &kthread_owner);
	char name[32];

	might_sleep();
	if (!k)
		return (struct task_struct *)ERR_PTR(-ENOMEM);
	vsnprintf(name, sizeof(name), namefmt, args);
	k->fn = fn;
	k->data = data;
	init_completion(&k->parked);
	k->task.kthread = k;
	k->task.ktest_start = kthread_start;
	k->task.flags = PF_KTHREAD | (cpu < 0 ? 0 : PF_NO_SETAFFINITY);
	k->task.__state = TASK_UNINTERRUPTIBLE;
	strscpy(k->task.comm, name, sizeof(k->task.comm));
	ktest_task_allow_cpus(&k->task, cpu < 0 ? cpu_possible_mask : cpumask_of(cpu));
	refcount_set(&k->task.usage, 2); /* the thread's own and the creator's for kthread_stop() */
#ifdef KTEST_HOSTED
	k->task.ktest_task = kt_spawn(name, cpu, kthread_main, k);
#else
	k->task.ktest_task = ktp_spawn(name, cpu, kthread_main, k, &k->thread);
#endif
	if (!k->task.ktest_task) {
		kt_free(k, KT_MEM_SLAB, &kthread_owner);
		return (struct task_struct *)ERR_PTR(-ENOMEM);
	}
	/* It has its number before it runs: it waits for who gets the pointer. */
	k->task.pid = k->task.tgid = k->task.ktest_task->id;
#ifndef KTEST_HOSTED
	k->next = __atomic_load_n(&ktp_kthreads, __ATOMIC_RELAXED);
	while (!__atomic_compare_exchange_n(&ktp_kthreads, &k->next, k, 0, __ATOMIC_RELEASE,
					    __ATOMIC_RELAXED))
		;
#endif
	return &k->task;
}

/* Who made it has to see to its end. */
static inline struct task_struct *kthread_made(struct task_struct *t, const void *at)
{
#ifdef KTEST_HOSTED
	if (!IS_ERR(t))
		t->ktest_task->made_at = (kt_addr)at;
#endif
	(void)at;
	return t;
}

KTEST_DEF struct task_struct *kthread_create_on_node(int (*threadfn)(void *data), void *data,
						  int node, const char namefmt[], ...)
{
	struct task_struct *t;
	va_list args;

	(void)node;
	va_start(args, namefmt);
	t = kthread_new(threadfn, data, -1, namefmt, args);
	va_end(args);
	return kthread_made(t, __builtin_return_address(0));
}

static inline struct task_struct *kthread_new_on_cpu(int (*fn)(void *), void *data, unsigned int cpu,
					      const char *namefmt, ...)
{
	struct task_struct *t;
	va_list args;

	va_start(args, namefmt);
	t = kthread_new(fn, data, cpu, namefmt, args);
	va_end(args);
	return t;
}

/* The name may have one %u, for the CPU. */
KTEST_DEF struct task_struct *kthread_create_on_cpu(int (*threadfn)(void *data), void *data,
						 unsigned int cpu, const char *namefmt)
{
	return kthread_made(kthread_new_on_cpu(threadfn, data, cpu, namefmt, cpu), __builtin_return_address(0));
}

KTEST_DEF void kthread_bind(struct task_struct *k, unsigned int cpu)
{
	WARN_ON(kthread_of(k)->started);
	k->flags |= PF_NO_SETAFFINITY;
	kt_task_bind(k->ktest_task, cpu);
	ktest_task_allow_cpus(k, cpumask_of(cpu));
}

KTEST_DEF bool kthread_should_stop(void)
{
	struct kthread_life *k = kthread_of(get_current());

	return k && READ_ONCE(k->should_stop);
}

KTEST_DEF bool kthread_should_park(void)
{
	struct kthread_life *k = kthread_of(get_current());

	return k && READ_ONCE(k->should_park);
}

KTEST_DEF bool kthread_should_stop_or_park(void)
{
	return kthread_should_stop() || kthread_should_park();
}

KTEST_DEF void kthread_parkme(void)
{
	kthread_park_while_asked(kthread_of(get_current()));
}

/* Waits until it sleeps, other than when a thread parks itself. */
KTEST_DEF int kthread_park(struct task_struct *t)
{
	struct kthread_life *k = kthread_of(t);

	if (WARN_ON(__atomic_load_n(&k->exited, __ATOMIC_ACQUIRE)))
		return -ENOSYS;
	if (WARN_ON_ONCE(xchg(&k->should_park, 1)))
		return -EBUSY;
	if (t != get_current()) {
		wake_up_process(t);
		wait_for_completion(&k->parked);
	}
	return 0;
}

KTEST_DEF void kthread_unpark(struct task_struct *t)
{
	struct kthread_life *k = kthread_of(t);

	if (!READ_ONCE(k->should_park))
		return;
	WRITE_ONCE(k->should_park, 0);
	wake_up_state(t, TASK_PARKED);
}

KTEST_DEF void *kthread_func(struct task_struct *t)
{
	struct kthread_life *k = kthread_of(t);

	return k ? (void *)k->fn : NULL;
}

KTEST_DEF void *kthread_data(struct task_struct *t)
{
	return kthread_of(t)->data;
}

KTEST_DEF void kthread_exit(long result)
{
	struct kthread_life *k = kthread_of(get_current());

	if (k) {
		k->result = result;
#ifndef KTEST_HOSTED
		if (!__atomic_exchange_n(&k->is_ending, 1, __ATOMIC_ACQ_REL))
			ktp_detach(ktp_thread_self());
#endif
		__atomic_store_n(&k->exited, 1, __ATOMIC_RELEASE);
		kt_wake(&k->exited, ~0u);
	}
	kt_task_exit();
}

KTEST_DEF void kthread_complete_and_exit(struct completion *comp, long code)
{
	if (comp)
		complete(comp);
	kthread_exit(code);
}

KTEST_DEF int kthread_stop(struct task_struct *t)
{
	struct kthread_life *k = kthread_of(t);

#ifndef KTEST_HOSTED
	bool joins = !__atomic_exchange_n(&k->is_ending, 1, __ATOMIC_ACQ_REL);
#endif

	might_sleep();
	get_task_struct(t);
	WRITE_ONCE(k->should_stop, 1);
	kthread_unpark(t);
	wake_up_process(t);
	while (!__atomic_load_n(&k->exited, __ATOMIC_ACQUIRE))
		kt_wait(&k->exited, 0, KT_FOREVER);
	kt_order_acquire(&k->exited);
	put_task_struct(t);
#ifndef KTEST_HOSTED
	if (joins)
		ktp_join(k->thread, NULL);
#endif
	return k->result;
}

KTEST_DEF int kthread_stop_put(struct task_struct *t)
{
	int result = kthread_stop(t);

	put_task_struct(t);
	return result;
}

#endif
