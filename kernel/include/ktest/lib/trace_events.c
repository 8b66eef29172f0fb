// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Trace events: helpers of TP_printk(), and the record that a test reads. */
#ifndef KTEST_LIB_TRACE_EVENTS_C
#define KTEST_LIB_TRACE_EVENTS_C

#include <ktest/trace.h>
#include <linux/list.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/trace_events.h>

/* ---- helpers of TP_printk() ------------------------------------------------------------------ */

KTEST_DEF const char *trace_print_flags_seq(struct trace_seq *p, const char *delim, unsigned long flags,
					    const struct trace_print_flags *flag_array)
{
	const char *begin = trace_seq_buffer_ptr(p), *between = "";

	for (; flag_array->name && flags; flag_array++) {
		if ((flags & flag_array->mask) != flag_array->mask)
			continue;
		flags &= ~flag_array->mask;
		trace_seq_puts(p, between);
		trace_seq_puts(p, flag_array->name);
		between = delim ?: "";
	}
	if (flags) {
		trace_seq_puts(p, between);
		trace_seq_printf(p, "0x%lx", flags);
	}
	trace_seq_putc(p, 0);
	return begin;
}

KTEST_DEF const char *trace_print_symbols_seq(struct trace_seq *p, unsigned long val,
					      const struct trace_print_flags *symbol_array)
{
	const char *begin = trace_seq_buffer_ptr(p);

	while (symbol_array->name && symbol_array->mask != val)
		symbol_array++;
	if (symbol_array->name)
		trace_seq_puts(p, symbol_array->name);
	if (begin == trace_seq_buffer_ptr(p))
		trace_seq_printf(p, "0x%lx", val);
	trace_seq_putc(p, 0);
	return begin;
}

KTEST_DEF const char *trace_print_bitmask_seq(struct trace_seq *p, void *bitmask_ptr, unsigned int bitmask_size)
{
	const char *begin = trace_seq_buffer_ptr(p);

	trace_seq_bitmask(p, (const unsigned long *)bitmask_ptr, bitmask_size * 8);
	trace_seq_putc(p, 0);
	return begin;
}

KTEST_DEF const char *trace_print_hex_seq(struct trace_seq *p, const unsigned char *buf, int len, bool concatenate)
{
	const char *begin = trace_seq_buffer_ptr(p);
	int i;

	for (i = 0; i < len; i++)
		trace_seq_printf(p, "%s%02x", i && !concatenate ? " " : "", buf[i]);
	trace_seq_putc(p, 0);
	return begin;
}

KTEST_DEF const char *trace_print_array_seq(struct trace_seq *p, const void *buf, int count, size_t el_size)
{
	const char *begin = trace_seq_buffer_ptr(p), *between = "";
	const u8 *at = (const u8 *)buf, *end = at + (count > 0 ? count * el_size : 0);
	bool is_bad = el_size != 1 && el_size != 2 && el_size != 4 && el_size != 8;

	trace_seq_putc(p, '{');
	for (; at < end; at += is_bad ? 1 : el_size, between = ",") {
		u64 value = 0;

		if (is_bad) {
			trace_seq_printf(p, "BAD SIZE:%zu 0x%x", el_size, *at);
			el_size = 1;
			is_bad = false;
			continue;
		}
		memcpy((char *)&value + (IS_ENABLED(CONFIG_CPU_BIG_ENDIAN) ? 8 - el_size : 0), at, el_size);
		trace_seq_printf(p, "%s0x%llx", between, value);
	}
	trace_seq_putc(p, '}');
	trace_seq_putc(p, 0);
	return begin;
}

KTEST_DEF const char *trace_print_hex_dump_seq(struct trace_seq *p, const char *prefix_str, int prefix_type,
					       int rowsize, int groupsize, const void *buf, size_t len, bool ascii)
{
	const char *begin = trace_seq_buffer_ptr(p);

	trace_seq_putc(p, '\n');
	trace_seq_hex_dump(p, prefix_str, prefix_type, rowsize, groupsize, buf, len, ascii);
	trace_seq_putc(p, 0);
	return begin;
}

KTEST_DEF int ktest_trace_vstr_len(const char *fmt, va_list *va)
{
	va_list copy;
	int len;

	va_copy(copy, *va);
	len = vsnprintf(NULL, 0, fmt, copy) + 1;
	va_end(copy);
	return min(len, TRACE_EVENT_STR_MAX);
}

/* ---- entries --------------------------------------------------------------------------------- */

KTEST_DEF void *ktest_trace_entry(size_t size)
{
	struct trace_entry *entry = NULL;

	if (size <= PAGE_SIZE)
		entry = (struct trace_entry *)kzalloc(PAGE_SIZE, GFP_ATOMIC | __GFP_NOWARN);
	if (entry) {
		/* The probe's own section is no news. */
		entry->preempt_count = preempt_count() - 1;
		entry->pid = get_current()->pid;
	}
	return entry;
}

