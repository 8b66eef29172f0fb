/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Text of trace events, of up to 8 KiB: what has no room is left out, and all that comes after it. No lock: one task
 * writes at a time.
 * Fidelity: faithful; no paths, no seq_file, no binary formats
 */
#ifndef KTEST_LINUX_TRACE_SEQ_H
#define KTEST_LINUX_TRACE_SEQ_H
#include <ktest/open.h>

#include <linux/seq_buf.h>
#include <asm/page.h>

#define TRACE_SEQ_SIZE 8192
#define TRACE_SEQ_BUFFER_SIZE (TRACE_SEQ_SIZE - (sizeof(struct seq_buf) + sizeof(size_t) + sizeof(int)))

struct trace_seq {
	char buffer[TRACE_SEQ_BUFFER_SIZE];
	struct seq_buf seq;
	size_t readpos;
	int full;
};

static inline void trace_seq_init(struct trace_seq *s)
{
	seq_buf_init(&s->seq, s->buffer, TRACE_SEQ_BUFFER_SIZE);
	s->full = 0;
	s->readpos = 0;
}
static inline int trace_seq_used(struct trace_seq *s) { return seq_buf_used(&s->seq); }
static inline char *trace_seq_buffer_ptr(struct trace_seq *s) { return s->buffer + seq_buf_used(&s->seq); }
static inline bool trace_seq_has_overflowed(struct trace_seq *s)
{
	return s->full || seq_buf_has_overflowed(&s->seq);
}

/* All of it, or nothing. */
KTEST_FN __printf(2, 3) void trace_seq_printf(struct trace_seq *s, const char *fmt, ...);
KTEST_FN __printf(2, 0) void trace_seq_vprintf(struct trace_seq *s, const char *fmt, va_list args);
KTEST_FN void trace_seq_puts(struct trace_seq *s, const char *str);
KTEST_FN void trace_seq_putc(struct trace_seq *s, unsigned char c);
KTEST_FN void trace_seq_putmem(struct trace_seq *s, const void *mem, unsigned int len);
KTEST_FN void trace_seq_putmem_hex(struct trace_seq *s, const void *mem, unsigned int len);
KTEST_FN void trace_seq_bitmask(struct trace_seq *s, const unsigned long *maskp, int nmaskbits);
/* 1, or 0: no room. */
KTEST_FN int trace_seq_hex_dump(struct trace_seq *s, const char *prefix_str, int prefix_type, int rowsize,
				int groupsize, const void *buf, size_t len, bool ascii);
/* Returns how many bytes were copied, -EBUSY (nothing is left) or -EFAULT. */
KTEST_FN int trace_seq_to_user(struct trace_seq *s, char __user *ubuf, int cnt);
/* Room to write len bytes into; if there is less, it counts as full. */
KTEST_FN char *trace_seq_acquire(struct trace_seq *s, unsigned int len);

#include <ktest/close.h>
#endif
