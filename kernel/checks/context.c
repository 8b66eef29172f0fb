/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Tasks that end with something held: a lock, interrupts or preemption disabled. A kernel's
 * lockdep and scheduler complain about the same.
 */
#include "../core/engine.h"

static void context_text(const struct kt_task *task, char *text, kt_size size)
{
	if (task->nr_held)
		kth_format(text, size, "task %s (%u) ended, but still holds %s%s", task->name,
			   task->id, task->held[0].what, task->nr_held > 1 ? " and others" : "");
	else if (task->irqs_off)
		kth_format(text, size, "task %s (%u) ended with interrupts disabled", task->name,
			   task->id);
	else if (!task->preempt_count)
		kth_format(text, size, "task %s (%u) ended with migration disabled", task->name,
			   task->id);
	else
		kth_format(text, size, "task %s (%u) ended with preemption disabled (depth %d)",
			   task->name, task->id, task->preempt_count);
}

void kt_context_check(const struct kt_task *task)
{
	struct kth_trace traces[KT_HELD_MAX + 1];
	char titles[KT_HELD_MAX][96], text[256];
	unsigned int nr = 0;

	if (!task->nr_held && !task->preempt_count && !task->migration_off)
		return;
	/* An assertion ends a task wherever it is: the case has failed already. */
	if (kth_verdict->failures)
		return;
	for (unsigned int i = 0; i < task->nr_held && i < KT_HELD_MAX; i++) {
		const struct kt_held *held = &task->held[i];

		if (!held->lock)
			continue;
		kth_format(titles[nr], sizeof(titles[nr]), "%s taken at", held->what);
		traces[nr].title = titles[nr];
		traces[nr].frames = held->frames;
		traces[nr++].nr = held->nr_frames;
	}
	if (!nr) {
		traces[nr].title = task->irqs_off ? "interrupts disabled at" :
				   task->preempt_count ? "preemption disabled at" :
							 "migration disabled at";
		traces[nr].frames = &task->atomic_since;
		traces[nr++].nr = 1;
	}
	context_text(task, text, sizeof(text));
	kt_report_finding("context", text, traces, nr);
}
