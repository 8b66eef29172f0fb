// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Work queues: made and destroyed, and functions that are called by items of their own. */
#ifndef KTEST_LIB_WORKQUEUE_ALLOC_C
#define KTEST_LIB_WORKQUEUE_ALLOC_C

#include <ktest/lib/workqueue_part.h>

static inline int wq_clamp_max_active(int max_active, const char *name)
{
	int clamped = clamp_val(max_active, 1, WQ_MAX_ACTIVE);

	if (clamped != max_active)
		pr_warn("workqueue: max_active %d requested for %s is out of range, clamping between %d and %d\n", max_active,
			name, 1, WQ_MAX_ACTIVE);
	return clamped;
}

KTEST_DEF struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags, int max_active, ...)
{
	struct workqueue_struct *wq;
	va_list args;

	if (flags & WQ_BH && (WARN_ON_ONCE(flags & ~__WQ_BH_ALLOWS) || WARN_ON_ONCE(max_active)))
		return NULL;
	wq = (struct workqueue_struct *)kzalloc(sizeof(*wq), GFP_KERNEL);
	if (!wq)
		return NULL;
	va_start(args, max_active);
	if (vsnprintf(wq->name_bytes, sizeof(wq->name_bytes), fmt, args) >= WQ_NAME_LEN)
		pr_warn_once("workqueue: name exceeds WQ_NAME_LEN. Truncating to: %s\n", wq->name_bytes);
	va_end(args);
	wq->name = wq->name_bytes;
	wq->flags = flags;
	wq->max_active = wq_clamp_max_active(max_active ?: (flags & WQ_BH ? WQ_MAX_ACTIVE : WQ_DFL_ACTIVE), wq->name);
	spin_lock_irq(&ktest_works_lock);
	if (!wq_parts(wq)) {
		spin_unlock_irq(&ktest_works_lock);
		kfree(wq);
		return NULL;
	}
	spin_unlock_irq(&ktest_works_lock);
	return wq;
}

KTEST_DEF void drain_workqueue(struct workqueue_struct *wq)
{
	unsigned int tries = 0;
	bool is_busy;

	spin_lock_irq(&ktest_works_lock);
	wq->flags |= __WQ_DRAINING;
	spin_unlock_irq(&ktest_works_lock);
	do {
		__flush_workqueue(wq);
		spin_lock_irq(&ktest_works_lock);
		is_busy = wq_colors(wq) != 0;
		spin_unlock_irq(&ktest_works_lock);
		if (is_busy && (++tries == 10 || (tries % 100 == 0 && tries <= 1000)))
			pr_warn("workqueue %s: %s() isn't complete after %u tries\n", wq->name, __func__, tries);
	} while (is_busy);
	spin_lock_irq(&ktest_works_lock);
	wq->flags &= ~__WQ_DRAINING;
	spin_unlock_irq(&ktest_works_lock);
}

/* Until the last worker has left: it looks at the queue once more after its item. */
static inline void wq_await_workers(struct workqueue_struct *wq)
{
	int i, nr = wq_nr_parts(wq);

	for (i = 0; i < nr; i++)
		while (READ_ONCE(wq->parts[i].nr_workers))
			kt_wait(&wq->parts[i].nr_workers, READ_ONCE(wq->parts[i].nr_workers), KT_FOREVER);
}

KTEST_DEF void destroy_workqueue(struct workqueue_struct *wq)
{
	spin_lock_irq(&ktest_works_lock);
	wq->flags |= __WQ_DESTROYING;
	spin_unlock_irq(&ktest_works_lock);
	drain_workqueue(wq);
	wq_await_workers(wq);
	spin_lock_irq(&ktest_works_lock);
	list_del(&wq->link);
	spin_unlock_irq(&ktest_works_lock);
	kt_free(wq->parts, KT_MEM_SLAB, &ktest_queues);
	kfree(wq);
}

KTEST_DEF struct workqueue_attrs *alloc_workqueue_attrs(void)
{
	struct workqueue_attrs *attrs = (struct workqueue_attrs *)kzalloc(sizeof(*attrs), GFP_KERNEL);

	if (attrs && (!zalloc_cpumask_var(&attrs->cpumask, GFP_KERNEL) ||
		      !zalloc_cpumask_var(&attrs->__pod_cpumask, GFP_KERNEL))) {
		free_workqueue_attrs(attrs);
		return NULL;
	}
	if (attrs)
		cpumask_copy(attrs->cpumask, cpu_possible_mask);
	return attrs;
}

