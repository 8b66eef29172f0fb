// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Timers. A task is there as long as one is pending: it sleeps until the next one is due and runs its callback. */
#ifndef KTEST_LIB_TIMER_C
#define KTEST_LIB_TIMER_C

#include <linux/bottom_half.h>
#include <linux/bug.h>
#include <linux/jiffies.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <ktest/lib/timer_clock.h>

__weak struct ktest_clock ktest_timers;
__weak unsigned int ktest_timers_ended;	/* calls of their functions */
__weak DEFINE_SPINLOCK(ktest_timers_lock);

/* ---- the wheel's ticks ------------------------------------------------------------------------ */

/* Levels of 64 slots, each coarser by 8 than the one before; a time is rounded up to its level's next slot. */
#define TIMER_LEVELS 9
#define TIMER_LEVEL_END(level) (63ul << (3 * (level)))

static inline unsigned long timer_tick_of(unsigned long expires, unsigned long now)
{
	unsigned long delta = expires - now;
	unsigned int level = 0;

	if ((long)delta < 0)
		return now + 1;
	if (delta >= TIMER_LEVEL_END(TIMER_LEVELS - 1))
		delta = TIMER_LEVEL_END(TIMER_LEVELS - 1) - (1ul << (3 * (TIMER_LEVELS - 1)));
	while (delta >= TIMER_LEVEL_END(level))
		level++;
	return (((now + delta) >> (3 * level)) + 1) << (3 * level);
}

/* When a tick is, for kt_wait(). */
static inline kt_u64 timer_time_of(unsigned long tick)
{
	u64 now = get_jiffies_64();

	return (now + (long)(tick - (unsigned long)now) - (u64)(unsigned int)(-300 * HZ)) * TICK_NSEC;
}

static inline struct timer_list *timer_next(void)
{
	struct timer_list *each, *next = NULL;

	hlist_for_each_entry(each, &ktest_timers.armed, entry)
		if (!next || time_before(each->ktest_due, next->ktest_due))
			next = each;
	return next;
}

/* Under the lock; returns whether it was there. */
static inline int timer_take(struct timer_list *timer)
{
	if (!timer_pending(timer))
		return 0;
	hlist_del_init(&timer->entry);
	kt_armed_drop(timer);
	return 1;
}

/* ---- the task that runs callbacks ------------------------------------------------------------ */

static inline void timer_run(struct timer_list *timer)
{
	void (*function)(struct timer_list *) = timer->function;
	int count;

	timer_take(timer);
	ktest_timers.running = timer;
	spin_unlock_irq(&ktest_timers_lock);
	count = kt_self()->preempt_count;
	kt_deferred_begins(timer, (kt_addr)function, "timer");
	function(timer);
	kt_deferred_ends(timer, (kt_addr)function);
	if (count != kt_self()->preempt_count) {
		WARN_ONCE(true, "timer: %ps preempt leak: %08x -> %08x\n", function, count, kt_self()->preempt_count);
		kt_self()->preempt_count = count;
	}
	spin_lock_irq(&ktest_timers_lock);
	ktest_timers.running = NULL;
	WRITE_ONCE(ktest_timers_ended, ktest_timers_ended + 1);
	kt_wake(&ktest_timers_ended, ~0u);
}

static inline void timer_service(void *unused)
{
	struct timer_list *next;

	(void)unused;
	kt_self()->is_clock = 1;
	spin_lock_irq(&ktest_timers_lock);
	while ((next = timer_next())) {
		kt_u64 due = timer_time_of(next->ktest_due);
		unsigned int changes = ktest_timers.changes;
		u32 flags = next->flags;

		spin_unlock_irq(&ktest_timers_lock);
		if (kt_now() < due) {
			kt_wait(&ktest_timers.changes, changes, due);
			spin_lock_irq(&ktest_timers_lock);
			continue;
		}
		kt_interrupt_enter(flags & TIMER_CPUMASK, KT_IN_SOFTIRQ);
		spin_lock_irq(&ktest_timers_lock);
		/* Unless it is another one by now. */
		if (timer_next() == next && next->flags == flags && changes == ktest_timers.changes) {
			kt_armed_verify();
			timer_run(next);
		}
		spin_unlock_irq(&ktest_timers_lock);
		ktest_interrupt_leave();
		spin_lock_irq(&ktest_timers_lock);
	}
	ktest_timers.is_served = false;
	spin_unlock_irq(&ktest_timers_lock);
}

/* Under the lock. */
static inline void timer_changed(void)
{
	ktest_clock_changed(&ktest_timers, "timers", timer_service);
}

/* ---- what code calls --------------------------------------------------------------------------- */

KTEST_DEF void init_timer_key(struct timer_list *timer, void (*func)(struct timer_list *timer), unsigned int flags,
			      const char *name, struct lock_class_key *key)
{
	(void)name, (void)key;
	if (WARN_ON_ONCE(flags & ~TIMER_INIT_FLAGS))
		flags &= TIMER_INIT_FLAGS;
	kt_armed_check(timer, sizeof(*timer), "initialized", __builtin_frame_address(0));
	timer->entry.pprev = NULL;
	timer->function = func;
	timer->flags = flags | raw_smp_processor_id();
}

/* The timer is to run on `cpu`, or on the caller's CPU if that is negative. */
static inline void timer_arm(struct timer_list *timer, unsigned long expires, int cpu, const void *frame)
{
	timer_take(timer);
	timer->expires = expires;
	timer->ktest_due = timer_tick_of(expires, (unsigned long)get_jiffies_64());
	timer->flags = (timer->flags & ~TIMER_BASEMASK) | (cpu < 0 ? (u32)raw_smp_processor_id() : (u32)cpu);
	hlist_add_head(&timer->entry, &ktest_timers.armed);
	kt_armed_add(timer, "timer_list", (kt_addr)timer->function, (void *const *)&timer->function, frame);
	timer_changed();
}

