// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A module destroys its queue while a delayed item still waits for its time.
 * Rule: is queued on a workqueue that was destroyed
 */
#include <linux/delay.h>
#include <linux/workqueue.h>
#include "two_tasks.h"

static struct workqueue_struct *queue;
static int swept;

static void cache_sweep(struct work_struct *work)
{
	swept++;
}

static DECLARE_DELAYED_WORK(sweep, cache_sweep);

static void cache_exit_early(void)
{
	destroy_workqueue(queue);
}

static void cache_exit(void)
{
	cancel_delayed_work_sync(&sweep);
	destroy_workqueue(queue);
}

static void run(struct kunit *test, void (*exit)(void))
{
	queue = alloc_workqueue("cache", WQ_MEM_RECLAIM, 0);
	KUNIT_ASSERT_NOT_NULL(test, queue);
	queue_delayed_work(queue, &sweep, 2);
	exit();
	msleep(100);
}

static void bug(struct kunit *test)
{
	run(test, cache_exit_early);
}

static void fixed(struct kunit *test)
{
	run(test, cache_exit);
}

TWO_TASKS_SUITE("work_on_a_destroyed_queue");
