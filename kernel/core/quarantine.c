/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* The last freed allocations: evidence for double frees and writes after free. */
#include "engine.h"

#define QUARANTINE_ENTRIES 1024u
#define QUARANTINE_BYTES (1ul << 20)

struct quarantine_entry {
	struct kt_record record;
	kt_addr freed_by[KT_TRACE_DEPTH];
	unsigned int nr_freed_by;
	unsigned char *memory;		/* kept back, or NULL */
};

static struct kth_mutex quarantine_lock;
static struct quarantine_entry *quarantine_ring;
static unsigned int quarantine_head, quarantine_tail;	/* newest is head - 1 */
static kt_size quarantine_bytes;

void kt_quarantine_start(void)
{
	quarantine_ring = kth_map(QUARANTINE_ENTRIES * sizeof(*quarantine_ring));
	if (!quarantine_ring)
		kth_abort();
}

static struct quarantine_entry *quarantine_at(unsigned int position)
{
	return &quarantine_ring[position % QUARANTINE_ENTRIES];
}

static void quarantine_report(struct quarantine_entry *e)
{
	char text[4096];
	kt_size at = 0, len;

	while (at < e->record.size && e->memory[at] == KT_FREE_POISON)
		at++;
	if (at == e->record.size)
		return;
	len = kth_format(text, sizeof(text),
			 "write after free: byte %lu of a %s allocation of %lu bytes was changed",
			 (unsigned long)at, kt_mem_kind_name(e->record.kind),
			 (unsigned long)e->record.size);
	len = kt_text_frames(text, sizeof(text), len, "allocated at", e->record.frames,
			     e->record.nr_frames);
	kt_text_frames(text, sizeof(text), len, "freed at", e->freed_by, e->nr_freed_by);
	kt_report_memory("use-after-free", text, e->freed_by, e->nr_freed_by);
}

/* The oldest entry gives its memory up; its record stays until overwritten. */
static void quarantine_evict(void)
{
	struct quarantine_entry *e = quarantine_at(quarantine_tail++);

	if (!e->memory)
		return;
	if (e->record.epoch == kt_epoch)
		quarantine_report(e);
	quarantine_bytes -= e->record.size;
	kth_free(e->memory);
	e->memory = 0;
}

void kt_quarantine_add(const struct kt_record *record, const void *frame, void *memory)
{
	kt_size size = memory ? record->size : 0;
	struct quarantine_entry *e;

	if (size > QUARANTINE_BYTES / 16) {
		kth_free(memory);
		memory = 0;
		size = 0;
	} else if (memory) {
		__builtin_memset(memory, KT_FREE_POISON, size);
	}
	kth_lock(&quarantine_lock);
	while (quarantine_head - quarantine_tail == QUARANTINE_ENTRIES ||
	       (size && quarantine_bytes + size > QUARANTINE_BYTES))
		quarantine_evict();
	e = quarantine_at(quarantine_head++);
	e->record = *record;
	e->memory = memory;
	quarantine_bytes += size;
	e->nr_freed_by = kt_trace(frame, e->freed_by, KT_TRACE_DEPTH);
	kth_unlock(&quarantine_lock);
}

kt_size kt_quarantine_explain(kt_addr ptr, char *buf, kt_size size)
{
	kt_size len = 0;

	kth_lock(&quarantine_lock);
	for (unsigned int i = 1; i <= QUARANTINE_ENTRIES && i <= quarantine_head; i++) {
		const struct quarantine_entry *e = quarantine_at(quarantine_head - i);

		if (e->record.ptr != ptr)
			continue;
		len = kth_format(buf, size, " of %lu bytes", (unsigned long)e->record.size);
		len = kt_text_frames(buf, size, len, "allocated at", e->record.frames,
				     e->record.nr_frames);
		len = kt_text_frames(buf, size, len, "first freed at", e->freed_by,
				     e->nr_freed_by);
		break;
	}
	kth_unlock(&quarantine_lock);
	return len;
}

void kt_quarantine_check(void)
{
	kth_lock(&quarantine_lock);
	for (unsigned int i = quarantine_tail; i != quarantine_head; i++) {
		struct quarantine_entry *e = quarantine_at(i);

		if (e->memory && e->record.epoch == kt_epoch)
			quarantine_report(e);
	}
	kth_unlock(&quarantine_lock);
}
