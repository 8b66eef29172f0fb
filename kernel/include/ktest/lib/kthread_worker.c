// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Work that one kernel thread of its own does in order, as include/linux/kthread.h describes it. Both skins compile it
 * (kernel/tree/kthread_worker.c). Simplified: freezing means nothing.
 */
#ifndef KTEST_LIB_KTHREAD_WORKER_C
#define KTEST_LIB_KTHREAD_WORKER_C

#include <linux/bug.h>
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timer.h>

#ifdef KTEST_LINUX_KTHREAD_H
/* Of which the name depends on the kernel's version. */
#define WORKER_STOP_TIMER(timer) ktest_timer_delete_sync(timer, false)
#else
#define WORKER_STOP_TIMER(timer) timer_delete_sync(timer)
#endif

KTEST_DEF void __kthread_init_worker(struct kthread_worker *worker, const char *name,
			   struct lock_class_key *key)
{
	(void)name, (void)key;
	memset(worker, 0, sizeof(*worker));
	raw_spin_lock_init(&worker->lock);
	INIT_LIST_HEAD(&worker->work_list);
	INIT_LIST_HEAD(&worker->delayed_work_list);
}

KTEST_DEF int kthread_worker_fn(void *data)
{
	struct kthread_worker *worker = (struct kthread_worker *)data;
	struct kthread_work *work;
	unsigned long flags;

	worker->task = get_current();
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (kthread_should_stop())
			break;
		raw_spin_lock_irqsave(&worker->lock, flags);
		work = list_first_entry_or_null(&worker->work_list, struct kthread_work, node);
		if (work)
			list_del_init(&work->node);
		worker->current_work = work;
		raw_spin_unlock_irqrestore(&worker->lock, flags);
		if (work) {
			__set_current_state(TASK_RUNNING);
			/* The function may free its work. */
			work->func(work);
		} else {
			schedule();
		}
	}
	__set_current_state(TASK_RUNNING);
	worker->task = NULL;
	return 0;
}

/* It runs when it is woken. `cpu` negative: on any. */
static inline struct kthread_worker *worker_create(int cpu, unsigned int flags, const char *fmt, va_list args)
{
	struct kthread_worker *worker = (struct kthread_worker *)kzalloc(sizeof(*worker), GFP_KERNEL);
	struct task_struct *task;
	char name[TASK_COMM_LEN];

	if (!worker)
		return (struct kthread_worker *)ERR_PTR(-ENOMEM);
	kthread_init_worker(worker);
	vsnprintf(name, sizeof(name), fmt, args);
	task = kthread_create(kthread_worker_fn, worker, "%s", name);
	if (IS_ERR(task)) {
		kfree(worker);
		return (struct kthread_worker *)ERR_PTR(PTR_ERR(task));
	}
	if (cpu >= 0)
		kthread_bind(task, cpu);
	worker->flags = flags;
	worker->task = task;
	return worker;
}

/* For the body of a variadic function whose last named parameter is `fmt`. */
#define WORKER_CREATE(cpu, flags, fmt) \
	({ \
		struct kthread_worker *worker_; \
		va_list args_; \
		va_start(args_, fmt); \
		worker_ = worker_create(cpu, flags, fmt, args_); \
		va_end(args_); \
		worker_; \
	})

static inline bool worker_is_queued(const struct kthread_work *work)
{
	return !list_empty(&work->node) || work->canceling;
}

static inline void worker_insert(struct kthread_worker *worker, struct kthread_work *work,
			  struct list_head *before)
{
	work->worker = worker;
	list_add_tail(&work->node, before);
	if (!worker->current_work && worker->task)
		wake_up_process(worker->task);
}

KTEST_DEF bool kthread_queue_work(struct kthread_worker *worker, struct kthread_work *work)
{
	unsigned long flags;
	bool queued;

	raw_spin_lock_irqsave(&worker->lock, flags);
	queued = !worker_is_queued(work);
	if (queued)
		worker_insert(worker, work, &worker->work_list);
	raw_spin_unlock_irqrestore(&worker->lock, flags);
	return queued;
}

/* ---- delayed ---------------------------------------------------------------------------------- */

KTEST_DEF void kthread_delayed_work_timer_fn(struct timer_list *timer)
{
	struct kthread_delayed_work *dwork =
		container_of(timer, struct kthread_delayed_work, timer);
	struct kthread_work *work = &dwork->work;
	struct kthread_worker *worker = work->worker;
	unsigned long flags;

	if (WARN_ON_ONCE(!worker))
		return;
	raw_spin_lock_irqsave(&worker->lock, flags);
	list_del_init(&work->node);
	if (!work->canceling)
		worker_insert(worker, work, &worker->work_list);
	raw_spin_unlock_irqrestore(&worker->lock, flags);
}

static inline void worker_delay(struct kthread_worker *worker, struct kthread_delayed_work *dwork,
			 unsigned long delay)
{
	if (!delay) {
		worker_insert(worker, &dwork->work, &worker->work_list);
		return;
	}
	dwork->work.worker = worker;
	list_add(&dwork->work.node, &worker->delayed_work_list);
	mod_timer(&dwork->timer, jiffies + delay);
}

