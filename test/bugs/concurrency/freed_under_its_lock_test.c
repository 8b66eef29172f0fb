// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The last reference to an object is dropped under the object's own lock.
 * Rule: held lock
 */
#include <linux/kref.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include "two_tasks.h"

struct channel {
	struct kref refs;
	struct mutex lock;
	bool is_open;
};

static void channel_release(struct kref *refs)
{
	kfree(container_of(refs, struct channel, refs));
}

static struct channel *channel_open(void)
{
	struct channel *c = kzalloc(sizeof(*c), GFP_KERNEL);

	if (c) {
		kref_init(&c->refs);
		mutex_init(&c->lock);
		c->is_open = true;
	}
	return c;
}

static void channel_close_inside(struct channel *c)
{
	mutex_lock(&c->lock);
	c->is_open = false;
	kref_put(&c->refs, channel_release);
	mutex_unlock(&c->lock);
}

static void channel_close(struct channel *c)
{
	mutex_lock(&c->lock);
	c->is_open = false;
	mutex_unlock(&c->lock);
	kref_put(&c->refs, channel_release);
}

static void run(struct kunit *test, void (*close)(struct channel *))
{
	struct channel *c = channel_open();

	KUNIT_ASSERT_NOT_NULL(test, c);
	close(c);
}

static void bug(struct kunit *test)
{
	run(test, channel_close_inside);
}

static void fixed(struct kunit *test)
{
	run(test, channel_close);
}

TWO_TASKS_SUITE("freed_under_its_lock");
