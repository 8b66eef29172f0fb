// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Closing a device waits for its work under the mutex that the work takes.
 * Rule: is waited for while
 */
#include <linux/mutex.h>
#include <linux/workqueue.h>
#include "two_tasks.h"

static struct sensor {
	struct mutex lock;
	struct delayed_work poll;
	int value;
	bool is_open;
} sensor;

static void sensor_poll(struct work_struct *work)
{
	struct sensor *s = container_of(to_delayed_work(work), struct sensor, poll);

	mutex_lock(&s->lock);
	s->value++;
	mutex_unlock(&s->lock);
}

static void sensor_open(struct sensor *s)
{
	mutex_init(&s->lock);
	INIT_DELAYED_WORK(&s->poll, sensor_poll);
	mutex_lock(&s->lock);
	s->is_open = true;
	schedule_delayed_work(&s->poll, 0);
	mutex_unlock(&s->lock);
	flush_delayed_work(&s->poll);
}

static void sensor_close_locked(struct sensor *s)
{
	mutex_lock(&s->lock);
	s->is_open = false;
	cancel_delayed_work_sync(&s->poll);
	mutex_unlock(&s->lock);
}

static void sensor_close(struct sensor *s)
{
	mutex_lock(&s->lock);
	s->is_open = false;
	mutex_unlock(&s->lock);
	cancel_delayed_work_sync(&s->poll);
}

static void bug(struct kunit *test)
{
	sensor_open(&sensor);
	sensor_close_locked(&sensor);
}

static void fixed(struct kunit *test)
{
	sensor_open(&sensor);
	sensor_close(&sensor);
}

TWO_TASKS_SUITE("work_flushed_under_its_mutex");
