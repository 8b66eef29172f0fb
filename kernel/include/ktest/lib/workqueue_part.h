/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What work queues are made of. A queue has a part for each CPU, or one if it is unbound. A part starts a task of its own when an item
 * waits and fewer than max_active tasks run; the task ends when nothing waits.
 *
 *   idle ──queue──▶ pending ──a task is free──▶ running ──▶ idle
 *                     ▲  └────── cancel ───────▶ idle  │
 *                     └──── queue, while it runs ──────┘
 */
#ifndef KTEST_LIB_WORKQUEUE_PART_H
#define KTEST_LIB_WORKQUEUE_PART_H

#include <linux/bottom_half.h>
#include <linux/bug.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#define WQ_NAME_LEN 32

struct ktest_pwq {
	struct workqueue_struct *wq;
	int cpu;			/* -1: any */
	unsigned int nr_workers;
	struct list_head pending;
} __aligned(1 << WORK_STRUCT_PWQ_SHIFT);

struct workqueue_struct {
	struct list_head link;		/* of all queues */
	struct ktest_pwq *parts;	/* made when the first item comes */
	unsigned int flags;
	int max_active;
	unsigned int color;		/* of what is queued now */
	unsigned int in_flight[WORK_NR_COLORS];
	const char *name;
	char name_bytes[WQ_NAME_LEN];
};

/* The task that runs a part's items; on its own stack. */
struct ktest_worker {
	struct list_head link;
	struct ktest_pwq *part;
	struct kt_task *task;
	struct work_struct *work;	/* may be freed while its function runs */
	unsigned int color;
};

/* Who waits for an item: first until it starts, then until its worker is done with it. */
struct ktest_flush {
	struct list_head link;
	struct work_struct *work;
	struct ktest_worker *worker;	/* NULL: it is pending */
	unsigned int is_done;
};

extern spinlock_t ktest_works_lock;
extern struct list_head ktest_queues, ktest_workers, ktest_flushes;
extern unsigned int ktest_works_ended;
#define KTEST_SYSTEM_WQS 9
extern struct workqueue_struct ktest_system_wqs[KTEST_SYSTEM_WQS];

/* ---- an item's data ------------------------------------------------------------------------------- */

static inline unsigned long work_data(const struct work_struct *work) { return (unsigned long)atomic_long_read(&work->data); }
static inline void work_set_data(struct work_struct *work, unsigned long data) { atomic_long_set(&work->data, (long)data); }
static inline unsigned int work_disabled(unsigned long data)
{
	return data & WORK_STRUCT_PWQ ? 0 : (data & WORK_OFFQ_DISABLE_MASK) >> WORK_OFFQ_DISABLE_SHIFT;
}
static inline void work_set_idle(struct work_struct *work, unsigned int disabled)
{
	work_set_data(work, WORK_STRUCT_NO_POOL | (unsigned long)disabled << WORK_OFFQ_DISABLE_SHIFT);
}
static inline bool work_is_queued(const struct work_struct *work)
{
	unsigned long data = work_data(work);

	return data & WORK_STRUCT_PENDING && data & WORK_STRUCT_PWQ;
}
static inline struct ktest_pwq *work_part(const struct work_struct *work)
{
	return (struct ktest_pwq *)(work_data(work) & WORK_STRUCT_PWQ_MASK);
}
static inline unsigned int work_color(const struct work_struct *work)
{
	return work_data(work) >> WORK_STRUCT_COLOR_SHIFT & (WORK_NR_COLORS - 1);
}

/* ---- workers: all with the lock held, unless they say otherwise ------------------------------------- */

/* The worker whose task the caller is. */
static inline struct ktest_worker *wq_current_worker(void)
{
	struct ktest_worker *each;

	list_for_each_entry(each, &ktest_workers, link)
		if (each->task == kt_self())
			return each;
	return NULL;
}

/* The worker of this queue, or of any if wq is NULL, that runs the item. */
static inline struct ktest_worker *wq_worker_of(const struct work_struct *work, const struct workqueue_struct *wq)
{
	struct ktest_worker *each;

	list_for_each_entry(each, &ktest_workers, link)
		if (each->work == work && (!wq || each->part->wq == wq))
			return each;
	return NULL;
}

/* The first item that no other worker runs. */
static inline struct work_struct *wq_next(struct ktest_pwq *part)
{
	struct work_struct *each;

	list_for_each_entry(each, &part->pending, entry)
		if (!wq_worker_of(each, part->wq))
			return each;
	return NULL;
}

/* What waits for the item goes on, or waits for the worker that takes it. */
static inline void wq_pass_flushes(struct work_struct *work, struct ktest_worker *from, struct ktest_worker *to)
{
	struct ktest_flush *each;

	list_for_each_entry(each, &ktest_flushes, link)
		if (each->work == work && each->worker == from) {
			each->worker = to;
			each->is_done = !to;
		}
}

