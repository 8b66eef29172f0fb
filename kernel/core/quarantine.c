/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* The last freed allocations: evidence for double frees and writes after free. */
#include "alone.h"
#include "engine.h"

#define QUARANTINE_ENTRIES 1024u
#define QUARANTINE_BYTES (1ul << 20)

static struct kth_mutex quarantine_lock;
static struct kt_freed *quarantine_ring;
static unsigned int quarantine_head, quarantine_tail;	/* newest is head - 1 */
static kt_size quarantine_bytes;

/*
 * How much of what is kept back lies in the lines of 64 bytes that share an entry: 0 says of an address, without a
 * search, that it is not there. An entry that reaches its highest number stays there.
 */
#define QUARANTINE_LINE 64u
#define QUARANTINE_LINES 8192u
static unsigned char quarantine_lines[QUARANTINE_LINES];

static unsigned char *quarantine_line(kt_addr addr)
{
	return &quarantine_lines[addr / QUARANTINE_LINE % QUARANTINE_LINES];
}

static void quarantine_mark(const struct kt_record *record, int by)
{
	kt_addr end = record->ptr + record->size;

	for (kt_addr at = record->ptr - record->ptr % QUARANTINE_LINE; at < end; at += QUARANTINE_LINE) {
		unsigned char *line = quarantine_line(at);

		if (*line != 255)
			*line = (unsigned char)(*line + by);
	}
}

void kt_quarantine_start(void)
{
	quarantine_ring = kth_map(QUARANTINE_ENTRIES * sizeof(*quarantine_ring));
	if (!quarantine_ring)
		kth_abort();
}

static struct kt_freed *quarantine_at(unsigned int position)
{
	return &quarantine_ring[position % QUARANTINE_ENTRIES];
}

/* Each byte is the poison, if the first is and each is as the one before it. */
static int quarantine_is_intact(const struct kt_freed *e)
{
	return !e->record.size || (e->memory[0] == KT_FREE_POISON &&
				   !__builtin_memcmp(e->memory, e->memory + 1, e->record.size - 1));
}

static void quarantine_report(struct kt_freed *e)
{
	const struct kth_trace traces[] = {
		{ "allocated at", e->record.frames, e->record.nr_frames },
		{ "freed at", e->freed_by, e->nr_freed_by },
	};
	char text[256];
	kt_size at = 0;

	if (quarantine_is_intact(e))
		return;
	while (e->memory[at] == KT_FREE_POISON)
		at++;
	kth_format(text, sizeof(text),
		   "write after free: byte %lu of a %s allocation of %lu bytes was changed",
		   (unsigned long)at, kt_mem_kind_name(e->record.kind),
		   (unsigned long)e->record.size);
	kt_report_finding("use-after-free", text, traces, 2);
}

/* The oldest entry gives its memory up; its record stays until overwritten. */
static void quarantine_evict(void)
{
	struct kt_freed *e = quarantine_at(quarantine_tail++);

	if (!e->memory)
		return;
	if (e->record.epoch == kt_epoch)
		quarantine_report(e);
	quarantine_bytes -= e->record.size;
	quarantine_mark(&e->record, -1);
	kth_free(e->memory - e->record.front);
	e->memory = 0;
}

void kt_quarantine_add(const struct kt_record *record, const void *frame, void *memory)
{
	kt_size size = memory ? record->size : 0;
	const struct kt_task *self = kt_self();
	struct kt_freed *e;

	if (size > QUARANTINE_BYTES / 16) {
		kth_free((unsigned char *)memory - record->front);
		memory = 0;
		size = 0;
	} else if (memory) {
		__builtin_memset(memory, KT_FREE_POISON, size);
	}
	kt_table_lock(&quarantine_lock);
	while (quarantine_head - quarantine_tail == QUARANTINE_ENTRIES ||
	       (size && quarantine_bytes + size > QUARANTINE_BYTES))
		quarantine_evict();
	e = quarantine_at(quarantine_head++);
	e->record = *record;
	e->memory = memory;
	quarantine_bytes += size;
	if (memory)
		quarantine_mark(record, 1);
	e->nr_freed_by = kt_trace_of(self, frame, e->freed_by, KT_TRACE_DEPTH);
	kt_table_unlock(&quarantine_lock);
}

int kt_quarantine_find(kt_addr ptr, struct kt_freed *out)
{
	int found = 0;

	kt_table_lock(&quarantine_lock);
	for (unsigned int i = 1; !found && i <= QUARANTINE_ENTRIES && i <= quarantine_head; i++) {
		*out = *quarantine_at(quarantine_head - i);
		found = out->record.ptr == ptr || ptr - out->record.ptr < out->record.size;
	}
	kt_table_unlock(&quarantine_lock);
	return found;
}

void kt_quarantine_guard(const void *at, kt_size size, int is_write, const void *frame)
{
	kt_addr addr = (kt_addr)at;

	if (!*quarantine_line(addr))
		return;
	for (unsigned int i = quarantine_tail; i != quarantine_head; i++) {
		const struct kt_freed *e = quarantine_at(i);
		const struct kth_trace traces[] = {
			{ "allocated at", e->record.frames, e->record.nr_frames },
			{ "freed at", e->freed_by, e->nr_freed_by },
		};

		if (e->memory && addr - e->record.ptr < e->record.size)
			kt_fatal_traced(frame, KT_FATAL_MEMORY, traces, 2,
					"%s after free: %lu bytes at byte %lu of a %s allocation of %lu bytes",
					is_write ? "write" : "read", (unsigned long)size,
					(unsigned long)(addr - e->record.ptr), kt_mem_kind_name(e->record.kind),
					(unsigned long)e->record.size);
	}
}

void kt_quarantine_check(void)
{
	kt_table_lock(&quarantine_lock);
	for (unsigned int i = quarantine_tail; i != quarantine_head; i++) {
		struct kt_freed *e = quarantine_at(i);

		if (e->memory && e->record.epoch == kt_epoch)
			quarantine_report(e);
	}
	kt_table_unlock(&quarantine_lock);
}
