// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Workqueues. Each has tasks of its own, made when work waits and none is idle, up to max_active
 * (1 for an ordered one); a work item never runs twice at once. CPUs, nodes, priorities and
 * rescuers mean nothing here. `data` of a queued item keeps its pending bit, as code expects.
 */
#include "tree.h"
#include <linux/slab.h>
#include <linux/workqueue.h>

#define WORK_MAX_ACTIVE 16

struct workqueue_struct {
	struct list_head pending;
	unsigned int queued;	/* changes when an item is queued */
	unsigned int done;	/* changes when one has ended */
	unsigned int nr_workers, nr_idle, max_active;
	struct work_struct *running[WORK_MAX_ACTIVE];
	char name[32];
};

struct workqueue_struct *system_wq, *system_highpri_wq, *system_long_wq, *system_unbound_wq;
struct workqueue_struct *system_freezable_wq, *system_power_efficient_wq;
struct workqueue_struct *system_freezable_power_efficient_wq, *system_bh_wq, *system_bh_highpri_wq;
/* Later trees' names. */
struct workqueue_struct *system_percpu_wq, *system_dfl_wq;

static struct workqueue_struct *wq_make(unsigned int max_active, const char *name)
{
	struct workqueue_struct *wq = ktree_permanent(sizeof(*wq));

	INIT_LIST_HEAD(&wq->pending);
	wq->max_active = max_active && max_active < WORK_MAX_ACTIVE ? max_active : WORK_MAX_ACTIVE;
	strscpy(wq->name, name, sizeof(wq->name));
	return wq;
}

void ktree_start_workqueues(void)
{
	system_wq = wq_make(0, "events");
	system_highpri_wq = system_long_wq = system_unbound_wq = system_wq;
	system_freezable_wq = system_power_efficient_wq = system_wq;
	system_freezable_power_efficient_wq = system_bh_wq = system_bh_highpri_wq = system_wq;
	system_percpu_wq = system_dfl_wq = system_wq;
}

/* ---- workers ----------------------------------------------------------------------------- */

static bool wq_runs(struct workqueue_struct *wq, struct work_struct *work)
{
	for (int i = 0; i < WORK_MAX_ACTIVE; i++)
		if (wq->running[i] == work)
			return true;
	return false;
}

/* The first item that no other worker is running. */
static struct work_struct *wq_next(struct workqueue_struct *wq)
{
	struct work_struct *work;

	list_for_each_entry(work, &wq->pending, entry)
		if (!wq_runs(wq, work))
			return work;
	return NULL;
}

static void wq_run(struct workqueue_struct *wq, struct work_struct *work)
{
	work_func_t fn = work->func;
	int slot = 0;

	while (wq->running[slot])
		slot++;
	wq->running[slot] = work;
	list_del_init(&work->entry);
	kt_armed_drop(work);
	/* From here on it may be queued again, or freed by its own function. */
	clear_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(work));
	kt_deferred_begins(work, (kt_addr)fn, "work item");
	fn(work);
	kt_deferred_ends(work, (kt_addr)fn);
	wq->running[slot] = NULL;
	ktree_notify(&wq->done);
}

static void wq_worker(void *arg)
{
	struct workqueue_struct *wq = arg;

	for (;;) {
		unsigned int seen = wq->queued;
		struct work_struct *work = wq_next(wq);

		if (work) {
			wq_run(wq, work);
			continue;
		}
		wq->nr_idle++;
		if (seen == wq->queued)
			ktree_sleep_on(&wq->queued, seen, KT_FOREVER);
		wq->nr_idle--;
	}
}

static void wq_insert(struct workqueue_struct *wq, struct work_struct *work)
{
	list_add_tail(&work->entry, &wq->pending);
	kt_armed_add(work, "work_struct", (kt_addr)work->func, NULL, __builtin_frame_address(0));
	if (ktree_is_booting)
		return;
	if (!wq->nr_idle && wq->nr_workers < wq->max_active) {
		wq->nr_workers++;
		ktree_spawn_service(wq->name, wq_worker, wq);
	}
	ktree_notify(&wq->queued);
}

