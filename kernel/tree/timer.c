// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Timers and high-resolution timers. A task of its own sleeps (virtual time) until the nearest
 * one is due and runs its function as a softirq; those of high resolution as an interrupt, unless
 * they are soft ones.
 */
#include "tree.h"
#include <linux/hrtimer.h>
#include <linux/jiffies.h>
#include <linux/preempt.h>
#include <linux/timer.h>

static struct hlist_head timer_list_head;
static struct hrtimer *hrtimer_first;	/* linked by node.node.rb_right, unsorted */
static void *timer_running;
static unsigned int timer_changed, timer_done;
static bool timer_is_started;

static void timer_service(void *unused);

static void timer_wake_service(void)
{
	if (ktree_is_booting)
		return;
	if (!timer_is_started) {
		timer_is_started = true;
		ktree_spawn_service("timers", timer_service, NULL);
	}
	ktree_notify(&timer_changed);
}

/* ---- timers of jiffies -------------------------------------------------------------- */

static kt_u64 timer_due(const struct timer_list *timer)
{
	long ticks = (long)(timer->expires - (unsigned long)jiffies_64);
	kt_u64 tick_start = (jiffies_64 - INITIAL_JIFFIES) * (kt_u64)TICK_NSEC;

	return ticks <= 0 ? 0 : tick_start + (kt_u64)ticks * TICK_NSEC;
}

void init_timer_key(struct timer_list *timer, void (*fn)(struct timer_list *), unsigned int flags,
		    const char *name, struct lock_class_key *key)
{
	timer->entry.pprev = NULL;
	timer->function = fn;
	timer->flags = flags;
}

static int timer_take(struct timer_list *timer)
{
	if (!timer_pending(timer))
		return 0;
	kt_armed_drop(timer);
	hlist_del_init(&timer->entry);
	return 1;
}

static int timer_set(struct timer_list *timer, unsigned long expires)
{
	int was_pending = timer_take(timer);

	if (!timer->function)
		return was_pending;	/* shut down */
	timer->expires = expires;
	hlist_add_head(&timer->entry, &timer_list_head);
	kt_armed_add(timer, "timer_list", (kt_addr)timer->function, (void *const *)&timer->function,
		     __builtin_frame_address(0));
	timer_wake_service();
	return was_pending;
}

int mod_timer(struct timer_list *timer, unsigned long expires)
{
	return timer_set(timer, expires);
}

int mod_timer_pending(struct timer_list *timer, unsigned long expires)
{
	return timer_pending(timer) ? timer_set(timer, expires) : 0;
}

int timer_reduce(struct timer_list *timer, unsigned long expires)
{
	if (timer_pending(timer) && time_before_eq(timer->expires, expires))
		return 1;
	return timer_set(timer, expires);
}

void add_timer(struct timer_list *timer)
{
	BUG_ON(timer_pending(timer));
	timer_set(timer, timer->expires);
}

void add_timer_local(struct timer_list *timer)
{
	if (WARN_ON_ONCE(timer_pending(timer)))
		return;
	timer->flags |= TIMER_PINNED;
	timer_set(timer, timer->expires);
}

void add_timer_global(struct timer_list *timer)
{
	if (WARN_ON_ONCE(timer_pending(timer)))
		return;
	timer->flags &= ~TIMER_PINNED;
	timer_set(timer, timer->expires);
}

void add_timer_on(struct timer_list *timer, int cpu)
{
	add_timer(timer);
}

int timer_delete(struct timer_list *timer)
{
	return timer_take(timer);
}

int try_to_del_timer_sync(struct timer_list *timer)
{
	return timer_running == timer ? -1 : timer_take(timer);
}

static void timer_wait_running(void *timer)
{
	while (timer_running == timer)
		ktree_sleep_on(&timer_done, timer_done, KT_FOREVER);
}

