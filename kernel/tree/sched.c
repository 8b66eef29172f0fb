// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The scheduler's interface over the engine's tasks: schedule(), waking, and
 * sleeping for a time. Priorities, classes and affinity mean nothing: one CPU,
 * first come first served.
 */
#include "tree.h"
#include <linux/cred.h>
#include <linux/delay.h>
#include <linux/fdtable.h>
#include <linux/fs_struct.h>
#include <linux/init_task.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/mqueue.h>
#include <linux/nsproxy.h>
#include <linux/rcuwait.h>
#include <linux/resource.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/sched/wake_q.h>
#include <linux/slab.h>
#include <linux/user_namespace.h>
#include <linux/wait.h>

__thread struct task_struct *ktree_current;
#ifndef CONFIG_THREAD_INFO_IN_TASK
__thread struct thread_info *ktree_thread_info;
#endif

struct ktree_task *ktree_tasks;
static struct kt_lock sched_cpu;
static int sched_last_pid;
static struct group_info sched_groups;
/*
 * What belongs to the first task of a kernel is the tree's own, where a program has it: the
 * address of one that nobody has taken in yet is a trap stub, which a run then reaches.
 */
static struct cred sched_cred = {
	.user_ns = &init_user_ns,
	.user = INIT_USER,
	.group_info = &sched_groups,
	.ucounts = &init_ucounts,
};
static struct signal_struct sched_signal = { .rlim = INIT_RLIMITS };
static struct sighand_struct sched_sighand;

/* ---- the CPU --------------------------------------------------------------------- */

/* Each task of a tree has it, and gives it up when it sleeps: code under test does not know of it. */

/* Whether a kernel with preemption could take it from the running task. */
static int sched_can_preempt(void)
{
	return !ktree_is_booting && ktree_current && ktree_is_preemptible();
}

void ktree_cpu_boot(void)
{
	kt_lock_unordered = &sched_cpu;
	kt_explore_cpu(&sched_cpu, "the CPU", sched_can_preempt);
	ktree_cpu_take();
}

void ktree_cpu_take(void)
{
	kt_lock(&sched_cpu, "the CPU");
}

void ktree_cpu_give(void)
{
	kt_unlock(&sched_cpu, "the CPU");
}

bool ktree_sleep_on(unsigned int *word, unsigned int seen, kt_u64 deadline)
{
	struct kt_task *holder = NULL;
	const char *what;
	int how;

	if (ktree_is_booting && ktree_run_pending())
		return true;
	what = ktree_contended(&holder);
	ktree_cpu_give();
	how = kt_wait_on(word, seen, deadline, what, holder, __builtin_frame_address(0));
	ktree_cpu_take();
	return how != KT_TIMEOUT;
}

void ktree_notify(unsigned int *word)
{
	__atomic_add_fetch(word, 1, __ATOMIC_SEQ_CST);
	kt_wake(word, ~0u);
}

void ktree_yield(void)
{
	if (ktree_is_booting && ktree_run_pending())
		return;
	/* Who waits for the CPU gets it in turn; without that, the host decides, and often leaves it where it is. */
	if (kt_lock_pass(&sched_cpu, "the CPU")) {
		kt_advance(100);
		return;
	}
	ktree_cpu_give();
	kt_relax();
	ktree_cpu_take();
}

/* Without preemption no other task may run; time passes in any case. */
void ktree_cpu_relax(void)
{
	if (ktree_is_preemptible())
		ktree_yield();
	else
		kt_relax();
}

/* ---- tasks ------------------------------------------------------------------------ */

void *ktree_permanent(size_t size)
{
	void *memory = kt_alloc(size, 64, KT_ZERO | KT_QUIET, KT_MEM_SLAB, -1, NULL);

	if (!memory)
		kt_fatal(KT_FATAL_PANIC, "no memory for the machine itself");
	return memory;
}

struct ktree_task *ktree_make_task(const char *name)
{
	struct ktree_task *t = ktree_permanent(sizeof(*t));
	struct task_struct *task = &t->task;

