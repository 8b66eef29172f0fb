// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * An ioctl that is not known returns with the lock of its device.
 * Rule: still holds
 */
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include "two_tasks.h"

enum { CMD_GET = 1, CMD_SET };

struct dac {
	struct mutex lock;
	int level;
};

static long dac_ioctl_keeping(struct dac *d, unsigned int cmd, int __user *arg)
{
	long err = 0;

	mutex_lock(&d->lock);
	switch (cmd) {
	case CMD_GET:
		err = put_user(d->level, arg);
		break;
	case CMD_SET:
		err = get_user(d->level, arg);
		break;
	default:
		return -ENOTTY;
	}
	mutex_unlock(&d->lock);
	return err;
}

static long dac_ioctl(struct dac *d, unsigned int cmd, int __user *arg)
{
	guard(mutex)(&d->lock);
	switch (cmd) {
	case CMD_GET:
		return put_user(d->level, arg);
	case CMD_SET:
		return get_user(d->level, arg);
	}
	return -ENOTTY;
}

static void run(struct kunit *test, long (*ioctl)(struct dac *, unsigned int, int __user *))
{
	static struct dac d;
	int value = 12, back = 0;

	mutex_init(&d.lock);
	KUNIT_EXPECT_EQ(test, ioctl(&d, CMD_SET, (int __user *)&value), 0l);
	KUNIT_EXPECT_EQ(test, ioctl(&d, CMD_GET, (int __user *)&back), 0l);
	KUNIT_EXPECT_EQ(test, back, 12);
	KUNIT_EXPECT_EQ(test, ioctl(&d, 99, NULL), (long)-ENOTTY);
}

static void bug(struct kunit *test)
{
	run(test, dac_ioctl_keeping);
}

static void fixed(struct kunit *test)
{
	run(test, dac_ioctl);
}

TWO_TASKS_SUITE("lock_kept_on_error");