int timer_delete_sync(struct timer_list *timer)
{
	int was_pending = timer_take(timer);

	if (timer->function)
		kt_deferred_awaited(timer, (kt_addr)timer->function, "timer", __builtin_frame_address(0));
	timer_wait_running(timer);
	return timer_take(timer) || was_pending;
}

int timer_shutdown(struct timer_list *timer)
{
	timer->function = NULL;
	return timer_take(timer);
}

int timer_shutdown_sync(struct timer_list *timer)
{
	timer->function = NULL;
	return timer_delete_sync(timer);
}

/* Older trees call them by these names. */
#undef del_timer
#undef del_timer_sync
#ifndef KTREE_HAS_timer_delete_sync
int del_timer(struct timer_list *timer) __alias(timer_delete);
int del_timer_sync(struct timer_list *timer) __alias(timer_delete_sync);
#endif

/* Each CPU has its own whole second, three ticks from the one before. */
static unsigned long timer_round(unsigned long j, int cpu, bool up)
{
	unsigned long skewed = j + 3 * cpu, rest = skewed % HZ, rounded = skewed - rest;

	if (up || rest >= HZ / 4)
		rounded += HZ;
	rounded -= 3 * cpu;
	return time_is_after_jiffies(rounded) ? rounded : j;
}

unsigned long __round_jiffies(unsigned long j, int cpu)
{
	return timer_round(j, cpu, false);
}

unsigned long __round_jiffies_relative(unsigned long j, int cpu)
{
	return timer_round(j + jiffies, cpu, false) - jiffies;
}

unsigned long __round_jiffies_up(unsigned long j, int cpu)
{
	return timer_round(j, cpu, true);
}

unsigned long __round_jiffies_up_relative(unsigned long j, int cpu)
{
	return timer_round(j + jiffies, cpu, true) - jiffies;
}

unsigned long round_jiffies(unsigned long j)
{
	return __round_jiffies(j, 0);
}

unsigned long round_jiffies_relative(unsigned long j)
{
	return __round_jiffies_relative(j, 0);
}

unsigned long round_jiffies_up(unsigned long j)
{
	return __round_jiffies_up(j, 0);
}

unsigned long round_jiffies_up_relative(unsigned long j)
{
	return __round_jiffies_up_relative(j, 0);
}

/* ---- high-resolution timers --------------------------------------------------------------- */

enum { HRTIMER_IDLE, HRTIMER_QUEUED };

static struct hrtimer **hrtimer_link(struct hrtimer *timer)
{
	return (struct hrtimer **)&timer->node.node.rb_right;
}

/* Of each clock, where the kernel has that clock's queue: code under test asks a timer's base for the time. */
static struct hrtimer_clock_base hrtimer_bases[MAX_CLOCKS];

static struct hrtimer_clock_base *hrtimer_base(clockid_t clock)
{
	struct hrtimer_clock_base *base = &hrtimer_bases[clock];

	base->clockid = clock;
#ifdef KTREE_HAS_get_time
	base->get_time = clock == CLOCK_REALTIME ? ktime_get_real : clock == CLOCK_BOOTTIME ? ktime_get_boottime : ktime_get;
#endif
	return base;
}

static bool hrtimer_is_realtime(const struct hrtimer *timer)
{
	return timer->base->clockid == CLOCK_REALTIME;
}

static void hrtimer_prepare(struct hrtimer *timer, clockid_t clock)
{
	memset(timer, 0, sizeof(*timer));
	timer->base = hrtimer_base(clock);
	RB_CLEAR_NODE(&timer->node.node);
}

void hrtimer_init(struct hrtimer *timer, clockid_t clock, enum hrtimer_mode mode)
{
	hrtimer_prepare(timer, clock);
}

#ifdef KTREE_HAS_hrtimer_setup
void hrtimer_setup(struct hrtimer *timer, enum hrtimer_restart (*fn)(struct hrtimer *),
		   clockid_t clock, enum hrtimer_mode mode)
{
	hrtimer_prepare(timer, clock);
	timer->function = fn;
}
#endif

