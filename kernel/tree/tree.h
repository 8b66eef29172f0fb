/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What the adaptors of the tree skin share. They are compiled with a kernel
 * tree's own headers, once for each tree and configuration, and define what
 * those headers and the tree's sources expect of the parts of a kernel that
 * the engine replaces: memory, the scheduler, time, printk.
 *
 * The machine is a uniprocessor without kernel preemption, which is what the
 * configuration says: one task runs at a time and keeps the CPU until it
 * sleeps, so the tree's empty spinlocks exclude as they do there.
 */
#ifndef KTEST_TREE_H
#define KTEST_TREE_H

#include <linux/completion.h>
#include <linux/gfp.h>
#include <linux/mm_types.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/types.h>
#include <ktest/core.h>

/* Allocation functions got a suffix where the tree has allocation tags. */
#ifdef alloc_hooks
#define NOPROF(name) name##_noprof
#else
#define NOPROF(name) name
#endif

/* A task of the tree and the engine's task under it. */
struct ktree_task {
	struct task_struct task;
	struct ktree_task *next;	/* of all, newest first */
	const void *contended;		/* the lock that it waits for */
#ifndef CONFIG_THREAD_INFO_IN_TASK
	struct thread_info info;
#endif
	struct kt_task *engine;
	unsigned int wakeups;	/* what its sleep waits for */
	struct completion exited, parked;
	int (*fn)(void *data);
	void *data;
	unsigned long flags;
	unsigned long signals;	/* that it allows: a bit each */
	int result;
};

static inline struct ktree_task *ktree_task_of(struct task_struct *task)
{
	return container_of(task, struct ktree_task, task);
}

extern struct ktree_task *ktree_tasks;

/* The first task, at start-up and again in the process of a case. */
void ktree_adopt_first_task(void);
/* A task without kthread API around it, for the adaptors' own services. */
void ktree_spawn_service(const char *name, void (*service)(void *arg), void *arg);

/* The CPU: held by whoever runs. */
void ktree_cpu_boot(void);
void ktree_cpu_take(void);
void ktree_cpu_give(void);
/* Gives the CPU while *word == seen, until `deadline` (virtual ns); false: it came. */
bool ktree_sleep_on(unsigned int *word, unsigned int seen, kt_u64 deadline);
/* Changes *word and wakes all who sleep on it. */
void ktree_notify(unsigned int *word);
/* The lock that the running task waits for, in words, and its holder; NULL: none. */
const char *ktree_contended(struct kt_task **holder);
/* The running task is about to sleep. */
void ktree_check_sleep(void);
/* The running task ends; it may not do so with interrupts or preemption disabled. */
void ktree_check_context(void);
/* The running task does what a softirq does, with preemption disabled. */
void ktree_softirq_enter(void);
void ktree_softirq_exit(void);
/* The running task ends: what it has of an address space goes. */
void ktree_leave_mm(void);
/* Lets the others run for a moment. */
void ktree_yield(void);
/* Whether the running task may lose the CPU; preemptible() is false without CONFIG_PREEMPT_COUNT. */
static inline bool ktree_is_preemptible(void)
{
	return !preempt_count() && !irqs_disabled();
}

/*
 * At start-up there are no other tasks yet: whoever would wait runs what is pending (work, softirqs,
 * RCU callbacks, timers) itself. Returns whether anything ran.
 */
extern bool ktree_is_booting;
bool ktree_run_pending(void);
bool ktree_run_pending_work(void);
bool ktree_run_pending_softirqs(void);
bool ktree_run_pending_rcu(void);
bool ktree_run_pending_timers(void);

/* The machine's interrupt lines (irq.c). */
#define KTREE_IRQ_LINES (NR_IRQS / 2)

struct pid *ktree_make_pid(int nr);

/* Memory that belongs to the machine, not to a case. */
void *ktree_permanent(size_t size);

/* Set by programs that are written for locks which check nothing: where a task sleeps is not looked at. */
extern bool ktree_allows_sleep;
/* Set by programs whose allocator is a part of the test (program_slab.c). */
extern bool (*ktree_slab_refuses)(struct kmem_cache *s, gfp_t flags);
extern void (*ktree_slab_counts)(struct kmem_cache *s, int change);

/* Set by programs whose RCU readers may be interrupted (program_rcu.c): returns when those of now have ended. */
extern void (*ktree_wait_for_readers)(void);

void ktree_start_pages(void);
/* A page by itself, held once. */
void ktree_page_start(struct page *page);
void ktree_start_time(void);
void ktree_start_workqueues(void);
void ktree_start_suites(void);
/* Set once a console is registered (console.c). */
extern void (*ktree_to_consoles)(const char *text, size_t len);
/* A WARN(). */
void ktree_warned(const char *file, int line, const char *text);
/* Timers that boot left armed tick from a case's start on. */
void ktree_start_timers_of_boot(void);
/* What softirqs, RCU callbacks and work still have to do before a case's end. */
void ktree_drain(void);

#endif