/* ---- queueing ------------------------------------------------------------------------------ */

bool queue_work_on(int cpu, struct workqueue_struct *wq, struct work_struct *work)
{
	if (test_and_set_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(work)))
		return false;
	wq_insert(wq, work);
	return true;
}

bool queue_work_node(int node, struct workqueue_struct *wq, struct work_struct *work)
{
	return queue_work_on(0, wq, work);
}

void delayed_work_timer_fn(struct timer_list *timer)
{
	struct delayed_work *dwork = container_of(timer, struct delayed_work, timer);

	wq_insert(dwork->wq, &dwork->work);
}

static void wq_delay(struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)
{
	dwork->wq = wq;
	if (!delay) {
		wq_insert(wq, &dwork->work);
		return;
	}
	INIT_LIST_HEAD(&dwork->work.entry);
	mod_timer(&dwork->timer, jiffies + delay);
}

bool queue_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *dwork,
			   unsigned long delay)
{
	if (test_and_set_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(&dwork->work)))
		return false;
	wq_delay(wq, dwork, delay);
	return true;
}

/* Takes a pending item back, wherever it waits. */
static bool wq_take(struct work_struct *work, struct timer_list *timer)
{
	if (!test_and_clear_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(work)))
		return false;
	if (timer && timer_delete(timer))
		return true;
	list_del_init(&work->entry);
	kt_armed_drop(work);
	return true;
}

bool mod_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *dwork,
			 unsigned long delay)
{
	bool was_pending = wq_take(&dwork->work, &dwork->timer);

	set_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(&dwork->work));
	wq_delay(wq, dwork, delay);
	return was_pending;
}

static void wq_rcu(struct rcu_head *head)
{
	struct rcu_work *rwork = container_of(head, struct rcu_work, rcu);

	wq_insert(rwork->wq, &rwork->work);
}

bool queue_rcu_work(struct workqueue_struct *wq, struct rcu_work *rwork)
{
	if (test_and_set_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(&rwork->work)))
		return false;
	INIT_LIST_HEAD(&rwork->work.entry);
	rwork->wq = wq;
	call_rcu(&rwork->rcu, wq_rcu);
	return true;
}

/* ---- waiting ---------------------------------------------------------------------------------- */

struct wq_link {
	struct workqueue_struct *wq;
	struct wq_link *next;
};
static struct wq_link wq_system_link, *wq_links = &wq_system_link;

/* The workqueue that runs an item now. */
static struct workqueue_struct *wq_running(struct work_struct *work)
{
	wq_system_link.wq = system_wq;
	for (struct wq_link *l = wq_links; l; l = l->next)
		if (l->wq && wq_runs(l->wq, work))
			return l->wq;
	return NULL;
}

static bool wq_wait(struct work_struct *work)
{
	struct workqueue_struct *wq;
	bool waited = false;

	while ((wq = wq_running(work))) {
		waited = true;
		ktree_sleep_on(&wq->done, wq->done, KT_FOREVER);
	}
	return waited;
}

/* The order of locks learns of it; `frame` is that of what the code under test called. */
static void wq_tell_wait(const struct work_struct *work, const void *frame)
{
	if (work->func)
		kt_deferred_awaited(work, (kt_addr)work->func, "work item", frame);
}

static bool wq_flush(struct work_struct *work, const void *frame)
{
	bool waited = false;

	wq_tell_wait(work, frame);
	while (test_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(work)) &&
	       !list_empty(&work->entry)) {
		waited = true;
		ktree_yield();
	}
	return wq_wait(work) || waited;
}

bool flush_work(struct work_struct *work)
{
	return wq_flush(work, __builtin_frame_address(0));
}