	t->next = ktree_tasks;
	ktree_tasks = t;
	strscpy(task->comm, name, sizeof(task->comm));
	refcount_set(&task->usage, 2);
	task->pid = task->tgid = ++sched_last_pid;
	task->thread_pid = ktree_make_pid(task->pid);
	if (!sched_signal.pids[PIDTYPE_TGID])
		sched_signal.pids[PIDTYPE_TGID] = task->thread_pid;
	task->flags = PF_KTHREAD;
	task->prio = task->static_prio = task->normal_prio = DEFAULT_PRIO;
	task->group_leader = task;
	task->real_parent = task->parent = ktree_current ?: task;
	task->signal = &sched_signal;
	task->sighand = &sched_sighand;
	task->vfork_done = &t->exited;
	task->nsproxy = &init_nsproxy;
	task->fs = &init_fs;
	task->files = &init_files;
	task->active_mm = &init_mm;
	rcu_assign_pointer(task->cred, &sched_cred);
	rcu_assign_pointer(task->real_cred, &sched_cred);
	INIT_LIST_HEAD(&task->tasks);
	INIT_LIST_HEAD(&task->children);
	INIT_LIST_HEAD(&task->sibling);
	spin_lock_init(&task->alloc_lock);
	raw_spin_lock_init(&task->pi_lock);
	init_completion(&t->exited);
	init_completion(&t->parked);
#ifndef CONFIG_THREAD_INFO_IN_TASK
	t->info.task = task;
	task->stack = &t->info;
#endif
	return t;
}

void ktree_become(struct ktree_task *t)
{
	ktree_current = &t->task;
#ifndef CONFIG_THREAD_INFO_IN_TASK
	ktree_thread_info = &t->info;
#endif
	t->engine = kt_self();
}

void ktree_adopt_first_task(void)
{
	struct ktree_task *t;

	if (!ktree_current) {
		atomic_long_set((atomic_long_t *)&sched_cred.usage, 1000);
		atomic_set((atomic_t *)&sched_groups.usage, 1000);
		memset(&sched_cred.cap_permitted, 0xff, sizeof(sched_cred.cap_permitted));
		sched_cred.cap_effective = sched_cred.cap_bset = sched_cred.cap_permitted;
		INIT_LIST_HEAD(&sched_signal.shared_pending.list);
		spin_lock_init(&sched_sighand.siglock);
		/* As the fork of a kernel with memory to spare. */
		for (int i = 0; i < UCOUNT_COUNTS && !kt_is_stub(&init_user_ns); i++)
			init_user_ns.ucount_max[i] = 1 << 15;
		t = ktree_make_task("kunit");
		ktree_become(t);
	} else {
		ktree_task_of(ktree_current)->engine = kt_self();
	}
}

struct sched_service {
	const char *name;
	void (*service)(void *arg);
	void *arg;
	struct ktree_task *task;
};

static void sched_service_entry(void *arg)
{
	struct sched_service *s = arg;

	ktree_become(s->task);
	ktree_cpu_take();
	s->service(s->arg);
	ktree_cpu_give();
}

void ktree_spawn_service(const char *name, void (*service)(void *arg), void *arg)
{
	struct sched_service *s = ktree_permanent(sizeof(*s));

	*s = (struct sched_service){ name, service, arg, ktree_make_task(name) };
	if (!kt_spawn(name, -1, sched_service_entry, s))
		kt_fatal(KT_FATAL_PANIC, "the host has no thread left for %s", name);
}

void __put_task_struct(struct task_struct *task)
{
}

void __put_task_struct_rcu_cb(struct rcu_head *rhp)
{
}

/* ---- sleeping ----------------------------------------------------------------------- */

static kt_u64 sched_deadline(long ticks)
{
	return ticks == MAX_SCHEDULE_TIMEOUT ? KT_FOREVER : kt_now() + (kt_u64)ticks * TICK_NSEC;
}

static void sched_sleep(kt_u64 deadline)
{
	struct ktree_task *self = ktree_task_of(current);
	unsigned int seen = self->wakeups;

	ktree_check_sleep();
	if (signal_pending_state(READ_ONCE(current->__state), current))
		WRITE_ONCE(current->__state, TASK_RUNNING);
	if (!READ_ONCE(current->__state)) {
		ktree_yield();
		return;
	}
	if (!ktree_sleep_on(&self->wakeups, seen, deadline))
		WRITE_ONCE(current->__state, TASK_RUNNING);
}

void schedule(void)
{
	sched_sleep(KT_FOREVER);
}

void schedule_preempt_disabled(void)
{
	preempt_enable_no_resched();
	schedule();
	preempt_disable();
}

void io_schedule(void)
{
	schedule();
}

/* What waiting for a device is counted as. */
int io_schedule_prepare(void)
{
	return 0;
}

void io_schedule_finish(int token)
{
}

long schedule_timeout(long timeout)
{
	kt_u64 deadline = sched_deadline(timeout), now;

	if (timeout < 0) {
		WRITE_ONCE(current->__state, TASK_RUNNING);
		return 0;
	}
	sched_sleep(deadline);
	if (deadline == KT_FOREVER)
		return MAX_SCHEDULE_TIMEOUT;
	now = kt_now();
	return now < deadline ? (long)((deadline - now + TICK_NSEC - 1) / TICK_NSEC) : 0;
}

