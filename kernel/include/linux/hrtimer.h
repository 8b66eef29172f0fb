/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Timers of nanoseconds, and sleeping, on the emulated clock. A callback runs in an interrupt with interrupts disabled; of a SOFT
 * timer in a soft interrupt.
 * Synchronization table: every function may be called by several tasks at once, and by callbacks; hrtimer_cancel() waits for a
 * callback that runs, so a callback does not call it for its own timer.
 * Fidelity: simplified: callbacks run one after another, on the CPU that started the timer, on top of what runs there as soon
 * as such interrupts are enabled. The slack of a range is not used. The wall clock is not set, so that absolute times of all
 * clocks are of one. As with CONFIG_DEBUG_OBJECTS_TIMERS, a queued timer that is freed or initialized ends the case; not in plain mode
 */
#ifndef KTEST_LINUX_HRTIMER_H
#define KTEST_LINUX_HRTIMER_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/compiler.h>
#include <linux/hrtimer_types.h>
#include <linux/ktime.h>
#include <linux/time.h>
#include <linux/types.h>

enum hrtimer_mode {
	HRTIMER_MODE_ABS = 0x00,
	HRTIMER_MODE_REL = 0x01,
	HRTIMER_MODE_PINNED = 0x02,
	HRTIMER_MODE_SOFT = 0x04,
	HRTIMER_MODE_HARD = 0x08,
	HRTIMER_MODE_ABS_PINNED = HRTIMER_MODE_ABS | HRTIMER_MODE_PINNED,
	HRTIMER_MODE_REL_PINNED = HRTIMER_MODE_REL | HRTIMER_MODE_PINNED,
	HRTIMER_MODE_ABS_SOFT = HRTIMER_MODE_ABS | HRTIMER_MODE_SOFT,
	HRTIMER_MODE_REL_SOFT = HRTIMER_MODE_REL | HRTIMER_MODE_SOFT,
	HRTIMER_MODE_ABS_PINNED_SOFT = HRTIMER_MODE_ABS_PINNED | HRTIMER_MODE_SOFT,
	HRTIMER_MODE_REL_PINNED_SOFT = HRTIMER_MODE_REL_PINNED | HRTIMER_MODE_SOFT,
	HRTIMER_MODE_ABS_HARD = HRTIMER_MODE_ABS | HRTIMER_MODE_HARD,
	HRTIMER_MODE_REL_HARD = HRTIMER_MODE_REL | HRTIMER_MODE_HARD,
	HRTIMER_MODE_ABS_PINNED_HARD = HRTIMER_MODE_ABS_PINNED | HRTIMER_MODE_HARD,
	HRTIMER_MODE_REL_PINNED_HARD = HRTIMER_MODE_REL_PINNED | HRTIMER_MODE_HARD,
};
#define HRTIMER_STATE_INACTIVE 0x00
#define HRTIMER_STATE_ENQUEUED 0x01
#define hrtimer_resolution 1u

KTEST_FN void ktest_hrtimer_init(struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *timer), clockid_t which_clock,
				 enum hrtimer_mode mode);
#if KTEST_HAS_hrtimer_init
static inline void hrtimer_init(struct hrtimer *timer, clockid_t which_clock, enum hrtimer_mode mode)
{
	ktest_hrtimer_init(timer, NULL, which_clock, mode);
}
static inline void hrtimer_init_on_stack(struct hrtimer *timer, clockid_t which_clock, enum hrtimer_mode mode)
{
	hrtimer_init(timer, which_clock, mode);
}
#endif
#if KTEST_HAS_hrtimer_setup
static inline void hrtimer_setup(struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *timer), clockid_t clock_id,
				 enum hrtimer_mode mode)
{
	ktest_hrtimer_init(timer, function, clock_id, mode);
}
static inline void hrtimer_setup_on_stack(struct hrtimer *timer, enum hrtimer_restart (*function)(struct hrtimer *timer),
					  clockid_t clock_id, enum hrtimer_mode mode)
{
	hrtimer_setup(timer, function, clock_id, mode);
}
#endif
KTEST_FN void destroy_hrtimer_on_stack(struct hrtimer *timer);

/* ---- when ---------------------------------------------------------------------------------------------- */