KTEST_DEF bool kthread_queue_delayed_work(struct kthread_worker *worker, struct kthread_delayed_work *dwork,
				unsigned long delay)
{
	unsigned long flags;
	bool queued;

	raw_spin_lock_irqsave(&worker->lock, flags);
	queued = !worker_is_queued(&dwork->work);
	if (queued)
		worker_delay(worker, dwork, delay);
	raw_spin_unlock_irqrestore(&worker->lock, flags);
	return queued;
}

/* With the worker's lock; says whether the work was waiting, for its time or its turn. */
static inline bool worker_unqueue(struct kthread_work *work)
{
	if (list_empty(&work->node))
		return false;
	list_del_init(&work->node);
	return true;
}

KTEST_DEF bool kthread_mod_delayed_work(struct kthread_worker *worker, struct kthread_delayed_work *dwork,
			      unsigned long delay)
{
	unsigned long flags;
	bool was_queued = false;

	WORKER_STOP_TIMER(&dwork->timer);
	raw_spin_lock_irqsave(&worker->lock, flags);
	if (!dwork->work.canceling) {
		was_queued = worker_unqueue(&dwork->work);
		worker_delay(worker, dwork, delay);
	} else {
		/* Who cancels it wins, and it counts as waiting. */
		was_queued = true;
	}
	raw_spin_unlock_irqrestore(&worker->lock, flags);
	return was_queued;
}

/* ---- waiting ---------------------------------------------------------------------------------- */

struct worker_mark {
	struct kthread_work work;
	struct completion done;
};

static inline void worker_mark_reached(struct kthread_work *work)
{
	complete(&container_of(work, struct worker_mark, work)->done);
}

static inline void worker_mark_init(struct worker_mark *mark)
{
	kthread_init_work(&mark->work, worker_mark_reached);
	init_completion(&mark->done);
}

KTEST_DEF void kthread_flush_work(struct kthread_work *work)
{
	struct kthread_worker *worker = work->worker;
	struct worker_mark mark;
	unsigned long flags;
	bool waits = true;

	if (!worker)
		return;
	worker_mark_init(&mark);
	raw_spin_lock_irqsave(&worker->lock, flags);
	if (!list_empty(&work->node))
		worker_insert(worker, &mark.work, work->node.next);
	else if (worker->current_work == work)
		worker_insert(worker, &mark.work, worker->work_list.next);
	else
		waits = false;
	raw_spin_unlock_irqrestore(&worker->lock, flags);
	if (waits)
		wait_for_completion(&mark.done);
}

KTEST_DEF void kthread_flush_worker(struct kthread_worker *worker)
{
	struct worker_mark mark;

	worker_mark_init(&mark);
	kthread_queue_work(worker, &mark.work);
	wait_for_completion(&mark.done);
}

static inline bool worker_cancel(struct kthread_work *work, struct timer_list *timer)
{
	struct kthread_worker *worker = work->worker;
	unsigned long flags;
	bool was_queued;

	if (!worker)
		return false;
	raw_spin_lock_irqsave(&worker->lock, flags);
	work->canceling++;
	raw_spin_unlock_irqrestore(&worker->lock, flags);
	if (timer)
		WORKER_STOP_TIMER(timer);
	raw_spin_lock_irqsave(&worker->lock, flags);
	was_queued = worker_unqueue(work);
	raw_spin_unlock_irqrestore(&worker->lock, flags);
	if (worker->current_work == work)
		kthread_flush_work(work);
	raw_spin_lock_irqsave(&worker->lock, flags);
	work->canceling--;
	raw_spin_unlock_irqrestore(&worker->lock, flags);
	return was_queued;
}

KTEST_DEF bool kthread_cancel_work_sync(struct kthread_work *work)
{
	return worker_cancel(work, NULL);
}

KTEST_DEF bool kthread_cancel_delayed_work_sync(struct kthread_delayed_work *dwork)
{
	return worker_cancel(&dwork->work, &dwork->timer);
}

KTEST_DEF void kthread_destroy_worker(struct kthread_worker *worker)
{
	struct task_struct *task = worker->task;

	if (WARN_ON(!task))
		return;
	kthread_flush_worker(worker);
	kthread_stop(task);
	WARN_ON(!list_empty(&worker->delayed_work_list));
	WARN_ON(!list_empty(&worker->work_list));
	kfree(worker);
}

/* A tree has others of these. */
#ifdef KTEST_LINUX_KTHREAD_H
static inline struct kthread_worker *worker_run(struct kthread_worker *worker)
{
	if (!IS_ERR(worker))
		wake_up_process(worker->task);
	return worker;
}

KTEST_DEF struct kthread_worker *kthread_create_worker_on_node(unsigned int flags, int node, const char *fmt, ...)
{
	(void)node;
	return WORKER_CREATE(-1, flags, fmt);
}

KTEST_DEF struct kthread_worker *kthread_create_worker(unsigned int flags, const char *fmt, ...)
{
	return worker_run(WORKER_CREATE(-1, flags, fmt));
}

KTEST_DEF struct kthread_worker *kthread_create_worker_on_cpu(int cpu, unsigned int flags, const char *fmt, ...)
{
	return worker_run(WORKER_CREATE(cpu, flags, fmt));
}
#endif

#endif
