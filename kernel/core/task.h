/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What task.c shares with cpu.c and task_report.c. */
#ifndef KTEST_TASK_H
#define KTEST_TASK_H

#include "engine.h"

enum { TASK_NEW, TASK_HELD, TASK_RUNNABLE, TASK_WAITING, TASK_WAITING_CPU, TASK_GONE };

extern struct kth_mutex kt_task_lock;
extern struct kt_task *kt_task_all;		/* newest first; a task once in stays */
extern struct kt_task *kt_task_waiters;		/* longest waiting first */

/* All with kt_task_lock held; parking releases it. */
int kt_task_park(struct kt_task *self, int state, const void *frame);
void kt_task_unlock(void);
void kt_task_resume(struct kt_task *t, int result);
/* Not with the lock held. Resumes the first waiter of word with KT_HANDED, makes it *owner, and parks; -1: none waits. */
int kt_task_pass(unsigned int *word, struct kt_task **owner, const char *what, const void *frame);
/* Takes *at off the list of waiting tasks. */
struct kt_task *kt_task_unlink(struct kt_task **at);

#endif
