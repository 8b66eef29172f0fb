// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A function that takes a mutex is called by one that holds it.
 * Rule: recursive locking
 */
#include <linux/mutex.h>
#include "two_tasks.h"

struct codec {
	struct mutex lock;
	int users, volume;
};

static int __codec_set_volume(struct codec *c, int volume)
{
	lockdep_assert_held(&c->lock);
	if (volume < 0 || volume > 100)
		return -EINVAL;
	c->volume = volume;
	return 0;
}

static int codec_set_volume(struct codec *c, int volume)
{
	int err;

	mutex_lock(&c->lock);
	err = __codec_set_volume(c, volume);
	mutex_unlock(&c->lock);
	return err;
}

static int codec_open(struct codec *c, int (*set_volume)(struct codec *, int))
{
	int err = 0;

	mutex_lock(&c->lock);
	if (!c->users++)
		err = set_volume(c, 50);
	mutex_unlock(&c->lock);
	return err;
}

static void run(struct kunit *test, int (*set_volume)(struct codec *, int))
{
	struct codec c = {};

	mutex_init(&c.lock);
	KUNIT_EXPECT_EQ(test, codec_open(&c, set_volume), 0);
	KUNIT_EXPECT_EQ(test, codec_set_volume(&c, 70), 0);
	KUNIT_EXPECT_EQ(test, c.volume, 70);
}

static void bug(struct kunit *test)
{
	run(test, codec_set_volume);
}

static void fixed(struct kunit *test)
{
	run(test, __codec_set_volume);
}

TWO_TASKS_SUITE("locks_itself");
