// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Bitmaps as text: groups of hexadecimal digits, and lists such as 0-3,8-15:2/4. */
#include <linux/bitmap.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/sprintf.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <asm/page.h>

static bool bitmap_is_gap(char c)
{
	return isspace(c) || c == ',';
}

static bool bitmap_is_end(char c)
{
	return c == '\0' || c == '\n';
}

/* The group of digits that ends before `end`: what is before it, or an error. */
static const char *bitmap_hex_group(const char *buf, const char *end, u32 *group)
{
	u32 value = 0;

	for (unsigned int bit = 0; bit < 32; bit += 4) {
		int digit = hex_to_bin(*--end);

		if (digit < 0)
			return ERR_PTR(-EINVAL);
		value |= (u32)digit << bit;
		if (end == buf || bitmap_is_gap(end[-1]))
			break;
		/* One character that is no digit may stand before eight digits. */
		if (bit == 28 && hex_to_bin(*--end) >= 0)
			return ERR_PTR(-EOVERFLOW);
	}
	*group = value;
	return end;
}

/*
 * Read from the end, since the last group holds the lowest 32 bits. What was read before an error
 * stays written, and what comes after it keeps what it had.
 */
__weak int bitmap_parse(const char *buf, unsigned int buflen, unsigned long *dst, int nbits)
{
	const char *end = strnchrnul(buf, buflen, '\n');
	unsigned int groups = 0, room = BITS_TO_U32((unsigned int)nbits), size;

	for (;; groups++) {
		while (end > buf && bitmap_is_gap(end[-1]))
			end--;
		if (end <= buf)
			break;
		if (groups == room)
			return -EOVERFLOW;
		end = bitmap_hex_group(buf, end, (u32 *)dst + groups);
		if (IS_ERR(end))
			return PTR_ERR(end);
	}
	size = groups * 32;
	if (size < (unsigned int)nbits) {
		bitmap_clear(dst, size, nbits - size);
		return 0;
	}
	return find_next_bit(dst, size, nbits) < size ? -EOVERFLOW : 0;
}

/* From each group of `group` bits in start … end, the first `used`. */
struct bitmap_range { unsigned int start, end, used, group; };

/* A decimal number, or N for the last bit. Returns what follows it. */
static const char *bitmap_list_number(const char *s, unsigned int last, unsigned int *num)
{
	u64 value = 0;

	if (*s == 'N') {
		*num = last;
		return s + 1;
	}
	if (!isdigit(*s))
		return ERR_PTR(-EINVAL);
	for (; isdigit(*s); s++) {
		/* Once over 32 bits it stays there, so it need not grow further. */
		if (value <= U32_MAX)
			value = value * 10 + (*s - '0');
	}
	if (value > U32_MAX)
		return ERR_PTR(-EOVERFLOW);
	*num = value;
	return s;
}

static const char *bitmap_list_range(const char *s, unsigned int last, struct bitmap_range *r)
{
	if (!strncasecmp(s, "all", 3)) {
		r->start = 0;
		r->end = last;
		s += 3;
	} else {
		s = bitmap_list_number(s, last, &r->start);
		if (IS_ERR(s))
			return s;
		r->end = r->start;
		if (*s == '-')
			s = bitmap_list_number(s + 1, last, &r->end);
		else if (!bitmap_is_gap(*s) && !bitmap_is_end(*s))
			return ERR_PTR(-EINVAL);	/* a pattern needs a range */
		if (IS_ERR(s))
			return s;
	}
	r->used = r->group = r->end + 1;
	if (bitmap_is_gap(*s) || bitmap_is_end(*s))
		return s;
	if (*s != ':')
		return ERR_PTR(-EINVAL);
	s = bitmap_list_number(s + 1, last, &r->used);
	if (IS_ERR(s))
		return s;
	return *s == '/' ? bitmap_list_number(s + 1, last, &r->group) : ERR_PTR(-EINVAL);
}

__weak int bitmap_parselist(const char *buf, unsigned long *dst, int nbits)
{
	bitmap_zero(dst, nbits);
	for (;;) {
		struct bitmap_range r;

		/* A newline is white space too, but ends the list after a number. */
		while (bitmap_is_gap(*buf))
			buf++;
		if (!*buf)
			return 0;
		buf = bitmap_list_range(buf, nbits - 1, &r);
		if (IS_ERR(buf))
			return PTR_ERR(buf);
		if (r.start > r.end || !r.group || r.used > r.group)
			return -EINVAL;
		if (r.end >= (unsigned int)nbits)
			return -ERANGE;
		for (u64 at = r.start; at <= r.end; at += r.group)
			bitmap_set(dst, at, at + r.used > r.end ? r.end - at + 1 : r.used);
		/* After a pattern it is white space again. */
		if (*buf == '\n' && r.group == r.end + 1)
			return 0;
	}
}

/* A terminated copy of user memory, or an error pointer. */
static char *bitmap_copy_user(const char __user *ubuf, unsigned int ulen)
{
	char *text = kmalloc((size_t)ulen + 1, GFP_KERNEL);

	if (!text)
		return ERR_PTR(-ENOMEM);
	if (copy_from_user(text, ubuf, ulen)) {
		kfree(text);
		return ERR_PTR(-EFAULT);
	}
	text[ulen] = '\0';
	return text;
}

__weak int bitmap_parse_user(const char __user *ubuf, unsigned int ulen, unsigned long *dst,
			     int nbits)
{
	char *text = bitmap_copy_user(ubuf, ulen);
	int err;

	if (IS_ERR(text))
		return PTR_ERR(text);
	err = bitmap_parse(text, UINT_MAX, dst, nbits);
	kfree(text);
	return err;
}

__weak int bitmap_parselist_user(const char __user *ubuf, unsigned int ulen, unsigned long *dst,
				 int nbits)
{
	char *text = bitmap_copy_user(ubuf, ulen);
	int err;

	if (IS_ERR(text))
		return PTR_ERR(text);
	err = bitmap_parselist(text, dst, nbits);
	kfree(text);
	return err;
}

/* Fills up to the end of the page that buf points into. */
__weak int bitmap_print_to_pagebuf(bool list, char *buf, const unsigned long *maskp, int nmaskbits)
{
	size_t room = PAGE_SIZE - offset_in_page(buf);

	return list ? scnprintf(buf, room, "%*pbl\n", nmaskbits, maskp) :
		      scnprintf(buf, room, "%*pb\n", nmaskbits, maskp);
}

/* A window of the text, its terminator included, as a read at `off` returns it. */
static int bitmap_print_window(char *text, char *buf, loff_t off, size_t count)
{
	loff_t size;

	if (!text)
		return -ENOMEM;
	size = strlen(text) + 1;
	if (off < 0) {
		kfree(text);
		return -EINVAL;
	}
	if (off > size)
		off = size;
	if (count > (size_t)(size - off))
		count = size - off;
	memcpy(buf, text + off, count);
	kfree(text);
	return count;
}

__weak int bitmap_print_bitmask_to_buf(char *buf, const unsigned long *maskp, int nmaskbits,
				       loff_t off, size_t count)
{
	return bitmap_print_window(kasprintf(GFP_KERNEL, "%*pb\n", nmaskbits, maskp), buf, off,
				   count);
}

__weak int bitmap_print_list_to_buf(char *buf, const unsigned long *maskp, int nmaskbits,
				    loff_t off, size_t count)
{
	return bitmap_print_window(kasprintf(GFP_KERNEL, "%*pbl\n", nmaskbits, maskp), buf, off,
				   count);
}
