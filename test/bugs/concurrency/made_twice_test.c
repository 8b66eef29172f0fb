// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Something is made when it is first needed, by each of two tasks.
 * Rule: data race
 */
#include <linux/mutex.h>
#include <linux/slab.h>
#include "two_tasks.h"

struct lazy {
	struct mutex lock;
	void *buffer;
};

static int need_unlocked(void *arg)
{
	struct lazy *l = arg;

	if (!l->buffer)
		l->buffer = kmalloc(64, GFP_KERNEL);
	return 0;
}

static int need(void *arg)
{
	struct lazy *l = arg;

	mutex_lock(&l->lock);
	if (!l->buffer)
		l->buffer = kmalloc(64, GFP_KERNEL);
	mutex_unlock(&l->lock);
	return 0;
}

static void run(struct kunit *test, int (*user)(void *))
{
	struct lazy l = {};

	mutex_init(&l.lock);
	two_tasks(test, user, user, &l);
	kfree(l.buffer);
}

static void bug(struct kunit *test)
{
	run(test, need_unlocked);
}

static void fixed(struct kunit *test)
{
	run(test, need);
}

TWO_TASKS_SUITE("made_twice");
