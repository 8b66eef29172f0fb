// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/kfifo.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/wait.h>

static DEFINE_KFIFO(fifo, int, 8);
static DECLARE_WAIT_QUEUE_HEAD(more);
static struct task_struct *reader;
static int sum;

static int kthread_read(void *unused)
{
	int value;

	while (!kthread_should_stop()) {
		wait_event_interruptible(more, kthread_should_stop() || !kfifo_is_empty(&fifo));
		while (kfifo_get(&fifo, &value))
			sum += value;
	}
	return sum;
}

static int __init kthread_module_init(void)
{
	int i;

	reader = kthread_run(kthread_read, NULL, "kthread/%d", 0);
	if (IS_ERR(reader))
		return PTR_ERR(reader);
	for (i = 1; i <= 4; i++) {
		kfifo_put(&fifo, i);
		wake_up(&more);
	}
	return 0;
}

static void __exit kthread_module_exit(void)
{
	pr_info("sum %d\n", kthread_stop(reader));
}

module_init(kthread_module_init);
module_exit(kthread_module_exit);
MODULE_LICENSE("GPL");
