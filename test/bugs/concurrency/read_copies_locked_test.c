// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The read() of a character device copies to user space under a spin lock.
 * Rule: sleeping function called from invalid context
 */
#include <linux/kfifo.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include "two_tasks.h"

struct sensor {
	spinlock_t lock;
	DECLARE_KFIFO(samples, u8, 32);
};

static ssize_t sensor_read_locked(struct sensor *s, char __user *buf, size_t count)
{
	unsigned int n = 0;
	u8 sample;

	spin_lock(&s->lock);
	while (n < count && kfifo_get(&s->samples, &sample)) {
		if (put_user(sample, buf + n))
			break;
		n++;
	}
	spin_unlock(&s->lock);
	return n;
}

static ssize_t sensor_read(struct sensor *s, char __user *buf, size_t count)
{
	u8 bounce[32];
	unsigned int n;

	spin_lock(&s->lock);
	n = kfifo_out(&s->samples, bounce, min(count, sizeof(bounce)));
	spin_unlock(&s->lock);
	return copy_to_user(buf, bounce, n) ? -EFAULT : n;
}

static void run(struct kunit *test, ssize_t (*read)(struct sensor *, char __user *, size_t))
{
	struct sensor s;
	char user[8] = {};

	spin_lock_init(&s.lock);
	INIT_KFIFO(s.samples);
	for (u8 i = 1; i <= 5; i++)
		kfifo_put(&s.samples, i);
	KUNIT_EXPECT_EQ(test, read(&s, (char __user *)user, sizeof(user)), 5);
	KUNIT_EXPECT_EQ(test, user[4], 5);
}

static void bug(struct kunit *test)
{
	run(test, sensor_read_locked);
}

static void fixed(struct kunit *test)
{
	run(test, sensor_read);
}

TWO_TASKS_SUITE("read_copies_locked");
