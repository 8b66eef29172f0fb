// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Signals of kernel threads: one that its thread allows is pending until it is flushed, and ends
 * sleeps that it may interrupt. There are no user processes, so no handlers and no groups.
 */
#include "tree.h"
#include <linux/sched/signal.h>

void kernel_sigaction(int sig, __sighandler_t action)
{
	struct ktree_task *self = ktree_task_of(current);

	if (action == SIG_IGN) {
		self->signals &= ~sigmask(sig);
		sigdelset(&current->pending.signal, sig);
	} else {
		self->signals |= sigmask(sig);
	}
}

void flush_signals(struct task_struct *task)
{
	clear_tsk_thread_flag(task, TIF_SIGPENDING);
	sigemptyset(&task->pending.signal);
}

int send_sig(int sig, struct task_struct *task, int priv)
{
	if (!valid_signal(sig))
		return -EINVAL;
	if (!sig || !(ktree_task_of(task)->signals & sigmask(sig)))
		return 0;
	sigaddset(&task->pending.signal, sig);
	set_tsk_thread_flag(task, TIF_SIGPENDING);
	wake_up_state(task, sig == SIGKILL ? TASK_INTERRUPTIBLE | TASK_KILLABLE : TASK_INTERRUPTIBLE);
	return 0;
}

int send_sig_info(int sig, struct kernel_siginfo *info, struct task_struct *task)
{
	return send_sig(sig, task, 0);
}