static inline void wq_instance_ended(struct workqueue_struct *wq, unsigned int color)
{
	wq->in_flight[color]--;
	WRITE_ONCE(ktest_works_ended, ktest_works_ended + 1);
	kt_wake(&ktest_works_ended, ~0u);
}

/* The colours of which items have not ended, as bits. */
static inline unsigned int wq_colors(const struct workqueue_struct *wq)
{
	unsigned int color, bits = 0;

	for (color = 0; color < WORK_NR_COLORS; color++)
		bits |= (unsigned int)!!wq->in_flight[color] << color;
	return bits;
}

/* Off the list: it is pending no longer. */
static inline void wq_unlink(struct work_struct *work, unsigned int disabled)
{
	list_del_init(&work->entry);
	kt_armed_drop(work);
	work_set_idle(work, disabled);
}

static inline const char *wq_function_name(work_func_t fn)
{
#ifdef KTEST_HOSTED
	const char *name = kt_symbol_name((kt_addr)fn, NULL, NULL);

	if (name)
		return name;
#endif
	(void)fn;
	return "?";
}

/* Says what the function left as it was not before; with a real worker it would go on with that. */
static inline void wq_check_context(work_func_t fn, const struct kt_task *self, int preempt_count)
{
#ifdef KTEST_HOSTED
	const struct kt_held *last = &self->held[min(self->nr_held, (unsigned int)KT_HELD_MAX) - 1];

	if (self->preempt_count != preempt_count || self->irqs_off)
		kt_context_misused("workqueue leaked atomic: %s() returned with preemption or interrupts disabled",
				   wq_function_name(fn));
	else if (self->nr_held > 1)
		kt_context_misused("workqueue leaked a lock: %s() returned, but still holds %s",
				   wq_function_name(fn), last->what);
#endif
	(void)fn, (void)self, (void)preempt_count;
}

/* Without the lock. The item may be queued again, and freed by its function. */
static inline void wq_call(struct ktest_worker *worker, work_func_t fn)
{
	bool is_bh = worker->part->wq->flags & WQ_BH;
	struct work_struct *work = worker->work;
	int preempt_count;

	if (is_bh)
		ktest_softirq_begin();
	preempt_count = kt_self()->preempt_count;
	kt_deferred_begins(work, (kt_addr)fn, "work item");
	fn(work);
	wq_check_context(fn, kt_self(), preempt_count);
	kt_deferred_ends(work, (kt_addr)fn);
	if (is_bh)
		ktest_softirq_end();
}

static inline void wq_run(struct ktest_worker *worker, struct work_struct *work)
{
	work_func_t fn = work->func;

	worker->work = work;
	worker->color = work_color(work);
	wq_pass_flushes(work, NULL, worker);
	wq_unlink(work, 0);
	spin_unlock_irq(&ktest_works_lock);
	wq_call(worker, fn);
	cond_resched();
	spin_lock_irq(&ktest_works_lock);
	wq_pass_flushes(work, worker, NULL);
	worker->work = NULL;
	wq_instance_ended(worker->part->wq, worker->color);
}

/* The body of a worker's task; takes the lock. */
static inline void wq_worker_main(void *arg)
{
	struct ktest_pwq *part = (struct ktest_pwq *)arg;
	struct ktest_worker worker = { { NULL, NULL }, part, kt_self(), NULL, 0 };
	struct work_struct *work;

	get_current()->flags |= PF_WQ_WORKER | PF_KTHREAD;
	spin_lock_irq(&ktest_works_lock);
	list_add_tail(&worker.link, &ktest_workers);
	while (part->nr_workers <= (unsigned int)part->wq->max_active && (work = wq_next(part)))
		wq_run(&worker, work);
	list_del(&worker.link);
	part->nr_workers--;
	kt_wake(&part->nr_workers, ~0u);
	spin_unlock_irq(&ktest_works_lock);
}

/* Starts one for what waits, unless as many as may run do so. */
static inline void wq_start_worker(struct ktest_pwq *part)
{
	char name[WQ_NAME_LEN];

	if (part->nr_workers >= (unsigned int)part->wq->max_active || !wq_next(part))
		return;
	if (part->cpu < 0)
		snprintf(name, sizeof(name), "kworker/u-%s", part->wq->name);
	else
		snprintf(name, sizeof(name), "kworker/%d-%s", part->cpu, part->wq->name);
	part->nr_workers++;
	if (WARN_ONCE(!kt_spawn(name, part->cpu, wq_worker_main, part), "workqueue: the host has no thread left\n"))
		part->nr_workers--;
}

