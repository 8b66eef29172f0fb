// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Timers of nanoseconds. A task is there as long as one is queued: it sleeps until the next one is due and runs its callback. */
#ifndef KTEST_LIB_HRTIMER_C
#define KTEST_LIB_HRTIMER_C

#include <linux/bottom_half.h>
#include <linux/bug.h>
#include <linux/hrtimer.h>
#include <linux/list.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <ktest/lib/timer_clock.h>

__weak struct ktest_clock ktest_hrtimers;
__weak DEFINE_SPINLOCK(ktest_hrtimers_lock);

/* The clock's time less the emulated boot's. */
static inline s64 hrtimer_offset(const struct hrtimer *timer)
{
	if (timer->ktest_clock != CLOCK_REALTIME && timer->ktest_clock != CLOCK_TAI)
		return 0;
	return (s64)kt_now_real() - (s64)kt_now();
}

/* When it is due, for kt_wait(). */
static inline kt_u64 hrtimer_due(const struct hrtimer *timer)
{
	s64 due = timer->node.expires - hrtimer_offset(timer);

	return due < 0 ? 0 : (kt_u64)due;
}

static inline struct hrtimer *hrtimer_next(void)
{
	struct hrtimer *each, *next = NULL;

	hlist_for_each_entry(each, &ktest_hrtimers.armed, ktest_entry)
		if (!next || hrtimer_due(each) < hrtimer_due(next))
			next = each;
	return next;
}

/* Under the lock; returns whether it was there. */
static inline int hrtimer_take(struct hrtimer *timer)
{
	if (!(timer->state & HRTIMER_STATE_ENQUEUED))
		return 0;
	hlist_del_init(&timer->ktest_entry);
	WRITE_ONCE(timer->state, HRTIMER_STATE_INACTIVE);
	kt_armed_drop(timer);
	return 1;
}

static inline void hrtimer_queue(struct hrtimer *timer, const void *frame)
{
	WRITE_ONCE(timer->state, HRTIMER_STATE_ENQUEUED);
	hlist_add_head(&timer->ktest_entry, &ktest_hrtimers.armed);
	kt_armed_add(timer, "hrtimer", (kt_addr)timer->function, (void *const *)&timer->function, frame);
}

/* In the timer's interrupt, with the lock held, which it lets go meanwhile. */
static inline void hrtimer_run(struct hrtimer *timer)
{
	enum hrtimer_restart (*function)(struct hrtimer *) = timer->function;
	bool is_soft = timer->is_soft;
	enum hrtimer_restart restart;

	hrtimer_take(timer);
	ktest_hrtimers.running = timer;
	if (is_soft)
		spin_unlock_irq(&ktest_hrtimers_lock);
	else
		spin_unlock(&ktest_hrtimers_lock);
	kt_deferred_begins(timer, (kt_addr)function, "hrtimer");
	restart = function(timer);
	kt_deferred_ends(timer, (kt_addr)function);
	if (is_soft)
		spin_lock_irq(&ktest_hrtimers_lock);
	else
		spin_lock(&ktest_hrtimers_lock);
	/* Only who asks to be restarted is still there. */
	if (restart != HRTIMER_NORESTART && !(timer->state & HRTIMER_STATE_ENQUEUED))
		hrtimer_queue(timer, __builtin_frame_address(0));
	ktest_hrtimers.running = NULL;
}

/* Without the lock: in the timer's interrupt, unless another one is the next by now. */
static inline void hrtimer_interrupt_by(struct hrtimer *timer, int cpu, bool is_soft, unsigned int changes)
{
	unsigned long flags;

	kt_interrupt_enter(cpu, is_soft ? KT_IN_SOFTIRQ : KT_IN_HARDIRQ);
	spin_lock_irqsave(&ktest_hrtimers_lock, flags);
	if (changes == ktest_hrtimers.changes && hrtimer_next() == timer) {
		kt_armed_verify();
		hrtimer_run(timer);
	}
	spin_unlock_irqrestore(&ktest_hrtimers_lock, flags);
	ktest_interrupt_leave();
}

