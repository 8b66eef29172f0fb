/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Text in a buffer of a given size; once it overflows, it stays so. No lock: one task writes at a time.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_SEQ_BUF_H
#define KTEST_LINUX_SEQ_BUF_H
#include <ktest/open.h>

#include <linux/bug.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/types.h>

/* len > size: overflowed. */
struct seq_buf {
	char *buffer;
	size_t size;
	size_t len;
};

#define DECLARE_SEQ_BUF(NAME, SIZE) struct seq_buf NAME = { .buffer = (char[SIZE]){ 0 }, .size = SIZE, .len = 0 }

static inline void seq_buf_clear(struct seq_buf *s)
{
	s->len = 0;
	if (s->size)
		s->buffer[0] = '\0';
}
static inline void seq_buf_init(struct seq_buf *s, char *buf, unsigned int size)
{
	s->buffer = buf;
	s->size = size;
	seq_buf_clear(s);
}
static inline bool seq_buf_has_overflowed(struct seq_buf *s) { return s->len > s->size; }
static inline void seq_buf_set_overflow(struct seq_buf *s) { s->len = s->size + 1; }
static inline unsigned int seq_buf_buffer_left(struct seq_buf *s)
{
	return seq_buf_has_overflowed(s) ? 0 : s->size - s->len;
}
static inline unsigned int seq_buf_used(struct seq_buf *s) { return s->len < s->size ? s->len : s->size; }

/* Ends the text with a NUL: over its last byte if there is no room. Warns of a buffer of size 0. */
static inline const char *seq_buf_str(struct seq_buf *s)
{
	if (WARN_ON(s->size == 0))
		return "";
	s->buffer[s->len < s->size ? s->len : s->size - 1] = '\0';
	return s->buffer;
}

/* Room to write into by hand, and how much of it was used; < 0: it was too little. */
static inline size_t seq_buf_get_buf(struct seq_buf *s, char **bufp)
{
	bool has_room = s->len < s->size;

	WARN_ON(s->len > s->size + 1);
	*bufp = has_room ? s->buffer + s->len : NULL;
	return has_room ? s->size - s->len : 0;
}
static inline void seq_buf_commit(struct seq_buf *s, int num)
{
	if (num < 0) {
		seq_buf_set_overflow(s);
	} else {
		BUG_ON(s->len + num > s->size);
		s->len += num;
	}
}

/* These return 0, or -1 on overflow. A text needs room for its NUL, too. */
KTEST_FN __printf(2, 3) int seq_buf_printf(struct seq_buf *s, const char *fmt, ...);
KTEST_FN __printf(2, 0) int seq_buf_vprintf(struct seq_buf *s, const char *fmt, va_list args);
KTEST_FN int seq_buf_puts(struct seq_buf *s, const char *str);
KTEST_FN int seq_buf_putc(struct seq_buf *s, unsigned char c);
KTEST_FN int seq_buf_putmem(struct seq_buf *s, const void *mem, unsigned int len);
/* Words of 8 bytes, each as one number, each with a space after it. */
KTEST_FN int seq_buf_putmem_hex(struct seq_buf *s, const void *mem, unsigned int len);
KTEST_FN int seq_buf_hex_dump(struct seq_buf *s, const char *prefix_str, int prefix_type, int rowsize, int groupsize,
			      const void *buf, size_t len, bool ascii);
/* Returns how many bytes were copied, -EBUSY (nothing is left) or -EFAULT. */
KTEST_FN int seq_buf_to_user(struct seq_buf *s, char __user *ubuf, size_t start, int cnt);
KTEST_FN void seq_buf_do_printk(struct seq_buf *s, const char *lvl);

#include <ktest/close.h>
#endif