static inline void hrtimer_set_expires(struct hrtimer *timer, ktime_t time) { timer->node.expires = timer->_softexpires = time; }
static inline void hrtimer_set_expires_range_ns(struct hrtimer *timer, ktime_t time, u64 delta)
{
	timer->_softexpires = time;
	timer->node.expires = ktime_add_safe(time, ns_to_ktime(delta));
}
static inline void hrtimer_set_expires_range(struct hrtimer *timer, ktime_t time, ktime_t delta)
{
	hrtimer_set_expires_range_ns(timer, time, ktime_to_ns(delta));
}
static inline void hrtimer_add_expires(struct hrtimer *timer, ktime_t time)
{
	timer->node.expires = ktime_add_safe(timer->node.expires, time);
	timer->_softexpires = ktime_add_safe(timer->_softexpires, time);
}
static inline void hrtimer_add_expires_ns(struct hrtimer *timer, u64 ns)
{
	timer->node.expires = ktime_add_ns(timer->node.expires, ns);
	timer->_softexpires = ktime_add_ns(timer->_softexpires, ns);
}
static inline ktime_t hrtimer_get_expires(const struct hrtimer *timer) { return timer->node.expires; }
static inline ktime_t hrtimer_get_softexpires(const struct hrtimer *timer) { return timer->_softexpires; }
static inline s64 hrtimer_get_expires_ns(const struct hrtimer *timer) { return ktime_to_ns(timer->node.expires); }
/* The time of the timer's clock. */
KTEST_FN ktime_t hrtimer_cb_get_time(const struct hrtimer *timer);
static inline ktime_t hrtimer_expires_remaining(const struct hrtimer *timer)
{
	return ktime_sub(timer->node.expires, hrtimer_cb_get_time(timer));
}
static inline ktime_t hrtimer_get_remaining(const struct hrtimer *timer) { return hrtimer_expires_remaining(timer); }
/* Moves the expiry on by whole intervals, until it is after `now`; returns by how many. Not of a queued timer: warns. */
KTEST_FN u64 hrtimer_forward(struct hrtimer *timer, ktime_t now, ktime_t interval);
static inline u64 hrtimer_forward_now(struct hrtimer *timer, ktime_t interval)
{
	return hrtimer_forward(timer, hrtimer_cb_get_time(timer), interval);
}

/* ---- starting and stopping ------------------------------------------------------------------------------- */

KTEST_FN void hrtimer_start_range_ns(struct hrtimer *timer, ktime_t tim, u64 range_ns, const enum hrtimer_mode mode);
static inline void hrtimer_start(struct hrtimer *timer, ktime_t tim, const enum hrtimer_mode mode)
{
	hrtimer_start_range_ns(timer, tim, 0, mode);
}
static inline void hrtimer_start_expires(struct hrtimer *timer, enum hrtimer_mode mode)
{
	ktime_t soft = hrtimer_get_softexpires(timer);

	hrtimer_start_range_ns(timer, soft, ktime_to_ns(ktime_sub(hrtimer_get_expires(timer), soft)), mode);
}
static inline void hrtimer_restart(struct hrtimer *timer) { hrtimer_start_expires(timer, HRTIMER_MODE_ABS); }
/* 1: it was queued, or its callback ran; 0: it was not; -1 of the second: its callback runs. */
KTEST_FN int hrtimer_cancel(struct hrtimer *timer);
KTEST_FN int hrtimer_try_to_cancel(struct hrtimer *timer);
/* Queued, or its callback runs. */
KTEST_FN bool hrtimer_active(const struct hrtimer *timer);
static inline bool hrtimer_is_queued(struct hrtimer *timer) { return READ_ONCE(timer->state) & HRTIMER_STATE_ENQUEUED; }
KTEST_FN int hrtimer_callback_running(struct hrtimer *timer);

/* 0 when the time has come, -EINTR when the task was woken before; runs on when its state is running. */
KTEST_FN int schedule_hrtimeout(ktime_t *expires, const enum hrtimer_mode mode);
KTEST_FN int schedule_hrtimeout_range(ktime_t *expires, u64 delta, const enum hrtimer_mode mode);
KTEST_FN int schedule_hrtimeout_range_clock(ktime_t *expires, u64 delta, enum hrtimer_mode mode,
				   clockid_t clock_id);

#include <ktest/close.h>
#endif