static inline void hrtimer_service(void *unused)
{
	struct hrtimer *next;

	(void)unused;
	kt_self()->is_clock = 1;
	spin_lock_irq(&ktest_hrtimers_lock);
	while ((next = hrtimer_next())) {
		kt_u64 due = hrtimer_due(next);
		unsigned int changes = ktest_hrtimers.changes;
		int cpu = next->ktest_cpu;
		bool is_soft = next->is_soft;

		spin_unlock_irq(&ktest_hrtimers_lock);
		if (kt_now() < due)
			kt_wait(&ktest_hrtimers.changes, changes, due);
		else
			hrtimer_interrupt_by(next, cpu, is_soft, changes);
		spin_lock_irq(&ktest_hrtimers_lock);
	}
	ktest_hrtimers.is_served = false;
	spin_unlock_irq(&ktest_hrtimers_lock);
}

/* Under the lock. */
static inline void hrtimers_changed(void)
{
	ktest_clock_changed(&ktest_hrtimers, "hrtimers", hrtimer_service);
}

/* ---- what code calls --------------------------------------------------------------------------------- */

KTEST_DEF void ktest_hrtimer_init(struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *timer),
				  clockid_t which_clock, enum hrtimer_mode mode)
{
	kt_armed_check(timer, sizeof(*timer), "initialized", __builtin_frame_address(0));
	memset(timer, 0, sizeof(*timer));
	timer->function = function;
	timer->is_soft = !!(mode & HRTIMER_MODE_SOFT);
	timer->is_hard = !!(mode & HRTIMER_MODE_HARD);
	timer->ktest_clock = which_clock;
}

KTEST_DEF void destroy_hrtimer_on_stack(struct hrtimer *timer)
{
	kt_armed_check(timer, sizeof(*timer), "given up", __builtin_frame_address(0));
}

KTEST_DEF ktime_t hrtimer_cb_get_time(const struct hrtimer *timer)
{
	return kt_now() + hrtimer_offset(timer);
}

KTEST_DEF u64 hrtimer_forward(struct hrtimer *timer, ktime_t now, ktime_t interval)
{
	ktime_t late = ktime_sub(now, hrtimer_get_expires(timer));
	u64 overruns;

	if (late < 0 || WARN_ON(timer->state & HRTIMER_STATE_ENQUEUED))
		return 0;
	if (interval < (ktime_t)hrtimer_resolution)
		interval = hrtimer_resolution;
	overruns = (u64)late / (u64)interval + 1;
	hrtimer_add_expires(timer, overruns * (u64)interval);
	return overruns;
}

KTEST_DEF void hrtimer_start_range_ns(struct hrtimer *timer, ktime_t tim, u64 range_ns, const enum hrtimer_mode mode)
{
	unsigned long flags;

	if (WARN_ON_ONCE(!timer->function))
		return;
	spin_lock_irqsave(&ktest_hrtimers_lock, flags);
	hrtimer_take(timer);
	if (mode & HRTIMER_MODE_REL)
		tim = ktime_add_safe(tim, hrtimer_cb_get_time(timer));
	timer->is_rel = !!(mode & HRTIMER_MODE_REL);
	timer->ktest_cpu = raw_smp_processor_id();
	hrtimer_set_expires_range_ns(timer, tim, range_ns);
	hrtimer_queue(timer, __builtin_frame_address(0));
	hrtimers_changed();
	spin_unlock_irqrestore(&ktest_hrtimers_lock, flags);
}

KTEST_DEF int hrtimer_callback_running(struct hrtimer *timer)
{
	return READ_ONCE(ktest_hrtimers.running) == timer;
}

KTEST_DEF bool hrtimer_active(const struct hrtimer *timer)
{
	return READ_ONCE(timer->state) != HRTIMER_STATE_INACTIVE || READ_ONCE(ktest_hrtimers.running) == timer;
}

KTEST_DEF int hrtimer_try_to_cancel(struct hrtimer *timer)
{
	unsigned long flags;
	int result = -1;

	spin_lock_irqsave(&ktest_hrtimers_lock, flags);
	if (ktest_hrtimers.running != timer) {
		result = hrtimer_take(timer);
		hrtimers_changed();
	}
	spin_unlock_irqrestore(&ktest_hrtimers_lock, flags);
	return result;
}

KTEST_DEF int hrtimer_cancel(struct hrtimer *timer)
{
	int result;

	if (timer->function)
		kt_deferred_awaited(timer, (kt_addr)timer->function, "hrtimer", __builtin_frame_address(0));
	while ((result = hrtimer_try_to_cancel(timer)) < 0)
		kt_relax();
	return result;
}

#endif