KTEST_DEF u32 ktest_trace_room(size_t *size, size_t bytes)
{
	size_t begin = ALIGN(*size, sizeof(long));

	if (begin > PAGE_SIZE || bytes > PAGE_SIZE - begin)
		return 0;
	*size = begin + bytes;
	return begin | bytes << 16;
}

KTEST_DEF void ktest_trace_drop(void *entry)
{
	kfree(entry);
}

/* ---- the record ------------------------------------------------------------------------------ */

struct ktest_trace_record {
	struct list_head list;
	struct tracepoint *tp;
	const char *text; /* in line, behind the event's name */
	char line[];
};

__weak DEFINE_SPINLOCK(ktest_trace_lock);
__weak LIST_HEAD(ktest_trace_records);

KTEST_DEF void ktest_trace_commit(struct tracepoint *tp, void *entry)
{
	struct trace_seq *seq = (struct trace_seq *)kmalloc(2 * sizeof(*seq), GFP_ATOMIC | __GFP_NOWARN);
	struct ktest_trace_record *record = NULL;
	size_t name = strlen(tp->name);
	unsigned long flags;

	if (seq) {
		trace_seq_init(&seq[0]);
		trace_seq_init(&seq[1]);
		tp->ktest_event->print(&seq[0], &seq[1], entry);
		record = (struct ktest_trace_record *)kmalloc(sizeof(*record) + name + 2 + trace_seq_used(&seq[0]) + 1,
							      GFP_ATOMIC | __GFP_NOWARN);
	}
	if (record) {
		record->tp = tp;
		record->text = record->line + name + 2;
		snprintf(record->line, name + 2 + trace_seq_used(&seq[0]) + 1, "%s: %.*s", tp->name,
			 trace_seq_used(&seq[0]), seq[0].buffer);
		spin_lock_irqsave(&ktest_trace_lock, flags);
		list_add_tail(&record->list, &ktest_trace_records);
		spin_unlock_irqrestore(&ktest_trace_lock, flags);
	}
	kfree(seq);
	kfree(entry);
}

static inline void *ktest_tracepoint_probe(struct tracepoint *tp)
{
	return tp->ktest_event ? tp->ktest_event->probe : tp->probestub;
}

KTEST_DEF int ktest_tracepoint_start(struct tracepoint *tp)
{
	int err = tracepoint_probe_register_may_exist(tp, ktest_tracepoint_probe(tp), tp);

	return err == -EEXIST ? 0 : err;
}

KTEST_DEF void ktest_tracepoint_stop(struct tracepoint *tp)
{
	if (tp->funcs)
		tracepoint_probe_unregister(tp, ktest_tracepoint_probe(tp), tp);
}

KTEST_DEF unsigned long ktest_tracepoint_count(struct tracepoint *tp)
{
	return __atomic_load_n(&tp->ktest_fired, __ATOMIC_RELAXED);
}

/* The nth record, of one event or of all. */
static inline const struct ktest_trace_record *ktest_trace_find(struct tracepoint *tp, unsigned int nth)
{
	struct ktest_trace_record *record, *found = NULL;
	unsigned long flags;

	spin_lock_irqsave(&ktest_trace_lock, flags);
	list_for_each_entry(record, &ktest_trace_records, list) {
		if ((!tp || record->tp == tp) && !nth--) {
			found = record;
			break;
		}
	}
	spin_unlock_irqrestore(&ktest_trace_lock, flags);
	return found;
}

KTEST_DEF const char *ktest_tracepoint_text(struct tracepoint *tp, unsigned int nth)
{
	const struct ktest_trace_record *record = ktest_trace_find(tp, nth);

	return record ? record->text : NULL;
}

KTEST_DEF const char *ktest_tracepoint_line(unsigned int nth)
{
	const struct ktest_trace_record *record = ktest_trace_find(NULL, nth);

	return record ? record->line : NULL;
}

static inline void ktest_trace_forget(struct tracepoint *tp, void *priv)
{
	(void)priv;
	__atomic_store_n(&tp->ktest_fired, 0, __ATOMIC_RELAXED);
}

KTEST_DEF void ktest_tracepoint_clear(void)
{
	struct ktest_trace_record *record, *next;
	unsigned long flags;
	LIST_HEAD(old);

	for_each_kernel_tracepoint(ktest_trace_forget, NULL);
	spin_lock_irqsave(&ktest_trace_lock, flags);
	list_splice_init(&ktest_trace_records, &old);
	spin_unlock_irqrestore(&ktest_trace_lock, flags);
	list_for_each_entry_safe(record, next, &old, list)
		kfree(record);
}

#endif
