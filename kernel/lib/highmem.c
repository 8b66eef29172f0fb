// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Pages that a task has mapped for itself: a stack of them. */
#include <linux/bug.h>
#include <linux/highmem.h>
#include <linux/sched.h>

void *__weak ktest_kmap_local(void *addr)
{
	struct task_struct *task = current;

	BUG_ON(task->ktest_nr_kmaps == ARRAY_SIZE(task->ktest_kmaps));
	task->ktest_kmaps[task->ktest_nr_kmaps++] = addr;
	return addr;
}

void __weak ktest_kunmap_local(const void *addr, const char *what)
{
	struct task_struct *task = current;
	unsigned int at = task->ktest_nr_kmaps;
	const void *page = (const void *)((unsigned long)addr & PAGE_MASK);

	while (at && task->ktest_kmaps[at - 1] != page)
		at--;
	if (!at) {
		WARN(1, "%s: this task did not map the page of %px\n", what, addr);
		return;
	}
	WARN(at != task->ktest_nr_kmaps, "%s: the page of %px is not the one that was mapped last\n", what, addr);
	for (task->ktest_nr_kmaps--; at <= task->ktest_nr_kmaps; at++)
		task->ktest_kmaps[at - 1] = task->ktest_kmaps[at];
}
