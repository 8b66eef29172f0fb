// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Where a task may not sleep: checks that the tree's code asks for, and those at a task's end. */
#include "tree.h"
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/preempt.h>
#include <linux/sched.h>

static bool atomic_reason(unsigned int allowed, char *buf, size_t size)
{
	if (preempt_count() > allowed) {
		if (!allowed && kt_atomic_reason(buf, size))
			return true;
		scnprintf(buf, size, "preemption is disabled (depth %d)", preempt_count());
	} else if (irqs_disabled()) {
		scnprintf(buf, size, "interrupts are disabled");
	} else {
		return !allowed && kt_atomic_reason(buf, size);
	}
	return true;
}

bool ktree_allows_sleep;

#ifdef CONFIG_DEBUG_ATOMIC_SLEEP
void __might_resched(const char *file, int line, unsigned int offsets)
{
	char reason[160], text[256];

	if (ktree_is_booting || ktree_allows_sleep || !ktree_current ||
	    !atomic_reason(offsets & 0xff, reason, sizeof(reason)))
		return;
	scnprintf(text, sizeof(text), "BUG: sleeping function called from invalid context: %s", reason);
	kt_warn(file, line, "might_sleep", text);
}

void __might_sleep(const char *file, int line)
{
	unsigned int state = ktree_is_booting || !ktree_current ? TASK_RUNNING : READ_ONCE(current->__state);
	char text[96];

	/* As what a task says of itself; what the emulation waits in says nothing there. */
	if (state != TASK_RUNNING && current->task_state_change) {
		scnprintf(text, sizeof(text), "do not call blocking ops when !TASK_RUNNING; state=%x", state);
		kt_warn(file, line, "might_sleep", text);
	}
	__might_resched(file, line, 0);
}

void __cant_sleep(const char *file, int line, int preempt_offset)
{
	char text[96];

	if (irqs_disabled() || preempt_count() > preempt_offset)
		return;
	scnprintf(text, sizeof(text), "code that assumes a section without preemption was called outside of one");
	kt_warn(file, line, "cant_sleep", text);
}

#endif

void ktree_check_sleep(void)
{
	char reason[160], text[256];

	if (ktree_is_booting || !atomic_reason(0, reason, sizeof(reason)))
		return;
	scnprintf(text, sizeof(text), "BUG: scheduling while atomic: %s", reason);
	kt_warn("kernel/sched/core.c", 0, "schedule", text);
}

void ktree_check_context(void)
{
	/*
	 * A failed assertion ends a task wherever it is. A lock that is left (one is the CPU itself) is
	 * reported by its name.
	 */
	bool is_told = !kt_report_failures() && ktree_task_of(current)->engine->nr_held <= 1;

	if (irqs_disabled() && is_told)
		kt_context_misused("task %s ended with interrupts disabled", current->comm);
	if (preempt_count() && is_told)
		kt_context_misused("task %s ended with preemption disabled (depth %d)", current->comm,
				   preempt_count());
	local_irq_enable();
	preempt_count_set(0);
}
