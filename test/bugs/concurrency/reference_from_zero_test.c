// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A lookup takes a reference of an object that is about to go.
 * Rule: refcount_t: addition on 0
 */
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include "two_tasks.h"

struct client {
	refcount_t refs;
	int id;
};

struct registry {
	spinlock_t lock;
	struct client *client;
	bool is_careful;
};

static void client_put(struct registry *r, struct client *c)
{
	if (!refcount_dec_and_test(&c->refs))
		return;
	spin_lock(&r->lock);
	r->client = NULL;
	spin_unlock(&r->lock);
	kfree(c);
}

static int look_up(void *arg)
{
	struct registry *r = arg;
	struct client *c;

	spin_lock(&r->lock);
	c = r->client;
	if (c && r->is_careful) {
		if (!refcount_inc_not_zero(&c->refs))
			c = NULL;
	} else if (c) {
		refcount_inc(&c->refs);
	}
	spin_unlock(&r->lock);
	if (c)
		client_put(r, c);
	return 0;
}

static int drop(void *arg)
{
	struct registry *r = arg;

	client_put(r, r->client);
	return 0;
}

static void run(struct kunit *test, bool is_careful)
{
	struct registry r = { .is_careful = is_careful };

	spin_lock_init(&r.lock);
	r.client = kzalloc(sizeof(*r.client), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, r.client);
	refcount_set(&r.client->refs, 1);
	two_tasks(test, drop, look_up, &r);
	KUNIT_EXPECT_NULL(test, r.client);
}

static void bug(struct kunit *test)
{
	run(test, false);
}

static void fixed(struct kunit *test)
{
	run(test, true);
}

TWO_TASKS_SUITE("reference_from_zero");