long io_schedule_timeout(long timeout)
{
	return schedule_timeout(timeout);
}

long schedule_timeout_interruptible(long timeout)
{
	__set_current_state(TASK_INTERRUPTIBLE);
	return schedule_timeout(timeout);
}

long schedule_timeout_killable(long timeout)
{
	__set_current_state(TASK_KILLABLE);
	return schedule_timeout(timeout);
}

long schedule_timeout_uninterruptible(long timeout)
{
	__set_current_state(TASK_UNINTERRUPTIBLE);
	return schedule_timeout(timeout);
}

long schedule_timeout_idle(long timeout)
{
	__set_current_state(TASK_IDLE);
	return schedule_timeout(timeout);
}

void yield(void)
{
	ktree_yield();
}

/* A kernel's tick asks for it; here every 1024th call lets others run. */
int __cond_resched(void)
{
	static unsigned int calls;

	if (++calls % 1024)
		return 0;
	ktree_cpu_relax();
	return 1;
}

int __cond_resched_lock(spinlock_t *lock)
{
	spin_unlock(lock);
	ktree_cpu_relax();
	spin_lock(lock);
	return 1;
}

int __cond_resched_rwlock_read(rwlock_t *lock)
{
	read_unlock(lock);
	ktree_cpu_relax();
	read_lock(lock);
	return 1;
}

int __cond_resched_rwlock_write(rwlock_t *lock)
{
	write_unlock(lock);
	ktree_cpu_relax();
	write_lock(lock);
	return 1;
}

static void sched_sleep_ns(kt_u64 ns)
{
	kt_u64 deadline = kt_now() + ns;
	unsigned int nobody = 0;

	ktree_check_sleep();
	while (ktree_sleep_on(&nobody, 0, deadline) && kt_now() < deadline)
		;
}

void msleep(unsigned int ms)
{
	sched_sleep_ns((kt_u64)ms * NSEC_PER_MSEC);
}

unsigned long msleep_interruptible(unsigned int ms)
{
	msleep(ms);
	return 0;
}

void usleep_range_state(unsigned long min, unsigned long max, unsigned int state)
{
	sched_sleep_ns((kt_u64)min * NSEC_PER_USEC);
}

/* ---- waking -------------------------------------------------------------------------- */

int wake_up_state(struct task_struct *task, unsigned int state)
{
	if (!(READ_ONCE(task->__state) & state))
		return 0;
	WRITE_ONCE(task->__state, TASK_RUNNING);
	ktree_notify(&ktree_task_of(task)->wakeups);
	return 1;
}

int try_to_wake_up(struct task_struct *task, unsigned int state, int flags)
{
	return wake_up_state(task, state);
}

int wake_up_process(struct task_struct *task)
{
	return wake_up_state(task, TASK_NORMAL);
}

int rcuwait_wake_up(struct rcuwait *w)
{
	struct task_struct *task = READ_ONCE(w->task);

	return task ? wake_up_process(task) : 0;
}

int default_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key)
{
	return wake_up_state(entry->private, mode);
}

static bool sched_wake_q_add(struct wake_q_head *head, struct task_struct *task)
{
	if (task->wake_q.next)
		return false;
	task->wake_q.next = WAKE_Q_TAIL;
	*head->lastp = &task->wake_q;
	head->lastp = &task->wake_q.next;
	return true;
}

void wake_q_add(struct wake_q_head *head, struct task_struct *task)
{
	if (sched_wake_q_add(head, task))
		get_task_struct(task);
}

void wake_q_add_safe(struct wake_q_head *head, struct task_struct *task)
{
	if (!sched_wake_q_add(head, task))
		put_task_struct(task);
}

void wake_up_q(struct wake_q_head *head)
{
	struct wake_q_node *node = head->first;

	while (node != WAKE_Q_TAIL) {
		struct task_struct *task = container_of(node, struct task_struct, wake_q);

		node = node->next;
		task->wake_q.next = NULL;
		wake_up_process(task);
		put_task_struct(task);
	}
}

/* ---- what one CPU without classes answers ------------------------------------------------ */

void set_user_nice(struct task_struct *task, long nice)
{
	task->static_prio = NICE_TO_PRIO(nice);
}

void sched_set_fifo(struct task_struct *task)
{
}

void sched_set_fifo_low(struct task_struct *task)
{
}

void sched_set_normal(struct task_struct *task, int nice)
{
	set_user_nice(task, nice);
}

int idle_cpu(int cpu)
{
	return 0;
}
