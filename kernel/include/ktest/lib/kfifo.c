// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Queues of elements, and of records behind their length. The index moves once the data is there. */
#ifndef KTEST_LIB_KFIFO_C
#define KTEST_LIB_KFIFO_C

#include <linux/err.h>
#include <linux/kfifo.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

static inline unsigned int kfifo_unused(const struct __kfifo *fifo)
{
	return fifo->mask + 1 - (fifo->in - fifo->out);
}

KTEST_DEF int __kfifo_init(struct __kfifo *fifo, void *buffer, unsigned int size, size_t esize)
{
	size /= esize;
	if (size)
		size = rounddown_pow_of_two(size);
	*fifo = (struct __kfifo){};
	fifo->mask = size < 2 ? 0 : size - 1;
	fifo->esize = esize;
	fifo->data = buffer;
	return size < 2 ? -EINVAL : 0;
}

KTEST_DEF int __kfifo_alloc(struct __kfifo *fifo, unsigned int size, size_t esize, gfp_t gfp_mask)
{
	size = size ? roundup_pow_of_two(size) : 0;
	*fifo = (struct __kfifo){};
	fifo->esize = esize;
	if (size < 2)
		return -EINVAL;
	fifo->data = kmalloc_array(esize, size, gfp_mask);
	if (!fifo->data)
		return -ENOMEM;
	fifo->mask = size - 1;
	return 0;
}

KTEST_DEF void __kfifo_free(struct __kfifo *fifo)
{
	kfree(fifo->data);
	*fifo = (struct __kfifo){};
}

/* The pieces that `len` elements from the index `at` on lie in. */
struct kfifo_span {
	void *first, *second;
	size_t first_bytes, second_bytes;
};

static inline struct kfifo_span kfifo_span(const struct __kfifo *fifo, unsigned int at, unsigned int len)
{
	unsigned int place = at & fifo->mask, to_end = fifo->mask + 1 - place;
	unsigned int nr = min(len, to_end);

	return (struct kfifo_span){
		.first = (char *)fifo->data + (size_t)place * fifo->esize,
		.second = fifo->data,
		.first_bytes = (size_t)nr * fifo->esize,
		.second_bytes = (size_t)(len - nr) * fifo->esize,
	};
}

static inline void kfifo_write(struct __kfifo *fifo, unsigned int at, const void *from, unsigned int len)
{
	struct kfifo_span to = kfifo_span(fifo, at, len);

	memcpy(to.first, from, to.first_bytes);
	memcpy(to.second, (const char *)from + to.first_bytes, to.second_bytes);
	smp_wmb();
	kt_order_release(fifo);
}

static inline void kfifo_read(const struct __kfifo *fifo, unsigned int at, void *to, unsigned int len)
{
	struct kfifo_span from = kfifo_span(fifo, at, len);

	kt_order_acquire(fifo);
	memcpy(to, from.first, from.first_bytes);
	memcpy((char *)to + from.first_bytes, from.second, from.second_bytes);
	smp_wmb();
}

/* Returns how many elements were not copied, the last of them perhaps in part. */
static inline unsigned int kfifo_write_user(struct __kfifo *fifo, unsigned int at, const void __user *from, unsigned int len)
{
	struct kfifo_span to = kfifo_span(fifo, at, len);
	unsigned long left = copy_from_user(to.first, from, to.first_bytes);

	if (left)
		left += to.second_bytes;
	else
		left = copy_from_user(to.second, (const char __user *)from + to.first_bytes, to.second_bytes);
	smp_wmb();
	kt_order_release(fifo);
	return DIV_ROUND_UP(left, fifo->esize);
}

static inline unsigned int kfifo_read_user(struct __kfifo *fifo, unsigned int at, void __user *to, unsigned int len)
{
	struct kfifo_span from = kfifo_span(fifo, at, len);
	unsigned long left;

	kt_order_acquire(fifo);
	left = copy_to_user(to, from.first, from.first_bytes);
	if (left)
		left += from.second_bytes;
	else
		left = copy_to_user((char __user *)to + from.first_bytes, from.second, from.second_bytes);
	smp_wmb();
	return DIV_ROUND_UP(left, fifo->esize);
}

/* ---- elements ----------------------------------------------------------------------------- */

KTEST_DEF unsigned int __kfifo_in(struct __kfifo *fifo, const void *buf, unsigned int len)
{
	len = min(len, kfifo_unused(fifo));
	kfifo_write(fifo, fifo->in, buf, len);
	fifo->in += len;
	return len;
}

KTEST_DEF unsigned int __kfifo_out_peek(struct __kfifo *fifo, void *buf, unsigned int len)
{
	len = min(len, fifo->in - fifo->out);
	kfifo_read(fifo, fifo->out, buf, len);
	return len;
}

KTEST_DEF unsigned int __kfifo_out(struct __kfifo *fifo, void *buf, unsigned int len)
{
	len = __kfifo_out_peek(fifo, buf, len);
	fifo->out += len;
	return len;
}

