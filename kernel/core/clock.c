/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What moves the clock while tasks run: delays, polite busy loops, and loops that only look. */
#include "explore.h"
#include "task.h"

void kt_clock_advance(kt_u64 ns)
{
	kth_lock(&kt_task_lock);
	kt_task_move_clock(kt_clock + ns);
	kt_task_unlock();
}

#define CLOCK_DELAY_STEPS 64

/* While one CPU loops, the others go on: with who is ready, and who wakes up meanwhile; but not for ever. */
void kt_clock_delay(kt_u64 ns)
{
	struct kt_task *self = kt_self();
	kt_u64 end = kt_clock + ns, nearest;

	for (int i = 0; i < CLOCK_DELAY_STEPS; i++) {
		kth_lock(&kt_task_lock);
		if (kt_turn_is_wanted()) {
			kt_task_yield(self, __builtin_frame_address(0));
			continue;
		}
		nearest = kt_task_nearest_deadline();
		if (kt_turns_ended || nearest >= end) {
			kt_task_unlock();
			break;
		}
		kt_task_move_clock(nearest);
		kt_task_unlock();
	}
	if (end > kt_clock)
		kt_clock_advance(end - kt_clock);
}

#define CLOCK_COMPUTES 50	/* ticks of CPU time without a call that would move the clock, while others are ready */

/*
 * Code that reads jiffies in a loop calls nothing that would move the clock. Once it has computed
 * for a while, time goes by as on a real machine: a tick for each tick of CPU time.
 */
int kt_clock_watch(kt_addr pc)
{
	static kt_u64 seen;
	static int computes;
	int stands_still;

	/* An explored run's clock follows from the run alone. */
	if (kt_exploration)
		return 0;
	/* Does not wait, for it may have interrupted the holder, who is about to move the clock. */
	if (!kth_try_lock(&kt_task_lock))
		return 0;
	stands_still = kt_clock == seen;
	if (stands_still)
		kt_task_move_clock(kt_clock + KT_TICK);
	seen = kt_clock;
	computes = stands_still && kt_turn_is_wanted() ? computes + 1 : 0;
	/* Not in the middle of what libc or the engine does: turns end by a new host thread. */
	if (computes > CLOCK_COMPUTES && kth_is_tested(pc))
		kt_turns_end();
	kt_task_unlock();
	return stands_still;
}

/*
 * A turn of a busy loop takes a little time. When all that runs are such loops, nothing but time can end them: the steps
 * grow, but never over a waiting task's deadline.
 */
void kt_relax(void)
{
	struct kt_task *self = kt_self();
	kt_u64 step = 100, nearest;

	kt_tasks_start_held();
	kth_lock(&kt_task_lock);
	if (kt_task_runnable == 1 || !kt_turns_ended) {
		if (kt_task_relaxed < 20 * kt_task_runnable)
			kt_task_relaxed++;
		step <<= kt_task_relaxed / (2 * kt_task_runnable);
		nearest = kt_task_nearest_deadline();
		if (nearest != KT_FOREVER && nearest > kt_clock && step > nearest - kt_clock)
			step = nearest - kt_clock;
	}
	kt_task_move_clock(kt_clock + step);
	if (!kt_turns_ended) {
		kt_task_yield(self, __builtin_frame_address(0));
		return;
	}
	step = kt_task_runnable;
	kt_task_unlock();
	if (step > 1)
		kth_yield();
}
