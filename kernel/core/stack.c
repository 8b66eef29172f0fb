/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* A kernel's small stack: what is said when it does not suffice, or was overrun; and the running task's frames. */
#include "task.h"

kt_size kt_stack_size;

void kt_stack_text(char *text, kt_size size, kt_size depth)
{
	kth_format(text, size,
		   "stack overflow: %lu bytes are in use, and a kernel's stack has %lu KiB (--stack-size)",
		   (unsigned long)depth, (unsigned long)(kt_stack_size >> 10));
}

/* Where another task's stack is, ThreadSanitizer thinks, is written while this reads it. */
KTH_UNWATCHED const struct kt_task *kt_task_of_stack(kt_addr at)
{
	for (const struct kt_task *t = kt_task_all; t; t = t->next)
		if (t->state != TASK_GONE && at >= (kt_addr)t->stack_lo && at < (kt_addr)t->stack_hi)
			return t;
	return 0;
}

/* The part of a stack that its task does not use: below where it waits, or all of it when the task has ended. */
static KTH_UNWATCHED int stack_is_unused(const struct kt_task *t, kt_addr at)
{
	if (at < (kt_addr)t->stack_lo || at >= (kt_addr)t->stack_hi)
		return 0;
	return t->state == TASK_GONE || at < (kt_addr)t->wait_frame;
}

KTH_UNWATCHED void kt_object_check(const void *object, int is_intact, const char *what, const void *frame)
{
	const struct kt_task *self = kt_self(), *owner = kt_task_of_stack((kt_addr)object), *t = owner ? owner : kt_task_all;

	while (t && !owner && !stack_is_unused(t, (kt_addr)object))
		t = t->next;
	if (is_intact && (!t || t == self || kt_turns_ended || !stack_is_unused(t, (kt_addr)object)))
		return;
	if (t && t != self)
		kt_fatal_at(frame, KT_FATAL_MEMORY, "use after return: %s is on the stack of %s (task %u), whose function has returned",
			    what, t->name, t->id);
	kt_fatal_at(frame, KT_FATAL_MEMORY, "%s is used that was not initialized, or was overwritten", what);
}

void kt_stack_check(const void *frame)
{
	kt_size depth = kth_stack_check(frame);
	char text[160];

	if (!depth)
		return;
	kt_stack_text(text, sizeof(text), depth);
	kt_fatal_at(frame, KT_FATAL_MEMORY, "%s", text);
}

/* What compilers call when a function's canary has changed. Its caller's frames cannot be trusted. */
KT_NORETURN void __stack_chk_fail(void);
void __stack_chk_fail(void)
{
	const kt_addr at = (kt_addr)__builtin_return_address(0);
	const char *name = kt_symbol_name(at - 1, 0, 0);
	const struct kth_trace trace = { "its caller's frames are lost; found at", &at, 1 };

	kt_fatal_traced(0, KT_FATAL_PANIC, &trace, 1,
			"stack-protector: Kernel stack is corrupted in: %s (an array on its stack was overrun)",
			name ? name : "?");
}

/* ---- backtraces of the running task ---------------------------------------------- */

void kt_trace_root(void *frame)
{
	kt_self()->stack_hi = frame;
}

unsigned int kt_trace(const void *frame, kt_addr *out, unsigned int max)
{
	struct kt_task *self = kt_self();

	return kth_walk(frame, self->stack_lo, self->stack_hi, out, max);
}
