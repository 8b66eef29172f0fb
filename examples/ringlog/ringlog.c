// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A ring of records: a 16-bit length, then the text. Positions only grow;
 * a byte's place is its position modulo the ring's size.
 */
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/module.h>

#include "ringlog.h"

#define HEADER sizeof(u16)

static void copy_in(struct ringlog *log, u64 at, const u8 *from, size_t len)
{
	while (len--)
		log->data[at++ & (RINGLOG_SIZE - 1)] = *from++;
}

static void copy_out(const struct ringlog *log, u64 at, u8 *to, size_t len)
{
	while (len--)
		*to++ = log->data[at++ & (RINGLOG_SIZE - 1)];
}

static u16 record_length(const struct ringlog *log, u64 at)
{
	u16 len;

	copy_out(log, at, (u8 *)&len, HEADER);
	return len;
}

void ringlog_init(struct ringlog *log)
{
	spin_lock_init(&log->lock);
	init_waitqueue_head(&log->readers);
	log->first_seq = 0;
	log->next_seq = 0;
	log->head = 0;
	log->tail = 0;
}

s64 ringlog_append(struct ringlog *log, const void *text, size_t len)
{
	u16 header = len;
	s64 seq;

	if (!len || len > RINGLOG_RECORD_MAX)
		return -EINVAL;

	spin_lock(&log->lock);
	while (log->tail + HEADER + len - log->head > RINGLOG_SIZE) {
		log->head += HEADER + record_length(log, log->head);
		log->first_seq++;
	}
	copy_in(log, log->tail, (const u8 *)&header, HEADER);
	copy_in(log, log->tail + HEADER, text, len);
	log->tail += HEADER + len;
	seq = log->next_seq++;
	spin_unlock(&log->lock);

	wake_up_interruptible(&log->readers);
	return seq;
}

ssize_t ringlog_next(struct ringlog *log, struct ringlog_cursor *cursor, void *buf, size_t size)
{
	ssize_t result;

	spin_lock(&log->lock);
	if (cursor->seq < log->first_seq) {
		result = cursor->seq || cursor->offset ? -EPIPE : 0;
		cursor->seq = log->first_seq;
		cursor->offset = log->head;
		if (result)
			goto unlock;
	}
	if (cursor->seq == log->next_seq) {
		result = 0;
		goto unlock;
	}
	result = record_length(log, cursor->offset);
	if ((size_t)result > size) {
		result = -EINVAL;
		goto unlock;
	}
	copy_out(log, cursor->offset + HEADER, buf, result);
	cursor->offset += HEADER + result;
	cursor->seq++;
unlock:
	spin_unlock(&log->lock);
	return result;
}

static bool has_news(struct ringlog *log, const struct ringlog_cursor *cursor)
{
	bool news;

	spin_lock(&log->lock);
	news = cursor->seq != log->next_seq;
	spin_unlock(&log->lock);
	return news;
}

MODULE_DESCRIPTION("A ring log");
MODULE_LICENSE("Dual MIT/GPL");

/* ---- the device ------------------------------------------------------------ */

#include <linux/miscdevice.h>
#include <linux/slab.h>

struct ringlog ringlog_device;

static int device_open(struct inode *inode, struct file *file)
{
	struct ringlog_cursor *cursor = kzalloc(sizeof(*cursor), GFP_KERNEL);

	if (!cursor)
		return -ENOMEM;
	file->private_data = cursor;
	return nonseekable_open(inode, file);
}

static int device_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static ssize_t device_read(struct file *file, char __user *to, size_t count, loff_t *pos)
{
	struct ringlog_cursor *cursor = file->private_data;
	u8 record[RINGLOG_RECORD_MAX];
	ssize_t len;
	int error;

	while (!(len = ringlog_next(&ringlog_device, cursor, record, min(count, sizeof(record))))) {
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		error = wait_event_interruptible(ringlog_device.readers,
						 has_news(&ringlog_device, cursor));
		if (error)
			return error;
	}
	if (len > 0 && copy_to_user(to, record, len))
		return -EFAULT;
	return len;
}

static ssize_t device_write(struct file *file, const char __user *from, size_t count, loff_t *pos)
{
	u8 record[RINGLOG_RECORD_MAX];
	s64 seq;

	if (count > sizeof(record))
		return -EINVAL;
	if (copy_from_user(record, from, count))
		return -EFAULT;
	seq = ringlog_append(&ringlog_device, record, count);
	return seq < 0 ? seq : count;
}

const struct file_operations ringlog_fops = {
	.owner = THIS_MODULE,
	.open = device_open,
	.release = device_release,
	.read = device_read,
	.write = device_write,
};

static struct miscdevice ringlog_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "ringlog",
	.fops = &ringlog_fops,
};

static int __init ringlog_start(void)
{
	ringlog_init(&ringlog_device);
	return misc_register(&ringlog_misc);
}

static void __exit ringlog_stop(void)
{
	misc_deregister(&ringlog_misc);
}

module_init(ringlog_start);
module_exit(ringlog_stop);
