// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Return addresses of the running task's stack, by its frame pointers. */
#include "tree.h"
#include <linux/stacktrace.h>

#if defined(CONFIG_STACKTRACE) && !defined(CONFIG_ARCH_STACKWALK)

#define STACKTRACE_DEPTH 128

void save_stack_trace(struct stack_trace *trace)
{
	const unsigned long *at = __builtin_frame_address(0);

	for (int i = 0; i < STACKTRACE_DEPTH && trace->nr_entries < trace->max_entries; i++) {
		const unsigned long *up = (const unsigned long *)at[0];

		if (trace->skip)
			trace->skip--;
		else
			trace->entries[trace->nr_entries++] = at[1];
		/* A frame is below its caller's, and not far. */
		if (up <= at || up - at > THREAD_SIZE)
			break;
		at = up;
	}
}

/* Another task's stack is not looked at: it may be running. */
void save_stack_trace_tsk(struct task_struct *task, struct stack_trace *trace)
{
	if (task == current)
		save_stack_trace(trace);
}

#endif