enum timer_start { TIMER_START, TIMER_PENDING_ONLY, TIMER_REDUCE };

static inline int timer_modify(struct timer_list *timer, unsigned long expires, enum timer_start how, const void *frame)
{
	unsigned long flags;
	int was_pending;

	spin_lock_irqsave(&ktest_timers_lock, flags);
	was_pending = timer_pending(timer);
	if (was_pending ? expires != timer->expires && !(how == TIMER_REDUCE && time_before_eq(timer->expires, expires)) :
			  timer->function && how != TIMER_PENDING_ONLY)
		timer_arm(timer, expires, -1, frame);
	spin_unlock_irqrestore(&ktest_timers_lock, flags);
	return was_pending;
}

KTEST_DEF int mod_timer(struct timer_list *timer, unsigned long expires)
{
	return timer_modify(timer, expires, TIMER_START, __builtin_frame_address(0));
}

KTEST_DEF int mod_timer_pending(struct timer_list *timer, unsigned long expires)
{
	return timer_modify(timer, expires, TIMER_PENDING_ONLY, __builtin_frame_address(0));
}

KTEST_DEF int timer_reduce(struct timer_list *timer, unsigned long expires)
{
	return timer_modify(timer, expires, TIMER_REDUCE, __builtin_frame_address(0));
}

KTEST_DEF void add_timer(struct timer_list *timer)
{
	if (WARN_ON_ONCE(timer_pending(timer)))
		return;
	timer_modify(timer, timer->expires, TIMER_START, __builtin_frame_address(0));
}

KTEST_DEF void add_timer_local(struct timer_list *timer)
{
	if (WARN_ON_ONCE(timer_pending(timer)))
		return;
	timer->flags |= TIMER_PINNED;
	timer_modify(timer, timer->expires, TIMER_START, __builtin_frame_address(0));
}

KTEST_DEF void add_timer_global(struct timer_list *timer)
{
	if (WARN_ON_ONCE(timer_pending(timer)))
		return;
	timer->flags &= ~TIMER_PINNED;
	timer_modify(timer, timer->expires, TIMER_START, __builtin_frame_address(0));
}

KTEST_DEF void add_timer_on(struct timer_list *timer, int cpu)
{
	unsigned long flags;

	if (WARN_ON_ONCE(timer_pending(timer)))
		return;
	spin_lock_irqsave(&ktest_timers_lock, flags);
	timer->flags |= TIMER_PINNED;
	if (timer->function)
		timer_arm(timer, timer->expires, cpu, __builtin_frame_address(0));
	spin_unlock_irqrestore(&ktest_timers_lock, flags);
}

KTEST_DEF void destroy_timer_on_stack(struct timer_list *timer)
{
	kt_armed_check(timer, sizeof(*timer), "given up", __builtin_frame_address(0));
}

/* -1: its callback runs, and that matters. */
static inline int timer_remove(struct timer_list *timer, bool shutdown, bool even_while_it_runs)
{
	unsigned long flags;
	int result = -1;

	spin_lock_irqsave(&ktest_timers_lock, flags);
	if (shutdown) {
		kt_armed_drop(timer);
		timer->function = NULL;
	}
	if (even_while_it_runs || ktest_timers.running != timer) {
		result = timer_take(timer);
		timer_changed();
	}
	spin_unlock_irqrestore(&ktest_timers_lock, flags);
	return result;
}

KTEST_DEF int ktest_timer_delete(struct timer_list *timer, bool shutdown)
{
	return timer_remove(timer, shutdown, true);
}

KTEST_DEF int try_to_del_timer_sync(struct timer_list *timer)
{
	return timer_remove(timer, false, false);
}

KTEST_DEF int ktest_timer_delete_sync(struct timer_list *timer, bool shutdown)
{
	if (timer->function)
		kt_deferred_awaited(timer, (kt_addr)timer->function, "timer", __builtin_frame_address(0));
	for (;;) {
		unsigned int ends = READ_ONCE(ktest_timers_ended);
		int result = timer_remove(timer, shutdown, false);

		if (result >= 0)
			return result;
		kt_wait(&ktest_timers_ended, ends, KT_FOREVER);
	}
}

/* ---- whole seconds ------------------------------------------------------------------------------- */

static inline unsigned long timer_round(unsigned long j, int cpu, bool up)
{
	unsigned long skewed = j + cpu * 3, over = skewed % HZ, rounded = skewed - over;

	if (up || over >= HZ / 4)
		rounded += HZ;
	rounded -= cpu * 3;
	return time_is_after_jiffies(rounded) ? rounded : j;
}

#define TIMER_ROUND(name, up) \
	KTEST_DEF unsigned long __##name(unsigned long j, int cpu) { return timer_round(j, cpu, up); } \
	KTEST_DEF unsigned long __##name##_relative(unsigned long j, int cpu) \
	{ \
		unsigned long now = jiffies; \
		return timer_round(j + now, cpu, up) - now; \
	} \
	KTEST_DEF unsigned long name(unsigned long j) { return __##name(j, raw_smp_processor_id()); } \
	KTEST_DEF unsigned long name##_relative(unsigned long j) { return __##name##_relative(j, raw_smp_processor_id()); }
TIMER_ROUND(round_jiffies, false)
TIMER_ROUND(round_jiffies_up, true)
#undef TIMER_ROUND

#endif
