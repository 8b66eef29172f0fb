// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Messages to the tool (docs/protocol.md), and what a case writes turned into them. */
#define _GNU_SOURCE
#include <string.h>

#include "../core/engine.h"
#include "internal.h"

static void message_begin(struct kth_text *out, const char *type)
{
	kth_text_add(out, "{", 1);
	kth_json_member(out, "type", type);
}

void kth_message_begin(struct kth_text *out, const char *type, uint64_t id)
{
	message_begin(out, type);
	kth_json_number(out, "id", (int64_t)id);
}

void kth_message_end(struct kth_text *out)
{
	kth_text_str(out, "}\n");
}

static void message_hello_case(struct kth_text *out, const struct kt_case *c)
{
	kth_text_str(out, "{");
	kth_json_member(out, "name", c->name);
	kth_json_member(out, "speed", c->speed ? c->speed : "normal");
	if (c->function)
		kth_json_member(out, "function", c->function);
	kth_text_str(out, "}");
}

void kth_message_hello(struct kth_text *out, const struct kt_suite *suites, unsigned int nr)
{
	message_begin(out, "hello");
	kth_json_number(out, "protocol", 1);
	kth_json_number(out, "cpus", kt_topology.nr_cpus);
	kth_json_number(out, "nodes", kt_topology.nr_nodes);
	kth_text_str(out, ",\"suites\":[");
	for (unsigned int i = 0; i < nr; i++) {
		const struct kt_suite *s = &suites[i];

		kth_text_str(out, i ? ",{" : "{");
		kth_json_member(out, "name", s->name);
		if (s->file)
			kth_json_member(out, "file", s->file);
		kth_json_bool(out, "init", s->is_init);
		kth_text_str(out, ",\"cases\":[");
		for (unsigned int j = 0; j < s->nr_cases; j++) {
			if (j)
				kth_text_str(out, ",");
			message_hello_case(out, &s->cases[j]);
		}
		kth_text_str(out, "]}");
	}
	kth_text_str(out, "]");
	kth_message_end(out);
}

/* ---- what a case writes --------------------------------------------------------------- */

void kth_relay_output(struct kth_text *out, uint64_t id, struct kth_text *in, int all)
{
	size_t keep = 0;

	/* A UTF-8 character that is not whole yet waits for the rest. */
	for (size_t back = 1; !all && back <= 3 && back <= in->len; back++)
		if (kth_utf8(in->data + in->len - back, back) == -1)
			keep = back;
	if (in->len == keep)
		return;
	kth_message_begin(out, "output", id);
	kth_text_str(out, ",\"data\":");
	kth_json_string(out, in->data, in->len - keep);
	kth_message_end(out);
	kth_text_drop(in, in->len - keep);
}

#define MESSAGE_HEAD 8	/* "KTE1" and the length of the event that follows */

/* Length of the event at p; 0: none is there, -1: more bytes are needed to say. */
static ssize_t message_event_at(const char *p, size_t len)
{
	const unsigned char *u = (const unsigned char *)p;
	size_t n;

	if (memcmp(p, "KTE1", len < 4 ? len : 4))
		return 0;
	if (len < MESSAGE_HEAD)
		return -1;
	n = u[4] | (size_t)u[5] << 8 | (size_t)u[6] << 16 | (size_t)u[7] << 24;
	if (n < 2 || n > KTH_EVENT_MAX || (len > MESSAGE_HEAD && p[MESSAGE_HEAD] != '{'))
		return 0;
	if (len - MESSAGE_HEAD < n)
		return -1;
	return kth_json_is_object(p + MESSAGE_HEAD, n) ? (ssize_t)n : 0;
}

uint64_t kth_relay_events(struct kth_text *out, uint64_t id, struct kth_text *in, int all)
{
	uint64_t noise = 0;
	size_t at = 0;

	while (at < in->len) {
		ssize_t n = message_event_at(in->data + at, in->len - at);

		if (n < 0 && !all)
			break;
		if (n <= 0) {
			at++;
			noise++;
			continue;
		}
		kth_message_begin(out, "event", id);
		kth_text_str(out, ",\"data\":");
		kth_text_add(out, in->data + at + MESSAGE_HEAD, (size_t)n);
		kth_message_end(out);
		at += MESSAGE_HEAD + (size_t)n;
	}
	kth_text_drop(in, at);
	return noise;
}
