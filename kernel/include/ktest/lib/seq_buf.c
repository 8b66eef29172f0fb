// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Text in a buffer of a given size. */
#ifndef KTEST_LIB_SEQ_BUF_C
#define KTEST_LIB_SEQ_BUF_C

#include <linux/errno.h>
#include <linux/hex.h>
#include <linux/seq_buf.h>
#include <linux/string.h>
#include <linux/uaccess.h>

/* Adds `len` bytes, of which the last `spare` need room but do not count. */
static inline int seq_buf_add(struct seq_buf *s, const void *mem, size_t len, size_t spare)
{
	WARN_ON(s->size == 0);
	if (s->len + len > s->size) {
		seq_buf_set_overflow(s);
		return -1;
	}
	memcpy(s->buffer + s->len, mem, len);
	s->len += len - spare;
	return 0;
}

KTEST_DEF int seq_buf_vprintf(struct seq_buf *s, const char *fmt, va_list args)
{
	WARN_ON(s->size == 0);
	if (s->len < s->size) {
		int len = vsnprintf(s->buffer + s->len, s->size - s->len, fmt, args);

		if (s->len + len < s->size) {
			s->len += len;
			return 0;
		}
	}
	seq_buf_set_overflow(s);
	return -1;
}

KTEST_DEF int seq_buf_printf(struct seq_buf *s, const char *fmt, ...)
{
	va_list args;
	int err;

	va_start(args, fmt);
	err = seq_buf_vprintf(s, fmt, args);
	va_end(args);
	return err;
}

KTEST_DEF int seq_buf_puts(struct seq_buf *s, const char *str)
{
	return seq_buf_add(s, str, strlen(str) + 1, 1);
}

KTEST_DEF int seq_buf_putc(struct seq_buf *s, unsigned char c)
{
	return seq_buf_add(s, &c, 1, 0);
}

KTEST_DEF int seq_buf_putmem(struct seq_buf *s, const void *mem, unsigned int len)
{
	return seq_buf_add(s, mem, len, 0);
}

KTEST_DEF int seq_buf_putmem_hex(struct seq_buf *s, const void *mem, unsigned int len)
{
	const u8 *bytes = (const u8 *)mem;

	WARN_ON(s->size == 0);
	while (len) {
		unsigned int n = len < 8 ? len : 8, i;
		char text[17], *p = text;

		/* The highest byte of a little-endian number is the last. */
		for (i = n; i--;)
			p = hex_byte_pack(p, bytes[i]);
		*p++ = ' ';
		if (seq_buf_putmem(s, text, p - text))
			return -1;
		bytes += n;
		len -= n;
	}
	return 0;
}

KTEST_DEF int seq_buf_hex_dump(struct seq_buf *s, const char *prefix_str, int prefix_type, int rowsize, int groupsize,
			       const void *buf, size_t len, bool ascii)
{
	const u8 *bytes = (const u8 *)buf;
	size_t row = rowsize == 32 ? 32 : 16, at;
	char line[32 * 3 + 2 + 32 + 1];
	int err = 0;

	for (at = 0; at < len && !err; at += row) {
		hex_dump_to_buffer(bytes + at, min(len - at, row), row, groupsize, line, sizeof(line), ascii);
		if (prefix_type == DUMP_PREFIX_ADDRESS)
			err = seq_buf_printf(s, "%s%p: %s\n", prefix_str, (const void *)(bytes + at), line);
		else if (prefix_type == DUMP_PREFIX_OFFSET)
			err = seq_buf_printf(s, "%s%.8x: %s\n", prefix_str, (unsigned int)at, line);
		else
			err = seq_buf_printf(s, "%s%s\n", prefix_str, line);
	}
	return err;
}

KTEST_DEF int seq_buf_to_user(struct seq_buf *s, char __user *ubuf, size_t start, int cnt)
{
	size_t used = seq_buf_used(s);
	int left;

	if (!cnt)
		return 0;
	if (used <= start)
		return -EBUSY;
	if ((size_t)cnt > used - start)
		cnt = used - start;
	left = copy_to_user(ubuf, s->buffer + start, cnt);
	return left == cnt ? -EFAULT : cnt - left;
}

/* Line by line; the last one gets its end of line. */
KTEST_DEF void seq_buf_do_printk(struct seq_buf *s, const char *lvl)
{
	const char *line, *end;

	if (!s->size || !s->len)
		return;
	for (line = seq_buf_str(s); (end = strchr(line, '\n')) != NULL; line = end + 1)
		printk("%s%.*s", lvl, (int)(end - line + 1), line);
	if (line < s->buffer + s->len)
		printk("%s%s\n", lvl, line);
}

#endif