static kt_u64 hrtimer_clock(const struct hrtimer *timer)
{
	return hrtimer_is_realtime(timer) ? kt_now_real() : kt_now();
}

static int hrtimer_take(struct hrtimer *timer)
{
	struct hrtimer **at;

	if (timer->state != HRTIMER_QUEUED)
		return 0;
	for (at = &hrtimer_first; *at != timer; at = hrtimer_link(*at))
		;
	kt_armed_drop(timer);
	*at = *hrtimer_link(timer);
	timer->state = HRTIMER_IDLE;
	return 1;
}

/* No sum is before either of its parts. */
ktime_t ktime_add_safe(const ktime_t lhs, const ktime_t rhs)
{
	ktime_t sum = ktime_add_unsafe(lhs, rhs);

	return sum < 0 || sum < lhs || sum < rhs ? ktime_set(KTIME_SEC_MAX, 0) : sum;
}

void hrtimer_start_range_ns(struct hrtimer *timer, ktime_t when, u64 slack,
			    const enum hrtimer_mode mode)
{
	hrtimer_take(timer);
	if (mode & HRTIMER_MODE_REL)
		when = ktime_add_safe(when, hrtimer_clock(timer));
	timer->_softexpires = when;
	timer->node.expires = when;
	timer->state = HRTIMER_QUEUED;
	*hrtimer_link(timer) = hrtimer_first;
	hrtimer_first = timer;
	kt_armed_add(timer, "hrtimer", (kt_addr)timer->function, (void *const *)&timer->function,
		     __builtin_frame_address(0));
	timer_wake_service();
}

bool hrtimer_active(const struct hrtimer *timer)
{
	return timer->state == HRTIMER_QUEUED || timer_running == timer;
}

int hrtimer_try_to_cancel(struct hrtimer *timer)
{
	return timer_running == timer ? -1 : hrtimer_take(timer);
}

int hrtimer_cancel(struct hrtimer *timer)
{
	int was_active = hrtimer_take(timer);

	timer_wait_running(timer);
	return hrtimer_take(timer) || was_active;
}

ktime_t __hrtimer_get_remaining(const struct hrtimer *timer, bool adjust)
{
	return ktime_sub(timer->node.expires, hrtimer_clock(timer));
}

u64 hrtimer_forward(struct hrtimer *timer, ktime_t now, ktime_t interval)
{
	ktime_t late = ktime_sub(now, hrtimer_get_expires(timer));
	u64 steps;

	if (late < 0 || timer->state == HRTIMER_QUEUED)
		return 0;
	steps = div64_u64(late, interval) + 1;
	hrtimer_add_expires_ns(timer, interval * steps);
	return steps;
}

int schedule_hrtimeout_range(ktime_t *expires, u64 delta, const enum hrtimer_mode mode)
{
	struct ktree_task *self = ktree_task_of(current);
	kt_u64 deadline = KT_FOREVER;
	bool woken;

	if (expires)
		deadline = mode & HRTIMER_MODE_REL ? kt_now() + *expires : *expires;
	if (!READ_ONCE(current->__state))
		return -EINTR;
	woken = ktree_sleep_on(&self->wakeups, self->wakeups, deadline);
	__set_current_state(TASK_RUNNING);
	return woken ? -EINTR : 0;
}

int schedule_hrtimeout(ktime_t *expires, const enum hrtimer_mode mode)
{
	return schedule_hrtimeout_range(expires, 0, mode);
}

static enum hrtimer_restart hrtimer_wakeup(struct hrtimer *timer)
{
	struct hrtimer_sleeper *sleeper = container_of(timer, struct hrtimer_sleeper, timer);
	struct task_struct *task = sleeper->task;

	sleeper->task = NULL;
	if (task)
		wake_up_process(task);
	return HRTIMER_NORESTART;
}

