/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Numbers of tasks; they are declared together with tasks in ours: leads there. There is no struct
 * pid: one name space, and no processes.
 * Fidelity: simplified: task_pid_nr(), task_pid_vnr() and task_tgid_nr() alone
 */
#ifndef KTEST_LINUX_PID_H
#define KTEST_LINUX_PID_H

#include <linux/sched.h>

#endif