/* ---- queueing ---------------------------------------------------------------------------------------- */

static inline bool wq_has_cpus(const struct workqueue_struct *wq) { return !(wq->flags & WQ_UNBOUND); }
static inline int wq_nr_parts(const struct workqueue_struct *wq) { return wq_has_cpus(wq) ? (int)nr_cpu_ids : 1; }

/* Those of the system's are linked and get their parts when they are used first. */
static inline struct ktest_pwq *wq_parts(struct workqueue_struct *wq)
{
	int nr = wq_nr_parts(wq), i;

	if (wq->parts)
		return wq->parts;
	wq->parts = (struct ktest_pwq *)kt_alloc(sizeof(*wq->parts) * nr, __alignof__(*wq->parts), KT_ZERO | KT_QUIET,
						 KT_MEM_SLAB, -1, &ktest_queues);
	if (!wq->parts)
		return NULL;
	for (i = 0; i < nr; i++) {
		wq->parts[i].wq = wq;
		wq->parts[i].cpu = wq_has_cpus(wq) ? i : -1;
		INIT_LIST_HEAD(&wq->parts[i].pending);
	}
	list_add(&wq->link, &ktest_queues);
	return wq->parts;
}

static inline bool wq_is_known(const struct workqueue_struct *wq)
{
	struct workqueue_struct *each;

	list_for_each_entry(each, &ktest_queues, link)
		if (each == wq)
			return true;
	/* Not used yet: of the system's only. */
	return wq >= ktest_system_wqs && wq < ktest_system_wqs + KTEST_SYSTEM_WQS;
}

/* That of the CPU, or of the running one if there is no such; NULL: no memory. */
static inline struct ktest_pwq *wq_part_on(struct workqueue_struct *wq, int cpu)
{
	if (!wq_parts(wq))
		return NULL;
	if (cpu < 0 || (unsigned int)cpu >= nr_cpu_ids)
		cpu = raw_smp_processor_id();
	return &wq->parts[wq_has_cpus(wq) ? cpu : 0];
}

/* Where the item goes: to the part that runs it, so that it never runs twice at once. */
static inline struct ktest_pwq *wq_part_for(struct workqueue_struct *wq, const struct work_struct *work, int cpu)
{
	struct ktest_worker *runs_it = wq_worker_of(work, wq);

	if (runs_it && !(wq->flags & __WQ_ORDERED))
		return runs_it->part;
	return wq_part_on(wq, cpu);
}

/* With the lock held, for an item whose pending bit the caller has set. */
static inline void wq_insert(int cpu, struct workqueue_struct *wq, struct work_struct *work, const void *frame)
{
	struct ktest_worker *me = wq_current_worker();
	struct ktest_pwq *part;

	if (!wq_is_known(wq)) {
		spin_unlock_irq(&ktest_works_lock);
		kt_fatal(KT_FATAL_MEMORY, "work item %s() is queued on a workqueue that was destroyed",
			 wq_function_name(work->func));
	}
	if (wq->flags & (__WQ_DESTROYING | __WQ_DRAINING) &&
	    WARN_ONCE(!me || me->part->wq != wq, "workqueue: cannot queue %ps on wq %s\n", work->func, wq->name)) {
		work_set_idle(work, 0);
		return;
	}
	if (WARN_ON(!list_empty(&work->entry)) || WARN_ON(!(part = wq_part_for(wq, work, cpu))))
		return;
	work_set_data(work, (unsigned long)part | (unsigned long)wq->color << WORK_STRUCT_COLOR_SHIFT |
			    WORK_STRUCT_PENDING | WORK_STRUCT_PWQ);
	wq->in_flight[wq->color]++;
	list_add_tail(&work->entry, &part->pending);
	kt_armed_add(work, "work_struct", (kt_addr)work->func, NULL, frame);
	wq_start_worker(part);
}

/* With the lock held, for an item whose pending bit the caller has set. */
static inline void wq_delay(int cpu, struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay,
			    const void *frame)
{
	WARN_ON_ONCE(!wq);
#ifdef KTEST_HOSTED
	WARN_ON_ONCE(dwork->timer.function != delayed_work_timer_fn);
#endif
	WARN_ON_ONCE(timer_pending(&dwork->timer));
	WARN_ON_ONCE(!list_empty(&dwork->work.entry));
	if (!delay) {
		wq_insert(cpu, wq, &dwork->work, frame);
		return;
	}
	dwork->wq = wq;
	dwork->cpu = cpu;
	dwork->timer.expires = jiffies + delay;
	if (cpu == WORK_CPU_UNBOUND)
		add_timer_global(&dwork->timer);
	else
		add_timer_on(&dwork->timer, cpu);
}

#endif
