// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A reader takes a mutex after it has said that it sleeps.
 * Rule: do not call blocking ops when !TASK_RUNNING
 */
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/wait.h>
#include "two_tasks.h"

struct log {
	struct mutex lock;
	wait_queue_head_t readers;
	int lines;
};

static bool log_has_lines(struct log *l)
{
	bool has;

	mutex_lock(&l->lock);
	has = l->lines > 0;
	mutex_unlock(&l->lock);
	return has;
}

static int read_and_block(void *arg)
{
	struct log *l = arg;
	DEFINE_WAIT(wait);

	for (;;) {
		prepare_to_wait(&l->readers, &wait, TASK_INTERRUPTIBLE);
		if (log_has_lines(l))
			break;
		schedule();
	}
	finish_wait(&l->readers, &wait);
	return 0;
}

static int read_woken(void *arg)
{
	struct log *l = arg;

	wait_event(l->readers, READ_ONCE(l->lines) > 0);
	return log_has_lines(l) ? 0 : -EAGAIN;
}

static int write_line(void *arg)
{
	struct log *l = arg;

	mutex_lock(&l->lock);
	WRITE_ONCE(l->lines, l->lines + 1);
	mutex_unlock(&l->lock);
	wake_up(&l->readers);
	return 0;
}

static void run(struct kunit *test, int (*reader)(void *))
{
	struct log l = {};

	mutex_init(&l.lock);
	init_waitqueue_head(&l.readers);
	two_tasks(test, reader, write_line, &l);
	KUNIT_EXPECT_EQ(test, l.lines, 1);
}

static void bug(struct kunit *test)
{
	run(test, read_and_block);
}

static void fixed(struct kunit *test)
{
	run(test, read_woken);
}

TWO_TASKS_SUITE("blocks_while_waiting");
