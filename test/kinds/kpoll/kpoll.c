// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/fs.h>
#include <linux/ioctl.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define KPOLL_RESET _IO('k', 1)
#define KPOLL_COUNT _IOR('k', 2, int)

struct pipe {
	struct mutex lock;
	wait_queue_head_t readers;
	struct fasync_struct *async;
	char text[64];
	size_t len;
};

static struct pipe pipe = {
	.lock = __MUTEX_INITIALIZER(pipe.lock),
	.readers = __WAIT_QUEUE_HEAD_INITIALIZER(pipe.readers),
};

static ssize_t kpoll_read(struct file *file, char __user *to, size_t len, loff_t *at)
{
	ssize_t done;

	if (!pipe.len && (file->f_flags & O_NONBLOCK))
		return -EAGAIN;
	if (wait_event_interruptible(pipe.readers, pipe.len))
		return -ERESTARTSYS;
	mutex_lock(&pipe.lock);
	done = min(len, pipe.len);
	if (copy_to_user(to, pipe.text, done))
		done = -EFAULT;
	else
		pipe.len = 0;
	mutex_unlock(&pipe.lock);
	return done;
}

static ssize_t kpoll_write(struct file *file, const char __user *from, size_t len, loff_t *at)
{
	if (len > sizeof(pipe.text))
		return -ENOSPC;
	mutex_lock(&pipe.lock);
	if (copy_from_user(pipe.text, from, len)) {
		mutex_unlock(&pipe.lock);
		return -EFAULT;
	}
	pipe.len = len;
	mutex_unlock(&pipe.lock);
	wake_up_interruptible(&pipe.readers);
	kill_fasync(&pipe.async, SIGIO, POLL_IN);
	return len;
}

static __poll_t kpoll_poll(struct file *file, poll_table *table)
{
	poll_wait(file, &pipe.readers, table);
	return pipe.len ? EPOLLIN | EPOLLRDNORM : EPOLLOUT | EPOLLWRNORM;
}

static long kpoll_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	switch (command) {
	case KPOLL_RESET:
		pipe.len = 0;
		return 0;
	case KPOLL_COUNT:
		return put_user((int)pipe.len, (int __user *)argument);
	}
	return -ENOTTY;
}

static int kpoll_fasync(int fd, struct file *file, int on)
{
	return fasync_helper(fd, file, on, &pipe.async);
}

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.read = kpoll_read,
	.write = kpoll_write,
	.poll = kpoll_poll,
	.unlocked_ioctl = kpoll_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.fasync = kpoll_fasync,
	.llseek = noop_llseek,
};

static struct miscdevice device = { .minor = MISC_DYNAMIC_MINOR, .name = "kpoll", .fops = &fops };

module_misc_device(device);
MODULE_LICENSE("GPL");
