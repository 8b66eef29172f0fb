// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/timer.h>
#include <linux/delay.h>

static struct timer_list timer;
static struct hrtimer precise;
static atomic_t ticks = ATOMIC_INIT(0), beats = ATOMIC_INIT(0), soft = ATOMIC_INIT(0);

static void ktimer_soft(struct tasklet_struct *t)
{
	atomic_inc(&soft);
}

static DECLARE_TASKLET(tasklet, ktimer_soft);

static void ktimer_tick(struct timer_list *t)
{
	tasklet_schedule(&tasklet);
	if (atomic_inc_return(&ticks) < 3)
		mod_timer(t, jiffies + 2);
}

static enum hrtimer_restart ktimer_beat(struct hrtimer *t)
{
	if (atomic_inc_return(&beats) == 3)
		return HRTIMER_NORESTART;
	hrtimer_forward_now(t, ms_to_ktime(5));
	return HRTIMER_RESTART;
}

static int __init ktimer_init(void)
{
	timer_setup(&timer, ktimer_tick, 0);
	mod_timer(&timer, jiffies + 1);
	hrtimer_init(&precise, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	precise.function = ktimer_beat;
	hrtimer_start(&precise, ms_to_ktime(5), HRTIMER_MODE_REL);
	msleep(500);
	pr_info("%d ticks, %d beats, tasklet %s\n", atomic_read(&ticks), atomic_read(&beats),
		atomic_read(&soft) ? "ran" : "did not run");
	return 0;
}

static void __exit ktimer_exit(void)
{
	del_timer_sync(&timer);
	hrtimer_cancel(&precise);
	tasklet_kill(&tasklet);
}

module_init(ktimer_init);
module_exit(ktimer_exit);
MODULE_LICENSE("GPL");
