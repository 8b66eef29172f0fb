// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The sink of a case's process: each report is one event in a pipe to the server. */
#define _GNU_SOURCE
#include <string.h>
#include <unistd.h>

#include "internal.h"

#define EVENTS_HEAD 8

static int events_fd = -1;
static struct kth_mutex events_lock;
static struct kth_text events_text, events_crash_text;

void kth_events_prepare(void)
{
	events_text.cap = events_crash_text.cap = KTH_EVENT_MAX;
	events_text.data = kth_map(KTH_EVENT_MAX);
	events_crash_text.data = kth_map(KTH_EVENT_MAX);
	if (!events_text.data || !events_crash_text.data)
		kth_abort();
}

void kth_events_open(int fd)
{
	events_fd = fd;
}

static void events_begin(struct kth_text *text, const char *type)
{
	text->len = text->full = 0;
	kth_text_add(text, "KTE1....{", EVENTS_HEAD + 1);
	kth_json_member(text, "type", type);
}

static void events_end(struct kth_text *text)
{
	size_t n;

	kth_text_add(text, "}", 1);
	n = text->len - EVENTS_HEAD;
	for (int i = 0; i < 4; i++)
		text->data[4 + i] = (char)(n >> (8 * i));
	if (!text->full)
		kth_write(events_fd, text->data, text->len);
}

static struct kth_text *events_open(const char *type)
{
	kth_lock(&events_lock);
	events_begin(&events_text, type);
	return &events_text;
}

static void events_close(void)
{
	events_end(&events_text);
	kth_unlock(&events_lock);
}

static void events_print(const char *text, kt_size len)
{
	kth_write(STDOUT_FILENO, text, len);
}

static void events_failure(const char *file, int line, int is_assertion, const char *text)
{
	struct kth_text *t = events_open("failure");

	kth_json_member(t, "file", file);
	kth_json_number(t, "line", line);
	kth_json_bool(t, "fatal", is_assertion);
	kth_json_member(t, "text", text);
	events_close();
}

static void events_skip(const char *reason)
{
	kth_json_member(events_open("skip"), "reason", reason);
	events_close();
}

static void events_param(unsigned int index, const char *name, enum kt_status status,
			 const char *comment)
{
	struct kth_text *t = events_open("param");

	kth_json_number(t, "index", index);
	kth_json_member(t, "name", name);
	kth_json_member(t, "status",
			status == KT_PASSED ? "passed" : status == KT_FAILED ? "failed" : "skipped");
	kth_json_member(t, "comment", comment);
	events_close();
}

static void events_warn(const char *file, int line, const char *text, const kt_addr *frames,
			unsigned int nr)
{
	struct kth_text *t = events_open("warn");

	kth_json_member(t, "file", file);
	kth_json_number(t, "line", line);
	kth_json_member(t, "text", text);
	kth_json_frames(t, frames, nr);
	events_close();
}

static void events_leak(const char *kind, kt_size bytes, unsigned int count,
			const kt_addr *frames, unsigned int nr)
{
	struct kth_text *t = events_open("leak");

	kth_json_member(t, "kind", kind);
	kth_json_number(t, "bytes", (int64_t)bytes);
	kth_json_number(t, "count", count);
	kth_json_frames(t, frames, nr);
	events_close();
}

static void events_traces(struct kth_text *t, const struct kth_trace *traces, unsigned int nr)
{
	kth_text_str(t, ",\"traces\":[");
	for (unsigned int i = 0; i < nr; i++) {
		kth_text_str(t, i ? ",{" : "{");
		kth_json_member(t, "title", traces[i].title);
		kth_json_frames(t, traces[i].frames, traces[i].nr);
		kth_text_add(t, "}", 1);
	}
	kth_text_add(t, "]", 1);
}

static void events_finding(const char *kind, const char *text, const struct kth_trace *traces,
			   unsigned int nr)
{
	struct kth_text *t = events_open("memory");

	kth_json_member(t, "kind", kind);
	kth_json_member(t, "text", text);
	events_traces(t, traces, nr);
	events_close();
}

static void events_tasks(struct kth_text *t, const struct kth_task_note *notes, unsigned int nr)
{
	kth_text_str(t, ",\"tasks\":[");
	for (unsigned int i = 0; i < nr; i++) {
		kth_text_str(t, i ? ",{" : "{");
		kth_json_member(t, "name", notes[i].name);
		kth_json_member(t, "text", notes[i].text);
		kth_json_frames(t, notes[i].frames, notes[i].nr_frames);
		kth_text_add(t, "}", 1);
	}
	kth_text_add(t, "]", 1);
}

/* May run in a signal handler that interrupted any of the above. */
static void events_crash(const struct kth_crash *crash)
{
	struct kth_text *t = &events_crash_text;
	int locked = kth_lock_soon(&events_lock);

	events_begin(t, "crash");
	kth_json_member(t, "kind", crash->kind);
	if (crash->signal)
		kth_json_number(t, "signal", crash->signal);
	if (crash->has_address) {
		char address[32];

		kth_format(address, sizeof(address), "0x%lx", (unsigned long)crash->address);
		kth_json_member(t, "address", address);
	}
	kth_json_member(t, "text", crash->text);
	kth_json_frames(t, crash->frames, crash->nr_frames);
	if (crash->nr_tasks)
		events_tasks(t, crash->tasks, crash->nr_tasks);
	if (crash->nr_traces)
		events_traces(t, crash->traces, crash->nr_traces);
	events_end(t);
	if (locked)
		kth_unlock(&events_lock);
}

static void events_turn(const struct kth_turn *turn)
{
	struct kth_text *t = events_open("turn");

	kth_json_member(t, "from", turn->from);
	kth_json_member(t, "to", turn->to);
	kth_json_number(t, "cpu", turn->cpu);
	kth_json_member(t, "how", turn->how);
	kth_json_frames(t, turn->frames, turn->nr_frames);
	events_close();
}

static void events_exploring(unsigned int schedules, kt_u64 ns)
{
	struct kth_text *t = events_open("exploring");

	kth_json_number(t, "schedules", schedules);
	kth_json_number(t, "ms", (int64_t)(ns / 1000000));
	events_close();
}

static void events_explored(const struct kth_explored *explored)
{
	struct kth_text *t = events_open("explored");

	kth_json_number(t, "schedules", explored->schedules);
	kth_json_number(t, "different", explored->different);
	kth_json_number(t, "points", explored->points);
	if (explored->left_by >= 0)
		kth_json_number(t, "systemCall", explored->left_by);
	if (explored->bound)
		kth_json_member(t, "bound", explored->bound);
	if (explored->schedule)
		kth_json_member(t, "schedule", explored->schedule);
	events_close();
}

const struct kth_sink kth_event_sink = {
	.print = events_print,
	.failure = events_failure,
	.skip = events_skip,
	.param = events_param,
	.warn = events_warn,
	.leak = events_leak,
	.finding = events_finding,
	.crash = events_crash,
	.turn = events_turn,
	.exploring = events_exploring,
	.explored = events_explored,
};
