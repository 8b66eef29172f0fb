// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Text of trace events. */
#ifndef KTEST_LIB_TRACE_SEQ_C
#define KTEST_LIB_TRACE_SEQ_C

#include <linux/bug.h>
#include <linux/string.h>
#include <linux/trace_seq.h>

static inline bool trace_seq_has_room(struct trace_seq *s, unsigned int len)
{
	if (s->full)
		return false;
	if (!s->seq.size)
		trace_seq_init(s);
	if (len > seq_buf_buffer_left(&s->seq))
		s->full = 1;
	return !s->full;
}

/* What was written since `len` is taken back if it did not fit. */
static inline int trace_seq_keep(struct trace_seq *s, size_t len)
{
	if (!seq_buf_has_overflowed(&s->seq))
		return 1;
	s->seq.len = len;
	s->full = 1;
	return 0;
}

KTEST_DEF void trace_seq_vprintf(struct trace_seq *s, const char *fmt, va_list args)
{
	size_t len = s->seq.len;

	if (trace_seq_has_room(s, 0)) {
		seq_buf_vprintf(&s->seq, fmt, args);
		trace_seq_keep(s, len);
	}
}

KTEST_DEF void trace_seq_printf(struct trace_seq *s, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	trace_seq_vprintf(s, fmt, args);
	va_end(args);
}

KTEST_DEF void trace_seq_putmem(struct trace_seq *s, const void *mem, unsigned int len)
{
	if (trace_seq_has_room(s, len))
		seq_buf_putmem(&s->seq, mem, len);
}

KTEST_DEF void trace_seq_puts(struct trace_seq *s, const char *str)
{
	trace_seq_putmem(s, str, strlen(str));
}

KTEST_DEF void trace_seq_putc(struct trace_seq *s, unsigned char c)
{
	trace_seq_putmem(s, &c, 1);
}

KTEST_DEF void trace_seq_putmem_hex(struct trace_seq *s, const void *mem, unsigned int len)
{
	size_t was = s->seq.len;

	if (trace_seq_has_room(s, len * 2)) {
		seq_buf_putmem_hex(&s->seq, mem, len);
		trace_seq_keep(s, was);
	}
}

KTEST_DEF void trace_seq_bitmask(struct trace_seq *s, const unsigned long *maskp, int nmaskbits)
{
	trace_seq_printf(s, "%*pb", nmaskbits, maskp);
}

KTEST_DEF int trace_seq_hex_dump(struct trace_seq *s, const char *prefix_str, int prefix_type, int rowsize,
				 int groupsize, const void *buf, size_t len, bool ascii)
{
	size_t was = s->seq.len;

	if (!trace_seq_has_room(s, 1))
		return 0;
	seq_buf_hex_dump(&s->seq, prefix_str, prefix_type, rowsize, groupsize, buf, len, ascii);
	return trace_seq_keep(s, was);
}

KTEST_DEF int trace_seq_to_user(struct trace_seq *s, char __user *ubuf, int cnt)
{
	int ret;

	if (!s->seq.size)
		trace_seq_init(s);
	ret = seq_buf_to_user(&s->seq, ubuf, s->readpos, cnt);
	if (ret > 0)
		s->readpos += ret;
	return ret;
}

KTEST_DEF char *trace_seq_acquire(struct trace_seq *s, unsigned int len)
{
	char *begin = trace_seq_buffer_ptr(s);

	if (!WARN_ON_ONCE(seq_buf_buffer_left(&s->seq) < len))
		seq_buf_commit(&s->seq, len);
	return begin;
}

#endif
