/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Kernel threads: tasks of the engine.
 * Fidelity: faithful; workers do not exist
 */
#ifndef KTEST_LINUX_KTHREAD_H
#define KTEST_LINUX_KTHREAD_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/sched.h>

/* Whether this wake is the thread's first, which starts it. */
KTEST_FN bool ktest_kthread_start(struct task_struct *k);
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

#include <ktest/close.h>
#endif
