/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Work queues: functions that are called later, in a task that may sleep.
 *
 * An item that is pending is not queued twice. While it runs it may be queued again, and never runs twice at once on one
 * queue. A queue runs what is queued in that order, at most max_active at once: on each CPU, or in all if it is unbound.
 *
 * Synchronization table: every function but the initializers may be called by several tasks at once, and by work items.
 * What queues or cancels without waiting may be called in any context; what flushes, drains, destroys or ends in _sync sleeps.
 * Fidelity: simplified: an item of a queue that is not unbound runs on the CPU that queued it, and others of that CPU need not
 * wait until it sleeps. Nice levels, CPU masks and scopes of attributes are kept and mean nothing; nothing is frozen; no rescuer
 * exists. A pending item that is freed or initialized ends the case, as with CONFIG_DEBUG_OBJECTS_WORK; so do an item that waits
 * for itself and a queue that is used after it was destroyed. In plain mode these are not found
 */
#ifndef KTEST_LINUX_WORKQUEUE_H
#define KTEST_LINUX_WORKQUEUE_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/atomic.h>
#include <linux/bitops.h>
#include <linux/cpumask.h>
#include <linux/lockdep.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/threads.h>
#include <linux/timer.h>
#include <linux/workqueue_types.h>

/* ---- an item's data: what it is doing ----------------------------------------------------------- */

#define work_data_bits(work) ((unsigned long *)(&(work)->data))

/* Queued: [pwq | colour of flushing, 4 bits | flags, 4 bits]; else [all ones, 31 bits | how often disabled, 16 bits | 1 | flags]. */
enum work_bits {
	WORK_STRUCT_PENDING_BIT = 0,
	WORK_STRUCT_INACTIVE_BIT,
	WORK_STRUCT_PWQ_BIT,
	WORK_STRUCT_LINKED_BIT,
	WORK_STRUCT_FLAG_BITS,
	WORK_STRUCT_COLOR_SHIFT = WORK_STRUCT_FLAG_BITS,
	WORK_STRUCT_COLOR_BITS = 4,
	WORK_STRUCT_PWQ_SHIFT = WORK_STRUCT_COLOR_SHIFT + WORK_STRUCT_COLOR_BITS,
	WORK_OFFQ_FLAG_SHIFT = WORK_STRUCT_FLAG_BITS,
	WORK_OFFQ_BH_BIT = WORK_OFFQ_FLAG_SHIFT,
	WORK_OFFQ_FLAG_END,
	WORK_OFFQ_FLAG_BITS = WORK_OFFQ_FLAG_END - WORK_OFFQ_FLAG_SHIFT,
	WORK_OFFQ_DISABLE_SHIFT = WORK_OFFQ_FLAG_SHIFT + WORK_OFFQ_FLAG_BITS,
	WORK_OFFQ_DISABLE_BITS = 16,
	WORK_OFFQ_POOL_SHIFT = WORK_OFFQ_DISABLE_SHIFT + WORK_OFFQ_DISABLE_BITS,
	WORK_OFFQ_POOL_BITS = 31,
};
enum work_flags {
	WORK_STRUCT_PENDING = 1 << WORK_STRUCT_PENDING_BIT,
	WORK_STRUCT_INACTIVE = 1 << WORK_STRUCT_INACTIVE_BIT,
	WORK_STRUCT_PWQ = 1 << WORK_STRUCT_PWQ_BIT,
	WORK_STRUCT_LINKED = 1 << WORK_STRUCT_LINKED_BIT,
	WORK_STRUCT_STATIC = 0,
};
enum wq_misc_consts {
	WORK_NR_COLORS = 1 << WORK_STRUCT_COLOR_BITS,
	WORK_CPU_UNBOUND = NR_CPUS,
	WORK_BUSY_PENDING = 1 << 0,
	WORK_BUSY_RUNNING = 1 << 1,
	WORKER_DESC_LEN = 32,
};
#define WORK_OFFQ_BH (1ul << WORK_OFFQ_BH_BIT)
#define WORK_OFFQ_DISABLE_MASK (((1ul << WORK_OFFQ_DISABLE_BITS) - 1) << WORK_OFFQ_DISABLE_SHIFT)
#define WORK_OFFQ_POOL_NONE ((1ul << WORK_OFFQ_POOL_BITS) - 1)
#define WORK_STRUCT_NO_POOL (WORK_OFFQ_POOL_NONE << WORK_OFFQ_POOL_SHIFT)
#define WORK_STRUCT_PWQ_MASK (~((1ul << WORK_STRUCT_PWQ_SHIFT) - 1))
#define WORK_DATA_INIT() ATOMIC_LONG_INIT((long)WORK_STRUCT_NO_POOL)
#define WORK_DATA_STATIC_INIT() WORK_DATA_INIT()

