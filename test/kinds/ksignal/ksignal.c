// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched/signal.h>
#include <linux/wait.h>

static DECLARE_WAIT_QUEUE_HEAD(never);
static struct task_struct *thread;

static int ksignal_wait(void *unused)
{
	int err;

	allow_signal(SIGTERM);
	err = wait_event_interruptible(never, kthread_should_stop());
	pr_info("%d, %spending\n", err, signal_pending(current) ? "" : "not ");
	flush_signals(current);
	wait_event_interruptible(never, kthread_should_stop());
	return signal_pending(current);
}

static int __init ksignal_init(void)
{
	thread = kthread_run(ksignal_wait, NULL, "ksignal");
	return PTR_ERR_OR_ZERO(thread);
}

static void __exit ksignal_exit(void)
{
	send_sig(SIGUSR1, thread, 0);
	send_sig(SIGTERM, thread, 0);
	schedule_timeout_uninterruptible(2);
	pr_info("stopped: %d\n", kthread_stop(thread));
}

module_init(ksignal_init);
module_exit(ksignal_exit);
MODULE_LICENSE("GPL");
