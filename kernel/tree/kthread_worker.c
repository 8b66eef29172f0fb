// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Kernel threads that do work: the emulated kernel's, with the structures of the tree. */
#include "tree.h"
#define KTEST_DEF
#include "../include/ktest/lib/kthread_worker.c"

#ifdef KTREE_HAS_kthread_create_worker_on_node
struct kthread_worker *kthread_create_worker_on_node(unsigned int flags, int node, const char *fmt, ...)
{
	return WORKER_CREATE(-1, flags, fmt);
}
#else
static struct kthread_worker *worker_run(struct kthread_worker *worker)
{
	if (!IS_ERR(worker))
		wake_up_process(worker->task);
	return worker;
}

struct kthread_worker *kthread_create_worker(unsigned int flags, const char *fmt, ...)
{
	return worker_run(WORKER_CREATE(-1, flags, fmt));
}

/* Not bound: a tree's programs have one CPU. */
struct kthread_worker *kthread_create_worker_on_cpu(int cpu, unsigned int flags, const char *fmt, ...)
{
	return worker_run(WORKER_CREATE(-1, flags, fmt));
}
#endif
