// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/completion.h>
#include <linux/module.h>
#include <linux/workqueue.h>

static struct workqueue_struct *queue;
static DECLARE_COMPLETION(worked);
static int runs;

static void kwork_run(struct work_struct *work)
{
	if (++runs == 2)
		complete(&worked);
}

static DECLARE_WORK(now, kwork_run);
static DECLARE_DELAYED_WORK(later, kwork_run);

static int __init kwork_init(void)
{
	queue = alloc_workqueue("kwork", WQ_UNBOUND, 1);
	if (!queue)
		return -ENOMEM;
	queue_work(queue, &now);
	queue_delayed_work(queue, &later, msecs_to_jiffies(20));
	if (!wait_for_completion_timeout(&worked, HZ)) {
		cancel_delayed_work_sync(&later);
		destroy_workqueue(queue);
		return -ETIMEDOUT;
	}
	pr_info("%d works ran\n", runs);
	return 0;
}

static void __exit kwork_exit(void)
{
	cancel_work_sync(&now);
	cancel_delayed_work_sync(&later);
	destroy_workqueue(queue);
}

module_init(kwork_init);
module_exit(kwork_exit);
MODULE_LICENSE("GPL");
