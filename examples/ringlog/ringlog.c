// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A ring log; ringlog.h tells how it works.
 *
 * In the ring a record is its length and then its bytes, without padding.
 */
#include <linux/container_of.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/lockdep.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "ringlog.h"

typedef u16 ringlog_len_t;

/* What an open file knows. */
struct ringlog_reader {
	struct ringlog *log;
	struct mutex lock;		/* of everything below */
	u64 seq, pos;			/* of the record it is at */
	size_t done;			/* bytes of that record it has read */
	char record[RINGLOG_RECORD_MAX];
};

/* Copy into the ring, and around its end. */
static void ring_put(struct ringlog *log, u64 pos, const void *data, size_t len)
{
	size_t at = pos & (log->size - 1);
	size_t head = min(len, log->size - at);

	memcpy(log->ring + at, data, head);
	memcpy(log->ring, data + head, len - head);
}

static void ring_get(const struct ringlog *log, u64 pos, void *data, size_t len)
{
	size_t at = pos & (log->size - 1);
	size_t head = min(len, log->size - at);

	memcpy(data, log->ring + at, head);
	memcpy(data + head, log->ring, len - head);
}

static size_t record_len(const struct ringlog *log, u64 pos)
{
	ringlog_len_t len;

	ring_get(log, pos, &len, sizeof(len));
	return len;
}

/**
 * ringlog_init - make an empty log
 * @log: the log
 * @size: bytes of its ring: a power of 2, enough for a record of the full size
 *
 * Return: 0, -EINVAL or -ENOMEM.
 */
int ringlog_init(struct ringlog *log, size_t size)
{
	if (!is_power_of_2(size) || size < sizeof(ringlog_len_t) + RINGLOG_RECORD_MAX)
		return -EINVAL;
	memset(log, 0, sizeof(*log));
	log->ring = kmalloc(size, GFP_KERNEL);
	if (!log->ring)
		return -ENOMEM;
	log->size = size;
	spin_lock_init(&log->lock);
	init_waitqueue_head(&log->wait);
	return 0;
}
EXPORT_SYMBOL_GPL(ringlog_init);

/**
 * ringlog_destroy - free what ringlog_init() made
 * @log: the log
 */
void ringlog_destroy(struct ringlog *log)
{
	kfree(log->ring);
	log->ring = NULL;
}
EXPORT_SYMBOL_GPL(ringlog_destroy);

/**
 * ringlog_append - add a record
 * @log: the log
 * @data: its bytes
 * @len: how many, at least one
 *
 * Context: any.
 * Return: 0, -EINVAL without bytes, or -EMSGSIZE with too many.
 */
int ringlog_append(struct ringlog *log, const void *data, size_t len)
{
	ringlog_len_t header = len;
	size_t need = sizeof(header) + len;
	unsigned long flags;

	if (!len)
		return -EINVAL;
	if (len > RINGLOG_RECORD_MAX)
		return -EMSGSIZE;

	spin_lock_irqsave(&log->lock, flags);
	while (log->next_pos + need - log->first_pos > log->size) {
		log->first_pos += sizeof(header) + record_len(log, log->first_pos);
		log->first_seq++;
	}
	ring_put(log, log->next_pos, &header, sizeof(header));
	ring_put(log, log->next_pos + sizeof(header), data, len);
	log->next_pos += need;
	log->next_seq++;
	spin_unlock_irqrestore(&log->lock, flags);

	wake_up_interruptible(&log->wait);
	return 0;
}
EXPORT_SYMBOL_GPL(ringlog_append);

/* Where the oldest record is; or, with @end, where the next one will be. */
static void ringlog_go(struct ringlog_reader *reader, bool end)
{
	struct ringlog *log = reader->log;

	lockdep_assert_held(&log->lock);
	reader->seq = end ? log->next_seq : log->first_seq;
	reader->pos = end ? log->next_pos : log->first_pos;
	reader->done = 0;
}

/*
 * Copy the record the reader is at out of the ring, because user memory cannot
 * be touched under a spinlock. Returns its length; -EAGAIN at the end; -EPIPE
 * when it was overwritten.
 */
static ssize_t ringlog_fetch(struct ringlog_reader *reader)
{
	struct ringlog *log = reader->log;
	ssize_t ret = -EAGAIN;

	spin_lock_irq(&log->lock);
	if (reader->seq < log->first_seq) {
		ringlog_go(reader, false);
		ret = -EPIPE;
	} else if (reader->seq < log->next_seq) {
		ret = record_len(log, reader->pos);
		ring_get(log, reader->pos + sizeof(ringlog_len_t), reader->record, ret);
	}
	spin_unlock_irq(&log->lock);
	return ret;
}