#define work_pending(work) test_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(work))
#define delayed_work_pending(w) work_pending(&(w)->work)

/* ---- kinds of items ------------------------------------------------------------------------------ */

struct delayed_work {
	struct work_struct work;
	struct timer_list timer;
	struct workqueue_struct *wq;
	int cpu;
};
KTEST_FN void delayed_work_timer_fn(struct timer_list *t);
struct rcu_work {
	struct work_struct work;
	struct rcu_head rcu;
	struct workqueue_struct *wq;
};
struct execute_work {
	struct work_struct work;
};
static inline struct delayed_work *to_delayed_work(struct work_struct *work)
{
	return container_of(work, struct delayed_work, work);
}
static inline struct rcu_work *to_rcu_work(struct work_struct *work) { return container_of(work, struct rcu_work, work); }
#define from_work(var, callback_work, work_fieldname) container_of(callback_work, typeof(*var), work_fieldname)

#define __WORK_INITIALIZER(n, f) { WORK_DATA_STATIC_INIT(), { &(n).entry, &(n).entry }, (f) }
#define __DELAYED_WORK_INITIALIZER(n, f, tflags) \
	{ __WORK_INITIALIZER((n).work, (f)), __TIMER_INITIALIZER(delayed_work_timer_fn, (tflags) | TIMER_IRQSAFE), NULL, 0 }
#define DECLARE_WORK(n, f) struct work_struct n = __WORK_INITIALIZER(n, f)
#define DECLARE_DELAYED_WORK(n, f) struct delayed_work n = __DELAYED_WORK_INITIALIZER(n, f, 0)
#define DECLARE_DEFERRABLE_WORK(n, f) struct delayed_work n = __DELAYED_WORK_INITIALIZER(n, f, TIMER_DEFERRABLE)

KTEST_FN void ktest_init_work(struct work_struct *work, work_func_t func);
KTEST_FN void destroy_work_on_stack(struct work_struct *work);
KTEST_FN void destroy_delayed_work_on_stack(struct delayed_work *work);
#define INIT_WORK(_work, _func) ktest_init_work((_work), (_func))
#define INIT_WORK_ONSTACK(_work, _func) INIT_WORK(_work, _func)
#define INIT_WORK_ONSTACK_KEY(_work, _func, _key) do { (void)(_key); INIT_WORK(_work, _func); } while (0)
#define __INIT_DELAYED_WORK(_work, _func, _tflags) \
	do { \
		struct delayed_work *ktest_dwork = (_work); \
		INIT_WORK(&ktest_dwork->work, (_func)); \
		__init_timer(&ktest_dwork->timer, delayed_work_timer_fn, (_tflags) | TIMER_IRQSAFE); \
	} while (0)
#define INIT_DELAYED_WORK(_work, _func) __INIT_DELAYED_WORK(_work, _func, 0)
#define INIT_DELAYED_WORK_ONSTACK(_work, _func) __INIT_DELAYED_WORK(_work, _func, 0)
#define INIT_DEFERRABLE_WORK(_work, _func) __INIT_DELAYED_WORK(_work, _func, TIMER_DEFERRABLE)
#define INIT_DEFERRABLE_WORK_ONSTACK(_work, _func) __INIT_DELAYED_WORK(_work, _func, TIMER_DEFERRABLE)
#define INIT_RCU_WORK(_work, _func) INIT_WORK(&(_work)->work, (_func))
#define INIT_RCU_WORK_ONSTACK(_work, _func) INIT_WORK_ONSTACK(&(_work)->work, (_func))