bool flush_delayed_work(struct delayed_work *dwork)
{
	if (timer_delete(&dwork->timer))
		wq_insert(dwork->wq, &dwork->work);
	return wq_flush(&dwork->work, __builtin_frame_address(0));
}

bool flush_rcu_work(struct rcu_work *rwork)
{
	if (!test_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(&rwork->work)))
		return flush_work(&rwork->work);
	rcu_barrier();
	flush_work(&rwork->work);
	return true;
}

bool cancel_work(struct work_struct *work)
{
	return wq_take(work, NULL);
}

bool cancel_work_sync(struct work_struct *work)
{
	bool was_pending = wq_take(work, NULL);

	wq_tell_wait(work, __builtin_frame_address(0));
	wq_wait(work);
	return wq_take(work, NULL) || was_pending;
}

bool cancel_delayed_work(struct delayed_work *dwork)
{
	return wq_take(&dwork->work, &dwork->timer);
}

bool cancel_delayed_work_sync(struct delayed_work *dwork)
{
	bool was_pending = cancel_delayed_work(dwork);

	wq_tell_wait(&dwork->work, __builtin_frame_address(0));
	wq_wait(&dwork->work);
	return cancel_delayed_work(dwork) || was_pending;
}

static bool wq_is_busy(struct workqueue_struct *wq)
{
	for (int i = 0; i < WORK_MAX_ACTIVE; i++)
		if (wq->running[i])
			return true;
	return !list_empty(&wq->pending);
}

void __flush_workqueue(struct workqueue_struct *wq)
{
	while (wq_is_busy(wq))
		ktree_sleep_on(&wq->done, wq->done, KT_FOREVER);
}

void drain_workqueue(struct workqueue_struct *wq)
{
	__flush_workqueue(wq);
}

unsigned int work_busy(struct work_struct *work)
{
	unsigned int busy = wq_running(work) ? WORK_BUSY_RUNNING : 0;

	return busy | (work_pending(work) ? WORK_BUSY_PENDING : 0);
}

bool ktree_run_pending_work(void)
{
	wq_system_link.wq = system_wq;
	for (struct wq_link *l = wq_links; l; l = l->next) {
		struct work_struct *work = l->wq ? wq_next(l->wq) : NULL;

		if (!work)
			continue;
		wq_run(l->wq, work);
		return true;
	}
	return false;
}

/* ---- workqueues -------------------------------------------------------------------------------- */

struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags, int max_active, ...)
{
	struct wq_link *link = ktree_permanent(sizeof(*link));
	char name[32];
	va_list args;

	va_start(args, max_active);
	vsnprintf(name, sizeof(name), fmt, args);
	va_end(args);
	link->wq = wq_make(max_active, name);
	link->next = wq_links;
	wq_links = link;
	return link->wq;
}

void destroy_workqueue(struct workqueue_struct *wq)
{
	__flush_workqueue(wq);
}

void workqueue_set_max_active(struct workqueue_struct *wq, int max_active)
{
	wq->max_active = clamp(max_active, 1, WORK_MAX_ACTIVE);
}

/* How much of max_active each NUMA node has at least: there is one node. */
void workqueue_set_min_active(struct workqueue_struct *wq, int min_active)
{
}

int schedule_on_each_cpu(work_func_t fn)
{
	struct work_struct work;

	INIT_WORK_ONSTACK(&work, fn);
	schedule_work(&work);
	flush_work(&work);
	return 0;
}

int execute_in_process_context(work_func_t fn, struct execute_work *ew)
{
	fn(&ew->work);
	return 0;
}

/* A worker's description is for reports of what is stuck. */
void set_worker_desc(const char *fmt, ...)
{
}

/* Whether items wait because max_active run already. */
bool workqueue_congested(int cpu, struct workqueue_struct *wq)
{
	return wq->nr_workers >= wq->max_active && !list_empty(&wq->pending);
}

/* No item waits for memory: none is run by a rescuer. */
bool current_is_workqueue_rescuer(void)
{
	return false;
}
