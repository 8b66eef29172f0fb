// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Numbers of tasks, in the only name space of processes. No task is found by its number. */
#include "tree.h"
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/sched/signal.h>

struct pid *ktree_make_pid(int nr)
{
	struct pid *pid = ktree_permanent(sizeof(*pid) + sizeof(struct upid));

	refcount_set(&pid->count, 2);
	spin_lock_init(&pid->lock);
	init_waitqueue_head(&pid->wait_pidfd);
	pid->numbers[0].nr = nr;
	pid->numbers[0].ns = &init_pid_ns;
	return pid;
}