/* ---- queues ---------------------------------------------------------------------------------------- */

enum wq_flags {
	WQ_BH = 1 << 0,		/* items run in soft interrupt context, and may not sleep */
	WQ_UNBOUND = 1 << 1,
	WQ_FREEZABLE = 1 << 2,
	WQ_MEM_RECLAIM = 1 << 3,
	WQ_HIGHPRI = 1 << 4,
	WQ_CPU_INTENSIVE = 1 << 5,
	WQ_SYSFS = 1 << 6,
	WQ_POWER_EFFICIENT = 1 << 7,
	WQ_PERCPU = 1 << 8,
	__WQ_DESTROYING = 1 << 15,
	__WQ_DRAINING = 1 << 16,
	__WQ_ORDERED = 1 << 17,
	__WQ_LEGACY = 1 << 18,
	__WQ_BH_ALLOWS = WQ_BH | WQ_HIGHPRI,
};
enum wq_consts {
	WQ_MAX_ACTIVE = 512,
	WQ_UNBOUND_MAX_ACTIVE = WQ_MAX_ACTIVE,
	WQ_DFL_ACTIVE = WQ_MAX_ACTIVE / 2,
	WQ_DFL_MIN_ACTIVE = 8,
};
enum wq_affn_scope {
	WQ_AFFN_DFL, WQ_AFFN_CPU, WQ_AFFN_SMT, WQ_AFFN_CACHE, WQ_AFFN_NUMA, WQ_AFFN_SYSTEM, WQ_AFFN_NR_TYPES,
};
struct workqueue_attrs {
	int nice;
	cpumask_var_t cpumask;
	cpumask_var_t __pod_cpumask;
	bool affn_strict;
	enum wq_affn_scope affn_scope;
	bool ordered;
};

extern struct workqueue_struct *system_wq, *system_percpu_wq, *system_highpri_wq, *system_long_wq, *system_unbound_wq,
	*system_dfl_wq, *system_freezable_wq, *system_power_efficient_wq, *system_freezable_power_efficient_wq,
	*system_bh_wq, *system_bh_highpri_wq;

/* The name is a format. max_active 0: the default. NULL: no memory, or flags that do not go together. */
KTEST_FN __printf(1, 4) struct workqueue_struct *alloc_workqueue(const char *fmt, unsigned int flags, int max_active, ...);
#define alloc_ordered_workqueue(fmt, flags, args...) alloc_workqueue(fmt, WQ_UNBOUND | __WQ_ORDERED | (flags), 1, ##args)
#define create_workqueue(name) alloc_workqueue("%s", __WQ_LEGACY | WQ_MEM_RECLAIM, 1, (name))
#define create_freezable_workqueue(name) \
	alloc_workqueue("%s", __WQ_LEGACY | WQ_FREEZABLE | WQ_UNBOUND | WQ_MEM_RECLAIM, 1, (name))
#define create_singlethread_workqueue(name) alloc_ordered_workqueue("%s", __WQ_LEGACY | WQ_MEM_RECLAIM, name)
KTEST_FN void destroy_workqueue(struct workqueue_struct *wq);
KTEST_FN struct workqueue_attrs *alloc_workqueue_attrs(void);
KTEST_FN void free_workqueue_attrs(struct workqueue_attrs *attrs);
KTEST_FN int apply_workqueue_attrs(struct workqueue_struct *wq, const struct workqueue_attrs *attrs);
KTEST_FN void workqueue_set_max_active(struct workqueue_struct *wq, int max_active);
KTEST_FN void workqueue_set_min_active(struct workqueue_struct *wq, int min_active);
KTEST_FN bool workqueue_congested(int cpu, struct workqueue_struct *wq);
static inline int workqueue_sysfs_register(struct workqueue_struct *wq) { (void)wq; return 0; }

/* ---- queueing: false if it was pending, or is disabled -------------------------------------------------- */

KTEST_FN bool queue_work_on(int cpu, struct workqueue_struct *wq, struct work_struct *work);
KTEST_FN bool queue_work_node(int node, struct workqueue_struct *wq, struct work_struct *work);
KTEST_FN bool queue_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay);
/* Pending before or not, it is now, with this delay: true if it was pending. */
KTEST_FN bool mod_delayed_work_on(int cpu, struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay);
/* After a grace period. */
KTEST_FN bool queue_rcu_work(struct workqueue_struct *wq, struct rcu_work *rwork);