KTEST_DEF unsigned int __kfifo_out_linear(struct __kfifo *fifo, unsigned int *tail, unsigned int n)
{
	unsigned int place = fifo->out & fifo->mask;

	if (tail)
		*tail = place;
	return min3(n, fifo->in - fifo->out, fifo->mask + 1 - place);
}

KTEST_DEF int __kfifo_from_user(struct __kfifo *fifo, const void __user *from, unsigned long len, unsigned int *copied)
{
	unsigned int nr = min_t(unsigned long, len / fifo->esize, kfifo_unused(fifo));
	unsigned int left = kfifo_write_user(fifo, fifo->in, from, nr);

	*copied = (nr - left) * fifo->esize;
	fifo->in += nr - left;
	return left ? -EFAULT : 0;
}

KTEST_DEF int __kfifo_to_user(struct __kfifo *fifo, void __user *to, unsigned long len, unsigned int *copied)
{
	unsigned int nr = min_t(unsigned long, len / fifo->esize, fifo->in - fifo->out);
	unsigned int left = kfifo_read_user(fifo, fifo->out, to, nr);

	*copied = (nr - left) * fifo->esize;
	fifo->out += nr - left;
	return left ? -EFAULT : 0;
}

/* ---- records ------------------------------------------------------------------------------ */

KTEST_DEF unsigned int __kfifo_max_r(unsigned int len, size_t recsize)
{
	return min(len, (1u << recsize * 8) - 1);
}

static inline void kfifo_set_length(struct __kfifo *fifo, unsigned int len, size_t recsize)
{
	u8 bytes[2] = { (u8)len, (u8)(len >> 8) };

	kfifo_write(fifo, fifo->in, bytes, recsize);
}

KTEST_DEF unsigned int __kfifo_len_r(struct __kfifo *fifo, size_t recsize)
{
	u8 bytes[2] = { 0, 0 };

	kfifo_read(fifo, fifo->out, bytes, recsize);
	return bytes[0] | bytes[1] << 8;
}

KTEST_DEF void __kfifo_skip_r(struct __kfifo *fifo, size_t recsize)
{
	fifo->out += __kfifo_len_r(fifo, recsize) + recsize;
}

KTEST_DEF unsigned int __kfifo_in_r(struct __kfifo *fifo, const void *buf, unsigned int len, size_t recsize)
{
	if (len + recsize > kfifo_unused(fifo))
		return 0;
	kfifo_set_length(fifo, len, recsize);
	kfifo_write(fifo, fifo->in + recsize, buf, len);
	fifo->in += len + recsize;
	return len;
}

KTEST_DEF unsigned int __kfifo_out_peek_r(struct __kfifo *fifo, void *buf, unsigned int len, size_t recsize)
{
	if (fifo->in == fifo->out)
		return 0;
	len = min(len, __kfifo_len_r(fifo, recsize));
	kfifo_read(fifo, fifo->out + recsize, buf, len);
	return len;
}

KTEST_DEF unsigned int __kfifo_out_r(struct __kfifo *fifo, void *buf, unsigned int len, size_t recsize)
{
	if (fifo->in == fifo->out)
		return 0;
	len = __kfifo_out_peek_r(fifo, buf, len, recsize);
	__kfifo_skip_r(fifo, recsize);
	return len;
}

/* *tail is no place but an index: that of the record's first byte. */
KTEST_DEF unsigned int __kfifo_out_linear_r(struct __kfifo *fifo, unsigned int *tail, unsigned int n, size_t recsize)
{
	if (fifo->in == fifo->out)
		return 0;
	if (tail)
		*tail = fifo->out + recsize;
	return min(n, __kfifo_len_r(fifo, recsize));
}

KTEST_DEF int __kfifo_from_user_r(struct __kfifo *fifo, const void __user *from, unsigned long len, unsigned int *copied,
			       size_t recsize)
{
	unsigned int nr = __kfifo_max_r(len, recsize);

	*copied = 0;
	if (nr + recsize > kfifo_unused(fifo))
		return 0;
	kfifo_set_length(fifo, nr, recsize);
	if (kfifo_write_user(fifo, fifo->in + recsize, from, nr))
		return -EFAULT;
	*copied = nr;
	fifo->in += nr + recsize;
	return 0;
}

KTEST_DEF int __kfifo_to_user_r(struct __kfifo *fifo, void __user *to, unsigned long len, unsigned int *copied,
			     size_t recsize)
{
	unsigned int nr;

	*copied = 0;
	if (fifo->in == fifo->out)
		return 0;
	nr = min_t(unsigned long, len, __kfifo_len_r(fifo, recsize));
	if (kfifo_read_user(fifo, fifo->out + recsize, to, nr))
		return -EFAULT;
	*copied = nr;
	__kfifo_skip_r(fifo, recsize);
	return 0;
}

#endif
