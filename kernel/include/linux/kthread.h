/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Kernel threads: tasks of the engine.
 * Fidelity: faithful; nothing is frozen, and mm and cgroups are not taken over
 */
#ifndef KTEST_LINUX_KTHREAD_H
#define KTEST_LINUX_KTHREAD_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

KTEST_FN __printf(4, 5) struct task_struct *kthread_create_on_node(int (*threadfn)(void *data), void *data,
							  int node, const char namefmt[], ...);
KTEST_FN struct task_struct *kthread_create_on_cpu(int (*threadfn)(void *data), void *data,
					  unsigned int cpu, const char *namefmt);
#define kthread_create(threadfn, data, namefmt, arg...) \
	kthread_create_on_node(threadfn, data, NUMA_NO_NODE, namefmt, ##arg)
#define kthread_run(threadfn, data, namefmt, ...) \
	({ \
		struct task_struct *ktest_thread = \
			kthread_create(threadfn, data, namefmt, ##__VA_ARGS__); \
		if (!IS_ERR(ktest_thread)) \
			wake_up_process(ktest_thread); \
		ktest_thread; \
	})
#define kthread_run_on_cpu(threadfn, data, cpu, namefmt) \
	({ \
		struct task_struct *ktest_thread = \
			kthread_create_on_cpu(threadfn, data, cpu, namefmt); \
		if (!IS_ERR(ktest_thread)) \
			wake_up_process(ktest_thread); \
		ktest_thread; \
	})
KTEST_FN void kthread_bind(struct task_struct *k, unsigned int cpu);
KTEST_FN int kthread_stop(struct task_struct *k);
KTEST_FN int kthread_stop_put(struct task_struct *k);
KTEST_FN bool kthread_should_stop(void);
/* Nothing freezes tasks. */
static inline bool kthread_freezable_should_stop(bool *was_frozen)
{
	might_sleep();
	if (was_frozen)
		*was_frozen = false;
	return kthread_should_stop();
}
/* A parked thread sleeps in kthread_parkme() until it is unparked or stopped. */
KTEST_FN int kthread_park(struct task_struct *k);
KTEST_FN void kthread_unpark(struct task_struct *k);
KTEST_FN void kthread_parkme(void);
KTEST_FN bool kthread_should_park(void);
KTEST_FN bool kthread_should_stop_or_park(void);
KTEST_FN void *kthread_func(struct task_struct *k);
KTEST_FN void *kthread_data(struct task_struct *k);
KTEST_FN void kthread_exit(long result) __noreturn;
struct completion;
KTEST_FN void kthread_complete_and_exit(struct completion *comp, long code) __noreturn;
#if KTEST_HAS_complete_and_exit
static inline void __noreturn complete_and_exit(struct completion *comp, long code)
{
	kthread_complete_and_exit(comp, code);
}
#endif

/* ---- workers: threads that do what is queued, in order -------------------------------------------------- */

struct kthread_work;
typedef void (*kthread_work_func_t)(struct kthread_work *work);
KTEST_FN void kthread_delayed_work_timer_fn(struct timer_list *t);
enum { KTW_FREEZABLE = 1 << 0 };

struct kthread_worker {
	unsigned int flags;
	raw_spinlock_t lock;
	struct list_head work_list;
	struct list_head delayed_work_list;
	struct task_struct *task;
	struct kthread_work *current_work;
};
struct kthread_work {
	struct list_head node;
	kthread_work_func_t func;
	struct kthread_worker *worker;
	int canceling;
};
struct kthread_delayed_work {
	struct kthread_work work;
	struct timer_list timer;
};
#define KTHREAD_WORK_INIT(work, fn) { LIST_HEAD_INIT((work).node), (fn), NULL, 0 }
#define KTHREAD_DELAYED_WORK_INIT(dwork, fn) \
	{ KTHREAD_WORK_INIT((dwork).work, (fn)), __TIMER_INITIALIZER(kthread_delayed_work_timer_fn, TIMER_IRQSAFE) }
#define DEFINE_KTHREAD_WORK(work, fn) struct kthread_work work = KTHREAD_WORK_INIT(work, fn)
#define DEFINE_KTHREAD_DELAYED_WORK(dwork, fn) struct kthread_delayed_work dwork = KTHREAD_DELAYED_WORK_INIT(dwork, fn)

KTEST_FN void __kthread_init_worker(struct kthread_worker *worker, const char *name, struct lock_class_key *key);
#define kthread_init_worker(worker) __kthread_init_worker((worker), "(" #worker ")->lock", NULL)
static inline void kthread_init_work(struct kthread_work *work, kthread_work_func_t fn)
{
	INIT_LIST_HEAD(&work->node);
	work->func = fn;
	work->worker = NULL;
	work->canceling = 0;
}
static inline void kthread_init_delayed_work(struct kthread_delayed_work *dwork, kthread_work_func_t fn)
{
	kthread_init_work(&dwork->work, fn);
	timer_setup(&dwork->timer, kthread_delayed_work_timer_fn, TIMER_IRQSAFE);
}

KTEST_FN int kthread_worker_fn(void *worker_ptr);
KTEST_FN __printf(2, 3) struct kthread_worker *kthread_create_worker(unsigned int flags, const char namefmt[], ...);
KTEST_FN __printf(3, 4) struct kthread_worker *kthread_create_worker_on_cpu(int cpu, unsigned int flags, const char namefmt[], ...);
/* Runs when its creator wakes it. */
KTEST_FN __printf(3, 4) struct kthread_worker *kthread_create_worker_on_node(unsigned int flags, int node, const char namefmt[],
									       ...);
#define kthread_run_worker(flags, namefmt, ...) kthread_create_worker(flags, namefmt, ##__VA_ARGS__)
#define kthread_run_worker_on_cpu(cpu, flags, namefmt) kthread_create_worker_on_cpu(cpu, flags, namefmt, cpu)
/* False: it waits already. */
KTEST_FN bool kthread_queue_work(struct kthread_worker *worker, struct kthread_work *work);
KTEST_FN bool kthread_queue_delayed_work(struct kthread_worker *worker, struct kthread_delayed_work *dwork, unsigned long delay);
/* True: it waited. */
KTEST_FN bool kthread_mod_delayed_work(struct kthread_worker *worker, struct kthread_delayed_work *dwork, unsigned long delay);
KTEST_FN void kthread_flush_work(struct kthread_work *work);
KTEST_FN void kthread_flush_worker(struct kthread_worker *worker);
KTEST_FN bool kthread_cancel_work_sync(struct kthread_work *work);
KTEST_FN bool kthread_cancel_delayed_work_sync(struct kthread_delayed_work *work);
KTEST_FN void kthread_destroy_worker(struct kthread_worker *worker);

#include <ktest/close.h>
#endif
