// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A task looks, then says that it sleeps: the wake-up comes between the two.
 * Rule: deadlock
 */
#include <linux/sched.h>
#include <linux/wait.h>
#include "two_tasks.h"

struct mailbox {
	wait_queue_head_t readers;
	int has_mail;
};

static int read_late(void *arg)
{
	struct mailbox *m = arg;
	DEFINE_WAIT(wait);

	if (!READ_ONCE(m->has_mail)) {
		prepare_to_wait(&m->readers, &wait, TASK_UNINTERRUPTIBLE);
		schedule();
		finish_wait(&m->readers, &wait);
	}
	return 0;
}

static int read_mail(void *arg)
{
	struct mailbox *m = arg;

	wait_event(m->readers, READ_ONCE(m->has_mail));
	return 0;
}

static int send_mail(void *arg)
{
	struct mailbox *m = arg;

	WRITE_ONCE(m->has_mail, 1);
	wake_up(&m->readers);
	return 0;
}

static void run(struct kunit *test, int (*reader)(void *))
{
	struct mailbox m = {};

	init_waitqueue_head(&m.readers);
	two_tasks(test, send_mail, reader, &m);
}

static void bug(struct kunit *test)
{
	run(test, read_late);
}

static void fixed(struct kunit *test)
{
	run(test, read_mail);
}

TWO_TASKS_SUITE("lost_wakeup");