static inline bool queue_work(struct workqueue_struct *wq, struct work_struct *work)
{
	return queue_work_on(WORK_CPU_UNBOUND, wq, work);
}
static inline bool queue_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)
{
	return queue_delayed_work_on(WORK_CPU_UNBOUND, wq, dwork, delay);
}
static inline bool mod_delayed_work(struct workqueue_struct *wq, struct delayed_work *dwork, unsigned long delay)
{
	return mod_delayed_work_on(WORK_CPU_UNBOUND, wq, dwork, delay);
}
static inline bool schedule_work_on(int cpu, struct work_struct *work) { return queue_work_on(cpu, system_wq, work); }
static inline bool schedule_work(struct work_struct *work) { return queue_work(system_wq, work); }
static inline bool schedule_delayed_work_on(int cpu, struct delayed_work *dwork, unsigned long delay)
{
	return queue_delayed_work_on(cpu, system_wq, dwork, delay);
}
static inline bool schedule_delayed_work(struct delayed_work *dwork, unsigned long delay)
{
	return queue_delayed_work(system_wq, dwork, delay);
}
/* On all CPUs at once; returns 0 when all have ended. */
KTEST_FN int schedule_on_each_cpu(work_func_t func);
/* 0: called at once; 1: scheduled, as this is an interrupt. */
KTEST_FN int execute_in_process_context(work_func_t fn, struct execute_work *ew);
/* What fn returned. */
KTEST_FN long work_on_cpu(int cpu, long (*fn)(void *arg), void *arg);
static inline long work_on_cpu_safe(int cpu, long (*fn)(void *arg), void *arg) { return work_on_cpu(cpu, fn, arg); }

/* ---- waiting and cancelling ------------------------------------------------------------------------------- */

/* True: it waited for the item as it was queued last; false: the item was idle. */
KTEST_FN bool flush_work(struct work_struct *work);
KTEST_FN bool flush_delayed_work(struct delayed_work *dwork);	/* does not wait for the delay */
KTEST_FN bool flush_rcu_work(struct rcu_work *rwork);
/* True: it was pending. Those that end in _sync wait until it does not run; it can not queue itself again meanwhile. */
KTEST_FN bool cancel_work(struct work_struct *work);
KTEST_FN bool cancel_work_sync(struct work_struct *work);
KTEST_FN bool cancel_delayed_work(struct delayed_work *dwork);
KTEST_FN bool cancel_delayed_work_sync(struct delayed_work *dwork);
/* As cancelling, and it can not be queued until it is enabled as often: then enabling returns true. */
KTEST_FN bool disable_work(struct work_struct *work);
KTEST_FN bool disable_work_sync(struct work_struct *work);
KTEST_FN bool enable_work(struct work_struct *work);
KTEST_FN bool disable_delayed_work(struct delayed_work *dwork);
KTEST_FN bool disable_delayed_work_sync(struct delayed_work *dwork);
KTEST_FN bool enable_delayed_work(struct delayed_work *dwork);
static inline bool enable_and_queue_work(struct workqueue_struct *wq, struct work_struct *work)
{
	if (!enable_work(work))
		return false;
	queue_work(wq, work);
	return true;
}

/* Waits for what is queued now, not for what is queued meanwhile. */
KTEST_FN void __flush_workqueue(struct workqueue_struct *wq);
#define flush_workqueue(wq) __flush_workqueue(wq)
#define flush_scheduled_work() __flush_workqueue(system_wq)
/* Waits until nothing is left; only the queue's own items may queue meanwhile. */
KTEST_FN void drain_workqueue(struct workqueue_struct *wq);

KTEST_FN unsigned int work_busy(struct work_struct *work);
/* The item whose function the caller runs; NULL: none. */
KTEST_FN struct work_struct *current_work(void);
static inline bool current_is_workqueue_rescuer(void) { return false; }
KTEST_FN __printf(1, 2) void set_worker_desc(const char *fmt, ...);

#include <ktest/close.h>
#endif