static bool ringlog_is_behind(struct ringlog_reader *reader)
{
	struct ringlog *log = reader->log;
	bool behind;

	spin_lock_irq(&log->lock);
	behind = reader->seq < log->next_seq;
	spin_unlock_irq(&log->lock);
	return behind;
}

static ssize_t ringlog_read(struct file *file, char __user *buf, size_t count, loff_t *ppos)
{
	struct ringlog_reader *reader = file->private_data;
	ssize_t len, ret;

	if (!count)
		return 0;
	if (mutex_lock_interruptible(&reader->lock))
		return -ERESTARTSYS;
	while ((len = ringlog_fetch(reader)) == -EAGAIN) {
		ret = -EAGAIN;
		if (file->f_flags & O_NONBLOCK)
			goto unlock;
		ret = wait_event_interruptible(reader->log->wait, ringlog_is_behind(reader));
		if (ret)
			goto unlock;
	}
	ret = len;
	if (len < 0)
		goto unlock;

	ret = min_t(size_t, count, len - reader->done);
	if (copy_to_user(buf, reader->record + reader->done, ret)) {
		ret = -EFAULT;
		goto unlock;
	}
	reader->done += ret;
	if (reader->done == (size_t)len) {
		reader->seq++;
		reader->pos += sizeof(ringlog_len_t) + len;
		reader->done = 0;
	}
unlock:
	mutex_unlock(&reader->lock);
	return ret;
}

static ssize_t ringlog_write(struct file *file, const char __user *buf, size_t count, loff_t *ppos)
{
	struct ringlog_reader *reader = file->private_data;
	char record[RINGLOG_RECORD_MAX];
	int err;

	if (count > sizeof(record))
		return -EMSGSIZE;
	if (copy_from_user(record, buf, count))
		return -EFAULT;
	err = ringlog_append(reader->log, record, count);
	if (err)
		return err;
	return count;
}

/* To the oldest record, or to the end; there is nothing else to go to. */
static loff_t ringlog_llseek(struct file *file, loff_t offset, int whence)
{
	struct ringlog_reader *reader = file->private_data;

	if (offset)
		return -ESPIPE;
	if (whence != SEEK_SET && whence != SEEK_END)
		return -EINVAL;
	mutex_lock(&reader->lock);
	spin_lock_irq(&reader->log->lock);
	ringlog_go(reader, whence == SEEK_END);
	spin_unlock_irq(&reader->log->lock);
	mutex_unlock(&reader->lock);
	return 0;
}

/* The misc subsystem has left its device in private_data. */
static int ringlog_open(struct inode *inode, struct file *file)
{
	struct ringlog *log = container_of(file->private_data, struct ringlog, misc);
	struct ringlog_reader *reader = kzalloc(sizeof(*reader), GFP_KERNEL);

	if (!reader)
		return -ENOMEM;
	reader->log = log;
	mutex_init(&reader->lock);
	spin_lock_irq(&log->lock);
	ringlog_go(reader, false);
	spin_unlock_irq(&log->lock);
	file->private_data = reader;
	return 0;
}

static int ringlog_release(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

const struct file_operations ringlog_fops = {
	.owner = THIS_MODULE,
	.open = ringlog_open,
	.read = ringlog_read,
	.write = ringlog_write,
	.llseek = ringlog_llseek,
	.release = ringlog_release,
};
EXPORT_SYMBOL_GPL(ringlog_fops);

/* /dev/ringlog */
static struct ringlog ringlog_device;

static int __init ringlog_module_init(void)
{
	int err = ringlog_init(&ringlog_device, SZ_64K);

	if (err)
		return err;
	ringlog_device.misc.minor = MISC_DYNAMIC_MINOR;
	ringlog_device.misc.name = "ringlog";
	ringlog_device.misc.fops = &ringlog_fops;
	err = misc_register(&ringlog_device.misc);
	if (err)
		ringlog_destroy(&ringlog_device);
	return err;
}
module_init(ringlog_module_init);

static void __exit ringlog_module_exit(void)
{
	misc_deregister(&ringlog_device.misc);
	ringlog_destroy(&ringlog_device);
}
module_exit(ringlog_module_exit);

MODULE_DESCRIPTION("Ring log with a character device");
MODULE_LICENSE("Dual MIT/GPL");