KTEST_DEF void free_workqueue_attrs(struct workqueue_attrs *attrs)
{
	if (!attrs)
		return;
	free_cpumask_var(attrs->cpumask);
	free_cpumask_var(attrs->__pod_cpumask);
	kfree(attrs);
}

KTEST_DEF int apply_workqueue_attrs(struct workqueue_struct *wq, const struct workqueue_attrs *attrs)
{
	(void)attrs;
	return WARN_ON(!(wq->flags & WQ_UNBOUND)) ? -EINVAL : 0;
}

KTEST_DEF void workqueue_set_max_active(struct workqueue_struct *wq, int max_active)
{
	int i, nr = wq_nr_parts(wq);

	if (WARN_ON(wq->flags & WQ_BH) || WARN_ON(wq->flags & __WQ_ORDERED))
		return;
	max_active = wq_clamp_max_active(max_active, wq->name);
	spin_lock_irq(&ktest_works_lock);
	wq->max_active = max_active;
	for (i = 0; i < nr; i++)
		wq_start_worker(&wq->parts[i]);
	spin_unlock_irq(&ktest_works_lock);
}

/* How much of max_active each node has at least. */
KTEST_DEF void workqueue_set_min_active(struct workqueue_struct *wq, int min_active)
{
	(void)min_active;
	WARN_ON((wq->flags & (WQ_BH | WQ_UNBOUND | __WQ_ORDERED)) != WQ_UNBOUND);
}

/* Whether items wait because as many as may run do so. */
KTEST_DEF bool workqueue_congested(int cpu, struct workqueue_struct *wq)
{
	struct ktest_pwq *part;
	unsigned long flags;
	bool is_congested;

	spin_lock_irqsave(&ktest_works_lock, flags);
	part = wq_part_on(wq, cpu);
	is_congested = part && part->nr_workers >= (unsigned int)wq->max_active && !list_empty(&part->pending);
	spin_unlock_irqrestore(&ktest_works_lock, flags);
	return is_congested;
}

KTEST_DEF struct work_struct *current_work(void)
{
	struct ktest_worker *worker;
	unsigned long flags;

	spin_lock_irqsave(&ktest_works_lock, flags);
	worker = wq_current_worker();
	spin_unlock_irqrestore(&ktest_works_lock, flags);
	return worker ? worker->work : NULL;
}

/* A worker's description is for a kernel's list of tasks. */
KTEST_DEF void set_worker_desc(const char *fmt, ...)
{
	(void)fmt;
}

/* ---- functions that are called by items of their own -------------------------------------------------------- */

KTEST_DEF int schedule_on_each_cpu(work_func_t func)
{
	struct work_struct *works = (struct work_struct *)kcalloc(nr_cpu_ids, sizeof(*works), GFP_KERNEL);
	int cpu;

	if (!works)
		return -ENOMEM;
	for_each_online_cpu(cpu) {
		INIT_WORK(&works[cpu], func);
		schedule_work_on(cpu, &works[cpu]);
	}
	for_each_online_cpu(cpu)
		flush_work(&works[cpu]);
	kfree(works);
	return 0;
}

KTEST_DEF int execute_in_process_context(work_func_t fn, struct execute_work *ew)
{
	if (!in_interrupt()) {
		fn(&ew->work);
		return 0;
	}
	INIT_WORK(&ew->work, fn);
	schedule_work(&ew->work);
	return 1;
}

struct wq_call_on_cpu {
	struct work_struct work;
	long (*fn)(void *arg);
	void *arg;
	long result;
};

static inline void wq_call_on_cpu_now(struct work_struct *work)
{
	struct wq_call_on_cpu *call = container_of(work, struct wq_call_on_cpu, work);

	call->result = call->fn(call->arg);
}

KTEST_DEF long work_on_cpu(int cpu, long (*fn)(void *arg), void *arg)
{
	struct wq_call_on_cpu call;

	INIT_WORK_ONSTACK(&call.work, wq_call_on_cpu_now);
	call.fn = fn;
	call.arg = arg;
	schedule_work_on(cpu, &call.work);
	flush_work(&call.work);
	destroy_work_on_stack(&call.work);
	return call.result;
}

#endif