void hrtimer_init_sleeper(struct hrtimer_sleeper *sleeper, clockid_t clock, enum hrtimer_mode mode)
{
	hrtimer_prepare(&sleeper->timer, clock);
	sleeper->timer.function = hrtimer_wakeup;
	sleeper->task = current;
}

void hrtimer_sleeper_start_expires(struct hrtimer_sleeper *sleeper, enum hrtimer_mode mode)
{
	hrtimer_start_expires(&sleeper->timer, mode);
}

/* ---- the task that runs them ------------------------------------------------------------------ */

/* What a function leaves of the context that it ran in, which it must not change, does not outlast it. */
static void timer_leave(int count, const void *fn)
{
	if (preempt_count() != count)
		WARN(1, "timer: %ps preempt leak: %08x -> %08x\n", fn, count, preempt_count());
	preempt_count_set(count);
}

static void timer_run(struct timer_list *timer)
{
	void (*fn)(struct timer_list *) = timer->function;
	int count;

	timer_take(timer);
	timer_running = timer;
	ktree_softirq_enter();
	count = preempt_count();
	kt_deferred_begins(timer, (kt_addr)fn, "timer");
	fn(timer);
	kt_deferred_ends(timer, (kt_addr)fn);
	timer_leave(count, fn);
	ktree_softirq_exit();
	timer_running = NULL;
	ktree_notify(&timer_done);
}

static enum hrtimer_restart hrtimer_call(struct hrtimer *timer)
{
	enum hrtimer_restart again;
	unsigned long flags;

	if (timer->is_soft) {
		ktree_softirq_enter();
		again = timer->function(timer);
		ktree_softirq_exit();
		return again;
	}
	preempt_count_add(HARDIRQ_OFFSET);
	local_irq_save(flags);
	again = timer->function(timer);
	local_irq_restore(flags);
	preempt_count_sub(HARDIRQ_OFFSET);
	return again;
}

static void hrtimer_run(struct hrtimer *timer)
{
	hrtimer_take(timer);
	timer_running = timer;
	if (hrtimer_call(timer) == HRTIMER_RESTART && timer->state != HRTIMER_QUEUED)
		hrtimer_start_range_ns(timer, timer->node.expires, 0, HRTIMER_MODE_ABS);
	timer_running = NULL;
	ktree_notify(&timer_done);
}

static kt_u64 hrtimer_due(const struct hrtimer *timer)
{
	kt_s64 left = timer->node.expires - (kt_s64)hrtimer_clock(timer);

	return left <= 0 ? 0 : kt_now() + left;
}

/* Runs one that is due, or returns when the nearest will be. */
static kt_u64 timer_run_due(void)
{
	struct timer_list *timer, *next = NULL;
	struct hrtimer *hr, *next_hr = NULL;
	kt_u64 nearest = KT_FOREVER;

	kt_armed_verify();
	hlist_for_each_entry(timer, &timer_list_head, entry)
		if (timer_due(timer) < nearest) {
			nearest = timer_due(timer);
			next = timer;
		}
	for (hr = hrtimer_first; hr; hr = *hrtimer_link(hr))
		if (hrtimer_due(hr) < nearest) {
			nearest = hrtimer_due(hr);
			next_hr = hr;
		}
	if (nearest == KT_FOREVER || nearest > kt_now())
		return nearest;
	if (next_hr)
		hrtimer_run(next_hr);
	else
		timer_run(next);
	return 0;
}

bool ktree_run_pending_timers(void)
{
	return timer_run_due() == 0;
}

void ktree_start_timers_of_boot(void)
{
	if (timer_list_head.first || hrtimer_first)
		timer_wake_service();
}

static void timer_service(void *unused)
{
	for (;;) {
		unsigned int seen = timer_changed;
		kt_u64 nearest = timer_run_due();

		if (nearest && seen == timer_changed)
			ktree_sleep_on(&timer_changed, seen, nearest);
	}
}
