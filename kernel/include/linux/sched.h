/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Tasks.
 * Fidelity: simplified: no priorities, signals, memory maps or accounting
 */
#ifndef KTEST_LINUX_SCHED_H
#define KTEST_LINUX_SCHED_H
#include <ktest/open.h>

#include <asm/processor.h>
#include <linux/bitops.h>
#include <linux/build_bug.h>
#include <linux/cpumask.h>
#include <linux/irqflags.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/preempt.h>
#include <linux/refcount.h>
#include <linux/spinlock_types.h>
#include <linux/types.h>

struct kunit;
struct completion;

#define TASK_RUNNING 0x0000
#define TASK_INTERRUPTIBLE 0x0001
#define TASK_UNINTERRUPTIBLE 0x0002
#define __TASK_STOPPED 0x0004
#define __TASK_TRACED 0x0008
#define EXIT_DEAD 0x0010
#define EXIT_ZOMBIE 0x0020
#define TASK_PARKED 0x0040
#define TASK_DEAD 0x0080
#define TASK_WAKEKILL 0x0100
#define TASK_NOLOAD 0x0400
#define TASK_KILLABLE (TASK_WAKEKILL | TASK_UNINTERRUPTIBLE)
#define TASK_IDLE (TASK_UNINTERRUPTIBLE | TASK_NOLOAD)
#define TASK_NORMAL (TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE)
#define TASK_REPORT \
	(TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE | __TASK_STOPPED | __TASK_TRACED | EXIT_DEAD | \
	 EXIT_ZOMBIE | TASK_PARKED)
#define TASK_REPORT_IDLE (TASK_REPORT + 1)
#define TASK_COMM_LEN 16
#define PF_WQ_WORKER 0x00000020
#define PF_KTHREAD 0x00200000
#define PF_MEMALLOC 0x00000800
#define PF_NO_SETAFFINITY 0x04000000
#define MAX_SCHEDULE_TIMEOUT 0x7fffffffffffffffL

struct cred;
struct mm_struct;
struct task_struct {
	unsigned int __state;
	unsigned int flags;
	pid_t pid;
	pid_t tgid;
	int exit_code;
	int ktest_rcu_others;	/* how many of rcu_nesting are readers of other flavours */
	int pagefault_disabled;
	int nr_cpus_allowed;
	const cpumask_t *cpus_ptr;
	cpumask_t cpus_mask;
	refcount_t usage;
	char comm[TASK_COMM_LEN];
	struct mm_struct *mm;
	const struct cred *cred, *real_cred; /* NULL: the kernel's own, see linux/cred.h */
	struct kunit *kunit_test;
	void *kthread;
	void (*ktest_start)(struct task_struct *t); /* called at each wake-up; the first one starts it */
	void *journal_info;
	struct kt_task *ktest_task;
	unsigned int ktest_wakeups; /* the word a sleeper waits on */
	unsigned int ktest_nr_kmaps;
	const void *ktest_kmaps[16]; /* kmap_local_page() */
};

KTEST_FN struct task_struct *ktest_current(void);
#define get_current() ktest_current()
#ifndef __cplusplus
#define current ktest_current()
#else
/* The standard library has members of this name, so it is an object and no macro. */
struct ktest_current_task {
	operator struct task_struct *() const { return ktest_current(); }
	struct task_struct *operator->() const { return ktest_current(); }
};
static const struct ktest_current_task current __maybe_unused = {};
#endif

#define task_is_running(task) (READ_ONCE((task)->__state) == TASK_RUNNING)
#define get_current_state() READ_ONCE(get_current()->__state)
#define __set_current_state(state) WRITE_ONCE(get_current()->__state, (state))
#define set_current_state(state) smp_store_mb(get_current()->__state, (state))

KTEST_FN void schedule(void);
KTEST_FN long schedule_timeout(long timeout);
KTEST_FN long schedule_timeout_interruptible(long timeout);
KTEST_FN long schedule_timeout_killable(long timeout);
KTEST_FN long schedule_timeout_uninterruptible(long timeout);
KTEST_FN long schedule_timeout_idle(long timeout);
KTEST_FN void io_schedule(void);
KTEST_FN long io_schedule_timeout(long timeout);
KTEST_FN int wake_up_process(struct task_struct *tsk);
KTEST_FN int wake_up_state(struct task_struct *tsk, unsigned int state);
KTEST_FN void yield(void);
KTEST_FN void ktest_task_allow_cpus(struct task_struct *t, const struct cpumask *mask);
KTEST_FN int set_cpus_allowed_ptr(struct task_struct *p, const struct cpumask *new_mask);
KTEST_FN int ktest_cond_resched(void);
#define cond_resched() ktest_cond_resched()
KTEST_FN int __cond_resched_lock(spinlock_t *lock);
#define cond_resched_lock(lock) __cond_resched_lock(lock)
static inline int need_resched(void) { return 0; }
static inline void set_user_nice(struct task_struct *p, long nice) { (void)p, (void)nice; }
static inline void sched_set_fifo(struct task_struct *p) { (void)p; }
static inline void sched_set_fifo_low(struct task_struct *p) { (void)p; }
static inline void sched_set_normal(struct task_struct *p, int nice) { (void)p, (void)nice; }
static inline int signal_pending(struct task_struct *p)
{
	(void)p;
	return 0;
}
static inline int signal_pending_state(unsigned int state, struct task_struct *p)
{
	(void)state, (void)p;
	return 0;
}
static inline int fatal_signal_pending(struct task_struct *p)
{
	(void)p;
	return 0;
}
/* As tools see it: the number of one bit of TASK_REPORT, 0 for running. */
static inline unsigned int task_state_index(struct task_struct *task)
{
	unsigned int state = KTEST_READ_ONCE(task->__state);

	return fls((state & TASK_IDLE) == TASK_IDLE ? TASK_REPORT_IDLE : state & TASK_REPORT);
}
static inline char task_index_to_char(unsigned int index) { return "RSDTtXZPI"[index]; }
static inline char task_state_to_char(struct task_struct *task)
{
	return task_index_to_char(task_state_index(task));
}
static inline pid_t task_pid_nr(struct task_struct *task) { return task->pid; }
static inline pid_t task_tgid_nr(struct task_struct *task) { return task->tgid; }
static inline pid_t task_pid_vnr(struct task_struct *task) { return task->pid; }
static inline unsigned int task_cpu(const struct task_struct *p) { return p->ktest_task->cpu; }
#define get_task_comm(buf, tsk) \
	({ \
		BUILD_BUG_ON(sizeof(buf) != TASK_COMM_LEN); \
		strscpy_pad(buf, (tsk)->comm, TASK_COMM_LEN); \
		&(buf)[0]; \
	})

KTEST_FN struct task_struct *get_task_struct(struct task_struct *t);
KTEST_FN void put_task_struct(struct task_struct *t);

#include <linux/string.h>
#include <asm/processor.h>

#include <ktest/close.h>
#endif
