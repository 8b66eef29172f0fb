/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What other parts want to know of all tasks: why they wait, what they refer to. */
#include "task.h"

static void task_report_wait(const struct kt_task *t, char *buf, kt_size size)
{
	if (t->state == TASK_WAITING_CPU)
		kth_format(buf, size, "waits for CPU %d", t->cpu);
	else if (t->wait_what && t->wait_owner)
		kth_format(buf, size, "waits for %s, held by %s (task %u)", t->wait_what,
			   t->wait_owner->name, t->wait_owner->id);
	else if (t->wait_what)
		kth_format(buf, size, "waits for %s", t->wait_what);
	else if (t->wait_deadline != KT_FOREVER)
		kth_format(buf, size, "sleeps until %llu.%09llu s",
			   (unsigned long long)(t->wait_deadline / 1000000000),
			   (unsigned long long)(t->wait_deadline % 1000000000));
	else
		kth_format(buf, size, "waits to be woken");
}

/* Adds "; holds mutex &a, mutex &b". */
static void task_report_held(const struct kt_task *t, char *text, kt_size size)
{
	kt_size n = __builtin_strlen(text);

	for (unsigned int i = 0; i < t->nr_held && i < KT_HELD_MAX && n + 1 < size; i++)
		if (t->held[i].lock)
			n += kth_format(text + n, size - n, "%s%s", i ? ", " : "; holds ",
					t->held[i].what);
}

unsigned int kt_tasks_describe(struct kth_task_note *notes, unsigned int max)
{
	unsigned int n = 0;

	for (struct kt_task *t = __atomic_load_n(&kt_task_all, __ATOMIC_ACQUIRE); t && n < max;
	     t = t->next) {
		if (t->state != TASK_WAITING && t->state != TASK_WAITING_CPU)
			continue;
		kth_format(notes[n].name, sizeof(notes[n].name), "%s (%u)", t->name, t->id);
		task_report_wait(t, notes[n].text, sizeof(notes[n].text));
		task_report_held(t, notes[n].text, sizeof(notes[n].text));
		/* It waits, so its stack stays as it is. */
		notes[n].nr_frames = kt_trace_of(t, t->wait_caller, notes[n].frames, sizeof(notes[n].frames) / sizeof(kt_addr));
		n++;
	}
	return n;
}

void kt_turn_tell(const struct kt_task *from, const char *how, const void *frame, const struct kt_task *to)
{
	kt_addr frames[16];
	unsigned int nr = frame ? kt_trace(frame, frames, 16) : 0;
	struct kth_turn turn = { .how = how, .frames = frames, .nr_frames = nr, .cpu = from->cpu };

	kth_format(turn.from, sizeof(turn.from), "%s (%u)", from->name, from->id);
	kth_format(turn.to, sizeof(turn.to), "%s (%u)", to->name, to->id);
	kth_sink->turn(&turn);
}

void kt_tasks_left_check(void)
{
	if (kth_verdict->failures)
		return;
	for (const struct kt_task *t = kt_task_all; t; t = t->next) {
		struct kth_trace trace = { "made at", &t->made_at, 1 };
		char text[160];

		if (!t->made_at || t->made_epoch != kt_epoch || t->state == TASK_GONE)
			continue;
		kth_format(text, sizeof(text), "left behind: kernel thread %s (task %u) has not ended: kthread_stop() it", t->name,
			   t->id);
		kt_report_finding("context", text, &trace, 1);
	}
}

const struct kt_task *kt_task_of_host(unsigned int host_id)
{
	const struct kt_task *t = __atomic_load_n(&kt_task_all, __ATOMIC_ACQUIRE);

	while (t && t->host_id != host_id)
		t = t->next;
	return t;
}

void kt_tasks_roots(void (*range)(kt_addr lo, kt_addr hi))
{
	struct kt_task *self = kt_self();

	kth_lock(&kt_task_lock);
	for (struct kt_task *t = kt_task_all; t; t = t->next) {
		kt_addr lo = (kt_addr)t->stack_lo;
		int parked = t->state == TASK_WAITING || t->state == TASK_WAITING_CPU;

		range((kt_addr)&t->skin, (kt_addr)(&t->skin + 1));
		if (t->state == TASK_HELD)
			range((kt_addr)&t->arg, (kt_addr)(&t->arg + 1));
		if (t == self || t->state <= TASK_HELD || t->state == TASK_GONE || !lo)
			continue;
		/* Registers that the park saved lie below its frame. */
		if (parked && (kt_addr)t->wait_frame - 1024 > lo)
			lo = (kt_addr)t->wait_frame - 1024;
		if (lo < t->stack_guard)
			lo = t->stack_guard;
		range(lo, (kt_addr)t->stack_hi);
	}
	kt_task_unlock();
}
