// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * After its last retry a work item stops the machine, and with it itself.
 * Rule: waits for its own end
 */
#include <linux/workqueue.h>
#include "two_tasks.h"

static struct link {
	struct delayed_work retry;
	int left;
	bool is_up, waits;
} link;

static void link_stop(struct link *l)
{
	l->is_up = false;
	if (l->waits)
		cancel_delayed_work_sync(&l->retry);
	else
		cancel_delayed_work(&l->retry);
}

static void link_retry(struct work_struct *work)
{
	struct link *l = container_of(to_delayed_work(work), struct link, retry);

	if (l->left-- > 0)
		schedule_delayed_work(&l->retry, 1);
	else
		link_stop(l);
}

static void run(struct kunit *test, bool waits)
{
	link.waits = waits;
	link.left = 2;
	INIT_DELAYED_WORK(&link.retry, link_retry);
	schedule_delayed_work(&link.retry, 0);
	while (delayed_work_pending(&link.retry))
		flush_delayed_work(&link.retry);
	flush_delayed_work(&link.retry);
}

static void bug(struct kunit *test)
{
	run(test, true);
}

static void fixed(struct kunit *test)
{
	run(test, false);
}

TWO_TASKS_SUITE("work_cancels_itself");
